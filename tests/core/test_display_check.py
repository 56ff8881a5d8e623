"""Before Qt starts: what is missing is told in one line, with the names of the packages."""

import os
import subprocess
import sys

import pytest

from designer import display_check
from designer.display_check import obstacle

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there Qt ends the process")


def opened(**environment: str) -> subprocess.CompletedProcess[str]:
    """What starting the window gives."""
    clean = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "designer"],
        capture_output=True,
        text=True,
        env={
            **clean,
            "QT_QPA_PLATFORM": "",
            "PYTHONPATH": os.pathsep.join(sys.path),
            **environment,
        },
        timeout=60,
    )


@pytest.mark.parametrize(
    "environment",
    [{}, {"DISPLAY": ":4711"}, {"DISPLAY": "nowhere"}, {"QT_QPA_PLATFORM": "xcb"}],
    ids=["none", "no server", "no display", "xcb without one"],
)
def test_without_a_display_there_is_one_line_and_no_abort(environment: dict[str, str]):
    done = opened(**environment)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("layer-designer: ")


def test_the_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if display_check.libraries_obstacle() is None:
        assert "layer-designer summary FILE" in (obstacle() or "")


def test_missing_libraries_are_named_by_their_packages(monkeypatch: pytest.MonkeyPatch):
    """Real names of libraries that no machine has: the loader itself says that they are missing."""
    libraries = {"libnone-a.so.1": "libnone-a1", "libc.so.6": "libc6", "libnone-b.so": "libnone-b"}
    monkeypatch.setattr(display_check, "_COMMON", libraries)
    assert obstacle() == (
        "system libraries are missing; on Debian and Ubuntu run  "
        "sudo apt install libnone-a1 libnone-b"
    )


def test_platforms_without_a_display_are_left_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(display_check, "_COMMON", {"libc.so.6": "libc6"})
    monkeypatch.delenv("DISPLAY", raising=False)
    for platform in ("offscreen", "minimal:enable_fonts", "vnc"):
        monkeypatch.setenv("QT_QPA_PLATFORM", platform)
        assert obstacle() is None


def test_each_plugin_asks_for_its_own_libraries(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(display_check, "_COMMON", {"libc.so.6": "libc6"})
    monkeypatch.setattr(display_check, "_X11", {"libnone-x.so": "libnone-x"})
    monkeypatch.setattr(display_check, "_WAYLAND", {"libc.so.6": "libc6"})
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert (obstacle() or "").endswith("sudo apt install libnone-x")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert obstacle() is None
    monkeypatch.setattr(display_check, "_WAYLAND", {"libnone-w.so": "libnone-w"})
    monkeypatch.setenv("QT_QPA_PLATFORM", "wayland")
    assert (obstacle() or "").endswith("sudo apt install libnone-w")
