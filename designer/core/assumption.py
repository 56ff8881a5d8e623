"""What was assumed of a layer, because the numbers that it was read from do not tell."""

from __future__ import annotations

from typing import Any

from designer.core.record import Record
from designer.core.value import Value

KINDS = ("settings", "input", "with_input", "not_printed", "unfit", "model", "total")
"""What can be assumed.

settings: others print the same. input: the shape that comes into the chain. with_input: settings
that hang together with such a shape. not_printed: a setting that no summary shows. unfit: nothing
was found that gives what is printed, so all settings are the default ones. model: the layer stands
for a model, of which only the count and what comes out is known. total: what the rows say, though
what was opened has another total than the one that is printed.
"""


class Assumption(Value):
    """One thing that was assumed, as values: the words for it are elsewhere.

    *kind* is one of `KINDS`; *fields* are the settings that it is about (none: all of them);
    *told* is what was assumed, as people type it: "kernel_size 3×3"; *count* the arithmetic that
    makes it likely: "640 = (3 * 3 * 1 + 1) * 64"; *others* are settings that fit just as well.
    """

    kind: str
    fields: tuple[str, ...] = ()
    told: str = ""
    count: str = ""
    others: tuple[str, ...] = ()


Assumptions = tuple[Assumption, ...]


def still_open(assumed: Assumptions, before: Record, after: Record) -> Assumptions:
    """Those of the assumptions about a layer that hold on to what it is *after* an edit.

    Whoever changes a setting has decided it.
    """
    if not assumed or type(before) is not type(after):
        return ()
    return tuple(a for a in assumed if not _decided(a, before, after))


def _decided(assumption: Assumption, before: Record, after: Record) -> bool:
    def value(record: Record, name: str) -> Any:
        return getattr(record, name, None)

    if not assumption.fields:
        return before != after
    return any(value(before, name) != value(after, name) for name in assumption.fields)
