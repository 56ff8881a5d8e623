"""What a layer makes of its input: shapes, weights and counts, and how wide its numbers are."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any, cast

from designer.core.problems import Problem
from designer.core.value import Value

Dim = int | None
Shape = tuple[Dim, ...]

FLOATS = ("float32", "float16", "bfloat16", "float64")

_BYTES = {"float64": 8, "int64": 8, "float16": 2, "bfloat16": 2, "int8": 1, "uint8": 1, "bool": 1}


class Weight(Value):
    """One array of parameters: its name and shape as Keras has them.

    *part* names the layer inside to which it belongs, as Keras does, where a layer has several;
    the formula is written part by part.
    """

    name: str
    shape: Shape
    trainable: bool = True
    part: str = ""
    width: int = 0
    """The bytes of one of its numbers; 0 for what the dtype of its layer says."""

    @property
    def path(self) -> str:
        """Its name within the layer: "query/kernel"."""
        return f"{self.part}/{self.name}" if self.part else self.name

    @property
    def count(self) -> int:
        """How many numbers it holds."""
        return prod(cast("tuple[int, ...]", self.shape))

    def within(self, part: str) -> Weight:
        """The same as a weight of what holds the *part*."""
        return self.replace(part=f"{part}/{self.part}" if self.part else part)


class Outcome(Value):
    """What a layer makes of one input shape: its outputs, counts, and bytes of parameters; or the
    problem it has."""

    outputs: tuple[Shape, ...] = ()
    params: int = 0
    trainable: int = 0
    problem: Problem | None = None
    bytes: int = 0
    trainable_bytes: int = 0


def policy_name(dtype: Any) -> str:
    """The name of the dtype policy that a layer was given, by name or as Keras writes it."""
    policy = dtype
    for key in ("config", "name"):
        if isinstance(policy, str):
            return policy
        if isinstance(policy, Mapping):
            policy = cast("Mapping[str, Any]", policy).get(key)
    return policy if isinstance(policy, str) else "float32"


def weight_bytes(policy: str) -> int:
    """What a weight takes; 4 where the policy mixes two precisions."""
    return _BYTES.get(policy, 4)


def computed_dtype(policy: str) -> str:
    """The precision in which a layer computes: "float16" where the policy mixes it in."""
    return policy.removeprefix("mixed_")


def computed_bytes(policy: str) -> int:
    """What a number takes that is computed; half of float32 where the policy mixes in another."""
    return weight_bytes(computed_dtype(policy))
