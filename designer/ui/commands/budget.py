"""Asking for what fits a budget."""

from __future__ import annotations

from collections.abc import Callable

from designer.session.guard import guarded
from designer.ui.pages import Pages


class BudgetCommands:
    """The page that knows what fits, brought to the front by *open_page*."""

    def __init__(self, pages: Pages, open_page: Callable[[], object]) -> None:
        self._pages = pages
        self._open_page = open_page

    @guarded
    def budget(self) -> None:
        """Ask for a budget."""
        self._open_page()
        self._pages.budget.ask()
