"""In: a document and a lexicon. Out: a `Scene`: who is named where, and what reading remembers on its way.

Who was named with which office, who spoke last: a pronoun or a bare "the official" is taken from there. A
scene is written to as the text is read from its start; everything else in the rules is not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from detente.case.proposals import Span, Voice
from detente.case.vocabulary import TermKind
from detente.reading.document import Document
from detente.reading.lexicon import Lexicon, Mention
from detente.reading.tables import shapes

UNREAD = frozenset({"boilerplate", "byline"})
"""Blocks in which no side is named."""
OF_AN_OFFICE = ("of", "in", "for", "to", "at", "from", "on", "with")
"""Before what an office is of."""
PARTIES: tuple[TermKind, ...] = ("state", "alliance", "group")
"""The kinds of actor that take positions."""


@dataclass(frozen=True)
class Person:
    """Somebody the text has named."""

    name: str
    id: str | None
    role: str | None


@dataclass
class Scene:
    """What reading remembers of a document, from its start to where it is."""

    document: Document
    lexicon: Lexicon
    mentions: tuple[Mention, ...]
    """In order of the text. They do not overlap, but for one place that stands for several."""
    sides: tuple[str, ...] = ()
    """The two parties that the text names most."""
    persons: dict[str, Person] = field(default_factory=dict)
    """By family name, in lower case."""
    person: Voice | None = None
    """The person who spoke or acted last."""
    body: Voice | None = None
    """The state or institution that spoke or acted last."""
    crowd: Voice | None = None
    """The unnamed officials, or the several, who spoke or acted last."""
    members: tuple[str, ...] = ()
    """The parties of a joint paper, whom it calls "both sides" or "the participants"."""
    issuer: str | None = None
    """The party that puts the document out itself, whose ministers are named without their state."""
    claiming: set[str] = field(default_factory=set)
    """Who speaks in a hearing: what they tell of others' promises is their own claim."""
    opened: int = 0
    """Where the part begins in which somebody speaks: "they" are nobody whom only its heading names."""
    direct: bool = False
    """True inside direct speech, where "they" are never those who speak."""

    def begin(self, issuer: Voice, at: int, *, told: bool) -> None:
        """A part that somebody else puts out begins: whoever was spoken of before is not meant there."""
        self.opened = at
        self.person = self.body = self.crowd = None
        self.issuer = None if told else issuer.id
        self.members = () if told else issuer.members

    @cached_property
    def actors(self) -> frozenset[str]:
        """Every actor that the text names."""
        return frozenset(one.id for one in self.mentions)

    def named_in(self, start: int, end: int) -> list[Mention]:
        """The actors named between two places."""
        return list(named_in(self.mentions, start, end))

    def named_over(self, start: int, end: int) -> Iterator[Mention]:
        """The actors whose names share a code point with a stretch, the last first."""
        for one in reversed(self.mentions[: self._before(end)]):
            if one.end <= start:
                return
            yield one

    def named_before(self, at: int) -> Iterator[Mention]:
        """The actors named before a place, the last first."""
        for place in range(self._before(at) - 1, -1, -1):
            if self.mentions[place].end <= at:
                yield self.mentions[place]

    def _before(self, at: int) -> int:
        return bisect_left(self.mentions, at, key=lambda one: one.start)

    def voice(self, named: Mention) -> Voice:
        """An actor as it is named at a place."""
        name = self.document.text[named.start : named.end]
        return Voice(name=name, id=named.id, span=self.span(named.start, named.end))

    def span(self, start: int, end: int) -> Span:
        """The span of these code points of the document."""
        return self.document.span(start, end)

    def remember(self, voice: Voice, *, plural: bool = False) -> None:
        """The last one of its kind, for the pronouns to come."""
        if voice.anonymous or plural or voice.members:
            self.crowd = voice
        if voice.members:
            return
        if last_word(voice) in self.persons or _is_one_person(voice):
            self.person = voice
        elif not voice.anonymous:
            self.body = voice


def scene_of(document: Document, lexicon: Lexicon) -> Scene:
    """A scene in which nobody has spoken yet."""
    mentions = lexicon.actors(document.text)
    return Scene(document, lexicon, mentions, _sides(document, mentions))


def _sides(document: Document, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The two states named most; of those named as often, the ones named first."""
    count = Counter(
        one.id
        for block in document.blocks
        if block.kind not in UNREAD
        for one in named_in(mentions, block.start, block.end)
        if one.kind == "state" and one.how != "place"
    )
    return tuple(sorted(count, key=lambda actor: -count[actor])[:2])


def named_in(mentions: Sequence[Mention], start: int, end: int) -> Iterator[Mention]:
    """Of mentions in order of the text, those between two places."""
    for place in range(bisect_left(mentions, start, key=lambda one: one.start), len(mentions)):
        one = mentions[place]
        if one.start >= end:
            return
        if one.end <= end:
            yield one


def last_word(voice: Voice) -> str:
    """The last word of a name, in lower case: the key of a person."""
    return voice.name.lower().split()[-1]


def _is_one_person(voice: Voice) -> bool:
    """True for an office by its head: "the observer of the Agency"."""
    words = voice.name.lower().split()
    last = next(one for one, after in pairwise((*words, "of")) if after in OF_AN_OFFICE)
    return last in shapes()["persons"] and not last.endswith("s") and last != "delegation"
