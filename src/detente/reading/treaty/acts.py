"""In: what follows a verb that binds. Out: the acts in it, each with its own object, and their force."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from detente.case.proposals import Force
from detente.reading.treaty.words import AFFIRMED, ALSO_NOUNS, NEGATED, TAKES_OBJECT, VERBS

VERB_GROUP = re.compile(
    rf"(?:(?:not|to|from|or|and|nor|neither|otherwise|also|[a-z]+ly|,|(?:{VERBS})|[a-z]+ing)\s*)*$"
)
JOIN = re.compile(
    rf"(?P<join>\s*[,;]\s*(?:and|or|but|nor|as\s+well\s+as)?\s*|\s+(?:and|or|but"
    rf"|nor)\s+)(?P<neg>not\s+)?(?P<to>to\s+|from\s+)?(?P<neg2>not\s+to\s+)?"
    rf"(?:[a-z]+ly\s+|otherwise\s+|also\s+|then\s+"
    rf"|in\s+particular\s+)?(?P<verb>(?:{VERBS})(?P<ing>n?n?ing|m?ming|p?ping|t?ting|l?ling|r?ring)?|"
    r"[a-z]+ing)\b"
)
INNER_TO = re.compile(
    rf"\bto\s+(?:not\s+)?(?:[a-z]+ly\s+)?(?:{VERBS})\b|\b(?:whether|how|in\s+order)\b"
    rf"|\bso\s+as\s+to\b|\b(?:ensure|provide|agree)\s+that\b"
)
RELATIVES = re.compile(r"\b(?:that|which|who)\b")
REFRAIN = re.compile(r"\s*(?:to\s+)?(?:refrain|abstain|desist)(?:ing)?\s+from\s+")
NONE_OF = re.compile(
    rf"\s*(?:to\s+)?(?:(?:{VERBS})\s+(?:(?:out|on|up|over|away|through)\s+)?"
    rf"(?:(?:or|and)\s+(?:{VERBS})\s+)?)(?:no\s+(?!more\b|less\b|fewer\b|later\b"
    rf"|longer\b|greater\b|larger\b|earlier\b)|neither\s)"
)


@dataclass(frozen=True)
class Part:
    """One of the acts of a verb that binds: where it stands, and whether its own words turn the force."""

    start: int
    end: int
    turn: Literal["", "not", "yes"] = ""


def parts(text: str, start: int, end: int, promised: bool) -> list[Part]:
    """The acts of one verb, each with its own object.

    promised  the verb takes "to": "undertakes to withdraw X and to dismantle Y"
    """
    found = [Part(start, end)]
    at = start
    for match in JOIN.finditer(text, start, end):
        if match.start() < at or not _splits(text, found[-1].start, match, promised):
            continue
        begin = match.start("neg") if match["neg"] else match.end("join")
        last = found.pop()
        found += [replace(last, end=match.start()), Part(_verb_start(match, begin), end, _turn(match))]
        at = match.end()
    return found


def _turn(match: re.Match[str]) -> Literal["", "not", "yes"]:
    """ "and not to deploy" forbids; "not to deploy X and to withdraw Y" binds to withdraw."""
    if match["neg"] or match["neg2"]:
        return "not"
    return "yes" if (match["to"] or "").startswith("to") and "and" in match["join"] else ""


def _verb_start(match: re.Match[str], begin: int) -> int:
    return max(begin, *(match.end(group) for group in ("neg", "to", "neg2") if match[group]), begin)


def _splits(text: str, start: int, match: re.Match[str], promised: bool) -> bool:
    before = text[start : match.start()]
    if before.lstrip().startswith(",") and before.count(",") == 1:
        return False
    if VERB_GROUP.match(before.strip() + " ") or (
        before.lstrip().startswith("be ") and match["verb"].endswith("ing")
    ):
        return False
    join = match["join"].strip()
    gerund = bool(re.match(r"\s*(?:not\s+)?(?:[a-z]+ly\s+)?[a-z]+ing\b", before))
    if match["verb"].endswith("ing") != gerund and match["verb"] != "bring":
        return False
    if match["to"] and match["to"].startswith("to") and not promised:
        return False
    if match["to"] and match["to"].startswith("from") and not gerund:
        return False
    if not (match["to"] and promised) and not join.endswith("nor"):
        if INNER_TO.search(before) and not (join.startswith(",") and len(join) > 1):
            return False
        if RELATIVES.search(before) and not join.startswith(","):
            return False
    return _is_verb(text, match) and (join != "," or _closes_list(text, match))


def _is_verb(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 40]
    if re.match(r"\s*(?:of|and\s+the|,|;|\.|$)", after) and not match["to"]:
        return bool(re.match(r"\s*,?\s*(?:and|or)\s", after)) and not ALSO_NOUNS.match(match["verb"])
    if match["verb"].endswith("ing"):
        return bool(match["to"]) or (
            bool(re.match(r"\s+(?:[a-z]+|[A-Z])", after)) and not re.match(r"\s+(?:and|or|of)\b", after)
        )
    if match["to"] or match["neg"] or not ALSO_NOUNS.match(match["verb"]):
        return True
    return bool(TAKES_OBJECT.match(after))


def _closes_list(text: str, match: re.Match[str]) -> bool:
    """True if verbs joined by commas go on: a bare comma parts acts only inside such a list."""
    for later in JOIN.finditer(text, match.end(), min(len(text), match.end() + 400)):
        word = later["join"].strip(" ,")
        if word and _is_verb(text, later):
            return True
    return not ALSO_NOUNS.match(match["verb"]) and bool(TAKES_OBJECT.match(text, match.end()))


def turned(text: str, piece: Part, force: Force) -> tuple[Force, int]:
    """Force and start of an act whose own words say not: "not deploy", "refrain from", "deploy no"."""
    start = piece.start
    if piece.turn == "not":
        force = NEGATED.get(force, force)
    if piece.turn == "yes":
        force = AFFIRMED.get(force, force)
    refrain = REFRAIN.match(text, start, piece.end)
    if refrain:
        return NEGATED.get(force, force), refrain.end()
    if NONE_OF.match(text, start, piece.end):
        return NEGATED.get(force, force), start
    return force, start + len(text[start:]) - len(text[start:].lstrip())
