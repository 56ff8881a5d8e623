"""Every layer type, one module a family. A new module is found by itself."""

from importlib import import_module

_FIRST = ("dense", "pooling", "wrappers", "images")
"""Where a shelf is filled by several modules, the one with the layers that everybody knows."""


def import_families() -> list[str]:
    """Import every module of the package; their names, in the order of the shelves."""
    import pkgutil  # an empty window starts without it

    names = [f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__)]
    first = [f"{__name__}.{name}" for name in _FIRST]
    ordered = list(dict.fromkeys((*first, *names)))
    for name in ordered:
        import_module(name)
    return ordered
