"""The graph that a printed summary tells of, refused if it is not a plain chain."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from designer.core.cleaning import clean_name
from designer.core.families import ATTENTION, MODELS, RECURRENT, WRAPPERS, Family
from designer.core.files.faults import unreadable
from designer.core.files.keras_graph import MASKS
from designer.core.files.summary_models import MODELS as MODEL_TYPES
from designer.core.files.summary_rows import PrintedRow
from designer.core.files.summary_sources import Source
from designer.core.layer import LAYERS

_OF_SEVERAL = (ATTENTION, MODELS, RECURRENT, WRAPPERS)
"""The families whose layers can take in several tensors at once."""


def check_chain(rows: Sequence[PrintedRow]) -> None:
    """Refuse *rows* that are no plain chain, by the name of the layer where they branch.

    The operations on masks stand beside the chain. A row that does not say what it is connected to
    is taken as it comes; the first can name an input that is not printed. Where names are cut off,
    the nearest row above is meant of those whose names begin so.
    """
    beside = [row for row in rows if is_mask(row)]
    line = [row for row in rows if not is_mask(row)]
    following: dict[int, int] = {}
    for i, row in enumerate(line):
        source = _before(line, i, beside)
        if source is None:
            continue
        if source in following:
            names = (clean_name(line[following[source]].name), clean_name(row.name))
            raise unreadable("branches", name=clean_name(line[source].name), names=names)
        following[source] = i
    _check_inputs(line)
    before = {second: first for first, second in following.items()}
    for first, second in pairwise(range(len(line))):
        if before.get(second, first) != first:
            raise unreadable("not_connected", name=clean_name(line[first].name))


def is_mask(row: PrintedRow) -> bool:
    """Whether *row* computes a mask beside the chain; the end of its type may be cut off."""
    if not row.cut:
        return row.type in MASKS
    return any(mask.startswith(row.type) for mask in MASKS) and not _families(row)


def _check_inputs(line: Sequence[PrintedRow]) -> None:
    names = tuple(clean_name(row.name) for row in line if row.type == "InputLayer")
    if len(names) > 1:
        raise unreadable("several_inputs", names=names)


def _before(line: Sequence[PrintedRow], i: int, beside: Sequence[PrintedRow]) -> int | None:
    """Where the one row stands that the one at *i* takes its input from; None if it names none."""
    row = line[i]
    sources = _sources(row, beside)
    if not sources:
        return None
    found = next((k for k in range(i - 1, -1, -1) if _is(sources[0], line[k])), None)
    if i == 1 and not line[0].sources and MODELS in _families(line[0]):
        return 0  # in Keras 1 it is not called, and the last layer inside it is named
    if found is None and i:
        raise unreadable("not_connected", name=clean_name(row.name))
    if found is not None and sources[0].tensor:
        number, names = sources[0].tensor + 1, (clean_name(row.name),)
        raise unreadable(
            "later_output", name=clean_name(sources[0].name), number=number, names=names
        )
    return found


def _sources(row: PrintedRow, beside: Sequence[PrintedRow]) -> list[Source]:
    """The tensor that *row* takes in, of which there can be only one, apart from masks."""
    families = _families(row)
    sources = [s for s in row.sources if not any(_is(s, mask) for mask in beside)]
    if ATTENTION in families:
        sources = list(dict.fromkeys(sources))
    if len(sources) > 1:
        single = bool(families) and families.isdisjoint(_OF_SEVERAL)
        if single or any(_is(s, row) for s in sources if not s.cut):
            raise unreadable("shared_layer", name=clean_name(row.name), count=len(sources))
        names = tuple(clean_name(s.name) + "…" * s.cut for s in sources)
        raise unreadable("merges", name=clean_name(row.name), names=names)
    return sources


def _families(row: PrintedRow) -> set[Family]:
    """The families that *row* may be of: where the end of its type is cut off, those of all the
    classes that begin so."""
    known = (*LAYERS, *MODEL_TYPES)
    names = [name for name in known if name == row.type or (row.cut and name.startswith(row.type))]
    return {MODELS if name in MODEL_TYPES else LAYERS[name].family for name in names}


def _is(source: Source, row: PrintedRow) -> bool:
    """Whether *source* names *row*, as far as either name is shown."""
    name = row.name.partition(" (")[0].rstrip("…")  # a shape that is cut off may stand behind
    if name == source.name:
        return True
    if name and ("…" in row.name or not row.type) and source.name.startswith(name):
        return True
    return source.cut and name.startswith(source.name)
