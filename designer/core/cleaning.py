"""Text from outside, made fit to be shown and saved: nothing that is unseen or turns it around."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 255

# Control characters, the marks that reverse the reading direction, line and paragraph separators,
# halves of surrogate pairs (which no file could be written with), and noncharacters.
_UNSEEN = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\ufffe\uffff]"
)
_UNSEEN_IN_PROSE = f"(?![\n\t]){_UNSEEN}"


def clean_prose(text: str) -> str:
    """*text* with the characters that nobody sees as escapes; line breaks and tabs stay."""
    return re.sub(_UNSEEN_IN_PROSE, _escape, text)


def clean_line(text: str) -> str:
    """*text* as one line, with the characters that nobody sees as escapes."""
    return re.sub(_UNSEEN, _escape, text)


def clean_name(text: str) -> str:
    """*text* as a name: one line, composed (NFC), at most 255 characters."""
    return unicodedata.normalize("NFC", clean_line(text))[:LONGEST_NAME]


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
