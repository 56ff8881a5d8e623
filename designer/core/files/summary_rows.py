"""The rows of a printed summary: of the boxes of Keras 3, and of the tables of Keras 1 and 2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from designer.core.cleaning import clean_name
from designer.core.files.summary_sources import Source, is_source, sources_of
from designer.core.layer import Shape
from designer.core.value import Value

_BOX = "│|"
_SHAPE = r"\((?:None|\d{1,18})?(?:, ?(?:None|\d{1,18})?)*\)"
_SHAPES = re.compile(
    rf"\[{_SHAPE}(?:, ?{_SHAPE})*\]|(?<!\[){_SHAPE}|(?<=[\s)])(?:\?|multiple)(?=\s)"
)
_ONE_SHAPE = re.compile(_SHAPE)
_SIZE = re.compile(r"None|\d+")
_COUNT = re.compile(r"[\d,]{1,24}")
_BRANCH = "└"
_INDENT = 3
"""Blanks for each model that a layer is in, before its branch."""

_RULE = re.compile(r"[\s_=─━¯|-]*")
_LONGEST = 2000
"""The most characters that a line of a table may have."""

_TRAINED = re.compile(r"(?<!Non-)Trainable params: *(\d[\d,]{0,23})(?:\.0)?(?=\s|$)")
_TOTAL = re.compile(r": *(\d[\d,]{0,23})(?:\.0)?(?=\s|$)")  # Keras 2.0.0 to 2.0.2: 187.0
_OPTIMIZER = re.compile(r"Optimizer params: *(\d[\d,]{0,23})(?=\s|$)")
_MARKS = ("Layer (type)", "Output S", "Pa")
"""What is shown of the heads of the first columns, however narrow they are."""

_CUT_COUNT = re.compile(r"(\d[\d,]{0,17})…")
_CONNECTED = "Connected to"
_CUT_HEAD = re.compile(r"(?:(?<=\s)C|Co|Con|Conn|Conne|Connec|Connect|Connected(?: t)?|Trainabl?)$")
_OPEN = ("━", "╇", "╈", "─", "┼", "╪")
"""How the line below the head of a box ends where it does not end."""
_TRAINABLE = re.compile(r"\s[YN-]$")
_SAID = {"Y": True, "N": False}


class PrintedRow(Value):
    """What a summary says of a layer. *cut* says that the end of the type is not shown.

    There are no outputs, or no count, where the summary has a question mark. *depth* says how many
    models are around the layer, *sources* what it is connected to if there is a column for that.
    """

    name: str
    type: str
    cut: bool
    outputs: tuple[Shape, ...]
    params: int | None
    depth: int = 0
    sources: tuple[Source, ...] = ()
    trained: bool | None = None
    """Whether the column for that says yes or no."""
    counts_frozen: bool = True
    """Whether the count is that of all parameters, and not only of those that are trained."""
    begins: str = ""
    """What is shown of a count whose end is cut off: "102,764,"."""

    @property
    def whole_name(self) -> str | None:
        """The name of the layer; None where its end is cut off."""
        return None if "…" in self.name else clean_name(self.name) or None

    @property
    def counts(self) -> range:
        """The counts that may be meant; of one that is cut off, those of as many digits as fill
        the last group of three."""
        if self.params is not None:
            return range(self.params, self.params + 1)
        if not self.begins:
            return range(0)
        _, comma, group = self.begins.rpartition(",")
        missing = 3 - len(group) % 3 if comma else 3
        least = _number(self.begins) * 10**missing
        return range(least, least + 10**missing)


def is_header(line: str) -> bool:
    """Whether *line* stands at the head of the table."""
    return all(mark in line for mark in _MARKS[:2])


def is_cut(text: str) -> bool:
    """Whether a terminal cut off the right side of the first table of *text*.

    The head then ends in the middle of a column or before the counts; of a box, the line below it
    has no corner at its end.
    """
    lines = text.splitlines()
    start = next((i for i, line in enumerate(lines) if is_header(line)), None)
    if start is None:
        return False
    head = lines[start].rstrip()
    below = "".join(lines[start + 1 : start + 2]).rstrip()
    return _MARKS[2] not in head or _CUT_HEAD.search(head) is not None or below.endswith(_OPEN)


def printed_rows(text: str) -> list[PrintedRow]:
    """The layers in the first table of *text*, from its head to its totals."""
    lines = [line[:_LONGEST] for line in text.splitlines()]
    start = next((i for i, line in enumerate(lines) if is_header(line)), None)
    if start is None:
        return []
    head = lines[start]
    boxed = any(edge in head for edge in "┃│|")
    body = lines[start + 1 :]
    cells = _boxes(body) if boxed else _tables(body, _columns(head), _CONNECTED in head)
    rows = [row for row in map(_row, cells) if row is not None]
    return rows if counts_frozen(text) else [row.replace(counts_frozen=False) for row in rows]


def counts_frozen(text: str) -> bool:
    """Whether *text* counts all parameters: up to Keras 1.1.2 it is those that are trained.

    Those releases have the fourth column, no name of the model, and one total.
    """
    later = ('Model: "', "┃", "Trainable params")
    return _CONNECTED not in text or any(mark in text for mark in later)


def printed_total(text: str) -> int | None:
    """The count below the first table, without what an optimizer keeps (Keras 3 adds that)."""
    _, _, below = text.partition("Total params")
    total = _TOTAL.match(below)
    if total is None:
        return None
    kept = _OPTIMIZER.search(below.partition("Layer (type)")[0])
    return _number(total[1]) - (_number(kept[1]) if kept else 0)


def completed(rows: Sequence[PrintedRow], total: int | None) -> Sequence[PrintedRow]:
    """The *rows* with the one count whose end is cut off, as the *total* tells it."""
    outer = [row for row in rows if row.depth == rows[0].depth]
    cut = [row for row in outer if row.params is None]
    if total is None or len(cut) != 1:
        return rows
    rest = total - sum(row.params or 0 for row in outer)
    if rest not in cut[0].counts:
        return rows
    return [row.replace(params=rest) if row is cut[0] else row for row in rows]


def printed_trainable(text: str) -> int | None:
    """How many of the parameters are trained, as it says below the first table."""
    below = text.partition("Total params")[2].partition("Layer (type)")[0]
    found = _TRAINED.search(below)
    return _number(found[1]) if found else None


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _boxes(lines: Sequence[str]) -> Iterator[list[str]]:
    """The cells of each row between the lines of a box; words are kept together."""
    block: list[list[str]] = []
    for line in lines:
        text = line.strip()
        if text[:1] in _BOX and text:
            first, *others = re.split(f"[{_BOX}]", text)[1:-1] or [""]
            block.append([first.rstrip(), *(part.strip() for part in others)])
            continue
        if block:
            labels, *columns = zip(*block, strict=False)
            label = " ".join(filter(None, [labels[0], *map(str.strip, labels[1:])]))
            yield [label, *(" ".join(filter(None, column)) for column in columns)]
        if "Total params" in text:
            return
        block = []


def _columns(head: str) -> list[int]:
    marks = (*_MARKS[1:], _CONNECTED, "Trainable")
    return [head.rindex(mark) for mark in marks if mark in head]


def _tables(lines: Sequence[str], columns: Sequence[int], connected: bool) -> Iterator[list[str]]:
    """The cells of each row of a table without lines between its columns.

    The fourth is there if the head has it, and has a line break after each of its lines.
    """
    row: list[str] | None = None
    for framed in lines:
        if "Total params" in framed:
            break
        line, depth = _unframed(framed)
        whole = _whole(line)
        if row is not None and (whole or _RULE.fullmatch(line)):
            yield row
            row = None
        if whole:
            row = [_inside(whole[0], depth), *whole[1 : 3 + connected]]
        elif row is not None and connected and is_source(line):
            row[3] += f"{line.strip()}\n"
        elif not _RULE.fullmatch(line):
            pieces = _sliced(line, [_before_word(line, c, depth) for c in columns], connected)
            first = [_inside(pieces[0], depth), *pieces[1:]]
            row = first if row is None else [a + b for a, b in zip(row, pieces, strict=True)]
    if row is not None:
        yield row


def _unframed(line: str) -> tuple[str, int]:
    """The *line* without the sides of the boxes that Keras 2.7 to 2.15 draw around the layers of a
    model, and how many boxes those are."""
    text = line.rstrip()
    depth = len(text) - len(text.lstrip("|"))
    return " " * depth + text.strip("|"), depth


def _inside(label: str, depth: int) -> str:
    """A label as Keras 3 marks one that stands so deep inside models."""
    return f"{' ' * _INDENT * depth}{_BRANCH} {label}" if depth else label


def _before_word(line: str, column: int, most: int) -> int:
    """Where the column begins that stands at *column* in the head: inside boxes, up to *most*
    characters earlier, or two blanks after a full cell, which goes on past its end there."""
    start = column
    while column - start < most and line[start - 1 : start].strip():
        start -= 1
    full = most and line[start - 1 : start].strip()
    return line.find("  ", column) if full and "  " in line[column:] else start


def _whole(line: str) -> list[str] | None:
    """The cells of a row that stands in one line, whatever became of the blanks in between."""
    found = _SHAPES.search(line)
    if found is None or not line[: found.start()].strip():
        return None
    rest = line[found.end() :].split(maxsplit=1)
    if not rest or not (rest[0] == "?" or _COUNT.fullmatch(rest[0])):
        return None
    others = _TRAINABLE.sub("", rest[1].rstrip()).strip() if len(rest) > 1 else ""
    return [line[: found.start()].strip(), found[0], rest[0], f"{others}\n"]


def _sliced(line: str, columns: Sequence[int], connected: bool) -> list[str]:
    ends = [0, *columns, len(line)]
    pieces = [line[a:b].strip() for a, b in pairwise(ends)]
    return [*pieces[:3], f"{pieces[3]}\n"] if connected else pieces[:3]


def _row(cells: Sequence[str]) -> PrintedRow | None:
    if len(cells) < 3 or not (cells[0].strip() and cells[1]):
        return None
    blanks, branch, label = cells[0].rpartition(_BRANCH)
    label = label.strip()
    name, opened, kind = label.rpartition("(")
    kind, closed, _ = kind.partition(")")
    count = cells[2].split(" ")[0].replace(",", "")
    return PrintedRow(
        name=name.strip() if opened else label,
        type=kind.rstrip("…").rpartition(">")[2].strip() if opened else "",
        cut=not (opened and closed),
        outputs=tuple(filter(None, map(_shape, _ONE_SHAPE.findall(cells[1])))),
        params=int(count) if count.isdecimal() and len(count) <= 18 else None,
        begins=begun[1] if (begun := _CUT_COUNT.match(cells[2])) else "",
        depth=max(len(blanks) // _INDENT, 1) if branch else 0,
        sources=sources_of(cells[3]) if len(cells) > 3 else (),
        trained=_SAID.get(cells[-1]),
    )


def _shape(text: str) -> Shape:
    return tuple(None if size == "None" else int(size) for size in _SIZE.findall(text))
