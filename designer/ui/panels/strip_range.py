"""Which values of a setting are looked at: enough to see the curve, and the present one."""

from __future__ import annotations

from math import ceil

from designer.ui.panels.measures import even

_LEAST = 16
_POINTS = 64
_LOW = 1


def reach(now: int) -> range:
    """The values from 1 (or 0, if that is the present one) to a round number of at least twice the
    present one, as far apart as keeps them few: 3 gives 1 to 16, 512 gives 1 to 2,000 by fifties.
    """
    low = min(_LOW, now)
    high = max(_LEAST, int(even(max(2 * now, 1), 10)))
    step = int(even(max(1, ceil((high - low) / _POINTS)), 10))
    return range(low, high + 1, step)


def stayed(values: range, now: int) -> range:
    """The same *values* as long as the present one is among them and can go up and down: an axis
    that changes under a marker makes it jump."""
    return values if values.start <= now < values.stop - 1 else reach(now)


def samples(values: range, now: int) -> list[int]:
    """The values to try, those closest to the present one first: multiples of the step, and both
    ends."""
    low, high, step = values.start, values.stop - 1, values.step
    chosen = {low, now, high, *range(0, high + 1, step)} - set(range(low))
    return sorted(chosen, key=lambda value: (abs(value - now), value))
