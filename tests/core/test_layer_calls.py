"""Lists of layers, typed as they are called in Python."""

from __future__ import annotations

import pytest

from designer.core.layer import fields_of
from designer.core.layer_calls import read_calls, show_calls
from designer.core.layers.cells import RNN, GRUCell, LSTMCell, StackedRNNCells
from designer.core.layers.images import Resizing
from designer.core.layers.pipeline import Pipeline
from designer.core.layers.preprocessing import Rescaling
from designer.core.problems import Refused


@pytest.mark.parametrize(
    ("text", "layers"),
    [
        ("LSTMCell", (LSTMCell(),)),
        ("LSTMCell(64), GRUCell(units=32)", (LSTMCell(units=64), GRUCell(units=32))),
        ("Resizing(8, 9), Rescaling(0.5)", (Resizing(height=8, width=9), Rescaling(scale=0.5))),
        ("LSTMCell(units=3, use_bias=False,),\n", (LSTMCell(units=3, use_bias=False),)),
        ("LSTMCell(4, name='first')", (LSTMCell(units=4, name="first"),)),
        (
            "Pipeline(layers=[Rescaling(2.0), Resizing]), Rescaling(-1)",
            (Pipeline(layers=(Rescaling(scale=2.0), Resizing())), Rescaling(scale=-1)),
        ),
    ],
)
def test_layers_are_read_as_python_has_them_and_shown_again(text: str, layers: tuple):
    assert read_calls(text) == layers
    assert read_calls(show_calls(layers)) == layers


def test_what_is_shown_is_what_differs():
    cells = (LSTMCell(units=64), GRUCell(units=16, dropout=0.5))
    assert show_calls(cells) == "LSTMCell(units=64), GRUCell(units=16, dropout=0.5)"
    assert show_calls(Pipeline().layers) == "Resizing, Rescaling"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "value_missing"),
        ("LSTMCell(", "not_layer_calls"),
        ("3", "not_layer_calls"),
        ("LSTMCell(64, 3)", "not_layer_calls"),
        ("os.system('x')", "not_layer_calls"),
        ("LSTMCell(units=abs(3))", "unknown_class"),
        ("Sell(3)", "unknown_class"),
        ("LSTMCell(unit=3)", "no_setting_called"),
        ("LSTMCell(**{})", "no_setting_called"),
        ("LSTMCell(units=0)", "too_small"),
        ("(" * 5_000, "not_layer_calls"),
        ("LSTMCell, " * 5_000, "not_layer_calls"),
    ],
)
def test_what_is_no_layer_is_refused(text: str, code: str):
    field = next(f for f in fields_of(StackedRNNCells) if f.name == "cells")
    with pytest.raises(Refused) as refused:
        field.kind.parse(text)
    assert refused.value.problem.code == code


def test_an_edit_of_one_cell_leaves_the_others():
    """What is shown can be typed over in part."""
    stack = StackedRNNCells(cells=(LSTMCell(units=64), GRUCell(units=16)))
    field = next(f for f in fields_of(StackedRNNCells) if f.name == "cells")
    cells = field.kind.parse(field.kind.show(stack.cells).replace("16", "8"))
    x = (None, 5, 3)
    made = RNN(cell=stack.replace(cells=cells)).at(x)
    # 4 * ((3 + 64) * 64 + 64) of the LSTM, 3 * ((64 + 8) * 8 + 2 * 8) of the GRU, as Keras counts
    assert made.params == 17_408 + 1_776
