"""What can be said on the command line. The parser of a verb imports what its choices are."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from designer import __version__

PICTURES = (".pdf", ".png", ".svg")
MODELS = (".design", ".json", ".keras")
"""What is taken from a folder."""

COMPILED = "compiled"
"""Asks for the optimizer that the file names."""

_ABOUT = """\
Drag neural-network layers into a chain and see at once what they cost.

  layer-designer [FILE]                  open the window
  layer-designer summary FILE...         print what Keras's model.summary() prints
  layer-designer explain FILE [LAYER]    print the arithmetic behind every count
  layer-designer export FILE OUT         write text or a picture, by the ending of OUT
  layer-designer compare FILE FILE       tell how the second differs from the first, and why
  layer-designer check FILE...           compare with the Keras that is installed beside it

FILE is a design (.design) or the JSON of a Keras model; ./summary is a file of that name."""
_STATUS = """\
The exit status is 0, 1 where a design has a problem, 2 where a file cannot be read or written."""

_CHECK_STATUS = """\
The exit status is 0 where both agree, 1 where they differ, 2 where a file cannot be read or there
is no Keras that answers."""

_COMPARE_STATUS = """\
The exit status is 0 where the layers are the same, 1 where they differ, 2 where a file cannot be
read. Titles, notes and the name of the model are not compared."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What is wanted. `verb` is None where it is the window."""
    parsers = {
        "summary": _summary_parser,
        "explain": _explain_parser,
        "export": _export_parser,
        "check": _check_parser,
        "compare": _compare_parser,
    }
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
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=f"or a folder: every {', '.join(MODELS)} file in it and in the folders inside",
    )
    _add_style(parser)
    parser.add_argument("--json", action="store_true", help="a JSON object a file and line")
    return parser


def _add_style(parser: argparse.ArgumentParser) -> None:
    from designer.core.export.summary_text import TITLES
    from designer.core.optimizers import OPTIMIZERS

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
    parser.add_argument(
        "--show-trainable",
        action="store_true",
        help="with a column that tells which layers are trained (Keras 2.8 and later)",
    )
    parser.add_argument(
        "--expand-nested",
        action="store_true",
        help="with the layers inside the models of a model (Keras 2.7 and later)",
    )
    parser.add_argument(
        "--optimizer",
        choices=[*OPTIMIZERS, COMPILED],
        metavar="NAME",
        help=f"as after fit(), with what an optimizer keeps, for Keras 3: {', '.join(OPTIMIZERS)}; "
        f"or {COMPILED}, the one with which the model of the file is compiled",
    )
    parser.add_argument(
        "--columns",
        type=_width,
        metavar="N",
        help="the width of the console, which clips what is wider in Keras 3 (80 without --width)",
    )


def _width(text: str) -> int:
    from designer.core.export.summary_text import NARROWEST, WIDEST

    if not text.isdecimal() or not NARROWEST <= int(text) <= WIDEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not between {NARROWEST} and {WIDEST}")
    return int(text)


def _explain_parser() -> argparse.ArgumentParser:
    from designer.core.export.derivation import FORMS
    from designer.core.export.worked import NOTATIONS

    parser = _parser("explain", "Print the arithmetic behind every count, and the memory.")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("layer", nargs="?", metavar="LAYER", help="the name of one layer")
    parser.add_argument(
        "--no-warnings", action="store_true", help="leave out what is worth a thought"
    )
    parser.add_argument(
        "--form",
        choices=FORMS,
        default=FORMS[0],
        help="counts with what the weights share pulled out (factored), or a product for each",
    )
    parser.add_argument(
        "--notation",
        choices=list(NOTATIONS),
        default="text",
        help="how the equations are written (text)",
    )
    return parser


def _export_parser() -> argparse.ArgumentParser:
    parser = _parser("export", "Write a design as text or as a picture.")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("out", type=Path, metavar="OUT", help=f"ends with {endings()}")
    _add_style(parser)
    return parser


def _check_parser() -> argparse.ArgumentParser:
    parser = _parser("check", "Compare every row and the totals with a Keras that is installed.")
    parser.epilog = _CHECK_STATUS
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument(
        "--python",
        default=sys.executable,
        metavar="PYTHON",
        help="the Python that has Keras 3 (this one)",
    )
    return parser


def _compare_parser() -> argparse.ArgumentParser:
    parser = _parser("compare", "Tell how a design differs from another, layer by layer, and why.")
    parser.epilog = _COMPARE_STATUS
    parser.add_argument("before", metavar="A", help="a design or a Keras model")
    parser.add_argument("after", metavar="B", help="what became of it")
    parser.add_argument("--json", action="store_true", help="a JSON object in one line")
    return parser


def endings() -> str:
    """How the name of an export can end."""
    from designer.formats import ARCHIVES, TEXT_FORMATS

    *most, last = dict.fromkeys([*(f.suffix for f in (*TEXT_FORMATS, *ARCHIVES)), *PICTURES])
    return f"{', '.join(most)} or {last}"
