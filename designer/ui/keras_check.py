"""Asks the Keras that is installed beside the program, while the window goes on."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from designer.check.process import PATIENCE, NoAnswer, command, heard, written
from designer.core.report import Report
from designer.session.guard import guarded
from designer.words.check import comparison_text, no_answer_text

_TO_DIE = 1000
"""Milliseconds for a process that was killed; it takes none of them, as a rule."""


class KerasCheck(QObject):
    """One question to Keras about one report. `told` carries the outcome as a text, once."""

    told = Signal(object)

    def __init__(self, report: Report, parent: QObject, python: str = sys.executable) -> None:
        super().__init__(parent)
        self._report = report
        self._python = python
        self._process = QProcess(self)
        self._process.finished.connect(self._hear)
        self._process.errorOccurred.connect(self._fail)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._lose_patience)

    def ask(self, patience: float = PATIENCE) -> None:
        """Start, and wait for so many seconds at most."""
        program, *arguments = command(self._python)
        self._clock.start(round(patience * 1000))
        self._process.start(program, arguments)
        self._process.write(written([self._report]))
        self._process.closeWriteChannel()

    @guarded
    def _hear(self, _status: object = None, _way: object = None) -> None:
        if not self._clock.isActive():
            return  # it was stopped
        output = bytes(self._process.readAllStandardOutput().data())
        errors = bytes(self._process.readAllStandardError().data())
        try:
            told = heard(output, errors)
        except NoAnswer as error:
            self._tell(no_answer_text(error, self._python))
            return
        (answer,) = told["answers"]
        self._tell(comparison_text(self._report, told, answer))

    @guarded
    def _fail(self, error: object) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            failed = NoAnswer("no_python", self._process.errorString())
            self._tell(no_answer_text(failed, self._python))

    @guarded
    def _lose_patience(self) -> None:
        self._process.kill()
        self._process.waitForFinished(_TO_DIE)
        waited = NoAnswer("no_time", f"{self._clock.interval() / 1000:g}")
        self._tell(no_answer_text(waited, self._python))

    def _tell(self, text: str) -> None:
        self._clock.stop()
        self.told.emit(text)
