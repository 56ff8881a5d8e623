"""Somebody finds the summary of a model on a page and brings it here."""

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from designer.ui.main_window import MainWindow

# 640 = (3 * 3 * 1 + 1) * 64, and 108,170 = (10,816 + 1) * 10 with 10,816 = 13 * 13 * 64
TABLE = """\
Layer (type)                 Output Shape              Param #
=================================================================
conv2d_1 (Conv2D)            (None, 26, 26, 64)        640
max_pooling2d_1 (MaxPooling2 (None, 13, 13, 64)        0
flatten_1 (Flatten)          (None, 10816)             0
dense_1 (Dense)              (None, 10)                108170
"""


def test_a_pasted_summary_opens_as_a_new_design(window: MainWindow):
    QGuiApplication.clipboard().setText(TABLE)
    window.commands["paste"].trigger()
    assert window.session.controller.report.total == 108_810
    assert window.session.document.path is None
    assert "640 = (3 * 3 * 1 + 1) * 64" in window.session.store.design.note


def test_a_dropped_summary_opens_as_a_new_design(window: MainWindow, qtbot: QtBot):
    data = QMimeData()
    data.setText(TABLE)
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPointF(50, 50).toPoint(), action, data, button, keys)
    window.dragEnterEvent(entered)
    assert entered.isAccepted()
    window.dropEvent(QDropEvent(QPointF(50, 50), action, data, button, keys))
    qtbot.waitUntil(lambda: window.session.controller.report.total == 108_810)
