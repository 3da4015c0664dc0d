"""A document about an invented dispute, what the rules read in it, and the right answers of a model."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from detente.case.proposals import Condition, Proposal, Voice
from detente.case.statements import Stance
from detente.case.vocabulary import ActorTerm
from detente.reading.document import Block, Document
from detente.reading.llm.ask import Answer, Card

PARAGRAPHS = (
    "Arden will not remove the radars at Port Lisse unless Belmark opens its border posts, Foreign "
    "Minister Ilse Torvik said on Monday. "
    "“We are ready to cut the spring exercise to 4,500 troops,” she added.",
    "Belmark’s Defence Ministry demanded that Arden withdraw two battalions – about 1,200 soldiers – from "
    "the Hollen valley. It denied that its own guns had fired across the river.",
    "Envoy Marek Dull said Belmark would share the dates of its flights if Arden did the same. He accused "
    "Arden of hiding 35 launchers near Orsk Field.",
    "Arden’s government doubts that the 90-day truce can hold. It offered to open 6 sites to inspectors, "
    "and insisted on a written guarantee before talks.",
    "“Any shot across the line will be answered within 48 hours,” General Oskar Venn of Belmark warned. He "
    "claimed that 700 refugees had been turned back, which Arden’s government calls an invention.",
    "Belmark will allow 12\u00a0overflights a year, Deputy Minister Anja Rook told reporters.",
    "Arden “cannot accept” a ban on its coastal missiles, Ilse Torvik wrote.",
)
TITLE = "A river between two offers"
TEXT = "\n\n".join((TITLE, *PARAGRAPHS)) + "\n"
ACTORS = (
    ActorTerm(id="arden", name="Arden", kind="state", adjectives=("Ardenese",), people=("Ilse Torvik",)),
    ActorTerm(id="belmark", name="Belmark", kind="state", people=("Marek Dull", "Oskar Venn", "Anja Rook")),
)
OTHER = {"arden": "Oskar Venn", "belmark": "Ilse Torvik"}
"""Somebody of the other side."""


def _blocks() -> tuple[Block, ...]:
    starts = [TEXT.index(paragraph) for paragraph in PARAGRAPHS]
    pairs = zip(starts, PARAGRAPHS, strict=True)
    return (Block(0, len(TITLE), "title"), *(Block(start, start + len(text)) for start, text in pairs))


DOCUMENT = Document(
    name="river.txt",
    format="text",
    raw=TEXT.encode(),
    sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    text=TEXT,
    blocks=_blocks(),
    outlet="The Valley Post",
    title=TITLE,
)


@dataclass(frozen=True)
class Said:
    """A statement of the document: its paragraph, and the words that a careful reader would copy."""

    paragraph: int
    evidence: str
    stance: Stance
    speaker: str
    who: str
    condition: str | None = None
    quantities: tuple[str, ...] = ()

    @property
    def block(self) -> Block:
        return DOCUMENT.blocks[self.paragraph + 1]

    @property
    def card(self) -> Card:
        return Card(
            self.evidence, self.evidence, self.stance, self.speaker, self.condition, self.quantities
        )


SAID = (
    Said(
        paragraph=0,
        evidence="Arden will not remove the radars at Port Lisse unless Belmark opens its border posts",
        stance="refuses",
        speaker="Ilse Torvik",
        who="arden",
        condition="unless Belmark opens its border posts",
    ),
    Said(
        paragraph=0,
        evidence="We are ready to cut the spring exercise to 4,500 troops",
        stance="willing",
        speaker="Ilse Torvik",
        who="arden",
        quantities=("4,500 troops",),
    ),
    Said(
        paragraph=1,
        evidence=(
            "demanded that Arden withdraw two battalions – about 1,200 soldiers – from the Hollen valley"
        ),
        stance="demands",
        speaker="Belmark’s Defence Ministry",
        who="belmark",
        quantities=("two battalions", "about 1,200 soldiers"),
    ),
    Said(
        paragraph=1,
        evidence="denied that its own guns had fired across the river",
        stance="denies",
        speaker="Belmark’s Defence Ministry",
        who="belmark",
    ),
    Said(
        paragraph=2,
        evidence="Belmark would share the dates of its flights if Arden did the same",
        stance="conditional",
        speaker="Marek Dull",
        who="belmark",
        condition="if Arden did the same",
    ),
    Said(
        paragraph=2,
        evidence="accused Arden of hiding 35 launchers near Orsk Field",
        stance="accuses",
        speaker="Marek Dull",
        who="belmark",
        quantities=("35 launchers",),
    ),
    Said(
        paragraph=3,
        evidence="doubts that the 90-day truce can hold",
        stance="doubts",
        speaker="Arden’s government",
        who="arden",
        quantities=("90-day",),
    ),
    Said(
        paragraph=3,
        evidence="offered to open 6 sites to inspectors",
        stance="offers",
        speaker="Arden’s government",
        who="arden",
        quantities=("6 sites",),
    ),
    Said(
        paragraph=3,
        evidence="insisted on a written guarantee before talks",
        stance="insists",
        speaker="Arden’s government",
        who="arden",
    ),
    Said(
        paragraph=4,
        evidence="Any shot across the line will be answered within 48 hours",
        stance="threatens",
        speaker="Oskar Venn",
        who="belmark",
        quantities=("48 hours",),
    ),
    Said(
        paragraph=4,
        evidence="claimed that 700 refugees had been turned back",
        stance="claims",
        speaker="Oskar Venn",
        who="belmark",
        quantities=("700 refugees",),
    ),
    Said(
        paragraph=5,
        evidence="Belmark will allow 12\u00a0overflights a year",
        stance="willing",
        speaker="Anja Rook",
        who="belmark",
        quantities=("12\u00a0overflights",),
    ),
    Said(
        paragraph=6,
        evidence="Arden “cannot accept” a ban on its coastal missiles",
        stance="refuses",
        speaker="Ilse Torvik",
        who="arden",
    ),
)


def _rule(number: int, said: Said) -> Proposal:
    start = TEXT.index(said.evidence)
    evidence = DOCUMENT.span(start, start + len(said.evidence))
    condition = None
    if said.condition:
        place = TEXT.index(said.condition)
        where = DOCUMENT.span(place, place + len(said.condition))
        condition = Condition(kind="trigger", text=said.condition, span=where)
    return Proposal(
        id=f"p{number:02}",
        stance=said.stance,
        speaker=Voice(name=said.speaker, id=said.who),
        attribution="indirect",
        says=said.evidence,
        condition=condition,
        quantities=(),
        evidence=evidence,
        sentence=evidence,
        made_by="rules 1",
    )


RULES = tuple(_rule(number, said) for number, said in enumerate(SAID, 1))


def cards_of(paragraph: int, *cards: Card) -> Answer:
    """An answer with these cards, or the right ones of the paragraph."""
    return Answer(cards or tuple(said.card for said in SAID if said.paragraph == paragraph))


def swapped(card: Card) -> Card:
    """The card given to the other side."""
    who = next(said.who for said in SAID if said.evidence == card.evidence)
    return replace(card, speaker=OTHER[who])


def as_json(card: Card) -> dict[str, Any]:
    """The card as a model would write it."""
    return {
        "evidence": card.evidence, "content": card.content, "stance": card.stance, "speaker": card.speaker,
        "condition": card.condition, "quantities": list(card.quantities),
    }  # fmt: skip
