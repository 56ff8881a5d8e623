"""The formula and the output shape of the selected layer, and the way out of a problem."""

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from designer.core.design import new_design
from designer.core.layers.input import Input
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.recurrent import LSTM
from designer.core.places import Setting
from designer.session.session import Session, open_session
from designer.ui.maths import plain
from designer.ui.maths.view import FormulaView
from designer.ui.panels.formula import FormulaPanel
from designer.ui.panels.notes import Notes
from designer.ui.panels.shape import ShapePanel
from designer.ui.theme import Look


@pytest.fixture
def panel(classifier: Session, look: Look, show) -> FormulaPanel:
    """The formula of conv2d_1, the second layer of example C."""
    made = FormulaPanel(classifier, look)
    classifier.stage.select_row(2)
    show(made)
    return made


def written(view: FormulaView) -> list[str]:
    return [plain(line) for line in view.lines]


def noted(notes: Notes) -> list[tuple[list[str], str]]:
    return [(written(formula), label.text()) for formula, label in notes.shown]


def point(panel: FormulaPanel, at: QPoint) -> None:
    """Moves the pointer over the formula, as the window system does."""
    QTest.mouseMove(panel.windowHandle(), panel.formula.mapTo(panel, at))


def middle(view: FormulaView, term: str) -> QPoint:
    return dict(view.picture().hits)[term].center().toPoint()


def test_it_shows_how_the_count_comes_about(panel: FormulaPanel) -> None:
    assert written(panel.formula) == [
        "params = (k_h · k_w · c_in + 1) · filters",
        "= (3 · 3 · 32 + 1) · 32 = 9,248",
    ]
    # 9,248 parameters of 4 bytes are 36.125 KB, which Keras's "%.2f" writes as 36.12
    assert panel.prose.text().endswith(
        "kernel (3, 3, 32, 32) = 9,216 · bias (32,) = 32 · 36.12 KB at 4 bytes each. "
    )
    assert noted(panel.sides) == [
        (["height = width = ⌊(256 − 3) / 1⌋ + 1 = 254"], "padding = valid"),
        # one multiplication for each weight of the kernel, at each of the 254 x 254 places
        (
            ["MACs = 254 · 254 · 3 · 3 · 32 · 32 = 594,579,456"],
            "multiply-accumulates for one sample",
        ),
    ]


def test_it_tells_the_usual_mistake(panel: FormulaPanel, classifier: Session) -> None:
    # (3 * 3 + 1) * 32: what people get who forget the 32 channels
    assert panel.slip.text() == (
        "A common mistake: Forgetting the channels that come in gives (3 · 3 + 1) · 32 = 320."
    )
    classifier.stage.select_row(3)
    assert not panel.slip.isVisible()


def test_a_count_has_two_forms(panel: FormulaPanel, classifier: Session, look: Look, show) -> None:
    assert panel.forms.isVisible()
    assert panel.forms.factored.isChecked()
    QTest.mouseClick(panel.forms.by_weight, Qt.MouseButton.LeftButton)
    assert written(panel.formula) == [
        "params = k_h · k_w · c_in · filters + filters",
        "= 3 · 3 · 32 · 32 + 32 = 9,248",
    ]
    classifier.stage.select_row(3)  # pooling has no weights, and no two ways to write none
    assert not panel.forms.isVisible()
    QTest.mouseClick(panel.forms.factored, Qt.MouseButton.LeftButton)
    classifier.stage.select_row(2)
    assert written(panel.formula)[0] == "params = (k_h · k_w · c_in + 1) · filters"


def test_the_chosen_form_is_remembered(panel: FormulaPanel, look: Look, show) -> None:
    QTest.mouseClick(panel.forms.by_weight, Qt.MouseButton.LeftButton)
    home = QObject()
    other = open_session(home)  # as the next start of the program would
    other.store.reset(panel.session.store.design)
    other.stage.select_row(2)
    second = FormulaPanel(other, look)
    show(second)
    assert second.forms.by_weight.isChecked()
    assert written(second.formula)[0] == "params = k_h · k_w · c_in · filters + filters"
    home.deleteLater()


