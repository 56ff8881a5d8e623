"""Themes can be read by everybody, and everything they name is there."""

import re

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLineEdit

from designer.paths import resource
from designer.ui import icons, theme

SURFACES = ("bg", "surface", "surface2", "hover")
TEXT = ("ink", "muted", "accent", "ok", "warning", "error")
FAMILIES = (
    "input",
    "core",
    "convolution",
    "pooling",
    "normalization",
    "activation",
    "reshaping",
    "sequence",
)
TERMS = ("term_kernel", "term_channel", "term_bias", "term_filters")
LEAST = {"light": (4.5, 3.0), "dark": (4.5, 3.0), "high-contrast": (7.0, 4.5)}
ICONS = sorted(file.stem for file in resource("icons").glob("*.svg"))


def luminance(color: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = (color.redF(), color.greenF(), color.blueF())
    parts = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_faint(dress: theme.Theme, pairs: list[tuple[str, str]], least: float) -> list[str]:
    """The pairs of tokens that are closer than *least*."""
    measured = {pair: contrast(*map(dress.color, pair)) for pair in pairs}
    return [f"{a} on {b}: {ratio:.2f}" for (a, b), ratio in measured.items() if ratio < least]


def test_contrast_of_black_and_white():
    assert contrast(QColor("#000"), QColor("#fff")) == pytest.approx(21)


@pytest.mark.parametrize("name", theme.NAMES)
def test_text_can_be_read(name: str):
    pairs = [(text, surface) for text in TEXT for surface in SURFACES]
    pairs += [(text, "selection") for text in ("ink", "muted", "accent", "warning", "error")]
    pairs += [("ink", term) for term in TERMS]
    pairs += [("on_accent", "accent")]
    assert too_faint(theme.load(name), pairs, LEAST[name][0]) == []


@pytest.mark.parametrize("name", theme.NAMES)
def test_graphics_can_be_seen(name: str):
    marks = (*FAMILIES, "strong_border")
    pairs = [(mark, surface) for mark in marks for surface in ("bg", "surface", "surface2")]
    pairs += [("on_accent", family) for family in FAMILIES]
    assert too_faint(theme.load(name), pairs, LEAST[name][1]) == []


@pytest.mark.parametrize("name", theme.NAMES)
def test_every_theme_has_every_token(name: str):
    dress = theme.load(name)
    assert dress.tokens.keys() == theme.load("light").tokens.keys()
    assert {*SURFACES, *TEXT, *FAMILIES, *TERMS} <= dress.tokens.keys()
    assert all(re.fullmatch("#[0-9a-f]{6}", value) for value in dress.tokens.values())


@pytest.mark.parametrize("scale", theme.SCALES)
@pytest.mark.parametrize("name", theme.NAMES)
def test_the_style_sheet_is_filled(name: str, scale: float):
    sheet = theme.load(name, scale).style_sheet()
    assert "$" not in sheet
    files = re.findall(r'url\("(.*?)"\)', sheet)
    assert files
    assert [file for file in files if not resource(file).is_file()] == []


def test_an_unknown_name_in_the_style_sheet_is_an_error():
    with pytest.raises(KeyError):
        theme._Values(theme.load("light"))["colour"]


def test_lengths_follow_the_scale():
    assert [theme.load("light", scale).px(10) for scale in theme.SCALES] == [10, 14, 18]
    assert theme.load("light").px(0.2) == 1
    assert theme.load("light").px(0) == 0


@pytest.mark.parametrize("family", theme.FAMILIES)
def test_bundled_fonts_are_used(qapp: QApplication, family: str):
    theme.register_fonts()
    font = theme.load("light").font(20, family=family)
    assert QFontInfo(font).family() == theme.FAMILIES[family]


def test_weights_differ_and_figures_are_equally_wide(qapp: QApplication):
    theme.register_fonts()
    dress = theme.load("light")
    widths = [
        QFontMetricsF(dress.font(40, w)).horizontalAdvance("Total") for w in (400, 500, 600, 700)
    ]
    assert widths == sorted(set(widths))
    figures = QFontMetricsF(dress.font(40))
    assert {figures.horizontalAdvance(f * 4) for f in "0123456789"} == {
        figures.horizontalAdvance("1111")
    }


@pytest.mark.parametrize("name", ICONS)
def test_icons_are_drawn_in_the_colour_asked_for(qapp: QApplication, name: str):
    image = icons.pixmap(name, QColor("#ff0000"), 24, 2.0).toImage()
    assert image.size().toTuple() == (48, 48)
    drawn = {
        image.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert drawn
    assert name == "app" or drawn == {"#ff0000"}


def test_an_icon_that_is_not_there_is_an_error(qapp: QApplication):
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon", QColor("black"))


def test_a_theme_can_be_changed_while_running(qapp: QApplication, qtbot):
    look = theme.Look(qapp)
    field = QLineEdit("9,248")
    qtbot.addWidget(field)
    field.show()
    seen = []
    look.changed.connect(lambda dress: seen.append((dress.name, dress.scale)))
    heights = {}
    for name, scale in (("light", 1.0), ("dark", 1.8), ("dark", None), ("light", 1.0)):
        look.choose(name, scale)
        centre = field.grab().toImage().pixelColor(field.width() - 8, field.height() // 2)
        assert centre.name() == look.theme.tokens["surface"]
        heights[look.theme.scale] = field.sizeHint().height()
    assert seen == [("light", 1.0), ("dark", 1.8), ("dark", 1.8), ("light", 1.0)]
    assert heights[1.8] > 1.6 * heights[1.0]
    assert field.fontInfo().family() == "Inter"


@pytest.mark.parametrize(("name", "scale"), [("", 0.0), ("../x", 1e9), ("sepia", float("nan"))])
def test_a_theme_that_is_not_there_is_that_of_a_new_window(
    qapp: QApplication, name: str, scale: float
):
    look = theme.Look(qapp)
    look.choose(name, scale)
    assert (look.choice, look.theme.scale) == ("system", 1.0)
    assert look.theme.name in theme.NAMES


def test_the_system_is_followed_only_when_asked(qapp: QApplication, monkeypatch):
    look = theme.Look(qapp)
    look.choose(theme.SYSTEM, 1.0)
    assert look.theme.name == theme.system_name()
    monkeypatch.setattr(theme, "system_name", lambda: "dark")
    look._follow_system()
    assert look.theme.name == "dark"
    look.choose("light")
    look._follow_system()
    assert look.theme.name == "light"
