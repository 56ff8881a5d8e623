"""Writes a file so that either the old or the new content is there, whatever happens.

Plain writing loses the file when the program or the machine stops half-way, and `QSaveFile` can
commit a truncated file; so the bytes go into a new file beside the target, are forced to the disk,
and take its place in one step. The previous file stays as `.bak`.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Generator, Iterable, Iterator
from itertools import count
from pathlib import Path

_MARK = ".~ld-"
_numbers = count()
_AT_ONCE = 1 << 23
"""After so many bytes the disk is waited for, so that there is no long wait at the end."""


def write(path: Path, data: bytes) -> None:
    """Make *data* the content of *path*; on an `OSError` the old file is as it was."""
    for _ in writing(path, (data,)):
        pass


def writing(path: Path, pieces: Iterable[bytes]) -> Generator[int, None, None]:
    """The same for a file in *pieces*; tells after each of them how many bytes there are.

    Until all is there the old file is as it was, also where somebody stops and closes the iterator.
    """
    target = path.resolve() if path.is_symlink() else path
    fresh = target.with_name(f"{_MARK}{os.getpid()}-{next(_numbers)}")
    try:
        yield from _filling(fresh, pieces, _mode(target))
        _keep_previous(target)
        fresh.replace(target)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()  # it is there if something failed
    _force_folder(target.parent)


def remove_strays(folder: Path) -> None:
    """Remove what writers of programs that have died left in *folder*."""
    with contextlib.suppress(OSError):
        for stray in folder.glob(f"{_MARK}*"):
            pid = stray.name.removeprefix(_MARK).partition("-")[0]
            if pid.isdecimal() and not _alive(int(pid)):
                with contextlib.suppress(OSError):
                    stray.unlink()


def _filling(path: Path, pieces: Iterable[bytes], mode: int) -> Iterator[int]:
    with contextlib.suppress(FileNotFoundError):
        path.unlink()  # left by a process of the same number that has died
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    done = forced = 0
    try:
        for piece in pieces:
            left = memoryview(piece)
            while left:
                left = left[os.write(handle, left) :]
            done += len(piece)
            if done - forced > _AT_ONCE:
                os.fsync(handle)
                forced = done
            yield done
        os.fsync(handle)
    finally:
        os.close(handle)


def _mode(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        return 0o644


def _keep_previous(target: Path) -> None:
    if not target.exists():
        return
    backup = target.with_name(target.name + ".bak")
    with contextlib.suppress(OSError):  # a drive without links still gets its file saved
        backup.unlink(missing_ok=True)
        os.link(target, backup)


def _force_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # some network drives cannot; the file itself is safe
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
