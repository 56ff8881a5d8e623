"""What the panels have in common: they draw the report, but only while somebody sees them."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from designer.core.report import Report
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.stage import Selection
from designer.ui.theme import Look, Theme


class Panel(QWidget):
    """Shows the report and the selection; a hidden one catches up when it is shown.

    A panel says what it needs by overriding `show_report`, `show_selection` and `restyle`.
    """

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.look = look
        session.controller.report_changed.connect(self._report_changed)
        session.stage.selection_changed.connect(self._selection_changed)
        look.changed.connect(self._look_changed)

    def show_report(self, report: Report) -> None:
        """Draw *report*."""

    def show_selection(self, selection: Selection) -> None:
        """Mark what is selected."""

    def restyle(self, theme: Theme) -> None:
        """Take over what the style sheet does not reach."""

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.restyle(self.look.theme)
        self.show_report(self.session.controller.report)
        self.show_selection(self.session.stage.selection)

    @guarded
    def _report_changed(self, report: Report) -> None:
        if self.isVisible():
            self.show_report(report)

    @guarded
    def _selection_changed(self, selection: Selection) -> None:
        if self.isVisible():
            self.show_selection(selection)

    @guarded
    def _look_changed(self, theme: Theme) -> None:
        if self.isVisible():
            self.restyle(theme)
