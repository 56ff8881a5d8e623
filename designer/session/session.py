"""Everything that belongs to one open window, but for the window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from designer.core.value import Value
from designer.session.controller import Controller
from designer.session.document import Document
from designer.session.editor import Editor
from designer.session.notices import Notices, appoint
from designer.session.settings import Settings
from designer.session.snapshots import Snapshots
from designer.session.stage import Stage
from designer.session.store import Store
from designer.session.warnings import Warnings


class Session(Value):
    """The parts that every view may use."""

    store: Store
    controller: Controller
    stage: Stage
    editor: Editor
    document: Document
    settings: Settings
    notices: Notices
    warnings: Warnings
    snapshots: Snapshots


def open_session(parent: QObject | None = None) -> Session:
    """A session with an empty design; its parts live as long as *parent*."""
    notices = Notices(parent)
    appoint(notices)
    store = Store(parent)
    settings = Settings(parent)
    stage = Stage(store, parent)  # before the controller: a deletion clears the selection first
    controller = Controller(store, parent)
    editor = Editor(store, stage)
    document = Document(store, settings, parent)
    warnings = Warnings(controller, settings, parent)
    kept = Snapshots(parent)
    return Session(store, controller, stage, editor, document, settings, notices, warnings, kept)
