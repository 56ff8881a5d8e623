"""What every test gets: a screen that nobody sees, folders of its own, and no network."""

import os
import socket

import pytest
from hypothesis import settings
from PySide6.QtCore import QSettings

# On "minimal" a QDrag runs its true loop, which "offscreen" skips; it needs no X server either.
# Its screen is 240x320, so a test of full-screen windows asks for offscreen in a child process.
os.environ.setdefault("QT_QPA_PLATFORM", "minimal:enable_fonts")

# How long an example takes says more about the machine than about the program.
settings.register_profile("patient", settings(), deadline=None)
settings.load_profile("patient")

_FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
}


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, journals and caches go to a temporary folder."""
    home = tmp_path_factory.mktemp("home")
    for variable, name in _FOLDERS.items():
        monkeypatch.setenv(variable, str(home / name))
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(home / "config"))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program never talks to the network; a test that tries fails."""

    def refuse(*_: object) -> None:
        raise AssertionError("the program tried to open a network connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
