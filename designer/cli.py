"""The headless door: summaries, derivations and exports, without Qt."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from designer import __version__
from designer.core.analyse import analyse
from designer.core.export.derivation import derivation, layer_derivation
from designer.core.export.json_object import json_object
from designer.core.export.summary_text import (
    NARROWEST,
    TITLES,
    WIDEST,
    cuts_counts,
    summary_text,
)
from designer.core.files.faults import Unreadable
from designer.core.files.gate import read_design
from designer.core.report import Report
from designer.formats import TEXT_FORMATS, format_for
from designer.words import fault_message, fault_text, problem_text, save_error_text

FINE, PROBLEM, FAILED = 0, 1, 2
"""The exit status: all is well, a design has a problem, a file could not be read or written."""

PICTURES = (".pdf", ".png", ".svg")

Paint = Callable[[Report, Path], str | None]
"""Writes the chain as a picture, or says why it cannot; only who knows the window can do it."""

_ABOUT = """\
Drag neural-network layers into a chain and see at once what they cost.

  layer-designer [FILE]                  open the window
  layer-designer summary FILE...         print what Keras's model.summary() prints
  layer-designer explain FILE [LAYER]    print the arithmetic behind every count
  layer-designer export FILE OUT         write text or a picture, by the ending of OUT

FILE is a design (.design) or the JSON of a Keras model; ./summary is a file of that name."""
_STATUS = """\
The exit status is 0, 1 where a design has a problem, 2 where a file cannot be read or written."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What is wanted. `verb` is None where it is the window."""
    parsers = {"summary": _summary_parser, "explain": _explain_parser, "export": _export_parser}
    verb = arguments[0] if arguments and not _is_lone_file(arguments) else None
    if verb in parsers:
        return parsers[verb]().parse_args(arguments[1:], argparse.Namespace(verb=verb))
    parser = _parser("", _ABOUT)
    parser.add_argument("--version", action="version", version=f"layer-designer {__version__}")
    parser.add_argument("file", nargs="?", type=Path, help="the design to open")
    return parser.parse_args(arguments, argparse.Namespace(verb=None))


def _is_lone_file(arguments: Sequence[str]) -> bool:
    """Whether the one argument is a file, though it may be called like a verb: those need more."""
    return len(arguments) == 1 and Path(arguments[0]).is_file()


def _parser(verb: str, about: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=f"layer-designer {verb}".rstrip(),
        description=about,
        epilog=_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _summary_parser() -> argparse.ArgumentParser:
    parser = _parser("summary", "Print what Keras's model.summary() prints.")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument(
        "--style",
        choices=list(TITLES),
        default="keras3",
        help="the release that prints it (keras3)",
    )
    parser.add_argument(
        "--width",
        type=_width,
        metavar="N",
        help="Keras's line_length (what a log shows: 76 in Keras 3, 65 in Keras 2)",
    )
    parser.add_argument("--json", action="store_true", help="a JSON object a file and line")
    return parser


def _width(text: str) -> int:
    if not text.isdecimal() or not NARROWEST <= int(text) <= WIDEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not between {NARROWEST} and {WIDEST}")
    return int(text)


def _explain_parser() -> argparse.ArgumentParser:
    parser = _parser("explain", "Print the arithmetic behind every count, and the memory.")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("layer", nargs="?", metavar="LAYER", help="the name of one layer")
    return parser


def _export_parser() -> argparse.ArgumentParser:
    parser = _parser("export", "Write a design as text or as a picture.")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("out", type=Path, metavar="OUT", help=f"ends with {_endings()}")
    return parser


def _endings() -> str:
    *most, last = dict.fromkeys([*(f.suffix for f in TEXT_FORMATS), *PICTURES])
    return f"{', '.join(most)} or {last}"


def run(wish: argparse.Namespace, paint: Paint) -> int:
    """Do what was wanted, and give the exit status."""
    for stream in (sys.stdout, sys.stderr):
        _in_utf8(stream)
    verbs: dict[str, Callable[[], int]] = {
        "summary": lambda: _summary(wish),
        "explain": lambda: _explain(wish),
        "export": lambda: _export(wish, paint),
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
    for i, file in enumerate(wish.files):
        if len(wish.files) > 1 and not wish.json:
            print(f"{'' if i == 0 else chr(10)}==> {file} <==")
        status = max(status, _summarise(file, wish))
    return status


def _summarise(file: str, wish: argparse.Namespace) -> int:
    try:
        report = analyse(read_design(file))
    except Unreadable as error:
        if wish.json:
            print(json.dumps({"file": file, "error": _error(error)}, ensure_ascii=False))
            return FAILED
        return _unreadable(file, error)
    if wish.json:
        described = {"file": file, **json_object(report, problem_text)}
        print(json.dumps(described, ensure_ascii=False))
        return FINE if report.complete else PROBLEM
    print(summary_text(report, wish.style, wish.width), end="")
    if cuts_counts(report, wish.style, wish.width):
        _say(f"{file}: counts are cut off, as {TITLES[wish.style]} does")
    return _status(file, report)


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
    _say(f"{file}: {row.name}: {problem_text(row.problem, row)}")
    return PROBLEM


def _explain(wish: argparse.Namespace) -> int:
    try:
        report = analyse(read_design(wish.file))
    except Unreadable as error:
        return _unreadable(wish.file, error)
    if wish.layer is None:
        print(derivation(report, problem_text), end="")
        return _status(wish.file, report)
    row = next((row for row in report.rows if row.name == wish.layer), None)
    if row is None:
        names = ", ".join(report.names[:20]) + (", …" if len(report.names) > 20 else "")
        _say(f"{wish.file}: no layer is called {wish.layer!r}; there are {names}")
        return FAILED
    print(layer_derivation(report, row, problem_text), end="")
    return FINE if row.params is not None else PROBLEM


def _export(wish: argparse.Namespace, paint: Paint) -> int:
    out: Path = wish.out
    form = format_for(out.name)
    if form is None and out.suffix.lower() not in PICTURES:
        _say(f"{out}: the name must end with {_endings()}")
        return FAILED
    try:
        report = analyse(read_design(wish.file))
        if form is not None:
            _write(out, form.write(report).encode())
        elif reason := paint(report, out):
            _say(reason)
            return FAILED
    except Unreadable as error:
        return _unreadable(wish.file, error)
    except OSError as error:
        _say(save_error_text(str(out), error))
        return FAILED
    return _status(wish.file, report)


def _write(path: Path, data: bytes) -> None:
    """Put *data* in place of what is at *path*, all of it or nothing."""
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