def test_it_says_where_each_number_comes_from(panel: FormulaPanel) -> None:
    assert noted(panel.sources) == [
        (["k_h = 3, k_w = 3"], "kernel_size, a setting of this layer"),
        (["c_in = 32"], "the last axis of conv2d's output"),
        (["filters = 32"], "a setting of this layer"),
    ]


def test_the_first_layer_reads_from_the_input(panel: FormulaPanel, classifier: Session) -> None:
    classifier.stage.select_row(1)
    assert noted(panel.sources)[1] == (["c_in = 3"], "the last axis of the input")


def test_a_screen_reader_hears_the_formula(panel: FormulaPanel) -> None:
    assert panel.formula.accessibleName().startswith(
        "params equals open parenthesis k h times k w times c in plus 1"
    )


def test_it_follows_the_selection_and_the_design(panel, classifier: Session) -> None:
    uid = classifier.store.design.chain[2].uid
    classifier.editor.set_field(uid, "filters", 8)
    assert written(panel.formula)[1] == "= (3 · 3 · 32 + 1) · 8 = 2,312"
    classifier.stage.select_row(
        14
    )  # the first Dense: 11,552 inputs, 512 units; 8 filters change nothing
    assert written(panel.formula)[1] == "= (11,552 + 1) · 512 = 5,915,136"


def test_what_has_no_parameters_says_why(panel: FormulaPanel, classifier: Session) -> None:
    classifier.stage.select_row(3)
    assert written(panel.formula) == ["params = 0"]
    assert (
        panel.prose.text() == "Pooling picks the largest number of each window; it learns nothing."
    )
    assert not panel.sources.isVisible()
    assert noted(panel.sides) == [
        (["height = width = ⌊(254 − 3) / 3⌋ + 1 = 84"], "padding = valid")
    ]


def test_nothing_selected_and_the_input(panel: FormulaPanel, classifier: Session) -> None:
    classifier.stage.select(())
    assert panel.prose.text() == "Select a layer to see where its numbers come from."
    classifier.stage.select_row(0)
    assert panel.prose.text().startswith("The input only says what shape comes in")
    assert not panel.formula_card.isVisible()
    assert not panel.sides_card.isVisible()


def test_the_trainable_part_has_a_line_of_its_own(session: Session, look: Look, show) -> None:
    session.store.reset(new_design(BatchNormalization(), input=Input(batch_shape=(None, 32))))
    session.stage.select_row(1)
    panel = FormulaPanel(session, look)
    show(panel)
    assert written(panel.formula)[-1] == "trainable = 2 · c = 2 · 32 = 64"
    assert panel.prose.text().endswith("64 trainable · 64 non-trainable. ")
    session.editor.set_trainable([session.store.design.chain[1].uid], False)
    assert panel.prose.text().endswith("Frozen: training leaves all of them alone. ")


# one term, lit everywhere


def test_pointing_at_a_term_lights_it_in_every_view(
    panel: FormulaPanel, classifier: Session
) -> None:
    point(panel, middle(panel.formula, "filters"))
    assert classifier.stage.term == {Setting(classifier.store.design.chain[2].uid, "filters")}
    before = panel.sources.grab().toImage()
    classifier.stage.point_at(frozenset())
    assert panel.sources.grab().toImage() != before


def test_leaving_the_formula_puts_the_light_out(panel: FormulaPanel, classifier: Session) -> None:
    point(panel, middle(panel.formula, "c_in"))
    # 32 channels come in, which are the filters of the layer before
    assert classifier.stage.term == {Setting(classifier.store.design.chain[1].uid, "filters")}
    point(panel, QPoint(1, 1))
    assert classifier.stage.term == frozenset()


