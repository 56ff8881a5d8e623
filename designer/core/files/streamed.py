"""Files that are written piece by piece, as they are too large to be held at once."""

from __future__ import annotations

from collections.abc import Iterator

from designer.core.value import Value


class Streamed(Value, eq=False):
    """What a file is to hold: *pieces*, each made when it is asked for, of *size* bytes in all.

    The size tells how far the writing is, so what is small beside the rest may be left out of it.
    """

    size: int
    pieces: Iterator[bytes]
