"""One line about a layer that cannot run, which leads to it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from designer.core.report import Row
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.cards import Link
from designer.ui.flow_layout import FlowLayout
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme
from designer.words import problem_short


class ProblemLink(QWidget):
    """ "lstm cannot run", a link that selects the layer, and why in a few words."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._uid: int | None = None
        self.link = Link("", self)
        self.why = Label(role="error", parent=self)
        self._line = FlowLayout(self)
        for part in (self.link, self.why):
            self._line.addWidget(part)
        self.link.clicked.connect(self._select)
        look.changed.connect(self._restyle)
        self._restyle(look.theme)
        self.hide()

    def show_row(self, row: Row | None) -> None:
        """Lead to *row*; without a problem there is no line."""
        problem = row.problem if row else None
        self.setVisible(problem is not None)
        if row and problem:
            self._uid = row.uid
            text = tr("{name} cannot run").format(name=row.name)
            self.link.setText(text.replace("&", "&&"))
            self.link.setAccessibleName(text)
            self.why.say(problem_short(problem))

    @guarded
    def _select(self, _checked: bool = False) -> None:
        if self._uid is not None:
            self._session.stage.select((self._uid,))

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.px(8))
        self.why.setContentsMargins(0, 2, 0, 2)  # on the base of the link, which has a border
