"""What the arrow keys make of a number: plain arithmetic, checked by hand."""

import pytest

from designer.ui.panels.stepping import number_at, stepped


@pytest.mark.parametrize(
    ("number", "up", "down", "doubled", "halved"),
    [
        ("3", "4", "2", "4", "2"),
        ("32", "33", "31", "64", "16"),
        ("33", "34", "32", "64", "32"),
        ("1", "2", "0", "2", "1"),
        ("0", "1", "-1", "1", "-1"),
        ("-1", "0", "-2", "0", "-2"),
        ("0.25", "0.26", "0.24", "0.26", "0.24"),
        ("0.9", "1.0", "0.8", "1.0", "0.8"),
        ("536870912", "536870913", "536870911", "1073741824", "268435456"),
    ],
)
def test_a_step(number: str, up: str, down: str, doubled: str, halved: str) -> None:
    assert stepped(number, up=True, by_power=False) == up
    assert stepped(number, up=False, by_power=False) == down
    assert stepped(number, up=True, by_power=True) == doubled
    assert stepped(number, up=False, by_power=True) == halved


@pytest.mark.parametrize(
    ("text", "cursor", "index", "number"),
    [
        ("3×5", 0, 0, "3"),
        ("3×5", 1, 0, "3"),
        ("3×5", 2, 1, "5"),
        ("3×5", 3, 1, "5"),
        ("28, 28, 1", 5, 1, "28"),
        (" 7", 0, 0, "7"),
        ("-1, 64", 0, 0, "-1"),
        ("0.25", 2, 0, "0.25"),
    ],
)
def test_the_number_at_the_cursor(text: str, cursor: int, index: int, number: str) -> None:
    place = number_at(text, cursor)
    assert place is not None
    assert (place.index, place.text) == (index, number)
    assert place.put("x", text) == text[: place.start] + "x" + text[place.start + len(number) :]


def test_a_text_without_a_number_has_no_place() -> None:
    assert number_at("None", 2) is None
    assert number_at("", 0) is None
