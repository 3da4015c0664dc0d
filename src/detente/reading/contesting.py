"""In: the statements of a document, in order. Out: what each of them contests, if it denies, doubts or answers.

A denial contests a claim about the same thing by another: in the same words, right behind it, or with a
word that points back, "the charge", "no such promise". A charge is contested by the charge that comes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from detente.case.proposals import Proposal
from detente.case.statements import Stance
from detente.reading.inflection import stem
from detente.reading.tables import pattern, shapes

CLAIMING: frozenset[Stance] = frozenset({"claims", "accuses", "offers"})
"""Stances that a denial right behind them may contest."""
HOLDING: frozenset[Stance] = CLAIMING | {"willing", "conditional", "threatens", "demands"}
"""Stances that a denial may contest if it is in much the same words."""
DOUBTED: frozenset[Stance] = CLAIMING | {"denies"}
"""Stances that a doubt may be of."""
ENOUGH = 0.8
"""How alike a denial and a claim have to be."""
NEARER = 0.15
"""What each statement between them takes away."""
FAR = 12
"""Statements away at which none is looked for."""
AT_ONCE = 3
"""Statements within which an accusation is answered by a claim of the accused."""
ALIKE = 2
"""Words shared from which a denial may speak of a claim without pointing at it."""
MOST_SHARED = 4
"""Words shared from which more make no difference."""
WORD = re.compile(r"\w[\w’'-]*")
DENIED = re.compile(
    r"\b(?:denied|denies|rejected|rejects) (?:it|this)\b|\b(?:it|that|this) is (?:not true|false|a|an|untrue)\b",
    re.IGNORECASE,
)
DENYING = re.compile(
    r"\b(?:nothing|none) of the (?:sort|kind)\b|\bno such\b"
    r"|\b(?:never|not|no one|nobody|none) (?:ever |has |have |had )*"
    r"(?:agreed|accepted|promised|offered|signed|asked|requested|made|gave|given|sent|undertook) "
    r"(?:to )?(?:that|this|it|any such|such|them (?:that|this|any))\b",
    re.IGNORECASE,
)
"""A denial by its words, whatever stance it was given: "we have never agreed to that"."""
WHOLE = re.compile(
    r"\b(?:account|story|version|report|(?:none|all) of (?:this|that|it))\b",
    re.IGNORECASE,
)
"""What is denied as a whole: everything that was told at once."""
FROM_BEFORE = ("before it.", "before it speak of.")
"""How the doubt of a statement ends that takes its issue from the words before it."""


PROMISED = "promise assure tell told undertake undertook pledge commit agree vow guarantee"
ASKED = "ask request beg want seek appeal invite"
OFFERED = "offer propose proposal draft paper text"
REPORTED = "report say said write wrote quote claim according"
KIN: Mapping[str, frozenset[str]] = {
    noun: frozenset(map(stem, words.split()))
    for nouns, words in (
        ("promise commitment assurance pledge undertaking", PROMISED),
        ("request", ASKED),
        ("offer proposal paper document message", OFFERED),
        ("report account story claim", REPORTED),
    )
    for noun in nouns.split()
}
"""What a noun that points back stands for, in stems: "no such promise" is of what was assured."""
CHARGES = frozenset({"charge", "accusation", "allegation"})


@dataclass(frozen=True)
class One:
    """A proposal with its place among the others, its words as stems, its issues."""

    place: int
    read: Proposal
    words: frozenset[str]
    issues: frozenset[str]


def one_of(place: int, read: Proposal) -> One:
    """A proposal with what it is compared by."""
    return One(place, read, _words(read), _issues(read))


def _words(one: Proposal) -> frozenset[str]:
    words = (word.lower() for word in WORD.findall(f"{one.says} {one.sentence.exact}"))
    return frozenset(stem(word) for word in words if word not in shapes()["empty"])


def _issues(one: Proposal) -> frozenset[str]:
    return frozenset(about.issue for about in one.about if about.issue)


@cache
def report_words() -> re.Pattern[str]:
    """ "The report", "claimed", "allegations"."""
    return pattern(r"\b(?:{})\b", "reporting")


@cache
def _pointing() -> re.Pattern[str]:
    """ "Such", "it", "the message": what was said before."""
    return pattern(r"\b(?:such|that|this|it|the (?:{})s?)\b", "pointed_at")


@cache
def _explicit() -> re.Pattern[str]:
    """ "Such", "any offer", "no such paper": what was said before and nothing else."""
    return pattern(r"\b(?:such|any offer|(?:the|that|this|no such) (?:{})s?)\b", "pointed_at_by_this")


# ---- what is contested


def contested(one: One, ones: Sequence[One]) -> tuple[str, ...]:
    """The claim that a denial speaks of: the most alike among those near it; none if nothing is alike.

    A doubt is such an answer too, and what the accused claims right after an accusation.
    """
    likeness = _denial_of if _denies(one.read) else _ANSWERS.get(one.read.stance)
    if likeness is None:
        return ()
    near = ones[max(0, one.place - FAR) : one.place + FAR]
    scored = [
        (likeness(one, other), -abs(one.place - other.place), other.place)
        for other in near
        if other is not one and _could_be_contested(one.read, other.read)
    ]
    best = max(scored, default=(0.0, 0, 0))
    return _told_at_once(one, best[2], ones) if best[0] >= ENOUGH else ()


def _denies(one: Proposal) -> bool:
    return one.stance == "denies" or DENYING.search(one.evidence.exact) is not None


def _told_at_once(denial: One, place: int, ones: Sequence[One]) -> tuple[str, ...]:
    """The claim at a place; with what its speaker told before and after it, where all of it is denied."""
    if not (_denies(denial.read) and WHOLE.search(denial.read.evidence.exact)):
        return (ones[place].read.id,)
    first, last = place, place
    while first > 0 and _goes_with(ones[first - 1], ones[place], denial):
        first -= 1
    while last + 1 < len(ones) and _goes_with(ones[last + 1], ones[place], denial):
        last += 1
    return tuple(other.read.id for other in ones[first : last + 1])


def _goes_with(other: One, best: One, denial: One) -> bool:
    """Another claim of the same speaker, on the same issue, or another charge."""
    mine, its = other.read.speaker, best.read.speaker
    same = (mine.id or mine.name) == (its.id or its.name) and other.read.stance in ("claims", "accuses")
    near = bool(other.issues & best.issues) or "accuses" == other.read.stance == best.read.stance
    return same and near and other is not denial


def _could_be_contested(denial: Proposal, other: Proposal) -> bool:
    """Said by another voice: a denial contests neither its own side nor what it only denies in its own words."""
    if _is_within(denial, other):
        return False
    if denial.speaker.id is not None and other.speaker.id is not None:
        return denial.speaker.id != other.speaker.id
    return denial.speaker.name != other.speaker.name


def _is_within(denial: Proposal, other: Proposal) -> bool:
    """ "He rejected the allegation that ...", "the assertion that no ... was dismissed": one in the other's words."""
    told = any(link.who.name == denial.speaker.name for link in other.chain[:-1])
    spans = (denial.evidence, other.evidence), (other.evidence, denial.evidence)
    inside = any(one.start <= two.start and two.end <= one.end for one, two in spans)
    return inside or (told and other.sentence == denial.sentence)