def test_keys_go_from_term_to_term(panel: FormulaPanel, classifier: Session) -> None:
    told: list[object] = []
    classifier.notices.told.connect(told.append)
    panel.formula.clearFocus()
    QTest.keyClick(panel.windowHandle(), Qt.Key.Key_Tab)
    assert panel.formula.hasFocus()
    lit = [panel.formula.lit]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(panel.windowHandle(), key)
        lit.append(panel.formula.lit)
    assert lit == [{"k_h"}, {"k_w"}, {"c_in"}, {"k_w"}]
    assert panel.formula.accessibleDescription() == (
        "k_w = 3, kernel_size, a setting of this layer"
    )
    assert told[-1] == panel.formula.accessibleDescription()
    for _ in range(2):  # past the switch of forms
        QTest.keyClick(panel.windowHandle(), Qt.Key.Key_Tab)
        assert not panel.formula.hasFocus()
    assert panel.formula.lit == {"k_h"}  # of the next formula, which lights its first term


# a chain that cannot run


@pytest.fixture
def stuck(broken: Session, look: Look, show) -> FormulaPanel:
    """The formula panel on conv2d_3, whose 91 x 91 window does not fit into 84 x 84."""
    made = FormulaPanel(broken, look)
    broken.stage.select_row(6)
    show(made)
    return made


def test_a_problem_has_its_arithmetic_and_fixes_that_are_one_step(
    stuck: FormulaPanel, broken: Session
) -> None:
    assert stuck.problem.isVisible()
    said = " ".join(label.text() for label in stuck.problem.findChildren(QLabel))
    assert "conv2d_3 cannot run" in said
    worked = [text for view in stuck.problem.findChildren(FormulaView) for text in written(view)]
    assert any(text.endswith("= −6") for text in worked), worked  # (84 - 91) / 1 + 1
    before = broken.store.design
    QTest.mouseClick(stuck.problem.links[0], Qt.MouseButton.LeftButton)
    assert broken.controller.report.complete
    assert broken.store.undo_stack.count() == 1
    assert not stuck.problem.isVisible()
    assert stuck.formula_card.isVisible()
    broken.store.undo_stack.undo()
    assert broken.store.design is before
    assert stuck.problem.isVisible()


def test_a_layer_after_it_says_what_it_waits_for(stuck: FormulaPanel, broken: Session) -> None:
    broken.stage.select_row(8)
    assert stuck.prose.text().startswith("dropout_1 waits for conv2d_3")
    assert not stuck.formula_card.isVisible()


@pytest.mark.parametrize("place", [0, 2, 8])
def test_the_problem_of_another_layer_is_one_line_that_leads_to_it(
    stuck: FormulaPanel, broken: Session, place: int
) -> None:
    broken.stage.select_row(place)
    assert not stuck.problem.isVisible()
    assert stuck.elsewhere.link.text() == "conv2d_3 cannot run"
    assert stuck.elsewhere.why.text() == "kernel 91×91 > input 84×84"
    assert stuck.elsewhere.height() < 2 * stuck.elsewhere.link.height()
    stuck.elsewhere.link.setFocus()
    QTest.keyClick(stuck.elsewhere.link, Qt.Key.Key_Space)
    assert broken.stage.selection.current == broken.store.design.chain[6].uid
    assert stuck.problem.isVisible()
    assert not stuck.elsewhere.isVisible()


def test_a_layer_before_it_is_exact(stuck: FormulaPanel, broken: Session) -> None:
    broken.stage.select_row(2)
    assert written(stuck.formula)[1].endswith("= 9,248")


# room


def test_a_hidden_panel_rests_until_it_is_seen(classifier: Session, look: Look, show) -> None:
    panel = FormulaPanel(classifier, look)
    classifier.stage.select_row(2)
    assert panel.formula.lines == ()
    show(panel)
    assert len(panel.formula.lines) == 2


