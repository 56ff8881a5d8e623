"""Numbers in the sentences that layers say of themselves: one or many, in the words of people."""

from __future__ import annotations


def each(count: int, noun: str) -> str:
    """ "Each of the 32 filters", or "The one filter"."""
    return f"The one {noun}" if count == 1 else f"Each of the {count:,} {noun}s"


def every(count: int, noun: str) -> str:
    """ "all 32 channels", "both channels" or "the one channel"."""
    if count == 1:
        return f"the one {noun}"
    return f"both {noun}s" if count == 2 else f"all {count:,} {noun}s"


def some(count: int, noun: str) -> str:
    """ "32 channels", or "1 channel"."""
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def numbers(size: int, times: int) -> str:
    """How many parameters that makes: "289 numbers, 32 times"."""
    repeated = "" if times == 1 else ", twice" if times == 2 else f", {times:,} times"
    return some(size, "number") + repeated
