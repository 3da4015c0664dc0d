"""In: the words before a verb that binds. Out: where its subject begins among them."""

from __future__ import annotations

import re

from detente.reading.treaty.parties import actor_at, is_actor
from detente.reading.treaty.words import AGREED_THAT, OPENER

COUNTING = re.compile(r"(?:each|both|all|neither|either|no|any)\b", re.I)
LABEL = re.compile(r"(?:;|:)\s+(?=[^;:]{0,200}$)")
"""Ends a clause of its own, or the date or phase it stands under: "Day 5: the Parties"."""
DETERMINED = re.compile(r"(?:the|each|both|all|neither|either|no|any|an?|it|they)\b", re.I)


def subject_start(left: str, names: frozenset[str]) -> int:
    """The offset in `left` at which the subject of the verb after it begins."""
    agreed = re.search(r"\bthat\s+(?=[^,;]{0,200}$)", left)
    if agreed and AGREED_THAT.search(left[: agreed.start()]):
        return agreed.end() + subject_start(left[agreed.end() :], names)
    label = LABEL.search(left)
    if label:
        return label.end() + subject_start(left[label.end() :], names)
    clean = left.rstrip(" ,\n")
    pieces = list(re.finditer(r"[^,]+", clean))
    if not pieces:
        return len(left)
    if not OPENER.match(clean):
        return _first_word(clean, 0)
    at = next((i for i in range(len(pieces) - 1, 0, -1) if actor_at(_bare(pieces[i].group()), names)), None)
    if at is None and len(pieces) > 1 and not OPENER.match(pieces[-1].group()):
        return _first_word(clean, pieces[-1].start())
    if at is not None:
        while at > 1 and is_actor(pieces[at - 1].group(), names):
            at -= 1
        return _first_word(clean, pieces[at].start())
    return last_actor(clean, names)


def _bare(piece: str) -> str:
    return re.sub(r"^\s*(?:and|or|then)?\s*", "", piece)


def _first_word(text: str, at: int) -> int:
    match = re.compile(
        r"[\s\"'(]*(?:(?:and|then|but|that(?!\s+(?:Party|Side|State|Government|Member)$))\s+)?"
    ).match(text, at)
    return match.end() if match else at


STUCK = (" of", " by", " to", " with", " from", " between", " and", " for", " in", " on")
"""What follows one of these is no subject."""


def last_actor(text: str, names: frozenset[str]) -> int:
    """The subject that follows an adverbial without a comma: "In such cases the Parties"."""
    starts = [
        m.start()
        for m in re.finditer(r"\b(?:the|each|both|all|neither|either|no|any|a|it|they|[A-Z])\w*", text)
    ]
    best, best_end = 0, -1
    for at in reversed(starts[-12:]):
        before = text[:at].rstrip().lower()
        if not before or before.endswith(STUCK):
            continue
        match = actor_at(text[at:], names) or re.match(r"(?:it|they)$", text[at:])
        if match and best_end in (-1, at + match.end()):
            best, best_end = at, at + match.end()
            if COUNTING.match(text, at):
                break
        elif best:
            break
    if best:
        return _whole_name(text, best)
    first = next(
        (m.start() for m in re.finditer(r"\b(?:the|no|all|any|each|such)\s", text) if m.start() > 0), 0
    )
    return first


def _whole_name(text: str, at: int) -> int:
    """Where a name begins that has further capitals and an article before `at`: "the Mixed Commission"."""
    if DETERMINED.match(text, at):
        return at
    before = re.search(
        r"\b(?:(?:[Tt]he|[Ee]ach|[Aa]n?|[Aa]ll|[Aa]ny)\s+)?(?:[A-Z]\w+\s+)*$", text[max(0, at - 120) : at]
    )
    return at - len(before.group()) if before else at
