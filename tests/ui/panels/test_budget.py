"""The budget panel, through real events. Totals are those of example C: 6,029,097 parameters, of
which a unit of the first Dense has 11,552 + 1, and 128 of the next one."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from designer.core import edits
from designer.core.layers.dense import Dense
from designer.core.layers.reshaping import Flatten
from designer.session.session import Session
from designer.ui.cards import Link
from designer.ui.panels.budget import BudgetPanel
from designer.ui.theme import Look

LEFT = Qt.MouseButton.LeftButton
PROOF = "units = 81 gives 994,586; 82 would give 1,006,267, which is 6,267 too many."


@pytest.fixture
def panel(classifier: Session, look: Look, show) -> BudgetPanel:
    """With the first Dense of example C selected."""
    dense = next(b for b in classifier.store.design.chain if b.layer.keras == "Dense")
    classifier.stage.select([dense.uid])
    made = BudgetPanel(classifier, look)
    show(made)
    return made


def write(panel: BudgetPanel, text: str) -> QLineEdit:
    field = panel.amounts[panel.code]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    return field


def offered(panel: BudgetPanel) -> list[str]:
    return [link.text() for link in panel.changes.links if link.isVisible()]


def choose_measure(panel: BudgetPanel, downs: int) -> None:
    panel.measure.setFocus()
    for _ in range(downs):
        QTest.keyClick(panel.measure, Qt.Key.Key_Down)


def test_it_says_by_how_much_the_model_is_too_large(panel: BudgetPanel, qtbot) -> None:
    assert panel.fit.text() == "Does not fit: 5,029,097 too many"
    assert panel.bar.accessibleName() == panel.fit.text()
    assert panel.used.text() == "6,029,097 of 1,000,000"
    qtbot.waitUntil(lambda: panel.value.proof.text() == PROOF)
    assert panel.value.layer.text() == "of dense"


def test_the_largest_value_is_one_click_and_one_step(panel: BudgetPanel, qtbot) -> None:
    session = panel.session
    qtbot.waitUntil(panel.value.apply.isVisible)
    assert panel.value.apply.text() == "Set units of dense to 81"
    QTest.mouseClick(panel.value.apply, LEFT)
    assert session.controller.report.total == 994_586
    assert session.store.undo_stack.count() == 1
    assert session.store.undo_stack.undoText() == "Set units of dense to 81"
    assert panel.fit.text() == "Fits: 5,414 left"
    qtbot.waitUntil(lambda: not panel.value.apply.isVisible())
    assert panel.value.proof.text() == PROOF
    assert not panel.changes.isVisible()
    session.store.undo_stack.undo()
    assert session.controller.report.total == 6_029_097


def test_the_link_works_by_keyboard(panel: BudgetPanel, qtbot) -> None:
    qtbot.waitUntil(panel.value.apply.isVisible)
    panel.value.apply.setFocus()
    QTest.keyClick(panel.value.apply, Qt.Key.Key_Space)
    assert panel.session.controller.report.total == 994_586


def test_a_typed_amount_is_taken_at_once_and_remembered(panel: BudgetPanel, look, qtbot) -> None:
    write(panel, "10M")
    assert panel.fit.text() == "Fits: 3,970,903 left"
    assert panel.session.settings.get("budget_params") == "10M"
    # 11,681 more a unit: 6,029,097 + 339 * 11,681 = 9,988,956
    expected = "units = 851 gives 9,988,956; 852 would give 10,000,637, which is 637 too many."
    qtbot.waitUntil(lambda: panel.value.proof.text() == expected)
    again = BudgetPanel(panel.session, look)
    qtbot.addWidget(again)
    assert again.amounts["params"].text() == "10M"


def test_what_is_no_amount_is_said(panel: BudgetPanel, qtbot) -> None:
    field = write(panel, "ten")
    assert panel.fault.isVisible()
    assert panel.fault.text() == (
        '"ten" is not an amount: write one such as 1,000,000, 1M or 2.5e9.'
    )
    assert field.property("problem")
    assert not panel.fit.isVisible()
    assert not panel.changes.isVisible()
    qtbot.waitUntil(lambda: not panel.value.isVisible())
    assert panel.session.settings.get("budget_params") == "1,000,000"
    field.clear()
    QTest.keyClicks(field, "7M")
    assert not panel.fault.isVisible()
    assert panel.fit.isVisible()


def test_nothing_typed_is_asked_for(panel: BudgetPanel) -> None:
    field = panel.amounts["params"]
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert panel.fault.text() == "A value is needed here."


def test_memory_says_its_unit(panel: BudgetPanel, qtbot) -> None:
    choose_measure(panel, 1)
    assert panel.amounts["bytes"].isVisible()
    assert not panel.amounts["params"].isVisible()
    write(panel, "10 MB")
    assert panel.used.text() == "24,116,388 of 10,000,000 bytes"
    write(panel, "10 MiB")
    # 24,116,388 - 10 * 1,048,576
    assert panel.fit.text() == "Does not fit: 13,630,628 bytes too many"
    expected = (
        "units = 220 gives 10,472,980 bytes; 221 would give 10,519,704 bytes, "
        "which is 33,944 too many."
    )
    qtbot.waitUntil(lambda: panel.value.proof.text() == expected)
    assert panel.session.settings.get("budget_measure") == "bytes"


def test_it_says_what_the_unit_stands_for(panel: BudgetPanel) -> None:
    assert not panel.means.isVisible()
    choose_measure(panel, 1)
    assert panel.means.text() == (
        "= 10,000,000 bytes. Keras's summary writes 9.54 MB: there 1 MB = 1,048,576 bytes."
    )
    write(panel, "10 MiB")
    assert panel.means.text() == (
        "= 10,485,760 bytes. Keras's summary writes 10.00 MB: there 1 MB = 1,048,576 bytes."
    )
    write(panel, "much")
    assert not panel.means.isVisible()


def test_a_number_alone_keeps_the_unit_that_stood_there(panel: BudgetPanel) -> None:
    choose_measure(panel, 1)
    field = write(panel, "20")
    assert panel.used.text() == "24,116,388 of 20,000,000 bytes"
    assert panel.session.settings.get("budget_bytes") == "20 MB"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "20 MB"
    write(panel, "20 bytes")
    assert panel.used.text() == "24,116,388 of 20 bytes"


def test_macs_have_a_budget(panel: BudgetPanel, qtbot) -> None:
    choose_measure(panel, 2)
    assert panel.used.text() == "813,689,984 of 100,000,000 MACs"
    qtbot.waitUntil(lambda: panel.value.proof.text().startswith("No value fits: units = 1"))
    assert not panel.value.apply.isVisible()


def test_it_follows_the_setting_that_is_worked_on(panel: BudgetPanel, qtbot) -> None:
    session = panel.session
    conv = session.store.design.chain[6]
    session.stage.select([conv.uid])
    qtbot.waitUntil(lambda: panel.value.knob.currentText() == "filters")
    session.stage.focus_field("strides")
    qtbot.waitUntil(lambda: panel.value.knob.currentText() == "strides")
    expected = (
        "strides = 11 gives 130,857; 12 cannot run (max_pooling2d_2: pool 2×2 > input 1×1), "
        "and no larger value runs."
    )
    qtbot.waitUntil(lambda: panel.value.proof.text() == expected)
    # (84 - 3) // 3 + 1 = 28 is pooled to 14, 12 after the next window, and 6
    assert panel.value.closest.text() == "strides = 3 uses most of the budget: 704,297."
    QTest.mouseClick(panel.value.apply_closest, LEFT)
    assert session.controller.report.total == 704_297
    assert session.store.undo_stack.undoText() == "Set strides of conv2d_3 to 3"


def test_a_setting_is_chosen_by_keyboard(panel: BudgetPanel, qtbot) -> None:
    session = panel.session
    session.stage.select([session.store.design.chain[6].uid])
    qtbot.waitUntil(lambda: panel.value.knob.currentText() == "filters")
    panel.value.knob.setFocus()
    QTest.keyClick(panel.value.knob, Qt.Key.Key_Down)
    assert session.stage.field == "kernel_size"
    start = "No value fits: kernel_size = 38 gives the least, 3,222,313, "
    qtbot.waitUntil(lambda: panel.value.proof.text().startswith(start))


def test_other_changes_are_offered_best_first(panel: BudgetPanel, qtbot) -> None:
    session = panel.session
    qtbot.waitUntil(lambda: panel.changes.search.done, timeout=20_000)
    ranks = [change.rank for change in panel.changes.search.found]
    assert ranks == sorted(ranks)
    assert offered(panel)[0] == "dense: units 512 → 81"
    assert panel.changes.totals[0].text() == "gives 994,586"
    assert offered(panel)[1:3] == ["conv2d_5: filters 32 → 4", "max_pooling2d: pool_size 3 → 7"]
    reasons = [label.text() for label in panel.changes.reasons[:3]]
    # pooled by 7, 254 is 36, 34 after the next window, 17, 15 and 7: 7 * 7 * 32
    assert reasons == ["", "", "less flows on: flatten 11,552 → 1,568; 679 M MACs for one sample"]
    assert [label.isVisible() for label in panel.changes.reasons[:3]] == [False, False, True]
    before = session.store.design
    for place, change in enumerate(panel.changes.search.found[:3]):
        qtbot.waitUntil(lambda: panel.changes.search.done, timeout=20_000)
        QTest.mouseClick(panel.changes.links[place], LEFT)
        assert session.store.undo_stack.count() == 1
        assert session.controller.report.complete
        assert session.controller.report.total == change.total
        assert session.stage.selection.current == change.uid
        session.store.undo_stack.undo()
        assert session.store.design is before


def test_a_change_can_be_taken_by_keyboard(panel: BudgetPanel, qtbot) -> None:
    qtbot.waitUntil(panel.changes.links[0].isVisible)
    panel.changes.links[0].setFocus()
    QTest.keyClick(panel.changes.links[0], Qt.Key.Key_Space)
    assert panel.session.controller.report.total <= 1_000_000


def test_where_no_change_is_enough_it_says_so(panel: BudgetPanel, qtbot) -> None:
    write(panel, "10")
    qtbot.waitUntil(lambda: panel.changes.search.done, timeout=20_000)
    qtbot.waitUntil(
        lambda: panel.changes.status.text() == "No change of a single setting is enough."
    )
    assert offered(panel) == []


def test_a_chain_that_does_not_run_comes_first(broken: Session, look: Look, show) -> None:
    panel = BudgetPanel(broken, look)
    show(panel)
    assert panel.hint.text() == "The chain must run first: conv2d_3 cannot."
    for part in (panel.value, panel.changes, panel.fit, panel.bar):
        assert not part.isVisible()


def test_open_sizes_have_no_macs(session: Session, look: Look, show) -> None:
    source = session.store.design.chain[0].uid
    session.editor.set_field(source, "batch_shape", (None, None, 8))
    session.editor.insert(1, [Dense()])
    panel = BudgetPanel(session, look)
    show(panel)
    assert panel.fit.isVisible()
    choose_measure(panel, 2)
    assert panel.hint.text() == "This cannot be told while a size of the input is open."
    assert not panel.fit.isVisible()


def test_an_empty_design_fits(session: Session, look: Look, show, qtbot) -> None:
    panel = BudgetPanel(session, look)
    show(panel)
    assert panel.fit.text() == "Fits: 1,000,000 left"
    expected = "Select a layer, or click one of its settings."
    qtbot.waitUntil(lambda: panel.value.proof.text() == expected)


def test_a_layer_without_such_a_setting_says_so(session: Session, look: Look, show, qtbot) -> None:
    session.editor.insert(1, [Flatten()])
    panel = BudgetPanel(session, look)
    show(panel)
    expected = "flatten has no setting that decides about sizes or counts."
    qtbot.waitUntil(lambda: panel.value.proof.text() == expected)
    assert not panel.value.knob.isVisible()


def test_what_is_only_tried_moves_the_bar_alone(panel: BudgetPanel, qtbot) -> None:
    session = panel.session
    qtbot.waitUntil(lambda: panel.value.proof.text() == PROOF)
    tried = edits.remove(session.store.design, session.stage.selection.uids)
    session.controller.preview(tried)
    assert panel.fit.text() != "Does not fit: 5,029,097 too many"
    session.controller.preview(None)
    assert panel.fit.text() == "Does not fit: 5,029,097 too many"
    qtbot.waitUntil(lambda: panel.value.proof.text() == PROOF)


def test_all_links_can_be_reached_by_tab(panel: BudgetPanel, qtbot) -> None:
    qtbot.waitUntil(lambda: panel.changes.search.done, timeout=20_000)
    panel.measure.setFocus()
    reached = []
    for _ in range(14):
        widget = panel.window().focusWidget()
        assert widget is not None
        reached.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    links = [panel.value.apply, *(link for link in panel.changes.links if link.isVisible())]
    assert all(link in reached for link in links)
    assert all(widget.accessibleName() for widget in reached if isinstance(widget, Link))


@pytest.mark.parametrize(("theme", "scale"), [("dark", 1.0), ("light", 1.8)])
def test_it_takes_every_look(panel: BudgetPanel, look: Look, qtbot, theme, scale) -> None:
    look.choose(theme, scale)
    qtbot.waitUntil(panel.value.apply.isVisible)
    seen = panel.bar.grab().toImage()
    spot = QPoint(seen.width() - round(seen.width() * 0.2), seen.height() // 2)
    assert seen.pixelColor(spot) == look.theme.color("error")
    assert seen.pixelColor(QPoint(round(seen.width() * 0.05), seen.height() // 2)) == (
        look.theme.color("ok")
    )


def test_in_a_narrow_panel_the_amount_goes_to_the_next_line(panel: BudgetPanel) -> None:
    field = panel.amounts["params"]

    def below() -> bool:
        return field.y() >= panel.measure.geometry().bottom()

    panel.resize(600, 500)
    assert not below()
    panel.resize(300, 500)
    assert below()
