"""Papers in; a fault for every id that is ill-formed, defined twice or never defined out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from detente.case.acts import Act, Means, Observation, TrackFile
from detente.case.case import NoDeal
from detente.case.measures import Link, Measure, Turned
from detente.case.parties import Actor, Party
from detente.case.sources import Source
from detente.case.statements import Statement
from detente.case.zones import Zone
from detente.errors import Fault, Where
from detente.files.guess import closest
from detente.files.papers import Papers, ids
from detente.files.shape import Entry

ID = re.compile(r"[a-z0-9][a-z0-9-]*")

NOUNS: Mapping[type, str] = {
    Party: "party",
    Actor: "actor",
    Measure: "measure",
    Statement: "statement",
    Act: "act",
    Source: "source",
    Observation: "observation",
    Zone: "zone",
}
"""What has an id, and what it is called."""

SPACES: tuple[tuple[type, ...], ...] = (
    (Party, Actor),
    (Measure,),
    (Statement,),
    (Act,),
    (Source,),
    (Observation,),
    (Zone,),
)
"""Within each of these an id may stand once."""

Reference = tuple[str, tuple[type, ...]]

REFERENCES: Mapping[type, tuple[Reference, ...]] = {
    Actor: (("speaks_for", (Party,)),),
    Measure: (("binds", (Party,)), ("helps", (Party,)), ("consent", (Actor,)), ("zone", (Zone,))),
    Link: (("measure", (Measure,)), ("party", (Party,)), ("by", (Statement,))),
    Turned: (("measure", (Measure,)), ("binds", (Party,)), ("party", (Party,)), ("by", (Statement,))),
    NoDeal: (("party", (Party,)), ("by", (Statement,))),
    Act: (
        ("by", (Party, Actor)),
        ("to", (Party, Actor)),
        ("answers", (Act,)),
        ("source", (Source,)),
        ("also", (Source,)),
    ),
    Means: (("measure", (Measure,)),),
    Statement: (
        ("speaker", (Party, Actor)),
        ("to", (Party,)),
        ("contests", (Statement,)),
        ("supersedes", (Statement,)),
        ("source", (Source,)),
        ("also", (Source,)),
    ),
    Observation: (("by", (Party, Actor)), ("zone", (Zone,)), ("source", (Source,))),
    TrackFile: (("by", (Party, Actor)), ("source", (Source,))),
}
"""The keys that name something defined elsewhere, and what they may name."""


def name_faults(papers: Papers) -> Iterator[Fault]:
    """Every fault of an id, wherever it stands."""
    yield from _ill_formed(papers)
    for space in SPACES:
        yield from _twice(papers, space)
    cls: type[Any]
    for cls, references in REFERENCES.items():
        for entry in papers.of(cls):
            for key, kinds in references:
                yield from _undefined(papers, entry, key, kinds)


def not_defined(papers: Papers, word: str, kinds: tuple[type, ...], place: Where) -> Iterator[Fault]:
    """A fault if no entry of these kinds has that id. None if one of their files cannot be read."""
    if papers.unread.intersection(kinds):
        return
    known = papers.known(*kinds)
    if word not in known:
        yield Fault(place, f"'{word}' is not defined as {_called(kinds)}{_hint(papers, word, known)}")


def _ill_formed(papers: Papers) -> Iterator[Fault]:
    for cls in NOUNS:
        for name, place in ids(papers, cls):
            if not ID.fullmatch(name):
                yield Fault(
                    place, f"the id '{name}' may hold only a-z, 0-9 and hyphens, as in 'us' or 's-31'"
                )


def _twice(papers: Papers, space: tuple[type, ...]) -> Iterator[Fault]:
    first: dict[str, tuple[type, Where]] = {}
    for cls in space:
        for name, place in ids(papers, cls):
            kind, earlier = first.setdefault(name, (cls, place))
            if earlier != place:
                yield Fault(place, f"the id '{name}' is taken: the {NOUNS[kind]} at {earlier} has it")


def _undefined(papers: Papers, entry: Entry[Any], key: str, kinds: tuple[type, ...]) -> Iterator[Fault]:
    value = getattr(entry.record, key)
    if isinstance(value, tuple):
        for index, word in enumerate(value):
            yield from not_defined(papers, word, kinds, entry.where(key, index))
    elif value is not None:
        yield from not_defined(papers, value, kinds, entry.where(key))


def _hint(papers: Papers, word: str, known: frozenset[str]) -> str:
    near = closest(word, known)
    if near:
        return f": did you mean '{near}'?"
    for cls, noun in NOUNS.items():
        if word in papers.known(cls):
            return f": '{word}' is {_article(noun)}"
    return ""


def _called(kinds: tuple[type, ...]) -> str:
    nouns = [NOUNS[cls] for cls in kinds]
    return " or ".join([_article(nouns[0]), *nouns[1:]])


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "ao" else f"a {noun}"
