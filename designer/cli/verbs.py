"""What each verb does: read, analyse, print, and tell what went wrong."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from designer.cli.arguments import COMPILED, MODELS, PICTURES, endings
from designer.cli.status import FAILED, FINE, PROBLEM
from designer.core.analyse import analyse
from designer.core.design import Design
from designer.core.export.derivation import derivation
from designer.core.export.json_object import json_object
from designer.core.export.summary_text import TITLES, cuts_counts, summary_text
from designer.core.export.worked import NOTATIONS, layer_derivation
from designer.core.files.compiled import optimizer_of
from designer.core.files.faults import Unreadable
from designer.core.files.gate import read_design
from designer.core.optimizers import OPTIMIZERS, Optimizer
from designer.core.problems import Refused
from designer.core.report import Report, Row
from designer.formats import archive_for, format_for
from designer.words import fault_message, fault_text, problem_text, save_error_text
from designer.words.assumptions import assumption_note
from designer.words.compiled import no_optimizer_text
from designer.words.open_sizes import open_sizes_text
from designer.words.voice import VOICE

Paint = Callable[[Report, Path], str | None]
"""Writes the chain as a picture, or says why it cannot; only who knows the window can do it."""


def run(wish: argparse.Namespace, paint: Paint) -> int:
    """Do what was wanted, and give the exit status."""
    for stream in (sys.stdout, sys.stderr):
        _in_utf8(stream)
    verbs: dict[str, Callable[[], int]] = {
        "summary": lambda: _summary(wish),
        "explain": lambda: _explain(wish),
        "export": lambda: _export(wish, paint),
        "check": lambda: _check(wish),
        "compare": lambda: _compare(wish),
    }
    try:
        status = verbs[wish.verb]()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return status


def _in_utf8(stream: object) -> None:
    """Names of files and layers can hold anything, whatever the terminal says it can show."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _say(text: str) -> None:
    print(f"layer-designer: {text}", file=sys.stderr)


def _summary(wish: argparse.Namespace) -> int:
    status = FINE
    files = [file for given in wish.files for file in _walked(given)]
    for i, file in enumerate(files):
        if len(files) > 1 and not wish.json:
            print(f"{'' if i == 0 else chr(10)}==> {file} <==")
        status = max(status, _summarise(file, wish))
    return status


def _walked(given: str) -> Iterator[str]:
    """The file itself; of a folder, the designs and models in it and in the folders inside."""
    found = [path for path in sorted(Path(given).rglob("*")) if path.suffix.lower() in MODELS]
    yield from map(str, found) if found else (given,)


def _summarise(file: str, wish: argparse.Namespace) -> int:
    try:
        report = analyse(read_design(file))
    except Unreadable as error:
        if wish.json:
            print(json.dumps({"file": file, "error": _error(error)}, ensure_ascii=False))
            return FAILED
        return _unreadable(file, error)
    _tell_assumed(file, report.rows)
    if wish.json:
        described = {"file": file, **json_object(report, problem_text)}
        print(json.dumps(described, ensure_ascii=False))
        return FINE if report.complete else PROBLEM
    print(_text(report, wish), end="")
    _tell_optimizer(file, report.design, wish)
    if cuts_counts(report, wish.style, wish.width, wish.show_trainable, wish.columns):
        _say(f"{file}: counts are cut off, as {TITLES[wish.style]} does")
    return _status(file, report)


def _text(report: Report, wish: argparse.Namespace) -> str:
    return summary_text(
        report,
        wish.style,
        wish.width,
        wish.show_trainable,
        wish.expand_nested,
        wish.columns,
        _optimizer(report.design, wish.optimizer),
    )


def _optimizer(design: Design, wanted: str | None) -> Optimizer | None:
    return optimizer_of(design.compiled) if wanted == COMPILED else OPTIMIZERS.get(wanted or "")


def _tell_optimizer(file: str, design: Design, wish: argparse.Namespace) -> None:
    """Tell where the optimizer that the file should name is not known."""
    if wish.optimizer == COMPILED and optimizer_of(design.compiled) is None:
        _say(f"{file}: {no_optimizer_text(design.compiled)}")