@pytest.mark.parametrize(("width", "scale"), [(560, 1.0), (260, 1.0), (560, 1.8), (430, 1.8)])
def test_it_fits_into_any_width_and_scrolls(
    panel: FormulaPanel, look: Look, qtbot, width: int, scale: float
) -> None:
    look.choose("dark", scale)
    panel.resize(width, 300)
    views = [panel.formula, *(formula for formula, _ in panel.sources.shown)]
    page = panel.area.widget()
    assert page is not None
    qtbot.waitUntil(lambda: panel.formula.height() >= panel.formula.picture().height)
    assert page.width() <= panel.area.viewport().width()
    for view in views:
        assert view.picture().width <= view.width()
        corner = view.mapTo(page, QPoint(view.width(), view.height()))
        assert corner.x() <= page.width()
        assert corner.y() <= page.height()


def test_a_name_is_text_whatever_it_looks_like(panel, classifier: Session) -> None:
    uid = classifier.store.design.chain[1].uid
    classifier.editor.rename(uid, "<img src=x>")
    note = panel.sources.shown[1][1]
    assert note.text() == "the last axis of <img src=x>'s output"
    assert note.textFormat() == Qt.TextFormat.PlainText


# the output shape


def test_each_axis_of_the_output_has_its_line(classifier: Session, look: Look, show) -> None:
    panel = ShapePanel(classifier, look)
    classifier.stage.select_row(2)
    show(panel)
    assert panel.flow.text() == "(None, 256, 256, 32)  →  (None, 254, 254, 32)"
    assert noted(panel.sides) == [
        (["height = ⌊(h − k_h) / s_h⌋ + 1", "= ⌊(256 − 3) / 1⌋ + 1 = 254"], "padding = valid"),
        (["width = ⌊(w − k_w) / s_w⌋ + 1", "= ⌊(256 − 3) / 1⌋ + 1 = 254"], "padding = valid"),
        (["channels = filters = 32"], "a setting of this layer"),
    ]


def test_what_is_taken_over_or_open_says_so(session: Session, look: Look, show) -> None:
    session.store.reset(
        new_design(
            LSTM(units=16, return_sequences=True),
            BatchNormalization(),
            input=Input(batch_shape=(None, None, 8)),
        )
    )
    panel = ShapePanel(session, look)
    session.stage.select_row(2)
    show(panel)
    assert noted(panel.sides) == [
        (["steps = open"], "it depends on what comes in"),
        (["channels = c = 16"], "taken over: the last axis of lstm's output"),
    ]


def test_a_problem_and_a_wait_instead_of_a_shape(broken: Session, look: Look, show) -> None:
    panel = ShapePanel(broken, look)
    broken.stage.select_row(6)
    show(panel)
    assert panel.flow.text() == "(None, 84, 84, 32)  →  ?"
    assert "91x91" in panel.note.text()
    assert not panel.card.isVisible()
    broken.stage.select_row(7)
    assert panel.note.text().startswith("max_pooling2d_1 waits for conv2d_3")
    broken.stage.select(())
    assert panel.flow.text() == ""


def test_a_model_inside_shows_a_line_for_each_of_its_layers(
    panel: FormulaPanel, classifier: Session
) -> None:
    """Example C begins with two convolutions of 896 and 9,248 parameters."""
    chain = classifier.store.design.chain
    assert classifier.editor.pack({block.uid for block in chain[1:4]}) is None
    assert written(panel.formula) == ["params = 896 + 9,248 = 10,144"]
    assert panel.prose.text().startswith("The parameters of all 3 layers inside, added up.")
    assert noted(panel.sides) == [
        (["conv2d = (3 · 3 · 3 + 1) · 32 = 896"], "(None, 256, 256, 32)"),
        (["conv2d_1 = (3 · 3 · 32 + 1) · 32 = 9,248"], "(None, 254, 254, 32)"),
        (["max_pooling2d = 0"], "(None, 84, 84, 32)"),
    ]
    assert noted(panel.sources) == []
