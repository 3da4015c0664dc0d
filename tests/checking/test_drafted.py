"""The draft of a package as an agreement that can be checked."""

from __future__ import annotations

from dataclasses import replace

from detente.case.agreements import EACH, Agreement, Clause, Counted, Place, Step
from detente.case.case import Case
from detente.case.measures import Level, Limit
from detente.checking.check import check
from detente.checking.drafted import drafted
from detente.checking.limits.registry import LIMITS
from detente.signing.agreement import draft_agreement
from detente.signing.space import build_space
from talks import talks

from .made import row

RULE = Limit(kind="ceiling", counts=Counted(what=("boats",)))
BOTH = ("north willing boats>1", "south willing boats>1")


def river(*said: str, limit: Limit | None = RULE, open_value: bool = False) -> Case:
    """Two states with boats at 10 or 4, and a mast that one of them may take down."""
    case = talks("north south", "boats/north,south:2 mast/south:1", *said)
    boats, mast = case.measures
    levels = (
        boats.levels[0],
        Level(id="l1", text="at most 10", value=10, unit="boats", open=open_value, limit=limit),
        Level(id="l2", text="at most 4", value=4, unit="boats", limit=limit),
    )
    return replace(case, measures=(replace(boats, title="Boats", levels=levels, zone="lake"), mast))


def agreed(case: Case, *levels: int) -> Agreement:
    return drafted(case, build_space(case).package(levels))


def only(agreement: Agreement) -> Clause:
    (clause,) = agreement.clauses
    return clause


def test_a_restraint_of_both_at_one_level_binds_each() -> None:
    clause = only(agreed(river(*BOTH), 1, 1, 0))
    assert (clause.kind, clause.binds, clause.restraint) == ("ceiling", (EACH,), "boats")
    assert clause.limits == (Step(value=10, unit="boats"),)
    assert clause.where == (Place(zone="lake"),)


def test_at_different_levels_each_restraint_is_a_clause() -> None:
    case = river("north willing boats/north>1", "south willing boats/north>1")
    one, two = agreed(case, 1, 2, 0).clauses
    assert [(c.id, c.number, c.binds) for c in (one, two)] == [
        ("boats-north", "1 (a)", ("north",)),
        ("boats-south", "1 (b)", ("south",)),
    ]
    assert one.limits == (Step(value=10, unit="boats"),)
    assert two.limits[0].value is None, "nobody has named it"


def test_a_figure_in_brackets_stays_open_with_the_candidate_beside_it() -> None:
    for case in (river(*BOTH, open_value=True), river("north willing boats>1", "south willing boats>2")):
        (step,) = only(agreed(case, 1, 1, 0)).limits
        assert (step.value, step.unit, step.reading) == (None, "boats", "10 boats, in brackets")


def test_words_and_numbers_are_those_of_the_draft() -> None:
    case = river(*BOTH, "north demands mast")
    package = build_space(case).package((1, 1, 1))
    draft, agreement = draft_agreement(case, package), drafted(case, package)
    assert [(c.number, c.text) for c in agreement.clauses] == [(c.number, c.text) for c in draft.clauses]
    assert agreement.title == draft.title
    assert agreement.status == "draft"
    assert agreement.clauses[1].source.note == "Rests on s3. The clause as a whole is not agreed."


def test_what_has_no_rule_counts_nothing_but_what_is_named_after_it() -> None:
    case = river(*BOTH)
    agreement = agreed(case, 0, 0, 1)
    other = replace(case, observations=(row("o1", 50, "masts", by="south", what="boats"),))
    named = replace(case, observations=(row("o1", 1, "masts", by="south", what="mast on the hill"),))
    assert [one.verdict for one in check(agreement, other).findings] == ["not observable"]
    assert [one.verdict for one in check(agreement, named).findings] == ["exceeded"]


def test_a_draft_is_held_against_what_was_seen() -> None:
    rows = (
        row("o1", 12, "boats", by="north", what="boats"),
        row("o2", 8, "boats", by="south", what="boats"),
    )
    here = replace(river(*BOTH), observations=tuple(replace(one, zone="lake") for one in rows))
    found = {one.holder: one.verdict for one in check(agreed(here, 1, 1, 0), here).findings}
    assert found == {"north": "exceeded", "south": "complied"}


def test_every_kind_a_level_may_name_is_one_that_is_judged() -> None:
    for kind in LIMITS:
        assert only(agreed(river(*BOTH, limit=Limit(kind=kind)), 1, 1, 0)).kind == kind
