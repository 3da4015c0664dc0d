"""What a parser found in bytes: canonical text, and what the format says of it. Goes through JSON."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Any, cast

from detente.reading.document import BlockKind, Published

_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


class Refused(Exception):
    """A document that a parser will not read; holds the sentence that says what to do, without the name."""


@dataclass(frozen=True)
class Facts:
    """What a document says about itself. `None` where it does not."""

    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    published: Published | None = None
    address: str | None = None
    lang: str | None = None


@dataclass(frozen=True)
class Parsed:
    """Canonical text, the offset of each page, and the kinds of blocks that the format itself names.

    `kinds` maps the offset at which a block starts to its kind: a heading is marked as one in a web page.
    """

    text: str
    pages: tuple[int, ...] = ()
    kinds: dict[int, BlockKind] = field(default_factory=dict)
    facts: Facts = Facts()
    notes: tuple[str, ...] = ()


def join(parts: list[tuple[str, BlockKind | None]]) -> tuple[str, dict[int, BlockKind]]:
    """Text of these blocks with an empty line between them, and the kinds that are known, by offset."""
    kinds: dict[int, BlockKind] = {}
    at = 0
    for text, kind in parts:
        if kind is not None:
            kinds[at] = kind
        at += len(text) + 2
    return "\n\n".join(text for text, _ in parts), kinds


def clean(text: str) -> str:
    """The text with each code point that no text has (controls, lone surrogates) replaced by U+FFFD."""
    return _NO_TEXT.sub("\ufffd", text)


def combine(first: Facts, second: Facts) -> Facts:
    """The first, filled in from the second where it is silent."""
    missing = {name: there for name, there in vars(second).items() if getattr(first, name) is None}
    return replace(first, **missing)


def to_json(parsed: Parsed) -> dict[str, Any]:
    """The parsed document as JSON values."""
    published = parsed.facts.published
    facts = vars(parsed.facts) | {
        "published": published and {"date": published.date.isoformat(), "basis": published.basis}
    }
    return {
        "text": parsed.text,
        "pages": parsed.pages,
        "kinds": sorted(parsed.kinds.items()),
        "facts": facts,
        "notes": parsed.notes,
    }


def from_json(tree: dict[str, Any]) -> Parsed:
    """The parsed document of these JSON values."""
    facts = dict(tree["facts"])
    if facts["published"]:
        day, basis = facts["published"]["date"], facts["published"]["basis"]
        facts["published"] = Published(dt.date.fromisoformat(day), basis)
    kinds = {int(start): cast(BlockKind, kind) for start, kind in tree["kinds"]}
    return Parsed(tree["text"], tuple(tree["pages"]), kinds, Facts(**facts), tuple(tree["notes"]))
