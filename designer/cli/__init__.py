"""The headless door: summaries, derivations and exports, without Qt.

Its verbs and what they print are imported when one is asked for: the window opens without them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from designer.cli.arguments import parse
from designer.cli.status import FAILED, FINE, PROBLEM

if TYPE_CHECKING:
    from designer.core.report import Report

__all__ = ["FAILED", "FINE", "PROBLEM", "parse", "run"]


def run(wish: argparse.Namespace, paint: Callable[[Report, Path], str | None]) -> int:
    """Do what was wanted, and give the exit status; *paint* writes a picture of the chain, or says
    why it cannot.
    """
    from designer.cli import verbs

    return verbs.run(wish, paint)
