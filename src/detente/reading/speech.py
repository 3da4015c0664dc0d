"""In: a document's trees. Out: in whose voice each sentence stands before anything in it is looked at.

The outlet's in news, the speaker's after a name and a colon, the quoted one's inside quotation marks,
the issuer's in a statement that a ministry puts out itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.proposals import Told, Voice
from detente.reading.document import Block, Document
from detente.reading.quotes import Quotation, quotations
from detente.reading.tables import shapes
from detente.reading.trees import Tree
from detente.reading.scene import Person, Scene
from detente.reading.voices import voice_of
from detente.reading.utterances import At

LABEL = re.compile(
    r"(?P<name>(?:[A-ZÀ-Þ][\w’'.\-]*\s){0,4}[A-ZÀ-Þ][\w’'.\-]*|Q|A)(?:\s?\((?P<note>[^)\n]{1,60})\)|,\s(?P<role>[^:\n]{1,60}))?:\s"
)
QUESTION = frozenset({"q", "question", "questions", "moderator", "reporter", "journalist"})
ANSWERS = frozenset({"a", "answer"})
DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ’'. /-]{2,40}(?:,\s[A-Z][\w .]{2,25}(?:,\s\d{4})?)?\s?(?:\([^)\n]{2,40}\))?\.?\s?[-–—]{1,2}\s"
)
ISSUED = re.compile(
    r"\b(statement|communiqu[eé]|press release|declaration|readout|note verbale|press statement)\b",
    re.I,
)
JOINT = re.compile(r"\bjoint (?:press )?(?:statement|communiqu[eé]|declaration|readout)\b", re.I)
BODY = re.compile(
    r"\b(ministry|ministries|kremlin|white house|department of|state department|embassy|government of|council|presidential|office of the|"
    r"secretariat|foreign office|general staff|armed forces|spokesperson)\b",
    re.I,
)
MATTER = re.compile(
    r"\s(?:on|regarding|following|concerning|about|with|after|in connection|at the)\s", re.I
)
LONGEST_DATELINE = 60
HEAD = 4
"""Blocks in which the issuer of a document is looked for."""
LONGEST_HEADING = 300
MOST_QUOTED_WORDS_OUTSIDE = 0


@dataclass(frozen=True)
class Label:
    """A name and a colon at the start of a block, which ends where the words begin."""

    name: str
    start: int
    end: int
    role: str | None


@dataclass(frozen=True)
class Turns:
    """The labels of a transcript by block, the names of those who mostly ask, where each block's words begin."""

    labels: dict[int, Label]
    asking: frozenset[str]
    starts: tuple[int, ...]


def narrator(document: Document, scene: Scene) -> At:
    """The voice of whatever is not put into somebody's mouth, at the start of a document."""
    if not document.outlet and any(
        JOINT.search(document.text[block.start : block.end])
        for block in document.blocks[:HEAD]
        if not document.text[block.start : block.end].rstrip().endswith(".")
    ):
        return At(chain=(Told(who=Voice(name="the two sides")),), told=False, attribution="document")
    for block in document.blocks[:HEAD]:
        issuer = None if document.outlet else issuer_of(document, scene, block)
        if issuer is not None:
            return _issued_by(issuer)
    name = document.outlet or document.title or document.name
    actor = next((one.id for one in scene.lexicon.actors(name) if one.kind == "outlet"), None)
    return At(chain=(Told(who=Voice(name=name, id=actor)),), told=True)


def narrators(document: Document, scene: Scene, base: At) -> dict[int, At]:
    """Where another voice takes over: the start of each heading under which another body speaks for itself."""
    if document.outlet or not base.chain or base.told:
        return {}
    found = {}
    for block in document.blocks[1:]:
        issuer = issuer_of(document, scene, block)
        if issuer is not None and issuer.id != base.speaker.id:
            found[block.start] = _issued_by(issuer)
    return found


def _issued_by(issuer: Voice) -> At:
    return At(chain=(Told(who=issuer),), told=False, attribution="document")


