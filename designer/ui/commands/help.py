"""The Help menu: what the program can do, found by typing or read from a sheet."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from designer import __version__
from designer.i18n import tr
from designer.session.guard import guarded


class HelpCommands:
    """Command palette, shortcuts, about."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.actions: Mapping[str, QAction] = {}

    @guarded
    def command_palette(self) -> None:
        """Find a command by typing."""
        from designer.ui.command_palette import CommandPalette

        CommandPalette(self._window, list(self.actions.values())).exec()

    @guarded
    def shortcuts(self) -> None:
        """Show every key and gesture."""
        from designer.ui.shortcut_sheet import ShortcutSheet

        ShortcutSheet(self._window).exec()

    @guarded
    def about(self) -> None:
        """Say what this is."""
        from designer.ui.message import Message

        text = tr(
            "Layer Designer {version}\n\nDrag layers into a chain and see at once what they cost, "
            "and why. Works offline.\n\nMIT licence. Icons: Lucide (ISC). Fonts: Inter, JetBrains "
            "Mono and STIX Two (OFL)."
        )
        box = Message(text.format(version=__version__), self._window)
        box.setWindowTitle(tr("About Layer Designer"))
        box.exec()
