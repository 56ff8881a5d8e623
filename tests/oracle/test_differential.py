"""Chains that nobody has thought of: Keras and this program say the same, or the test fails.

What hypothesis shows is the smallest chain that it could find.
"""

from hypothesis import HealthCheck, given, settings

from designer.check.comparison import differences, question
from designer.check.keras_side import answer
from designer.core.analyse import analyse
from designer.core.design import Design

from .drawn import chains


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(chains())
def test_keras_says_the_same(design: Design):
    report = analyse(design)
    told = answer(question(report))
    assert differences(report, told) == [], told["refused"]
