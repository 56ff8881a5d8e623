"""The worked derivation: a line of arithmetic a layer, one layer in full, and the memory."""

import re
from fractions import Fraction

import pytest

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.export.derivation import FORMS, derivation
from designer.core.export.worked import layer_derivation
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
from designer.words.voice import VOICE
from tests.core.arithmetic import evaluate


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
    assert len(lines) == 20
    assert lines[0] == "conv2d (Conv2D): (3 * 3 * 3 + 1) * 32 = 896"
    assert lines[1] == "conv2d_1 (Conv2D): (3 * 3 * 32 + 1) * 32 = 9,248"
    assert lines[2].startswith("max_pooling2d (MaxPooling2D): 0. Pooling picks the largest")
    assert lines[13] == "dense (Dense): (11552 + 1) * 512 = 5,915,136"
    assert lines[18] == (
        "6,029,097 parameters * 4 bytes = 24,116,388 bytes = 23.00 MB (1 MB = 1,048,576 bytes)"
    )
    # MACs of each layer: places that come out * numbers of the kernel, counted by hand
    work = 256 * 256 * (27 * 32) + 254 * 254 * (288 * 32) + 84 * 84 * (288 * 32)
    work += 82 * 82 * (288 * 32) + 41 * 41 * (288 * 32) + 39 * 39 * (288 * 32)
    work += 11_552 * 512 + 512 * 128 + 128 * 9
    flops = "multiply-accumulates (MACs) a sample * 2 ="
    assert lines[19] == f"{work:,} {flops} {2 * work:,} FLOPs"


def test_small_memory_needs_no_unit():
    *_, memory, _ = derivation(example("a-first-network"), problem_text).splitlines()
    assert memory == "209 parameters * 4 bytes = 836 bytes"


def test_precisions_that_differ_are_added_up():
    half = Dense(units=10).replace(dtype="float16")
    report = analyse(new_design(Dense(units=10), half, input=Input(batch_shape=(None, 9))))
    # 100 weights of 4 bytes and 110 of 2
    assert derivation(report, problem_text).splitlines()[-2] == "210 parameters, 620 bytes in all"


def test_one_layer_in_full():
    row = CLASSIFIER.row(2)
    assert layer_derivation(CLASSIFIER, row, VOICE).splitlines() == [
        "conv2d_1 (Conv2D)",
        "input: (None, 256, 256, 32)",
        "weights:",
        "  kernel (3, 3, 32, 32): 9,216",
        "  bias (32,): 32",
        "params = (k_h * k_w * c_in + 1) * filters = (3 * 3 * 32 + 1) * 32 = 9,248",
        row.layer.meaning((None, 256, 256, 32)),
        "Forgetting the channels that come in gives (3 · 3 + 1) · 32 = 320.",
        "Forgetting the bias gives 3 · 3 · 32 · 32 = 9,216.",
        "A bias for each channel and filter would give (3 · 3 + 1) · 32 · 32 = 10,240.",
        (
            "Counting the weights again at every place would give "
            "(3 · 3 · 32 + 1) · 254 · 254 · 32 = 596,643,968."
        ),
        "output: (None, 254, 254, 32)",
        "  height = floor((h - k_h) / s_h) + 1 = floor((256 - 3) / 1) + 1 = 254",
        "  width = floor((w - k_w) / s_w) + 1 = floor((256 - 3) / 1) + 1 = 254",
        "  channels = filters = 32",
        (
            "MACs = h_out * w_out * k_h * k_w * c_in * filters "
            "= 254 * 254 * 3 * 3 * 32 * 32 = 594,579,456"
        ),
        "where:",
        "  k_h = 3, kernel_size, a setting of this layer",
        "  k_w = 3, kernel_size, a setting of this layer",
        "  c_in = 32, the last axis of conv2d's output",
        "  filters = 32, a setting of this layer",
        "  h = 256, axis 1 of conv2d's output",
        "  s_h = 1, strides, a setting of this layer",
        "  w = 256, axis 2 of conv2d's output",
        "  s_w = 1, strides, a setting of this layer",
        "  h_out = 254, axis 1 of this layer's output",
        "  w_out = 254, axis 2 of this layer's output",
        "memory: 9,248 parameters * 4 bytes = 36,992 bytes = 36.12 KB (1 KB = 1,024 bytes)",
    ]


def test_the_two_forms_of_a_count():
    """As people write it: keras issue 7022 asks for the factored one."""
    by_weight = derivation(CLASSIFIER, problem_text, "by_weight").splitlines()
    assert by_weight[1] == "conv2d_1 (Conv2D): 3 * 3 * 32 * 32 + 32 = 9,248"
    assert by_weight[13] == "dense (Dense): 11552 * 512 + 512 = 5,915,136"
    in_full = layer_derivation(CLASSIFIER, CLASSIFIER.row(2), VOICE, "by_weight").splitlines()
    assert in_full[5] == (
        "params = k_h * k_w * c_in * filters + filters = 3 * 3 * 32 * 32 + 32 = 9,248"
    )


