"""In: the blocks of a paper without labels. Out: the lines that ask in an interview, and who answers them.

"**What do you want?**", "Q. And the bases?", "Would Norway sign?" stand as lines of their own; what follows,
up to the next such line, is said by whoever was spoken to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.case.proposals import Told, Voice
from detente.reading.document import Block, Document
from detente.reading.scene import Person, Scene
from detente.reading.tables import shapes
from detente.reading.utterances import At

BODIES = ("state", "alliance", "organisation", "group")
FEWEST = 2
"""Lines that ask from which a paper is an interview."""
HEAD = 8
"""Blocks at most in which a paper says that somebody was spoken to."""
LONGEST_PROMPT = 260
"""Code points at most of a prompt that does not end as a question."""
MARK = re.compile(r"(?P<bold>(?:\*\*|__)\s*)?(?P<dash>[-–—]\s+)?(?P<letter>Q(?:uestion)?[.:]\s*)?"
                  r"(?:\*\*\s*)?(?:(?:[A-ZÀ-Þ][\w’'.\-]*\s){0,4}[A-ZÀ-Þ][\w’'.\-]*:\s+)?")  # fmt: skip
REPLY = re.compile(r"(?:A(?:nswer)?[.:]\s+)?")
ASKS = re.compile(r"\?[\s*_”\"’')]*$")
OWN = re.compile(r"\b(?:I|we|our|ours|us|my|me|mine|We|Our|My)\b")
OTHERS = re.compile(r"\b(?:you|your|yours|yourself|You|Your)\b")
YES_OR_NO = re.compile(
    r"(?:No|Yes|Not|Never|Nobody|Indeed|Correct|Wrong|Nonsense|Absolutely|Certainly|Of course|On the contrary|"
    r"(?:That|This|It|Which)(?:\sis|\swas|['’]s)\s(?:\w+\s)?(?:not|true|false|wrong|right|correct|nonsense|untrue|"
    r"absurd|a\slie|simply)|I\s(?:deny|reject|disagree|agree))\b"
)
SPOKEN_TO = re.compile(
    r"\b(?:interview\w*|spoke\s(?:to|with)|speaks\s(?:to|with)|speaking\s(?:to|with)|talks\s(?:to|with)\s(?:us|our|the)|"
    r"talked\s(?:to|with)|sat\sdown|sits\sdown|in\sconversation|a\sconversation|answer(?:s|ed)\s(?:our|the|some|\w+)?\s?"
    r"questions|questions\sto|told\sus|we\s(?:asked|met|spoke)|explains|met\swith)\b",
    re.IGNORECASE,
)

BRIEFING = re.compile(
    r"\b(?:briefing|press conference|news conference|media availability)\b", re.IGNORECASE
)
NOTE = re.compile(
    r"\b(?:transcript|verbatim|as delivered|check against delivery|unofficial)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Interview:
    """The blocks of an interview by their places in the document, and where the words of each begin.

    asks     those in which the paper asks
    replies  those in which whoever was spoken to answers
    """

    asks: frozenset[int] = frozenset()
    replies: frozenset[int] = frozenset()
    starts: tuple[tuple[int, int], ...] = ()


def interview(
    document: Document, blocks: Sequence[Block], asked: frozenset[int] = frozenset()
) -> Interview:
    """The questions and answers of a paper, if it is an interview without labels, or with some before questions.

    asked  the blocks with such a label
    """
    texts = [document.text[one.start : one.end].strip() for one in blocks]
    asks = asked or _asking(texts)
    if len(asks) < FEWEST or not _is_told(document, texts, asks):
        return Interview()
    replies = frozenset(range(min(asks), len(blocks))) - asks
    begun = (
        (place, blocks[place].start + _skipped(texts[place], place in asks)) for place in asks | replies
    )
    return Interview(asks, replies, tuple(sorted(begun)))


def _is_told(document: Document, texts: Sequence[str], asks: frozenset[int]) -> bool:
    """True if its head says that somebody was spoken to, and whoever answers says "we" or "I"."""
    first = min(asks)
    head = [document.text[one.start : one.end] for one in document.blocks[:HEAD] if one.kind != "paragraph"]
    said = any(SPOKEN_TO.search(one) for one in (*head, *texts[: min(first + 1, HEAD)]))
    answers = [one for place, one in enumerate(texts) if place > first and place not in asks]
    own = sum(OWN.search(_outside(one)) is not None for one in answers)
    return own > 0 and (said or (len(asks) > FEWEST and own * 2 >= len(answers)))


def _outside(text: str) -> str:
    """A text without what it quotes."""
    return re.sub(r"[“\"][^”\"]*[”\"]", " ", text)


def _asking(texts: Sequence[str]) -> frozenset[int]:
    """The lines that ask: by the mark that they share, else by how they end."""
    ending = [place for place, one in enumerate(texts) if ASKS.search(one)]
    marks = [MARK.match(one) for one in texts]
    for mark in ("bold", "letter", "dash"):
        marked = frozenset(
            place for place, one in enumerate(marks) if one and one[mark] and one.end() < len(texts[place])
        )
        of_these = sum(place in marked for place in ending)
        if len(marked) >= FEWEST and of_these * 2 > len(ending) and len(marked) * 3 < len(texts) * 2:
            return marked
    return frozenset(_by_their_ends(texts))


def _by_their_ends(texts: Sequence[str]) -> Iterator[int]:
    """Lines that end as questions, and prompts that are answered by yes or no, or speak to "you"."""
    begun = False
    for place, text in enumerate(texts):
        after = texts[place + 1] if place + 1 < len(texts) else ""
        if _is_question(text) or (begun and _is_prompt(text, after)):
            begun = True
            yield place


def _is_question(text: str) -> bool:
    """An answer may end by asking as well, but it has "we" or "I" in it and goes on for longer."""
    long = len(re.findall(r"[.!?]\s", text)) > 1 and OWN.search(_outside(text)) is not None
    return ASKS.search(text) is not None and not long


def _is_prompt(text: str, after: str) -> bool:
    if len(text) > LONGEST_PROMPT or OWN.search(_outside(text)) or YES_OR_NO.match(text):
        return False
    return OTHERS.search(text) is not None or YES_OR_NO.match(after) is not None


def _skipped(text: str, asks: bool) -> int:
    found = (MARK if asks else REPLY).match(text)
    return found.end() if found else 0


def is_briefed(document: Document, block: Block) -> bool:
    """True for what is said at a briefing before the first question, but for a note that it is a transcript."""
    head = document.text[: document.blocks[min(HEAD, len(document.blocks)) - 1].end]
    return BRIEFING.search(head) is not None and not NOTE.search(document.text[block.start : block.end])


def replying(scene: Scene, base: At, head_end: int, people: Sequence[Person]) -> At:
    """The voice of whoever was spoken to, by the paper's account.

    head_end  where the first question starts
    people    those whom the head introduces as answering
    """
    who = people[0] if people else _spoken_to(scene, head_end)
    if who is not None and who.id is None:
        who = replace(who, id=_party_in(scene, head_end, who.name.split()[-1]))
    voice = (
        Voice(name=who.name, id=who.id, role=who.role) if who else Voice(name="not named", anonymous=True)
    )
    scene.remember(voice)
    scene.person = voice
    return At(chain=(*base.chain, Told(who=voice)), told=False, attribution="direct")


def _spoken_to(scene: Scene, head_end: int) -> Person | None:
    """Of those named before the first question: one in office of a party, else who is named first."""
    head = scene.document.text[:head_end]
    named = {one: place for key, one in scene.persons.items() if (place := _place(head, key)) is not None}
    outlet = (scene.document.outlet or "").lower()
    able = (one for one in named if _is_full_name(one.name) and one.name.lower() not in outlet)
    first = sorted((one for one in able if not _is_reporter(head, one)), key=lambda one: named[one])
    return next((one for one in first if one.id is not None), None) or next(iter(first), None)


def _party_in(scene: Scene, head_end: int, family: str) -> str | None:
    """The party of an office in the head, best beside the name: "Finland's foreign minister Elina Rautio"."""
    sentences = list(re.finditer(r"[^.\r\n]+", scene.document.text[:head_end]))
    beside = [one for one in sentences if re.search(rf"\b{re.escape(family)}\b", one[0])]
    for among in (beside, sentences):
        found = [actor for one in among for actor in _in_office(scene, one.start(), one.end())]
        if found and (among is beside or len(set(found)) == 1):
            return found[0]
    return None


def _in_office(scene: Scene, start: int, end: int) -> Iterator[str]:
    """The parties named right before or behind an office: "Armenia's chief negotiator", "minister of Chile"."""
    text = scene.document.text
    for one in scene.named_in(start, end):
        if one.kind not in BODIES:
            continue
        behind = re.match(r"(?:['’]s?)?(?:\s[\w-]+){1,4}", text[one.end : end])
        before = re.search(r"([\w-]+)\s(?:of|for|from)\s(?:the\s)?$", text[start : one.start])
        words = [*(behind[0].lower().split() if behind else ()), *(before.groups() if before else ())]
        if any(word.lower() in shapes()["offices"] or word == "delegation" for word in words):
            yield one.id


def _is_full_name(name: str) -> bool:
    """ "Sigrid Halvorsen", not "Armenia's chief negotiator"."""
    words = name.split()
    return len(words) > 1 and words[-1][:1].isupper() and not any(re.search("['’]s$", one) for one in words)


def _place(head: str, name: str) -> int | None:
    found = re.search(rf"\b{re.escape(name)}\b", head, re.IGNORECASE)
    return found.start() if found else None


def _is_reporter(head: str, person: Person) -> bool:
    """ "By Dana Orazova", "our correspondent Aino Lepik", "The Caucasus Review"."""
    role = (person.role or "").lower().split()
    asks = any(word in shapes()["reporters"] for word in role)
    return asks or re.search(rf"\b(?:[Bb]y|[Tt]he)\s{re.escape(person.name)}\b", head) is not None
