"""The menu bar, filled from the table of commands, with the lists that grow: recent files,
examples, themes, sizes and docks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from designer.i18n import tr
from designer.paths import resource
from designer.ui.actions import COMMANDS, MENUS, VIEW
from designer.ui.theme import NAMES, SCALES, SYSTEM

if TYPE_CHECKING:
    from designer.ui.main_window import MainWindow

T = TypeVar("T")


def fill_menu_bar(window: MainWindow) -> None:
    """Put every command in its menu."""
    bar = window.menuBar()
    for title in MENUS:
        menu = bar.addMenu(tr(title))
        for command in COMMANDS:
            if command.menu != title:
                continue
            if command.separator:
                menu.addSeparator()
            menu.addAction(window.commands[command.name])
            if command.name == "open":
                _recent_menu(window, menu)
                _example_menu(window, menu)
        if title == VIEW:
            _appearance(window, menu)


def _recent_menu(window: MainWindow, parent: QMenu) -> None:
    menu = parent.addMenu(tr("Open &Recent"))
    settings = window.session.settings

    def fill() -> None:
        menu.clear()
        for path in settings.recent:
            menu.addAction(_escaped(path.name), partial(window.files.open_path, path))
        menu.setEnabled(bool(settings.recent))

    settings.recent_changed.connect(fill)
    fill()


def _example_menu(window: MainWindow, parent: QMenu) -> None:
    menu = parent.addMenu(tr("E&xamples"))
    for path in sorted(resource("examples").glob("*.design")):
        name = path.stem.replace("-", " ")
        menu.addAction(_escaped(name), partial(window.files.open_example, path))


def _appearance(window: MainWindow, menu: QMenu) -> None:
    menu.addSeparator()
    settings = window.session.settings
    themes = [(n, tr(n.replace("-", " ").capitalize())) for n in (SYSTEM, *NAMES)]
    _choices(menu, tr("&Theme"), themes, settings.get("theme"), window.views.choose_theme)
    scales = [(s, f"{s:.0%}") for s in SCALES]
    _choices(menu, tr("&Size"), scales, settings.get("scale"), window.views.choose_scale)
    menu.addSeparator()
    for dock in (window.palette_dock, window.cost_dock, window.layer_dock):
        menu.addAction(dock.toggleViewAction())


def _choices(
    parent: QMenu,
    title: str,
    options: Iterable[tuple[T, str]],
    chosen: T,
    choose: Callable[[T], None],
) -> None:
    menu = parent.addMenu(title)
    group = QActionGroup(menu)
    for value, text in options:
        action = menu.addAction(text, partial(choose, value))
        action.setCheckable(True)
        action.setChecked(value == chosen)
        group.addAction(action)


def _escaped(text: str) -> str:
    return text.replace("&", "&&")[:80]
