"""Everything the program says, in one place: for the window and the command line alike."""

from designer.words.files import fault_message, fault_text, save_error_text
from designer.words.fixes import effect_text, fix_text
from designer.words.measures import macs_text, measure_text, measure_title
from designer.words.problems import (
    problem_advice,
    problem_short,
    problem_text,
    waits_text,
    warnings_text,
)

__all__ = [
    "effect_text",
    "fault_message",
    "fault_text",
    "fix_text",
    "macs_text",
    "measure_text",
    "measure_title",
    "problem_advice",
    "problem_short",
    "problem_text",
    "save_error_text",
    "waits_text",
    "warnings_text",
]
