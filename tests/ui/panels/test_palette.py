"""The palette: shelves, search, insertion by mouse and keys, and a real drag."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from designer.core.families import SHELVES
from designer.core.layer import LAYERS
from designer.session.session import Session
from designer.ui.mime import carried_type
from designer.ui.panels.palette import PalettePanel
from designer.ui.panels.shelves import ENTRY, Shelf
from designer.ui.theme import Look
from tests.pointer import click_twice

LEFT = Qt.MouseButton.LeftButton


def shelves(panel: PalettePanel) -> dict[str, list[str]]:
    tops = [panel.shelves.item(row) for row in range(panel.shelves.rowCount())]
    return {t.text(): [t.child(i).text() for i in range(t.rowCount())] for t in tops}


def found(panel: PalettePanel) -> list[str]:
    return [panel.shelves.item(row).text() for row in range(panel.shelves.rowCount())]


def types(session: Session) -> list[str]:
    return [block.layer.keras for block in session.store.design.chain]


def place(panel: PalettePanel, name: str) -> QPoint:
    (item,) = panel.shelves.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    panel.tree.scrollTo(item.index())
    return panel.tree.visualRect(item.index()).center()


def test_every_layer_stands_on_the_shelf_of_its_family(
    session: Session, look: Look, show, qtbot
) -> None:
    panel = PalettePanel(session, look)
    show(panel)
    listed = shelves(panel)
    examples = listed.pop("Examples")
    names = [name for shelf in listed.values() for name in shelf]
    assert sorted(names) == sorted(cls.keras for cls in LAYERS.values() if cls.family in SHELVES)
    assert listed["Core"][:2] == ["Dense", "Embedding"]
    assert len(examples) == 11
    core: Shelf = panel.shelves.item(0).data(ENTRY)
    assert (core.title, core.count) == ("Core", len(listed["Core"]))


def test_the_examples_get_their_titles_after_the_first_paint(
    session: Session, look: Look, show, qtbot
) -> None:
    panel = PalettePanel(session, look)
    assert shelves(panel)["Examples"][2] == "c-image-classifier"
    show(panel)
    qtbot.waitUntil(lambda: shelves(panel)["Examples"][2] != "c-image-classifier")
    assert "lassifier" in shelves(panel)["Examples"][2]


def test_opening_an_example_is_asked_for(session: Session, look: Look, show, qtbot) -> None:
    panel = PalettePanel(session, look)
    show(panel)
    title = shelves(panel)["Examples"][0]
    where = place(panel, title)
    with qtbot.waitSignal(panel.example_wanted) as wanted:
        QTest.mouseClick(panel.tree.viewport(), LEFT, pos=where)
        click_twice(panel.tree.viewport(), where)
    assert wanted.args[0].name == "a-first-network.design"
    assert types(session) == ["InputLayer"]


def test_a_double_click_inserts_after_the_selection(session: Session, look: Look, show) -> None:
    session.editor.insert(1, [LAYERS["Flatten"](), LAYERS["Dropout"]()])
    session.stage.select_row(1)
    panel = PalettePanel(session, look)
    show(panel)
    where = place(panel, "Dense")
    QTest.mouseClick(panel.tree.viewport(), LEFT, pos=where)
    click_twice(panel.tree.viewport(), where)
    assert types(session) == ["InputLayer", "Flatten", "Dense", "Dropout"]
    assert session.store.undo_stack.undoText() == "Add Dense"


def test_typing_searches_and_enter_inserts_the_best(session: Session, look: Look, show) -> None:
    panel = PalettePanel(session, look)
    show(panel)
    panel.setFocus()
    QTest.keyClicks(panel.search, "fully connected")
    assert found(panel)[0] == "Dense"
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert types(session) == ["InputLayer", "Dense"]
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert types(session) == ["InputLayer", "Dense", "Dense"]


def test_an_alias_of_keras_1_is_found(session: Session, look: Look, show) -> None:
    panel = PalettePanel(session, look)
    show(panel)
    QTest.keyClicks(panel.search, "Convolution2D")
    assert found(panel)[0] == "Conv2D"


def test_arrows_go_from_the_search_into_the_list(session: Session, look: Look, show) -> None:
    panel = PalettePanel(session, look)
    show(panel)
    QTest.keyClicks(panel.search, "maxpool")
    second = found(panel)[1]
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    QTest.keyClick(panel.search, Qt.Key.Key_Enter)
    assert types(session) == ["InputLayer", second]


def test_escape_clears_the_search(session: Session, look: Look, show) -> None:
    panel = PalettePanel(session, look)
    show(panel)
    before = shelves(panel)
    QTest.keyClicks(panel.search, "lstm")
    assert found(panel)[0] == "LSTM"
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.search.text() == ""
    assert shelves(panel) == before


def test_letters_typed_over_the_list_go_to_the_search(session: Session, look: Look, show) -> None:
    panel = PalettePanel(session, look)
    show(panel)
    panel.tree.setFocus()
    QTest.keyClick(panel.tree, Qt.Key.Key_G)
    assert panel.search.text() == "g"
    assert panel.search.hasFocus()
    QTest.keyClicks(panel.search, "ru")
    assert found(panel)[0] == "GRU"


def test_what_is_not_there_is_not_found(session: Session, look: Look, show) -> None:
    panel = PalettePanel(session, look)
    show(panel)
    QTest.keyClicks(panel.search, "zzzzzzzz")
    assert found(panel) == []
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert types(session) == ["InputLayer"]


def test_a_shelf_closes_and_opens_with_a_click(session: Session, look: Look, show) -> None:
    panel = PalettePanel(session, look)
    show(panel)
    core = panel.shelves.item(0).index()
    where = panel.tree.visualRect(core).center()
    for opened in (False, True):
        QTest.mouseClick(panel.tree.viewport(), LEFT, pos=where)
        assert panel.tree.isExpanded(core) is opened


def test_the_keyboard_goes_over_the_shelves(session: Session, look: Look, show) -> None:
    panel = PalettePanel(session, look)
    show(panel)
    panel.tree.setFocus()
    core = panel.shelves.item(0).index()
    panel.tree.setCurrentIndex(core)
    QTest.keyClick(panel.tree, Qt.Key.Key_Down)
    QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    assert types(session) == ["InputLayer", "Dense"]
    QTest.keyClick(panel.tree, Qt.Key.Key_Up)
    QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    assert not panel.tree.isExpanded(core)
    QTest.keyClick(panel.tree, Qt.Key.Key_Down)
    assert panel.tree.currentIndex().data() == "Convolution"


def test_the_tooltip_says_what_a_layer_is_for(session: Session, look: Look, show) -> None:
    panel = PalettePanel(session, look)
    show(panel)
    dense = panel.shelves.item(0).child(0)
    assert dense.toolTip().startswith("<div>Connects every input with every unit")
    assert "fully connected" in dense.toolTip()


class Target(QWidget):
    """Takes a layer type, as the canvas does."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.setMinimumWidth(100)
        self.dropped: list[str] = []

    def dragEnterEvent(self, event) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.append(carried_type(event.mimeData()))
        event.acceptProposedAction()


