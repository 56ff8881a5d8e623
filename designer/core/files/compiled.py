"""The optimizer in what a model is compiled with, as Keras 3 serialises it.

Source: `keras.src.optimizers` and `Trainer.compile_from_config` of Keras 3.15.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from designer.core.files.json_values import members
from designer.core.optimizers import OPTIMIZERS, Optimizer, unless_matrix

_LOSS_SCALE = "lossscaleoptimizer"


def optimizer_of(compiled: Mapping[str, Any] | None) -> Optimizer | None:
    """The optimizer; None where there is none, or one whose variables are not known here."""
    return _optimizer((compiled or {}).get("optimizer"))


def _optimizer(serialized: object) -> Optimizer | None:
    """Keras takes the name of an optimizer for one with its defaults."""
    about = {"class_name": serialized} if isinstance(serialized, str) else members(serialized)
    name, config = str(about.get("class_name")), members(about.get("config"))
    if name.lower() == _LOSS_SCALE:
        inner = _optimizer(config.get("inner_optimizer"))
        return inner and inner.replace(scales=True)
    made = _MADE.get(name.lower())
    own = made and made(config)
    return own and _with_options(own.replace(title=name), config)


def _with_options(own: Optimizer, config: Mapping[str, Any]) -> Optimizer:
    """What any optimizer can be told to keep: averages of the weights, and sums of gradients.

    A learning rate that follows a schedule is no variable.
    """
    averages = bool(config.get("use_ema")), bool(config.get("gradient_accumulation_steps"))
    scheduled = isinstance(config.get("learning_rate"), Mapping)
    return own.replace(
        slots=own.slots + sum(averages), constants=own.constants - scheduled, scales=False
    )


def _sgd(config: Mapping[str, Any]) -> Optimizer:
    return OPTIMIZERS["sgd_momentum" if config.get("momentum") else "sgd"]


def _rmsprop(config: Mapping[str, Any]) -> Optimizer:
    own = OPTIMIZERS["rmsprop"]
    return own.replace(slots=1 + bool(config.get("momentum")) + bool(config.get("centered")))


def _adam(config: Mapping[str, Any]) -> Optimizer:
    return OPTIMIZERS["amsgrad" if config.get("amsgrad") else "adam"]


def _muon(config: Mapping[str, Any]) -> Optimizer | None:
    """Patterns of layers to leave out may be anything: they are not followed."""
    if config.get("exclude_layers"):
        return None
    own = OPTIMIZERS["muon"]
    return own if config.get("exclude_embeddings", True) else own.replace(more=unless_matrix)


def _always(code: str) -> Callable[[Mapping[str, Any]], Optimizer | None]:
    return lambda config: OPTIMIZERS[code]


_MADE: Mapping[str, Callable[[Mapping[str, Any]], Optimizer | None]] = {
    "sgd": _sgd,
    "rmsprop": _rmsprop,
    "adam": _adam,
    "adamw": _adam,
    "muon": _muon,
    "schedulefreeadamw": _always("schedule_free_adamw"),
    **{
        code: _always(code)
        for code in ("adamax", "nadam", "adagrad", "adadelta", "adafactor", "ftrl", "lamb", "lion")
    },
}
"""By the name of the class, for which Keras has no eye for capitals."""
