"""The chain as a picture. Geometry follows from the layout: 330 wide, 24 around it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.layers.convolution import Conv2D
from designer.core.layers.dense import Dense
from designer.core.layers.reshaping import Flatten
from designer.core.report import Report
from designer.ui.export_picture import PICTURE_SUFFIXES, save_picture
from designer.ui.theme import load

LIGHT = load("light")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def report(qapp: QApplication) -> Report:
    return analyse(new_design(Flatten(), Dense(units=10)))


def test_a_png_has_two_pixels_for_each_of_the_design(report: Report, tmp_path: Path):
    save_picture(report, LIGHT, tmp_path / "chain.png")
    image = QImage(str(tmp_path / "chain.png"))
    # 24 + 40 + 24 + 2 * (56 + 24) + 24 high
    assert image.size().toTuple() == (2 * 378, 2 * 272)
    assert image.pixelColor(4, 4).name() == LIGHT.tokens["bg"]
    # the tile of Dense: 12 from the left of its block, which stands from 168 to 224
    assert image.pixelColor(2 * (24 + 15), 2 * 196).name() == LIGHT.tokens["core"]


def test_an_svg_looks_the_same_without_our_fonts_and_can_be_read_aloud(
    report: Report, tmp_path: Path
):
    save_picture(report, LIGHT, tmp_path / "chain.svg")
    root = ElementTree.parse(tmp_path / "chain.svg").getroot()
    assert root.get("viewBox") == "0 0 1512 1088"
    sides = [float(root.get(side, "").removesuffix("mm")) for side in ("width", "height")]
    assert sides == pytest.approx([378 / 96 * 25.4, 272 / 96 * 25.4], abs=0.01)
    assert list(root.iter(f"{SVG}text")) == []
    assert root.findtext(f"{SVG}desc", "").splitlines() == [
        "start: Input, input_layer, 0 parameters",
        "layer 1 of 2: Flatten, flatten, 0 parameters",
        "layer 2 of 2: Dense, dense, 10 units, 7,850 parameters",
    ]


def test_a_pdf_is_one_page_cut_to_the_chain(report: Report, tmp_path: Path):
    save_picture(report, LIGHT, tmp_path / "chain.pdf")
    data = (tmp_path / "chain.pdf").read_bytes()
    assert data.startswith(b"%PDF-1.4")
    assert data.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 284.000000 204.000000]" in data  # 378 and 272 at 3/4, in whole points


def test_a_chain_longer_than_a_page_goes_on_several(qapp: QApplication, tmp_path: Path):
    report = analyse(new_design(*[Dense(units=2)] * 300))
    save_picture(report, LIGHT, tmp_path / "chain.pdf")
    data = (tmp_path / "chain.pdf").read_bytes()
    # A4 less 12 mm on each side holds 12 blocks in each of 2 columns.
    assert data.count(b"/Type /Page\n") == 13
    save_picture(report, LIGHT, tmp_path / "chain.png")
    assert QImage(str(tmp_path / "chain.png")).height() <= 32_000


@pytest.mark.parametrize("suffix", PICTURE_SUFFIXES)
def test_a_broken_chain_can_be_shown_too(qapp: QApplication, tmp_path: Path, suffix: str):
    report = analyse(new_design(Conv2D(filters=4, kernel_size=(91, 91)), Flatten()))
    path = tmp_path / f"chain{suffix}"
    save_picture(report, LIGHT, path)
    assert path.stat().st_size > 1_000


def test_where_nothing_can_be_written_nothing_is(report: Report, tmp_path: Path):
    with pytest.raises(OSError, match="No such file"):
        save_picture(report, LIGHT, tmp_path / "nowhere" / "chain.png")
