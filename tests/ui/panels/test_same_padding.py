"""What stands beside a size that "same" padding decides: how it is got without the arithmetic that
Keras has for it, ⌊(256 − 1) / 1⌋ + 1."""

from PySide6.QtWidgets import QApplication

from designer.session.session import Session
from designer.ui.panels.formula import FormulaPanel
from designer.ui.panels.shape import ShapePanel
from designer.ui.theme import Look

SAME = "same padding: the size divided by the stride, rounded up: ⌈256 / 1⌉"


def test_the_formula_and_the_output_shape_say_it(classifier: Session, look: Look, show) -> None:
    classifier.stage.select_row(1)
    formula, shape = FormulaPanel(classifier, look), ShapePanel(classifier, look)
    for panel in (formula, shape):
        show(panel)
    QApplication.processEvents()
    assert next(label.text() for _, label in formula.sides.shown) == SAME
    assert [label.text() for _, label in shape.sides.shown][:2] == [SAME, SAME]
    classifier.stage.select_row(2)
    QApplication.processEvents()
    assert next(label.text() for _, label in shape.sides.shown) == "padding = valid"


def test_it_has_room_in_every_size(classifier: Session, look: Look, show) -> None:
    classifier.stage.select_row(1)
    panel = FormulaPanel(classifier, look)
    show(panel)
    for scale in (1.0, 1.8):
        look.choose("light", scale)
        QApplication.processEvents()
        label = panel.sides.shown[0][1]
        assert label.height() >= label.heightForWidth(label.width())
        assert panel.area.horizontalScrollBar().maximum() == 0
    look.choose("light", 1.0)
