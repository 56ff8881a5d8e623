"""What a unit of memory stands for, said where it is written: Keras counts in 1,024s."""

from __future__ import annotations

from designer.core.units import KERAS_UNITS, grouped, memory
from designer.i18n import tr


def keras_unit(size: int) -> str:
    """What Keras's unit is, with which *size* bytes are written: "1 MB = 1,048,576 bytes"."""
    unit = memory(size).rpartition(" ")[2]
    if unit not in KERAS_UNITS:
        return ""  # a byte is a byte everywhere
    return tr("1 {unit} = {size} bytes").format(unit=unit, size=grouped(KERAS_UNITS[unit]))


def keras_note(size: int) -> str:
    """What Keras writes for *size* bytes, where that is another text than elsewhere."""
    meant = keras_unit(size)
    if not meant:
        return ""
    told = tr("Keras's summary writes {text}: there {meant}.")
    return told.format(text=memory(size), meant=meant)


def weights_caption(size: int) -> str:
    """What stands under the *size* of the weights where it is written as Keras does."""
    return " · ".join(filter(None, (tr("Weights"), keras_unit(size))))


def weights_tip(params: int, size: int) -> str:
    """The *size* of so many *params* to the last byte, and how it is written."""
    each = tr("at 4 bytes / parameter") if size == 4 * params else tr("as each layer says")
    exactly = tr("{size} bytes, {each}.").format(size=grouped(size), each=each)
    return " ".join(filter(None, (exactly, keras_note(size))))


def base_note(unit: str, base: int) -> str:
    """Which units the figures have: *unit* is the second power of *base*."""
    keras = grouped(1024**2)
    if base == 1024:
        return tr("Sizes: 1 {unit} = {size} bytes, which Keras calls MB.").format(
            unit=unit, size=keras
        )
    told = tr("Sizes: 1 {unit} = {size} bytes; where Keras writes MB, it is {keras}.")
    return told.format(unit=unit, size=grouped(base**2), keras=keras)


def limit_note(written: str, amount: int) -> str:
    """How many bytes a budget is that somebody has *written*."""
    return tr("Budget: {written} = {size} bytes.").format(written=written, size=grouped(amount))


def budget_note(amount: int) -> str:
    """What an *amount* of memory that somebody typed stands for."""
    exactly = tr("= {size} bytes.").format(size=grouped(amount))
    return " ".join(filter(None, (exactly, keras_note(amount))))


def sum_text(parts: list[int]) -> str:
    """*parts* to the last byte, and their sum: figures that were rounded may not add up."""
    terms = " + ".join(map(grouped, parts))
    return tr("{terms} = {total} bytes").format(terms=terms, total=grouped(sum(parts)))
