"""Where the bundled resources are: in an installed wheel, or beside the package in a checkout."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _root() -> Path:
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """The bundled file or folder, as in ``resource("themes", "light.json")``."""
    return _root().joinpath(*parts)
