"""Which weights an initializer can fill: some of them make matrices and nothing else.

Source: `Identity` and `Orthogonal` in `keras.src.initializers` of Keras 3.15.
"""

from __future__ import annotations

from designer.core.files.json_values import members
from designer.core.outcome import Weight
from designer.core.problems import Refused


def check_beginning(initializer: object, weight: Weight) -> None:
    """Refuse a *weight* that the *initializer*, a name or as Keras writes it, cannot fill."""
    name = members(initializer).get("class_name", initializer)
    if not isinstance(name, str):
        return
    axes = len(weight.shape)
    match name.lower().removesuffix("initializer"):
        case "identity" if axes != 2:
            raise Refused("only_matrices", value=name, weight=weight.name, shape=weight.shape)
        case "orthogonal" if axes < 2:
            raise Refused("no_vectors", value=name, weight=weight.name, shape=weight.shape)
        case _:
            return
