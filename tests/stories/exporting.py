"""What somebody does in the dialog of exports."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from designer.ui.export_dialog import ExportDialog


def save(dialog: ExportDialog, path: Path) -> None:
    """Click Save and give *path* to the dialog that asks for it."""

    def answer() -> None:
        asking = QApplication.activeModalWidget()
        assert isinstance(asking, QFileDialog)
        field = asking.findChild(QLineEdit)
        assert field is not None
        field.selectAll()
        QTest.keyClicks(field, str(path))
        QTest.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(300, answer)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
