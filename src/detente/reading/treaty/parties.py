"""In: the words before a verb that binds. Out: who is bound by it, in the words of the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from detente.reading.treaty.page import Page
from detente.reading.treaty.words import BODIES, BREAKS, HEADS, NOT_NAMES, PRONOUN, STATES

IMPLIED = "the Parties"
UNSAID = "The clause does not say whom it binds: the Parties were taken."
ALL_SIDES = re.compile(
    r"\b[Tt]he\s+((?:(?:High|two|Contracting|States)\s+)*(?:Parties|Sides|Participants|Signatories"
    r"|sides|parties)"
    r"|(?:Contracting|participating|Signatory)\s+States)\b"
)
DET = (
    r"(?:(?:the|each|every|both|all|all\s+the|all\s+of\s+the|each\s+of\s+the|both\s+of\s+the|either"
    r"|any|a|an|no|neither|none\s+of\s+the|"
    r"neither\s+of\s+the|any\s+of\s+the|either\s+of\s+the|one\s+of\s+the|its|their|this|these|those"
    r"|such|two|three|several|other|that(?=\s+(?:Party|Side|State|Government|Member)\b))\s+){0,2}"
)
FOLLOWS = (
    rf"(?=\s*$|\s*[,;:(]|\s+(?:{BREAKS}|and|or|nor|concerned|respectively|mentioned|overflown"
    r"|party|parties|[a-z]+ed|[a-z]{3,}ing|were|are|is|was)\b)"
)
ROLE = re.compile(
    rf"{DET}(?:(?!{BREAKS}\b|and\b|or\b|nor\b)[\w'-]+\s+){{0,4}}?(?P<head>{HEADS}){FOLLOWS}", re.I
)
CAPITALS = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w'-]+)(?:[ \n] ?(?:of\s+(?:the\s+)?|the\s+)?[A-Z][\w'-]+)*"
NAME = re.compile(rf"(?:[Tt]he\s+|[Bb]oth\s+)?(?P<name>{CAPITALS}){FOLLOWS}")
INNER_NAME = re.compile(rf"(?<=[a-z,] )(?P<name>{CAPITALS})")
STATE = re.compile(rf"(?:[Tt]he\s+)?{STATES}$")
REALM = re.compile(
    r"(?:Republic|Kingdom|Federation|Union|State|Commonwealth|Principality|Emirate|Sultanate"
    r"|Confederation|Government|"
    r"Governments|League|Alliance|Islamic Republic|Empire|Duchy)\s+of\b"
)
OPENED = re.compile(rf"{DET}(?:(?!{BREAKS}\b|and\b|or\b)[\w'-]+\s+){{0,3}}?{HEADS}\b", re.I)
OPENED_NAME = re.compile(rf"(?:[Tt]he\s+)?(?P<name>{CAPITALS})\b")
JOINT = re.compile(r"\s*,?\s+(?:and|nor|or|as\s+well\s+as)\s+|\s*,\s+(?:and\s+|or\s+)?")
DOUBLE_NAMES = re.compile(
    r"(Bosnia|Trinidad|Antigua|Nevis|Kitts|Vincent|Principe|Tome|Turks|Wallis|Serbia)\s+and\s+"
    r"(?=Herzegovina|Tobago|Barbuda|Nevis|the\s+Grenadines|Principe|Caicos|Futuna|Montenegro)"
)
NEGATIVE = re.compile(r"\s*(?:no|neither|none|not\s+one|in\s+no\s+case|nor)\b", re.I)
RELATIVE = re.compile(r"[,\s]\s*(?:that|which|who|whose|whom|where)\s", re.I)
OWNED = re.compile(r"(?P<owner>.+?)'s?\s+(?!Part(?:y|ies)\b)[a-z]", re.S)
PRONOUN_OWNER = re.compile(
    r"(?:its|their|all\s+its|all\s+their|none\s+of\s+its|none\s+of\s+their)\s+[a-z]", re.I
)
GROUP = re.compile(
    r"\b(?:that|which|who)\s+(?:are|were|is|was)\s+(?:not\s+|already\s+)?(?:an?\s+|the\s+)?"
    r"(?:members?|member\s+States|all(?:y|ies|ied)|nuclear|non-nuclear|signator|founding"
    r"|states?\s+members)",
    re.I,
)
SIDES = re.compile(
    r"\b(?:part(?:y|ies)|states?|sides?|governments?|countr(?:y|ies)|powers?|members?|participants?"
    r"|signator(?:y|ies)|guarantors?)\b",
    re.I,
)
EVERYBODY = re.compile(r"\s*(?:both|each|neither|either|the\s+two|all)\b", re.I)
OF_ALL = re.compile(
    r"^(?:[\w'-]+\s+){1,4}of\s+(?:(?:both|either|each|all)\b.*|the\s+(?:two\s+)?(?:Part(?:ies)|Sides))$",
    re.I,
)
"""People of every side: "commanders of both sides"."""
ONE_SIDE = re.compile(r"the\s+Government$", re.I)
"""In a paper of a government and its opponents, "the Government" is one of them."""
FORCES_OF = re.compile(
    r"(?:(?:[Tt]he|[Aa]ll|[Nn]o|[Aa]ny)\s+)?(?P<whose>[A-Z]\w+|government|rebel)\s+(?:[a-z]+\s+){0,2}?(?:forces|troops|units?|soldiers?"
    r"|fighters?|aircraft|vessels?|ships?|warships?|helicopters?|artillery|tanks?|army|navy|police|guards|commanders"
    r"|officers?|personnel|officials|authorities|militias?|battalions|brigades)\b(?!\s+of\b)"
)
OWN_FORCES = frozenset(["government", "rebel", "opposition"])
PLACES = re.compile(
    r"\b(?:territor(?:y|ies)|borders?|airspace|waters|coasts?|soil|request|consent|expense)\s+of\s*$", re.I
)
DETERMINER = re.compile(
    r"(The|Each|Every|Both|All|Either|Any|A|An|No|Neither|None|Its|Their|This|These|Those|Such|One"
    r"|Two|Three|It|They|Inspectors?|Observers?|"
    r"Commanders?|Experts|Inspection)\b"
)
MAKERS = re.compile(
    rf"(?<!than\s)(?<!except\s)\bby\s+(?P<who>{DET}(?:(?!{BREAKS}\b)[\w'-]+\s+){{0,3}}?(?:{HEADS}|{CAPITALS}))"
    rf"(?=\s*$|\s*[,;.:]|\s+(?:and|or|{BREAKS}|no|not|at|the\s+end)\b)"
)


@dataclass(frozen=True)
class Bound:
    """Who is bound, and how sure that is.

    who        in the words of the text
    both       the same words bind every side
    negative   the subject itself says no: "Neither Party"
    agent      True if the subject is the one who acts; False if it is a thing that others act on
    note       what could be read otherwise, as a sentence; empty if nothing
    pronoun    it only says "they": the words come from the sentence before
    """

    who: tuple[str, ...]
    both: bool
    negative: bool
    agent: bool
    note: str = ""
    pronoun: bool = False


def names_in(page: Page) -> frozenset[str]:
    """Capitalised names that stand inside sentences: states and bodies whose name no table has."""
    found = set()
    for match in INNER_NAME.finditer(page.plain):
        name = " ".join(match["name"].split()).rstrip(".'")
        if not _is_paper(name):
            found.add(name)
            found.update(part for part in re.split(r" and | of the | of ", name) if part)
    return frozenset(found)


def _is_paper(name: str) -> bool:
    words = name.lower().split()
    return words[-1].rstrip(".") in NOT_NAMES or words[0] in NOT_NAMES or words[-1].endswith("ly")


def all_sides(page: Page) -> str:
    """What the text calls all who sign it: "the Parties", "the Sides"."""
    counted = Counter(" ".join(match[1].split()) for match in ALL_SIDES.finditer(page.plain))
    return f"the {counted.most_common(1)[0][0]}" if counted else IMPLIED


def lower_first(words: str) -> str:
    """The words with the article at their head in small letters, as inside a sentence."""
    return words[:1].lower() + words[1:] if DETERMINER.match(words) else words


def actor_at(words: str, names: frozenset[str]) -> re.Match[str] | None:
    """The actor that these words open with, if they open with one."""
    role = ROLE.match(words)
    if role and not re.match(
        r"(?:state|party)\s+of\s+(?:the\s+art|alert|readiness|affairs|war)", words, re.I
    ):
        return role
    name = NAME.match(words)
    if name and (_known(name["name"], names) or STATE.match(name.group())):
        return name
    return None


def opening_actor(words: str, names: frozenset[str]) -> str:
    """The actor that a clause with its own verb opens with: "a Party" of "a Party plans"; empty if none."""
    role = OPENED.match(words)
    if role:
        return role.group()
    name = OPENED_NAME.match(words)
    return name.group() if name and _known(name["name"], names) else ""


def _known(name: str, names: frozenset[str]) -> bool:
    flat = " ".join(name.split()).rstrip(".'")
    if _is_paper(flat):
        return False
    head = flat.split(" of ")[0]
    return flat in names or head in names or len(head.split()) > 1 or bool(REALM.match(flat))


def is_actor(words: str, names: frozenset[str]) -> bool:
    """True if the words are nothing but one or several actors."""
    flat = DOUBLE_NAMES.sub(lambda m: m.group().replace(" and ", " & "), words.strip(" ,\n"))
    pieces = [piece for piece in JOINT.split(flat) if piece]
    return bool(pieces) and all(_whole(piece, names) for piece in pieces)


def _whole(piece: str, names: frozenset[str]) -> bool:
    if PRONOUN.match(piece):
        return True
    match = actor_at(piece, names)
    rest = piece[match.end() :].strip() if match else piece
    return match is not None and (not rest or bool(re.match(r"(?:to|of)\s|concerned$|respectively$", rest)))


def bound_of(subject: str, names: frozenset[str], before: Bound | None) -> Bound:
    """Who is bound by a subject.

    subject  the words before the verb that binds, without what is put before the subject
    before   who was bound in the sentence before, for "they" and "its"
    """
    subject = " ".join(subject.split()).strip(" ,")
    negative = bool(NEGATIVE.match(subject))
    if PRONOUN.match(subject) or PRONOUN_OWNER.match(subject):
        agent = not PRONOUN_OWNER.match(subject)
        return _referred(subject, negative, agent, before)
    owner = OWNED.match(subject)
    if owner and actor_at(owner["owner"], names):
        return _stated(owner["owner"], negative, False, names)
    if actor_at(subject, names):
        return _stated(subject, negative, True, names)
    return _possessed(subject, negative, names) or _belonging(subject, negative, names) or implied(negative)


def implied(negative: bool = False) -> Bound:
    """Nobody is named: the Parties, with a sentence that says so."""
    return Bound((IMPLIED,), True, negative, False, UNSAID)


def _referred(subject: str, negative: bool, agent: bool, before: Bound | None) -> Bound:
    if re.match(r"(?:both|each|neither|either|the other)$", subject, re.I):
        return Bound((lower_first(subject),), True, negative, True)
    if before is None:
        return Bound(
            (IMPLIED,), True, negative, agent, f"It is not said who is meant by '{subject}'.", True
        )
    return Bound(before.who, before.both, negative, agent and before.agent, before.note, True)


def _possessed(subject: str, negative: bool, names: frozenset[str]) -> Bound | None:
    """ "Aircraft of either Party": the thing is theirs, so they are bound."""
    for match in re.finditer(r"\bof\s+", subject[:300]):
        rest = subject[match.end() :]
        if actor_at(rest, names) and not PLACES.search(subject[: match.end()]):
            return _stated(rest, negative, False, names)
    return None


def _belonging(subject: str, negative: bool, names: frozenset[str]) -> Bound | None:
    """ "Government troops", "Kenyan vessels": the forces of one side, which the adjective says."""
    match = FORCES_OF.match(subject)
    if not match or not _side_adjective(match["whose"], names):
        return None
    return Bound((lower_first(match.group()),), False, negative, False)


def _side_adjective(word: str, names: frozenset[str]) -> bool:
    low = word.lower()
    return low in OWN_FORCES or any(len(name) > 3 and low.startswith(name.lower()[:5]) for name in names)


def _stated(subject: str, negative: bool, agent: bool, names: frozenset[str]) -> Bound:
    who = _pieces(_without_aside(subject, names), names)
    return Bound(who, _both(who, names), negative, agent)


def _without_aside(subject: str, names: frozenset[str]) -> str:
    """The subject without "acting through ..." or "respectively" set off by commas, at a fair length."""
    flat = " ".join(subject.split())
    comma = re.search(r"\s*,\s*(?!(?:and\s+|or\s+)?(?:that|which|who)\b)", flat)
    if comma and not actor_at(re.sub(r"^(?:and|or|as well as)\s+", "", flat[comma.end() :]), names):
        flat = flat[: comma.start()]
    return re.sub(r"\s*,?\s+(?:respectively|each|both|jointly|together|alike)$", "", flat)[:200]


def _pieces(subject: str, names: frozenset[str]) -> tuple[str, ...]:
    """The actors of a coordinated subject, each in its own words and with its relative clause."""
    flat = DOUBLE_NAMES.sub(lambda m: m.group().replace(" and ", " & "), subject)
    if re.match(r"neither\b.*\bnor\b", flat, re.I):
        flat = re.sub(r"^neither\s+", "", flat, flags=re.I)
    relative = RELATIVE.search(flat)
    head = flat[: relative.start()] if relative else flat
    parts = [part for part in JOINT.split(head) if part]
    if not all(actor_at(part, names) or PRONOUN.match(part) for part in parts):
        return (lower_first(flat.replace(" & ", " and ")),)
    if relative:
        parts[-1] += flat[relative.start() :]
    return tuple(lower_first(part.replace(" & ", " and ")) for part in parts)


def _both(who: tuple[str, ...], names: frozenset[str]) -> bool:
    if len(who) > 1:
        return not all(BODIES.search(one) for one in who)
    words = who[0]
    head = RELATIVE.split(words)[0]
    if EVERYBODY.match(words) or OF_ALL.search(head):
        return not GROUP.search(words)
    if ONE_SIDE.match(words):
        return False
    if GROUP.search(words) or re.search(r"\bGovernments?\s+of\b", words) or not SIDES.search(head):
        return False
    role = ROLE.match(words)
    return role is not None and not BODIES.search(role["head"]) and not _of_somebody(words)


def _of_somebody(words: str) -> bool:
    """ "The member States of the Alliance", "the Nordic Side": not every side."""
    return bool(
        re.search(
            r"\b(?:of|to)\s+(?:the\s+)?(?!Treaty|Agreement|Protocol|Convention|this|Memorandum)[A-Z]", words
        )
    ) or bool(
        re.match(
            r"(?:[Tt]he\s+)?(?!Contracting|Signatory|Participating|State|States|High|Requesting"
            r"|Requested|Inspect|Host|Notif|Receiv|"
            r"Observ|Other|Two|Part|Sid|Gover|Visit)[A-Z][a-z]+\s+(?:Part|State|Side|Govern)",
            words,
        )
    )
