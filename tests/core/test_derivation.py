"""The worked derivation: a line of arithmetic a layer, one layer in full, and the memory."""

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.export.derivation import derivation, layer_derivation
from designer.core.files.gate import read_design
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.recurrent import LSTM
from designer.core.layers.reshaping import Flatten
from designer.core.report import Report
from designer.paths import resource
from designer.words import problem_text


def example(name: str) -> Report:
    return analyse(read_design(resource("examples", f"{name}.design")))


CLASSIFIER = example("c-image-classifier")
BROKEN = analyse(
    new_design(
        Conv2D(filters=4),
        Conv2D(kernel_size=(91, 91)),
        Flatten(),
        input=Input(batch_shape=(None, 86, 86, 3)),
    )
)
REASON = "valid padding: (84 - 91) / 1 + 1 = -6: a 91x91 window does not fit in 84x84"


def test_one_line_of_arithmetic_a_layer_and_the_memory_last():
    """The counts of source page 001; 23.00 MB is how Keras writes 24,116,388 bytes."""
    lines = derivation(CLASSIFIER, problem_text).splitlines()
    assert len(lines) == 19
    assert lines[0] == "conv2d (Conv2D): (3 * 3 * 3 + 1) * 32 = 896"
    assert lines[1] == "conv2d_1 (Conv2D): (3 * 3 * 32 + 1) * 32 = 9,248"
    assert lines[2].startswith("max_pooling2d (MaxPooling2D): 0. Pooling picks the largest")
    assert lines[13] == "dense (Dense): (11552 + 1) * 512 = 5,915,136"
    assert lines[18] == (
        "6,029,097 parameters * 4 bytes = 24,116,388 bytes = 23.00 MB (1 MB = 1,048,576 bytes)"
    )


def test_small_memory_needs_no_unit():
    last = derivation(example("a-first-network"), problem_text).splitlines()[-1]
    assert last == "209 parameters * 4 bytes = 836 bytes"


def test_precisions_that_differ_are_added_up():
    half = Dense(units=10).replace(dtype="float16")
    report = analyse(new_design(Dense(units=10), half, input=Input(batch_shape=(None, 9))))
    # 100 weights of 4 bytes and 110 of 2
    assert derivation(report, problem_text).splitlines()[-1] == "210 parameters, 620 bytes in all"


def test_one_layer_in_full():
    row = CLASSIFIER.row(2)
    assert layer_derivation(CLASSIFIER, row, problem_text).splitlines() == [
        "conv2d_1 (Conv2D)",
        "input: (None, 256, 256, 32)",
        "weights:",
        "  kernel (3, 3, 32, 32): 9,216",
        "  bias (32): 32",
        "params = (k_h * k_w * c_in + 1) * filters",
        "       = (3 * 3 * 32 + 1) * 32 = 9,248",
        row.layer.meaning((None, 256, 256, 32)),
        "output: (None, 254, 254, 32)",
        "  height = floor((h - k_h) / s_h) + 1 = floor((256 - 3) / 1) + 1 = 254",
        "  width = floor((w - k_w) / s_w) + 1 = floor((256 - 3) / 1) + 1 = 254",
        "  channels = filters = 32",
        "where:",
        "  k_h = 3, from field kernel_size",
        "  k_w = 3, from field kernel_size",
        "  c_in = 32, from the shape that comes in",
        "  filters = 32, from field filters",
        "  h = 256, from the shape that comes in",
        "  s_h = 1, from field strides",
        "  w = 256, from the shape that comes in",
        "  s_w = 1, from field strides",
        "memory: 9,248 parameters * 4 bytes = 36,992 bytes = 36.12 KB (1 KB = 1,024 bytes)",
    ]


def test_a_layer_without_weights_says_why():
    text = layer_derivation(CLASSIFIER, CLASSIFIER.row(4), problem_text)
    assert "params = 0. Dropout switches inputs off" in text


def test_what_is_not_trained_is_told():
    report = analyse(new_design(BatchNormalization(), input=Input(batch_shape=(None, 8))))
    text = layer_derivation(report, report.row(1), problem_text)
    assert "\ntrainable 16, non-trainable 16\n" in text  # 4 vectors of 8, two of them trained


def test_an_open_side_stays_open():
    layer = LSTM(units=2, return_sequences=True)
    report = analyse(new_design(layer, input=Input(batch_shape=(None, None, 3))))
    text = layer_derivation(report, report.row(1), problem_text)
    assert "  steps = None: left open until the data come\n" in text


def test_the_input_is_explained_too():
    text = layer_derivation(CLASSIFIER, CLASSIFIER.row(0), problem_text)
    assert text.splitlines()[:2] == ["input_layer (InputLayer)", "output: (None, 256, 256, 3)"]


def test_what_cannot_run_gives_its_reason_and_totals_are_at_least():
    lines = derivation(BROKEN, problem_text).splitlines()
    assert lines[0] == "conv2d (Conv2D): (3 * 3 * 3 + 1) * 4 = 112"
    assert lines[1].startswith(f"conv2d_1 (Conv2D): cannot run. {REASON}")
    assert lines[2] == "flatten (Flatten): ? (it waits for conv2d_1)"
    assert lines[3] == "at least 112 parameters * 4 bytes = 448 bytes"
    assert REASON in layer_derivation(BROKEN, BROKEN.row(2), problem_text)
