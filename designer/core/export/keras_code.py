"""A design as the Python that makes it with Keras 3: only what differs from the defaults.

Whatever a person has typed goes through `repr` or into a comment of one line, so that no name or
title can become code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from keyword import iskeyword
from typing import Any, cast

from designer.core import edits
from designer.core.cleaning import clean_line
from designer.core.design import Block, Design
from designer.core.expanded import opened
from designer.core.export.labels import Word
from designer.core.export.source_code import Call, Code, argument, comment, laid_out, list_of
from designer.core.families import MODELS
from designer.core.fields import text
from designer.core.files.json_values import members
from designer.core.kinds import Anything
from designer.core.layer import Layer, base, is_layers
from designer.core.layers.attention_calls import Called
from designer.core.layers.custom import CustomLayer
from designer.core.layers.input import Input
from designer.core.layers.nested import Functional
from designer.core.layers.unknown import Unknown
from designer.core.report import Report

_MODULES = ("keras.initializers", "keras.regularizers", "keras.constraints")
"""Where the small objects live that a config holds written out in full."""


def keras_code(report: Report, word: Word) -> str:
    """A script that ends with `model`; a comment says what Keras will refuse."""
    return "\n".join(_lines(report, word)) + "\n"


def _lines(report: Report, word: Word) -> Iterator[str]:
    design = report.design
    yield from heading(report, word)
    yield "import keras"
    yield "from keras import layers"
    yield ""
    several = _several(report)
    design, made = _built_before(design)
    yield from made
    if design.functional:
        yield from _calling(design, "inputs", "outputs", "model", several)
    else:
        yield from _sequential(design)


def _built_before(design: Design) -> tuple[Design, list[str]]:
    """The *design* with a name in the place of each functional model inside it, and the lines
    that build those models first."""
    lines: list[str] = []
    layers = {b.uid: _with_names(b.layer, lines) for b in design.chain}
    return edits.replace_layers(design, layers), lines


@base
class _Built(Layer):
    """Stands for a model that has been built under a name."""

    family = MODELS
    keras = "Functional"
    icon = MODELS.icon
    variable: str = text(default="")


def _with_names(layer: Layer, lines: list[str]) -> Layer:
    """*layer* with names for the functional models in it; what builds them goes to *lines*."""
    changes: dict[str, Any] = {}
    inside = opened(layer, None) if isinstance(layer, Functional) else None
    for field, value in layer.settings():
        if is_layers(value):
            changes[field.name] = tuple(_with_names(v, lines) for v in value)
        elif isinstance(value, Layer):
            changes[field.name] = _with_names(value, lines)
    layer = layer.replace(**changes) if changes else layer
    if not isinstance(layer, Functional) or inside is None:
        return layer
    number = sum("= keras.Model(" in line for line in lines) + 1
    start, variable = f"inputs_{number}", f"inner_{number}"
    design = Design(tuple(map(Block, layer.layers)), name=layer.name)
    frozen = () if layer.trainable else ("trainable=False",)
    lines += [*_calling(design, start, "x", variable, _several(inside), frozen), ""]
    return _Built(variable=variable, name=layer.name)


def heading(report: Report, word: Word) -> Iterator[str]:
    """The title of the design, and what cannot run, as comments."""
    title = report.design.title
    if title:
        yield comment(clean_line(title))
    row = report.problem_row
    if row is not None and row.problem is not None:
        yield comment(clean_line(f"{row.name} cannot run: {word(row.problem, row)}"))
    if title or row is not None:
        yield ""


def _sequential(design: Design) -> Iterator[str]:
    start, *others = (block.layer for block in design.chain)
    stack = list(map(_layer, others))
    if isinstance(start, Input) and start.batch_shape is not None:
        stack.insert(0, _input(start))
    yield from laid_out(
        Call("keras.Sequential", (list_of(stack), *_model_name(design))), "model = "
    )


def _several(report: Report) -> set[int]:
    """Where the layers stand that give several outputs."""
    return {row.index for row in report.rows if len(row.outputs) > 1}


def _calling(
    design: Design,
    inputs: str,
    outputs: str,
    model: str,
    several: Collection[int],
    more: tuple[Code, ...] = (),
) -> Iterator[str]:
    """The layers called one by one, with the names of the variables for the first and the last.

    Of the layers that give *several* outputs, the first goes on. *more* are further arguments of
    the model.
    """
    start, *others = (block.layer for block in design.chain)
    assert isinstance(start, Input), "a chain begins with its input"
    yield from laid_out(_input(start), f"{inputs} = ")
    came = inputs
    for i, layer in enumerate(others, start=1):
        made = _layer(layer)
        if isinstance(made, str) and made.startswith("#"):
            yield made
            continue
        gives = outputs if i == len(others) else "x"
        taken = "[0]" if i in several and i < len(others) else ""
        yield from laid_out(made, f"{gives} = ", f"({_called_with(layer, came)}){taken}")
        came = gives
    yield from laid_out(
        Call("keras.Model", (inputs, came, *_model_name(design), *more)), f"{model} = "
    )


def _model_name(design: Design) -> tuple[Code, ...]:
    return () if design.name is None else (f"name={design.name!r}",)


def _input(start: Input) -> Call:
    shape = start.batch_shape or (None,)
    fixed = shape[0] is not None
    parts = [f"batch_shape={shape!r}" if fixed else f"shape={shape[1:]!r}"]
    for field, value in start.settings():
        if field.name not in ("batch_shape", "trainable", "activity_regularizer"):
            parts += [f"{field.name}={value!r}"] if value != field.default else []
    return Call("keras.Input", tuple(parts))


def _called_with(layer: Layer, name: str) -> str:
    keywords = layer.keywords() if isinstance(layer, Called) else {}
    given = (f"[{', '.join(v)}]" if isinstance(v, list) else v for v in layer.arguments(name))
    return ", ".join((*given, *(f"{key}={value!r}" for key, value in keywords.items())))


def _layer(layer: Layer) -> Code:
    if isinstance(layer, _Built):
        return layer.variable
    if isinstance(layer, Unknown) or layer.module.partition(".")[0] != "keras":
        title = layer.title if isinstance(layer, CustomLayer) else None
        name = title or layer.keras
        return comment(clean_line(f"{name}: a class of its own, to be put in here"))
    folder = "layers" if layer.module == "keras.layers" else layer.module
    return Call(f"{folder}.{layer.keras}", tuple(_arguments(layer)))


def _arguments(layer: Layer) -> Iterator[Code]:
    for field, value in layer.settings():
        usual = value == field.default and type(value) is type(field.default)
        if field.of_call or (usual and not field.required):
            continue
        if isinstance(value, Layer):
            yield argument(field.name, _layer(value))
        elif is_layers(value):
            yield argument(field.name, list_of(list(map(_layer, value))))
        elif isinstance(field.kind, Anything):
            yield argument(field.name, _kept(value))
        else:
            yield f"{field.name}={_plain(field.kind.to_json(value))!r}"


def _plain(value: Any) -> Any:
    """Lists as tuples, as people write sizes and axes; single axes without either."""
    if isinstance(value, list):
        return tuple(map(_plain, cast("list[Any]", value)))
    return value


def _kept(value: Any) -> Code:
    """`keras.regularizers.L2(l2=0.01)` where Keras wrote that object out, else the bare value."""
    about = members(value)
    name, settings = about.get("class_name"), about.get("config")
    if about.get("module") in _MODULES and isinstance(name, str) and isinstance(settings, Mapping):
        given = cast("Mapping[str, Any]", settings)
        if all(word.isidentifier() and not iskeyword(word) for word in (name, *given)):
            parts = tuple(f"{key}={part!r}" for key, part in given.items())
            return Call(f"{about['module']}.{name}", parts)
    return repr(value)
