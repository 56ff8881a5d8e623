"""What just happened, in one line, for whoever shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Notices(QObject):
    """Passes a line of text on to the status bar."""

    told = Signal(object)
    explained = Signal(object)
    waiting = Signal(object)

    def tell(self, text: str) -> None:
        """Show *text* to the user, without stopping them."""
        self.told.emit(text)

    def wait_for(self, text: str) -> None:
        """Show that something is under way, until another *text* or none is given."""
        self.waiting.emit(text)

    def explain(self, text: str) -> None:
        """Show what the number is that is lit, until it is lit no longer."""
        self.told.emit(text)
        self.explained.emit(text)


_current: list[Notices] = []


def appoint(notices: Notices) -> None:
    """Make *notices* the place where guarded code reports what went wrong."""
    _current[:] = [notices]
    notices.destroyed.connect(_current.clear)


def current() -> Notices | None:
    """Where guarded code reports, if a window is open."""
    return _current[0] if _current else None
