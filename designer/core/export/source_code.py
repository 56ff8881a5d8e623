"""Python source as a tree of calls, laid out in lines that a person likes to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designer.core.value import Value

WIDTH = 100
"""How long a line may be before a call takes a line for each of its arguments."""


class Call(Value):
    """`head(part, part)`, or a list where the brackets are those of one.

    *note* becomes the comment after it; a part that starts with `#` is a comment of its own line.
    """

    head: str
    parts: tuple[Code, ...]
    brackets: str = "()"
    note: str = ""
    tail: str = ""


Code = str | Call
"""A finished piece of source without line breaks, or a call."""


def list_of(parts: Sequence[Code]) -> Call:
    """`[part, part]`."""
    return Call("", tuple(parts), "[]")


def laid_out(code: Code, before: str = "", after: str = "", indent: str = "") -> Iterator[str]:
    """The lines of *code*, with *before* and *after* it on its first and last line."""
    line = f"{indent}{before}{_flat(code)}{after}"
    note = code.note if isinstance(code, Call) else ""
    if isinstance(code, str) or not code.parts or (len(line) <= WIDTH and not _tall(code)):
        yield _noted(line, note)
        return
    opening, closing = code.brackets
    yield _noted(f"{indent}{before}{code.head}{opening}", note)
    for part in code.parts:
        alone = isinstance(part, str) and part.startswith("#")
        yield from laid_out(part, after="" if alone else ",", indent=indent + "    ")
    yield f"{indent}{closing}{code.tail}{after}"


def argument(name: str, value: Code) -> Code:
    """`name=value`."""
    if isinstance(value, str):
        return f"{name}={value}"
    return Call(f"{name}={value.head}", value.parts, value.brackets, value.note, value.tail)


def comment(text: str) -> str:
    """A comment line; *text* is one line already."""
    return f"# {text}"


def _noted(line: str, note: str) -> str:
    return f"{line}  # {note}" if note else line


def _tall(code: Code) -> bool:
    """Whether a comment or a list of calls stands inside, which needs lines of its own."""
    if isinstance(code, str):
        return code.startswith("#")
    calls = [part for part in code.parts if isinstance(part, Call)]
    if code.brackets == "[]" and calls:
        return True
    return any(part.note for part in calls) or any(map(_tall, code.parts))


def _flat(code: Code) -> str:
    if isinstance(code, str):
        return code
    opening, closing = code.brackets
    return f"{code.head}{opening}{', '.join(map(_flat, code.parts))}{closing}{code.tail}"
