"""Records that were misjudged once: each row is a small agreement, a record, and what an officer would say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checking.made import NORTH, SOUTH, act, agreement, clause, day, found, row, verdicts
from checking.test_states import LIMIT, OVER, checked, verdict
from detente.case.agreements import (
    Counted,
    EvidenceRule,
    Excuse,
    Guard,
    Place,
    Power,
    PowerKind,
    State,
    Step,
    Window,
)

TROOPS = Step(value=13_000, unit="troops")
TANKS = Step(value=300, unit="tanks")
NOTICE = clause("advance-notice", Step(value=42, unit="days"), Step(value=9_000, unit="troops"))
COMPLETE = EvidenceRule(complete=True)


class TestUnits:
    def test_units_are_not_added_to_each_other(self):
        rows = [row("o1", 12_000), row("o2", 290, "tanks")]
        (one,) = found(clause("ceiling", TROOPS, replace(TANKS, value=1_000)), rows)
        assert [(each.value.best, each.value.unit) for each in one.readings] == [
            (290, "tanks"),
            (12_000, "troops"),
        ]

    @pytest.mark.parametrize("kind", ["ceiling", "exercise-size"])
    @pytest.mark.parametrize(("tanks", "said"), [(400, "exceeded"), (290, "near threshold")])
    def test_a_limit_in_two_units_is_passed_in_either(self, kind: str, tanks: float, said: str):
        (one,) = found(clause(kind, TROOPS, TANKS), [row("o1", 5_000), row("o2", tanks, "tanks")])
        assert (one.verdict, one.unit, one.limit) == (said, "tanks", 300)
        assert one.value
        assert one.value.best == tanks

    def test_a_ban_sees_every_unit_on_every_day(self):
        rows = [row("o1", 0, "tanks", on="2021-01-01"), row("o2", 3, "launchers", on="2021-02-01")]
        assert verdicts(found(clause("ban"), rows)) == ["complied", "exceeded"]

    @pytest.mark.parametrize(
        ("kind", "notified", "until", "said"),
        [
            ("advance-notice", "2021-09-06", None, "complied"),
            ("advance-notice", "2021-09-08", None, "undecided"),
            ("advance-notice", "2021-09-10", None, "exceeded"),
            ("exercise-duration", None, "2021-09-11", "complied"),
            ("exercise-duration", None, "2021-09-12", "undecided"),
            ("exercise-duration", None, "2021-09-14", "exceeded"),
        ],
    )
    def test_hours_are_no_days(self, kind: str, notified: str | None, until: str | None, said: str):
        limit = clause(kind, Step(value=48, unit="hours"))
        assert verdicts(found(limit, [row("o1", 1, notified=notified, until=until)])) == [said]


class TestCounts:
    @pytest.mark.parametrize(
        ("known", "said"), [(12_000, "undecided"), (13_500, "exceeded")], ids=["open", "over"]
    )
    def test_a_part_without_a_figure_leaves_the_sum_open(self, known: float, said: str):
        rows = [row("o1", known, what="forces in the east"), row("o2", what="forces in the west")]
        assert verdicts(found(clause("ceiling", TROOPS), rows)) == [said]

    def test_what_lasts_counts_beside_what_begins(self):
        rows = [
            row("o1", 8_000, what="forces in the east", on="2021-09-01", until="2021-09-30"),
            row("o2", 7_000, what="forces in the west", on="2021-09-10", until="2021-09-20"),
            row("o3", 7_000, what="forces in the west", on="2021-10-10"),
        ]
        assert verdicts(found(clause("ceiling", TROOPS), rows)) == ["complied", "exceeded", "complied"]

    def test_a_newer_figure_stands_in_place_of_the_older(self):
        rows = [
            row("o1", 8_000, on="2021-09-01", until="2021-09-30"),
            row("o2", 9_000, on="2021-09-10"),
        ]
        assert verdicts(found(clause("ceiling", TROOPS), rows)) == ["complied", "complied"]

    @pytest.mark.parametrize(("east", "said"), [(8_000, "near threshold"), (9_000, "exceeded")])
    def test_a_baseline_is_the_whole_count_of_its_day(self, east: float, said: str):
        limit = replace(clause("baseline"), baseline=day("2021-01-01"))
        rows = [
            row("o1", 8_000, what="east", on="2021-01-01"),
            row("o2", 7_000, what="west", on="2021-01-01"),
            row("o3", east, what="east", on="2021-06-01"),
            row("o4", 7_000, what="west", on="2021-06-01"),
        ]
        assert verdicts(found(limit, rows)) == [said]

    def test_each_claimant_is_held_to_their_own_baseline(self):
        limit = replace(clause("baseline"), baseline=day("2021-01-01"))
        rows = [
            row("o1", 176, on="2021-01-01"),
            row("o2", 4_000, on="2021-01-01", claimant="Southland"),
            row("o3", 170, on="2021-06-01"),
            row("o4", 4_500, on="2021-06-02", claimant="Southland"),
        ]
        assert [(one.verdict, one.limit) for one in found(limit, rows)] == [
            ("near threshold", 176),
            ("exceeded", 4_000),
        ]

    def test_a_phase_without_a_count_since_its_day_is_not_observable(self):
        limit = clause(
            "phase",
            Step(from_=day("2021-01-01"), until=day("2021-06-30"), value=50, unit="tanks"),
            Step(from_=day("2021-07-01"), value=10, unit="tanks"),
        )
        one, two = found(limit, [row("o1", 40, "tanks", on="2021-02-01")])
        assert (one.verdict, two.verdict, two.first) == ("complied", "not observable", day("2021-07-01"))

    def test_a_phase_of_the_other_side_is_not_held_against_this_one(self):
        limit = clause("phase", Step(from_=day("2023-01-01"), value=10, unit="tanks", for_=SOUTH))
        assert found(limit) == ()

    def test_a_window_is_told(self):
        limit = replace(clause("ceiling", Step(value=9, unit="flights")), window=Window(span="calendar"))
        (one,) = found(limit, [row("o1", 4, "flights", on="2022-01-05")], as_of="2022-02-01")
        assert one.says.endswith("(from 2022-01-01 to 2022-12-31; the period is not over).")


class TestExercises:
    @pytest.mark.parametrize(
        ("size", "said"), [(8_999, "near threshold"), (9_000, "exceeded"), (12_000, "exceeded")]
    )
    def test_a_threshold_that_is_just_reached_is_reached(self, size: float, said: str):
        limit = replace(NOTICE, evidence=COMPLETE)
        assert verdicts(found(limit, [row("o1", size)])) == [said]
        seen = [row("o1", size, observers=False)]
        assert verdicts(found(clause("observation", Step(value=9_000, unit="troops")), seen)) == [said]

    def test_a_lead_to_be_agreed_is_no_breach(self):
        limit = clause("advance-notice", Step(unit="days"), Step(value=9_000, unit="troops"))
        (one,) = found(limit, [row("o1", 12_800)])
        assert one.verdict == "undecided"
        assert one.says.endswith("how long before it notice is due is to be agreed.")

    @pytest.mark.parametrize(
        ("notified", "told"),
        [("2021-09-13", "3 days after it began"), ("2021-09-10", "on the day it began")],
    )
    def test_notice_after_the_first_day_is_told_as_that(self, notified: str, told: str):
        (one,) = found(NOTICE, [row("o1", 12_000, notified=notified)])
        assert f"announced {told}, against 42 days." in one.says

    def test_claimants_who_differ_on_the_day_of_notice_leave_it_open(self):
        rows = [
            row("o1", 12_000, notified="2021-07-01"),
            row("o2", 12_000, notified="2021-09-01", claimant="Southland"),
        ]
        assert verdicts(found(NOTICE, rows)) == ["undecided"]

    @pytest.mark.parametrize(("as_of", "said"), [("2021-08-05", "undecided"), ("2021-08-20", "exceeded")])
    def test_a_first_day_known_to_the_month_leaves_the_day_of_notice_open(self, as_of: str, said: str):
        limit = replace(NOTICE, evidence=COMPLETE)
        vague = replace(row("o1", 12_000, on="2021-09-01"), dated="month")
        assert verdicts(found(limit, [vague], as_of=as_of)) == [said]

    def test_vague_words_of_a_size_are_read_both_ways(self):
        vague = Step(value=13_000, low=9_000, high=20_000, unit="troops", reading="our reading")
        assert verdicts(found(clause("exercise-size", vague), [row("o1", 12_000)])) == ["undecided"]
        assert verdicts(found(clause("exercise-size", vague), [row("o1", 21_000)])) == ["exceeded"]

    def test_parts_told_by_two_are_not_added_twice(self):
        rows = [
            row(f"{who}{n}", 6_000, what=f"part {n}", part_of="whole", claimant=who)
            for n in (1, 2)
            for who in ("Northland", "Southland")
        ]
        limit = clause("exercise-size", TROOPS)
        (one,) = [
            each
            for each in found(limit, [*rows, row("o9", unit="tanks", what="whole")])
            if "whole" in each.id
        ]
        assert one.value
        assert (one.verdict, one.value.best) == ("complied", 12_000)

    @pytest.mark.parametrize(("until", "said"), [("2021-09-10", "complied"), (None, "undecided")])
    def test_an_activity_whose_last_day_is_not_on_record_has_no_length(self, until: str | None, said: str):
        limit = clause("exercise-duration", Step(value=3, unit="days"))
        (one,) = found(limit, [row("o1", 1, until=until)])
        assert one.verdict == said
        assert ("its last day not on record" in one.says) == (until is None)

    def test_observers_where_no_size_is_named(self):
        (one,) = found(clause("observation"), [row("o1", 5, observers=True)])
        assert one.says.endswith("(Northland: 5 troops): observers were invited.")


class TestDistances:
    @pytest.mark.parametrize(("who", "said"), [(NORTH, "complied"), (SOUTH, "exceeded")])
    def test_a_claim_is_held_against_the_width_of_the_holder(self, who: str, said: str):
        widths = (Place(zone="line", km=10, for_=NORTH), Place(zone="line", km=40, for_=SOUTH))
        claim = replace(row("o1", 25, "km", by=who), zone="line")
        limit = replace(clause("keep-out"), where=widths)
        assert verdicts(found(limit, [claim], holder=who)) == [said]


class TestClocks:
    @pytest.mark.parametrize(("answered", "said"), [("2022-01-11", "complied"), ("2022-01-12", "exceeded")])
    def test_days_are_counted_by_the_day(self, answered: str, said: str):
        acts = [
            act("a1", "request", "2022-01-01"),
            act("a2", "answer", answered, by=NORTH, to=SOUTH, answers="a1"),
        ]
        assert verdicts(found(clause("response-clock", Step(value=10, unit="days")), acts=acts)) == [said]

    def test_the_end_of_a_month_does_not_move(self):
        limit = replace(
            clause("data-exchange", Step(from_=day("2021-01-31"), unit="exchanges")),
            every_months=1, evidence=COMPLETE,
        )  # fmt: skip
        days = [str(one.first) for one in found(limit, as_of="2021-03-01")]
        assert days == ["2021-01-31", "2021-02-28", "2021-03-31"]

    @pytest.mark.parametrize(("given", "said"), [("2020-12-10", "complied"), ("2021-01-05", "exceeded")])
    def test_an_exchange_is_judged_where_no_first_day_is_named(self, given: str, said: str):
        limit = replace(clause("data-exchange"), due="12-15")
        acts = [act("a1", "data-exchange", given, by=NORTH, to=SOUTH)]
        (one, *_) = found(limit, acts=acts, as_of="2021-06-01")
        assert (one.first, one.verdict) == (day("2020-12-15"), said)


class TestPowers:
    @pytest.mark.parametrize(("power", "said"), [("terminate", "complied"), ("resume", "undecided")])
    def test_who_terminates_uses_the_power_to_terminate(self, power: PowerKind, said: str):
        limit = replace(clause("withdrawal"), on_breach=(Power(power=power),))
        gone = act("a1", "termination", "2021-01-01", by=NORTH, to=SOUTH)
        assert verdicts(found(limit, acts=[gone])) == [said]


class TestStates:
    YEAR = replace(LIMIT, window=Window(span="calendar"))

    def verdict_from(self, first: str, *days: str) -> str:
        rows = tuple(row(f"o{n}", 6_000, what="flights", on=on) for n, on in enumerate(days))
        return verdict(checked(replace(agreement(self.YEAR), from_=day(first)), rows))

    @pytest.mark.parametrize(
        ("first", "said"),
        [("2021-03-01", "exceeded"), ("2021-06-15", "undecided"), ("2021-12-01", "not in force")],
    )
    def test_a_period_that_began_before_the_agreement(self, first: str, said: str):
        assert self.verdict_from(first, "2021-06-01", "2021-07-01") == said

    @pytest.mark.parametrize("named", ["out", None])
    def test_a_withdrawal_ends_every_duty_after_its_notice(self, named: str | None):
        leave = replace(
            clause("withdrawal", id="out"),
            on_breach=(Power(power="withdraw", target="agreement", notice_days=180),),
        )
        for on, said in (("2021-01-01", "exceeded"), ("2020-11-01", "not in force")):
            gone = act("a1", "termination", on, by=SOUTH, to=NORTH, clause=named)
            both = (OVER, replace(OVER, id="o2", by=SOUTH))
            result = checked(agreement(LIMIT, leave), both, acts=(gone,))
            assert [verdict(result, who) for who in (NORTH, SOUTH)] == [said, said]

    def test_a_step_out_does_not_excuse_itself(self):
        stop = replace(clause("suspension", id="stop"), on_breach=(Power(power="suspend", after_days=30),))
        acts = (
            act("a1", "meeting", "2021-05-01", clause="stop"),
            act("a2", "suspension", "2021-05-10", by=NORTH, to=SOUTH, clause="stop"),
        )
        assert verdict(checked(agreement(stop), (), acts), clause="stop") == "exceeded"

    @pytest.mark.parametrize("state", ["complied", "exceeded"])
    def test_a_condition_that_nobody_saw_decides_nothing(self, state: State):
        limit = replace(LIMIT, while_=(Guard(clause="c0", state=state),))
        quiet = clause("ban", counts=Counted(what=("attack",)), id="c0")
        for clauses in ((quiet, limit), (limit, quiet)):
            assert verdict(checked(agreement(*clauses))) == "undecided"

    @pytest.mark.parametrize(
        ("notified", "said"), [("2021-01-01", "complied"), ("2021-05-30", "exceeded"), (None, "undecided")]
    )
    def test_an_exception_by_notice_wherever_it_stands(self, notified: str | None, said: str):
        limit = replace(LIMIT, unless=(Excuse(clause="n1"),))
        notice = replace(NOTICE, id="n1")
        rows = (replace(OVER, notified=day(notified) if notified else None),)
        for clauses in ((notice, limit), (limit, notice)):
            assert verdict(checked(agreement(*clauses), rows)) == said

    def test_what_is_exempt_in_part_is_not_a_breach_yet(self):
        limit = replace(LIMIT, unless=(Excuse(what=("relief",)),))
        rows = (OVER, replace(OVER, id="o2", what="relief convoy", value=3_000.0))
        assert verdict(checked(agreement(limit), rows)) == "undecided"

    @pytest.mark.parametrize(
        ("to", "until", "said"),
        [
            (NORTH, "2021-06-30", "complied"),
            (NORTH, "2021-06-10", "undecided"),
            (NORTH, "2021-05-30", "exceeded"),
            ("east", "2021-06-30", "exceeded"),
        ],
    )
    def test_consent_covers_whom_and_how_long_it_says(self, to: str, until: str, said: str):
        limit = replace(LIMIT, unless=(Excuse(consent=True),))
        rows = (replace(OVER, until=day("2021-06-20")),)
        given = act("a1", "consent", "2021-01-01", by=SOUTH, to=to, until=until)
        assert verdict(checked(agreement(limit), rows, (given,))) == said


class TestFaultyRows:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"value": None, "low": 20_000.0, "high": 9_000.0},
            {"value": float("nan")},
            {"value": -5.0},
            {"until": day("2021-05-01")},
        ],
        ids=["ends changed", "no number", "negative", "backwards"],
    )
    def test_a_faulty_row_is_told_and_not_judged(self, wrong: dict[str, object]):
        bad = replace(OVER, id="o2", date=day("2021-07-01"), **wrong)
        found = [one for one in checked(agreement(LIMIT), (OVER, bad)).findings if one.holder == NORTH]
        assert [(one.verdict, one.rows) for one in found] == [
            ("exceeded", ("o1",)),
            ("data fault", ("o2",)),
        ]
        assert found[1].value is None
        assert "not judged. o2: forces" in found[1].says

    @pytest.mark.parametrize(
        ("other", "said"),
        [({}, "complied"), ({"source": "paper"}, "complied"), ({"value": 12_000.0}, "undecided")],
        ids=["one row twice", "one figure in two papers", "two figures for one thing"],
    )
    def test_one_figure_told_twice_is_not_added_to_itself(self, other: dict[str, object], said: str):
        once = replace(OVER, value=6_000.0)
        again = replace(once, id="o2", **other)
        assert verdict(checked(agreement(LIMIT), (once, again))) == said

    def test_a_threshold_in_a_unit_without_a_figure_is_open(self):
        limit = clause("observation", TANKS, Step(value=500, unit="vehicles"))
        for tanks, said in ((290, "undecided"), (300, "exceeded")):
            (one,) = found(limit, [row("o1", tanks, "tanks", observers=False)])
            assert one.verdict == said
            assert ("(no figure on record for vehicles)" in one.says) == (said == "undecided")
