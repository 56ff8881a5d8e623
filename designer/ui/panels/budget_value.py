"""The largest value of a setting with which the model fits, and the proof of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from designer.core.budget import Answer, answer, changed
from designer.core.curve import Point
from designer.core.layer import Layer
from designer.core.measures import Measure
from designer.core.report import Report
from designer.core.sweep import Knob, knobs
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.cards import Card, Link
from designer.ui.plain import Label, ShortLabel
from designer.ui.theme import Theme
from designer.words.budget import closest_text, proof_text, set_text
from designer.words.charts import knob_title


class ValueCard(Card):
    """Asks about a setting of the selected layer: the one worked on, or the one chosen here."""

    chosen = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._knobs: tuple[Knob, ...] = ()
        self.title = Label(tr("Largest value of"))
        self.knob = QComboBox()
        self.knob.setAccessibleName(tr("Setting to ask about"))
        self.knob.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.knob.setMinimumContentsLength(8)
        self.knob.activated.connect(self._choose)
        self.layer = ShortLabel("", "quiet")
        self.proof = self._sentence()
        self.closest = self._sentence()
        self.apply, self.apply_closest = Link(""), Link("")
        self._head = QHBoxLayout()
        for part in (self.title, self.knob, self.layer):
            self._head.addWidget(part, int(part is self.knob))
        self._head.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._head)
        for part in (self.proof, self.apply, self.closest, self.apply_closest):
            link = isinstance(part, Link)
            side = Qt.AlignmentFlag.AlignLeft if link else Qt.AlignmentFlag(0)
            self._layout.addWidget(part, alignment=side)
        self._points: dict[Link, Point] = {}
        for link in (self.apply, self.apply_closest):
            link.clicked.connect(partial(self._apply, link))

    def ask(self, report: Report, measure: Measure, budget: int) -> None:
        """Say which value of the setting is the largest that fits *budget*."""
        index = self._session.stage.current_index
        layer = None if index is None else report.design.chain[index].layer
        self._offer_knobs(layer)
        name = "" if index is None else report.names[index]
        self.layer.say(tr("of {name}").format(name=name) if name else "")
        self.title.say(tr("Largest value of") if self._knobs else tr("Largest value"))
        for part in (self.knob, self.layer):
            part.setVisible(bool(self._knobs))
        if layer is None or not self._knobs:
            self._say(_nothing(name))
            return
        knob = self._knobs[self.knob.currentIndex()]
        uid = report.design.chain[index or 0].uid
        found = answer(report, uid, knob, measure, budget)
        title = knob_title(layer, knob)
        self._say(proof_text(found, title, report.names, measure.code, budget))
        self._offer_values(found, title, name, measure.code)

    def restyle(self, theme: Theme) -> None:
        """Take over sizes."""
        self.title.setFont(theme.font(13, 600))
        self._layout.setContentsMargins(*(theme.px(n) for n in (14, 10, 14, 12)))
        self._layout.setSpacing(theme.px(4))
        self._head.setSpacing(theme.px(8))

    def _sentence(self) -> Label:
        label = Label()
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _offer_knobs(self, layer: Layer | None) -> None:
        """Offer the settings of *layer*; the one worked on is in front."""
        found = knobs(layer) if layer else ()
        before = self._knobs[self.knob.currentIndex()] if self._knobs else None
        if found != self._knobs:
            self._knobs = found
            self.knob.clear()
            self.knob.addItems([knob_title(layer, knob) for knob in found] if layer else [])
        if found:
            self.knob.setCurrentIndex(_preferred(found, before, self._session.stage.field))

    def _offer_values(self, found: Answer, title: str, name: str, code: str) -> None:
        other = found.closest if found.closest != found.largest else None
        if found.largest is not None and other is not None:
            self.closest.say(closest_text(other, title, code))
            self.closest.show()
        for link, point in ((self.apply, found.largest), (self.apply_closest, other)):
            link.setVisible(point is not None and point.value != found.now.value)
            if point is not None:
                self._points[link] = point
                text = set_text(title, name, point.value)
                link.setText(text)
                link.setAccessibleName(text)

    def _say(self, text: str) -> None:
        """Say *text* alone."""
        self.proof.say(text)
        for part in (self.apply, self.closest, self.apply_closest):
            part.hide()

    @guarded
    def _choose(self, place: int) -> None:
        knob = self._knobs[place]
        self._session.stage.focus_field(str((*knob.inside, knob.field)[0]))
        self.chosen.emit()

    @guarded
    def _apply(self, link: Link, _checked: bool = False) -> None:
        uid = self._session.stage.selection.current
        assert uid is not None, "a link is there for a selected layer only"
        knob, value = self._knobs[self.knob.currentIndex()], self._points[link].value
        self._session.editor.apply(
            changed(self._session.store.design, uid, knob, value), link.text()
        )


def _nothing(name: str) -> str:
    if not name:
        return tr("Select a layer, or click one of its settings.")
    return tr("{name} has no setting that decides about sizes or counts.").format(name=name)


def _preferred(found: tuple[Knob, ...], before: Knob | None, field: str | None) -> int:
    """Which of the knobs *found* to show: that of the *field* worked on, or the one before."""
    fields = [str((*knob.inside, knob.field)[0]) for knob in found]
    if before in found and field in (None, fields[found.index(before)]):
        return found.index(before)
    return fields.index(field) if field in fields else 0
