"""Chains that nobody has thought of: Keras and this program say the same, or the test fails.

What hypothesis shows is the smallest chain that it could find. The same few chains are drawn each
time, unless `ORACLE_CHAINS` asks for a number of other ones.
"""

import os

from hypothesis import HealthCheck, given, settings

from designer.check.comparison import differences, question
from designer.check.keras_side import answer
from designer.core.analyse import analyse
from designer.core.design import Design

from .drawn import chains

CHAINS = os.environ.get("ORACLE_CHAINS")


@settings(
    max_examples=int(CHAINS or 300),
    derandomize=CHAINS is None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(chains())
def test_keras_says_the_same(design: Design):
    report = analyse(design)
    told = answer(question(report))
    assert differences(report, told) == [], told["refused"]
