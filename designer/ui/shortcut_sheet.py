"""F1: every key and gesture on one sheet, read from the table of commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from designer.i18n import tr
from designer.ui.actions import COMMANDS, MENUS, plain

GESTURES = (
    ("Drag from the palette", "insert where the line shows; Escape cancels"),
    ("Drag a block", "move it, or the whole selection; Ctrl copies"),
    ("Double-click in the palette", "insert after the selection"),
    ("Space, or type a letter", "find a layer and insert it"),
    ("+ on a link", "insert there"),
    ("Enter or double-click a block", "edit its settings in place"),
    ("Up, Down; Shift+Up, Shift+Down", "select the neighbour; select more"),
    ("Delete, Backspace", "delete the selection"),
    ("Up, Down in a number field", "step; with Shift by powers of two"),
    ("Up, Down in a chart", "select the neighbour"),
    ("Drag the marker; Left, Right", "turn a setting on its curve; Escape falls back"),
    ("Point at a number; click it", "see it light up everywhere; go to where it comes from"),
    ("Left, Right; Enter in a formula", "from term to term; to its origin; Escape leaves"),
    ("W in the presentation", "write counts weight by weight, or factored"),
    ("Wheel; Shift+wheel; Ctrl+wheel", "scroll; sideways; zoom at the pointer"),
    ("Middle drag; Space+drag", "pan"),
    ("Double-click a tab", "give its panel most of the column; again: as before"),
    ("Drop a file on the window", "open it"),
)


class ShortcutSheet(QDialog):
    """A window of its own with the keys of every menu, and the gestures of the canvas."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts and gestures"))
        self.resize(760, 560)
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        left, right = QVBoxLayout(), QVBoxLayout()
        columns.addLayout(left, 1)
        columns.addSpacing(24)
        columns.addLayout(right, 1)
        for menu in MENUS:
            rows = [
                (", ".join(_native(k) for k in c.keys), plain(tr(c.text)))
                for c in COMMANDS
                if c.menu == menu and c.keys
            ]
            if rows:
                left.addLayout(_table(plain(tr(menu)), rows))
        right.addLayout(_table(tr("Gestures"), [(tr(a), tr(b)) for a, b in GESTURES]))
        left.addStretch(1)
        right.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        QVBoxLayout(self).addWidget(area)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _table(title: str, rows: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setContentsMargins(0, 0, 0, 16)
    grid.addWidget(_label(title, "sheetTitle"), 0, 0, 1, 2)
    for line, (keys, meaning) in enumerate(rows, start=1):
        grid.addWidget(_label(keys, "sheetKeys"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_label(meaning, ""), line, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
