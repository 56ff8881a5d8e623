"""Start the installed program as its user would, look at its window for a second, and leave."""

import sys

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from designer.__main__ import main
from designer.paths import resource


def look(*_: object) -> int:
    """Stands in for the event loop, for one second."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    end = QDeadlineTimer(1000)
    while not end.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    windows = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    assert windows, "no window was opened"
    for window in windows:
        picture = window.grab()
        assert not picture.isNull()
        print(f"{app.platformName()}: {window.windowTitle()}, {picture.width()}x{picture.height()}")
    return 0


assert resource().is_relative_to(sys.prefix), "the resources are not those of the wheel"
QApplication.exec = look
sys.argv[0] = "layer-designer"
sys.exit(main())
