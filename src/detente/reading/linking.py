"""In: the proposals of a document. Out: the same, with those that contradict or take up each other linked.

Two are about the same thing if they share an issue and enough of their words. A denial contests a claim
about the same thing by another; "the report" leads from the denial of a report to whoever reported it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from detente.case.proposals import Proposal, Voice
from detente.case.statements import Stance
from detente.reading.inflection import stem
from detente.reading.tables import pattern, shapes

CLAIMING: frozenset[Stance] = frozenset({"claims", "accuses", "offers", "willing", "threatens", "demands"})
"""Stances that a denial may contest."""
ENOUGH = 0.8
"""How alike a denial and a claim have to be."""
NEARER = 0.15
"""What each statement between them takes away."""
SOON = 5
"""Statements within which an unnamed report is named."""
FAR = 10
"""Statements away at which none is looked for."""
ALIKE = 2
"""Words shared from which a denial may speak of a claim without pointing at it."""
MOST_SHARED = 4
"""Words shared from which more make no difference."""
WORD = re.compile(r"\w[\w’'-]*")
DENIED = re.compile(
    r"\b(?:denied|denies|rejected|rejects) (?:it|this)\b|\b(?:it|that|this) is (?:not true|false|a|an|untrue)\b",
    re.IGNORECASE,
)
TAKEN_BACK = re.compile(
    r"\bno longer\b|\bdropped\b|\bwithdrew (?:the|its|their) (?:demand|offer|threat)", re.IGNORECASE
)
FROM_BEFORE = ("before it.", "before it speak of.")
"""How the doubt of a statement ends that takes its issue from the words before it."""


@dataclass(frozen=True)
class _One:
    """A proposal with its place among the others, its words as stems, its issues."""

    place: int
    read: Proposal
    words: frozenset[str]
    issues: frozenset[str]


@cache
def _report() -> re.Pattern[str]:
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


def linked(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals with `contests`, `refers_to` and `supersedes` filled."""
    named = (_named_later(index, proposals) for index in range(len(proposals)))
    ones = [_One(place, read, _words(read), _issues(read)) for place, read in enumerate(named)]
    return tuple(
        replace(
            one.read,
            contests=_contested(one, ones),
            supersedes=_replaced(one, ones),
            refers_to=_taken_up(one, ones),
        )
        for one in ones
    )


def _words(one: Proposal) -> frozenset[str]:
    words = (word.lower() for word in WORD.findall(f"{one.says} {one.sentence.exact}"))
    return frozenset(stem(word) for word in words if word not in shapes()["empty"])


def _issues(one: Proposal) -> frozenset[str]:
    return frozenset(about.issue for about in one.about if about.issue)


# ---- whose report it is


def _named_later(index: int, proposals: Sequence[Proposal]) -> Proposal:
    """An unnamed report, given to the outlet whose report a denial soon after speaks of."""
    one = proposals[index]
    unnamed = one.speaker.anonymous and one.speaker.id is None
    if not unnamed or not _report().fullmatch(one.speaker.name):
        return one
    outlets = (_outlet_denied(other) for other in proposals[index + 1 : index + SOON])
    voice = next((outlet for outlet in outlets if outlet is not None), None)
    if voice is None:
        return one
    chain = (*one.chain[:-1], replace(one.chain[-1], who=voice))
    note = f"That this is the report by {voice.name} was taken from the words after it."
    return replace(one, speaker=voice, chain=chain, ambiguous=(*one.ambiguous, note))


def _outlet_denied(denial: Proposal) -> Voice | None:
    """The one whose report is denied."""
    voice = denial.target
    if denial.stance != "denies" or voice is None or not _report().search(denial.sentence.exact):
        return None
    return voice if voice.id is not None and voice.id != denial.speaker.id else None


# ---- what a denial contests


def _contested(denial: _One, ones: Sequence[_One]) -> tuple[str, ...]:
    """The claim that a denial speaks of: the most alike among those near it; none if nothing is alike."""
    if denial.read.stance != "denies":
        return ()
    near = ones[max(0, denial.place - FAR) : denial.place + FAR]
    scored = [
        (_likeness(denial, other), -abs(denial.place - other.place), other.read.id)
        for other in near
        if other is not denial and _could_be_contested(denial.read, other.read)
    ]
    best = max(scored, default=(0.0, 0, ""))
    return (best[2],) if best[0] >= ENOUGH else ()


def _could_be_contested(denial: Proposal, other: Proposal) -> bool:
    """Said by another voice: a denial does not contest its own speaker's side."""
    if other.stance not in CLAIMING:
        return False
    if denial.speaker.id is not None and other.speaker.id is not None:
        return denial.speaker.id != other.speaker.id
    return denial.speaker.name != other.speaker.name


def _likeness(denial: _One, claim: _One) -> float:
    """Words shared, an issue shared, a denial that points back at what was said, and how near it stands."""
    shared = len(denial.words & claim.words)
    points = _points_at(denial.read, claim.read)
    if shared < ALIKE and not points:
        return 0.0
    sentence = denial.read.sentence.exact
    score = 0.5 * min(shared, MOST_SHARED)
    score += 1.0 if denial.issues & claim.issues else 0.0
    score += 1.0 if claim.place < denial.place and _pointing().search(sentence) else 0.0
    score += 0.5 if _report().search(sentence) and _report().search(claim.read.sentence.exact) else 0.0
    score += _answering(denial.read, claim.read, points)
    return score - NEARER * abs(denial.place - claim.place)


def _answering(denial: Proposal, claim: Proposal, points: bool) -> float:
    """A denial of what the one who claims has said; or by the one at whom the claim is directed."""
    if points and _names(denial, claim):
        return 2.0
    accused = claim.target.id if claim.target is not None else None
    return 0.5 if accused is not None and accused == denial.speaker.id else 0.0


def _points_at(denial: Proposal, claim: Proposal) -> bool:
    """True for a denial of "the report", "such a message", or of what an outlet it names has said."""
    if _names(denial, claim) and _report().search(denial.sentence.exact):
        return True
    words = denial.evidence.exact
    return bool(_explicit().search(words) or DENIED.search(words))


def _names(denial: Proposal, claim: Proposal) -> bool:
    """True for a denial that is directed at who claims."""
    target, who = denial.target, claim.speaker.id or claim.speaker.name
    return target is not None and who in (target.id, target.name)


# ---- what a statement takes up or back


def _taken_up(one: _One, ones: Sequence[_One]) -> tuple[str, ...]:
    """Others' statements just before it, if it takes its issue from there: "both remain non-starters"."""
    if not any(doubt.endswith(FROM_BEFORE) for doubt in one.read.ambiguous):
        return ()
    near = ones[max(0, one.place - SOON) : one.place]
    speaker = one.read.speaker.id
    return tuple(
        other.read.id for other in near if other.issues & one.issues and other.read.speaker.id != speaker
    )


def _replaced(one: _One, ones: Sequence[_One]) -> tuple[str, ...]:
    """Earlier statements that the same speaker takes back: "no longer insists"."""
    speaker = one.read.speaker.id
    if speaker is None or not TAKEN_BACK.search(one.read.says):
        return ()
    return tuple(
        other.read.id
        for other in ones[: one.place]
        if other.read.speaker.id == speaker
        and other.issues & one.issues
        and len(other.words & one.words) >= ALIKE
    )
