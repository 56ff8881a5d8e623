"""Every layer type, one module a family; importing the package registers them all."""

import pkgutil
from importlib import import_module

_FIRST = ("dense", "pooling", "wrappers", "images")
"""Where a shelf is filled by several modules, the one with the layers that everybody knows."""

for _name in sorted(
    (m.name for m in pkgutil.iter_modules(__path__)), key=lambda n: n not in _FIRST
):
    import_module(f"{__name__}.{_name}")
