"""In: a joint paper. Out: the voice of all who put it out: what it calls them, and who they are.

Who they are is said in the heading ("Joint statement of the foreign secretaries of India and Pakistan"),
in the first sentence ("Delegations of Iran, France and Germany met"), or by the lines of signature.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

from detente.case.proposals import Voice
from detente.reading.document import Block, Document
from detente.reading.lexicon import Mention
from detente.reading.mastheads import HEADINGS, THEY, Head
from detente.reading.scene import Scene
from detente.reading.tables import pattern, shapes
from detente.reading.together import SPEAKING

OPENING = 2
"""Blocks after the heading in which the sides are named."""
SIGNING = 8
"""Blocks at the end in which they sign."""
SIGNATURE = re.compile(r"(?:Done by the delegation of|On behalf of|For)\s(?:the\s)?(?=[A-Z])")
WITH = re.compile(r"\b(?:with|between|and|as well as|together with|among)\b", re.IGNORECASE)
NUMBERING = re.compile(r"\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)]\s+", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[a-zé\d)])\.(?=\s+[A-Z]|\s*$)")
ABOUT = re.compile(r"\s(?:on|regarding|concerning|about|following|after)\s", re.IGNORECASE)


@cache
def _convened() -> re.Pattern[str]:
    """ "Met", "held talks": the verb that those who met stand before."""
    return pattern(r"\b(?:{})\b", "convened")


@cache
def _hosted() -> re.Pattern[str]:
    """ "At the invitation of Oman": who helps, and is no side for that."""
    return pattern(r"\b(?:{})\b[^,.;]*", "hosted")


@cache
def _calling() -> re.Pattern[str]:
    """ "The participants", "both sides", "the three ministers"."""
    nouns = "|".join(sorted(shapes()["collectives"].words, reverse=True))
    return re.compile(
        rf"\b(?:the|both|the two|the three|the four|the five|all|each|neither)\s"
        rf"(?:(?:two|three|four|five|six|foreign|defen[cs]e|deputy|prime)\s)?(?P<noun>{nouns})\b",
        re.IGNORECASE,
    )


def joint_voice(document: Document, scene: Scene, head: Head) -> Voice:
    """All who put a joint paper out, under the name by which it calls them most."""
    members = signers(document, scene, head)
    return Voice(name=called(document, head, len(members)), members=members)


def signers(document: Document, scene: Scene, head: Head) -> tuple[str, ...]:
    """The sides of a joint paper: by its heading, its opening and its signatures, whichever names most."""
    ways = (
        _by_heading(scene, document, head),
        _by_opening(scene, document, head),
        _by_signature(scene, document),
    )
    found = max(ways, key=len)
    return found if len(found) > 1 else ()


def called(document: Document, head: Head, count: int) -> str:
    """What a joint paper calls its sides most: "the participants"; where it calls them nothing, the sides."""
    body = document.text[head.blocks[-1].end :]
    plural = (one[0] for one in _calling().finditer(body) if one["noun"].lower().endswith("s"))
    calls = Counter(" ".join(one.split()) for one in plural)
    name = max(calls, key=lambda one: calls[one], default=None)
    return name[0].lower() + name[1:] if name else (THEY if count in (0, 2) else "the sides")


def _by_heading(scene: Scene, document: Document, head: Head) -> tuple[str, ...]:
    """ "Joint statement by France, Germany and the UK on Iran"."""
    ids: list[str] = []
    for block in head.blocks:
        text = document.text[block.start : block.end]
        if block.kind == "byline":
            continue
        about = ABOUT.search(text)
        by = re.search(r"\s(?:by|of|between)\s", text[about.end() :]) if about else None
        start = block.start + (about.end() + by.end() if about and by else 0)
        end = block.end if by or about is None else block.start + about.start()
        ids.extend(_sides(scene, scene.named_in(start, end)))
    return tuple(dict.fromkeys(ids))


def _by_opening(scene: Scene, document: Document, head: Head) -> tuple[str, ...]:
    """ "Deputy ministers of Iran, France and Germany, together with the envoy of the EU, met in Geneva"."""
    found = (_who_met(scene, document, block) for block in islice(_after(document, head), OPENING))
    return next((one for one in found if len(one) > 1), ())


def _after(document: Document, head: Head) -> Iterator[Block]:
    return (one for one in document.blocks if one.start > head.start and one.kind not in HEADINGS)


def _who_met(scene: Scene, document: Document, block: Block) -> tuple[str, ...]:
    """The actors in a first sentence before its verb of meeting, and those they met with."""
    number = NUMBERING.match(document.text, block.start, block.end)
    start = number.end() if number else block.start
    whole = document.text[start : block.end]
    stop = SENTENCE_END.search(whole)
    sentence = whole[: stop.start()] if stop else whole
    plain = _hosted().sub(lambda one: " " * len(one[0]), sentence)
    verb = _convened().search(plain)
    if verb is None:
        return ()
    named = scene.named_in(start, start + len(sentence))
    seen = [one for one in named if plain[one.start - start : one.end - start].strip()]
    before = [one for one in seen if one.end <= start + verb.start()]
    after = [one for one in seen if one.start >= start + verb.end()]
    alone = len(_sides(scene, before)) < 2
    met = [one for one in after if alone and _is_met(plain[verb.end() : one.start - start])]
    return _sides(scene, [*before, *met])


def _is_met(between: str) -> bool:
    """Whether the last word that binds to a meeting's verb is "with" or "between", and no place follows it."""
    binds = list(WITH.finditer(between))
    return bool(binds) and not re.search(r"\b(?:in|at|on|under)\s", between[binds[-1].end() :])


def _by_signature(scene: Scene, document: Document) -> tuple[str, ...]:
    """ "For the Republic of X:", at the end."""
    named: list[Mention] = []
    for block in document.blocks[-SIGNING:]:
        for found in SIGNATURE.finditer(document.text, block.start, block.end):
            named.extend(one for one in scene.named_in(found.end(), block.end) if one.start == found.end())
    return _sides(scene, named)


def signatures(document: Document) -> frozenset[int]:
    """Where the blocks start that are there to be signed: "For the Government of X:"."""
    last = document.blocks[-SIGNING:]
    signed = (one for one in last if SIGNATURE.match(document.text, one.start, one.end))
    return frozenset(one.start for one in signed if document.text[one.end - 1] not in ".!")


def _sides(scene: Scene, named: list[Mention]) -> tuple[str, ...]:
    """Actors that take positions, by id; the members of a group, where it is known whom it holds."""
    ids: list[str] = []
    for one in named:
        if one.kind in SPEAKING and one.how not in ("seat", "place"):
            ids.extend(scene.lexicon.members_of(one.id) if one.kind == "group" else ())
            ids.extend(() if one.kind == "group" and scene.lexicon.members_of(one.id) else (one.id,))
    return tuple(dict.fromkeys(ids))
