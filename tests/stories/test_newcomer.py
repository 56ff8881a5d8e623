"""Stories of people who use the window for the first time. The models and their numbers are those
of the pages that the examples name as their sources."""

from designer.paths import resource
from designer.ui.main_window import MainWindow
from designer.ui.maths import plain
from tests.stories.person import Person


def test_a_newcomer_drags_a_network_together_and_reads_its_total(
    person: Person, window: MainWindow
) -> None:
    """Model B, 8x8 images: 63,210 parameters (page 000_90ae5301d7fab2d6)."""
    person.set_fields(0, batch_shape="8, 8, 1")
    for gap, keras in enumerate(
        (
            "Conv2D",
            "Activation",
            "Conv2D",
            "Conv2D",
            "MaxPooling2D",
            "Dropout",
            "Flatten",
            "Dense",
            "Dropout",
            "Dense",
        ),
        start=1,
    ):
        person.drag_in(keras, gap)
    person.set_fields(1, filters="32", kernel_size="3, 2")
    person.set_fields(3, filters="64", kernel_size="2, 3", activation="relu")
    person.set_fields(4, filters="64", kernel_size="2, 2", activation="relu")
    person.set_fields(6, rate="0.25")
    person.set_fields(8, units="128", activation="relu")
    person.set_fields(10, units="10", activation="softmax")
    assert [row.params for row in window.session.controller.report.rows[1:]] == [
        224, 0, 12352, 16448, 0, 0, 0, 32896, 0, 1290,
    ]  # fmt: skip
    assert window.scoreboard.total.figure.text() == "63,210"
    assert window.scoreboard.output.figure.text() == "(None, 10)"


def test_an_example_opens_and_shows_its_total_and_memory(
    person: Person, window: MainWindow
) -> None:
    """Model C: 6,029,097 parameters, 23.00 MB (page 001_7eee2ca8c8e51da9)."""
    window.pages.palette.example_wanted.emit(resource("examples", "c-image-classifier.design"))
    person.settle()
    board = window.scoreboard
    assert board.total.figure.text() == "6,029,097"
    assert board.weights.figure.text() == "23.00 MB"
    assert board.layers.figure.text() == "18"
    assert not window.session.document.dirty


def test_a_layer_is_broken_and_the_offered_fix_mends_it_in_one_step(
    person: Person, window: MainWindow
) -> None:
    """Model C with a window of 91x91 where 84x84 comes in: (84 - 91) / 1 + 1 = -6."""
    window.files.open_example(resource("examples", "c-image-classifier.design"))
    person.set_fields(6, kernel_size="91")
    # the layers before it: 896 + 9,248 + 9,248
    assert window.scoreboard.total.figure.text() == "≥ 19,392"
    assert window.scoreboard.problem.isVisible()
    window.layer_dock.open_page(0)
    person.settle()
    card = window.pages.formula.problem
    assert "A 91×91 window does not fit in 84×84" in card.sentence.text()
    assert plain(card.failure.formula.lines[1]) == "= ⌊(84 − 91) / 1⌋ + 1 = −6"
    steps = window.session.store.undo_stack.count()
    card.links[0].click()
    person.settle()
    assert window.session.controller.report.complete
    assert window.session.store.undo_stack.count() == steps + 1
    window.session.store.undo_stack.undo()
    assert window.session.controller.report.problem_row is not None


def test_the_status_bar_counts_the_layers_and_names_the_step(
    person: Person, window: MainWindow
) -> None:
    person.drag_in("Dense", 1)
    assert window.status.layers.text().startswith("1 layer · recalculated in ")
    assert window.status.currentMessage() == "Add Dense"
    person.drag_in("Flatten", 1)
    assert window.status.layers.text().startswith("2 layers · ")
    window.commands["undo"].trigger()
    assert window.status.currentMessage() == "Undone: Add Flatten"
