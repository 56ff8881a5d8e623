"""The open file: new, open, save, and whether there is something to lose."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from designer.core.design import Design, new_design
from designer.core.files.faults import Unreadable
from designer.core.value import Value
from designer.session.settings import Settings
from designer.session.store import Store
from designer.session.writer import remove_strays, write

SUFFIX = ".design"


class Print(Value):
    """What a file was when it was last read or written, to notice that somebody else wrote it."""

    size: int
    time: int
    digest: str


class Document(QObject):
    """A path, and the design as it was last saved there. `changed` says that either did."""

    changed = Signal()

    def __init__(self, store: Store, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._settings = settings
        self._saved: Design = store.design
        self._print: Print | None = None
        self.path: Path | None = None
        self.source: Path | None = None
        """Where an unnamed design was read from."""
        store.changed.connect(self._design_changed)

    @property
    def dirty(self) -> bool:
        """Whether the design differs from what is saved."""
        whole = self._store.design.whole
        return whole is not self._saved and whole != self._saved

    @property
    def name(self) -> str:
        """What to call the document; empty while it has no file and came from none."""
        return self.path.name if self.path else self.stem

    @property
    def stem(self) -> str:
        """What its files are called, but for their endings."""
        origin = self.path or self.source
        return origin.stem if origin else ""

    def new(self, design: Design | None = None) -> None:
        """Begin with an empty design, or with *design* as an unnamed one."""
        self._become(design or new_design(), None)

    def read(self, path: Path) -> Design:
        """The design in a file of any format that is known; `Unreadable` changes nothing."""
        from designer.core.files import gate  # an empty window starts without the formats

        try:
            return gate.read_design(path)
        except Unreadable:
            if not path.exists():
                self._settings.forget_recent(path.absolute())
            raise

    def open(self, path: Path, design: Design) -> None:
        """Make *design*, read from *path*, the open document.

        A file of another format is opened as an unnamed design, so that saving does not overwrite
        what cannot be told apart from somebody else's file.
        """
        path = path.absolute()
        remove_strays(path.parent)
        self._become(design, path if path.suffix in (SUFFIX, ".json") else None, path)
        self._settings.add_recent(path)

    def save(self, path: Path) -> None:
        """Write the design to *path*; an `OSError` leaves the file that was there."""
        path = path.absolute()
        design = self._store.design.whole
        write(path, encoded(design, path))
        self.path = path
        self._saved = design
        self._print = _print(path)
        self._settings.add_recent(path)
        self.changed.emit()

    @property
    def changed_on_disk(self) -> bool:
        """Whether somebody else wrote the file since it was opened or saved here."""
        return (
            self.path is not None
            and self._print is not None
            and (self.path.exists() and _print(self.path) != self._print)
        )

    def _become(self, design: Design, path: Path | None, source: Path | None = None) -> None:
        self.path, self.source = path, source
        self._saved = design
        self._print = _print(path) if path else None
        self._store.reset(design)

    def _design_changed(self, _design: object) -> None:
        self.changed.emit()


def encoded(design: Design, path: Path) -> bytes:
    """The bytes of *design* in the format that the name of *path* asks for, checked by reading."""
    from designer.core.files import design_file, gate, keras_json

    if path.suffix == ".json":
        return keras_json.write(design).encode()
    data = design_file.write(design)
    assert gate.design_of(data) == design, "what was written reads back as it was"
    return data


def _print(path: Path) -> Print:
    import hashlib  # an empty window starts without it

    about = path.stat()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Print(about.st_size, about.st_mtime_ns, digest)
