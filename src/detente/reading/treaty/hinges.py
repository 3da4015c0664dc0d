"""In: a piece of a sentence. Out: the conditions and exceptions in it, and the piece without them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.case.proposals import ConditionKind
from detente.reading.treaty.page import Page, Run
from detente.reading.treaty.words import CONDITION, CONDITIONS, SAME_AGAIN

TRAILING = " ,;:.\n-—–"


@dataclass(frozen=True)
class Hinge:
    """A condition or exception: its kind, and its place."""

    kind: ConditionKind
    start: int
    end: int


def hinges(text: str, at: int) -> list[Hinge]:
    """The conditions in a piece of text that begins at `at`; each ends at its comma or with the text."""
    found: list[Hinge] = []
    for match in CONDITION.finditer(text):
        if found and at + match.start() < found[-1].end:
            continue
        kind = next(k for i, (_, k) in enumerate(CONDITIONS) if match[f"c{i}"] is not None)
        end = _hinge_end(text, match)
        words = text[match.start() : end]
        if SAME_AGAIN.search(words):
            kind = "reciprocity"
        found.append(Hinge(kind, at + match.start(), at + len(text[:end].rstrip(TRAILING))))
    return found


def _hinge_end(text: str, match: re.Match[str]) -> int:
    """A condition set off by commas ends at its comma; one at the end goes on to the end."""
    opened = text[: match.start()].rstrip()
    comma = text.find(",", match.end())
    if comma >= 0 and (not opened or opened.endswith(",")):
        rest = text[comma + 1 :].lstrip()
        if not opened or not re.match(r"(?:and|or|including|such|as|in|when|if|by|which|that)\b", rest):
            return comma
    return len(text)


def without(page: Page, start: int, end: int, inside: list[Hinge]) -> tuple[Run, str]:
    """The act without the conditions in it, as a run and on one line."""
    pieces, at = [], start
    for hinge in inside:
        pieces.append((at, hinge.start))
        at = hinge.end
    pieces.append((at, end))
    runs = [page.trim(s, e, TRAILING) for s, e in pieces if s < e]
    runs = [run for run in runs if run[0] < run[1]]
    words = " ".join(page.words(*run) for run in runs)
    return (runs[0][0], runs[-1][1]) if runs else (start, start), words
