"""What is remembered between two starts: theme, scale, recent files, the window's layout."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

_RECENT = 10
_LAYOUT = 1
"""The version of the window's parts: an older layout is not restored into a newer window."""

DEFAULTS: dict[str, Any] = {
    "theme": "system",
    "scale": 1.0,
    "wheel_zooms": False,
    "animate": True,
    "folder": "",
    "by_weight": False,
    "memory_view": "totals",
    "memory_precision": "set",
    "memory_optimizer": "adam",
    "memory_batch": 32,
    "memory_base": 1024,
    "memory_budget": "8 GiB",
    "budget_measure": "params",
    "budget_params": "1,000,000",
    "budget_bytes": "10 MB",
    "budget_macs": "100 M",
    "hidden_warnings": "",
}


class Settings(QObject):
    """Typed access to the stored settings; a damaged value reads as the default."""

    recent_changed = Signal()
    changed = Signal(object)
    """The name of a setting that has another value now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = QSettings("Layer Designer", "Layer Designer", self)

    def get(self, name: str) -> Any:
        """The value of a setting of `DEFAULTS`, in the type of its default."""
        default = DEFAULTS[name]
        value: Any = self._store.value(name, default)
        if isinstance(default, bool):
            return value in (True, "true", "1")
        try:
            return type(default)(value)
        except (TypeError, ValueError):
            return default

    def set(self, name: str, value: object) -> None:
        """Remember *value* under the name of one of `DEFAULTS`."""
        assert name in DEFAULTS, name
        before = self.get(name)
        self._store.setValue(name, value)
        if self.get(name) != before:
            self.changed.emit(name)

    @property
    def recent(self) -> list[Path]:
        """The files that were last open, the newest first."""
        stored: Any = self._store.value("recent", [])
        listed = cast("list[Any]", stored) if isinstance(stored, list) else [stored]
        return [Path(p) for p in listed if isinstance(p, str) and p][:_RECENT]

    def add_recent(self, path: Path) -> None:
        """Put *path* at the head of the recent files."""
        self._set_recent([path, *(p for p in self.recent if p != path)][:_RECENT])

    def forget_recent(self, path: Path) -> None:
        """Drop *path*, as it cannot be opened any more."""
        self._set_recent([p for p in self.recent if p != path])

    def _set_recent(self, paths: list[Path]) -> None:
        self._store.setValue("recent", [str(p) for p in paths])
        self.recent_changed.emit()

    # A damaged layout kills the process inside Qt. So it is stored with a checksum, and taken out
    # of the settings while it is being restored: a start that dies of it is not repeated.

    def take_layout(self) -> tuple[QByteArray, QByteArray] | None:
        """The stored geometry and state if they are whole; they are gone until stored again."""
        parts: list[Any] = [self._store.value(f"layout/{k}") for k in ("geometry", "state")]
        mark: Any = self._store.value("layout/mark")
        self._store.remove("layout")
        self._store.sync()
        if not all(isinstance(p, QByteArray) for p in parts) or mark != _mark(*parts):
            return None
        return parts[0], parts[1]

    def keep_layout(self, geometry: QByteArray, state: QByteArray) -> None:
        """Remember the window's geometry and the state of its docks."""
        self._store.setValue("layout/geometry", geometry)
        self._store.setValue("layout/state", state)
        self._store.setValue("layout/mark", _mark(geometry, state))


def _mark(geometry: QByteArray, state: QByteArray) -> str:
    import hashlib  # an empty window starts without it

    digest = hashlib.sha256(bytes(geometry.data()) + b"|" + bytes(state.data())).hexdigest()
    return f"{_LAYOUT}:{digest}"
