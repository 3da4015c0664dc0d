"""Small cases in a line or two, for tests: `talks("us ru", "m/us,ru:2 n/us:1", "us refuses n/us>1")`.

Measures: `id/party,party:levels-above-today`. Statements: `party stance refs [if refs] [over refs]
[credence] [weak]`, where a ref is `id`, `id/party`, `id>level` or `id/party>level`.
Links: `kind refs` or `reciprocal id` or `precondition party refs`.
"""

from __future__ import annotations

import datetime as dt

from detente.case.case import Case
from detente.case.measures import Level, Link, Measure, Ref
from detente.case.parties import Party
from detente.case.sources import Source
from detente.case.statements import Statement

DAY = dt.date(2022, 1, 8)


def ref(text: str) -> Ref:
    head, _, level = text.partition(">")
    measure, _, party = head.partition("/")
    return Ref(measure=measure, binds=party or None, level=f"l{level}" if level else None)


def refs(words: list[str]) -> tuple[Ref, ...]:
    return tuple(ref(word) for word in words)


def measure(text: str) -> Measure:
    name, _, tops = text.partition(":")
    measure_id, _, parties = name.partition("/")
    levels = tuple(Level(id=f"l{k}", text=f"{measure_id} at {k}") for k in range(int(tops) + 1))
    return Measure(id=measure_id, title=measure_id, binds=tuple(parties.split(",")), levels=levels)


def statement(number: int, text: str) -> Statement:
    parts: dict[str, list[str]] = {"on": [], "if": [], "over": []}
    speaker, stance, *words = text.split()
    credence, reading, everything, now = 1.0, "alone", False, "on"
    for word in words:
        if word in parts:
            now = word
        elif word == "weak":
            reading = "weak"
        elif word == "everything":
            everything = True
        elif word.startswith("0."):
            credence = float(word)
        else:
            parts[now].append(word)
    return Statement(
        id=f"s{number}", date=DAY, speaker=speaker, stance=stance, says=text, source="book",  # type: ignore[arg-type]
        on=refs(parts["on"]), if_=refs(parts["if"]), over=refs(parts["over"]),
        credence=credence, reading=reading, everything=everything,  # type: ignore[arg-type]
        why="as the test says" if credence < 1 else None,
    )  # fmt: skip


def link(text: str) -> Link:
    kind, *words = text.split()
    if kind == "reciprocal":
        return Link(kind="reciprocal", measure=words[0])
    if kind == "precondition":
        return Link(kind="precondition", party=words[0], refs=refs(words[1:]))
    return Link(kind=kind, refs=refs(words))  # type: ignore[arg-type]


def talks(parties: str, measures: str, *said: str, links: tuple[str, ...] = ()) -> Case:
    """A case in memory from short text."""
    return Case(
        id="test", title="Test", real=False,
        parties=tuple(Party(id=p, name=p.upper()) for p in parties.split()),
        measures=tuple(measure(m) for m in measures.split()),
        links=tuple(link(text) for text in links),
        statements=tuple(statement(n, text) for n, text in enumerate(said, 1)),
        sources=(Source(id="book", publisher="A book"),),
    )  # fmt: skip
