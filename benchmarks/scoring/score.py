"""In: the gold of one document and what was read in it. Out: its marks, and every miss and error in words.

Spans        One to one, as many matches as can be had. Two spans may match if their words overlap with
             intersection over union of at least 0.5, or if one lies in the other with at least 0.4 of
             its length. Precision is over the proposals, recall over the gold statements. An optional
             gold is neither missed nor, if it is found, wrong: it and its proposal leave both counts.
             A treaty's clause that is scored as an obligation is not a wrong statement as well.
Stance       ... and is one of the gold stances. Issue: one of the gold issues is among those proposed,
             or the gold has none and none is proposed. Speaker: the actor is one of those that count,
             or, where either side names no actor, the name is the same as one that counts or is
             contained in it or contains it. All right: stance, issue and speaker.
Attribution  The span matches, the speaker is right, and the voices between the outlet and the speaker
             are as many as in the gold and the same, in order.
Conditions   Recall over the gold statements that have one, precision over the matched proposals that
             have one: the words match as spans do. Kind: of those found.
Actor, target, act, date said   Of the matched gold statements that have one. Actor: the speaker is filed
             under an actor that counts; a right name alone is not enough.
Figures      Found: the places share a word. Value: recall of the right value, or of both ends of a
             range. Approximator: of those found, the same word or none in both. Place and part of: of
             those found where the gold or the reading has one.
Obligations  Found: the spans share half the words of the shorter. Right: article, force and who is bound as
             well. Reciprocity: of those found. Exception: of those found where either has one.
Contested    Links between two statements, in either direction. Recall over the gold's, precision over the
             proposed links whose ends both match gold statements.
Wrong side   Of the matched proposals that would bind an actor to what an actor said, those that bind one
             that the gold does not have.
Worst error  A proposal that would bind (demands to threatens), filed under an actor, where the gold
             says that it is what another claims, denies, accuses of or doubts; out of all that would bind.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.statements import BINDING
from scoring.clauses import obligation_marks
from scoring.figures import figure_marks
from scoring.gold import Gold
from scoring.matching import words_of
from scoring.shares import Marks, Share
from scoring.sheet import Read, Sheet
from scoring.statements import (
    condition_marks,
    contest_marks,
    detail_marks,
    side_marks,
    statement_errors,
    statement_marks,
    worst_errors,
)


@dataclass(frozen=True)
class Scored:
    """How one document came out: its marks, and sentences on what went wrong."""

    name: str
    marks: Marks
    worst: tuple[str, ...]
    errors: tuple[str, ...]


def score(gold: Gold, read: Read) -> Scored:
    """How well a document was read. Both have to count in the same text."""
    if gold.text != read.text:
        raise ValueError(f"{gold.name}: the annotation and the reading are not of the same text")
    sheet = Sheet(gold, read, words_of(gold.text))
    errors: list[str] = []
    worst = tuple(worst_errors(sheet))
    marks = {
        **statement_marks(sheet),
        **condition_marks(sheet),
        **detail_marks(sheet),
        **contest_marks(sheet),
        **side_marks(sheet),
        **figure_marks(sheet, errors),
        **obligation_marks(sheet, errors),
        "worst error": Share(len(worst), sum(other.stance in BINDING for other in read.proposals)),
    }
    return Scored(gold.name, marks, worst, (*statement_errors(sheet), *errors))
