"""How derivations are worded."""

from __future__ import annotations

from designer.core.export.labels import Voice
from designer.words.failures import failure_lines
from designer.words.mistakes import mistake_text
from designer.words.problems import problem_text
from designer.words.terms import origin_text, term_text
from designer.words.warnings import warning_lines

VOICE = Voice(
    problem=problem_text,
    term=term_text,
    origin=origin_text,
    mistake=mistake_text,
    failure=failure_lines,
    warnings=warning_lines,
)
