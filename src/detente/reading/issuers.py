"""In: a document and its scene. Out: whose words its parts are in where nobody is quoted.

An outlet's, of which nothing is more than told; or an issuer's: what a ministry puts out itself is the
ministry's, what several sides put out together is theirs. A paper that collects several statements has as
many parts, each under its own heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.case.proposals import Told, Voice
from detente.reading.document import Block, Document
from detente.reading.floors import floors, introduced
from detente.reading.mastheads import Head, heads, is_joint, is_numbered, issuer_of, issues
from detente.reading.scene import Scene
from detente.reading.signers import called, joint_voice, signatures
from detente.reading.utterances import At

REPORTED = 5
"""Blocks in which a report says that it is one."""
BY = re.compile(r"By\s(?:our\s\w+|[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){1,3})\s*(?:,|\r?\n|$| in )")
DATELINE = re.compile(
    r"[A-ZÀ-Þ][\w’'. /-]{2,40}(?:,\s[A-Z][\w .]{2,25}(?:,?\s\d{1,4}){0,2}|,\s\d{1,2}\s\w+(?:\s\d{4})?)?\s?"
    r"(?:\([^)\r\n]{2,40}\))?\.?\s?[-–—]{1,2}\s(?=[A-Z“\"])"
)

AGENCY = re.compile(r"\(([^)\r\n]{2,40})\)")
"""Whose report a dateline is: "PARIS, Oct 7 (Courier) -"."""


@dataclass(frozen=True)
class Part:
    """A part of a document in one voice.

    start  its first code point
    at     the voice of whatever in it is not put into somebody's mouth
    head   where the blocks of its heading start, in which nothing is said
    """

    start: int
    at: At
    head: frozenset[int] = frozenset()


def parts(document: Document, scene: Scene) -> tuple[Part, ...]:
    """The parts of a document, in order; a report of an outlet has one."""
    press = _is_press(document)
    persons = [] if press else [block for one in floors(document, scene, ()) for block in one.blocks]
    found = [] if press else list(heads(document, frozenset(block.start for block in persons)))
    first, later = (found[:1], found[1:]) if found and found[0].start == _start(document) else ([], found)
    voice = _outset(document, scene, first)
    signed = signatures(document) if voice.speaker.members else frozenset()
    outset = Part(_start(document), voice, _silent(first) | signed | _in_capitals(document))
    issued = [one for head in later if (one := _later(document, scene, head)) is not None]
    others = [*issued, *_told_again(document, later, issued)] if issued else []
    said = [] if press else list(_spoken(document, scene, voice))
    return (outset, *sorted((*others, *said), key=lambda one: one.start))


def _told_again(document: Document, later: Sequence[Head], issued: Sequence[Part]) -> Iterator[Part]:
    """The parts of a collection that nobody issues: under a number like the others, or with an agency's dateline."""
    numbered = [head for head in later if _is_numbered(document, head)]
    theirs = {part.start for part in issued}
    whole = Told(who=Voice(name=document.outlet or document.title or document.name))
    for head in numbered if any(head.start in theirs for head in numbered) else ():
        if head.start not in theirs:
            yield Part(head.start, At(chain=(whole,), told=True), _silent([head]))
    for block in document.blocks:
        line = DATELINE.match(document.text, block.start, block.end)
        agency = AGENCY.search(line[0]) if line else None
        if agency is not None:
            yield Part(block.start, At(chain=(whole, Told(who=Voice(name=agency[1]))), told=True))


def _is_numbered(document: Document, head: Head) -> bool:
    first = head.blocks[0]
    return is_numbered(document.text[first.start : first.end])


def _spoken(document: Document, scene: Scene, at: At) -> Iterator[Part]:
    """The parts that somebody says who has the floor by a line of their own."""
    for one in floors(document, scene, at.speaker.members):
        chain = (*at.chain, Told(who=one.voice))
        here = At(chain=chain, told=False, attribution="direct")
        yield Part(one.blocks[0].start, here, frozenset(block.start for block in one.blocks))


def known_by_now(scene: Scene, part: Part) -> At:
    """The voice of a part, with what the document said of whoever has the floor in it."""
    if part.at.attribution != "direct":
        return part.at
    *before, last = part.at.chain
    return replace(part.at, chain=(*before, replace(last, who=introduced(scene, last.who))))


def _in_capitals(document: Document) -> frozenset[int]:
    """The blocks that are a line in capitals, and perhaps a note in brackets under it."""
    return frozenset(one.start for one in document.blocks if _is_in_capitals(document, one))


def _is_in_capitals(document: Document, block: Block) -> bool:
    first, *more = document.text[block.start : block.end].strip().splitlines() or [""]
    short = first.isupper() and first[-1:] not in ".!?:" and len(first.split()) > 1
    return short and all(one.strip()[:1] == "(" or one.strip()[-1:] == ")" for one in more)


def part_at(found: Sequence[Part], start: int) -> Part:
    """The part in which a block that starts here stands."""
    return [found[0], *(one for one in found[1:] if one.start <= start)][-1]


def _start(document: Document) -> int:
    return document.blocks[0].start if document.blocks else 0


def _silent(found: Sequence[Head]) -> frozenset[int]:
    return frozenset(block.start for one in found for block in one.blocks)


def _is_press(document: Document) -> bool:
    """True for an outlet that tells of others; a ministry that puts a paper out speaks for itself."""
    opening = [document.text[one.start : one.end] for one in document.blocks[:REPORTED]]
    if any(BY.match(text) for text in opening):
        return True
    if document.outlet is not None:
        return not issues(document.outlet)
    return any(DATELINE.match(text) for text in opening)


def _outset(document: Document, scene: Scene, head: Sequence[Head]) -> At:
    """The voice at the start: who puts the paper out, else the outlet or what the paper is called."""
    issuer = next((_issuer(document, scene, one) for one in head), None)
    if issuer is not None:
        return _issued_by(issuer)
    name = document.outlet or document.title or document.name
    actor = next((one.id for one in scene.lexicon.actors(name) if one.kind == "outlet"), None)
    return At(chain=(Told(who=Voice(name=name, id=actor)),), told=True)


def _later(document: Document, scene: Scene, head: Head) -> Part | None:
    issuer = _issuer(document, scene, head)
    return None if issuer is None else Part(head.start, _issued_by(issuer), _silent([head]))


def _issuer(document: Document, scene: Scene, head: Head) -> Voice | None:
    if is_joint(document, head):
        return joint_voice(document, scene, head)
    issuer = issuer_of(document, scene, head)
    if issuer is not None and issuer.members:
        return replace(issuer, name=called(document, head, len(issuer.members)))
    return issuer


def _issued_by(issuer: Voice) -> At:
    return At(chain=(Told(who=issuer),), told=False, attribution="document")
