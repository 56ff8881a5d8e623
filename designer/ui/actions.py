"""Every command of the window in one table: menus, shortcuts, the shortcut sheet and the command
palette are all read from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from designer.core.value import Value
from designer.i18n import tr


class Command(Value):
    """One command. *name* is also the method of the window that carries it out."""

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    separator: bool = False
    """A line stands above it in the menu."""


FILE, EDIT, VIEW, TOOLS, HELP = "&File", "&Edit", "&View", "&Tools", "&Help"
MENUS = (FILE, EDIT, VIEW, TOOLS, HELP)

COMMANDS = (
    Command("new", FILE, "&New", ("Ctrl+N",), "file-plus"),
    Command("open", FILE, "&Open…", ("Ctrl+O",), "folder-open"),
    Command("save", FILE, "&Save", ("Ctrl+S",), "save", separator=True),
    Command("save_as", FILE, "Save &As…", ("Ctrl+Shift+S",)),
    Command("export", FILE, "&Export…", ("Ctrl+E",), "share", separator=True),
    Command("copy_summary", FILE, "&Copy Summary as Text", ("Ctrl+Shift+C",), "clipboard"),
    Command("print_chain", FILE, "&Print…", ("Ctrl+P",), "printer"),
    Command("quit", FILE, "&Quit", ("Ctrl+Q",), separator=True),
    Command("undo", EDIT, "&Undo", ("Ctrl+Z",), "undo-2"),
    Command("redo", EDIT, "&Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2"),
    Command("cut", EDIT, "Cu&t", ("Ctrl+X",), "scissors", separator=True),
    Command("copy", EDIT, "&Copy", ("Ctrl+C",), "copy"),
    Command("paste", EDIT, "&Paste", ("Ctrl+V",), "clipboard-paste"),
    Command("duplicate", EDIT, "D&uplicate", ("Ctrl+D",)),
    Command("delete", EDIT, "&Delete", (), "trash-2"),
    Command("select_all", EDIT, "Select &All", ("Ctrl+A",), separator=True),
    Command("quick_insert", EDIT, "&Insert Layer…", (), "plus", separator=True),
    Command("rename", EDIT, "Re&name", ("F2",), "pencil"),
    Command("freeze", EDIT, "&Freeze or Unfreeze", ("Ctrl+L",), "snowflake"),
    Command("pack", EDIT, "Pac&k into a Model", ("Ctrl+G",), "group"),
    Command("unpack", EDIT, "Unpack a Mode&l", ("Ctrl+Shift+G",), "expand"),
    Command("open_model", EDIT, "&Go into a Model", ("Ctrl+Down",), "log-in"),
    Command("leave_model", EDIT, "&Leave the Model", ("Ctrl+Up",), "log-out"),
    Command("move_up", EDIT, "Move &Up", ("Alt+Up",), "arrow-up"),
    Command("move_down", EDIT, "Move D&own", ("Alt+Down",), "arrow-down"),
    Command("zoom_in", VIEW, "Zoom &In", ("Ctrl++", "Ctrl+="), "zoom-in"),
    Command("zoom_out", VIEW, "Zoom &Out", ("Ctrl+-",), "zoom-out"),
    Command("zoom_reset", VIEW, "&100 %", ("Ctrl+0",)),
    Command("fit", VIEW, "&Fit", ("Shift+1",), "maximize"),
    Command("present", VIEW, "&Present", ("F5",), "play", separator=True),
    Command("full_screen", VIEW, "F&ull Screen", ("F11",), checkable=True),
    Command("enlarge_panel", VIEW, "&Enlarge Panel", ("F9",)),
    Command("by_weight", VIEW, "Formula Weight &by Weight", ("Ctrl+Shift+F",), checkable=True),
    Command("next_problem", VIEW, "&Next Problem", ("F8",), "circle-alert", separator=True),
    Command("previous_problem", VIEW, "Pre&vious Problem", ("Shift+F8",)),
    Command("budget", TOOLS, "Fit a &Budget"),
    Command("compare", TOOLS, "Co&mpare", ("Ctrl+Alt+C",), "git-compare"),
    Command("keep_snapshot", TOOLS, "&Keep a Snapshot", ("Ctrl+Alt+K",), "camera"),
    Command("check_keras", TOOLS, "&Check Against Keras"),
    Command("wheel_zooms", TOOLS, "&Wheel Zooms", checkable=True, separator=True),
    Command("animate", TOOLS, "&Animations", checkable=True),
    Command("command_palette", HELP, "&Command Palette…", ("Ctrl+K",), "search"),
    Command("shortcuts", HELP, "&Keyboard Shortcuts", ("F1", "?"), "keyboard"),
    Command("about", HELP, "&About Layer Designer", (), "info", separator=True),
)


def make_actions(
    owner: QObject, doers: Sequence[object], commands: Iterable[Command] = COMMANDS
) -> dict[str, QAction]:
    """A QAction for each command, triggering the method of its name in one of *doers*."""
    made: dict[str, QAction] = {}
    for command in commands:
        do = next(getattr(d, command.name) for d in doers if hasattr(d, command.name))
        action = QAction(tr(command.text), owner)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setCheckable(command.checkable)
        action.triggered.connect(lambda _checked=False, do=do: do())
        made[command.name] = action
    return made


def plain(text: str) -> str:
    """A menu text without its mnemonic and dots."""
    return text.replace("&", "").rstrip("…")
