"""Faults in, text a person reads out: the sentence, the line it is about and a caret under the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from detente.errors import Fault
from detente.files.composer import BREAK

WIDEST = 100
BEFORE = 60
ELLIPSIS = "..."
TAB = 4


def show(fault: Fault, lines: Sequence[str]) -> str:
    """The fault, its source line and a caret under its column. `lines` are those of its file."""
    number, column = fault.where.line, fault.where.column
    if not 1 <= number <= len(lines):
        return str(fault)
    line = lines[number - 1]
    start, end = _window(line, column)
    head = ELLIPSIS if start else ""
    tail = ELLIPSIS if end < len(line) else ""
    seen = head + _visible(line[start:end]) + tail
    lead = head + _visible(line[start : column - 1])
    return f"{fault}\n    {seen}\n    {' ' * _cells(lead)}^"


def show_all(folder: Path, faults: Sequence[Fault]) -> str:
    """Every fault with its line, in order of place, and their number at the end."""

    @cache
    def lines(file: str) -> tuple[str, ...]:
        return _lines(folder / file)

    shown = [show(fault, lines(fault.where.file)) for fault in sorted(faults)]
    return "\n\n".join([*shown, _count(len(shown))])


def _count(number: int) -> str:
    if not number:
        return "no faults"
    return "1 fault" if number == 1 else f"{number} faults"


def _lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(BREAK.split(path.read_bytes().decode("utf-8-sig", errors="replace")))
    except OSError:
        return ()


def _window(line: str, column: int) -> tuple[int, int]:
    """The part of a long line to show, as start and end: around the column."""
    if len(line) <= WIDEST:
        return 0, len(line)
    start = max(0, min(column - 1 - BEFORE, len(line) - WIDEST))
    return start, min(start + WIDEST, len(line))


def _visible(text: str) -> str:
    """Tabs as spaces; characters that a terminal would obey or that turn its direction as '?'."""
    return "".join(_seen(char) for char in text)


def _seen(char: str) -> str:
    if char == "\t":
        return " " * TAB
    if unicodedata.category(char) in ("Cc", "Cf", "Cs"):
        return "?"
    # A left-to-right mark could not keep the caret in place: right-to-left letters reorder the line.
    return char


def _cells(text: str) -> int:
    """How many columns a terminal gives the text: two for a wide letter, none for a combining mark."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
