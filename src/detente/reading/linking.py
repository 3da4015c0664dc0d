"""In: the proposals of a document. Out: the same, with those that contradict or take up each other linked.

Two are about the same thing if they share an issue and enough of their words. A denial contests a claim
about the same thing by another; "the report" leads from the denial of a report to whoever reported it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.case.proposals import Proposal, Voice
from detente.reading.contesting import ALIKE, FROM_BEFORE, One, contested, one_of, report_words
from detente.reading.tables import shapes

SOON = 5
"""Statements within which an unnamed report is named."""
TAKEN_BACK = re.compile(
    r"\bno longer\b|\bdropped\b|\bwithdrew (?:the|its|their) (?:demand|offer|threat)", re.IGNORECASE
)
CARRIED = re.compile(
    r"\b(?:by|in|from|on|of)\s(?:the\s)?(?P<name>(?:The\s)?[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]*){1,3})"
)
"""Where a report stood: "the report by Baltic Wire", "an article in the Gulf Tribune"."""


def linked(proposals: Sequence[Proposal], outlets: Sequence[Voice] = ()) -> tuple[Proposal, ...]:
    """The proposals with `contests`, `refers_to` and `supersedes` filled.

    outlets  the outlets that the vocabulary knows, where the document names them
    """
    named = (_named_later(index, proposals, outlets) for index in range(len(proposals)))
    ones = [one_of(place, read) for place, read in enumerate(named)]
    return tuple(
        replace(
            one.read,
            contests=contested(one, ones),
            supersedes=_replaced(one, ones),
            refers_to=_taken_up(one, ones),
        )
        for one in ones
    )


# ---- whose report it is


def _named_later(index: int, proposals: Sequence[Proposal], outlets: Sequence[Voice]) -> Proposal:
    """An unnamed report, given to the outlet whose report a denial soon after speaks of."""
    one = proposals[index]
    unnamed = one.speaker.anonymous and one.speaker.id is None
    if not unnamed or not report_words().fullmatch(one.speaker.name):
        return one
    denied = (_outlet_denied(other, outlets) for other in proposals[index + 1 : index + SOON])
    voice = next((outlet for outlet in denied if outlet is not None), None)
    if voice is None:
        return one
    chain = (*one.chain[:-1], replace(one.chain[-1], who=voice))
    note = f"That this is the report by {voice.name} was taken from the words after it."
    return replace(one, speaker=voice, chain=chain, ambiguous=(*one.ambiguous, note))


def _outlet_denied(denial: Proposal, outlets: Sequence[Voice]) -> Voice | None:
    """The outlet whose report is denied: a party that is named there is none."""
    place = denial.sentence
    if denial.stance != "denies" or not report_words().search(place.exact):
        return None
    known = (one for one in outlets if one.span and place.start <= one.span.start < place.end)
    return next(known, None) or _unknown_outlet(place.exact)


def _unknown_outlet(words: str) -> Voice | None:
    """An outlet that no vocabulary knows, by its name: "the Gulf Tribune"."""
    names = (one["name"] for one in CARRIED.finditer(words))
    papers = (one for one in names if one.lower().split()[-1] in shapes()["outlets"])
    return next((Voice(name=one) for one in papers), None)


# ---- what a statement takes up or back


def _taken_up(one: One, ones: Sequence[One]) -> tuple[str, ...]:
    """Others' statements just before it, if it takes its issue from there: "both remain non-starters"."""
    if not any(doubt.endswith(FROM_BEFORE) for doubt in one.read.ambiguous):
        return ()
    near = ones[max(0, one.place - SOON) : one.place]
    speaker = one.read.speaker.id
    return tuple(
        other.read.id for other in near if other.issues & one.issues and other.read.speaker.id != speaker
    )


def _replaced(one: One, ones: Sequence[One]) -> tuple[str, ...]:
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
