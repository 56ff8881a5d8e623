"""Tab goes through a page as it is read, whenever its parts were made."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget


def tab_from(page: QWidget, forward: bool) -> bool:
    """Give the keyboard to the part of *page* after, or before, the one that has it.

    At the end it goes on to what is not on the page. False where nothing takes it.
    """
    now = page.focusWidget()
    order = _as_read(page)
    if now not in order:
        return False
    place = order.index(now) + (1 if forward else -1)
    target = order[place] if 0 <= place < len(order) else _beyond(page, now, forward)
    if target is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    return True


def _as_read(page: QWidget) -> list[QWidget]:
    """What Tab reaches on *page*, from the top to the bottom, and from left to right."""
    parts = (part for part in page.findChildren(QWidget) if _reached(part))
    return sorted(parts, key=lambda part: _corner(part, page))


def _corner(part: QWidget, page: QWidget) -> tuple[int, int]:
    at = part.mapTo(page, QPoint())
    return at.y(), at.x()


def _reached(part: QWidget) -> bool:
    by_tab = Qt.FocusPolicy.TabFocus in Qt.FocusPolicy(part.focusPolicy())
    return by_tab and part.isVisible() and part.isEnabled() and part.focusProxy() is None


def _beyond(page: QWidget, now: QWidget, forward: bool) -> QWidget | None:
    """What comes after, or before, *now* in the window and is not on *page*."""

    def follower(part: QWidget) -> QWidget | None:
        return part.nextInFocusChain() if forward else part.previousInFocusChain()

    part = follower(now)
    while part and part is not now:
        if not page.isAncestorOf(part) and _reached(part):
            return part
        part = follower(part)
    return None
