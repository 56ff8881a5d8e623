"""Writes a file that takes long between the events of the window, so that the window goes on.

No thread is needed for it: the pieces of the file are small, and a few are written at a time.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from designer.core.files.streamed import Streamed
from designer.session.guard import guarded
from designer.session.writer import writing

_SLICE = 0.02
"""Seconds of writing before the window has its turn; nobody sees such a pause."""


class LongWrite(QObject):
    """Makes the content of *path* what is *streamed*.

    `advanced` carries how much of it is written, from 0 to 1; `ended` carries None once all is
    there, or the `OSError` because of which the old file is as it was.
    """

    advanced = Signal(object)
    ended = Signal(object)

    def __init__(self, path: Path, streamed: Streamed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._size = streamed.size
        self._steps = writing(path, streamed.pieces)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self.go_on)

    def stop(self) -> None:
        """Leave the old file as it was, and say nothing more."""
        self._turn.stop()
        self._steps.close()

    @guarded
    def go_on(self) -> None:
        """Write for a moment, and again when the window has had its turn."""
        until = monotonic() + _SLICE
        try:
            for done in self._steps:
                if monotonic() > until:
                    self.advanced.emit(min(done / self._size, 1.0))
                    self._turn.start()
                    return
        except OSError as error:
            self.ended.emit(error)
        else:
            self.ended.emit(None)
