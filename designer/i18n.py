"""Translation of what the user reads: gettext, falling back to the English of the source."""

from __future__ import annotations

import gettext
from functools import cache

from designer.paths import resource

DOMAIN = "layer-designer"


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, resource("i18n"), fallback=True)


def tr(text: str) -> str:
    """*text* in the language of the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG)."""
    return _catalogue().gettext(text) if text else ""


def marked(text: str) -> str:
    """*text* as it is: marks a sentence for translators where it is stored, not yet shown."""
    return text
