"""The menu of a block: what the keys do, for the mouse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from designer.i18n import tr
from designer.session.guard import guarded
from designer.ui import icons

if TYPE_CHECKING:
    from designer.ui.canvas.view import ChainView


def open_menu(view: ChainView, at: QPoint) -> QMenu:
    """Open the menu at a place of the screen; actions that the view was given come last."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    verbs, layers = view.verbs, bool(view.verbs.layers)
    current = view.session.stage.selection.current is not None
    add = partial(_add, menu, view)
    holds = verbs.holds_model
    opens = tr("Open") if holds else tr("Edit Settings")
    add(opens, "Return", "log-in" if holds else "sliders-horizontal", verbs.edit, current)
    if view.session.store.design.around:
        add(tr("Leave the Model"), "Escape", "log-out", verbs.leave)
    add(tr("Rename"), "F2", "pencil", verbs.rename, layers)
    menu.addSeparator()
    add(tr("Insert Before…"), "", "plus", partial(verbs.insert, after=False), layers)
    add(tr("Insert After…"), "Space", "plus", verbs.insert)
    menu.addSeparator()
    add(tr("Move Up"), "Alt+Up", "arrow-up", partial(verbs.move, -1), layers)
    add(tr("Move Down"), "Alt+Down", "arrow-down", partial(verbs.move, 1), layers)
    add(tr("Duplicate"), "", "copy", verbs.duplicate, layers)
    add(tr("Freeze or Unfreeze"), "", "lock", verbs.freeze, layers)
    add(tr("Pack into a Model"), "", "group", verbs.pack, layers)
    add(tr("Unpack"), "", "expand", verbs.unpack, holds)
    add(tr("Delete"), "Del", "trash-2", verbs.remove, layers)
    if view.actions():
        menu.addSeparator()
        menu.addActions(view.actions())
    menu.addSeparator()
    add(tr("Fit"), "Shift+1", "maximize", view.fit)
    menu.popup(at)
    return menu


def _add(
    menu: QMenu,
    view: ChainView,
    text: str,
    keys: str,
    icon: str,
    verb: Callable[[], object],
    enabled: bool = True,
) -> None:
    theme = view.look.theme
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    picture = icons.icon(icon, theme.color("ink"), theme.px(16))
    # The keys are written beside the text: as a shortcut they would compete with the window's.
    action = menu.addAction(picture, f"{text}\t{shown}" if shown else text)
    action.setEnabled(enabled)
    action.triggered.connect(guarded(lambda: verb()))
