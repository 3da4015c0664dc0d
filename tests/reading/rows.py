"""Rows for the tests of the rules: a text, and what has to come out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import pytest

from detente.case.proposals import Proposal
from detente.case.statements import BINDING
from detente.files.words import read_words
from detente.reading.ingest.ingest import ingest
from detente.reading.lexicon import WORDS, Lexicon, lexicon
from detente.reading.read import Reading, read


@cache
def shipped() -> Lexicon:
    """The shipped vocabulary, compiled once."""
    return lexicon(read_words(WORDS))


def reading_of(text: str) -> Reading:
    """What is read in a plain text."""
    return read(ingest(text.encode(), "x.txt"), shipped())


@dataclass(frozen=True)
class Want:
    """A proposal that has to come out: its evidence holds `words`, and the rest is true of it."""

    words: str
    wanted: Mapping[str, object]


def a(words: str, stance: str | None = None, by: str | None = None, **wanted: object) -> Want:
    """A proposal on these words. `stance` may list several that count as right, parted by spaces.

    `by` is the actor that the words count as said by, or "nobody" for none.
    """
    asked = {"stance": stance, "by": by}
    return Want(words, {key: value for key, value in asked.items() if value} | wanted)


def row(*values: object, id: str) -> object:
    """A row of a table."""
    return pytest.param(*values, id=id)


def fails(*values: object, id: str, reason: str) -> object:
    """A row that should hold and does not yet: the test says when it does."""
    return pytest.param(*values, id=id, marks=pytest.mark.xfail(strict=True, reason=reason))


def missing(text: str, *wants: Want) -> list[str]:
    """What did not come out of a text, in words."""
    reading = reading_of(text)
    return [line for want in wants for line in _missing(reading, want)]


def _missing(reading: Reading, want: Want) -> list[str]:
    near = [one for one in reading.proposals if want.words in one.evidence.exact]
    wrongs = [_wrong(one, want, reading) for one in near]
    if not near:
        return [f"nothing on {want.words!r}"]
    return [] if [] in wrongs else [f"{want.words!r}: {min(wrongs, key=len)}"]


def _wrong(one: Proposal, want: Want, reading: Reading) -> list[str]:
    found = {key: READ[key](one, reading) for key in want.wanted}
    return [
        f"{key} is {found[key]!r}, not {value!r}"
        for key, value in want.wanted.items()
        if not _agree(key, value, found[key])
    ]


READ: dict[str, Callable[[Proposal, Reading], object]] = {
    "stance": lambda one, _: one.stance,
    "by": lambda one, _: one.speaker.id or "nobody",
    "members": lambda one, _: one.speaker.members,
    "name": lambda one, _: one.speaker.name,
    "anonymous": lambda one, _: one.speaker.anonymous,
    "chain": lambda one, _: tuple(link.who.name for link in one.chain[1:]),
    "issue": lambda one, _: [about.issue for about in one.about],
    "target": lambda one, _: one.target and one.target.id,
    "condition": lambda one, _: one.condition and one.condition.text,
    "kind": lambda one, _: one.condition and one.condition.kind,
    "hangs_on": lambda one, _: one.condition and one.condition.by and one.condition.by.id,
    "quote": lambda one, _: one.quote and one.quote.span.exact,
    "open_missing": lambda one, _: one.quote and one.quote.open_missing,
    "attribution": lambda one, _: one.attribution,
    "polarity": lambda one, _: one.polarity,
    "modality": lambda one, _: one.modality,
    "figures": lambda one, _: [each.value for each in one.quantities],
    "act": lambda one, _: one.act and one.act.kind,
    "contests": lambda one, reading: [
        other.evidence.exact for other in reading.proposals if other.id in one.contests
    ],
    "said": lambda one, _: one.said and str(one.said.date),
}
"""What a row may ask of a proposal. The chain is that after the outlet or document."""
ONE_OF = ("stance", "modality")
NAMES = ("name",)


def _agree(key: str, wanted: object, found: object) -> bool:
    if key in ONE_OF:
        return found in str(wanted).split()
    if key in NAMES:
        return str(wanted).casefold() in str(found).casefold()
    if key == "issue":
        return isinstance(found, list) and wanted in found
    if key == "contests":
        return isinstance(found, list) and any(str(wanted) in words for words in found)
    if key == "chain":
        return _same_names(wanted, found)
    return wanted == found


def _same_names(wanted: object, found: object) -> bool:
    if not isinstance(wanted, tuple) or not isinstance(found, tuple) or len(wanted) != len(found):
        return False
    return all(one.casefold() in other.casefold() for one, other in zip(wanted, found, strict=True))


def bound(text: str, actor: str) -> list[str]:
    """The words in a text that bind an actor."""
    return [
        one.evidence.exact
        for one in reading_of(text).proposals
        if one.stance in BINDING and one.speaker.id == actor
    ]
