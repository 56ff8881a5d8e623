"""Looks before Qt leaps: Qt ends the whole process where its platform plugin cannot be loaded.

The libraries are those that PySide6's QtGui, QtWidgets and the plugins `xcb` and `wayland` need
and do not bring along (`objdump -p` of PySide6 6.11), each with its package on Debian and Ubuntu.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec

_COMMON = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}

_NO_QT = "PySide6 is not installed: run  python -m pip install PySide6-Essentials pyqtgraph"
_NO_DISPLAY = (
    "there is no display: start it on a desktop, or read designs without one with "
    "layer-designer summary FILE"
)
_NOT_REACHED = (
    "the display {display} cannot be reached: start it on a desktop, or read designs without one "
    "with  layer-designer summary FILE"
)
_LIBRARIES = "system libraries are missing; on Debian and Ubuntu run  sudo apt install {packages}"


def obstacle() -> str | None:
    """Why no window can open here, and what to do about it, in one line; None if it can."""
    if find_spec("PySide6") is None:
        return _NO_QT
    if not sys.platform.startswith("linux"):
        return None
    return libraries_obstacle() or _display_obstacle(os.environ)


def libraries_obstacle() -> str | None:
    """Which libraries QtGui lacks, even where it only paints into a file."""
    missing = _missing(_COMMON)
    return _LIBRARIES.format(packages=" ".join(missing)) if missing else None


def _display_obstacle(environment: Mapping[str, str]) -> str | None:
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform not in ("", "xcb", "wayland"):
        return None  # such as offscreen, which needs nothing
    display = environment.get("DISPLAY") if platform != "wayland" else None
    wayland = environment.get("WAYLAND_DISPLAY") if platform != "xcb" else None
    if not display and not wayland:
        return _NO_DISPLAY
    if wayland and not _missing(_WAYLAND):
        return None
    missing = _missing(_X11 if display else _WAYLAND)
    if missing:
        return _LIBRARIES.format(packages=" ".join(missing))
    return None if _answers() else _NOT_REACHED.format(display=display)


def _missing(libraries: Mapping[str, str]) -> list[str]:
    """The packages of those *libraries* that cannot be loaded."""
    return sorted(_packages(libraries, (name for name in libraries if not _loads(name))))


def _packages(libraries: Mapping[str, str], names: Iterable[str]) -> set[str]:
    return {libraries[name] for name in names}


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _answers() -> bool:
    """Whether the X server of DISPLAY takes a connection."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
