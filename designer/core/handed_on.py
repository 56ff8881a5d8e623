"""Where a layer can stand whose symbolic call returns the very tensor that came in.

A tensor of Keras remembers the layer that it came out of last. After such a layer that is the layer
into which it goes, so that Keras, on its way back from the output, finds a cycle and makes no model
(`_build_map` of Keras 3.15.1). Only for the tensor of the input a new input is made, unless it is
the output as well (`Functional.__init__`, `clone_graph_nodes`); the layer is in no graph then. Of
several such layers in a row the last one is remembered. A tensor that is cast before is another
one.
"""

from __future__ import annotations

from collections.abc import Iterable

from designer.core.families import INPUT
from designer.core.layer import Layer, is_layers
from designer.core.problems import Problem


def refusal(layer: Layer, before: Iterable[Layer], after: Layer | None) -> Problem | None:
    """Why Keras makes no model in which *layer*, which returns its input, stands between the layers
    *before*, the nearest first, and the one *after*; None for the end of the model.

    What goes out as it came in is no model either, but the call of the layer is taken.
    """
    another = after if after is not None and after.returns_its_input else None
    if another is not None and _made_in(another) == _made_in(layer):
        return None
    of_input, dtype = _tensor(layer, before)
    if _cast(dtype, layer) or (another is not None and not _cast(dtype, another)):
        return None
    return None if of_input else Problem("hands_on_its_input")


def left_out(layer: Layer, before: Iterable[Layer]) -> bool:
    """Whether Keras leaves *layer* out of the model that it makes."""
    if not layer.returns_its_input:
        return False
    of_input, dtype = _tensor(layer, before)
    return of_input and not _cast(dtype, layer)


def _tensor(layer: Layer, before: Iterable[Layer]) -> tuple[bool, str]:
    """Whether what comes into *layer* is the tensor of the model's input, and its precision.

    A model inside another one, without an input of its own, begins with the precision of its first
    layer.
    """
    run: list[Layer] = []
    maker: Layer | None = None
    for earlier in before:
        if not earlier.returns_its_input:
            maker = earlier
            break
        run.append(earlier)
    of_input = maker is None or maker.family is INPUT
    dtype = _made_in(maker or (run[-1] if run else layer))
    for passed in reversed(run):
        if _cast(dtype, passed):
            of_input, dtype = False, _made_in(passed)
    return of_input, dtype


def _cast(dtype: str, layer: Layer) -> bool:
    """Whether *layer* casts a tensor of *dtype* before anything else; whole numbers stay."""
    return "float" in dtype and dtype != _made_in(layer)


def _made_in(layer: Layer) -> str:
    """The precision of what comes out of *layer*: of its last layer, if it holds a chain."""
    chain = getattr(layer, "layers", ())
    return _made_in(chain[-1]) if is_layers(chain) else layer.policy.removeprefix("mixed_")
