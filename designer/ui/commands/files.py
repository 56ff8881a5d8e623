"""The File menu: nothing that was not saved is lost without a question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from designer.core.files.faults import Unreadable
from designer.i18n import tr
from designer.session.document import SUFFIX
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.theme import Look
from designer.words import fault_text, save_error_text
from designer.words.files import left_out_lines

if TYPE_CHECKING:
    from designer.ui.message import Message

READABLE = "Designs and Keras models (*.design *.json *.keras *.h5 *.yaml *.txt);;All files (*)"
WRITABLE = "Layer Designer (*.design);;Keras 3 model (*.json)"


class FileCommands:
    """New, open, save, export, quit."""

    def __init__(self, window: QMainWindow, session: Session, look: Look) -> None:
        self._window = window
        self._session = session
        self._look = look

    @guarded
    def new(self) -> None:
        """Begin an empty design."""
        if self.may_leave():
            self._session.document.new()
            self._session.notices.tell(tr("A new design"))

    @guarded
    def open(self) -> None:
        """Ask for a file and open it."""
        from PySide6.QtWidgets import QFileDialog  # many parts, and for nobody before

        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open a design or a Keras model"), self._folder(), READABLE
        )
        if chosen:
            self.open_path(Path(chosen))

    @guarded
    def open_path(self, path: object, others: Sequence[Path] = ()) -> None:
        """Open the file at *path*; one that cannot be read changes nothing. *others* came with it,
        and are left out."""
        if not isinstance(path, Path):
            return
        document = self._session.document
        try:
            design = document.read(path)
        except Unreadable as error:
            self._complain(tr("{name} cannot be opened").format(name=path.name), error)
            return
        if self.may_leave():
            document.open(path, design)
            self._session.stage.select_row(1)
            opened = tr("Opened {name}").format(name=path.name)
            self._session.notices.tell("; ".join((opened, *left_out_lines(others))))

    @guarded
    def open_summary(self, text: object) -> None:
        """Open the design whose printed summary *text* is, as an unnamed one."""
        if not isinstance(text, bytes):
            return
        from designer.core.files import gate  # an empty window starts without the formats

        try:
            design = gate.design_of(text)
        except Unreadable as error:
            self._complain(tr("The summary cannot be read"), error)
            return
        if self.may_leave():
            self._session.document.new(design)
            self._session.stage.select_row(1)
            self._session.notices.tell(
                tr("Opened a printed summary; what was assumed is marked on its blocks")
            )

    @guarded
    def open_example(self, path: object) -> None:
        """Open an example as a design of one's own, without a file."""
        if isinstance(path, Path) and self.may_leave():
            document = self._session.document
            document.new(document.read(path))
            self._session.stage.select_row(1)

    @guarded
    def save(self) -> None:
        """Save where the design came from, or ask where."""
        path = self._session.document.path
        if path is None:
            self.save_as()
        elif self._may_overwrite(path):
            self._write(path)

    @guarded
    def save_as(self) -> None:
        """Ask where to save, and do."""
        from PySide6.QtWidgets import QFileDialog

        document = self._session.document
        unnamed = f"{document.stem or tr('untitled')}{SUFFIX}"
        proposed = document.path or Path(self._folder()) / unnamed
        chosen, kind = QFileDialog.getSaveFileName(
            self._window, tr("Save the design"), str(proposed), WRITABLE
        )
        if chosen:
            path = Path(chosen)
            if path.suffix not in (SUFFIX, ".json"):
                path = path.with_name(path.name + (".json" if "json" in kind else SUFFIX))
            self._write(path)

    @guarded
    def export(self) -> None:
        """Show every form in which the design can be taken elsewhere."""
        from designer.ui.export_dialog import ExportDialog  # only who exports waits for it

        ExportDialog(self._session, self._look, self._window).exec()

    @guarded
    def copy_summary(self) -> None:
        """Put the summary on the clipboard, as Keras 3 prints it."""
        from designer.core.export.summary_text import summary_text

        QGuiApplication.clipboard().setText(summary_text(self._session.controller.report))
        self._session.notices.tell(tr("Copied the summary as text"))

    @guarded
    def print_chain(self) -> None:
        """Print the chain."""
        from designer.ui.printing import print_chain

        print_chain(self._session, self._window)

    @guarded
    def quit(self) -> None:
        """Close the window, after the question about unsaved work."""
        self._window.close()

    def may_leave(self) -> bool:
        """Whether the design may be given up: it is saved, or the user says so."""
        if not self._session.document.dirty:
            return True
        name = self._session.document.name or tr("The new design")
        box = self._message(tr("{name} has changes that are not saved.").format(name=name))
        box.setIcon(box.Icon.Question)
        buttons = box.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answer = box.exec()
        if answer == buttons.Save:
            self.save()
            return not self._session.document.dirty
        return answer == buttons.Discard

    def _write(self, path: Path) -> None:
        try:
            self._session.document.save(path)
        except OSError as error:
            box = self._message(save_error_text(path.name, error))
            again = box.addButton(tr("Save As…"), box.ButtonRole.AcceptRole)
            box.addButton(box.StandardButton.Cancel)
            box.exec()
            if box.clickedButton() is again:
                self.save_as()
            return
        self._session.settings.set("folder", str(path.parent))
        self._session.notices.tell(tr("Saved {name}").format(name=path.name))

    def _may_overwrite(self, path: Path) -> bool:
        if not self._session.document.changed_on_disk:
            return True
        box = self._message(
            tr("{name} was changed by another program since it was opened.").format(name=path.name)
        )
        replace = box.addButton(tr("Replace It"), box.ButtonRole.DestructiveRole)
        box.addButton(box.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is replace

    def _complain(self, title: str, error: Unreadable) -> None:
        box = self._message(title)
        shown = [fault_text(fault) for fault in error.faults[:8]]
        more = len(error.faults) - len(shown)
        if more > 0:
            shown.append(tr("and {count} more").format(count=more))
        box.setInformativeText("\n".join(shown))
        box.exec()

    def _message(self, text: str) -> Message:
        from designer.ui.message import Message  # only who has to be told something waits for it

        box = Message(text, self._window)
        box.setIcon(box.Icon.Warning)
        return box

    def _folder(self) -> str:
        document = self._session.document
        origin = document.path or document.source
        return str(origin.parent) if origin else self._session.settings.get("folder")
