"""What was assumed of a layer, to be confirmed with a click."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer.core.assumption import Assumption
from designer.core.report import Row
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.cards import Card, Link
from designer.ui.plain import Label
from designer.ui.theme import Look, Theme
from designer.words.assumptions import assumption_lines, assumption_text


class AssumptionCard(Card):
    """Each assumption with its arithmetic and what would fit as well. Saying that one is right is
    one undo step, as is changing the setting; without any the card is away."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.labels: list[Label] = []
        self.links: list[Link] = []
        self._layout = QVBoxLayout(self)
        look.changed.connect(self._restyle)
        self._restyle(look.theme)
        self.hide()

    def show_row(self, row: Row | None) -> None:
        """Show what was assumed of the layer of *row*."""
        for part in (*self.labels, *self.links):
            self._layout.removeWidget(part)
            part.deleteLater()
        self.labels, self.links = [], []
        assumed = row.block.assumed if row else ()
        if row:
            for assumption in assumed:
                self._say(row, assumption)
        self.setVisible(bool(assumed))

    def _say(self, row: Row, assumption: Assumption) -> None:
        label = Label(assumption_lines(assumption, row.layer))
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        link = Link(tr("This is right"), self)
        link.setAccessibleDescription(assumption_text(assumption, row.layer))
        link.clicked.connect(partial(self._settle, row.uid, assumption))
        self._layout.addWidget(label)
        self._layout.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        self.labels.append(label)
        self.links.append(link)

    @guarded
    def _settle(self, uid: int, assumption: Assumption, _checked: bool = False) -> None:
        self._session.editor.settle(uid, assumption)

    @guarded
    def _restyle(self, theme: Theme) -> None:
        self._layout.setContentsMargins(*(theme.px(n) for n in (14, 10, 14, 12)))
        self._layout.setSpacing(theme.px(4))
