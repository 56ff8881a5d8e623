"""What a fix would do, in a few words: the text of its link and of its undo step."""

from __future__ import annotations

from designer.core.fixes import Fix
from designer.i18n import tr

FIXES: dict[str, str] = {
    "set": "set {field} to {value}",
    "insert": "insert {layer}",
    "remove": "remove {name}",
    "input": "set the input to {value}",
}


def fix_text(fix: Fix) -> str:
    """ "set kernel_size to 3×3", as a link says it; the first letter is for the reader to raise."""
    return tr(FIXES[fix.code]).format(**fix.values)
