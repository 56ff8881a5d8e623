"""What a row of a printed summary asks of a layer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designer.core.files.summary_windows import Settings
from designer.core.layer import Shape
from designer.core.value import Value
from designer.core.windows import split

BOTH = (True, False)


class Wanted(Value):
    """What comes in, what is printed to come out, and the count."""

    type: str
    input: Shape
    outputs: tuple[Shape, ...]
    params: int
    counts_frozen: bool = True
    """Whether the count is that of all parameters, and not only of those that are trained."""

    @property
    def output(self) -> Shape:
        """The first shape that comes out."""
        return self.outputs[0]

    @property
    def last(self) -> int:
        """The size of the last axis of it; 0 where that is not known."""
        return (self.output[-1] or 0) if self.output else 0

    @property
    def rank(self) -> int:
        """How many spatial axes the class has, by its name."""
        found = re.search(r"([123])D", self.type)
        return int(found[1]) if found else 0

    def sides(self) -> Iterator[tuple[Settings, Shape, int, Shape, int]]:
        """Spatial axes and channels that come in and go out, for either place of the channels."""
        if len(self.input) == len(self.output) == self.rank + 2:
            for first in (False, True):
                large, c = split(self.input, first)
                small, f = split(self.output, first)
                about = {"data_format": "channels_first"} if first else {}
                yield about, large, c or 0, small, f or 0
