"""The single changes that make the model fit, each a click."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from designer.core.budget import Change, changed
from designer.core.measures import Measure
from designer.core.report import Report
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.cards import Card, Link
from designer.ui.panels.budget_search import ChangeSearch
from designer.ui.plain import Label, ShortLabel
from designer.ui.theme import Theme
from designer.words import problem_text
from designer.words.budget import change_text, gives_text, reason_text, set_text
from designer.words.charts import knob_title

MOST = 8
"""So many changes are shown."""


class ChangesCard(Card):
    """Fills while it looks; there is a line for each change, made once and filled again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._report: Report | None = None
        self._code = ""
        self.search = ChangeSearch(self)
        self.search.grown.connect(self._show)
        self.title = Label(tr("One change that makes it fit"))
        self.status = Label("", "quiet")
        self.status.setWordWrap(True)
        self.links: list[Link] = []
        self.totals: list[ShortLabel] = []
        self.reasons: list[Label] = []
        self._offered: list[Change] = []
        self._lines = QGridLayout()
        self._lines.setColumnStretch(1, 1)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.title)
        self._layout.addLayout(self._lines)
        self._layout.addWidget(self.status)
        for place in range(MOST):
            self._add(place)

    def look_for(self, report: Report, measure: Measure, budget: int) -> None:
        """Look for changes after which *report* fits *budget*."""
        self._report, self._code = report, measure.code
        self.search.start(report, measure, budget)
        self._show()

    def restyle(self, theme: Theme) -> None:
        """Take over sizes."""
        self.title.setFont(theme.font(13, 600))
        for reason in self.reasons:
            reason.setFont(theme.font(11))
            reason.setContentsMargins(theme.px(14), 0, 0, theme.px(4))
        self._layout.setContentsMargins(*(theme.px(n) for n in (14, 10, 14, 12)))
        self._layout.setSpacing(theme.px(4))
        self._lines.setHorizontalSpacing(theme.px(12))
        self._lines.setVerticalSpacing(theme.px(2))

    def _add(self, place: int) -> None:
        link, total = Link(""), ShortLabel("", "quiet")
        link.clicked.connect(partial(self._apply, place))
        reason = Label("", "quiet")
        reason.setWordWrap(True)
        self._lines.addWidget(link, 2 * place, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines.addWidget(total, 2 * place, 1)
        self._lines.addWidget(reason, 2 * place + 1, 0, 1, 2)
        self.links.append(link)
        self.totals.append(total)
        self.reasons.append(reason)

    @guarded
    def _show(self) -> None:
        self._offered = self.search.found[:MOST]
        lines = zip(self.links, self.totals, self.reasons, strict=True)
        for place, (link, total, reason) in enumerate(lines):
            there = place < len(self._offered)
            link.setVisible(there)
            total.setVisible(there)
            if there:
                self._fill(link, total, reason, self._offered[place])
            reason.setVisible(there and bool(reason.text()))
        self.status.say(self._said())
        self.status.setVisible(bool(self.status.text()))

    def _said(self) -> str:
        if not self.search.done:
            return tr("Looking…")
        if not self._offered:
            return tr("No change of a single setting is enough.")
        more = len(self.search.found) - MOST
        return tr("{count} more would do, too.").format(count=more) if more > 0 else ""

    def _fill(self, link: Link, total: Label, reason: Label, change: Change) -> None:
        assert self._report is not None
        index = self._report.design.index(change.uid) or 0
        layer, name = self._report.design.chain[index].layer, self._report.names[index]
        title = knob_title(layer, change.knob)
        text = change_text(name, title, change.old, change.value)
        gives = gives_text(self._code, change.total, change.same_output)
        link.setText(text.replace("&", "&&"))
        why = change.reason
        reason.say(reason_text(why, self._report.names, self._code) if why else "")
        link.setAccessibleName(f"{text}: {gives}")
        link.setAccessibleDescription(reason.text())
        link.setProperty("step", set_text(title, name, change.value))
        total.say(gives)

    @guarded
    def _apply(self, place: int, _checked: bool = False) -> None:
        assert self._report is not None
        change, text = self._offered[place], self.links[place].property("step")
        design = changed(self._report.design, change.uid, change.knob, change.value)
        self._session.stage.select((change.uid,))
        problem = self._session.editor.apply(design, text)
        if problem is not None:
            self._session.notices.tell(problem_text(problem))
