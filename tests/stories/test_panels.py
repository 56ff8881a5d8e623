"""Room for a panel: double-click its tab, or F9, and it has most of its column; again, and back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from designer.core.files.gate import read_design
from designer.paths import resource
from designer.ui.docks import TabDock
from designer.ui.main_window import COSTS, MainWindow
from tests.pointer import click_twice
from tests.stories.person import Person

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def wide(window: MainWindow, person: Person) -> MainWindow:
    """The window as on a small laptop, with docks of 300 pixels and the rest."""
    window.showNormal()
    window.resize(1440, 900)
    window._share_room()
    person.settle()
    return window


def heights(window: MainWindow) -> tuple[int, int]:
    return window.cost_dock.height(), window.layer_dock.height()


def double_click(dock: TabDock, tab: int) -> None:
    spot = dock.tabs.tabRect(tab).center()
    QTest.mouseClick(dock.tabs, _LEFT, _NONE, spot)
    click_twice(dock.tabs, spot)


def test_a_double_click_on_a_tab_gives_its_panel_most_of_the_column(
    wide: MainWindow, person: Person
) -> None:
    before = heights(wide)
    double_click(wide.cost_dock, COSTS.index("summary"))
    person.settle()
    assert wide.cost_dock.height() > 3 * wide.layer_dock.height()
    assert sum(heights(wide)) == sum(before)
    double_click(wide.cost_dock, COSTS.index("summary"))
    person.settle()
    assert heights(wide) == before


def test_the_other_panel_may_have_it_afterwards(wide: MainWindow, person: Person) -> None:
    double_click(wide.cost_dock, 0)
    double_click(wide.layer_dock, 0)
    person.settle()
    assert wide.layer_dock.height() > 2 * wide.cost_dock.height()


def test_a_key_enlarges_the_panel_with_the_keyboard(wide: MainWindow, person: Person) -> None:
    before = heights(wide)
    wide.layer_dock.open_page(1)
    wide.canvas.setFocus()
    QTest.keyClick(wide, Qt.Key.Key_F9)
    assert wide.cost_dock.height() > before[0]
    QTest.keyClick(wide, Qt.Key.Key_F9)
    assert heights(wide) == before
    wide.layer_dock.tabs.setFocus()
    QTest.keyClick(wide, Qt.Key.Key_F9)
    assert wide.layer_dock.height() > before[1]


def test_a_panel_alone_in_its_column_has_all_of_it(wide: MainWindow, person: Person) -> None:
    wide.layer_dock.close()
    person.settle()
    before = heights(wide)
    QTest.keyClick(wide, Qt.Key.Key_F9)
    double_click(wide.cost_dock, 0)
    assert heights(wide) == before


@pytest.mark.parametrize("scale", [1.0, 1.4, 1.8])
def test_every_tab_is_in_sight(wide: MainWindow, person: Person, scale: float) -> None:
    """Also where a number stands behind Problems, of which example C has three warnings."""
    wide.look.choose("light", scale)
    wide.resize(1440, 900)
    wide._share_room()
    wide.session.document.new(read_design(resource("examples", "c-image-classifier.design")))
    person.settle()
    tabs = wide.cost_dock.tabs
    problems = COSTS.index("problems")
    for tab in range(tabs.count()):
        tabs.setCurrentIndex(tab)
        person.settle()
        assert tabs.rect().contains(tabs.tabRect(0))
        assert tabs.rect().contains(tabs.tabRect(problems))
        assert tabs.tabRect(problems).right() < tabs.width()
    assert tabs.accessibleTabName(problems) == "Problems 3"
    assert tabs.tabText(problems) == ("3" if scale == 1.8 else "Problems 3")
    assert tabs.tabIcon(problems).isNull() is (scale != 1.8)
    assert wide.cost_dock.mapFromGlobal(tabs.mapToGlobal(QPoint(0, 0))).x() >= 0
