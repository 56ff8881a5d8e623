"""The line at the bottom: what just happened, how much there is, how long it took."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar

from designer.core.report import Report
from designer.core.units import grouped
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.theme import Look

_SHOWN_MS = 8000


class StatusBar(QStatusBar):
    """Passing messages on the left; on the right the names in use and the language."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session = session
        self.layers = _plain("")
        self._naming = _plain(tr("Keras 3 naming"))
        self.waiting = _plain("")  # stands where the messages pass
        self.setSizeGripEnabled(False)
        self.addWidget(self.waiting)
        self.addPermanentWidget(self.layers)
        self.addPermanentWidget(self._naming)
        self.addPermanentWidget(_plain("EN"))
        self._step = session.store.undo_stack.index()
        session.store.undo_stack.indexChanged.connect(self._name_step)
        self._explanation = ""
        session.notices.told.connect(self._tell)
        session.notices.explained.connect(self._explain)
        session.notices.waiting.connect(self._wait)
        session.stage.term_changed.connect(self._term_changed)
        session.controller.report_changed.connect(self.show_report)
        self.show_report(session.controller.report)

    @guarded
    def show_report(self, report: Report) -> None:
        """Say how many layers there are and how long the last recalculation took."""
        many, took = report.layer_count, self._session.controller.elapsed_ms
        layers = tr("1 layer") if many == 1 else tr("{count} layers").format(count=grouped(many))
        recalculated = tr("recalculated in {took:.1f} ms").format(took=took)
        self.layers.setText(f"{layers} · {recalculated}")

    @guarded
    def _name_step(self, index: int) -> None:
        """Say what was done, or taken back; an empty history is another document."""
        stack, before = self._session.store.undo_stack, self._step
        self._step = index
        if index < before and stack.count():
            self._tell(tr("Undone: {what}").format(what=stack.text(index)))
        elif stack.count():
            self._tell(stack.text(index - 1))

    @guarded
    def _explain(self, _text: object) -> None:
        self._explanation = self.currentMessage()

    @guarded
    def _term_changed(self, _term: object) -> None:
        """What was said of a number goes out with its light."""
        if self.currentMessage() == self._explanation:
            self.clearMessage()

    @guarded
    def _wait(self, text: object) -> None:
        self.waiting.setText(str(text))

    @guarded
    def _tell(self, text: object) -> None:
        self.showMessage(str(text)[:300], _SHOWN_MS)


def _plain(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
