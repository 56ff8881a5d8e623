"""How far a file that takes long is written, with a button that stops it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from designer.core.files.streamed import Streamed
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.long_write import LongWrite

_STEPS = 1000


class WriteBar(QWidget):
    """Writes one file at a time and is there only for so long.

    `busy_changed` carries whether a file is being written. `ended` carries the path of a file that
    was not stopped, and None, or the `OSError` because of which there is none.
    """

    busy_changed = Signal(object)
    ended = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: LongWrite | None = None
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.stop_button = QPushButton(tr("Stop"))
        self.stop_button.clicked.connect(self.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        self.hide()

    def write(self, path: Path, streamed: Streamed) -> None:
        """Begin with *path*; a short file is there at once."""
        self.bar.setValue(0)
        self.bar.setAccessibleName(tr("Writing {name}").format(name=path.name))
        self._job = LongWrite(path, streamed, self)
        self._job.advanced.connect(self._advance)
        self._job.ended.connect(self._end)
        self.show()
        self.busy_changed.emit(True)
        self._job.go_on()

    @guarded
    def stop(self) -> None:
        """Leave the file as it was; nothing happens where none is being written."""
        if self._job is not None:
            self._job.stop()
            self._put_away()

    @guarded
    def _advance(self, part: float) -> None:
        self.bar.setValue(round(part * _STEPS))

    @guarded
    def _end(self, error: OSError | None) -> None:
        assert self._job is not None
        path = self._job.path
        self._put_away()
        self.ended.emit(path, error)

    def _put_away(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        self.hide()
        self.busy_changed.emit(False)
