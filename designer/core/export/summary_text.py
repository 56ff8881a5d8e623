"""The summary of a design as a release of Keras prints it, to the last byte."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from designer.core.export import keras3_summary, older_releases, older_summary
from designer.core.optimizers import Optimizer
from designer.core.report import Report

Style = Literal[
    "keras3",
    "keras3.0",
    "keras2.15",
    "keras2.12",
    "keras2.6",
    "keras2.3",
    "keras2.2",
    "keras2.0.8",
    "keras2.0.3",
    "keras2.0.2",
    "keras1.2",
    "keras1.1.2",
    "keras1",
    "keras1.0.6",
    "keras1.0.3",
]

NARROWEST, WIDEST = 40, 1000
"""The widths between which every style has room for its columns and a use for its blanks."""

_BOXED: Mapping[Style, keras3_summary.Release] = {
    "keras3": keras3_summary.KERAS_3,
    "keras3.0": keras3_summary.KERAS_3_0,
}
_OLDER: Mapping[Style, older_releases.Release] = {
    "keras2.15": older_releases.KERAS_2_15,
    "keras2.12": older_releases.KERAS_2_12,
    "keras2.6": older_releases.KERAS_2_6,
    "keras2.3": older_releases.KERAS_2_3,
    "keras2.2": older_releases.KERAS_2_2,
    "keras2.0.8": older_releases.KERAS_2_0_8,
    "keras2.0.3": older_releases.KERAS_2_0_3,
    "keras2.0.2": older_releases.KERAS_2_0_2,
    "keras1.2": older_releases.KERAS_1_2,
    "keras1.1.2": older_releases.KERAS_1_1_2,
    "keras1": older_releases.KERAS_1_1_1,
    "keras1.0.6": older_releases.KERAS_1_0_6,
    "keras1.0.3": older_releases.KERAS_1_0_3,
}

TITLES: Mapping[Style, str] = {
    "keras3": "Keras 3",
    "keras3.0": "Keras 3.0.0",
    "keras2.15": "Keras 2.13 to 2.15",
    "keras2.12": "Keras 2.7 to 2.12",
    "keras2.6": "Keras 2.4 to 2.6",
    "keras2.3": "Keras 2.2.5 to 2.3",
    "keras2.2": "Keras 2.0.9 to 2.2.4",
    "keras2.0.8": "Keras 2.0.4 to 2.0.8",
    "keras2.0.3": "Keras 2.0.3",
    "keras2.0.2": "Keras 2.0.0 to 2.0.2",
    "keras1.2": "Keras 1.2",
    "keras1.1.2": "Keras 1.1.2",
    "keras1": "Keras 1.0.7 to 1.1.1",
    "keras1.0.6": "Keras 1.0.4 to 1.0.6",
    "keras1.0.3": "Keras 1.0.0 to 1.0.3",
}
"""What to call each style, the newest first."""


def summary_text(
    report: Report,
    style: Style = "keras3",
    width: int | None = None,
    show_trainable: bool = False,
    expand_nested: bool = False,
    columns: int | None = None,
    optimizer: Optimizer | None = None,
) -> str:
    """The text that `model.summary()` of that release prints.

    *width* is Keras's `line_length`; without it, what a log shows whatever the terminal.
    *columns* is the width of the console, for which Keras 3 has an eye: as many as needed where
    only *width* is given.
    *expand_nested* is known to the releases from 2.7 on, *show_trainable* to those from 2.8 on.
    Where a layer cannot run, it and those after it show `?`, and the line after the table says that
    the totals are the least they can be.
    With an *optimizer* it is the summary of a model that is compiled with it and has begun to
    train, as Keras 3 prints it; older releases print the same for it as without.
    """
    if style in _BOXED:
        boxed = _BOXED[style]
        lines = keras3_summary.lines(
            boxed, report, width, columns, show_trainable, expand_nested, optimizer
        )
    else:
        older = _OLDER[style]
        lines = older_summary.lines(older, report, width, show_trainable, expand_nested)
    return "".join(f"{line}\n" for line in lines)


def options_of(style: Style) -> frozenset[str]:
    """Which further arguments of `summary_text` change what that release prints."""
    if style in _BOXED:
        return frozenset({"width", "show_trainable", "expand_nested", "optimizer"})
    more = {"show_trainable", "expand_nested"} if _OLDER[style].knows_more else set[str]()
    return frozenset({"width", *more})


def cuts_counts(
    report: Report,
    style: Style,
    width: int | None = None,
    show_trainable: bool = False,
    columns: int | None = None,
    **_others: object,
) -> bool:
    """Whether a count has no room in its column, and the summary shows only the start of it; the
    other arguments of `summary_text` do not matter for that."""
    if style in _BOXED:
        boxed = _BOXED[style]
        return keras3_summary.cuts_counts(boxed, report, width, columns, show_trainable)
    return older_summary.cuts_counts(_OLDER[style], report, width)
