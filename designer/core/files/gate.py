"""The one gate for what comes from outside: bytes in, a `Design` or an `Unreadable` out.

The format is told by the content, never by the name of the file. Nothing of what is read is run.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from designer.core.design import Design
from designer.core.files import design_file, keras_json
from designer.core.files.faults import Unreadable, unreadable
from designer.core.files.strict_json import parse

LARGEST = 64 * 1024 * 1024
"""The most bytes that a file may have."""

_NOT_BLOCKING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_SIGNATURES = {
    b"PK\x03\x04": "archive_file",
    b"\x89HDF": "hdf5_file",
    b"\x1f\x8b": "compressed_file",
}


def read_design(path: str | os.PathLike[str]) -> Design:
    """The design in the file at *path*, whatever its format."""
    return design_of(read_bytes(path))


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a regular file, opened once; pipes, devices and folders are refused."""
    try:
        handle = os.open(path, os.O_RDONLY | _NOT_BLOCKING)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise unreadable("not_a_file")
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise _failed(path, error) from error
    if len(data) > LARGEST:
        raise unreadable("file_too_large", most=LARGEST)
    return data


def _failed(path: str | os.PathLike[str], error: Exception) -> Unreadable:
    if isinstance(error, IsADirectoryError) or Path(path).is_dir():
        return unreadable("not_a_file")
    if isinstance(error, FileNotFoundError):
        return unreadable("no_such_file")
    if isinstance(error, PermissionError):
        return unreadable("no_permission")
    return unreadable("read_failed", reason=getattr(error, "strerror", None) or str(error))


def design_of(data: bytes) -> Design:
    """The design in *data*: our own format, or Keras model JSON."""
    for signature, code in _SIGNATURES.items():
        if data.startswith(signature):
            raise unreadable(code)
    if not data.strip():
        raise unreadable("empty_file")
    value = parse(data)
    if isinstance(value, str):  # json.dump(model.to_json()) wraps the text once more
        value = parse(value.encode())
    if not isinstance(value, Mapping):
        raise unreadable("not_a_model")
    about = cast("Mapping[str, Any]", value)
    if design_file.is_ours(about):
        return design_file.read(about)
    if keras_json.is_model(about):
        return keras_json.read(about)
    raise unreadable("not_a_model")
