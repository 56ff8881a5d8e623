"""Memory as Keras writes it, and numbers and shapes as text.

The memory texts are those of `keras.src.utils.summary_utils.readable_memory_size`.
"""

import pytest

from designer.core.units import flow_text, grouped, memory, shape_text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0.00 B"),
        (1023, "1023.00 B"),
        (1024, "1.00 KB"),
        (1024**2 - 1, "1024.00 KB"),
        (1024**2, "1.00 MB"),
        (24_116_388, "23.00 MB"),
        (4 * 138_357_544, "527.79 MB"),
        (1024**5, "1.00 PB"),
        (1024**6, "1024.00 PB"),
    ],
)
def test_memory(size: int, text: str):
    assert memory(size) == text


def test_the_smallest_unit_was_a_byte_from_2_13_to_2_15():
    assert memory(0, smallest="Byte") == "0.00 Byte"
    assert memory(2048, smallest="Byte") == "2.00 KB"


def test_digits_in_groups():
    assert grouped(1_199_882) == "1,199,882"
    assert grouped(0) == "0"
    assert grouped(10**4000) == "about 10^4000"


def test_shapes():
    assert shape_text((None, 26, 26, 32)) == "(None, 26, 26, 32)"
    assert shape_text((None,)) == "(None)"
    assert flow_text((None, 26, None, 32)) == "26 × None × 32"
    assert flow_text((None,)) == "one number"
