"""State over time: what a suspension, a condition and an exception make of a finding."""

from __future__ import annotations

from dataclasses import replace

from checking.made import NORTH, SOUTH, act, agreement, clause, day, row
from detente.case.acts import Act, Observation
from detente.case.agreements import Agreement, Excuse, Guard, Place, Power, Step
from detente.case.case import Case
from detente.case.parties import Party
from detente.checking.check import check
from detente.checking.results import Checking

LIMIT = clause("ceiling", Step(value=10_000, unit="troops"))
OVER = row("o1", 12_000, what="forces", on="2021-06-01")


def case(rows: tuple[Observation, ...] = (OVER,), acts: tuple[Act, ...] = ()) -> Case:
    parties = (Party(id=NORTH, name="Northland"), Party(id=SOUTH, name="Southland"))
    return Case(id="made", title="Made", parties=parties, measures=(), observations=rows, acts=acts)


def checked(
    one: Agreement, rows: tuple[Observation, ...] = (OVER,), acts: tuple[Act, ...] = ()
) -> Checking:
    return check(one, case(rows, acts), as_of=day("2022-01-01"))


def verdict(found: Checking, holder: str = NORTH, clause: str = "c1") -> str:
    return next(one.verdict for one in found.findings if (one.holder, one.clause) == (holder, clause))


def test_a_suspended_duty_is_not_broken_and_the_act_is_named():
    stop = act("a1", "suspension", "2021-05-01", by=NORTH, to=SOUTH)
    found = checked(agreement(LIMIT), acts=(stop,))
    (one,) = [each for each in found.findings if each.holder == NORTH]
    assert one.verdict == "suspended"
    assert one.rows == ("o1", "a1")
    assert one.notes == ("Otherwise it would be: exceeded. The duty was suspended on 2021-06-01.",)
    assert [(each.state, each.said_by) for each in found.changes] == [("suspended", (NORTH,))]


def test_suspended_after_the_breach_changes_nothing_and_resumed_before_it_neither():
    late = act("a1", "suspension", "2021-07-01", by=NORTH, to=SOUTH)
    early, again = (
        replace(late, date=day("2021-01-01")),
        act("a2", "resumption", "2021-03-01", by=NORTH, to=SOUTH),
    )
    assert verdict(checked(agreement(LIMIT), acts=(late,))) == "exceeded"
    assert verdict(checked(agreement(LIMIT), acts=(early, again))) == "exceeded"


def test_a_withdrawal_takes_effect_after_its_notice():
    limit = replace(LIMIT, on_breach=(Power(power="withdraw", notice_days=180),))
    out = act("a1", "termination", "2021-01-01", by=NORTH, to=SOUTH)
    assert verdict(checked(agreement(limit), acts=(out,))) == "exceeded"
    assert (
        verdict(checked(agreement(limit), acts=(replace(out, date=day("2020-11-01")),))) == "not in force"
    )


def test_before_entry_into_force_nothing_binds():
    one = replace(agreement(LIMIT), from_=day("2021-07-01"))
    assert verdict(checked(one)) == "not in force"


def test_a_condition_on_another_clause():
    ceasefire = clause("ban", id="c0")
    ceasefire = replace(ceasefire, counts=replace(ceasefire.counts, what=("attack",)))
    limit = replace(LIMIT, while_=(Guard(clause="c0", state="complied"),))
    quiet = (OVER, row("o2", 0, "attacks", what="attack", on="2021-05-01"))
    broken = (OVER, row("o2", 3, "attacks", what="attack", on="2021-05-01", by=SOUTH))
    assert verdict(checked(agreement(ceasefire, limit), quiet)) == "exceeded"
    assert verdict(checked(agreement(ceasefire, limit), broken)) == "not in force"


def test_an_exception_by_consent_with_a_last_day():
    limit = replace(LIMIT, unless=(Excuse(consent=True, at_most=3_000, note="by consent"),))
    given = act("a1", "consent", "2021-01-01", by=SOUTH, to=NORTH, until="2021-12-31")
    (one,) = [each for each in checked(agreement(limit), acts=(given,)).findings if each.holder == NORTH]
    assert (one.verdict, one.notes) == (
        "complied",
        ("Excused: by consent. Otherwise it would be: exceeded.",),
    )
    ended = replace(given, until=day("2021-05-31"))
    assert verdict(checked(agreement(limit), acts=(ended,))) == "exceeded"
    more = (row("o1", 14_000, what="forces", on="2021-06-01"),)
    assert verdict(checked(agreement(limit), more, acts=(given,))) == "exceeded"


def test_rows_whose_place_is_not_known_are_said():
    limit = replace(LIMIT, where=(Place(zone="strip"),))
    found = checked(agreement(limit))
    assert verdict(found) == "not observable"
    assert found.notes == ("c1:north: not counted, since nothing says whether they lie in strip: o1.",)


def test_what_was_not_seen_is_not_taken_for_compliance():
    found = checked(agreement(LIMIT), rows=())
    assert {one.verdict for one in found.findings} == {"not observable"}
