"""The bundled examples against the pages they come from: each row, each total.

The numbers are those that the pages print (for F and for the question of G, where they print
none, Keras's own).
"""

import pytest

from designer.core.analyse import analyse
from designer.core.files import design_file
from designer.core.files.gate import read_design
from designer.paths import resource

Rows = list[tuple[tuple[int, ...], int]]

A: Rows = [((7,), 35), ((7,), 0), ((13,), 104), ((13,), 0), ((5,), 70), ((5,), 0)]
B: Rows = [
    ((6, 7, 32), 224),
    ((6, 7, 32), 0),
    ((5, 5, 64), 12352),
    ((4, 4, 64), 16448),
    ((2, 2, 64), 0),
    ((2, 2, 64), 0),
    ((256,), 0),
    ((128,), 32896),
    ((128,), 0),
    ((10,), 1290),
]
C: Rows = [
    ((256, 256, 32), 896),
    ((254, 254, 32), 9248),
    ((84, 84, 32), 0),
    ((84, 84, 32), 0),
    ((84, 84, 32), 9248),
    ((82, 82, 32), 9248),
    ((41, 41, 32), 0),
    ((41, 41, 32), 0),
    ((41, 41, 32), 9248),
    ((39, 39, 32), 9248),
    ((19, 19, 32), 0),
    ((19, 19, 32), 0),
    ((11552,), 0),
    ((512,), 5915136),
    ((512,), 0),
    ((128,), 65664),
    ((128,), 0),
    ((9,), 1161),
]
D: Rows = [((784,), 0), ((10,), 7850), ((10,), 0)]
E_CODED: Rows = [((514,), 264710), ((257,), 132355)]
E_PRINTED: Rows = [((514,), 264710), ((514,), 0), ((257,), 132355)]
F: Rows = [
    ((222, 222, 32), 896),
    ((220, 220, 64), 18496),
    ((218, 218, 128), 73856),
    ((218, 218, 10), 1290),
]
G: Rows = [
    ((94, 94, 60), 3000),
    ((90, 90, 100), 150100),
    ((45, 45, 100), 0),
    ((202500,), 0),
    ((250,), 50625250),
    ((200,), 50200),
    ((1,), 201),
]
G_SAME: Rows = [
    ((100, 100, 60), 3000),
    ((100, 100, 100), 150100),
    ((50, 50, 100), 0),
    ((50, 50, 250), 25250),
    ((50, 50, 200), 50200),
]
H: Rows = [
    ((24, 24, 32), 832),
    ((24, 24, 32), 0),
    ((12, 12, 32), 0),
    ((8, 8, 64), 51264),
    ((8, 8, 64), 0),
    ((4, 4, 64), 0),
    ((4, 4, 64), 0),
    ((1024,), 0),
    ((100,), 102500),
    ((100,), 0),
    ((100,), 0),
    ((2,), 202),
    ((2,), 0),
]
I_LENET: Rows = [
    ((28, 28, 6), 156),
    ((14, 14, 6), 12),
    ((10, 10, 16), 2416),
    ((5, 5, 16), 32),
    ((1, 1, 120), 48120),
    ((120,), 0),
    ((84,), 10164),
    ((10,), 850),
]

LENET_5 = (
    "Y. LeCun, L. Bottou, Y. Bengio and P. Haffner: Gradient-Based Learning Applied to Document "
    "Recognition. Proceedings of the IEEE 86 (11), 1998, section II-B"
)
"""The paper counts 156, 12, 32, 48,120 and 10,164 in C1, S2, S4, C5 and F6; its C3 is not fully
connected, and its last layer is not a Dense one."""

PAGES = [
    ("a-first-network", "000_90ae5301d7fab2d6", A, 209),
    ("b-small-images", "000_90ae5301d7fab2d6", B, 63_210),
    ("c-image-classifier", "001_7eee2ca8c8e51da9", C, 6_029_097),
    ("d-digits", "002_6838f048e519049f", D, 7_850),
    ("e-regression-as-coded", "002_6838f048e519049f", E_CODED, 397_065),
    ("e-regression-as-printed", "002_6838f048e519049f", E_PRINTED, 397_065),
    ("f-dense-on-an-image", "002_6838f048e519049f", F, 94_538),
    ("g-grey-images", "003_6ac5d9c054478fb1", G, 50_828_751),
    ("g-grey-images-same-padding", "003_6ac5d9c054478fb1", G_SAME, 228_550),
    ("h-two-convolutions", "004_a9c3eeff65fde7e1", H, 154_798),
    ("i-lenet-5", LENET_5, I_LENET, 61_750),
]


@pytest.mark.parametrize(("name", "source", "rows", "total"), PAGES, ids=[p[0] for p in PAGES])
def test_an_example_has_the_rows_of_its_page(name: str, source: str, rows: Rows, total: int):
    design = read_design(resource("examples", f"{name}.design"))
    report = analyse(design)
    assert [(row.outputs, row.params) for row in report.printed] == [
        (((None, *shape),), params) for shape, params in rows
    ]
    assert (report.total, report.trainable, report.complete) == (total, total, True)
    assert design.source == source
    assert design.title
    assert design.note


def test_every_example_is_tested_and_canonical():
    files = sorted(resource("examples").iterdir())
    assert [file.name for file in files] == sorted(f"{name}.design" for name, *_ in PAGES)
    for file in files:
        assert file.read_bytes() == design_file.write(read_design(file)), file.name


def test_example_c_takes_23_mb():
    """The page: 6,029,097 parameters, 4 bytes each."""
    report = analyse(read_design(resource("examples", "c-image-classifier.design")))
    assert report.bytes == 24_116_388
