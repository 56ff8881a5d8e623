"""The columns that the summaries of all releases have in common."""

from __future__ import annotations

from designer.core.value import Value

HEADER = ("Layer (type)", "Output Shape", "Param #", "Connected to")
PARAMS = HEADER.index("Param #")
TRAINABLE = "Trainable"


class Columns(Value):
    """How a table is laid out: *width* is what it takes by itself, *ends* are the parts of its
    width at which its columns end. With four of them it tells what each layer is connected to."""

    width: int
    ends: tuple[float, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The titles of the columns."""
        return HEADER[: len(self.ends)]

    @property
    def connected(self) -> bool:
        """Whether there is a column for where the inputs come from."""
        return len(self.ends) == len(HEADER)