def _denial_of(denial: One, claim: One) -> float:
    """How much a denial is of a claim; in other words than its own, only of what claims something."""
    stance = claim.read.stance
    shared = len(denial.words & claim.words)
    if stance not in HOLDING or (stance not in CLAIMING and shared < ALIKE):
        return 0.0
    points = _points_at(denial.read, claim.read)
    if shared < ALIKE and not points and not _meets(denial, claim):
        return 0.0
    return _likeness(denial, claim, shared) + _answering(denial.read, claim.read, points)


def _likeness(denial: One, claim: One, shared: int) -> float:
    """Words shared, an issue shared, words that point back at what was said, and how near it stands."""
    sentence, before = denial.read.sentence.exact, claim.place < denial.place
    score = 0.5 * min(shared, MOST_SHARED)
    score += 1.0 if denial.issues & claim.issues else 0.0
    score += 1.0 if before and _pointing().search(sentence) else 0.0
    score += (
        0.5 if report_words().search(sentence) and report_words().search(claim.read.sentence.exact) else 0.0
    )
    score += 1.0 if before and _is_meant(denial, claim) else 0.0
    score += 0.0 if before else -1.0
    score += 0.5 if claim.read.stance == "accuses" and WHOLE.search(sentence) else 0.0
    return score - NEARER * abs(denial.place - claim.place)


