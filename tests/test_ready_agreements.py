"""The ready agreements: each is read without a fault, and its figures are those that its sources give."""

# ruff: noqa: E501 - a table reads better with one figure a line

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest

from detente.case.agreements import Agreement, Clause
from detente.files.agreements import read_agreement, ready_agreements

NAMES = (
    "india-pakistan-1991", "inf-1987", "korea-2018", "minsk-2015", "montreux-1936", "new-start-2010",
    "vienna-document-2011",
)  # fmt: skip


@cache
def ready(name: str) -> Agreement:
    return read_agreement(ready_agreements()[name])


def test_the_ready_agreements_are_these() -> None:
    assert tuple(ready_agreements()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_is_read_without_faults_and_named_as_its_file(name: str) -> None:
    assert ready(name).id == name
    assert ready(name).ready is None
    assert len(ready(name).clauses) >= 5


STATE, OSCE, EXCHANGE = "state.gov fact sheet", "osce.org", "maanpuolustus.net"
FIGURES = [
    # agreement, clause, unit, value, from when, where it was read; "memory" where nobody has read it
    ("vienna-document-2011", "vd-notice", "days", 42, None, "memory"),
    ("vienna-document-2011", "vd-notice", "troops", 9000, None, "tellerreport.com"),
    ("vienna-document-2011", "vd-notice", "tanks", 250, None, "memory"),
    ("vienna-document-2011", "vd-notice", "armoured combat vehicles", 500, None, "memory"),
    ("vienna-document-2011", "vd-notice", "artillery pieces", 250, None, "memory"),
    ("vienna-document-2011", "vd-observers", "troops", 13000, None, "rferl.org 28733583"),
    ("vienna-document-2011", "vd-observers-equipment", "tanks", 300, None, "memory"),
    ("vienna-document-2011", "vd-observers-equipment", "armoured combat vehicles", 500, None, "memory"),
    ("vienna-document-2011", "vd-observers-equipment", "artillery pieces", 250, None, "memory"),
    ("vienna-document-2011", "vd-largest", "activities", 1, None, "memory"),
    ("vienna-document-2011", "vd-largest", "troops", 40000, None, "memory"),
    ("vienna-document-2011", "vd-large-a-year", "activities", 6, None, "memory"),
    ("vienna-document-2011", "vd-large-a-year", "troops", 13000, None, "memory"),
    ("vienna-document-2011", "vd-larger-a-year", "activities", 3, None, "memory"),
    ("vienna-document-2011", "vd-larger-a-year", "troops", 25000, None, "memory"),
    ("vienna-document-2011", "vd-at-once", "activities", 3, None, "memory"),
    ("vienna-document-2011", "vd-at-once", "troops", 13000, None, "memory"),
    ("vienna-document-2011", "vd-unusual-answer", "hours", 48, None, "defence-ua.com"),
    ("vienna-document-2011", "vd-unusual-meeting", "hours", 48, None, "defence-ua.com"),
    ("vienna-document-2011", "vd-inspections", "inspections", 3, None, "osce.org/de/mc/87615"),
    ("korea-2018", "guard-posts", "guard posts", 0, None, "koreaherald.com"),
    ("minsk-2015", "tanks", "km", 15, "2015-10-14", "eu.eot.su"),
    ("minsk-2015", "light-artillery", "km", 15, "2015-11-09", "eu.eot.su"),
    ("montreux-1936", "transit-tonnage", "tons", 15000, None, "mfa.gov.tr"),
    ("montreux-1936", "transit-ships", "ships", 9, None, "mfa.gov.tr"),
    ("montreux-1936", "black-sea-all", "tons", 45000, None, "mfa.gov.tr"),
    ("montreux-1936", "black-sea-one", "tons", 30000, None, "mfa.gov.tr"),
    ("montreux-1936", "black-sea-stay", "days", 21, None, "mfa.gov.tr"),
    ("montreux-1936", "notice-littoral", "days", 8, None, "blackseavisits.ru"),
    ("montreux-1936", "notice-others", "days", 15, None, "blackseavisits.ru"),
    ("india-pakistan-1991", "notice-border", "corps", 1, None, "stimson.org"),
    ("india-pakistan-1991", "notice-line", "divisions", 1, None, "stimson.org"),
    ("india-pakistan-1991", "notice-at-sea", "ships", 6, None, "stimson.org"),
    ("inf-1987", "ban-intermediate", "missiles", 0, "1991-06-01", "atomicarchive.com"),
    ("inf-1987", "ban-shorter", "missiles", 0, "1989-12-01", "atomicarchive.com"),
    ("new-start-2010", "deployed", "delivery vehicles", 700, "2018-02-05", "toanthua.com"),
    ("new-start-2010", "warheads", "warheads", 1550, "2018-02-05", "toanthua.com"),
    ("new-start-2010", "launchers", "launchers", 800, "2018-02-05", "toanthua.com"),
    ("new-start-2010", "inspections-deployed", "inspections", 10, None, "2009-2017.state.gov"),
    ("new-start-2010", "inspections-others", "inspections", 8, None, "2009-2017.state.gov"),
]  # fmt: skip


@pytest.mark.parametrize(("agreement", "clause", "unit", "value", "since", "read"), FIGURES)
def test_a_figure_is_that_of_its_source(
    agreement: str, clause: str, unit: str, value: float, since: str | None, read: str
) -> None:
    one = ready(agreement).clause(clause)
    begun = dt.date.fromisoformat(since) if since else None
    assert [(step.value, step.from_) for step in one.limits if step.unit == unit] == [(value, begun)]
    if read == "memory":
        assert one.source.known == "memory"
    else:
        assert read in (one.source.source or "")


WIDTHS = [
    # agreement, clause, zone, for whom, platform, km, where it was read
    ("korea-2018", "no-fly-fixed-wing", "mdl-east", None, "fixed-wing", 40, "mnd.go.kr"),
    ("korea-2018", "no-fly-fixed-wing", "mdl-west", None, "fixed-wing", 20, "mnd.go.kr"),
    ("korea-2018", "no-fly-rotary", "mdl-east", None, "rotary", 10, "mnd.go.kr"),
    ("korea-2018", "no-fly-rotary", "mdl-west", None, "rotary", 10, "mnd.go.kr"),
    ("korea-2018", "no-fly-unmanned", "mdl-east", None, "unmanned", 15, "mnd.go.kr"),
    ("korea-2018", "no-fly-unmanned", "mdl-west", None, "unmanned", 10, "mnd.go.kr"),
    ("korea-2018", "no-fly-balloons", "mdl-east", None, "balloon", 25, "mnd.go.kr"),
    ("korea-2018", "no-field-exercises", "mdl-west", None, None, 5, "mnd.go.kr"),
    ("korea-2018", "no-artillery", "mdl-east", None, None, 5, "mnd.go.kr"),
    ("minsk-2015", "buffer-artillery", "contact-line-2015", "ukraine", "artillery-100mm", 50 / 2, "unian.info"),
    ("minsk-2015", "buffer-artillery", "contact-line-2014", "armed-formations", "artillery-100mm", 50 / 2, "unian.info"),
    ("minsk-2015", "buffer-rockets", "contact-line-2015", "ukraine", "rocket-launcher", 70 / 2, "unian.info"),
    ("minsk-2015", "buffer-heavy-rockets", "contact-line-2014", "armed-formations", "tactical-missile", 140 / 2, "unian.info"),
    ("india-pakistan-1991", "none-within-5-km", "border", None, None, 5, "stimson.org"),
    ("india-pakistan-1991", "none-within-5-km", "line-of-control", None, None, 5, "stimson.org"),
    ("india-pakistan-1991", "notice-border", "border", None, None, 75, "stimson.org"),
    ("india-pakistan-1991", "air-10-km", "airspace-pakistan", "india", "bomber", 10, "dipakraj9801"),
    ("india-pakistan-1991", "air-10-km", "airspace-india", "pakistan", "fighter", 10, "dipakraj9801"),
]  # fmt: skip


@pytest.mark.parametrize(("agreement", "clause", "zone", "whom", "platform", "km", "read"), WIDTHS)
def test_a_width_is_that_of_its_source(
    agreement: str, clause: str, zone: str, whom: str | None, platform: str | None, km: float, read: str
) -> None:
    one = ready(agreement).clause(clause)
    places = [p for p in one.where if (p.zone, p.for_) == (zone, whom)]
    assert [place.km for place in places] == [km]
    assert platform is None or platform in places[0].of
    assert read in (one.source.source or "")


def test_the_class_of_1987_reaches_from_500_to_5500_km() -> None:
    inf = ready("inf-1987")
    assert inf.clause("ban-class").counts.range_km == (500, 5500)
    assert inf.clause("ban-shorter").counts.range_km == (500, 1000)
    assert inf.clause("ban-intermediate").counts.range_km == (1000, 5500)


def test_inspections_under_the_treaty_of_1987_fall_from_20_to_10_over_13_years() -> None:
    steps = ready("inf-1987").clause("short-notice").limits
    assert [(step.value, step.from_.year if step.from_ else 0) for step in steps] == [
        (20, 1988), (15, 1991), (10, 1996),
    ]  # fmt: skip
    assert steps[-1].until == dt.date(2001, 5, 31)


def test_a_heavy_bomber_counts_for_one_warhead() -> None:
    assert ready("new-start-2010").clause("warheads").counts.factor == {"warheads": 1, "heavy bombers": 1}


def test_a_clause_can_be_kept_in_a_set_whatever_it_counts() -> None:
    one = ready("new-start-2010").clause("warheads")
    other = replace(one, counts=replace(one.counts, factor={"warheads": 1, "heavy bombers": 2}))
    assert {one, other, one} == {one, other}
    assert one != other


def test_two_lines_of_reference_for_one_buffer() -> None:
    for name in ("buffer-artillery", "buffer-rockets", "buffer-heavy-rockets"):
        ours, theirs = ready("minsk-2015").clause(name).where
        assert (ours.for_, theirs.for_) == ("ukraine", "armed-formations")
        assert ours.zone != theirs.zone
        assert ours.km == theirs.km


EXCHANGES = [
    ("vienna-document-2011", "vd-exchange", "12-15", None, "read"),
    ("vienna-document-2011", "vd-calendar", "11-15", None, "memory"),
    ("new-start-2010", "exchange", None, 6, "read"),
]  # fmt: skip


@pytest.mark.parametrize(("agreement", "clause", "due", "months", "known"), EXCHANGES)
def test_data_are_due(agreement: str, clause: str, due: str | None, months: int | None, known: str) -> None:
    one = ready(agreement).clause(clause)
    assert (one.due, one.every_months, one.source.known) == (due, months, known)


def clauses() -> list[Clause]:
    return [clause for name in NAMES for clause in ready(name).clauses]


def test_every_clause_says_where_it_was_read_or_that_it_was_not() -> None:
    assert {clause.source.known for clause in clauses()} == {"read", "memory"}
    assert [one.id for one in clauses() if one.source.known == "read" and not one.source.source] == []


def test_every_figure_of_a_clause_that_was_read_stands_in_the_tables_above() -> None:
    told = {(clause, unit, float(value)) for _, clause, unit, value, _, _ in FIGURES}
    counted = {
        (one.id, step.unit, step.value)
        for one in clauses()
        for step in one.limits
        if step.value is not None and one.kind not in ("data-exchange",) and one.id != "short-notice"
    }  # fmt: skip
    assert counted - told == {("notice-line", "corps", 1.0)}, (
        "each division is beside a corps in one clause"
    )
