"""Where a chain begins: the shape that comes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from designer.core.families import INPUT
from designer.core.fields import declare, flag, kept
from designer.core.kinds import Wholes
from designer.core.layer import Layer, Shape, layer
from designer.core.named import stored
from designer.core.problems import Refused
from designer.core.units import shape_text


class InputShape(Wholes, kw_only=True):
    """A shape with its batch axis; a person types it without, as the batch is mostly open.

    In parentheses it is the whole of it, as Keras prints it: "(32, 28, 28, 1)".
    """

    low: int | None = 0
    optional: bool = True
    unknown: bool = True

    def parse(self, text: str) -> Any:
        text = text.strip()
        if text.startswith("("):
            if not text.endswith(")"):
                raise Refused("open_parenthesis", value=text)
            return self.check(super().parse(text[1:-1].strip(", ") + ","))
        shape = super().parse(text)
        return None if shape is None else self.check((None, *shape))

    def _check(self, value: Any) -> tuple[int | None, ...]:
        shape = super()._check(value)
        if not shape:
            raise Refused("no_batch_axis", value=value)
        return shape

    def show(self, value: Any) -> str:
        if value is None:
            return ""
        if value[0] is not None or len(value) == 1:
            return shape_text(value)
        return super().show(value[1:])


@layer(INPUT, aliases=("input shape", "Input", "start"), keras="InputLayer")
class Input(Layer):
    """Says what shape comes in; it has no parameters."""

    why_none = "The input only says what shape comes in; nothing is learned here."

    batch_shape: Shape | None = declare(
        InputShape(),
        (None, 28, 28, 1),
        required=True,
        help=(
            "One size an axis, such as 28, 28, 1; None leaves an axis open. With the batch it "
            "stands in parentheses: (None, 28, 28, 1), or (32, 28, 28, 1)."
        ),
    )
    dtype: Any = kept(default="float32", check=stored, help="The precision of what comes in.")
    sparse: bool = flag(default=False, more=True, help="The values come as a sparse tensor.")
    ragged: bool = flag(default=False, more=True, help="The values come as a ragged tensor.")
    optional: bool = flag(default=False, more=True, help="The input may be None.")

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keras 3 writes `batch_shape`; Keras 1 and 2 `batch_input_shape`; people `shape`."""
        found = dict(config)
        old = found.pop("batch_input_shape", None)
        if old is not None:
            found.setdefault("batch_shape", old)
        shape = found.pop("shape", None)
        if shape is not None:
            if "batch_shape" in found:
                raise Refused("two_shapes")
            if not isinstance(shape, list | tuple):
                raise Refused("not_a_list", value=shape)
            batch = found.pop("batch_size", None)
            found["batch_shape"] = [batch, *cast("Sequence[Any]", shape)]
        return found

    def mentions(self) -> tuple[str, ...]:
        return ()
