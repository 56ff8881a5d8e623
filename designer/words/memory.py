"""What the figures of memory and of work say: what each includes, what it leaves out, what fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from designer.core.demand import SET, Demand
from designer.core.optimizers import Optimizer
from designer.core.units import grouped
from designer.i18n import tr
from designer.words.units import keras_note

_MOST_NAMES = 3

MACS_NOTE = tr(
    "Multiply-accumulates: the multiplications of weights and of matrices for one sample, each "
    "with its addition, as PyTorch's counter has them. Left out: biases, activations, "
    "normalization, pooling, and what is done once a call with the weights alone."
)
FLOPS_NOTE = tr("FLOPs = 2 × MACs: a multiplication and an addition each.")
TRAINED_NOTE = tr(
    "Every parameter, trained or not. Left out: copies of another precision, where it is mixed."
)
GRADIENTS_NOTE = tr("One for each trainable parameter, as wide as the parameter.")


def precision_title(code: str) -> str:
    """What the precision *code* is called where one is chosen."""
    return tr("as layers say") if code == SET else code


def weights_note(demand: Demand, optimizer: Optimizer, sized: Callable[[int], str]) -> str:
    """What the weights are, what a file takes that is saved, and how Keras's summary has it."""
    parts = [
        tr("Every parameter, trained or not. A saved file takes as much, a little more for names."),
        _file_note(demand, optimizer, sized),
        keras_note(demand.weights),
    ]
    return " ".join(filter(None, parts))


def _file_note(demand: Demand, optimizer: Optimizer, sized: Callable[[int], str]) -> str:
    """What a file takes that is saved after training, as Keras saves the optimizer with it."""
    if not demand.trains or not demand.weights:
        return ""
    told = tr("Saved after training it holds what {optimizer} keeps, too: {size} in all.")
    in_all = sized(demand.weights + demand.optimizer.bytes)
    return told.format(optimizer=optimizer.title, size=in_all)


def working_note(name: str, batch: int) -> str:
    """What the layer *name* takes, which takes most; it is empty where none does anything."""
    if not name:
        return tr("No layer does anything yet.")
    return tr(
        "{name} takes most: what comes in and what goes out at once, for {batch}. Left out: what "
        "layers need inside, what the framework takes for itself, and layers such as Dropout that "
        "do nothing once a model is used."
    ).format(name=name, batch=samples(batch))


def input_note(batch: int) -> str:
    """What comes in."""
    return tr("What comes in, for {batch}.").format(batch=samples(batch))


def columns_note(precision: str, batch: int) -> str:
    """What the columns of the table are about."""
    width = tr("as each layer says") if precision == SET else tr("at {p}").format(p=precision)
    told = tr("Numbers {width}; activations for {batch}; MACs for one sample.")
    return told.format(width=width, batch=samples(batch))


def batch_note(batch: int) -> str:
    """What it is for."""
    return tr("For {batch}.").format(batch=samples(batch))


def activations_note(batch: int) -> str:
    """What is kept for the way back."""
    return tr(
        "What each layer puts out, for {batch}, kept for the way back; also inside of models. "
        "Left out: what layers keep inside (gates, attention scores, masks), and the gradients "
        "of activations, which come as activations go."
    ).format(batch=samples(batch))


def optimizer_note(optimizer: Optimizer, count: int) -> str:
    """What the optimizer keeps, as Keras counts it."""
    each = tr("{slots} for each trainable parameter").format(slots=optimizer.slots)
    if optimizer.more is not None:
        each = tr("{each}, more or less by the shape of the weight").format(each=each)
    return tr(
        '{count} numbers, the "Optimizer params" of Keras: {each}, and a few for all, such as '
        "the learning rate."
    ).format(count=grouped(count), each=each)


def samples(batch: int) -> str:
    """ "one sample", "a batch of 32"."""
    return tr("one sample") if batch == 1 else tr("a batch of {n}").format(n=grouped(batch))


def fit_text(needed: int, largest: int, batch: int, budget: int, written: str) -> str:
    """Whether what is *needed* is within the *budget*, which is *written* so, and which batch is.

    A tick or a cross says it first.
    """
    upto = tr("batches of up to {n}").format(n=grouped(largest))
    if needed <= budget:
        more = tr(", as do {upto}").format(upto=upto) if largest > batch else ""
        return "✓ " + tr("Fits in {budget}{more}.").format(budget=written, more=more)
    if largest == 0:
        return "✗ " + tr("Not even one sample fits in {budget}.").format(budget=written)
    told = tr("Does not fit in {budget} with {batch}; {upto} do.")
    return "✗ " + told.format(budget=written, batch=samples(batch), upto=upto)


def unfit_text(demand: Demand) -> str:
    """Why nothing can be said of training, or of what fits; empty where something can."""
    if not demand.trains:
        return tr("Keras does not train in int8: weights are turned into it afterwards.")
    return ""


def open_text(written: str) -> str:
    """What can be said of a design whose sizes are not all known."""
    told = tr("? Some sizes are not known, so nobody can tell whether it fits in {budget}.")
    return told.format(budget=written)


def precisions_text(layers: Mapping[str, Sequence[str]]) -> str:
    """Which layers say which precision: "float16: conv2d, dense; float32: dense_1"."""
    if not layers:
        return tr("No layer has parameters.")
    if len(layers) == 1:
        return tr("All layers with parameters say {precision}.").format(
            precision=next(iter(layers))
        )
    told = (f"{precision}: {_names(names)}" for precision, names in layers.items())
    return "; ".join(told) + "."


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    rest = len(names) - _MOST_NAMES
    return tr("{names} and {n} more").format(names=shown, n=rest) if rest > 0 else shown
