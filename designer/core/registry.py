"""The layer types that there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from designer.core.layer import Layer


class Registry(Mapping[str, "type[Layer]"]):
    """The layer types by their Keras class names, family by family.

    The families are imported when somebody asks: an empty window starts without them.
    """

    def __init__(self) -> None:
        self._added: dict[str, type[Layer]] = {}

    def add(self, cls: type[Layer]) -> None:
        """Take in a layer type; its name must be new."""
        if cls.keras in self._added:
            raise ValueError(f"two layers named {cls.keras}")
        self._added[cls.keras] = cls
        self.__dict__.pop("_all", None)

    @cached_property
    def _all(self) -> dict[str, type[Layer]]:
        families = import_module("designer.core.layers").import_families()
        place = {name: i for i, name in enumerate(families)}
        # by family, whichever was imported first; within one as its module has them
        ordered = sorted(
            self._added.values(), key=lambda cls: place.get(cls.__module__, len(place))
        )
        return {cls.keras: cls for cls in ordered}

    def __getitem__(self, name: str) -> type[Layer]:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)
