"""Which part of a text on a block, on a link or in a table is which number of the design."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from designer.core.fields import Field
from designer.core.layer import Layer, Shape
from designer.core.places import Axis, Place, places_of
from designer.core.report import Report
from designer.core.value import Value
from designer.session.stage import Term

_NUMBER = re.compile(r"\d+|None")

Span = tuple[int, int]
"""The first character of a part, and the one after it."""


class Part(Value):
    """The characters that say the numbers at *places*; pointing anywhere *around* them counts."""

    span: Span
    places: tuple[Place, ...]
    around: Span


def shape_parts(text: str, shape: Shape, uid: int) -> list[Part]:
    """The axes of *shape* in *text*, which may leave out the batch."""
    found = [match.span() for match in _NUMBER.finditer(text)]
    first = len(shape) - len(found)
    axes = enumerate(found, start=first)
    return [Part(span, (Axis(uid, axis),), span) for axis, span in axes if axis > 0]


def mention_parts(text: str, layer: Layer, uid: int) -> list[Part]:
    """The settings in *text*, the line in which a block mentions them; numbers after wholes."""
    parts: list[Part] = []
    for field, value, mark in _settings(layer):
        word = field.mention(value)
        start = text.find(word) if word else -1
        if start >= 0:
            parts += _word_parts(word, start, places_of(uid, field, value, mark))
    return parts


def _word_parts(word: str, start: int, places: Sequence[Place]) -> Iterator[Part]:
    """The numbers of one mention together ("3×3", the "32" of "32 filters"), then each."""
    around = (start, start + len(word))
    found = [(start + match.start(), start + match.end()) for match in _NUMBER.finditer(word)]
    if len(found) != len(places):
        yield Part(around, tuple(places), around)
        return
    yield Part((found[0][0], found[-1][1]), tuple(places), around)
    if len(found) > 1:
        yield from (Part(s, (p,), s) for s, p in zip(found, places, strict=True))


def _settings(layer: Layer, mark: str = "") -> Iterator[tuple[Field, Any, str]]:
    """Each setting of *layer*, and of a layer inside with the mark that its symbols have."""
    for field, value in layer.settings():
        if isinstance(value, Layer):
            yield from _settings(value, mark + field.symbol)
        else:
            yield field, value, mark


def part_at(parts: Iterable[Part], character: int) -> Part | None:
    """The smallest part around a *character*."""
    hit = [p for p in parts if p.around[0] <= character < p.around[1]]
    return min(hit, key=lambda part: part.around[1] - part.around[0]) if hit else None


def lit_spans(report: Report, term: Term, parts: Iterable[Part]) -> tuple[Span, ...]:
    """Where the numbers of *term* are said, each once."""
    from designer.core.origins import source  # nothing is lit when the program starts

    lit = [p.span for p in parts if all(source(report, place) in term for place in p.places)]
    return tuple(s for s in lit if not any(_within(s, other) for other in lit))


def clipped(span: Span, length: int) -> Span:
    """*span* in a text that is cut to *length*: where it is cut off, the last character."""
    return min(span[0], max(0, length - 1)), min(span[1], length)


def _within(span: Span, other: Span) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]
