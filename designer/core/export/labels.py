"""What the exports have in common: names of models and layers, shapes, and what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from designer.core.graph import Node
from designer.core.mistakes import Mistake
from designer.core.naming import Scheme, model_name
from designer.core.notation import Writer
from designer.core.problems import Problem
from designer.core.report import Report, Row
from designer.core.symbolic import Symbol
from designer.core.units import shape_text
from designer.core.value import Value

Word = Callable[[Problem, Row], str]
"""How a problem is worded; that is not the business of the core."""


class Voice(Value):
    """How everything in a derivation is worded."""

    problem: Word
    term: Callable[[Report, Row, Symbol], str]
    """Where the number of a symbol comes from."""
    origin: Callable[[Report, Row, Symbol], str]
    """The same without the symbol and its value."""
    mistake: Callable[[Mistake, Writer], str]
    failure: Callable[[Row], Sequence[str]]
    """The arithmetic of what cannot run."""
    warnings: Callable[[Report], Sequence[str]]
    """What is worth a thought in the whole design."""


def name(report: Report, scheme: Scheme = "keras3") -> str:
    """The name of the model: the given one, or the automatic one."""
    design = report.design
    layers = [block.layer for block in design.chain]
    return design.name or model_name(scheme, design.functional, layers)


def title(report: Report, scheme: Scheme) -> str:
    """The line above the table of a summary."""
    return f'Model: "{name(report, scheme)}"'


def outputs_text(row: Row | Node) -> str:
    """The shape that goes out as Keras 3 prints it; several as a list, `?` where it is unknown."""
    shapes = [shape_text(shape) for shape in row.outputs]
    if len(shapes) > 1:
        return f"[{', '.join(shapes)}]"
    return shapes[0] if shapes else "?"


def at_least(report: Report, scheme: Scheme) -> Iterator[str]:
    """The line after the table of a design that Keras would refuse; nothing for the others."""
    row = report.problem_row
    if row is not None:
        first = report.names_in(scheme)[row.index]
        yield f"At least, as {first} cannot run and what comes after it is not known:"
