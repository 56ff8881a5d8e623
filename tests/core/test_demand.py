"""What a design takes. Expected values are worked out by hand from shapes and bytes.

`tests/oracle/test_memory.py` asks Keras for the optimizers and the files.
"""

import pytest

from designer.core.analyse import analyse
from designer.core.demand import SET, by_precision, demand
from designer.core.design import new_design
from designer.core.export.memory_text import memory_text
from designer.core.layer import Layer
from designer.core.layers.activation import PReLU
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense, Embedding
from designer.core.layers.input import Input
from designer.core.layers.nested import Sequential
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.recurrent import LSTM
from designer.core.layers.reshaping import Flatten
from designer.core.layers.wrappers import Bidirectional, TimeDistributed
from designer.core.measures import MEASURES
from designer.core.memory import Held, held
from designer.core.optimizers import OPTIMIZERS, Kept
from designer.core.report import Report
from designer.core.units import bytes_in, sized
from designer.words import measure_text, measure_title
from designer.words.memory import fit_text, precisions_text

ADAM = OPTIMIZERS["adam"]


def chain(*layers: Layer, shape: tuple[int | None, ...] = (3,)) -> Report:
    return analyse(new_design(*layers, input=Input(batch_shape=(None, *shape))))


def small() -> Report:
    """Trainable: 112 + 8 + 144 + 1,450 + 50 = 1,764; the statistics of the norm are 8 more."""
    layers = (Conv2D(filters=4), BatchNormalization(), PReLU(), Flatten(), Dense(units=10))
    return chain(*layers, Dense(units=5, use_bias=False), shape=(8, 8, 3))


def test_the_parts_of_a_small_model():
    needs = demand(small(), "float32", ADAM)
    assert (needs.weights, needs.gradients) == (4 * 1772, 4 * 1764)
    assert needs.optimizer == Kept(2 * 1764 + 2, 4 * (2 * 1764 + 2))
    assert needs.input == 4 * 192
    assert needs.activations == 4 * (4 * 144 + 10 + 5)
    assert needs.widest == 4 * (192 + 144)
    assert needs.busiest == 1
    assert needs.using(2) == 7088 + 2 * 1344
    assert needs.training(2) == 7088 + 7056 + 14_120 + 2 * (768 + 2364)


def test_the_largest_batch_that_fits():
    needs = demand(small(), "float32", ADAM)
    assert needs.largest_use(7088 + 1343) == 0
    assert needs.largest_use(7088 + 2 * 1344) == 2
    assert needs.largest_use(7000) == 0
    fixed = 7088 + 7056 + 14_120
    assert needs.largest_training(fixed + 3 * 3132) == 3
    assert needs.largest_training(fixed + 3 * 3132 - 1) == 2


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("sgd", 2),
        ("sgd_momentum", 1766),
        ("rmsprop_centered", 5294),
        ("amsgrad", 5294),
        ("nadam", 3531),
        # rows and columns: 9 * 3 + 9 * 4 of the convolution, 144 + 4, 6 * 6 + 6 * 4 of the slopes,
        # 144 + 10, 10 + 5; two numbers for each of the 4 vectors
        ("adafactor", 2066),
        # only the two kernels of the dense layers are matrices: 1,764 - 1,440 - 50 have a second
        ("muon", 2 + 1764 + 274),
    ],
)
def test_what_optimizers_keep(code: str, count: int):
    assert demand(small(), "float32", OPTIMIZERS[code]).optimizer.count == count


def test_muon_leaves_embeddings_to_adam():
    report = chain(
        Embedding(input_dim=10, output_dim=4), Dense(units=3, use_bias=False), shape=(5,)
    )
    assert demand(report, SET, OPTIMIZERS["muon"]).optimizer.count == 2 + 40 + 12 + 40
    named = chain(Dense(units=3, use_bias=False, name="my_embedding"))
    assert demand(named, SET, OPTIMIZERS["muon"]).optimizer.count == 2 + 9 + 9


def test_precisions():
    report = small()
    mixed = demand(report, "mixed_float16", ADAM)
    assert (mixed.weights, mixed.activations) == (4 * 1772, 2 * 591)
    assert mixed.optimizer.count == 2 * 1764 + 2 + 4  # the loss is scaled
    half = demand(report, "bfloat16", ADAM)
    assert (half.weights, half.gradients) == (2 * 1772, 2 * 1764)
    assert half.optimizer.bytes == 2 * 2 * 1764 + 4 * 2
    whole = demand(report, "int8", ADAM)
    assert (whole.weights, whole.trains) == (1772, False)


