"""Models that the older releases built and printed themselves, and the way back from those texts.

What was built and how is told in tests/data/README.md.
"""

from collections.abc import Callable, Iterator
from typing import Any

from designer.core.analyse import analyse
from designer.core.export.summary_text import WIDEST, Style, summary_text
from designer.core.files.gate import design_of
from designer.core.files.printed_summary import parse
from designer.core.files.summary_rows import printed_total
from designer.core.report import Report

Cases = Callable[[str], list[dict[str, Any]]]
Compared = Callable[[str, int], None]


def printed(cases: Cases) -> Iterator[tuple[dict[str, Any], Report, dict[str, Any]]]:
    """Each model with its report, and each of its summaries."""
    for case in cases("older_models"):
        report = analyse(design_of(case["model"].encode()))
        for summary in case["printed"]:
            yield case, report, summary


def test_what_the_releases_print(cases: Cases, compared: Compared):
    releases: set[str] = set()
    count = 0
    for case, report, summary in printed(cases):
        options = (summary["width"], summary["show_trainable"], summary["expand_nested"])
        assert summary_text(report, case["style"], *options) == summary["text"], case["release"]
        releases.add(case["release"])
        count += 1
    assert len(releases) == 16
    assert count == 1469
    compared("summaries that older releases printed of their own models", count)


def test_the_way_back(cases: Cases, compared: Compared):
    """Attention and models inside included: only what is cut off, or not counted, is lost.

    A table of 50 columns has no room for the head of the counts.
    """
    count = 0
    for case, report, summary in printed(cases):
        roomy = summary["width"] != 50
        if roomy and _is_whole(report, case["style"], summary["text"]):
            again = analyse(parse(summary["text"]))
            assert _sizes(again) == _sizes(report), (case["release"], summary["text"])
            count += 1
    assert count == 483
    compared("summaries of older releases read back", count)


def _sizes(report: Report) -> list[Any]:
    return [(row.outputs, row.params) for row in report.printed]


def _is_whole(report: Report, style: Style, text: str) -> bool:
    """Whether all words of a summary that is wide enough are there, and it counts all weights."""
    wraps = style in ("keras2.12", "keras2.15")
    words = set(text.split())
    whole = (
        wraps or set(summary_text(report, style, WIDEST).split("=" * WIDEST)[1].split()) <= words
    )
    return whole and printed_total(text) == report.total
