"""The HDF5 file that Keras 1 and 2 saved, `.h5`: only the attribute that describes the model.

Damaged files can crash the library that reads them, so a process of its own does, with limits.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from designer.core.files.faults import unreadable
from designer.core.files.keras_h5_child import (
    LARGEST,
    NO_LIBRARY,
    NO_MODEL,
    TOO_LARGE,
)

SIGNATURE = b"\x89HDF\r\n\x1a\n"
SECONDS = 20.0
"""As long as the reading may take."""

_CHILD = Path(__file__).with_name("keras_h5_child.py")
_CODES = {NO_LIBRARY: "no_h5py", NO_MODEL: "no_model_config", TOO_LARGE: "h5_too_large"}


def model_config(file: BinaryIO) -> bytes:
    """The JSON that describes the model in *file*, an open file with a descriptor."""
    with tempfile.TemporaryFile() as out:
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(_CHILD)],
                stdin=file,
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise unreadable("h5_damaged") from error
        if done.returncode:
            raise unreadable(_CODES.get(done.returncode, "h5_damaged"))
        out.seek(0)
        return out.read(LARGEST)
