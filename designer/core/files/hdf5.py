"""HDF5 files as far as weights need them: groups in groups, and arrays of 32-bit floats.

Written after the "HDF5 File Format Specification", version 3: a superblock of version 0, object
headers of version 1 whose link messages name what a group holds, and contiguous arrays. An array
of equal numbers takes no room: it has a fill value, and no data.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Mapping, Sequence
from math import prod
from sys import byteorder
from typing import TypeAlias

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


class Numbers(Value):
    """An array of floats: its *values* row by row, or one number that all of them are."""

    shape: Sequence[int]
    values: array[float] | float


Group: TypeAlias = "Mapping[str, Numbers | Group]"
"""What a group holds, by name."""


def written(root: Group) -> bytes:
    """The bytes of a file with these groups and arrays; the same for the same content."""
    file = bytearray(_SUPERBLOCK.size)
    start = _group(file, root)
    versions = (0, 0, 0, 0, 0, 8, 8, 0)  # of the format's parts, and how wide addresses are
    addresses = (0, _UNDEFINED, len(file), _UNDEFINED)
    _SUPERBLOCK.pack_into(file, 0, _SIGNATURE, *versions, 4, 16, 0, *addresses, 0, start, 0, 0)
    return bytes(file)


def _group(file: bytearray, held: Group) -> int:
    """Add a group after what it holds; its address."""
    messages = [
        (_LINKS, struct.pack("<2B2Q", 0, 0, _UNDEFINED, _UNDEFINED)),
        (_GROUP, bytes(2)),
    ]
    for name, part in sorted(held.items()):
        place = _array(file, part) if isinstance(part, Numbers) else _group(file, part)
        text = name.encode()
        link = struct.pack("<2BH", 1, 1, len(text)) + text + struct.pack("<Q", place)
        messages.append((_LINK, link))
    return _object(file, messages)


def _array(file: bytearray, numbers: Numbers) -> int:
    size = 4 * prod(numbers.shape)
    place, fill = _UNDEFINED, numbers.values
    if isinstance(fill, array):
        place = len(file) if size else _UNDEFINED
        fill = _stored(file, fill)
    space = struct.pack("<3B5x", 1, len(numbers.shape), 0)
    return _object(
        file,
        [
            (_SPACE, space + struct.pack(f"<{len(numbers.shape)}Q", *numbers.shape)),
            (_TYPE, _FLOAT),
            (_FILL, struct.pack("<4BIf", 2, 2, 2, 1, 4, fill)),
            (_LAYOUT, struct.pack("<2B2Q", 3, 1, place, size)),
        ],
    )


def _stored(file: bytearray, values: array[float]) -> float:
    """Add the *values* themselves; what stands for those that are not there."""
    if byteorder == "big":
        values = values[:]
        values.byteswap()
    file.extend(values.tobytes())
    file.extend(bytes(-len(file) % 8))
    return 0.0


def _object(file: bytearray, messages: Sequence[tuple[int, bytes]]) -> int:
    """Add an object that consists of *messages*; its address."""
    place, body = len(file), bytearray()
    for kind, data in messages:
        padded = data + bytes(-len(data) % 8)
        body += _MESSAGE.pack(kind, len(padded), 0) + padded
    file.extend(_HEADER.pack(1, len(messages), 1, len(body)) + body)
    return place
