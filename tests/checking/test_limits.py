"""Each kind of limit on small records, as an officer would read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from checking.made import NORTH, SOUTH, act, clause, day, found, row, verdicts
from detente.case.agreements import Counted, EvidenceRule, Place, Power, Step, Window
from detente.checking.seen import Approach

TROOPS = Step(value=13_000, unit="troops")
NEAR = "near threshold"


class TestCounts:
    def test_a_ceiling_day_by_day(self):
        rows = [
            row("o1", 9_000, on="2021-01-01"),
            row("o2", 13_500, on="2021-02-01"),
            row("o3", 12_900, on="2021-03-01"),
        ]
        assert verdicts(found(clause("ceiling", TROOPS), rows)) == ["complied", "exceeded", NEAR]

    def test_parts_of_a_figure_that_is_there_are_not_added_to_it(self):
        rows = [
            row("o1", 127_000, what="forces"),
            row("o2", 106_000, what="forces", part_of="o1"),
            row("o3", 21_000, what="forces", part_of="o1"),
        ]
        (one,) = found(clause("ceiling", Step(value=130_000, unit="troops")), rows)
        assert one.value
        assert one.value.best == 127_000
        assert one.verdict == NEAR

    def test_figures_of_one_claimant_for_one_day_add_up_and_those_of_two_do_not(self):
        rows = [
            row("o1", 8_000, what="forces in the east"),
            row("o2", 7_000, what="forces in the west"),
            row("o3", 9_000, what="forces in the east", claimant="Southland"),
        ]
        (one,) = found(clause("ceiling", TROOPS), rows)
        assert [(each.label, each.value.best, each.verdict) for each in one.readings] == [
            ("Northland", 15_000, "exceeded"),
            ("Southland", 9_000, "complied"),
        ]
        assert one.verdict == "undecided"

    def test_a_counting_rule_is_told_beside_the_figure(self):
        limit = clause("ceiling", TROOPS, counts=Counted(counting="permanent and rotational forces"))
        (one,) = found(limit, [replace(row("o1", 176), counting="permanent assignments only")])
        assert one.notes == (
            "The clause counts permanent and rotational forces. o1 counts permanent assignments only.",
        )

    def test_a_class_of_missiles_is_told_with_its_range(self):
        limit = clause("ban", counts=Counted(what=("missiles",), range_km=(500.0, 1000.0)))
        (one,) = found(limit, [row("o1", 3, "missiles", what="missiles of a new kind")])
        assert one.notes == ("The clause counts ranges from 500 to 1000 km. o1 counts what is not said.",)

    def test_rows_surely_below_the_least_do_not_count(self):
        limit = clause("exercise-duration", Step(value=5, unit="days"), counts=Counted(least=10))
        rows = [
            row("o1", 9, until="2021-09-30"),
            row("o2", 9, about=True, what="b", until="2021-09-30", high=12),
        ]
        assert [one.rows for one in found(limit, rows)] == [("o2",)]

    def test_one_bomber_counts_as_one_warhead(self):
        limit = clause(
            "ceiling", Step(value=1_550, unit="warheads"),
            counts=Counted(unit=("warheads", "bombers"), factor=(("bombers", 1.0),)),
        )  # fmt: skip
        rows = [row("o1", 1_500, "warheads", what="on missiles"), row("o2", 60, "bombers", what="bombers")]
        (one,) = found(limit, rows)
        assert one.value
        assert one.value.best == 1_560
        assert one.verdict == "exceeded"

    def test_phases_have_their_own_values(self):
        steps = (
            Step(until=day("2021-12-31"), value=15_000, unit="troops"),
            Step(from_=day("2022-01-01"), value=13_000, unit="troops"),
        )
        rows = [row("o1", 14_000, on="2021-12-31"), row("o2", 14_000, on="2022-01-01")]
        assert verdicts(found(clause("ceiling", *steps), rows)) == ["complied", "exceeded"]

    def test_a_sum_over_any_thirty_days(self):
        limit = replace(
            clause("ceiling", Step(value=10, unit="sorties")), window=Window(span="sliding", days=30)
        )
        rows = [
            row(f"o{n}", 4, "sorties", on=on)
            for n, on in enumerate(["2021-01-01", "2021-01-20", "2021-01-30", "2021-03-15"])
        ]
        assert verdicts(found(limit, rows)) == ["complied", "complied", "exceeded", "complied"]

    def test_a_ban_is_broken_by_presence_without_a_number(self):
        limit = clause("ban", counts=Counted(what=("launchers",)))
        assert verdicts(found(limit, [row("o1", None, "launchers", what="launchers in the zone")])) == [
            "exceeded"
        ]
        assert verdicts(found(limit, [row("o1", 0, "launchers", what="launchers in the zone")])) == [
            "complied"
        ]

    def test_a_baseline_is_the_last_count_up_to_its_day(self):
        limit = replace(clause("baseline", counts=Counted(unit=("troops",))), baseline=day("1997-05-27"))
        rows = [
            row("o1", 900, on="1996-12-31"),
            row("o2", 1_000, on="1997-05-01"),
            row("o3", 4_000, on="2021-12-31"),
        ]
        (one,) = found(limit, rows)
        assert (one.limit, one.verdict) == (1_000, "exceeded")
        assert verdicts(found(limit, rows[2:])) == ["undecided"]

    def test_a_phase_is_not_due_before_its_day(self):
        limit = clause("phase", Step(from_=day("2022-06-01"), value=0, unit="tanks"))
        assert verdicts(found(limit, [row("o1", 40, "tanks")], as_of="2022-05-31")) == ["not yet due"]
        assert verdicts(found(limit, [row("o1", 40, "tanks", on="2022-06-02")], as_of="2022-06-30")) == [
            "exceeded"
        ]

    def test_a_limit_to_be_agreed_decides_nothing(self):
        assert verdicts(found(clause("ceiling", Step(unit="troops")), [row("o1", 5)])) == ["undecided"]


class TestExercises:
    def test_just_below_the_threshold_is_said(self):
        (one,) = found(clause("exercise-size", TROOPS), [row("o1", 12_800, until="2021-09-16")])
        assert one.verdict == NEAR
        assert one.margin == (200, 200)
        assert (
            one.says
            == "exercise one, 2021-09-10 to 2021-09-16 (Northland: 12,800 troops), against 13,000 troops."
        )

    def test_one_exercise_declared_as_three_is_added_up(self):
        rows = [row(f"o{n}", 6_000, what=f"exercise part {n}", part_of="exercise whole") for n in (1, 2, 3)]
        whole = row("o9", None, "tanks", what="exercise whole")
        by_name = {
            one.id.split(":")[-1]: one for one in found(clause("exercise-size", TROOPS), [*rows, whole])
        }
        assert by_name["exercise-part-1"].verdict == "complied"
        assert by_name["exercise-whole"].verdict == "exceeded"
        assert [one.label for one in by_name["exercise-whole"].readings] == ["linked parts added up"]

    def test_any_threshold_makes_notice_due(self):
        limit = clause(
            "advance-notice",
            Step(value=42, unit="days"),
            Step(value=9_000, unit="troops"),
            Step(value=250, unit="tanks"),
        )
        rows = [row("o1", 5_000), row("o2", 290, "tanks", notified="2021-08-20")]
        (one,) = found(limit, rows)
        assert (one.verdict, one.limit) == ("exceeded", 42)
        assert one.says.endswith("announced 21 days before it began, against 42 days.")

    @pytest.mark.parametrize(
        ("size", "notified", "complete", "verdict"),
        [
            (8_000, None, True, "complied"),
            (12_000, "2021-07-01", False, "complied"),
            (12_000, None, False, "undecided"),
            (12_000, None, True, "exceeded"),
            (12_000, "2021-09-09", False, "exceeded"),
        ],
    )
    def test_notice_given_missing_or_not_on_record(
        self, size: float, notified: str | None, complete: bool, verdict: str
    ):
        limit = clause("advance-notice", Step(value=42, unit="days"), Step(value=9_000, unit="troops"))
        limit = replace(limit, evidence=EvidenceRule(complete=complete))
        assert verdicts(found(limit, [row("o1", size, notified=notified)])) == [verdict]

    def test_before_the_day_notice_is_not_yet_due(self):
        limit = clause("advance-notice", Step(value=42, unit="days"), Step(value=9_000, unit="troops"))
        assert verdicts(found(limit, [row("o1", 12_000, on="2021-09-10")], as_of="2021-07-01")) == [
            "not yet due"
        ]

    def test_a_size_nobody_agrees_on_leaves_a_missing_notice_undecided(self):
        limit = clause("advance-notice", Step(value=42, unit="days"), Step(value=9_000, unit="troops"))
        limit = replace(limit, evidence=EvidenceRule(complete=True))
        rows = [row("o1", high=9_000), row("o2", 30_000, claimant="Southland")]
        assert verdicts(found(limit, rows)) == ["undecided"]

    @pytest.mark.parametrize(
        ("size", "observers", "verdict"),
        [
            (12_800, None, NEAR),
            (14_000, True, "complied"),
            (14_000, False, "exceeded"),
            (14_000, None, "undecided"),
        ],
    )
    def test_observers_are_due_from_the_threshold(self, size: float, observers: bool | None, verdict: str):
        assert verdicts(found(clause("observation", TROOPS), [row("o1", size, observers=observers)])) == [
            verdict
        ]

    def test_how_many_a_year_and_what_may_be_one_more(self):
        limit = replace(
            clause(
                "exercise-frequency", Step(value=1, unit="activities"), Step(value=40_000, unit="troops")
            ),
            window=Window(span="calendar", years=2, start=2020),
        )
        rows = [
            row("o1", 50_000, what="exercise a", on="2020-05-01"),
            row("o2", low=30_000, high=60_000, what="exercise b", on="2021-06-01"),
            row("o3", 45_000, what="exercise c", on="2022-01-10"),
        ]
        one, two = found(limit, rows)
        assert (one.first, one.last, one.verdict) == (day("2020-01-01"), day("2021-12-31"), "undecided")
        assert (two.first, two.verdict) == (day("2022-01-01"), "complied")
        assert "1 above the size (exercise a) and perhaps 1 more (exercise b)" in one.says

    def test_at_most_so_many_at_once(self):
        limit = clause("exercise-simultaneity", Step(value=1, unit="activities"), TROOPS)
        rows = [
            row("o1", 20_000, what="exercise a", on="2021-05-01", until="2021-05-10"),
            row("o2", 20_000, what="exercise b", on="2021-05-05", until="2021-05-07"),
            row("o3", 20_000, what="exercise c", on="2021-06-05", until="2021-06-07"),
        ]
        assert [one.verdict == "exceeded" for one in found(limit, rows)] == [False, True, False]

    def test_a_stay_of_twenty_two_days_with_both_ends_included(self):
        limit = clause("exercise-duration", Step(value=21, unit="days"))
        assert verdicts(found(limit, [row("o1", 1, on="2021-05-01", until="2021-05-21")])) != ["exceeded"]
        assert verdicts(found(limit, [row("o1", 1, on="2021-05-01", until="2021-05-22")])) == ["exceeded"]

    def test_days_known_to_the_month_leave_the_length_open(self):
        limit = clause("exercise-duration", Step(value=21, unit="days"))
        vague = replace(row("o1", 1, on="2021-05-01", until="2021-06-01"), dated="month")
        assert verdicts(found(limit, [vague])) == ["undecided"]


class TestClocks:
    CLOCK = clause("response-clock", Step(value=48, unit="hours"))

    @pytest.mark.parametrize(
        ("asked", "answered", "verdict"),
        [
            ("10:00Z", ("2022-02-13", "09:59Z"), "complied"),
            ("10:00Z", ("2022-02-13", "10:01Z"), "exceeded"),
            (None, ("2022-02-12", None), "complied"),
            (None, ("2022-02-13", None), "undecided"),
            (None, ("2022-02-15", None), "exceeded"),
        ],
    )
    def test_answers_by_the_hour_and_by_the_day(
        self, asked: str | None, answered: tuple[str, str | None], verdict: str
    ):
        acts = [
            act("a1", "request", "2022-02-11", time=asked),
            act("a2", "answer", answered[0], by=NORTH, to=SOUTH, time=answered[1], answers="a1"),
        ]
        assert verdicts(found(self.CLOCK, acts=acts)) == [verdict]

    def test_silence_after_the_time_is_a_breach_where_it_is_on_record(self):
        acts = [
            act("a1", "request", "2022-02-11"),
            act("a2", "no-answer", "2022-02-14", by=NORTH, answers="a1"),
        ]
        (one,) = found(self.CLOCK, acts=acts)
        assert one.verdict == "exceeded"
        assert one.rows == ("a1", "a2")

    def test_silence_without_a_record_is_undecided_and_before_the_time_not_due(self):
        asked = [act("a1", "request", "2022-02-11")]
        assert verdicts(found(self.CLOCK, acts=asked, as_of="2022-02-20")) == ["undecided"]
        assert verdicts(found(self.CLOCK, acts=asked, as_of="2022-02-12")) == ["not yet due"]

    def test_a_request_to_the_other_side_is_not_held_against_this_one(self):
        assert found(self.CLOCK, acts=[act("a1", "request", "2022-02-11", by=NORTH, to=SOUTH)]) == ()

    def test_a_yearly_exchange_given_late_missing_and_not_yet_due(self):
        limit = replace(
            clause("data-exchange", Step(from_=day("2019-01-01"), unit="exchanges")),
            due="12-15", evidence=EvidenceRule(complete=True),
        )  # fmt: skip
        acts = [
            act("a1", "data-exchange", "2019-12-10", by=NORTH, to=SOUTH),
            act("a2", "data-exchange", "2021-01-03", by=NORTH, to=SOUTH),
        ]
        given, late, due = found(limit, acts=acts, as_of="2021-06-01")
        assert given.verdict == "complied"
        assert late.verdict == "exceeded"
        assert (due.first, due.verdict) == (day("2021-12-15"), "not yet due")
        assert "19 days late" in late.says

    def test_a_refusal_counts_only_while_the_quota_is_not_used_up(self):
        limit = replace(
            clause("inspection-quota", Step(value=3, unit="inspections")), window=Window(span="calendar")
        )
        done = [act(f"a{n}", "inspection", f"2021-0{n}-01") for n in (1, 2)]
        early = act("a8", "refusal", "2021-02-15", by=NORTH, to=SOUTH)
        third, late = (
            act("a3", "inspection", "2021-05-01"),
            act("a9", "refusal", "2021-06-01", by=NORTH, to=SOUTH),
        )
        assert verdicts(found(limit, acts=[*done, early])) == ["exceeded"]
        assert verdicts(found(limit, acts=[*done, third, late])) == ["complied"]


class TestDistances:
    LIMIT = replace(clause("keep-out", Step(value=50, unit="km")), where=(Place(zone="line", km=50),))

    def approach(self, best: float, sigma: float, *, passed: bool, seconds: float = 0) -> Approach:
        at = dt.datetime(2021, 11, 1, 12)
        return Approach(
            "bomber 1", NORTH, None, at, at + dt.timedelta(minutes=20), "line", 50, best - sigma, best, best + sigma,
            seconds, passed, None, ("t1",), ("book",), ("a gap of 1,858 s could hide an approach",),
        )  # fmt: skip

    def test_a_nearest_fix_within_its_error_is_no_breach(self):
        (one,) = found(self.LIMIT, approaches=[self.approach(49.5, 2, passed=False)])
        assert one.verdict == "undecided"
        assert one.could_have == ("a gap of 1,858 s could hide an approach",)

    def test_dwell_and_margin_make_it_one(self):
        (one,) = found(self.LIMIT, approaches=[self.approach(44, 2, passed=True, seconds=1_200)])
        assert one.verdict == "exceeded"
        assert "beyond it for 1200 seconds in a row" in one.says

    def test_a_claimed_distance_is_told_as_a_claim(self):
        limit = replace(clause("keep-out", Step(value=50, unit="km")))
        (one,) = found(limit, [row("o89", 20, "km", what="least distance", claimant="Southland")])
        assert one.verdict == "exceeded"
        assert one.notes[0].startswith("A claim, not a track")


class TestPowers:
    def test_consent_by_the_others_with_a_last_day(self):
        limit = clause("consent")
        given = act("a1", "consent", "2021-01-01", by=SOUTH, to=NORTH, until="2021-12-31")
        assert verdicts(found(limit, acts=[given])) == ["complied"]
        assert verdicts(found(limit, acts=[replace(given, until=None)])) == ["undecided"]

    def test_suspension_before_consultations_are_over(self):
        limit = replace(clause("suspension"), on_breach=(Power(power="suspend", after_days=30),))
        talks = act("a1", "meeting", "2021-12-20", by=SOUTH, to=NORTH)
        stop = act("a2", "suspension", "2022-01-05", by=NORTH, to=SOUTH)
        assert verdicts(found(limit, acts=[talks, stop])) == ["exceeded"]
        assert verdicts(found(limit, acts=[replace(talks, date=day("2021-12-01")), stop])) == ["complied"]
        assert verdicts(found(limit, acts=[stop])) == ["undecided"]
