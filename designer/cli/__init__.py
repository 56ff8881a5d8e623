"""The headless door: summaries, derivations and exports, without Qt."""

from designer.cli.arguments import parse
from designer.cli.verbs import FAILED, FINE, PROBLEM, run

__all__ = ["FAILED", "FINE", "PROBLEM", "parse", "run"]
