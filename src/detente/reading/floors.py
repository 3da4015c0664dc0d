"""In: a paper of several sides. Out: the lines that stand alone in it and give somebody the floor.

"Mr Lentov (Russia)", "Ambassador Ruiz, Permanent Representative of Chile", "The Georgian side": what follows
is said by them, until the next such line. A state alone gives the floor only to a side of the paper, for it
may as well be what the next lines are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.case.proposals import Voice
from detente.reading.document import Block, Document
from detente.reading.lexicon import Mention
from detente.reading.scene import Person, Scene, last_word
from detente.reading.tables import shapes

LONGEST = 120
BODIES = ("state", "alliance", "organisation")
HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lord", "he", "his", "her",
                        "excellency", "hon", "honourable", "the"})  # fmt: skip
SPEECH = re.compile(
    r"(?:(?:opening|closing|introductory|concluding|final)\s)?(?:remarks?|statement|intervention|comments?|"
    r"address|speech|declaration|reply|words)\s(?:by|of|from)\s(?:the\s)?",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?P<who>[^(),:\r\n]{3,60}?)"
    r"(?:\s?\((?P<note>[^)\r\n]{2,60})\)|(?:,\s|\r?\n|\sof\s(?:the\s)?)(?P<what>[^\r\n]{3,80}))?\s*:?\s*"
)
SIDE = re.compile(
    r"(?:the\s|for\s(?:the\s)?)?(?:(?:side|delegation|party|position|views?|response|reply)\sof\s(?:the\s)?)?"
    r"(?P<actor>.+?)(?P<side>\s(?:side|delegation|party|team|representatives?)(?:['’]s\s\w+)?)?\s*:?\s*",
    re.IGNORECASE,
)
OF_A_SIDE = re.compile(r"\b(?:side|delegation|party|team|representatives?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Floor:
    """The blocks of a line by itself, perhaps with an office under it, and who has the floor then."""

    blocks: tuple[Block, ...]
    voice: Voice


def floors(document: Document, scene: Scene, members: tuple[str, ...]) -> Iterator[Floor]:
    """Who gets the floor by a line of their own, in order; `members` are the sides of the paper, if it is joint."""
    blocks = document.blocks
    for index in range(1, len(blocks) - 1):
        below = blocks[index + 1]
        one, two = blocks[index : index + 1], blocks[index : index + 2]
        if _says(document, below):
            voice = _who(document, scene, one, members)
        else:
            spoken = index + 2 < len(blocks) and _says(document, blocks[index + 2])
            voice, one = (_who(document, scene, two, ()) if spoken else None), two
        if voice is not None:
            yield Floor(tuple(one), voice)


def _who(
    document: Document, scene: Scene, blocks: Sequence[Block], members: tuple[str, ...]
) -> Voice | None:
    """Who has the floor under a line, if it gives it to somebody."""
    start = blocks[0].start
    text = document.text[start : blocks[-1].end].rstrip()
    if len(text) > LONGEST or text[-1:] in '.?!;,”"' or text.count("\n") > 1:
        return None
    return _person(scene, start, text) or _side(scene, start, text, members)


def _says(document: Document, block: Block) -> bool:
    """True for a block that has a sentence in it."""
    return document.text[block.start : block.end].rstrip()[-1:] in '.!?”"’'


def _person(scene: Scene, at: int, text: str) -> Voice | None:
    """ "Mr Lentov (Russia)", "Remarks by Ana Ruiz, foreign minister of Chile"."""
    opening = SPEECH.match(text)
    skipped = opening.end() if opening else 0
    found = NAMED.fullmatch(text, skipped)
    if found is None:
        return None
    words = found["who"].split()
    titles = [one for one in words if _is_title(one)]
    name = words[len(titles) :]
    if not _is_a_name(scene, at, found, words, name):
        return None
    group = "note" if found["note"] else "what"
    actor = _party(scene, at + found.start(group), at + found.end(group))
    known = _full(scene, " ".join(name))
    if actor is None and (found[group] or known == name[-1]):
        return None
    role = found["what"] or " ".join(one for one in titles if not _is_honorific(one)) or None
    if actor is not None:
        scene.persons[name[-1].lower()] = Person(known, actor, role)
    span = scene.span(at + found.start("who"), at + found.end("who"))
    return Voice(name=known, id=actor, role=role, span=span)


def _party(scene: Scene, start: int, end: int) -> str | None:
    """The one party that a note names, if it names one."""
    named = {one.id for one in _speaking(scene, start, end)} if start < end else set[str]()
    return named.pop() if len(named) == 1 else None


def _is_honorific(word: str) -> bool:
    return word.lower().replace(".", "").strip(",") in HONORIFICS


def _is_title(word: str) -> bool:
    return _is_honorific(word) or word.lower().strip(".,") in shapes()["titles"]


def _is_a_name(scene: Scene, at: int, found: re.Match[str], words: list[str], name: list[str]) -> bool:
    """One to five capitalised words behind the titles, which name no party: "Lentov", "Ana María Ruiz"."""
    titled = words[: len(words) - len(name)]
    first_titles = all(_is_title(one) for one in titled)
    no_party = not _speaking(scene, at + found.start("who"), at + found.end("who"))
    capitals = all(one[:1].isupper() or (one.islower() and len(one) < 4) for one in name)
    enough = len(name) > 1 or bool(titled)
    return (
        bool(name)
        and len(name) <= 5
        and name[-1][:1].isupper()
        and first_titles
        and no_party
        and capitals
        and enough
    )


def _full(scene: Scene, name: str) -> str:
    """The name as the paper has it in full before: "Daler Nazrizoda" for "Nazrizoda"."""
    if " " in name:
        return name
    text = scene.document.text
    fuller = re.finditer(rf"\b([A-ZÀ-Þ][\w’'\-]+)\s{re.escape(name)}\b", text)
    return next((" ".join(one[0].split()) for one in fuller if not _is_title(one[1])), name)


def _side(scene: Scene, at: int, text: str, members: tuple[str, ...]) -> Voice | None:
    """ "The Georgian side", "Delegation of Chile"; "Georgia" alone only in a paper of Georgia's and others."""
    found = SIDE.fullmatch(text)
    if found is None:
        return None
    start, end = at + found.start("actor"), at + found.end("actor")
    named = _speaking(scene, start, end)
    if len(named) != 1 or (named[0].start, named[0].end) != (start, end):
        return None
    if named[0].id not in members and not (OF_A_SIDE.search(text) and not members):
        return None
    return Voice(name=" ".join(text.strip(" :").split()), id=named[0].id, span=scene.span(start, end))


def _speaking(scene: Scene, start: int, end: int) -> list[Mention]:
    return [one for one in scene.named_in(start, end) if one.kind in BODIES]


def introduced(scene: Scene, voice: Voice) -> Voice:
    """Somebody who has the floor, with the party that the paper gave them where it named them in full."""
    known = scene.persons.get(last_word(voice)) if voice.id is None else None
    return voice if known is None else replace(voice, id=known.id, role=voice.role or known.role)