def _error(error: Unreadable) -> dict[str, Any]:
    """The first fault; where there are more, all of them as well."""
    faults = [{"place": f.place, "message": fault_message(f.problem)} for f in error.faults]
    return {**faults[0], "faults": faults} if len(faults) > 1 else faults[0]


def _unreadable(file: str, error: Unreadable) -> int:
    for fault in error.faults:
        _say(f"{file}: {fault_text(fault)}")
    return FAILED


def _status(file: str, report: Report) -> int:
    """Tell the problem of a design, if it has one."""
    row = report.problem_row
    if row is None or row.problem is None:
        return FINE
    text = open_sizes_text(report, row) or problem_text(row.problem, row)
    _say(f"{file}: {row.name}: {text}")
    return PROBLEM


def _tell_assumed(file: str, rows: Iterable[Row]) -> None:
    """Tell what was assumed where a file, a printed summary, does not hold all settings."""
    for row in rows:
        for assumption in row.block.assumed:
            _say(f"{file}: {row.name}: {assumption_note(assumption, row.layer)}")


def _explain(wish: argparse.Namespace) -> int:
    try:
        report = analyse(read_design(wish.file))
    except Unreadable as error:
        return _unreadable(wish.file, error)
    if wish.layer is None:
        _tell_assumed(wish.file, report.rows)
        print(derivation(report, problem_text, wish.form, NOTATIONS[wish.notation]), end="")
        _warn(report, wish)
        return _status(wish.file, report)
    row = next((row for row in report.rows if row.name == wish.layer), None)
    if row is None:
        names = ", ".join(report.names[:20]) + (", …" if len(report.names) > 20 else "")
        _say(f"{wish.file}: no layer is called {wish.layer!r}; there are {names}")
        return FAILED
    _tell_assumed(wish.file, [row])
    print(layer_derivation(report, row, VOICE, wish.form, wish.notation), end="")
    _warn(report, wish, row.index)
    return FINE if row.params is not None else PROBLEM


def _warn(report: Report, wish: argparse.Namespace, index: int | None = None) -> None:
    """Tell what is worth a thought in the design, or in its layer at *index*."""
    if not wish.no_warnings:
        from designer.words.warnings import warning_lines  # the other verbs do without the layers

        for line in warning_lines(report, index):
            print(f"warning: {line}")


def _export(wish: argparse.Namespace, paint: Paint) -> int:
    out: Path = wish.out
    write = _writer(wish, paint)
    if write is None:
        _say(f"{out}: the name must end with {endings()}")
        return FAILED
    try:
        report = analyse(read_design(wish.file))
        if reason := write(report):
            _say(reason)
            return FAILED
        _tell_assumed(wish.file, report.rows)
        _tell_optimizer(wish.file, report.design, wish)
    except Unreadable as error:
        return _unreadable(wish.file, error)
    except Refused as refused:
        _say(f"{out}: {fault_message(refused.problem)}")
        return FAILED
    except OSError as error:
        _say(save_error_text(str(out), error))
        return FAILED
    return _status(wish.file, report)


def _writer(wish: argparse.Namespace, paint: Paint) -> Callable[[Report], str | None] | None:
    """What writes a report in the format that the ending asks for; None where there is none."""
    out: Path = wish.out
    if (archive := archive_for(out.name)) is not None:
        return lambda report: _write(out, archive.write(report).pieces)
    if (form := format_for(out.name)) is not None:
        write = partial(_text, wish=wish) if form.suffix == ".txt" else form.write
        return lambda report: _write(out, [write(report).encode()])
    if out.suffix.lower() in PICTURES:
        return lambda report: paint(report, out)
    return None


def _check(wish: argparse.Namespace) -> int:
    from designer.cli.check import check  # the other verbs start no process

    return check(wish.files, wish.python)


def _compare(wish: argparse.Namespace) -> int:
    from designer.cli.compare import compare_files  # the other verbs compare nothing

    return compare_files(wish.before, wish.after, wish.json)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """Put the *pieces* in place of what is at *path*, all of it or nothing."""
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.writelines(pieces)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
