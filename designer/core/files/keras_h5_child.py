"""Run as a program of its own: writes the attribute `model_config` of the HDF5 file it is fed.

The exit status says what is wrong; a crash, or a limit that is reached, says that it is damaged.
"""

import sys
from importlib import import_module
from typing import Any

LARGEST = 16 * 1024 * 1024
"""The most bytes that the description of a model may have."""

NO_LIBRARY, NO_MODEL, TOO_LARGE, DAMAGED = 10, 11, 12, 13

_MEMORY = 2 * 1024 * 1024 * 1024
_SECONDS = 10


def main() -> int:
    """Read standard input, which must be a file, and write to standard output."""
    try:
        library = import_module("h5py")
    except ImportError:
        return NO_LIBRARY
    _limit()
    try:
        text = _model_config(library)
    except (OSError, ValueError, TypeError, KeyError, RuntimeError, MemoryError):
        return DAMAGED
    if text is None:
        return NO_MODEL
    if len(text) > LARGEST:
        return TOO_LARGE
    sys.stdout.buffer.write(text)
    return 0


def _limit() -> None:
    """Take no more memory, time and disk than any model needs, where the system can see to it."""
    try:
        resource: Any = import_module("resource")
    except ImportError:  # Windows has none; the time is limited from outside
        return
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST),
        (resource.RLIMIT_CORE, 0),
    ):
        ceiling = resource.getrlimit(kind)[1]
        most = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(kind, (most, most))


def _model_config(library: Any) -> bytes | None:
    """The attribute of the root; no link is followed, and no data set is looked at."""
    with library.File(sys.stdin.buffer, "r") as file:
        value = file.attrs.get("model_config")
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return bytes(value) if isinstance(value, bytes) else None


if __name__ == "__main__":
    sys.exit(main())
