"""What a fix would do, in a few words: the text of its link and of its undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from designer.i18n import tr

if TYPE_CHECKING:
    from designer.core.fixes import Fix

FIXES: dict[str, str] = {
    "set": "set {field} to {value}",
    "set_there": "set {field} of {name} to {value}",
    "use": "use {layer} instead of {name}",
    "insert": "insert {layer}",
    "remove": "remove {name}",
    "input": "set the input to {value}",
}


def fix_text(fix: Fix) -> str:
    """ "set kernel_size to 3×3", as a link says it; the first letter is for the reader to raise."""
    return tr(FIXES[fix.code]).format(**fix.values)
