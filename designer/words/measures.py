"""The names of what is measured, and its figures as text."""

from __future__ import annotations

from designer.core.units import grouped, memory
from designer.i18n import tr

_TITLES = {
    "params": tr("Parameters"),
    "bytes": tr("Memory of the weights"),
    "macs": tr("Multiply-accumulates (MACs)"),
    "activations": tr("Activations a sample"),
}
_LARGE = ("", "K", "M", "G", "T", "P", "E")


def measure_title(code: str) -> str:
    """What the measure *code* is called."""
    return _TITLES[code]


def measure_text(code: str, value: int) -> str:
    """A figure of the measure *code*: "1,199,882", "4.58 MB", "12.3 M MACs"."""
    if code == "bytes":
        return memory(value)
    return macs_text(value) if code == "macs" else grouped(value)


def macs_text(value: int) -> str:
    """Multiply-accumulates to three digits: "432 MACs", "12.3 M MACs"."""
    return f"{rounded(value)} MACs"


def rounded(value: int) -> str:
    """*value* to three digits, with a unit of thousands: "432", "1.66 K", "12.3 M"."""
    if value < 1000:
        return str(value)
    power = min((len(str(value)) - 1) // 3, len(_LARGE) - 1)
    scaled = value / 1000**power
    digits = 2 if scaled < 9.995 else 1 if scaled < 99.95 else 0
    if round(scaled) >= 1000 and power < len(_LARGE) - 1:
        scaled, power, digits = scaled / 1000, power + 1, 2
    return f"{scaled:,.{digits}f} {_LARGE[power]}"