def issuer_of(document: Document, scene: Scene, block: Block) -> Voice | None:
    """The body that a heading says is speaking: "Statement by the Foreign Ministry of X", "X's Ministry of Defence"."""
    text = document.text[block.start : block.end]
    if text.rstrip().endswith(".") and block.kind not in ("title", "heading"):
        return None
    if len(text) > LONGEST_HEADING or "\n" in text.strip() and block.kind == "paragraph":
        return None
    issued, body = ISSUED.search(text), BODY.search(text)
    if not issued and not (body and block.kind in ("heading", "title", "byline")):
        return None
    end = block.end
    matter = MATTER.search(text)
    if matter:
        end = block.start + matter.start()
    named = [
        one
        for one in scene.named_in(block.start, end)
        if one.kind in ("state", "alliance", "organisation", "group") and one.how != "place"
    ]
    if (
        issued
        and (not named or len({one.id for one in named}) > 1)
        and (seat := _seat_below(document, scene, block))
    ):
        return Voice(name=scene.lexicon.name_of(seat), id=seat)
    if not named or (len({one.id for one in named}) > 1 and not body):
        return None
    return Voice(name=scene.lexicon.name_of(named[0].id), id=named[0].id)


def _seat_below(document: Document, scene: Scene, block: Block) -> str | None:
    """The state whose seat the line below a heading begins with: "Ankara, 12 July 2023"."""
    below = next((one for one in document.blocks if one.start > block.start), None)
    if below is None or below.end - below.start > LONGEST_DATELINE:
        return None
    named = scene.named_in(below.start, below.end)
    return named[0].id if named and named[0].start == below.start and named[0].kind == "state" else None


def labels(document: Document, blocks: Sequence[Block]) -> dict[int, Label]:
    """The labels of a transcript, by block; none unless several blocks have one and some recur."""
    found: dict[int, Label] = {}
    for index, block in enumerate(blocks):
        match = LABEL.match(document.text, block.start, block.end)
        if match:
            found[index] = Label(
                match["name"].strip(), block.start, match.end(), match["role"] or match["note"]
            )
    names = [one.name for one in found.values()]
    if len(found) < 3 or len(set(names)) == len(names):
        return {}
    return found


def interviewers(document: Document, blocks: Sequence[Block], found: dict[int, Label]) -> frozenset[str]:
    """The labels that mostly ask."""
    asked: dict[str, list[bool]] = {}
    for index, label in found.items():
        text = document.text[label.end : blocks[index].end].strip()
        asked.setdefault(label.name, []).append(text.endswith("?") or "?" in text[-80:])
    return frozenset(
        name for name, each in asked.items() if name.lower() in QUESTION or sum(each) * 2 > len(each)
    )


def turns_of(document: Document, blocks: Sequence[Block]) -> Turns:
    """Who has the floor in each block of a transcript, and where its own words begin, after label or dateline."""
    found = labels(document, blocks)
    starts = []
    for index, block in enumerate(blocks):
        dateline = DATELINE.match(document.text, block.start, block.end)
        after = dateline.end() if dateline else block.start
        starts.append(found[index].end if index in found else after)
    return Turns(found, interviewers(document, blocks, found), tuple(starts))


def speech_of(document: Document, scene: Scene, base: At, label: Label, *, asks: bool) -> At:
    """The voice of whoever has the floor; one who asks only tells what others said."""
    voice = label_voice(document, scene, label)
    scene.remember(voice)
    scene.person = voice
    outlet = base.chain if base.told and document.outlet else ()
    return At(chain=(*outlet, Told(who=voice)), told=asks, attribution="direct")


def label_voice(document: Document, scene: Scene, label: Label) -> Voice:
    """Who stands behind a label: a person the text introduces elsewhere, if it does."""
    family = label.name.split()[-1].lower()
    if family in ANSWERS:
        family = next((one for one in scene.persons if len(one) > 1), family)
    named = scene.named_in(label.start, label.end)
    actor = named[-1].id if named else None
    known = scene.persons.get(family)
    if known is None:
        known = Person(_capitalised(label.name), actor, label.role)
        scene.persons[family] = known
    name = known.name
    role = known.role or label.role or (name if family in shapes()["persons"] else None)
    actor = known.id or actor or _described(scene, label)
    nameless = family in shapes()["nameless"]
    span = document.span(label.start, label.start + len(label.name))
    return Voice(name=name, id=actor, role=role, anonymous=nameless, span=span)


def _capitalised(name: str) -> str:
    return " ".join(
        word.capitalize() if word.isupper() and len(word) > 1 else word for word in name.split()
    )


def _described(scene: Scene, label: Label) -> str | None:
    """ "Senior State Department Official", "Official Spokesperson": the body that the head of the text names."""
    if label.name.lower() not in ANSWERS and not any(
        word.lower() in shapes()["persons"] for word in label.name.split()
    ):
        return None
    here = scene.named_in(0, label.start)
    return next((one.id for one in here if one.kind == "state" and one.how != "place"), None)


