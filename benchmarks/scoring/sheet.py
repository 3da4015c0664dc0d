"""In: the gold of a document and what was read in it. Out: a `Sheet`, the two side by side and matched."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from detente.case.proposals import Amount, Proposal, Span, Voice
from scoring.gold import Gold, GoldStatement, Place
from scoring.matching import ENOUGH, Words, any_name, bare, pair


@dataclass(frozen=True)
class Read:
    """What was read in one document."""

    text: str
    proposals: tuple[Proposal, ...]
    figures: tuple[Amount, ...] = ()
    """Figures found beside those of the proposals."""


@dataclass(frozen=True)
class Sheet:
    """A gold document beside what was read in it."""

    gold: Gold
    read: Read
    words: Words = field(repr=False)

    def run(self, place: Place) -> range:
        """The words of the text that a place touches."""
        return self.words.run(place)

    @cached_property
    def golds(self) -> list[range]:
        """The words of each gold statement."""
        return [self.run(one.place) for one in self.gold.statements]

    @cached_property
    def found(self) -> list[range]:
        """The words of each proposal."""
        return [self.run(place_of(one.evidence)) for one in self.read.proposals]

    @cached_property
    def matched(self) -> dict[int, int]:
        """Position of a gold statement -> position of its proposal."""
        return pair(
            [[run] for run in self.golds],
            self.found,
            optional=[one.optional for one in self.gold.statements],
            rightness=lambda i, j: (
                sum(rights_of(self.gold.statements[i], self.read.proposals[j]).values()) / 3
            ),
        )

    def names_of(self, name: str) -> list[str]:
        """A voice's name, and the others that the annotation gives it where it is a speaker."""
        known = [one.speaker for one in self.gold.statements if bare(name) in map(bare, one.speaker)]
        return [name, *(other for names in known for other in names)]

    @cached_property
    def pairs(self) -> list[tuple[GoldStatement, Proposal]]:
        """The matches with gold statements that are not optional."""
        both = [(self.gold.statements[i], self.read.proposals[j]) for i, j in self.matched.items()]
        return [(one, other) for one, other in both if not one.optional]

    @cached_property
    def asked(self) -> list[GoldStatement]:
        """The gold statements that count."""
        return [one for one in self.gold.statements if not one.optional]

    @cached_property
    def wrong(self) -> list[Proposal]:
        """Proposals that match nothing, except obligations where those are scored for themselves."""
        taken = set(self.matched.values())
        return [
            other
            for j, other in enumerate(self.read.proposals)
            if j not in taken and not (other.obligation and self.gold.obligations)
        ]


def rights_of(one: GoldStatement, other: Proposal) -> dict[str, bool]:
    """Are stance, issue and speaker of a proposal right?"""
    return {
        "stance": other.stance in one.stance,
        "issue": issue_right(one, other),
        "speaker": speaker_right(one, other.speaker),
    }


def issue_right(one: GoldStatement, other: Proposal) -> bool:
    """Is one of the gold's issues among the proposed, or is there none in both?"""
    proposed = {about.issue for about in other.about if about.issue}
    return bool(proposed & set(one.issue)) if one.issue else not proposed


def speaker_right(one: GoldStatement, voice: Voice) -> bool:
    """Is it the right actor, or those who speak together, or, where none is named, the right name?"""
    if actor_right(one, voice):
        return True
    if voice.id and one.who:
        return False
    return any_name(voice.name, one.speaker)


def actor_right(one: GoldStatement, voice: Voice) -> bool:
    """Is it an actor that counts as right, or, of several together, are most of them those of the gold?"""
    who, members = set(one.who), set(voice.members)
    if voice.id in who:
        return True
    return len(who) > 1 and len(members & who) >= ENOUGH * len(members | who)


def ids_of(voice: Voice) -> set[str]:
    """The actors whose words these would be in a case."""
    return set(voice.members) | ({voice.id} if voice.id else set())


def place_of(span: Span) -> Place:
    """Where a span stands."""
    return span.start, span.end


def short(text: str, width: int = 100) -> str:
    """A text on one line, cut if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 3]}..."
