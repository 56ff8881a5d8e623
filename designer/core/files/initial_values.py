"""The numbers that a model begins with, drawn as the initializers of Keras draw them.

The draws are the same each time, so that the same design gives the same file. They are made while
somebody takes them, as there may be more than can be held at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import cos, pi, prod, sqrt
from random import Random
from typing import Any, TypeAlias

from designer.core.files.json_values import members
from designer.core.problems import Refused

Values: TypeAlias = Iterable[float] | float
Draw = Callable[["Random", Sequence[int], Mapping[str, Any]], Values]

_TRUNCATED = 0.87962566103423978
"""The deviation of a normal distribution that is cut off at twice its own."""


def initial_values(initializer: object, shape: Sequence[int], key: str) -> Values:
    """What *initializer* (a name, or an object as Keras writes it) gives for an array of *shape*.

    One number stands for all that are equal. *key* begins the draws. `Refused` where the
    initializer is not known here.
    """
    about = members(initializer)
    name = about.get("class_name", initializer)
    found = _BY_NAME.get(_plain(name)) if isinstance(name, str) else None
    if found is None:
        raise Refused("unknown_initializer", value=name)
    draw, settings = found
    return draw(Random(key), shape, {**settings, **members(about.get("config"))})


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _constant(random: Random, shape: Sequence[int], about: Mapping[str, Any]) -> float:
    return float(about["value"])


def _uniform(random: Random, shape: Sequence[int], about: Mapping[str, Any]) -> Values:
    low, span = about["minval"], about["maxval"] - about["minval"]
    return (low + span * random.random() for _ in range(prod(shape)))


def _normal(random: Random, shape: Sequence[int], about: Mapping[str, Any]) -> Values:
    mean, deviation = about["mean"], about["stddev"]
    return (random.gauss(mean, deviation) for _ in range(prod(shape)))


def _truncated(random: Random, shape: Sequence[int], about: Mapping[str, Any]) -> Values:
    return islice(_within(random, about["mean"], about["stddev"]), prod(shape))


def _within(random: Random, mean: float, deviation: float) -> Iterator[float]:
    while True:
        drawn = random.gauss(0, 1)
        if abs(drawn) <= 2:
            yield mean + deviation * drawn


def _scaled(random: Random, shape: Sequence[int], about: Mapping[str, Any]) -> Values:
    """Variance scaling: the more numbers go into a sum, the smaller each of them."""
    fan_in, fan_out = _fans(shape)
    fans = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}
    variance = about["scale"] / max(1.0, fans[about["mode"]])
    if about["distribution"] == "uniform":
        limit = sqrt(3 * variance)
        return _uniform(random, shape, {"minval": -limit, "maxval": limit})
    if about["distribution"] == "untruncated_normal":
        return _normal(random, shape, {"mean": 0.0, "stddev": sqrt(variance)})
    return _truncated(random, shape, {"mean": 0.0, "stddev": sqrt(variance) / _TRUNCATED})


def _fans(shape: Sequence[int]) -> tuple[int, int]:
    """How many numbers come into each sum, and how many sums each number goes into."""
    if len(shape) < 2:
        size = shape[0] if shape else 1
        return size, size
    window = prod(shape[:-2])
    return shape[-2] * window, shape[-1] * window


def _orthogonal(random: Random, shape: Sequence[int], about: Mapping[str, Any]) -> Iterator[float]:
    """Rows, or columns where there are fewer, that are at right angles and of length 1.

    They are waves of different frequency (a discrete cosine transform) in a random order, with
    random signs; Keras takes any directions.
    """
    rows, columns = prod(shape[:-1]), shape[-1]
    few, many = sorted((rows, columns))
    gain = float(about["gain"])
    signs = [random.choice((-gain, gain)) for _ in range(many)]
    waves = random.sample(range(many), few)
    length = [sqrt((2 if wave else 1) / many) for wave in waves]
    table = [cos(pi * n / (2 * many)) for n in range(4 * many)]

    def at(line: int, place: int) -> float:
        angle = waves[line] * (2 * place + 1) % (4 * many)
        return length[line] * table[angle] * signs[place]

    if rows <= columns:
        yield from (at(i, j) for i in range(rows) for j in range(columns))
    else:
        yield from (at(j, i) for i in range(rows) for j in range(columns))


def _identity(random: Random, shape: Sequence[int], about: Mapping[str, Any]) -> Values:
    rows, columns = shape[0], shape[-1]
    gain = float(about["gain"])
    return (gain * (i == j) for i in range(rows) for j in range(columns))


def _variance(scale: float, mode: str, distribution: str) -> tuple[Draw, Mapping[str, Any]]:
    return _scaled, {"scale": scale, "mode": mode, "distribution": distribution}


_RANGE = {"minval": -0.05, "maxval": 0.05}
_AROUND = {"mean": 0.0, "stddev": 0.05}
_BY_NAME: dict[str, tuple[Draw, Mapping[str, Any]]] = {
    "zeros": (_constant, {"value": 0}),
    "ones": (_constant, {"value": 1}),
    "constant": (_constant, {"value": 0}),
    "uniform": (_uniform, _RANGE),
    "randomuniform": (_uniform, _RANGE),
    "normal": (_normal, _AROUND),
    "randomnormal": (_normal, _AROUND),
    "truncatednormal": (_truncated, _AROUND),
    "variancescaling": _variance(1, "fan_in", "truncated_normal"),
    "glorotuniform": _variance(1, "fan_avg", "uniform"),
    "glorotnormal": _variance(1, "fan_avg", "truncated_normal"),
    "heuniform": _variance(2, "fan_in", "uniform"),
    "henormal": _variance(2, "fan_in", "truncated_normal"),
    "lecununiform": _variance(1, "fan_in", "uniform"),
    "lecunnormal": _variance(1, "fan_in", "truncated_normal"),
    "orthogonal": (_orthogonal, {"gain": 1.0}),
    "orthogonalinitializer": (_orthogonal, {"gain": 1.0}),
    "identity": (_identity, {"gain": 1.0}),
    "identityinitializer": (_identity, {"gain": 1.0}),
}
"""Names without case and underscores: the function and the default settings."""


def forget_gate(values: Values, shape: Sequence[int]) -> Values:
    """A bias of four gates whose second one is 1, as an LSTM begins with, not to forget."""
    if shape[0] % 4 or isinstance(values, Iterable):
        return values
    units = shape[0] // 4
    return [values] * units + [1.0] * units + [values] * (2 * units)
