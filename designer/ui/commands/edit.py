"""The Edit menu: verbs on the selected layers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from designer.core.files.faults import Unreadable
from designer.i18n import tr
from designer.session import clipboard
from designer.session.editor import what
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.canvas.view import ChainView
from designer.words import fault_text


class EditCommands:
    """Undo, the clipboard, and what is done with the selection."""

    def __init__(
        self, session: Session, canvas: ChainView, open_summary: Callable[[bytes], object]
    ) -> None:
        self._session = session
        self._canvas = canvas
        self._verbs = canvas.verbs
        self._open_summary = open_summary

    @guarded
    def undo(self) -> None:
        """Take back the last step."""
        self._session.store.undo_stack.undo()

    @guarded
    def redo(self) -> None:
        """Do again what was taken back."""
        self._session.store.undo_stack.redo()

    @guarded
    def cut(self) -> None:
        """Copy the selected layers and delete them, as one step."""
        self.copy()
        blocks = self._verbs.layers
        if blocks:
            self._verbs.tell(self._session.editor.remove({b.uid for b in blocks}, tr("Cut")))

    @guarded
    def copy(self) -> None:
        """Put the selected layers on the clipboard."""
        blocks = self._verbs.layers
        if blocks:
            data = clipboard.to_mime(self._session.store.design, blocks)
            QGuiApplication.clipboard().setMimeData(data)
            self._session.notices.tell(tr("Copied {what}").format(what=what(blocks)))

    @guarded
    def paste(self) -> None:
        """Insert the layers on the clipboard after the selection; open a printed summary."""
        summary = clipboard.summary_in(QGuiApplication.clipboard().mimeData())
        if summary is not None:
            self._open_summary(summary)
            return
        try:
            blocks = clipboard.from_mime(QGuiApplication.clipboard().mimeData())
        except Unreadable as error:
            self._session.notices.tell(fault_text(error.faults[0]))
            return
        index = self._session.stage.insert_index
        self._verbs.tell(self._session.editor.insert_blocks(index, blocks, tr("Paste")))

    @guarded
    def duplicate(self) -> None:
        """Insert copies after the selection."""
        self._verbs.duplicate()

    @guarded
    def delete(self) -> None:
        """Delete the selected layers."""
        self._verbs.remove()

    @guarded
    def select_all(self) -> None:
        """Select every layer."""
        self._session.stage.select_all()

    @guarded
    def quick_insert(self) -> None:
        """Open the small search box that inserts a layer."""
        self._canvas.open_quick_insert()

    @guarded
    def rename(self) -> None:
        """Edit the name of the current layer in place."""
        self._canvas.rename_current()

    @guarded
    def freeze(self) -> None:
        """Freeze the selected layers, or let them train again if all are frozen."""
        self._verbs.freeze()

    @guarded
    def pack(self) -> None:
        """Make one model of the selected layers."""
        self._verbs.pack()

    @guarded
    def unpack(self) -> None:
        """Put the layers of the selected models in their place."""
        self._verbs.unpack()

    @guarded
    def open_model(self) -> None:
        """Open the chain inside the current block."""
        uid = self._session.stage.selection.current
        if uid is None or not self._session.editor.go_in(uid):
            self._session.notices.tell(tr("Select a model first: Pack makes one of layers."))

    @guarded
    def leave_model(self) -> None:
        """Go on with what is around the open model."""
        self._verbs.leave()

    @guarded
    def move_up(self) -> None:
        """Move the selected layers one place up."""
        self._verbs.move(-1)

    @guarded
    def move_down(self) -> None:
        """Move the selected layers one place down."""
        self._verbs.move(1)
