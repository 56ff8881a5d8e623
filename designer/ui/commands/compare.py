"""Comparing: keep the design as it is, and see later what has changed."""

from __future__ import annotations

from collections.abc import Callable

from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session


class CompareCommands:
    """The page that compares, and what it compares with."""

    def __init__(self, session: Session, open_page: Callable[[], object]) -> None:
        self._session = session
        self._open_page = open_page

    @guarded
    def compare(self) -> None:
        """Bring the page that compares to the front."""
        self._open_page()

    @guarded
    def keep_snapshot(self) -> None:
        """Keep the design as it is now."""
        keep(self._session)


def keep(session: Session) -> None:
    """Keep the open design to be compared with."""
    name = session.document.name or session.store.design.title
    snapshot = session.snapshots.keep(session.store.design, name)
    session.notices.tell(tr("Kept a snapshot: {title}").format(title=snapshot.title))
