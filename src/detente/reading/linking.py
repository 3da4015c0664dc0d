"""In: the proposals of a document. Out: the same, with those that contradict or take up each other linked.

Two are about the same thing if they share an issue and enough of their words. A denial contests a claim
about the same thing by another; "the report" leads from the denial of a report to whoever reported it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.case.proposals import Proposal
from detente.reading.inflection import stem

CLAIMING = frozenset({"claims", "accuses", "offers", "willing", "threatens", "demands"})
EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "and",
        "or",
        "that",
        "this",
        "it",
        "its",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "not",
        "no",
        "any",
        "as",
        "from",
        "their",
        "his",
        "her",
        "they",
        "he",
        "she",
        "we",
        "our",
        "such",
        "said",
        "says",
        "there",
        "which",
        "who",
        "than",
        "more",
        "most",
        "also",
        "over",
        "into",
        "about",
    ]
)
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
EXPLICIT = re.compile(
    r"\b(?:such|any offer|(?:the|that|this|no such) (?:report|claim|charge|account|story|offer|message|allegation|accusation|"
    r"request|promise|commitment|figure|remark|assertion|paper|document)s?)\b|\b(?:denied|denies|rejected|rejects) (?:it|this)\b|\b(?:it|that|this) is (?:not true|false|a|an|untrue)\b",
    re.I,
)
POINTING = re.compile(
    r"\b(such|that|this|it|the (?:report|claim|charge|account|story|offer|message|allegation|accusation)s?)\b",
    re.I,
)
WORD = re.compile(r"\w[\w’'-]*")
REPORT = re.compile(
    r"\b(reports?|reported|reporting|claims?|claimed|allegations?|accusations?|assertions?|account|story|message)\b",
    re.I,
)


def linked(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals with `contests`, `refers_to` and `supersedes` filled."""
    proposals = [_named_later(index, proposals) for index in range(len(proposals))]
    words = [_words(one) for one in proposals]
    out: list[Proposal] = []
    for index, one in enumerate(proposals):
        contests = _contested(index, proposals, words) if one.stance == "denies" else ()
        replaced = _replaced(index, proposals, words)
        taken = _taken_up(index, proposals)
        out.append(replace(one, contests=contests, supersedes=replaced, refers_to=taken))
    return tuple(out)


def _named_later(index: int, proposals: Sequence[Proposal]) -> Proposal:
    """An unnamed report, given to the outlet whose report a denial soon after speaks of."""
    one = proposals[index]
    if not (one.speaker.anonymous and one.speaker.id is None and REPORT.fullmatch(one.speaker.name)):
        return one
    for other in proposals[index + 1 : index + SOON]:
        if other.stance == "denies" and other.target is not None and REPORT.search(other.sentence.exact):
            voice = other.target
            if voice.id is None or voice.id in (other.speaker.id,):
                continue
            chain = (*one.chain[:-1], replace(one.chain[-1], who=voice))
            note = f"That this is the report by {voice.name} was taken from the words after it."
            return replace(one, speaker=voice, chain=chain, ambiguous=(*one.ambiguous, note))
    return one


def _words(one: Proposal) -> frozenset[str]:
    text = f"{one.says} {one.sentence.exact}"
    return frozenset(stem(word.lower()) for word in WORD.findall(text) if word.lower() not in EMPTY)


def _issues(one: Proposal) -> frozenset[str]:
    return frozenset(about.issue for about in one.about if about.issue)


def _contested(
    index: int, proposals: Sequence[Proposal], words: Sequence[frozenset[str]]
) -> tuple[str, ...]:
    """The claim that a denial speaks of: the most alike among those near it; none if nothing is alike."""
    scored = [
        (_likeness(index, other, proposals, words), -abs(index - other), proposals[other].id)
        for other in range(max(0, index - FAR), min(len(proposals), index + FAR))
        if other != index and _could_be_contested(proposals[index], proposals[other])
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


def _likeness(
    index: int, other: int, proposals: Sequence[Proposal], words: Sequence[frozenset[str]]
) -> float:
    """Words shared, an issue shared, a denial that points back at what was said, and how near it stands."""
    denial, claim = proposals[index], proposals[other]
    shared = len(words[index] & words[other])
    if shared < ALIKE and not _points_at(denial, claim):
        return 0.0
    score = 0.5 * min(len(words[index] & words[other]), 4)
    score += 1.0 if _issues(denial) & _issues(claim) else 0.0
    if POINTING.search(denial.sentence.exact) and other < index:
        score += 1.0
    if REPORT.search(denial.sentence.exact) and REPORT.search(claim.sentence.exact):
        score += 0.5
    if _points_at(denial, claim) and (claim.speaker.id or claim.speaker.name) in _spoken_of(denial):
        score += 2.0
    elif claim.target is not None and claim.target.id is not None and claim.target.id == denial.speaker.id:
        score += 0.5
    return score - NEARER * abs(index - other)


def _points_at(denial: Proposal, claim: Proposal) -> bool:
    """True for a denial of "the report", "such a message", or of what an outlet it names has said."""
    named = (claim.speaker.id or claim.speaker.name) in _spoken_of(denial)
    return (named and bool(REPORT.search(denial.sentence.exact))) or bool(
        EXPLICIT.search(denial.evidence.exact)
    )


def _spoken_of(denial: Proposal) -> tuple[str, ...]:
    return tuple(one for one in (denial.target.id, denial.target.name) if one) if denial.target else ()


def _taken_up(index: int, proposals: Sequence[Proposal]) -> tuple[str, ...]:
    """The statements of others just before it on the issue that was taken from there: "both remain non-starters"."""
    one = proposals[index]
    if not any(doubt.endswith(("before it.", "before it speak of.")) for doubt in one.ambiguous):
        return ()
    near = [
        other
        for other in proposals[max(0, index - SOON) : index]
        if _issues(other) & _issues(one) and other.speaker.id != one.speaker.id
    ]
    return tuple(other.id for other in near)


def _replaced(
    index: int, proposals: Sequence[Proposal], words: Sequence[frozenset[str]]
) -> tuple[str, ...]:
    """An earlier statement that the same speaker takes back: "no longer insists"."""
    one = proposals[index]
    if not re.search(
        r"\bno longer\b|\bdropped\b|\bwithdrew (?:the|its|their) (?:demand|offer|threat)", one.says, re.I
    ):
        return ()
    return tuple(
        other.id
        for place, other in enumerate(proposals[:index])
        if other.speaker.id == one.speaker.id
        and one.speaker.id is not None
        and _issues(other) & _issues(one)
        and len(words[place] & words[index]) > 1
    )
