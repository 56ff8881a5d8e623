"""The pages of the docks, each imported and made when somebody first looks at it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from designer.session.session import Session
from designer.ui.theme import Look

if TYPE_CHECKING:
    from designer.ui.panels.budget import BudgetPanel
    from designer.ui.panels.charts import ChartsPanel
    from designer.ui.panels.compare import ComparePanel
    from designer.ui.panels.formula import FormulaPanel
    from designer.ui.panels.memory import MemoryPanel
    from designer.ui.panels.palette import PalettePanel
    from designer.ui.panels.problems import ProblemsPanel
    from designer.ui.panels.properties import PropertiesPanel
    from designer.ui.panels.shape import ShapePanel
    from designer.ui.panels.summary import SummaryPanel


class Pages:
    """One of each panel of the window."""

    def __init__(self, session: Session, look: Look) -> None:
        self._parts = (session, look)

    @cached_property
    def palette(self) -> PalettePanel:
        """Every layer type, and the examples."""
        from designer.ui.panels.palette import PalettePanel

        return PalettePanel(*self._parts)

    @cached_property
    def summary(self) -> SummaryPanel:
        """The table."""
        from designer.ui.panels.summary import SummaryPanel

        return SummaryPanel(*self._parts)

    @cached_property
    def memory(self) -> MemoryPanel:
        """What the weights take."""
        from designer.ui.panels.memory import MemoryPanel

        return MemoryPanel(*self._parts)

    @cached_property
    def charts(self) -> ChartsPanel:
        """Bars and flows."""
        from designer.ui.panels.charts import ChartsPanel

        return ChartsPanel(*self._parts)

    @cached_property
    def compare(self) -> ComparePanel:
        """The design beside another."""
        from designer.ui.panels.compare import ComparePanel

        return ComparePanel(*self._parts)

    @cached_property
    def budget(self) -> BudgetPanel:
        """What would fit."""
        from designer.ui.panels.budget import BudgetPanel

        return BudgetPanel(*self._parts)

    @cached_property
    def problems(self) -> ProblemsPanel:
        """What is wrong, and what would help."""
        from designer.ui.panels.problems import ProblemsPanel

        return ProblemsPanel(*self._parts)

    @cached_property
    def formula(self) -> FormulaPanel:
        """Where the selected layer's numbers come from."""
        from designer.ui.panels.formula import FormulaPanel

        return FormulaPanel(*self._parts)

    @cached_property
    def properties(self) -> PropertiesPanel:
        """The settings of the selected layer."""
        from designer.ui.panels.properties import PropertiesPanel

        return PropertiesPanel(*self._parts)

    @cached_property
    def shape(self) -> ShapePanel:
        """How the selected layer's output got its size."""
        from designer.ui.panels.shape import ShapePanel

        return ShapePanel(*self._parts)