def _is_meant(denial: One, claim: One) -> bool:
    """True for an accusation where "the charge" is denied, an assurance where "such a promise" is."""
    pointed = _explicit().search(denial.read.sentence.exact)
    if pointed is None:
        return False
    noun = pointed[0].lower().split()[-1].removesuffix("s")
    after = denial.read.sentence.exact[pointed.end() :].split()[:2]
    nouns = {noun, *(word.lower().strip(".,;") for word in after)}
    if nouns & CHARGES:
        return claim.read.stance == "accuses"
    return any(claim.words & KIN[one] for one in nouns if one in KIN)


def _meets(denial: One, claim: One) -> bool:
    """True for a denial, on the same issue, right behind a claim or by the one of whom it is claimed."""
    steps = denial.place - claim.place
    if not denial.issues & claim.issues or not 0 < steps <= AT_ONCE:
        return False
    taken = any(doubt.endswith(FROM_BEFORE) for doubt in denial.read.ambiguous)
    return _is_of(denial, claim) or (steps == 1 and not taken)


def _is_of(answer: One, claim: One) -> bool:
    """True for an answer by the one at whom the claim is directed."""
    target = claim.read.target
    return target is not None and target.id is not None and target.id == answer.read.speaker.id


def _doubt_of(doubt: One, claim: One) -> float:
    """A doubt of what another has just claimed: in the same words, or "I doubt it"."""
    if claim.read.stance not in DOUBTED or claim.place >= doubt.place:
        return 0.0
    shared = len(doubt.words & claim.words)
    at_it = doubt.place - claim.place == 1 and _pointing().search(doubt.read.evidence.exact) is not None
    pointed = _explicit().search(doubt.read.evidence.exact) is not None and bool(
        doubt.issues & claim.issues
    )
    return _likeness(doubt, claim, shared) if shared >= ALIKE or at_it or pointed else 0.0


def _counter_to(answer: One, charge: One) -> float:
    """A charge with which the accused comes back; and "that promise" after its denial."""
    shared, steps = len(answer.words & charge.words), answer.place - charge.place
    if charge.read.stance == "denies":
        pointed = _explicit().search(answer.read.evidence.exact) is not None
        return 1.0 - NEARER * steps if pointed and shared >= 1 and 0 < steps <= AT_ONCE else 0.0
    if charge.read.stance != "accuses" or not _is_of(answer, charge) or steps <= 0:
        return 0.0
    mutual = answer.read.stance == "accuses" and _is_of(charge, answer) and shared >= ALIKE
    return 1.0 if answer.issues & charge.issues and (mutual or steps == 1) else 0.0


_ANSWERS: Mapping[Stance, Callable[[One, One], float]] = {
    "doubts": _doubt_of,
    "claims": _counter_to,
    "accuses": _counter_to,
}
"""How alike an answer of each stance is to what it may contest."""


def _answering(denial: Proposal, claim: Proposal, points: bool) -> float:
    """A denial of what the one who claims has said; or by the one at whom the claim is directed."""
    if points and _names(denial, claim):
        return 2.0
    accused = claim.target.id if claim.target is not None else None
    return 0.5 if accused is not None and accused == denial.speaker.id else 0.0


def _points_at(denial: Proposal, claim: Proposal) -> bool:
    """True for a denial of "the report", "such a message", or of what an outlet it names has said."""
    if _names(denial, claim) and report_words().search(denial.sentence.exact):
        return True
    words = denial.sentence.exact if denial.stance == "denies" else denial.evidence.exact
    return bool(_explicit().search(words) or DENIED.search(words))


def _names(denial: Proposal, claim: Proposal) -> bool:
    """True for a denial that is directed at who claims."""
    target, who = denial.target, claim.speaker.id or claim.speaker.name
    return target is not None and who in (target.id, target.name)
