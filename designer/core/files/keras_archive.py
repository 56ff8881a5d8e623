"""The archive that Keras 3 saves, `.keras`: a zip of which only `config.json` is read.

Nothing is extracted. What could make the reading long or large is refused before it is begun.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import BinaryIO

from designer.core.files.faults import unreadable

SIGNATURE = b"PK\x03\x04"
LARGEST = 16 * 1024 * 1024
"""The most bytes that the description of a model may have."""

_CONFIG = "config.json"
_LARGEST_DIRECTORY = 1024 * 1024
_END = struct.Struct("<4s4H2LH")
"""The last record of a zip: signature, disks, entries, size and place of the directory, comment."""

_ENDS_AT_MOST = _END.size + 0xFFFF
_LOCATOR = b"PK\x06\x07"
"""What stands before that record if a second one has larger numbers, as files over 4 GiB need."""

_LOCATOR_SIZE = 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What `zipfile` raises for an archive that is damaged, or needs what it cannot do."""


def model_config(file: BinaryIO) -> bytes:
    """The JSON that describes the model in the archive *file*, or `Unreadable`."""
    _check_directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            return _content(archive, _entry(archive))
    except _BROKEN as error:
        raise unreadable("archive_damaged") from error


def _check_directory(file: BinaryIO) -> None:
    """Refuse a list of entries that is longer than any model needs; `zipfile` reads it whole."""
    size = file.seek(0, 2)
    file.seek(max(size - _ENDS_AT_MOST - _LOCATOR_SIZE, 0))
    tail = file.read()
    start = tail.rfind(b"PK\x05\x06")
    if start < 0 or len(tail) - start < _END.size:
        raise unreadable("archive_damaged")
    directory = _END.unpack_from(tail, start)[5]
    before = tail[max(start - _LOCATOR_SIZE, 0) : start]
    if directory > _LARGEST_DIRECTORY or before.startswith(_LOCATOR):
        raise unreadable("archive_too_large")


def _entry(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    entries = {entry.filename: entry for entry in archive.infolist()}
    if len(entries) != len(archive.infolist()):
        raise unreadable("archive_twice")
    if _CONFIG not in entries:
        raise unreadable("no_keras_archive")
    entry = entries[_CONFIG]
    if entry.file_size > LARGEST:
        raise unreadable("file_too_large", _CONFIG, most=LARGEST)
    if entry.compress_type not in _METHODS or entry.flag_bits & _ENCRYPTED:
        raise unreadable("archive_method", _CONFIG)
    return entry


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as opened:
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise unreadable("file_too_large", _CONFIG, most=LARGEST)
    return data