def test_an_equation_in_every_notation():
    dense = CLASSIFIER.row(18)

    def equation(notation: str) -> str:
        text = layer_derivation(CLASSIFIER, dense, VOICE, notation=notation)
        return next(line for line in text.splitlines() if "params" in line)

    assert equation("text") == "params = (d_in + 1) * units = (128 + 1) * 9 = 1,161"
    assert equation("spoken") == (
        "params equals open parenthesis d in plus 1 close parenthesis times units equals "
        "open parenthesis 128 plus 1 close parenthesis times 9 equals 1,161"
    )
    assert equation("latex") == (
        r"$\text{params} = (d_{\mathrm{in}} + 1) \cdot \mathrm{units} "
        r"= (128 + 1) \cdot 9 = 1{,}161$"
    )
    assert equation("mathml") == (
        "<math><mrow><mtext>params</mtext><mo>=</mo><mrow><mo>(</mo><msub><mi>d</mi><mi>in</mi></msub><mo>+</mo><mn>1</mn>"
        "<mo>)</mo></mrow><mo>·</mo><mi>units</mi><mo>=</mo><mrow><mo>(</mo><mn>128</mn><mo>+</mo>"
        "<mn>1</mn><mo>)</mo></mrow><mo>·</mo><mn>9</mn><mo>=</mo><mn>1,161</mn></mrow></math>"
    )


EXAMPLES = sorted(path.stem for path in resource("examples").glob("*.design"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_each_line_of_the_examples_evaluates(name: str, form: str):
    """Every equals sign in a derivation has the same value on both sides."""
    report = example(name)
    equations = 0
    text = derivation(report, problem_text, form)
    for row in report.rows:
        text += layer_derivation(report, row, VOICE, form)
    for line in text.splitlines():
        equations += _check(line)
    assert equations >= len(report.rows)


def _check(line: str) -> int:
    """Compare the sides of a line that have no names in them; how many there are besides one."""
    line = re.sub(r" \(1 [KMG]B = .*", "", line)
    line = line.partition(": ")[2] or line
    line = re.sub(r" [A-Z][^=]* (would give|gives) ", " = ", line.rstrip("."))
    line = re.sub(r" (parameters|bytes|FLOPs|multiply-accumulates|\(MACs\)|a sample)", "", line)
    sides = [_value(side) for side in line.split(" = ")]
    known = [side for side in sides if side is not None]
    assert len(set(known)) <= 1, line
    return max(0, len(known) - 1)


def _value(side: str) -> Fraction | None:
    text = re.sub(r"(?<=\d),(?=\d{3})", "", side.replace("·", "*").partition(", ")[0])
    return evaluate(text) if re.fullmatch(r"(floor|max|mod|[\d\s()+*/,-])+", text) else None


def test_a_layer_without_weights_says_why():
    text = layer_derivation(CLASSIFIER, CLASSIFIER.row(4), VOICE)
    assert "params = 0. Dropout switches inputs off" in text


def test_what_is_not_trained_is_told():
    report = analyse(new_design(BatchNormalization(), input=Input(batch_shape=(None, 8))))
    text = layer_derivation(report, report.row(1), VOICE)
    assert "\ntrainable 16, non-trainable 16\n" in text  # 4 vectors of 8, two of them trained


def test_an_open_side_stays_open():
    layer = LSTM(units=2, return_sequences=True)
    report = analyse(new_design(layer, input=Input(batch_shape=(None, None, 3))))
    text = layer_derivation(report, report.row(1), VOICE)
    assert "  steps = None: left open until the data come\n" in text


def test_the_input_is_explained_too():
    text = layer_derivation(CLASSIFIER, CLASSIFIER.row(0), VOICE)
    assert text.splitlines()[:2] == ["input_layer (InputLayer)", "output: (None, 256, 256, 3)"]


def test_what_cannot_run_gives_its_reason_and_totals_are_at_least():
    lines = derivation(BROKEN, problem_text).splitlines()
    assert lines[0] == "conv2d (Conv2D): (3 * 3 * 3 + 1) * 4 = 112"
    assert lines[1].startswith(f"conv2d_1 (Conv2D): cannot run. {REASON}")
    assert lines[2] == "flatten (Flatten): ? (it waits for conv2d_1)"
    assert lines[3] == "at least 112 parameters * 4 bytes = 448 bytes"
    assert REASON in layer_derivation(BROKEN, BROKEN.row(2), VOICE)
