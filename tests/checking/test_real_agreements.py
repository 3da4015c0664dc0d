"""The real case held against its agreements: as a careful officer would put it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente import desk
from detente.case.agreements import Agreement
from detente.case.case import Case
from detente.checking.check import check
from detente.checking.doubts import doubts_of
from detente.checking.results import Finding

FOLDER = Path(__file__).resolve().parents[2] / "cases" / "us-russia-2022"
END = dt.date(2022, 3, 31)


@pytest.fixture(scope="module")
def case() -> Case:
    return desk.load(FOLDER)


def pact(case: Case, name: str) -> Agreement:
    return next(one for one in case.agreements if one.id == name)


def found(case: Case, agreement: str, clause: str, holder: str, as_of: dt.date = END) -> list[Finding]:
    every = check(pact(case, agreement), case, as_of=as_of).findings
    return sorted(
        (one for one in every if (one.clause, one.holder) == (clause, holder)), key=lambda one: one.first
    )


def vienna(case: Case, clause: str, holder: str, as_of: dt.date = END) -> list[Finding]:
    return found(case, "vienna-document-2011", clause, holder, as_of)


def test_the_case_holds_the_ready_agreement_without_a_copy(case: Case) -> None:
    text = (FOLDER / "agreements" / "vienna-document-2011.yaml").read_text("utf-8")
    assert "clauses:" not in text
    assert len(pact(case, "vienna-document-2011").clauses) == 7


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2022-02-12", "not yet due"), ("2022-02-14", "exceeded"), ("2022-03-31", "exceeded")],
)
def test_the_request_of_11_february_was_not_answered_in_48_hours(
    case: Case, day: str, verdict: str
) -> None:
    one = next(
        f
        for f in vienna(case, "vd-unusual-answer", "russia", dt.date.fromisoformat(day))
        if f.first == dt.date(2022, 2, 11)
    )
    assert one.rows[0] == "a23"
    assert one.verdict == verdict


def test_the_meeting_was_held_on_the_second_day_and_its_hour_is_not_known(case: Case) -> None:
    (one,) = vienna(case, "vd-unusual-meeting", "russia")
    assert set(one.rows) == {"a38", "a30"}
    assert one.verdict == "undecided"
    assert one.value is not None
    assert one.value.low <= 48 <= one.value.high


def test_whether_belarus_answered_the_baltic_states_is_not_on_record(case: Case) -> None:
    (one,) = vienna(case, "vd-unusual-answer", "belarus")
    assert (one.first, one.verdict, one.rows) == (dt.date(2022, 2, 10), "undecided", ("a22",))


def test_zapad_in_belarus_was_declared_just_below_the_size_for_observers(case: Case) -> None:
    one = next(f for f in vienna(case, "vd-observers", "belarus") if "o59" in f.rows)
    assert one.verdict == "near threshold"
    assert (one.value.best if one.value else None, one.limit) == (12_800, 13_000)
    assert one.margin == (200, 200)
    assert any("part of exercise zapad-2021" in note for note in one.notes)


def test_the_widest_count_is_told_beside_the_narrower_ones(case: Case) -> None:
    (wide,) = found(case, "ceilings-by-two-counts", "ukraine-all-personnel", "russia")
    assert wide.value is not None
    assert (wide.value.low, wide.value.high, wide.verdict) == (169_000, 190_000, "exceeded")
    assert any("National Guard and separatists" in note for note in wide.notes)
    narrow = found(case, "ceilings-by-two-counts", "ukraine-armed-forces", "russia")
    assert "o31" not in {row for one in narrow for row in one.rows}
    assert "exceeded" not in {one.verdict for one in narrow}
    day = next(one for one in narrow if one.first == dt.date(2022, 1, 28))
    assert {reading.value.best for reading in day.readings} == {100_000, 127_000}, (
        "land and sea not added twice"
    )


def test_the_ledger_of_poland_is_kept_by_two_counts(case: Case) -> None:
    (books,) = found(case, "ceilings-by-two-counts", "poland-permanent", "us")
    assert (books.value.best if books.value else None, books.limit) == (172, 176)
    assert books.verdict == "near threshold"
    (there,) = found(case, "ceilings-by-two-counts", "poland-present", "us")
    assert (there.verdict, there.rows) == ("undecided", ("o36",))
    assert "about 4,000 troops" in there.says
    assert "no count for 2021-12-31" in there.says


def test_what_nobody_agreed_says_so(case: Case) -> None:
    made = pact(case, "ceilings-by-two-counts")
    assert made.status == "draft"
    assert "nobody proposed or agreed" in (made.note or "")
    assert all(one.heading.startswith("Hypothetical") for one in made.clauses)


def test_what_is_known_from_memory_is_said(case: Case) -> None:
    doubts = doubts_of(pact(case, "vienna-document-2011"), case)
    (one,) = (d for d in doubts if d.kind == "from memory")
    assert set(one.clauses) == {"vd-notice", "vd-observers-equipment", "vd-largest", "vd-large-a-year"}


def test_every_row_that_an_act_or_a_part_names_is_there(case: Case) -> None:
    rows = {one.id for one in case.observations} | {one.what for one in case.observations}
    parts = [one.part_of for one in case.observations if one.part_of]
    assert len(parts) == 13
    assert set(parts) <= rows
