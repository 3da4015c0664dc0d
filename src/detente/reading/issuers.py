"""In: a document and its scene. Out: whose words it is in where nobody is quoted: an outlet's, an issuer's.

A statement that a ministry puts out itself is the ministry's; what two sides put out together is both's.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from detente.case.proposals import Told, Voice
from detente.reading.document import Block, Document
from detente.reading.lexicon import Mention
from detente.reading.scene import Scene
from detente.reading.tables import pattern
from detente.reading.utterances import At

HEAD = 4
"""Blocks in which the issuer of a document is looked for."""
LONGEST_HEADING = 300
LONGEST_DATELINE = 60
HEADINGS = ("title", "heading")
BODIES = ("state", "alliance", "organisation", "group")
"""The kinds of actor that put out statements."""


@cache
def _issued() -> re.Pattern[str]:
    """ "Statement", "press release": a thing that is put out."""
    return pattern(r"\b(?:{})\b", "issued")


@cache
def _joint() -> re.Pattern[str]:
    return pattern(r"\bjoint (?:press )?(?:{})\b", "issued_jointly")


@cache
def _body() -> re.Pattern[str]:
    """ "Ministry", "embassy": who puts statements out."""
    return pattern(r"\b(?:{})\b", "issuing")


@cache
def _matter() -> re.Pattern[str]:
    """ "On", "regarding": after it stands what a statement is about."""
    return pattern(r"\s(?:{})\s", "introducing")


def narrator(document: Document, scene: Scene) -> At:
    """The voice of whatever is not put into somebody's mouth, at the start of a document."""
    head = () if _is_press(document) else document.blocks[:HEAD]
    joint = any(_is_joint(document.text[block.start : block.end]) for block in head)
    if joint and not document.outlet:
        return _issued_by(Voice(name="the two sides"))
    issuers = (issuer_of(document, scene, block) for block in (() if joint else head))
    issuer = next((one for one in issuers if one is not None), None)
    if issuer is not None:
        return _issued_by(issuer)
    name = document.outlet or document.title or document.name
    actor = next((one.id for one in scene.lexicon.actors(name) if one.kind == "outlet"), None)
    return At(chain=(Told(who=Voice(name=name, id=actor)),), told=True)


def _is_press(document: Document) -> bool:
    """True for an outlet that tells of others; a ministry that puts a paper out speaks for itself."""
    outlet = document.outlet
    return outlet is not None and not any(one().search(outlet) for one in (_body, _issued, _joint))


def _is_joint(text: str) -> bool:
    return not text.rstrip().endswith(".") and _joint().search(text) is not None


def narrators(document: Document, scene: Scene, base: At) -> tuple[tuple[int, At], ...]:
    """Where another voice takes over: each heading under which another body speaks for itself, in order."""
    if _is_press(document) or base.attribution != "document":
        return ()
    issuers = ((block.start, issuer_of(document, scene, block)) for block in document.blocks[1:])
    return tuple(
        (start, _issued_by(one)) for start, one in issuers if one is not None and one.id != base.speaker.id
    )


def narrator_at(base: At, later: tuple[tuple[int, At], ...], start: int) -> At:
    """The voice in which a block that starts here stands."""
    begun = list(takewhile(lambda one: one[0] <= start, later))
    return begun[-1][1] if begun else base


def _issued_by(issuer: Voice) -> At:
    return At(chain=(Told(who=issuer),), told=False, attribution="document")


def issuer_of(document: Document, scene: Scene, block: Block) -> Voice | None:
    """The body that a heading says is speaking: "Statement by the Foreign Ministry of X"."""
    text = document.text[block.start : block.end]
    issued, body = _issued().search(text) is not None, _body().search(text) is not None
    if not (issued or body) or not _is_heading(text, block):
        return None
    named = _bodies_in(scene, block, text)
    several = len({one.id for one in named}) > 1
    seat = _seat_below(document, scene, block) if issued and (not named or several) else None
    if seat is None and (not named or (several and not body)):
        return None
    actor = seat or named[0].id
    return Voice(name=scene.lexicon.name_of(actor), id=actor)


def _is_heading(text: str, block: Block) -> bool:
    if text.rstrip().endswith(".") and block.kind not in HEADINGS:
        return False
    return len(text) <= LONGEST_HEADING


def _bodies_in(scene: Scene, block: Block, text: str) -> list[Mention]:
    """The actors named in a heading before what it is about."""
    matter = _matter().search(text)
    end = block.start + matter.start() if matter else block.end
    named = scene.named_in(block.start, end)
    return [one for one in named if one.kind in BODIES]


def _seat_below(document: Document, scene: Scene, block: Block) -> str | None:
    """The state whose seat the line below a heading begins with: "Ankara, 12 July 2023"."""
    below = next((one for one in document.blocks if one.start > block.start), None)
    if below is None or below.end - below.start > LONGEST_DATELINE:
        return None
    named = scene.named_in(below.start, below.end)
    return named[0].id if named and named[0].start == below.start and named[0].kind == "state" else None
