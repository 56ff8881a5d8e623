"""The settings of the selected layer, edited live."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from designer.core.fields import Field
from designer.core.layer import Layer, fields_of
from designer.core.places import Place, Setting
from designer.core.problems import Problem
from designer.core.report import Report, Row
from designer.core.shared import SEVERAL, shared_fields, shared_value
from designer.core.units import grouped
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection, Term
from designer.ui.panels.assumption_card import AssumptionCard
from designer.ui.panels.field_row import Spot
from designer.ui.panels.form import LayerForm
from designer.ui.panels.formula_strip import FormulaStrip
from designer.ui.panels.panel import Panel
from designer.ui.panels.problem_card import ProblemCard
from designer.ui.plain import Label
from designer.ui.pointing import point_at
from designer.ui.tab_order import tab_from
from designer.ui.theme import Look, Theme


class PropertiesPanel(Panel):
    """A form for the selected layer: right values apply at once, wrong ones stay in their field."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.title = Label()
        self.subtitle = Label(role="quiet")
        self.subtitle.setWordWrap(True)
        self.card = ProblemCard(session, look)
        self.assumed = AssumptionCard(session, look)
        self.form: LayerForm | None = None
        self._forms: dict[Sequence[Field], LayerForm] = {}
        self._uids: tuple[int, ...] = ()
        self._apart: dict[str, dict[int, Any]] = {}
        self._pointed: Spot | None = None
        self._focused: Spot | None = None
        self.strip = FormulaStrip(session, look)
        self._lines = QVBoxLayout()
        for part in (self.title, self.subtitle, self.card, self.assumed):
            self._lines.addWidget(part)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.addLayout(self._lines)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(content)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.verticalScrollBar().rangeChanged.connect(self._length_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(self.area)
        session.stage.term_changed.connect(self._term_changed)

    def show_report(self, report: Report) -> None:
        self._show(report, self.session.stage.selection)

    def show_selection(self, selection: Selection) -> None:
        self._show(self.session.controller.report, selection)

    def _show(self, report: Report, selection: Selection) -> None:
        index = report.design.index(selection.current) if selection.current else None
        if len(selection.uids) > 1:
            self._edit_several(report, selection.uids)
        elif index is None:
            self._say(tr("No layer selected"), tr("Select a layer to edit its settings."))
        else:
            self._edit(report, report.row(index))

    def _say(self, title: str, subtitle: str, form: LayerForm | None = None) -> None:
        self.title.say(title)
        self.subtitle.say(subtitle)
        self.strip.show_none()
        self.card.hide()
        self.assumed.hide()
        self._show_form(form)

    def _edit(self, report: Report, row: Row) -> None:
        self.title.say(row.type)
        self.subtitle.say((type(row.layer).__doc__ or "").partition("\n")[0])
        self.strip.show_row(report, row)
        self.card.show_row(report, row)
        self.assumed.show_row(row)
        cls = type(row.layer)
        form = self._form(cls, fields_of(cls))
        form.show_layer(row.layer, fresh=(row.uid,) != self._uids, automatic=row.name)
        self._uids = (row.uid,)
        self._show_form(form)
        self._term_changed(self.session.stage.term)

    def _edit_several(self, report: Report, uids: tuple[int, ...]) -> None:
        layers = [report.design.chain[index].layer for index in report.design.indexes(uids)]
        title = tr("{count} layers selected").format(count=grouped(len(uids)))
        form = self._form(type(layers[0]), shared_fields(layers))
        form.show_layers(layers, fresh=uids != self._uids)
        self._uids = uids
        self._say(title, tr("What they have in common. A change here changes them all."), form)

    def _form(self, cls: type[Layer], fields: Sequence[Field]) -> LayerForm:
        """The form for some fields is made when the first layer with them is selected."""
        if fields not in self._forms:
            form = LayerForm(cls, self.look, self._commit, self, fields=fields)
            self._column.insertWidget(self._column.count() - 1, form)
            self._forms[fields] = form
        return self._forms[fields]

    def _show_form(self, form: LayerForm | None) -> None:
        if form is not self.form:
            if self.form:
                self.form.hide()
            self.form = form
        if form:
            form.show()

    def _commit(self, name: str, value: Any) -> Problem | None:
        if name == "trainable":
            self.session.editor.set_trainable(self._uids, value)
            return None
        if name == "name":
            return self.session.editor.rename(self._uids[0], value or "")
        if value is SEVERAL:
            return self.session.editor.set_values(name, self._apart[name])
        self._keep_apart(name)
        return self.session.editor.set_fields(self._uids, name, value)

    def _keep_apart(self, name: str) -> None:
        """Remember several different values, which what is being typed may have to go back to."""
        design = self.session.store.design
        layers = {uid: design.chain[design.index(uid) or 0].layer for uid in self._uids}
        if shared_value([*layers.values()], name) is SEVERAL:
            self._apart[name] = {uid: getattr(layer, name) for uid, layer in layers.items()}

    def point(self, spot: Spot | None) -> None:
        """Light what the pointer is on, or else what has the keyboard."""
        self._pointed = spot
        self._light(spot or self._focused)

    def focus(self, spot: Spot | None) -> None:
        """Light what has the keyboard, or else what the pointer is on."""
        self._focused = spot
        if spot:
            self.session.stage.focus_field(spot.field.name)
        self._light(spot or self._pointed)

    def _light(self, spot: Spot | None) -> None:
        one = self._uids if len(self._uids) == 1 else ()
        point_at(self.session, [p for uid in one for p in spot.places(uid)] if spot else ())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.fit()

    @guarded
    def _length_changed(self, *_: int) -> None:
        """A card came or went above the form: what has the keyboard stays in sight."""
        edited = self.area.focusWidget()
        if edited and edited.hasFocus():
            self.area.ensureWidgetVisible(edited)

    def go_to(self, place: Place) -> None:
        """Put the keyboard on the setting at *place*."""
        if self.form and isinstance(place, Setting) and (place.uid,) == self._uids:
            self.form.go_to(place)

    @guarded
    def _term_changed(self, term: Term) -> None:
        if self.form:
            mine = [p for p in term if isinstance(p, Setting) and p.uid in self._uids]
            self.form.light(mine)

    @guarded(safe=False)
    def focusNextPrevChild(self, forward: bool) -> bool:
        return tab_from(self, forward) or super().focusNextPrevChild(forward)

    def restyle(self, theme: Theme) -> None:
        self.title.setFont(theme.font(14, 600))
        self._column.setContentsMargins(*(theme.px(n) for n in (12, 12, 12, 12)))
        self._column.setSpacing(theme.px(8))
        self._lines.setContentsMargins(theme.px(6), 0, theme.px(6), 0)
        self.strip.restyle(theme)
        for form in self._forms.values():
            form.restyle(theme)
