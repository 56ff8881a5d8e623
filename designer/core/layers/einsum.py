"""A dense layer along any axes, which an equation of letters names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from designer.core.activations import activation
from designer.core.families import CORE
from designer.core.fields import declare, kept
from designer.core.figures import ANY_WHOLE, figure
from designer.core.kinds import Text, Wholes
from designer.core.layer import Dim, Layer, Shape, Weight, layer
from designer.core.lora import adaptation, adapted, lora_alpha, lora_rank, quantization_config
from designer.core.problems import Refused
from designer.core.value import Value

_FORMS = (
    re.compile(r"(?P<input>[a-zA-Z]+),(?P<kernel>[a-zA-Z]+)->(?P<output>[a-zA-Z]+)"),
    re.compile(r"(?P<left>0)(?P<input>[a-zA-Z]+),(?P<kernel>[a-zA-Z]+)->0(?P<output>[a-zA-Z]+)"),
    re.compile(r"(?P<input>[a-zA-Z]{2,})0,(?P<kernel>[a-zA-Z]+)->(?P<output>[a-zA-Z]+)0"),
)
"""The forms that Keras knows, with 0 for an ellipsis; it reads only the beginning of the text."""


class OpenShape(Wholes, kw_only=True):
    """The sizes after the batch, None for those that the input has; one size needs no list."""

    low: int | None = 0
    unknown: bool = True

    def _check(self, value: Any) -> tuple[int | None, ...]:
        return super()._check(value if isinstance(value, list | tuple) else (value,))

    def suffixes(self, value: Any) -> tuple[str, ...]:
        return super().suffixes(value) if len(value) > 1 else ("",)


class Letters(Text, kw_only=True):
    """At least one letter."""

    def _check(self, value: Any) -> str | None:
        letters = super()._check(value)
        if not letters:
            raise Refused("value_missing")
        return letters


class Equation(Value):
    """An equation on one input, which Keras reads as `_analyze_einsum_string` does.

    *came_in* and *goes_out* have the size of each letter; the first *hidden* axes, or the last,
    are those that an ellipsis stands for.
    """

    kernel: str
    output: str
    hidden: int
    left: bool
    shape: Shape
    came_in: dict[str, Dim]
    goes_out: dict[str, Dim]

    def kernel_shape(self) -> Shape:
        """A size for each letter of the kernel; where the output has the letter, that size."""
        sizes = {**self.came_in, **self.goes_out}
        for letter in self.kernel:
            if letter not in sizes:
                raise Refused("einsum_letter", letter=letter)
        return tuple(sizes[letter] for letter in self.kernel)

    def product(self) -> tuple[Dim, ...] | None:
        """The sizes multiplied for one sample; None where the weights only scale what comes in.

        A letter of one term alone is summed up before anything is multiplied.
        """
        came_in, goes_out = self.came_in, self.goes_out
        if not any(v in self.kernel and v not in self.output for v in came_in):
            return None
        batch = next(iter(came_in)) if not (self.left and self.hidden) else ""
        terms = (*came_in, *dict.fromkeys(self.kernel), *goes_out)
        letters = (v for v in dict.fromkeys(terms) if terms.count(v) > 1 and v != batch)
        sizes = (goes_out.get(v) if came_in.get(v) is None else came_in[v] for v in letters)
        return (*self._untouched(), *sizes)

    def _untouched(self) -> Shape:
        """The axes that an ellipsis stands for, without the batch."""
        return self.shape[1 : self.hidden] if self.left else self.shape[len(self.output) :]

    def bias_shape(self, axes: str) -> Shape:
        """A size for each of *axes*, and 1 for what stands after the first of them."""
        for letter in axes:
            if letter not in self.output:
                raise Refused("einsum_bias", letter=letter)
        first = min(self.output.find(letter) for letter in axes)
        shared = () if self.left else (1,) * self.hidden
        return (*(self.goes_out[v] if v in axes else 1 for v in self.output[first:]), *shared)


def analysed(equation: str, target: Shape, x: Shape) -> Equation:
    """*equation* for input *x*; *target* has the sizes that come out after the batch."""
    found = _parsed(equation)
    into, out, left = found["input"], found["output"], "left" in found.groupdict()
    hidden = len(x) - len(into)
    if hidden < 0:
        raise Refused("einsum_axes", letters=into, input=x)
    if left:  # Keras turns the axes around that it takes over
        shape = (*x[:1], *reversed(x[1:hidden]), *target)
    else:
        shape = (*x[:1], *target, *x[len(x) - hidden :])
    letters = shape[hidden:] if left else shape
    if len(out) > len(letters):
        raise Refused("einsum_sizes", letters=out, count=len(letters))
    came_in = dict(zip(into, x[hidden:] if left else x, strict=False))
    goes_out = dict(zip(out, letters, strict=False))
    _check_letters(found, came_in, goes_out)
    return Equation(found["kernel"], out, hidden, left, shape, came_in, goes_out)


def _parsed(equation: str) -> re.Match[str]:
    matches = (form.match(equation.replace("...", "0")) for form in _FORMS)
    found = next((match for match in matches if match), None)
    if found is None:
        raise Refused("einsum_equation", value=equation)
    return found


def _check_letters(found: re.Match[str], came_in: dict[str, Dim], goes_out: dict[str, Dim]) -> None:
    for letter, size in came_in.items():
        given = goes_out.get(letter)
        if given is not None and given != size:
            raise Refused("einsum_shared", letter=letter, size=size, given=given)
    for letter in found["output"]:
        if letter not in came_in and letter not in found["kernel"]:
            raise Refused("einsum_letter", letter=letter)


@layer(CORE, aliases=("einsum", "tensor contraction", "transformer", "fully connected"))
class EinsumDense(Layer):
    """Connects any axes with any others, as an equation says."""

    equation: str = declare(
        Letters(optional=False),
        "...x,xy->...y",
        required=True,
        lead=True,
        brief="{}",
        help="A letter for each axis: of the input, then of the weights, then of the output.",
    )
    # Keras gives the setting the name that is a method elsewhere; `outputs` answers here
    output_shape: Shape = declare(  # type: ignore[assignment]
        OpenShape(),
        (32,),
        required=True,
        symbol="out",
        brief="to {}",
        help="The sizes that come out, without the batch; None where the input has the axis.",
    )
    activation: Any = activation()
    bias_axes: str | None = declare(
        Letters(), None, help="The letters of the output that get a bias; empty: no bias."
    )
    lora_rank: int | None = lora_rank()
    kernel_initializer: Any = kept(default="glorot_uniform")
    bias_initializer: Any = kept(default="zeros")
    kernel_regularizer: Any = kept()
    bias_regularizer: Any = kept()
    kernel_constraint: Any = kept()
    bias_constraint: Any = kept()
    lora_alpha: Any = lora_alpha()
    gptq_unpacked_column_size: Any = figure(
        part=ANY_WHOLE, help="The columns of the kernel before GPTQ packed them."
    )
    quantization_config: Any = quantization_config()

    def axes(self, rank: int) -> tuple[str, ...]:
        """The letters of the equation, as sizes: n_x for the axis x."""
        before, _, after = self.equation.partition(",")[0].partition("...")
        spread = range(1, rank + 2 - len(before) - len(after))
        named = [f"n_{v}" for v in (*before, *spread, *after)][1:]
        return tuple(named) if len(named) == rank else super().axes(rank)

    def analysed(self, x: Shape) -> Equation:
        """The equation for input *x*."""
        return analysed(self.equation, self.output_shape, x)

    def outputs(self, x: Shape) -> tuple[Shape, ...]:
        return (self.analysed(x).shape,)

    def weights(self, x: Shape) -> Iterator[Weight]:
        found = self.analysed(x)
        kernel = Weight("kernel", found.kernel_shape())
        bias = () if self.bias_axes is None else (Weight("bias", found.bias_shape(self.bias_axes)),)
        return adapted(kernel, bias, self.lora_rank, self.kernel_constraint)

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        product = self.analysed(x).product()
        if product is not None:
            yield product

    def meaning(self, x: Shape) -> str:
        shape = "×".join(f"{d:,}" for d in self.analysed(x).kernel_shape() if d is not None)
        bias = f", and a bias along {', '.join(self.bias_axes)}" if self.bias_axes else ""
        thin = adaptation(self.weights(x))
        return f"The equation gives the weights the axes {shape}{bias}.{thin}"
