"""Sentences about the optimizer with which the model of a file is compiled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from designer.core.files.json_values import members
from designer.i18n import tr
from designer.words.values import shown


def no_optimizer_text(compiled: Mapping[str, Any] | None) -> str:
    """Why the optimizer of the file was not counted: there is none, or it is not known."""
    if compiled is None:
        return tr("the model is not compiled, so it is printed without an optimizer")
    given = compiled.get("optimizer")
    name = members(given).get("class_name", given)
    told = tr("what the optimizer {name} keeps is not known here, so it is printed without it")
    return told.format(name=shown(name))
