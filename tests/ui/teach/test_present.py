"""The presentation: what each slide says, that all of it is seen, and the keys that turn pages."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from designer.core import edits
from designer.core.analyse import analyse
from designer.core.design import Design, new_design
from designer.core.files.gate import read_design
from designer.core.layers.convolution import Conv2D, Conv2DTranspose
from designer.core.layers.dense import Dense
from designer.core.layers.input import Input
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.recurrent import LSTM
from designer.core.report import Report
from designer.paths import resource
from designer.session.session import Session, open_session
from designer.ui import theme
from designer.ui.maths import plain
from designer.ui.teach.drawing import Drawing
from designer.ui.teach.page import Page
from designer.ui.teach.present import Presentation
from designer.ui.teach.slide import Slide, slide
from designer.ui.theme import Look

Key = Qt.Key


def classifier() -> Design:
    """Example C: 18 layers, 6,029,097 parameters."""
    return read_design(resource("examples", "c-image-classifier.design"))


def broken() -> Design:
    """Example C with a 91 x 91 window in conv2d_3, whose input is 84 x 84."""
    design = classifier()
    block = design.chain[6]
    return edits.replace_layers(design, {block.uid: block.layer.replace(kernel_size=(91, 91))})


def said(shown: Slide) -> str:
    return "".join(text for text, _ in shown.text)


# what a slide says


def test_the_second_layer_of_the_classifier():
    shown = slide(analyse(classifier()), 2)
    assert shown.title == "Conv2D"
    assert shown.subtitle == "conv2d_1 · layer 2 of 18"
    assert shown.settings == "32 filters · 3×3 · valid · relu"
    assert shown.flow == ((None, 256, 256, 32), (None, 254, 254, 32))
    assert shown.action == ("32 filters, each", "3 · 3 · 32 + 1 bias")
    assert [plain(line) for line in shown.sizes] == [
        "height = width = ⌊(256 − 3) / 1⌋ + 1",
        "= 254",
    ]
    assert plain(shown.formula[1]) == "= (3 · 3 · 32 + 1) · 32 = 9,248"
    assert (shown.so_far, shown.whole) == ("10,144", "of 6,029,097")  # 896 + 9,248
    assert shown.slip == (
        ("A common mistake:", True),
        (" Forgetting the channels that come in gives (3 · 3 + 1) · 32 = 320.", False),
    )
    assert shown.rule == ""


def test_it_begins_with_what_comes_in():
    shown = slide(analyse(classifier()), 0)
    assert (shown.title, shown.subtitle) == ("What comes in", "input_layer")
    assert plain(shown.formula[1]) == "= 256 · 256 · 3 = 196,608"
    # no None stands on the slide
    assert said(shown) == (
        "One sample is shown. How many go through at once, the batch, is left open."
    )
    assert shown.flow == (None, (None, 256, 256, 3))


@pytest.mark.parametrize(
    ("layer", "shape", "warning"),
    [
        # the wrong answers that people give: sources 000 to 004
        (Dense(units=10), (None, 784), "Forgetting the bias gives 784 · 10 = 7,840."),
        (
            Conv2D(filters=64, kernel_size=(5, 5)),
            (None, 12, 12, 32),
            "Forgetting the channels that come in gives (5 · 5 + 1) · 64 = 1,664.",
        ),
        (
            Dense(units=10),
            (None, 218, 218, 128),
            "so it is not (218 · 218 · 128 + 1) · 10 = 60,830,730.",
        ),
        (
            BatchNormalization(),
            (None, 32),
            "Counting only what is trained gives 2 · 32 = 64.",
        ),
    ],
)
def test_the_common_mistake(layer, shape, warning: str):
    report = analyse(new_design(layer, input=Input(batch_shape=shape)))
    shown = slide(report, 1)
    assert shown.slip[-1][0].endswith(warning)
    assert "A common mistake: " in shown.spoken


def test_same_padding_is_told_as_a_division():
    """Beside the arithmetic as Keras has it: ⌊(84 − 1) / 2⌋ + 1 = 42 is half of 84."""
    layer = Conv2D(filters=8, strides=(2, 2), padding="same")
    shown = slide(analyse(new_design(layer, input=Input(batch_shape=(None, 84, 60, 3)))), 1)
    assert plain(shown.sizes[0]) == "height = ⌊(84 − 1) / 2⌋ + 1"
    assert shown.rule == (
        "same padding: the size divided by the stride, rounded up: ⌈84 / 2⌉, ⌈60 / 2⌉"
    )


def test_the_bar_is_the_part_of_the_total_that_stands_beside_it():
    report = analyse(classifier())
    assert slide(report, 2).shares == (896 / 6_029_097, 9_248 / 6_029_097)
    assert sum(slide(report, 18).shares) == 1.0
    assert slide(analyse(new_design()), 0).shares == (0.0, 0.0)


def test_a_fixed_batch_is_told():
    shown = slide(analyse(new_design(input=Input(batch_shape=(32, 8)))), 0)
    assert said(shown) == "One sample is shown; 32 go through at once."


def test_a_mistake_that_makes_no_difference_is_not_told():
    report = analyse(new_design(Dense(units=5, use_bias=False), input=Input(batch_shape=(None, 3))))
    assert slide(report, 1).slip == ()


def test_a_layer_that_cannot_run_and_one_that_waits():
    report = analyse(broken())
    stuck, waiting = slide(report, 6), slide(report, 8)
    assert stuck.broken
    assert "(84 - 91) / 1 + 1 = -6" in said(stuck)
    assert stuck.flow == ((None, 84, 84, 32), None)
    assert stuck.whole == "of at least 19,392"
    assert said(waiting).startswith("dropout_1 waits for conv2d_3")
    assert waiting.flow == (None, None)


def test_who_listens_hears_all_of_it():
    spoken = slide(analyse(classifier()), 2).spoken
    assert "layer 2 of 18" in spoken
    assert "equals 9,248" in spoken
    assert "289 numbers" in spoken


# on a screen

MADE = {
    "one layer": new_design(Dense(units=1), input=Input(batch_shape=(None, 1))),
    "only an input": new_design(),
    "no input": new_design(input=Input(batch_shape=None)),
    "open sizes": new_design(
        Conv2DTranspose(filters=8, kernel_size=(5, 5), strides=(2, 2), name="long_name_" * 25),
        MaxPooling2D(),
        input=Input(batch_shape=(None, None, None, 16)),
    ),
    "a sequence": new_design(
        LSTM(units=64, return_sequences=True),
        BatchNormalization(),
        input=Input(batch_shape=(None, 80, 32)),
    ),
    "huge": new_design(
        *(Dense(units=10**17) for _ in range(3)), input=Input(batch_shape=(None, 10**17))
    ),
    "broken": broken(),
    "classifier": classifier(),
}
SCREENS = [(1024, 768), (1440, 900), (3840, 2160), (800, 1280), (320, 240)]


def page(report: Report, index: int, width: int, height: int, scale: float = 1.0) -> Page:
    theme.register_fonts()
    return Page(slide(report, index), theme.load("stage", scale), QSizeF(width, height))


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_everything_has_its_place_on_every_screen(qapp, name: str, width: int, height: int):
    report = analyse(MADE[name])
    for index in range(len(report.rows)):
        made = page(report, index, width, height)
        assert made.needed <= height


@pytest.mark.parametrize("name", MADE)
def test_nothing_touches_the_edges(qapp, name: str):
    report = analyse(MADE[name])
    for index in range(len(report.rows)):
        made = page(report, index, 640, 480)
        image = QImage(640, 480, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        made.paint(painter)
        painter.end()
        behind = made.theme.color("bg")
        edge = [(x, y) for x in range(640) for y in (0, 1, 478, 479)]
        edge += [(x, y) for y in range(480) for x in (0, 1, 638, 639)]
        assert all(image.pixelColor(x, y) == behind for x, y in edge)


def test_type_grows_with_the_screen(qapp):
    report = analyse(classifier())
    scales = [page(report, 2, *screen).theme.scale for screen in ((1440, 900), (2880, 1800))]
    assert scales == [1.0, 2.0]


def test_letters_follow_the_scale_of_the_window_as_far_as_there_is_room(qapp):
    report = analyse(classifier())
    sizes = []
    for scale in (1.0, 1.8):
        made = page(report, 3, 1440, 900, scale)  # pooling, of which there is little to say
        assert made.needed <= 900
        assert made.theme.scale == 1.0
        sizes.append(made.theme.font(20).pixelSize())
    assert sizes == [20, 36]
    for index in range(19):
        assert page(report, index, 1440, 900, 1.8).needed <= 900


def test_a_smaller_output_is_drawn_smaller(qapp):
    report = analyse(classifier())
    drawing = Drawing(slide(report, 3), theme.load("stage"))  # 254 x 254 to 84 x 84
    assert drawing.came is not None
    assert drawing.went is not None
    assert drawing.went.bounds.width() < drawing.came.bounds.width()
    assert drawing.came.bounds.right() < drawing.went.bounds.left()


def test_words_can_be_read_on_the_stage():
    def luminance(token: str) -> float:
        color = theme.load("stage").color(token)
        parts = (color.redF(), color.greenF(), color.blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    pairs = [(text, behind) for text in ("ink", "muted") for behind in ("bg", "surface")]
    pairs += [("ink", f"term_{term}") for term in ("kernel", "channel", "bias", "filters")]
    for text, behind in pairs:  # contrast as WCAG 2 defines it
        assert (luminance(text) + 0.05) / (luminance(behind) + 0.05) >= 4.5


# keys


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    home = QObject()
    made = open_session(home)
    made.store.reset(classifier())
    yield made
    home.deleteLater()


@pytest.fixture
def shown(session: Session, qapp: QApplication, qtbot) -> Iterator[Presentation]:
    """The presentation of example C at its second layer."""
    look = Look(qapp)
    look.choose("light", 1.0)
    made = Presentation(session, look)
    made.start(2)
    qtbot.waitExposed(made)
    yield made
    if isValid(made):
        made.close()


def press(shown: Presentation, *keys: Qt.Key) -> list[int]:
    """Where each of *keys* leads, pressed in the window."""
    steps = []
    for key in keys:
        QTest.keyClick(shown.windowHandle(), key)
        steps.append(shown.index)
    return steps


def test_it_fills_the_screen_with_the_layer_that_was_asked_for(shown: Presentation):
    assert shown.isFullScreen()
    assert shown.slide.subtitle == "conv2d_1 · layer 2 of 18"
    assert shown.accessibleName() == shown.slide.spoken


def test_every_key_that_turns_a_page(shown: Presentation):
    forward = (Key.Key_Right, Key.Key_Space, Key.Key_PageDown, Key.Key_Down)
    assert press(shown, *forward) == [3, 4, 5, 6]
    assert press(shown, Key.Key_Left, Key.Key_PageUp, Key.Key_Up) == [5, 4, 3]
    assert press(shown, Key.Key_End, Key.Key_Right) == [18, 18]
    assert press(shown, Key.Key_Home, Key.Key_Left) == [0, 0]


def test_w_writes_the_count_weight_by_weight(shown: Presentation, session: Session):
    before = shown.grab().toImage()
    assert press(shown, Key.Key_W) == [2]
    assert plain(shown.slide.formula[0]) == "params = k_h · k_w · c_in · filters + filters"
    assert session.settings.get("by_weight")
    assert shown.grab().toImage() != before
    press(shown, Key.Key_W)
    assert plain(shown.slide.formula[0]) == "params = (k_h · k_w · c_in + 1) · filters"


def test_a_click_goes_on(shown: Presentation):
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert shown.index == 3


def test_escape_leaves_at_the_layer_that_was_shown(shown: Presentation, session: Session):
    press(shown, Key.Key_Right)
    QTest.keyClick(shown.windowHandle(), Key.Key_Escape)
    assert not isValid(shown)
    assert session.stage.current_index == 3


def test_the_stage_is_dark_whatever_the_window_wears(shown: Presentation):
    corner = shown.grab().toImage().pixelColor(2, 2)
    assert corner == theme.load("stage").color("bg")


def test_300_layers(shown: Presentation, session: Session):
    session.store.reset(new_design(*(Dense(units=8) for _ in range(300))))
    assert press(shown, Key.Key_End) == [300]
    assert shown.slide.subtitle == "dense_299 · layer 300 of 300"
    session.store.reset(new_design())
    assert shown.index == 0
