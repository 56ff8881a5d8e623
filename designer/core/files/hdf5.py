"""HDF5 files as far as weights need them: groups in groups, and arrays of 32-bit floats.

Written after the "HDF5 File Format Specification", version 3: a superblock of version 0, object
headers of version 1 whose link messages name what a group holds, and contiguous arrays. An array
of equal numbers takes no room: it has a fill value, and no data.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import prod
from sys import byteorder
from typing import TypeAlias

from designer.core.files.streamed import Streamed
from designer.core.value import Value

_UNDEFINED = 0xFFFFFFFFFFFFFFFF
_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_SUPERBLOCK = struct.Struct("<8s8B2HI4Q2Q2I16x")
_MESSAGE = struct.Struct("<2HB3x")
_HEADER = struct.Struct("<BxHII4x")

_SPACE, _LINKS, _TYPE, _FILL, _LINK, _LAYOUT, _GROUP = 1, 2, 3, 5, 6, 8, 10
"""Types of messages."""

_FLOAT = struct.pack("<4BI2H4BI", 0x11, 0x20, 31, 0, 4, 0, 32, 23, 8, 0, 23, 127)
"""IEEE 754, 32 bits, the lowest byte first: where sign, exponent and mantissa are."""


_AT_ONCE = 1 << 14
"""As many numbers are made before they are written; that takes a few milliseconds."""


class Numbers(Value, eq=False):
    """An array of floats: its *values* row by row, or one number that all of them are.

    The values are taken when they are written, so they may be made then.
    """

    shape: Sequence[int]
    values: Iterable[float] | float


Group: TypeAlias = "Mapping[str, Numbers | Group]"
"""What a group holds, by name."""


def written(root: Group) -> Streamed:
    """A file with these groups and arrays; the same for the same content."""
    plan = _Plan()
    start = plan.group(root)
    return Streamed(plan.size, _pieces(_superblock(start, plan.size), plan.parts))


def _superblock(start: int, end: int) -> bytes:
    versions = (0, 0, 0, 0, 0, 8, 8, 0)  # of the format's parts, and how wide addresses are
    addresses = (0, _UNDEFINED, end, _UNDEFINED)
    return _SUPERBLOCK.pack(_SIGNATURE, *versions, 4, 16, 0, *addresses, 0, start, 0, 0)


def _pieces(superblock: bytes, parts: Iterable[bytes | Numbers]) -> Iterator[bytes]:
    yield superblock
    for part in parts:
        if isinstance(part, bytes):
            yield part
        else:
            yield from _stored(part)


def _stored(numbers: Numbers) -> Iterator[bytes]:
    """The values themselves, up to a multiple of eight bytes."""
    assert isinstance(numbers.values, Iterable), "one number for all takes no room"
    values = iter(numbers.values)
    while some := array("f", islice(values, _AT_ONCE)):
        if byteorder == "big":
            some.byteswap()
        yield some.tobytes()
    yield bytes(-_room(numbers) % 8)


def _room(numbers: Numbers) -> int:
    return 4 * prod(numbers.shape)


class _Plan:
    """The parts of a file one after the other, each of which begins at a known place."""

    def __init__(self) -> None:
        self.size = _SUPERBLOCK.size
        self.parts: list[bytes | Numbers] = []

    def group(self, held: Group) -> int:
        """Add a group after what it holds; its address."""
        messages = [
            (_LINKS, struct.pack("<2B2Q", 0, 0, _UNDEFINED, _UNDEFINED)),
            (_GROUP, bytes(2)),
        ]
        for name, part in sorted(held.items()):
            place = self._array(part) if isinstance(part, Numbers) else self.group(part)
            text = name.encode()
            link = struct.pack("<2BH", 1, 1, len(text)) + text + struct.pack("<Q", place)
            messages.append((_LINK, link))
        return self._object(messages)

    def _array(self, numbers: Numbers) -> int:
        fill, size = numbers.values, _room(numbers)
        place = _UNDEFINED
        if isinstance(fill, Iterable):
            place = self._add(numbers, size + -size % 8) if size else _UNDEFINED
            fill = 0.0
        space = struct.pack("<3B5x", 1, len(numbers.shape), 0)
        return self._object(
            [
                (_SPACE, space + struct.pack(f"<{len(numbers.shape)}Q", *numbers.shape)),
                (_TYPE, _FLOAT),
                (_FILL, struct.pack("<4BIf", 2, 2, 2, 1, 4, fill)),
                (_LAYOUT, struct.pack("<2B2Q", 3, 1, place, size)),
            ],
        )

    def _object(self, messages: Sequence[tuple[int, bytes]]) -> int:
        """Add an object that consists of *messages*; its address."""
        body = bytearray()
        for kind, data in messages:
            padded = data + bytes(-len(data) % 8)
            body += _MESSAGE.pack(kind, len(padded), 0) + padded
        data = _HEADER.pack(1, len(messages), 1, len(body)) + body
        return self._add(data, len(data))

    def _add(self, part: bytes | Numbers, size: int) -> int:
        place = self.size
        self.parts.append(part)
        self.size += size
        return place
