"""In: a sentence of a clause. Out: the verbs in it that bind, forbid or permit by themselves, in order.

A verb in a relative or conditional clause asserts nothing. A further verb counts if it is joined on to the
one before, with the same subject or with one of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.reading.treaty.parties import DET, actor_at, is_actor
from detente.reading.treaty.subjects import last_actor, subject_start
from detente.reading.treaty.words import AGREED_THAT, FORCE, HEADS, OPENER, OPENERS, VERBS

REACH = 1500
"""Code points looked at before a verb that binds: a subject is shorter than that."""
SUBORDINATE = re.compile(
    r"\b(?:that(?!\s+(?:Party|Side|State|Government|Member)\s+$)|which|who|whom|whose|where|when|if|as|unless|until|whether|what|because|since|while"
    r"|than|how|whenever|once|wherever|lest)\s+"
    r"(?P<rest>[^,;:]{0,120})$",
    re.I,
)
FINITE = re.compile(
    rf"\b(?:has|have|had|is|are|was|were|does?|did|can|could|would|intends?|considers?|wishes|so"
    rf"|[a-z]+ed|(?:{VERBS})s)\b"
)
NOMINAL = re.compile(
    rf"(?:{DET}|)(?:{HEADS}|it|they|he|she|there|[\w'-]+(?:\s+[\w'-]+)?)$|(?:the|any|such|its|their"
    rf"|a|an|these|those|no)\s",
    re.I,
)
CLEARLY = re.compile(
    rf"(?:{DET})(?:{HEADS}|it|they|he|she|there)$|(?:the|any|such|its|their|these|those|no)\s", re.I
)
BARE_VERB = re.compile(rf"(?:{VERBS})\s+\w")
COORDINATOR = re.compile(
    r"\s*;\s*(?:(?:and|or|but|nor)\s+)?|\s*,\s*(?:and|or|but|nor|while|whereas)(?:\s+|\s*(?=,))"
    r"|\s*,\s+|\s+(?:and|or|but|nor|while|whereas)(?:\s+|(?=,))"
)
SHARED = re.compile(
    rf"\s*(?:,?\s*{OPENERS}\b[^,;]{{1,150}},)?\s*(?:also|therefore|thereafter|likewise|then|each"
    rf"|both|in\s+(?:particular|addition)|,)*\s*$",
    re.I,
)
INVERTED = re.compile(
    r"(?:^|[;,]\s*|\band\s+)(?:[Nn]or|[Nn]either|(?:[Uu]nder|[Ii]n|[Aa]t|[Oo]n)\s+no\s+[a-z]+"
    r"|[Nn]ever|[Nn]or\s+at\s+any\s+time)\s+$"
)
PURPOSE = re.compile(
    r"\b(?:purpose|aim|objective|object|task|goal|function|role|intention)s?\b[^,;]*$", re.I
)
"""What "is to reduce tension" and binds nobody."""
AND_IT = re.compile(r"\s(?:and|but)\s+(?P<it>it|they)\s+$")
"""Before a verb that binds whom the sentence began with."""
OF_WHICH = re.compile(
    r",\s+(?:of|for|on|to|about|in\s+(?:respect|case)\s+of|with\s+(?:regard|respect)\s+to)\s+which\s+"
    r"(?P<subject>(?:[\w'-]+\s+){1,5})$"
)
DETERMINED = re.compile(
    r"(?:the|any|all|each|no|such|its|their|a|an|these|those|every|this)\s+[^,;]{1,80}$", re.I
)


@dataclass(frozen=True)
class Head:
    """A verb that binds, and where its clause begins: `left` is the start of its subject."""

    match: re.Match[str]
    left: int
    cut: int
    """Where the clause before it ends."""
    shared: bool = False
    inverted: bool = False


def _subordinate(left: str) -> bool:
    """True if a verb with these words before it stands in a relative or conditional clause."""
    match = SUBORDINATE.search(left)
    while match:
        opener = match.group().split()[0].lower()
        if opener == "that" and AGREED_THAT.search(left[: match.start()]):
            return False
        rest = match["rest"].strip()
        inner = SUBORDINATE.search(match["rest"])
        if not rest or (not FINITE.search(rest) and not BARE_VERB.match(rest) and _nominal(opener, rest)):
            return True
        if not inner:
            return False
        left, match = match["rest"], inner
    return False


def _nominal(opener: str, rest: str) -> bool:
    """True if the words after a relative or "if" are a subject and nothing more."""
    return bool((CLEARLY if opener in ("as", "than", "while", "since", "because") else NOMINAL).match(rest))


def heads(text: str, names: frozenset[str]) -> list[Head]:
    """The verbs of a sentence that bind, forbid or permit by themselves, in order."""
    found: list[Head] = []
    for match in FORCE.finditer(text):
        if found:
            head = _next_head(text, match, found[-1].match.end(), names)
        else:
            head = _first_head(text, match, names)
        if head:
            found.append(head)
    return found


def _first_head(text: str, match: re.Match[str], names: frozenset[str]) -> Head | None:
    lo = max(0, match.start() - REACH)
    left = text[lo : match.start()]
    if INVERTED.search(left):
        return Head(match, match.start(), 0, inverted=True)
    if PURPOSE.search(left) and match.group().startswith(("is", "are")):
        return None
    goes_on = AND_IT.search(left)
    if goes_on:
        return Head(match, lo + goes_on.start("it"), 0)
    continued = _continued(left, lo, match, names)
    if continued or _subordinate(left):
        return continued
    return Head(match, lo + subject_start(left, names), 0)


def _next_head(text: str, match: re.Match[str], last: int, names: frozenset[str]) -> Head | None:
    """A further verb of the same sentence, if it is joined to the one before, which ended at `last`."""
    lo = max(last, match.start() - REACH)
    gap = text[lo : match.start()]
    continued = _continued(gap, lo, match, names)
    if continued:
        return continued
    joints = list(COORDINATOR.finditer(gap))
    for joint in reversed(joints):
        rest = gap[joint.end() :]
        word = joint.group().strip()
        if rest.startswith("that ") and word.endswith("and"):
            agreed = AGREED_THAT.search(text[: text.find(" that ")]) and text.find(" that ") < last
            return Head(match, lo + joint.end() + 5, lo + joint.start()) if agreed else None
        if SHARED.match(rest) and (word != "," or ";" in word):
            inverted = word.endswith("nor")
            left = lo + joint.end() if inverted else match.start()
            return Head(match, left, lo + joint.start(), shared=not inverted, inverted=inverted)
        after_comma = word == "," and DETERMINED.match(rest) and not _subordinate(rest)
        if ";" in word or is_actor(rest, names) or after_comma:
            return _widened(text, match, lo, joints, joint, names)
        if word.endswith(("and", "or", "but", "while", "whereas")) and _new_subject(word, rest, names):
            return Head(match, lo + joint.end(), lo + joint.start())
    return None


def _continued(left: str, lo: int, match: re.Match[str], names: frozenset[str]) -> Head | None:
    """The head of ", which shall ..." after an actor: it goes on about that actor as a sentence would."""
    comma = re.search(r",\s+(?:which|who)\s+$", left)
    if comma is None:
        return _of_which(left, lo, match)
    if match.group().startswith(("is", "are")):
        return None
    at = last_actor(left[: comma.start()], names)
    if not at or not is_actor(left[at : comma.start()], names):
        return None
    return Head(match, lo + at, lo + comma.start())


def _of_which(left: str, lo: int, match: re.Match[str]) -> Head | None:
    """The head of ", of which notice shall be given": a duty of its own, hung on a noun."""
    found = OF_WHICH.search(left)
    return Head(match, lo + found.start("subject"), lo + found.start()) if found else None


def _new_subject(word: str, rest: str, names: frozenset[str]) -> bool:
    opened = actor_at(rest, names)
    if opened and not re.search(r"\b(?:if|which|that|as)\s*$", rest):
        return not _subordinate(rest)
    return word != "and" and word != "or" and bool(DETERMINED.match(rest)) and not _subordinate(rest)


def _widened(
    text: str,
    match: re.Match[str],
    lo: int,
    joints: list[re.Match[str]],
    joint: re.Match[str],
    names: frozenset[str],
) -> Head | None:
    """The head with as many actors before it as its subject holds: "and the North and the South shall"."""
    gap = text[lo : match.start()]
    if ";" in joint.group():
        inner = gap[joint.end() :]
        if _subordinate(inner):
            return None
        return Head(match, lo + joint.end() + subject_start(inner, names), lo + joint.start())
    if joint.group().strip() == ",":
        opened = [j for j in joints if j.end() <= joint.start() and _opens_clause(j, gap)]
        return Head(match, lo + joint.end(), lo + opened[-1].start()) if opened else None
    at = joints.index(joint)
    while (
        at
        and is_actor(gap[joints[at - 1].end() : joints[at].start()], names)
        and ";" not in joints[at - 1].group()
    ):
        at -= 1
    return Head(match, lo + joints[at].end(), lo + joints[at].start())


def _opens_clause(joint: re.Match[str], gap: str) -> bool:
    """True if a new clause begins there with an adverbial: ", and if they do not agree, ..."."""
    return joint.group().strip(" ,") in ("and", "or", "but", ";", "; and", "; but") and bool(
        OPENER.match(gap[joint.end() :])
    )