def test_what_each_layer_says_itself():
    report = chain(
        Dense(units=2, dtype="float64"),
        Dense(units=3, dtype={"class_name": "DTypePolicy", "config": {"name": "mixed_bfloat16"}}),
        Bidirectional(layer=LSTM(units=2, dtype="float16")),
        shape=(4, 3),
    )
    needs = demand(report, SET, OPTIMIZERS["sgd"])
    lstm = 2 * (4 * (3 * 2 + 2 * 2 + 2))
    assert needs.weights == 8 * 8 + 9 * 4 + lstm * 2
    assert needs.activations == 8 * 8 + 12 * 2 + 4 * 2
    assert by_precision(report) == {
        "float64": ["dense"],
        "mixed_bfloat16": ["dense_1"],
        "float16": ["bidirectional"],
    }


def test_frozen_layers_have_neither_gradients_nor_slots():
    needs = demand(chain(Dense(units=5, trainable=False), Dense(units=2)), SET, ADAM)
    assert (needs.weights, needs.gradients) == (4 * 32, 4 * 12)
    assert needs.optimizer.count == 2 * 12 + 2


def test_layers_inside_keep_what_they_make():
    inside = Sequential(layers=(Dense(units=50), Dense(units=2)))
    report = chain(inside, TimeDistributed(layer=inside), shape=(4, 3))
    assert held(report) == [Held(0, 0), Held(4 * 52, 4 * 53), Held(4 * 52, 4 * 52)]
    assert MEASURES["activations"].rows(report) == [0, 208, 208]


def test_what_is_not_known():
    open_steps = chain(LSTM(units=4, return_sequences=True), LSTM(units=4), shape=(None, 3))
    assert held(open_steps)[1:] == [Held(None, None), Held(4, None)]
    assert not demand(open_steps, SET, ADAM).complete
    broken = chain(Conv2D(filters=2), Dense(), shape=(2, 2, 1))
    needs = demand(broken, SET, OPTIMIZERS["adafactor"])
    assert (needs.complete, needs.weights, needs.optimizer.count) == (False, 0, 2)


def test_the_measures():
    report = small()
    assert {code: m.total(report) for code, m in MEASURES.items()} == {
        "params": 1772,
        "bytes": 7088,
        "macs": 6 * 6 * 9 * 3 * 4 + 1440 + 50,
        "activations": 591,
    }
    assert MEASURES["params"].rows(report) == [0, 112, 16, 144, 0, 1450, 50]
    broken = chain(Dense(units=2), Conv2D(), Dense())
    assert [m.rows(broken) for m in MEASURES.values()] == [
        [0, 8, None, None],
        [0, 32, None, None],
        [0, 6, None, None],
        [0, 2, None, None],
    ]


def test_measures_in_words():
    assert measure_title("macs") == "Multiply-accumulates (MACs)"
    assert measure_text("params", 1_199_882) == "1,199,882"
    assert measure_text("bytes", 4_799_528) == "4.58 MB"
    texts = [measure_text("macs", n) for n in (0, 432, 1657, 12_345_678, 999_499, 999_999, 10**18)]
    assert texts == [
        "0 MACs",
        "432 MACs",
        "1.66 K MACs",
        "12.3 M MACs",
        "999 K MACs",
        "1.00 M MACs",
        "1.00 E MACs",
    ]


@pytest.mark.parametrize(
    ("size", "binary", "decimal"),
    [
        (0, "0 B", "0 B"),
        (999, "999 B", "999 B"),
        (1000, "1000 B", "1.00 kB"),
        (1024, "1.00 KiB", "1.02 kB"),
        (4_799_528, "4.58 MiB", "4.80 MB"),
        (8 * 1024**3, "8.00 GiB", "8.59 GB"),
    ],
)
def test_units_that_name_themselves(size: int, binary: str, decimal: str):
    assert (sized(size), sized(size, 1000)) == (binary, decimal)


