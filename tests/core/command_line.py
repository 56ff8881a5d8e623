"""The program as somebody starts it in a terminal: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


class Run:
    """What the program gave when it was started with *arguments*."""

    def __init__(self, *arguments: str, folder: Path | None = None, **environment: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "designer", *arguments],
            capture_output=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
            timeout=120,
        )
        self.status = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()

    @property
    def told(self) -> list[str]:
        """What it told beside the answer, line by line."""
        return self.err.splitlines()
