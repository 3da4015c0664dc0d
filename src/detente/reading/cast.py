"""In: the head of a transcript. Out: who takes part, with office and party, and who of them asks.

"Presenter: Ilse Brandauer. Guest: Viktor Samarin, head of the Russian delegation", "Briefer: Baek Seo-yoon,
Spokesperson", "Interview with ...". Somebody who only once held an office speaks for nobody by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from detente.reading.document import Block, Document
from detente.reading.lexicon import Mention
from detente.reading.scene import Person, Scene
from detente.reading.tables import pattern, shapes

HEAD = 8
"""Blocks in which a cast is looked for."""
BODIES = ("state", "alliance", "organisation", "group")
WORD = r"(?:[A-ZÀ-Þ][\w’'.\-]*|al-[A-Z]\w*|de|del|van|von|bin|ibn|der|la)"
NAME = re.compile(
    rf"(?P<name>[A-ZÀ-Þ][\w’'.\-]*(?:\s{WORD}){{1,5}})(?:\s?\((?P<note>[^)]+)\)|,\s(?P<what>[^;]+))?"
)
PARTED = re.compile(
    r"\r?\n|;|\bwith\b|\band\b(?=[^\n;]*?\b(?i:minister|secretary|president|chancellor|premier)\b)"
)
"""Where the head of a transcript goes over from one person to another."""
NOW = re.compile(r"\b(?:now|currently|today|at present)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Cast:
    """Who takes part by the head of a transcript.

    asking  family names, in lower case, of those who ask
    blocks  where the blocks that say so start: nobody says anything in them
    people  those who answer, with office and party
    """

    asking: frozenset[str] = frozenset()
    blocks: frozenset[int] = frozenset()
    people: tuple[Person, ...] = ()


@cache
def _roles() -> re.Pattern[str]:
    words = "|".join(pattern("{}", name).pattern for name in ("cast_asking", "cast_answering"))
    open_ = r"(?:(?<=\swith)|(?<=\sby)|(?<=\sof))"
    kind = r"(?:[\w’'-]+\s){0,3}"
    return re.compile(
        rf"(?:^|[.;\r\n|]\s*)(?:(?P<role>(?i:{words})):|{kind}?(?P<title>(?i:{words})){open_})\s+(?=[A-ZÀ-Þ])",
        re.MULTILINE,
    )


def learn_cast(document: Document, scene: Scene, issuer: str | None) -> Cast:
    """Take note in the scene of everybody whom the head introduces.

    issuer  whose officers they are where nothing else is said: that of the body that puts it out
    """
    asking: set[str] = set()
    blocks: set[int] = set()
    people: list[Person] = []
    for block in _head(document):
        for role, found in _introduced(document, block):
            blocks.add(block.start)
            person = _person(scene, found, issuer)
            keys = {person.name.split()[-1].lower(), person.name.split()[0].lower(), role.split()[-1]}
            for key in keys:
                scene.persons.setdefault(key, person)
            if role in shapes()["cast_asking"].words or role in shapes()["cast_asking"].phrases:
                asking |= keys
            else:
                people.append(person)
    return Cast(frozenset(asking), frozenset(blocks), tuple(people))


def _head(document: Document) -> Sequence[Block]:
    return [one for one in document.blocks[:HEAD] if "?" not in document.text[one.start : one.end]]


def _introduced(document: Document, block: Block) -> Iterator[tuple[str, re.Match[str]]]:
    """The roles that a block gives, each with the names that stand under it."""
    text = document.text
    roles = list(_roles().finditer(text[block.start : block.end]))
    for index, role in enumerate(roles):
        start = block.start + role.end()
        end = block.start + roles[index + 1].start() if index + 1 < len(roles) else block.end
        while (found := NAME.match(text, start, end)) is not None and _is_a_name(text, found, end):
            yield (role["role"] or role["title"]).lower(), found
            start = end if (more := text.find(";", found.end(), end)) < 0 else more + 1
            start += len(text[start:end]) - len(text[start:end].lstrip())


def _is_a_name(text: str, found: re.Match[str], end: int) -> bool:
    """ "Ilse Brandauer." and "Baek Seo-yoon, Spokesperson", not the first words of a sentence."""
    return found.end() == end or text[found.end()] in ".;,\r\n" or found["what"] is not None


def _person(scene: Scene, found: re.Match[str], issuer: str | None) -> Person:
    words = found["name"].rstrip(".").split()
    titled = [place for place, word in enumerate(words) if word.lower().rstrip(".") in shapes()["titles"]]
    first = titled[-1] + 1 if titled and titled[-1] + 1 < len(words) else 0
    title, name = " ".join(words[:first]), " ".join(words[first:])
    group = "what" if found["what"] else "note" if found["note"] else None
    what = found[group].strip(" .") if group else ""
    actor = _party(scene, what, found.span(group)) if group else None
    actor = actor or _party(scene, title, (found.start("name"), found.start("name") + len(title)))
    if actor is None and issuer is not None and _is_office(f"{title} {what}") and not _is_past(what):
        actor = issuer
    return Person(name, actor, what or title or None)


def _party(scene: Scene, what: str, place: tuple[int, int]) -> str | None:
    """The party of the office that somebody holds; none for one held once, nor for a scholar."""
    now = NOW.search(what)
    start = place[0] + (now.end() if now else 0)
    held = what[now.end() :] if now else what
    if _is_past(held) or not shapes()["scholars"].words.isdisjoint(held.lower().split()):
        return None
    named = [one for one in scene.named_in(start, place[1]) if _takes_part(one)]
    return named[0].id if named else None


def _takes_part(one: Mention) -> bool:
    return one.kind in BODIES and one.how != "place"


def party_in_head(scene: Scene, family: str, end: int) -> str | None:
    """The state beside whose office the head names somebody: "Foreign Minister of Norway Liv Dahl and ...".

    end  where the head ends
    """
    named = re.compile(rf"\b{re.escape(family)}\b", re.IGNORECASE)
    start = 0
    for stop in (*(one.start() for one in PARTED.finditer(scene.document.text, 0, end)), end):
        part = scene.document.text[start:stop]
        if named.search(part) and _is_office(part) and not _is_past(part):
            return _party(scene, part, (start, stop))
        start = stop
    return None


def is_hearing(document: Document, end: int) -> bool:
    """True for a head that calls a committee of a parliament: its members speak for no state."""
    return shapes()["hearings"].within(document.text[:end].lower())


def _is_past(what: str) -> bool:
    words = re.findall(r"[^\W\d_]+", what.lower())
    return not NOW.search(what) and not shapes()["retired"].words.isdisjoint(words)


def _is_office(what: str) -> bool:
    words = re.findall(r"[^\W\d_]+", what.lower())
    return any(word in shapes()["offices"] or word in shapes()["persons"] for word in words)
