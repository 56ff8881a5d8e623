"""The small objects that Keras writes out in full, as the short names that mean the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from designer.core.files.json_values import members

_DEFAULTS: dict[str, dict[str, object]] = {
    "GlorotUniform": {"seed": None, "input_axes": None, "output_axes": None},
    "GlorotNormal": {"seed": None, "input_axes": None, "output_axes": None},
    "HeUniform": {"seed": None, "input_axes": None, "output_axes": None},
    "HeNormal": {"seed": None, "input_axes": None, "output_axes": None},
    "LecunUniform": {"seed": None, "input_axes": None, "output_axes": None},
    "LecunNormal": {"seed": None, "input_axes": None, "output_axes": None},
    "Orthogonal": {"seed": None, "gain": 1.0},
    "RandomUniform": {"seed": None, "minval": -0.05, "maxval": 0.05},
    "RandomNormal": {"seed": None, "mean": 0.0, "stddev": 0.05},
    "TruncatedNormal": {"seed": None, "mean": 0.0, "stddev": 0.05},
    "Zeros": {"dtype": None},
    "Ones": {"dtype": None},
    "Identity": {"gain": 1.0},
}
"""The initializers of Keras with their default arguments; `dtype` is what Keras 2 wrote as well."""

_NAMES = {
    "GlorotUniform": "glorot_uniform",
    "GlorotNormal": "glorot_normal",
    "HeUniform": "he_uniform",
    "HeNormal": "he_normal",
    "LecunUniform": "lecun_uniform",
    "LecunNormal": "lecun_normal",
    "Orthogonal": "orthogonal",
    "RandomUniform": "uniform",
    "RandomNormal": "normal",
    "TruncatedNormal": "truncated_normal",
    "Zeros": "zeros",
    "Ones": "ones",
    "Identity": "identity",
}

_SCALED = {
    (1.0, "fan_avg", "uniform"): "glorot_uniform",
    (1.0, "fan_avg", "normal"): "glorot_normal",
    (2.0, "fan_in", "uniform"): "he_uniform",
    (2.0, "fan_in", "normal"): "he_normal",
    (1.0, "fan_in", "uniform"): "lecun_uniform",
    (1.0, "fan_in", "normal"): "lecun_normal",
}
"""What Keras 2 wrote as `VarianceScaling`, by scale, mode and distribution."""


def plain(value: Any) -> Any:
    """*value*, or the name that Keras would take for the same initializer or precision."""
    about = members(value)
    name = about.get("class_name")
    return (_short(name, members(about.get("config"))) or value) if isinstance(name, str) else value


def _short(name: str, settings: Mapping[str, Any]) -> str | None:
    if name in ("DTypePolicy", "Policy"):
        policy = settings.get("name")
        return policy if isinstance(policy, str) and set(settings) == {"name"} else None
    if name == "VarianceScaling" and settings.get("seed") is None:
        kind = (settings.get("scale"), settings.get("mode"), settings.get("distribution"))
        return _SCALED.get(cast("tuple[float, str, str]", kind))
    if name in _DEFAULTS and all(_same(_DEFAULTS[name], k, v) for k, v in settings.items()):
        return _NAMES[name]
    return None


def _same(defaults: Mapping[str, object], key: str, value: object) -> bool:
    return key == "dtype" or (key in defaults and defaults[key] == value)
