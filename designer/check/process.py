"""Asks the Keras of another process: what is run, what it reads, and what it answers."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from designer.check.comparison import question
from designer.check.keras_side import Answer
from designer.core.report import Report

PATIENCE = 300
"""Seconds until an answer must be there: the first import of a backend can take a minute."""


class NoAnswer(Exception):
    """Keras was not asked or did not answer. *code* says why, *detail* what was heard."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def command(python: str) -> list[str]:
    """The program and its arguments."""
    return [python, str(Path(__file__).with_name("keras_side.py"))]


def written(reports: Iterable[Report]) -> bytes:
    """What the process reads."""
    return json.dumps([question(report) for report in reports]).encode()


def heard(output: bytes, errors: bytes = b"") -> Answer:
    """What the process said, or `NoAnswer`."""
    try:
        told: Any = json.loads(output)
    except ValueError as error:
        raise NoAnswer("failed", _last_line(errors)) from error
    if "missing" in told:
        raise NoAnswer("no_keras", told["missing"])
    return told


def ask(reports: Sequence[Report], python: str, patience: float = PATIENCE) -> Answer:
    """Keras's version, and its answer for each of the *reports*."""
    try:
        done = subprocess.run(
            command(python), input=written(reports), capture_output=True, timeout=patience
        )
    except subprocess.TimeoutExpired as error:
        raise NoAnswer("no_time", f"{patience:g}") from error
    except OSError as error:
        raise NoAnswer("no_python", error.strerror or str(error)) from error
    return heard(done.stdout, done.stderr)


def _last_line(errors: bytes) -> str:
    lines = errors.decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
