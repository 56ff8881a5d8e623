"""How Keras calls self-attention: what of that is told by a functional model, not by the layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from designer.core.fields import flag
from designer.core.layer import Layer, Shape, T, base

_TENSOR = "__keras_tensor__"
_NAMES = ("query", "value", "key")


@base
class Called(Layer):
    """The settings of the call."""

    gives_key: bool = flag(
        default=False,
        of_call=True,
        more=True,
        help="Gives what comes in a third time, as the key; Keras takes the value for it as well.",
    )
    use_causal_mask: bool = flag(
        default=False,
        of_call=True,
        brief="causal",
        help="Each step sees only itself and those before it, as a text is written.",
    )
    return_attention_scores: bool = flag(
        default=False,
        of_call=True,
        brief="scores",
        help="Gives how much each step looked at each other one, as a second output.",
    )

    def tensors(self, tensor: T) -> list[T | list[T]]:
        """The query, the value and maybe the key."""
        return [tensor] * (2 + self.gives_key)

    def keywords(self) -> dict[str, Any]:
        """What else Keras is told when it calls the layer."""
        told = ("use_causal_mask", "return_attention_scores")
        return {name: True for name in told if getattr(self, name)}

    def scores(self, x: Shape) -> Shape:
        """How much each step looks at each other one."""
        raise NotImplementedError

    def outputs(self, x: Shape) -> tuple[Shape, ...]:
        mixed = self.output_shape(x)
        return (mixed, self.scores(x)) if self.return_attention_scores else (mixed,)


def as_called(layer: Called, node: Any) -> Called:
    """The *layer*, called as the *node* of a graph says, if Keras 3 wrote that."""
    if not isinstance(node, Mapping):
        return layer
    about = cast("Mapping[str, Any]", node)
    given = dict(cast("Mapping[str, Any]", about.get("kwargs") or {}))
    named = [given[name] for name in _NAMES if name in given]
    count = _tensors([about.get("args"), named])
    return layer.replace(
        gives_key=count > 2,
        use_causal_mask=given.get("use_causal_mask") is True,
        return_attention_scores=given.get("return_attention_scores") is True,
    )


def _tensors(value: Any) -> int:
    if isinstance(value, Mapping):
        return int(cast("Mapping[str, Any]", value).get("class_name") == _TENSOR)
    return sum(map(_tensors, cast("list[Any]", value))) if isinstance(value, list) else 0
