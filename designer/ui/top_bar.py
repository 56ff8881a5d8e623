"""The bar on top: which file this is, whether it is saved, and the commands used most."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from designer.i18n import tr
from designer.ui.icons import icon
from designer.ui.plain import ShortLabel
from designer.ui.theme import Look, Theme

_BUTTONS = (
    ("undo", "Undo", "undo-2"),
    ("redo", "Redo", "redo-2"),
    ("export", "Export", "share"),
    ("compare", "Compare", "git-compare"),
    ("present", "Present", "play"),
)


class TopBar(QToolBar):
    """Name and state of the file on the left, four buttons on the right."""

    def __init__(self, commands: Mapping[str, QAction], look: Look) -> None:
        super().__init__(tr("Top bar"))
        self.setObjectName("topBar")
        self.setMovable(False)
        self._commands = commands
        self.buttons: dict[str, QToolButton] = {}
        row_widget = QWidget()
        row = QHBoxLayout(row_widget)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(10)
        self._brand = _plain("Layer Designer", "brand")
        self.file = ShortLabel()  # a long name leaves the buttons their room
        self.file.setObjectName("fileName")
        row.addWidget(self._brand)
        row.addWidget(self.file)
        row.addStretch(1)
        for name, text, _icon in _BUTTONS:
            row.addWidget(self._button(name, tr(text)))
        row_widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(row_widget)
        self._dress(look.theme)
        look.changed.connect(self._dress)

    def show_name(self, name: str, dirty: bool) -> None:
        """Name the file; a dot says that it has changes that are not saved."""
        self.file.setText(f"{name} ●" if dirty else name)
        state = tr("not saved") if dirty else tr("saved")
        self.file.setAccessibleName(f"{name}, {state}")
        self.file.setToolTip(tr("There are changes that are not saved.") if dirty else "")

    def show_undo(self) -> None:
        """Enable undo and redo as there is something to undo or redo."""
        for name in ("undo", "redo"):
            self.buttons[name].setEnabled(self._commands[name].isEnabled())
            self.buttons[name].setToolTip(self._commands[name].text())

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setProperty("framed", "true")
        if name == "present":
            button.setProperty("primary", "true")
        button.clicked.connect(lambda: self._commands[name].trigger())
        self.buttons[name] = button
        return button

    def _dress(self, theme: Theme) -> None:
        size = theme.px(14)
        for name, _text, picture in _BUTTONS:
            token = "on_accent" if name == "present" else "ink"
            self.buttons[name].setIcon(icon(picture, theme.color(token), size))
            self.buttons[name].setIconSize(QSize(size, size))
        self._brand.setFont(theme.font(14, 600))
        self.file.setFont(theme.font(13))


def _plain(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    return label
