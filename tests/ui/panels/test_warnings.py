"""Warnings in the Problems panel: cards, fixes, and kinds that are switched off and on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from designer.core.layers.convolution import Conv2D
from designer.core.layers.normalization import BatchNormalization
from designer.core.layers.pooling import MaxPooling2D
from designer.core.layers.regularization import Dropout
from designer.session.session import Session
from designer.session.settings import Settings
from designer.ui.panels.problems import MOST, ProblemsPanel
from designer.ui.panels.warning_card import WarningCard
from designer.ui.theme import Look

LEFT = Qt.MouseButton.LeftButton


def _cards(panel: ProblemsPanel) -> list[WarningCard]:
    return [card for card in panel.cards if card.isVisible()]


def _names(panel: ProblemsPanel) -> list[tuple[str, str]]:
    return [(card.name.text(), card.kind.text()) for card in _cards(panel)]


ROWS, FLATTEN = (
    "Rows and columns that no window sees",
    "A Flatten that makes most of the parameters",
)


def test_each_warning_has_a_card(classifier: Session, look: Look, show) -> None:
    panel = ProblemsPanel(classifier, look)
    show(panel)
    assert panel.state.text() == "✓ No problems · 3 warnings"
    # 254 = 84 * 3 + 2 and 39 = 19 * 2 + 1; 5,915,136 of 6,029,097 is 98 %
    assert _names(panel) == [
        ("flatten", FLATTEN),
        ("max_pooling2d", ROWS),
        ("max_pooling2d_2", ROWS),
    ]
    assert "5,915,136 parameters, 98 % of all 6,029,097" in _cards(panel)[0].sentence.text()
    assert not panel.card.isVisible()


def test_errors_come_first(broken: Session, look: Look, show) -> None:
    panel = ProblemsPanel(broken, look)
    show(panel)
    (card,) = _cards(panel)
    assert panel.card.isVisible()
    assert panel.card.mapTo(panel, QPoint()).y() < card.mapTo(panel, QPoint()).y()


def test_a_click_selects_the_layer(classifier: Session, look: Look, show) -> None:
    panel = ProblemsPanel(classifier, look)
    show(panel)
    chain = classifier.store.design.chain
    QTest.mouseClick(_cards(panel)[1], LEFT, pos=QPoint(5, 5))
    assert classifier.stage.selection.uids == (chain[3].uid,)
    _cards(panel)[2].name.setFocus()
    QTest.keyClick(_cards(panel)[2].name, Qt.Key.Key_Space)
    assert classifier.stage.selection.uids == (chain[11].uid,)


def test_the_card_of_the_selected_layer_is_in_sight(
    classifier: Session, look: Look, show, qtbot
) -> None:
    """As F8 selects the layers in the order of the list."""
    panel = ProblemsPanel(classifier, look)
    show(panel)
    panel.resize(420, 240)
    uids = [warning.uid for warning in classifier.warnings.listed]
    assert uids == [card.uid for card in _cards(panel)]
    for place in (1, 2, 0):
        classifier.stage.select((uids[place],))
        card = _cards(panel)[place]
        assert [each.marked for each in _cards(panel)] == [each is card for each in _cards(panel)]
        qtbot.waitUntil(
            lambda name=card.name: name.visibleRegion().boundingRect() == name.rect()  # all of it
        )


def test_a_fix_is_one_click_and_one_undo_step(classifier: Session, look: Look, show) -> None:
    panel = ProblemsPanel(classifier, look)
    show(panel)
    before = classifier.store.design
    fixes = _cards(panel)[0].fixes
    assert fixes.links[0].text() == "Use GlobalAveragePooling2D instead of flatten"
    # (32 + 1) * 512 instead of (11,552 + 1) * 512
    assert fixes.effects[0].text() == "total 130,857 (−5,898,240)"
    QTest.mouseClick(fixes.links[0], LEFT)
    assert classifier.controller.report.total == 130_857
    assert classifier.store.undo_stack.count() == 1
    assert [name for name, _ in _names(panel)] == ["max_pooling2d", "max_pooling2d_2"]
    classifier.store.undo_stack.undo()
    assert classifier.store.design is before
    assert len(_cards(panel)) == 3


def test_a_kind_is_switched_off_on_the_card_and_on_in_the_menu(
    classifier: Session, look: Look, show
) -> None:
    panel = ProblemsPanel(classifier, look)
    show(panel)
    QTest.mouseClick(_cards(panel)[1].hide_kind, LEFT)
    assert _names(panel) == [("flatten", FLATTEN)]
    assert panel.kinds.text() == "Warnings (1 off)"
    assert Settings().get("hidden_warnings") == "rows_dropped"  # and so it is at the next start
    menu = _opened(panel)
    rows, flatten = (next(a for a in menu.actions() if a.text() == t) for t in (ROWS, FLATTEN))
    assert (rows.isChecked(), flatten.isChecked()) == (False, True)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(rows).center())
    assert len(_cards(panel)) == 3
    assert panel.kinds.text() == "Warnings"
    menu = _opened(panel)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(flatten).center())
    assert [name for name, _ in _names(panel)] == ["max_pooling2d", "max_pooling2d_2"]


def _opened(panel: ProblemsPanel) -> QMenu:
    menu = panel.kinds.menu()
    menu.popup(panel.kinds.mapToGlobal(QPoint()))
    return menu


def test_they_follow_an_edit_and_a_preview(classifier: Session, look: Look, show) -> None:
    panel = ProblemsPanel(classifier, look)
    show(panel)
    flatten = classifier.store.design.chain[13]
    classifier.controller.preview(classifier.editor.would_insert(13, [MaxPooling2D()]))
    # 19 = 9 * 2 + 1, and 8 of 10 parameters are left in the Dense: (9 * 9 * 32 + 1) * 512
    assert [name for name, _ in _names(panel)] == [
        "flatten",
        "max_pooling2d",
        "max_pooling2d_2",
        "max_pooling2d_3",
    ]
    classifier.controller.preview(None)
    classifier.editor.remove([flatten.uid])
    assert "Dense on an image" in [kind for _, kind in _names(panel)]


def test_a_long_chain_is_looked_through_when_the_hand_rests(
    session: Session, look: Look, show, qtbot
) -> None:
    panel = ProblemsPanel(session, look)
    show(panel)
    layers = [Dropout()] * 1000 + [Conv2D(filters=8, padding="same"), BatchNormalization()] * 30
    session.editor.insert(1, layers)
    session.stage.select(())
    assert session.warnings.found == ()
    qtbot.waitUntil(lambda: len(session.warnings.found) == 30)
    assert len(_cards(panel)) == MOST
    assert panel.more.text() == "and 10 more"
    last = session.store.design.chain[-1].uid
    session.stage.select((last,))
    assert [card.uid for card in _cards(panel)][MOST:] == [last]
    assert panel.more.text() == "and 9 more"


def test_it_is_dressed_in_every_theme(classifier: Session, look: Look, show) -> None:
    panel = ProblemsPanel(classifier, look)
    show(panel)
    before = _cards(panel)[0].sizeHint().height()
    look.choose("dark", 1.8)
    assert _cards(panel)[0].sizeHint().height() > 1.4 * before
