"""The graph that a printed summary tells of, refused if it is not a plain chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    is taken as it comes; the first can name an input that is not printed.
    """
    beside = [row for row in rows if row.type in MASKS]
    line = [row for row in rows if row.type not in MASKS]
    before: dict[str, str] = {}
    following: dict[str, str] = {}
    for i, row in enumerate(line):
        source = _before(line, i, beside)
        if source is None:
            continue
        if source.name in following:
            names = (clean_name(following[source.name]), clean_name(row.name))
            raise unreadable("branches", name=clean_name(source.name), names=names)
        following[source.name], before[row.name] = row.name, source.name
    _check_inputs(line)
    for first, second in pairwise(line):
        if before.get(second.name, first.name) != first.name:
            raise unreadable("not_connected", name=clean_name(first.name))


def _check_inputs(line: Sequence[PrintedRow]) -> None:
    names = tuple(clean_name(row.name) for row in line if row.type == "InputLayer")
    if len(names) > 1:
        raise unreadable("several_inputs", names=names)


def _before(line: Sequence[PrintedRow], i: int, beside: Sequence[PrintedRow]) -> PrintedRow | None:
    """The one row that the row at *i* takes its input from; None where it names none."""
    row = line[i]
    sources = _sources(row, beside)
    if not sources:
        return None
    found = next((before for before in _upwards(line, i) if _is(sources[0], before)), None)
    if i == 1 and not line[0].sources and MODELS in _families(line[0]):
        return line[0]  # in Keras 1 it is not called, and the last layer inside it is named
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
        if single or any(_is(source, row) for source in sources):
            raise unreadable("shared_layer", name=clean_name(row.name), count=len(sources))
        names = tuple(clean_name(source.name) for source in sources)
        raise unreadable("merges", name=clean_name(row.name), names=names)
    return sources


def _families(row: PrintedRow) -> set[Family]:
    """The families that *row* may be of: where the end of its type is cut off, those of all the
    classes that begin so."""
    known = (*LAYERS, *MODEL_TYPES)
    names = [name for name in known if name == row.type or (row.cut and name.startswith(row.type))]
    return {MODELS if name in MODEL_TYPES else LAYERS[name].family for name in names}


def _upwards(line: Sequence[PrintedRow], i: int) -> Iterator[PrintedRow]:
    return (line[k] for k in range(i - 1, -1, -1))


def _is(source: Source, row: PrintedRow) -> bool:
    """Whether *source* names *row*, as far as either name is shown."""
    name = row.name.partition(" (")[0].rstrip("…")  # a shape that is cut off may stand behind
    if name == source.name:
        return True
    if name and ("…" in row.name or not row.type) and source.name.startswith(name):
        return True
    return source.cut and name.startswith(source.name)
