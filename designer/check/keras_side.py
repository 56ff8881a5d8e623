"""What runs beside Keras: builds chains layer by layer and tells what Keras makes of them.

It needs nothing but the standard library and Keras 3, as any Python may run it as a script: a list
of chains comes in as JSON, each a list of serialised layers, and the answers go out as JSON.
"""

import json
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from math import prod
from typing import Any

BACKENDS = ("jax", "torch", "tensorflow")

Answer = dict[str, Any]


def _keras() -> Any:
    return import_module("keras")


def choose_backend() -> None:
    """Let Keras use a library that is there, unless somebody has chosen one."""
    found = [name for name in BACKENDS if find_spec(name) is not None]
    if found:
        os.environ.setdefault("KERAS_BACKEND", found[0])


def answer(layers: list[dict[str, Any]]) -> Answer:
    """A row for each layer until Keras refuses one: `refused` has its index and Keras's words."""
    keras = _keras()
    keras.utils.clear_session(free_memory=False)  # names are counted afresh
    rows: list[Answer] = []
    made: list[Any] = []
    for index, about in enumerate(layers):
        try:
            layer = keras.saving.deserialize_keras_object(about["layer"])
            made.append(_called(layer, about, made[-1]) if index else layer.output)
            rows.append(_row(layer, made[-1]))
        except Exception as error:  # noqa: BLE001 - whatever it is, Keras refuses
            return {"rows": rows, "refused": {"index": index, "text": str(error)}}
    refused = _refused(made)
    return {"rows": rows[: refused["index"]] if refused else rows, "refused": refused}


def _refused(made: list[Any]) -> Answer | None:
    """What Keras says against the model of which the layers *made* this, one tensor each.

    What speaks against it is a layer that returned the tensor that came in; Keras names the last
    of them. Where nothing but the input comes out there is no model to make.
    """
    if made[-1] is made[0]:
        return None
    try:
        _keras().Model(made[0], made[-1])
    except Exception as error:  # noqa: BLE001 - as above
        index = next((i for i in range(1, len(made)) if _in_circle(made, i)), len(made) - 1)
        return {"index": index, "text": str(error)}
    return None


def _in_circle(made: list[Any], index: int) -> bool:
    """Whether the layer at *index* is the last that returned a tensor as it came in; that of the
    input may go through layers."""
    tensor, following = made[index], made[index + 1 : index + 2]
    goes_on = any(tensor is other for other in following)
    return tensor is made[index - 1] and tensor is not made[0] and not goes_on


def _called(layer: Any, about: dict[str, Any], x: Any) -> Any:
    """What *layer* makes of *x*; a chain hands on one tensor, as `Sequential.add` sees to, or the
    `first` of several, as a functional model may.

    The `args` have "x" where the tensor goes, as some layers take it several times; `kwargs` have
    no tensor.
    """
    if isinstance(x, list | tuple) and about["first"]:
        x = x[0]
    if isinstance(x, list | tuple):
        raise ValueError("All layers in a Sequential model should have a single output tensor.")
    if isinstance(layer, _keras().layers.InputLayer):
        raise ValueError("An InputLayer can only be the first layer.")
    args = (x if part == "x" else [x for _ in part] for part in about["args"])
    return layer(*args, **about["kwargs"])


def _row(layer: Any, made: Any) -> Answer:
    outputs = made if isinstance(made, list | tuple) else [made]
    return {
        "name": layer.name,
        "type": type(layer).__name__,
        "outputs": [list(output.shape) for output in outputs],
        "params": _count(layer.weights),
        "trainable": _count(weight for weight in layer.weights if weight.trainable),
    }


def _count(weights: Any) -> int:
    return sum(prod(weight.shape) for weight in weights)


def _tell(chains: list[list[dict[str, Any]]]) -> Answer:
    try:
        keras = _keras()
    except Exception as error:  # noqa: BLE001 - a Keras without its backend fails in many ways
        return {"missing": f"{type(error).__name__}: {error}"}
    if int(keras.__version__.split(".")[0]) < 3:
        return {"missing": f"Keras {keras.__version__} is too old"}
    return {
        "keras": keras.__version__,
        "backend": keras.config.backend(),
        "answers": [answer(layers) for layers in chains],
    }


def main() -> None:
    """Answer what stands in the standard input; what the libraries print goes to the errors."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    chains = json.loads(sys.stdin.buffer.read())
    choose_backend()
    json.dump(_tell(chains), out)
    out.close()


if __name__ == "__main__":
    main()
