"""Every layer type, one module a family; importing the package registers them all."""

import pkgutil
from importlib import import_module

_FIRST = ("dense", "pooling", "wrappers", "images")
"""Where a shelf is filled by several modules, the one with the layers that everybody knows."""

for _name in (*_FIRST, *(module.name for module in pkgutil.iter_modules(__path__))):
    import_module(f"{__name__}.{_name}")
