"""The one gate for what comes from outside: bytes in, a `Design` or an `Unreadable` out.

The format is told by the content, never by the name of the file. Nothing of what is read is run.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from designer.core.design import Design
from designer.core.files import (
    design_file,
    keras_archive,
    keras_h5,
    keras_json,
    keras_yaml,
    printed_summary,
)
from designer.core.files.faults import Unreadable, unreadable
from designer.core.files.strict_json import parse

LARGEST = 64 * 1024 * 1024
"""The most bytes that a text may have."""

_NOT_BLOCKING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_COMPRESSED = b"\x1f\x8b"
_LONGEST_SIGNATURE = 8


def read_design(path: str | os.PathLike[str]) -> Design:
    """The design in the file at *path*, whatever its format."""
    return _design_in(_opened(path, _description))


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a regular file, opened once; pipes, devices and folders are refused."""
    return _opened(path, _content)


def _opened(path: str | os.PathLike[str], read: Callable[[BinaryIO], bytes]) -> bytes:
    """What *read* makes of the regular file at *path*."""
    try:
        handle = os.open(path, os.O_RDONLY | _NOT_BLOCKING)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise unreadable("not_a_file")
            return read(file)
    except (OSError, ValueError) as error:
        raise _failed(path, error) from error


def _content(file: BinaryIO) -> bytes:
    data = file.read(LARGEST + 1)
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


def _description(file: BinaryIO) -> bytes:
    """The text that describes a design. A file with weights can be large: they are not read."""
    start = file.read(_LONGEST_SIGNATURE)
    file.seek(0)
    if start.startswith(keras_archive.SIGNATURE):
        return keras_archive.model_config(file)
    if start.startswith(keras_h5.SIGNATURE):
        return keras_h5.model_config(file)
    return _content(file)


def design_of(data: bytes) -> Design:
    """The design in *data*, whatever its format."""
    with TemporaryFile() if data.startswith(keras_h5.SIGNATURE) else BytesIO() as file:
        file.write(data)
        file.seek(0)
        return _design_in(_description(file))


def _design_in(data: bytes) -> Design:
    if data.startswith(_COMPRESSED):
        raise unreadable("compressed_file")
    if not data.strip():
        raise unreadable("empty_file")
    if printed_summary.is_summary(data):
        return printed_summary.parse(data.decode("utf-8", "replace"))
    value = keras_yaml.parse(data) if keras_yaml.looks_like_model(data) else parse(data)
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
