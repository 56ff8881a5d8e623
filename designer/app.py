"""The composition root: puts the floors together and opens the window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from designer.session.guard import report
from designer.session.session import Session, open_session
from designer.ui.main_window import MainWindow
from designer.ui.theme import Look

STYLE = "Fusion"
"""The widget style that the style sheet is written for, whatever the desktop has."""


def make_window(app: QApplication) -> MainWindow:
    """The window with an empty design, dressed as it was last time, not shown yet."""
    look = Look(app, app)
    session: Session = open_session(app)
    settings = session.settings
    look.choose(settings.get("theme"), settings.get("scale"))
    return MainWindow(session, look)


def main(path: Path | None = None) -> int:
    """Open the window, with *path* if given, and stay until it is closed. The exit status."""
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", STYLE])
    assert isinstance(app, QApplication)
    app.setApplicationName("Layer Designer")
    app.setDesktopFileName("layer-designer")
    sys.excepthook = lambda _kind, error, _trace: report("a slot", error)  # type: ignore[assignment]
    window = make_window(app)
    window.open()
    if path is not None:
        QTimer.singleShot(0, lambda: window.files.open_path(path))
    return app.exec()
