"""The figures above the chain, as a person reads them."""

from designer.core.layers.dense import Dense
from designer.core.layers.recurrent import LSTM
from designer.core.layers.reshaping import Flatten
from designer.core.layers.wrappers import Bidirectional
from designer.session.session import Session
from designer.ui.panels.scoreboard import Figure, Scoreboard
from designer.ui.plain import tooltip
from designer.ui.theme import Look


def texts(board: Scoreboard) -> list[tuple[str, str]]:
    return [
        (f.figure.text(), f.caption.text()) for f in board.findChildren(Figure) if f.isVisible()
    ]


def test_it_shows_the_totals_of_a_valid_chain(classifier: Session, look: Look, show) -> None:
    board = Scoreboard(classifier, look)
    show(board)
    assert texts(board) == [
        ("6,029,097", "Total params"),
        ("6,029,097", "Trainable"),
        ("0", "Non-trainable"),
        ("23.00 MB", "Weights · 1 MB = 1,048,576 bytes"),
        ("(None, 9)", "Output shape"),
        ("18", "Layers"),
        ("✓ Valid chain", "3 warnings · F8"),
    ]


def test_it_counts_the_warnings_that_are_shown(classifier: Session, look: Look, show) -> None:
    board = Scoreboard(classifier, look)
    show(board)
    classifier.warnings.switch("rows_dropped", on=False)
    assert texts(board)[-1] == ("✓ Valid chain", "1 warning · F8")
    classifier.warnings.switch("flatten_share", on=False)
    assert texts(board)[-1] == ("✓ Valid chain", "no problems")


def test_it_says_at_least_and_why_where_a_layer_cannot_run(
    broken: Session, look: Look, show
) -> None:
    board = Scoreboard(broken, look)
    show(board)
    # 896 + 9,248 + 9,248 before the layer that cannot run; 4 bytes each are 77,568 bytes
    assert texts(board)[:5] == [
        ("≥ 19,392", "Total params"),
        ("≥ 19,392", "Trainable"),
        ("≥ 0", "Non-trainable"),
        ("≥ 75.75 KB", "Weights · 1 KB = 1,024 bytes"),
        ("?", "Output shape"),
    ]
    figure, reason = texts(board)[-1]
    assert figure == "1 problem"
    assert reason.startswith("conv2d_3: ")
    assert "91×91" in reason
    assert reason.endswith(" · F8")


def test_the_size_is_there_to_the_last_byte_and_by_its_precision(
    classifier: Session, look: Look, show
) -> None:
    board = Scoreboard(classifier, look)
    show(board)
    assert board.weights.toolTip() == tooltip(
        "24,116,388 bytes, at 4 bytes / parameter. Keras's summary writes 23.00 MB: there "
        "1 MB = 1,048,576 bytes."
    )
    last = classifier.store.design.chain[-1].uid
    classifier.editor.set_field(last, "dtype", "float64")
    assert "24,121,032 bytes, as each layer says." in board.weights.toolTip()


def test_it_follows_an_edit(classifier: Session, look: Look, show) -> None:
    board = Scoreboard(classifier, look)
    show(board)
    last = classifier.store.design.chain[-1].uid
    classifier.editor.set_field(last, "units", 10)
    assert board.total.figure.text() == "6,029,226"  # 129 more: 128 weights and a bias
    assert board.output.figure.text() == "(None, 10)"
    classifier.editor.set_trainable([last], False)
    assert board.non_trainable.figure.text() == "1,290"


def test_a_screen_reader_hears_figure_and_name(classifier: Session, look: Look, show) -> None:
    board = Scoreboard(classifier, look)
    show(board)
    assert board.total.accessibleName() == "Total params: 6,029,097"
    assert board.fine.accessibleName() == "3 warnings · F8: ✓ Valid chain"


def test_it_grows_with_the_scale(classifier: Session, look: Look, show) -> None:
    board = Scoreboard(classifier, look)
    show(board)
    before = board.sizeHint().height()
    look.choose("dark", 1.8)
    assert board.sizeHint().height() > 1.6 * before


def test_many_outputs_do_not_make_the_window_wider(session: Session, look: Look, show) -> None:
    session.editor.set_field(session.store.design.chain[0].uid, "batch_shape", (None, 10, 8))
    states = LSTM(units=16, return_sequences=True, return_state=True)
    session.editor.insert(1, [Bidirectional(layer=states)])
    board = Scoreboard(session, look)
    show(board)
    look.choose("dark", 1.8)
    # two directions side by side, then the two states of each
    outputs = "[(None, 10, 32), (None, 16), (None, 16), (None, 16), (None, 16)]"
    assert board.output.figure.text() == outputs
    assert board.output.toolTip() == tooltip(outputs)
    assert board.output.figure.sizeHint().width() > 700
    figure = board.output.figure
    assert figure.minimumSizeHint().width() == 14 * figure.fontMetrics().averageCharWidth()
    assert board.total.minimumSizeHint().width() == board.total.figure.sizeHint().width()


def test_a_plain_output_shape_stays_whole(session: Session, look: Look, show) -> None:
    session.editor.insert(1, [Flatten(), Dense(units=1000)])
    board = Scoreboard(session, look)
    show(board)
    look.choose("light", 1.8)
    assert board.output.figure.text() == "(None, 1000)"
    assert board.output.figure.minimumSizeHint() == board.output.figure.sizeHint()
