"""Attention whose heads share their keys and values in groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designer.core.families import ATTENTION
from designer.core.fields import integer
from designer.core.layer import Dim, Shape, Weight, layer
from designer.core.layers.attention import Projected, part_of
from designer.core.problems import Refused


@layer(ATTENTION, aliases=("GroupedQueryAttention", "GQA", "MQA", "self-attention", "transformer"))
class GroupQueryAttention(Projected):
    """Mixes the steps of a sequence with several heads, groups of which share what they look at."""

    head_dim: int = integer(
        default=32,
        required=True,
        lead=True,
        symbol="head_dim",
        brief="{} wide",
        help="How many numbers a head makes of each step.",
    )
    num_query_heads: int = integer(
        default=4,
        low=0,
        required=True,
        lead=True,
        symbol="heads",
        brief="{} heads",
        help="How many times the steps are compared, each time in another way.",
    )
    num_key_value_heads: int = integer(
        default=2,
        required=True,
        lead=True,
        symbol="kv_heads",
        brief="{} groups",
        help="So many keys and values there are; the heads share them in equal groups.",
    )

    def check(self) -> None:
        super().check()
        if self.num_query_heads % self.num_key_value_heads:
            heads, groups = self.num_query_heads, self.num_key_value_heads
            raise Refused("groups_of_heads", heads=heads, groups=groups)

    def scores(self, x: Shape) -> Shape:
        return (x[0], self.num_query_heads, x[1], x[1])

    def weights(self, x: Shape) -> Iterator[Weight]:
        heads, groups = self.num_query_heads, self.num_key_value_heads
        query = self.projection("bqm,muh->bquh", (None, heads, self.head_dim))
        value = self.projection("bkm,mvh->bkvh", (None, groups, self.head_dim))
        output = self.projection("bquh,uhm->bqm", (None, x[-1]))
        yield from part_of("query", query, x)
        yield from part_of("key", value, x)
        if self.use_gate:
            yield from part_of("gate", query, x)
        yield from part_of("value", value, x)
        yield from part_of("attention_output", output, (None, None, heads, self.head_dim))

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        steps, features = x[1:-1], x[-1]
        made = (self.num_query_heads, self.head_dim)
        for count in (made[0], *(made[0],) * self.use_gate, *(self.num_key_value_heads,) * 2):
            yield (*steps, features, count, self.head_dim)
        yield (*steps, *steps, *made)
        yield (*steps, *steps, *made)
        yield (*steps, *made, features)

    def meaning(self, x: Shape) -> str:
        heads, groups = self.num_query_heads, self.num_key_value_heads
        return (
            f"Each of the {heads:,} heads makes a query, and each of the {groups:,} groups of "
            f"heads a key and a value, of {self.head_dim:,} numbers out of {x[-1]:,} features; "
            f"at the end {heads:,}×{self.head_dim:,} numbers become {x[-1]:,}."
        )