def test_units_where_there_is_less_room():
    texts = [sized(n, digits=3) for n in (999, 36_992, 264_257_536, 3584, 1023 * 1024)]
    assert texts == ["999 B", "36.1 KiB", "252 MiB", "3.50 KiB", "1023 KiB"]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("8 GiB", 8 * 1024**3),
        ("8GB", 8 * 1000**3),
        ("1,000", 1000),
        (" 1.5 kb ", 1500),
        ("512 mib", 512 * 1024**2),
        ("2 G", 2 * 1000**3),
        ("3 B", 3),
        ("", None),
        ("much", None),
        ("-1 GB", None),
        ("8 GB each", None),
    ],
)
def test_bytes_that_people_write(text: str, size: int | None):
    assert bytes_in(text) == size


def test_whether_it_fits_in_words():
    assert fit_text(10, 32, 32, 10, "10 B") == "✓ Fits in 10 B."
    assert fit_text(10, 64, 32, 10, "10 B") == "✓ Fits in 10 B, as do batches of up to 64."
    told = "✗ Does not fit in 9 B with a batch of 32; batches of up to 28 do."
    assert fit_text(10, 28, 32, 9, "9 B") == told
    assert fit_text(10, 0, 1, 9, "9 B") == "✗ Not even one sample fits in 9 B."


def test_who_says_which_precision_in_words():
    assert precisions_text({}) == "No layer has parameters."
    assert precisions_text({"float16": ["a", "b"]}) == "All layers with parameters say float16."
    told = precisions_text({"float16": list("abcd"), "float32": ["e"]})
    assert told == "float16: a, b, c and 1 more; float32: e."


def test_all_of_it_as_text():
    source = Input(batch_shape=(None, 8, 8, 1))
    report = analyse(new_design(Conv2D(filters=2), Flatten(), Dense(units=5), input=source))
    # 20 + 365 parameters of 4 bytes; the convolution takes 64 numbers and gives 72
    assert memory_text(report) == (
        'Model: "sequential", as each layer says, for a batch of 32\n'
        "\n"
        "To use it\n"
        "  weights         1,540 bytes = 1.50 KiB\n"
        "  layer at work   18,432 bytes = 18.00 KiB (in and out of flatten, which takes most)\n"
        "  together        19,972 bytes = 19.50 KiB\n"
        "\n"
        "To train it\n"
        "  weights         1,540 bytes = 1.50 KiB\n"
        "  gradients       1,540 bytes = 1.50 KiB\n"
        "  optimizer       3,088 bytes = 3.02 KiB (Adam, 772 optimizer params)\n"
        "  input           8,192 bytes = 8.00 KiB\n"
        "  activations     19,072 bytes = 18.62 KiB (what every layer puts out)\n"
        "  together        33,432 bytes = 32.65 KiB\n"
        "\n"
        "1,008 multiply-accumulates (MACs) a sample * 2 = 2,016 FLOPs\n"
        "\n"
        "conv2d (Conv2D): 20 parameters, 72 activations, h_out * w_out * k_h * k_w * c_in * "
        "filters = 6 * 6 * 3 * 3 * 1 * 2 = 648 MACs\n"
        "flatten (Flatten): 0 parameters, 72 activations, 0 MACs\n"
        "dense (Dense): 365 parameters, 5 activations, d_in * units = 72 * 5 = 360 MACs\n"
    )


def test_as_text_where_a_layer_cannot_run():
    text = memory_text(chain(Dense(units=2), Conv2D(), Dense()), batch=1, precision="int8")
    head, least, *_ = text.splitlines()
    assert head == 'Model: "sequential", at int8, for a batch of 1'
    assert least == "At least, as not all sizes are known:"
    assert "  Keras does not train at this precision" in text
    assert text.endswith("conv2d (Conv2D): ?\ndense_1 (Dense): ?\n")


def test_the_input_of_a_functional_model_has_no_parameters():
    """Keras prints a row for it, with 0 parameters."""
    source = Input(batch_shape=(None, 8), name="pixels")
    design = new_design(Dense(units=2), input=source).replace(kind="functional")
    lines = memory_text(analyse(design)).splitlines()
    assert lines[-2:] == [
        "pixels (InputLayer): 0 parameters",
        "dense (Dense): 18 parameters, 2 activations, d_in * units = 8 * 2 = 16 MACs",
    ]