def drag(source: QWidget, start: QPoint, target: QWidget, escape: bool = False) -> None:
    """A true drag, fed from inside its own event loop, and given up after three seconds."""
    end = target.rect().center()
    window = target.window().windowHandle()

    def feed() -> None:
        for step in range(1, 6):
            QTest.mouseMove(target, end + QPoint(5 - step, 0))
            QTest.qWait(10)
        if escape:
            QTest.keyClick(window, Qt.Key.Key_Escape)
        else:
            QTest.mouseRelease(target, LEFT, pos=end)

    QTimer.singleShot(150, feed)
    QTimer.singleShot(3000, target, lambda: QTest.keyClick(window, Qt.Key.Key_Escape))
    QTest.mousePress(source, LEFT, pos=start)
    for far in (QPoint(4, 4), QPoint(40, 20), QPoint(60, 30)):
        QTest.mouseMove(source, start + far)


def test_a_layer_is_dragged_out_of_the_palette(session: Session, look: Look, show) -> None:
    window, panel, target = QWidget(), PalettePanel(session, look), Target()
    row = QHBoxLayout(window)
    row.addWidget(panel)
    row.addWidget(target)
    show(window)
    drag(panel.tree.viewport(), place(panel, "Conv2D"), target)
    assert target.dropped == ["Conv2D"]
    assert types(session) == ["InputLayer"]


def test_a_drag_that_is_cancelled_does_nothing(session: Session, look: Look, show) -> None:
    window, panel, target = QWidget(), PalettePanel(session, look), Target()
    row = QHBoxLayout(window)
    row.addWidget(panel)
    row.addWidget(target)
    show(window)
    drag(panel.tree.viewport(), place(panel, "Conv2D"), target, escape=True)
    assert target.dropped == []
