"""In: a block of text. Out: the stretches in quotation marks, also where a mark is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = re.compile(r"[“”\"«»„]")
OPENING, CLOSING = frozenset("“«„"), frozenset("”»")


@dataclass(frozen=True)
class Quotation:
    """A stretch between quotation marks, without them: code points of the text, the end excluded."""

    start: int
    end: int
    open_missing: bool = False
    close_missing: bool = False


def quotations(text: str, start: int, end: int, *, goes_on: bool = False) -> tuple[Quotation, ...]:
    """The quotations of a block, in order.

    A mark that can only close, with none open, shows that the opening one is missing: the quotation then
    begins with the block. `goes_on`: the block before left a quotation open.
    """
    found: list[Quotation] = []
    opened: int | None = None
    for mark in MARK.finditer(text, start, end):
        at = mark.start()
        if opened is None and _closes(text, at, start, end):
            if not found and text[start:at].strip():
                found.append(Quotation(start, at, open_missing=not goes_on))
        elif opened is None:
            opened = mark.end()
        elif mark.group() in OPENING and mark.group() != "„" and text[opened - 1] in OPENING - {"„"}:
            found.append(Quotation(opened, at, close_missing=True))
            opened = mark.end()
        else:
            found.append(Quotation(opened, at))
            opened = None
    if opened is not None and text[opened:end].strip():
        found.append(Quotation(opened, end, close_missing=True))
    return tuple(one for one in found if text[one.start : one.end].strip())


def _closes(text: str, at: int, start: int, end: int) -> bool:
    """True for a mark that cannot open: by its form, or after a word and before a space."""
    mark = text[at]
    if mark in OPENING:
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark in CLOSING:
        # German and Swedish printers open with the mark that English ones close with.
        return not (before.isspace() and not after.isspace())
    return not before.isspace() and (after.isspace() or after in ",.;:)")
