"""In: the blocks of a document. Out: the turns of a transcript: who has the floor in each, who mostly asks.

"ORLOV: We will not." begins a turn; so does "Q" or "MODERATOR". Where each block's own words begin is told
too, after a label or a dateline.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from detente.case.proposals import Told, Voice
from detente.reading.cast import Cast, is_hearing, party_in_head
from detente.reading.document import Block, Document
from detente.reading.interviews import Interview, interview
from detente.reading.scene import Person, Scene
from detente.reading.tables import shapes
from detente.reading.utterances import At

LABEL = re.compile(
    r"(?P<name>(?:[A-ZÀ-Þ][\w’'.\-]*\s){0,4}[A-ZÀ-Þ][\w’'.\-]*|Q|A)"
    r"(?:\s?\((?P<note>[^)\r\n]{1,60})\)|,\s(?P<role>[^:\r\n]{1,60}))?(?:\s?\([^)\r\n]{1,40}\))?:\s"
)
DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ’'. /-]{2,40}(?:,\s[A-Z][\w .]{2,25}(?:,\s\d{4})?|,\s\d{1,2}\s[A-Z]\w+(?:\s\d{4})?)?\s?"
    r"(?:\([^)\r\n]{2,40}\))?\.?\s?[-–—]{1,2}\s"
)
FEWEST = 3
"""Labels from which a document is a transcript, if some recur."""
LAST_WORDS = 80
"""Code points at the end of a turn in which a question mark makes it a question."""


@dataclass(frozen=True)
class Label:
    """A name and a colon at the start of a block, which ends where the words begin."""

    name: str
    start: int
    end: int
    role: str | None


@dataclass(frozen=True)
class Turns:
    """The labels of a transcript by block, who mostly asks, where each block's own words begin.

    people  those whom the head of the transcript introduces as answering
    asked   the questions and answers of a paper without labels, or with labels of the questions only
    """

    labels: dict[int, Label]
    asking: frozenset[str]
    starts: tuple[int, ...]
    people: tuple[Person, ...] = ()
    asked: Interview = field(default_factory=Interview)

    @property
    def opening(self) -> int:
        """Where the head ends: at the first label."""
        return min((one.start for one in self.labels.values()), default=0)

    @property
    def briefer(self) -> Label | None:
        """Who speaks before the first question without a label: the only one who answers."""
        names = self.answering
        asked_first = bool(self.labels) and self.labels[min(self.labels)].name in self.asking
        of_these = (one for one in self.labels.values() if one.name in names)
        return next(of_these, None) if asked_first and len(names) == 1 else None

    @property
    def answering(self) -> frozenset[str]:
        """Who has the floor and does not mostly ask."""
        return frozenset(one.name for one in self.labels.values()) - self.asking


def turns_of(document: Document, blocks: Sequence[Block], cast: Cast | None = None) -> Turns:
    """Who has the floor in each block of a transcript, and where its own words begin.

    cast  who takes part by the head of the transcript
    """
    cast = cast or Cast()
    found = labels(document, blocks)
    starts = (
        found[index].end if index in found else _after_dateline(document, block)
        for index, block in enumerate(blocks)
    )
    named = {one.name for one in found.values() if one.name.lower().split()[-1] in cast.asking}
    asking = _interviewers(document, blocks, found) | named
    if {one.name for one in found.values()} - asking:
        return Turns(found, asking, tuple(starts), cast.people)
    asked = interview(document, blocks, frozenset(found))
    begun = dict(enumerate(starts)) | dict(asked.starts)
    return Turns({} if asked.asks else found, asking, tuple(begun.values()), cast.people, asked)


def _after_dateline(document: Document, block: Block) -> int:
    dateline = DATELINE.match(document.text, block.start, block.end)
    return dateline.end() if dateline else block.start


def labels(document: Document, blocks: Sequence[Block]) -> dict[int, Label]:
    """The labels of a transcript, by block; none unless several blocks have one and some recur."""
    found: dict[int, Label] = {}
    for index, block in enumerate(blocks):
        match = LABEL.match(document.text, block.start, block.end)
        if match:
            role = match["role"] or match["note"]
            found[index] = Label(match["name"].strip(), block.start, match.end(), role)
    names = {one.name for one in found.values()}
    return found if len(found) >= FEWEST and len(names) < len(found) else {}


def _interviewers(document: Document, blocks: Sequence[Block], found: dict[int, Label]) -> frozenset[str]:
    """The labels that mostly ask."""
    asked: dict[str, list[bool]] = {}
    for index, label in found.items():
        text = document.text[label.end : blocks[index].end].strip()
        asked.setdefault(label.name, []).append("?" in text[-LAST_WORDS:])
    ask = shapes()["questioners"]
    return _presiding(found.values()) | frozenset(
        name for name, each in asked.items() if name.lower() in ask or sum(each) * 2 > len(each)
    )


def _presiding(found: Collection[Label]) -> frozenset[str]:
    """ "The President", where others have their states behind their names: gives the floor, speaks for none."""
    of_states = {one.name for one in found if one.role}
    bare = (one.name for one in found if not one.role and _presides(one.name))
    return frozenset(bare) if len(of_states) > 1 else frozenset()


def _presides(name: str) -> bool:
    return len(name.split()) <= 2 and name.lower().split()[-1] in shapes()["presiding"]


def speech_of(document: Document, scene: Scene, base: At, label: Label, turns: Turns) -> At:
    """The voice of whoever has the floor; one who asks only tells what others said."""
    asks = label.name in turns.asking
    voice = _of_the_head(scene, _label_voice(scene, label, turns.people), turns)
    hearing = is_hearing(document, turns.opening)
    if asks and (hearing or _presides(label.name)):
        voice = replace(voice, id=None)
    if hearing:
        scene.claiming.add(voice.name)
    if voice.id is None and not asks and turns.answering == {label.name} and not base.told:
        voice = replace(voice, id=base.speaker.id)
    scene.remember(voice)
    scene.person = voice
    outlet = base.chain if base.told and document.outlet else ()
    return At(chain=(*outlet, Told(who=voice)), told=asks and not hearing, attribution="direct")


def _of_the_head(scene: Scene, voice: Voice, turns: Turns) -> Voice:
    """The same, for the state beside whose office the head names them."""
    actor = party_in_head(scene, voice.name.split()[-1], turns.opening)
    return voice if actor is None else replace(voice, id=actor)


def _label_voice(scene: Scene, label: Label, people: Sequence[Person]) -> Voice:
    """Who stands behind a label: a person the text introduces elsewhere, if it does."""
    family = label.name.split()[-1].lower()
    known = _by_office(scene, label, people)
    if known is None:
        described = len(label.name) + len(label.role or "") + len(" ():")
        named = scene.named_in(label.start, min(label.end, label.start + described))
        unknown = Person(_capitalised(label.name), named[-1].id if named else None, label.role)
        known = unknown if family in shapes()["persons"] else scene.persons.setdefault(family, unknown)
    return Voice(
        name=known.name,
        id=known.id or _described(scene, label),
        role=known.role or label.role or (known.name if family in shapes()["persons"] else None),
        anonymous=family in shapes()["nameless"],
        span=scene.span(label.start, label.start + len(label.name)),
    )


def _by_office(scene: Scene, label: Label, people: Sequence[Person]) -> Person | None:
    """ "SPOKESPERSON:", "A:": of those introduced, the one who holds the office, or the first."""
    office = label.name.split()[-1].lower()
    if office in shapes()["persons"]:
        fitting = [one for one in people if one.role and office in one.role.lower().split()]
        return fitting[0] if len(fitting) == 1 else None
    if office not in shapes()["answerers"]:
        return None
    first = next((scene.persons[one] for one in scene.persons if len(one) > 1), None)
    return people[0] if people else first


def _capitalised(name: str) -> str:
    words = name.split()
    return " ".join(word.capitalize() if word.isupper() and len(word) > 1 else word for word in words)


def _described(scene: Scene, label: Label) -> str | None:
    """ "Senior State Department Official", "Spokesperson": the body that the head of the text names."""
    office = any(word.lower() in shapes()["persons"] for word in label.name.split())
    if not office and label.name.lower() not in shapes()["answerers"]:
        return None
    here = scene.named_in(0, label.start)
    bodies = ("state", "alliance", "organisation")
    return next((one.id for one in here if one.kind in bodies and one.how != "place"), None)