def voices_of_block(
    scene: Scene, tree: Tree, block: Block, marks: tuple[Quotation, ...], base: At, before: At | None
) -> tuple[dict[int, At], At | None]:
    """In whose voice each sentence of a block stands, by its first word; and the voice quoted last.

    `before`: whose quotation the block before left open.
    """
    found: dict[int, At] = {}
    tags = [
        (first, source)
        for first, end in tree.sents
        if (source := _tag(scene, tree, first, end, marks)) is not None
    ]
    resolved: dict[int, At] = {}
    last = before
    for first, end in tree.sents:
        if not _wholly_quoted(tree, first, end, marks):
            found[first] = base
            continue
        near = _nearest(tags, first)
        if near is not None:
            if near not in resolved:
                resolved[near] = _quoted_by(scene, tree, near, base)
            found[first] = last = resolved[near]
        elif before is not None:
            found[first] = before
        else:
            found[first] = last or _unnamed(scene, base)
    open_ = marks and marks[-1].close_missing
    if tags and (open_ or marks):
        near = tags[-1][1]
        last = resolved.get(near) or _quoted_by(scene, tree, near, base)
    return found, (last if open_ else None)


def _unnamed(scene: Scene, base: At) -> At:
    who = scene.person or scene.crowd or Voice(name="not named", anonymous=True)
    return At(chain=(*base.chain, Told(who=who)), told=False, attribution="direct")


def _quoted_by(scene: Scene, tree: Tree, noun: int, base: At) -> At:
    voice = voice_of(scene, tree, noun, base.speaker)
    cue = tree.heads[noun]
    span = scene.document.span(tree.starts[cue], tree.ends[cue])
    told = Told(who=voice, cue=tree.words[cue], span=span)
    return At(chain=(*base.chain, told), told=False, attribution="direct")


def _nearest(tags: list[tuple[int, int]], first: int) -> int | None:
    """The subject of the saying nearest to a sentence: the last before it, else the first after it."""
    before = [source for place, source in tags if place <= first]
    return before[-1] if before else (tags[0][1] if tags else None)


def _tag(scene: Scene, tree: Tree, first: int, end: int, marks: tuple[Quotation, ...]) -> int | None:
    """The subject of a word of saying that stands outside the quotation marks of a sentence, if it has any."""
    for word in range(first, end):
        if not tree.is_verb(word) or _inside(tree, word, marks):
            continue
        if scene.lexicon.cue(tree.lower[word]) is None:
            continue
        subject = tree.subject(word)
        if subject is None and tree.lower[word] in ("quoted", "cited"):
            subject = tree.child(word, "dobj")
        if subject is not None and not _inside(tree, subject, marks) and _touches(tree, first, end, marks):
            return _quoted_person(tree, word, subject)
    return None


def _quoted_person(tree: Tree, verb: int, subject: int) -> int:
    """ "The statement quoted a diplomat as saying": the diplomat."""
    if tree.lower[verb] in ("quoted", "cited", "quotes", "cites"):
        return tree.child(verb, "dobj") or subject
    return subject


def _touches(tree: Tree, first: int, end: int, marks: tuple[Quotation, ...]) -> bool:
    """True if a quotation stands in the sentence, or it is a bare tag after one: "he said."."""
    start, stop = tree.starts[first], tree.ends[end - 1]
    if any(one.start < stop and start < one.end for one in marks):
        return True
    return end - first <= 7 and bool(marks) and marks[0].start < start


def _inside(tree: Tree, word: int, marks: tuple[Quotation, ...]) -> bool:
    return any(one.start <= tree.starts[word] and tree.ends[word] <= one.end for one in marks)


def _wholly_quoted(tree: Tree, first: int, end: int, marks: tuple[Quotation, ...]) -> bool:
    words = [word for word in range(first, end) if tree.words[word][:1].isalnum()]
    return (
        bool(words) and sum(not _inside(tree, word, marks) for word in words) <= MOST_QUOTED_WORDS_OUTSIDE
    )


def marks_of(document: Document, block: Block, *, goes_on: bool) -> tuple[Quotation, ...]:
    """The quotations of a block."""
    return quotations(document.text, block.start, block.end, goes_on=goes_on)


def is_question(tree: Tree, first: int, end: int) -> bool:
    """True for a sentence that asks."""
    return any(tree.words[word] == "?" for word in range(max(first, end - 3), end))


def both_sides(text: str) -> bool:
    """True for a phrase that names both sides together."""
    phrase = " ".join(text.lower().split())
    return phrase in shapes()["both"].phrases or phrase in shapes()["both"].words
