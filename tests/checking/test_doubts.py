"""What keeps an agreement from being checked, whatever was done."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.acts import Act, Observation
from detente.case.agreements import (
    EACH,
    Agreement,
    Clause,
    Counted,
    EvidenceRule,
    Excuse,
    LimitKind,
    Modality,
    Place,
    Provenance,
    Step,
)
from detente.case.case import Case
from detente.case.parties import Party
from detente.case.zones import Zone
from detente.checking.doubts import DOUBTS, doubts_of

from .made import NORTH, SOUTH, act, agreement, clause, row

BOATS = Counted(what=("boats",), unit=("boats",))
TEN = Step(value=10, unit="boats")


def lake(rows: tuple[Observation, ...] = (), acts: tuple[Act, ...] = ()) -> Case:
    """Two states, a shore that is a line, and a bay."""
    shore = Zone(
        id="shore", name="Shore", boundary="drawn", geometry={"type": "LineString", "coordinates": []}
    )
    bay = Zone(id="bay", name="Bay", boundary="drawn", geometry={"type": "Polygon", "coordinates": []})
    parties = (Party(id=NORTH, name="Northland"), Party(id=SOUTH, name="Southland"))
    return Case(
        id="lake",
        title="Lake",
        parties=parties,
        measures=(),
        zones=(shore, bay),
        observations=rows,
        acts=acts,
    )


SEEN = (
    row("o1", 8, "boats", what="boats", by=NORTH),
    row("o2", 9, "boats", what="boats", by=SOUTH),
)


def ceiling(value: float | None = 10, id: str = "c1", kind: LimitKind = "ceiling") -> Clause:
    return clause(kind, Step(value=value, unit="boats"), counts=BOATS, id=id)


def doubted(kind: str, pact: Agreement, case: Case | None = None) -> list[str]:
    return [one.says for one in DOUBTS[kind](pact, case or lake(SEEN))]


def test_a_clause_that_binds_each_and_has_its_data_leaves_no_doubt() -> None:
    assert doubts_of(agreement(ceiling()), lake(SEEN)) == ()


@pytest.mark.parametrize("kind", DOUBTS)
def test_every_kind_of_doubt_is_told_under_its_name(kind: str) -> None:
    bad = replace(
        ceiling(None, "bad"),
        binds=(NORTH,),
        counts=Counted(what=("rafts",)),
        where=(Place(zone="nowhere"), Place(zone="shore")),
        source=Provenance(document="x", known="memory"),
        within="c1",
    )
    off = replace(
        clause("keep-out"), id="off", where=(Place(zone="bay", km=1),), evidence=EvidenceRule(sigma_km=2)
    )
    may = replace(ceiling(20, "may"), modality="may")
    part = replace(ceiling(12, "part"), within="c1")
    pact = replace(agreement(ceiling(), bad, off, may, part), parties=(NORTH, SOUTH, "east"))
    found = DOUBTS[kind](pact, lake(SEEN))
    assert found
    assert {one.kind for one in found} == {kind}
    assert all(one.says.endswith(".") for one in found)
    assert all(set(one.clauses) <= {each.id for each in pact.clauses} for one in found)


class TestMirrors:
    def test_who_is_not_bound_is_named(self) -> None:
        pact = agreement(replace(ceiling(), binds=(NORTH,)))
        assert doubted("missing mirror", pact) == [
            "Clause 1, Limit: binds north, and no clause of its kind binds south."
        ]

    def test_two_clauses_with_their_own_values_mirror_each_other(self) -> None:
        pact = agreement(replace(ceiling(10), binds=(NORTH,)), replace(ceiling(8, "c2"), binds=(SOUTH,)))
        assert doubted("missing mirror", pact) == []

    def test_a_clause_on_other_things_is_no_mirror(self) -> None:
        other = replace(ceiling(8, "c2"), binds=(SOUTH,), counts=Counted(what=("drones",)))
        assert len(doubted("missing mirror", agreement(replace(ceiling(), binds=(NORTH,)), other))) == 2


class TestFineness:
    @pytest.mark.parametrize(
        ("km", "sigma", "margin", "fine"),
        [
            (5, 1, 2, False), (2.01, 1, 2, False), (2, 1, 2, True),
            (1, 1, 0, True), (1.5, 1, 0, False), (1, None, 2, False),
        ],
    )  # fmt: skip
    def test_a_width_within_the_margin_can_never_be_broken(
        self, km: float, sigma: float | None, margin: float, fine: bool
    ) -> None:
        rule = EvidenceRule(sigma_km=sigma, margin_sigma=margin)
        one = replace(clause("keep-out"), where=(Place(zone="bay", km=km),), evidence=rule)
        assert bool(doubted("finer than the error", agreement(one))) is fine

    @pytest.mark.parametrize(("error", "fine"), [(0.15, True), (0.05, False), (0.02, False), (None, False)])
    def test_near_the_limit_within_the_error_of_the_counts(self, error: float | None, fine: bool) -> None:
        rows = tuple(replace(one, error=error) for one in SEEN)
        assert bool(doubted("finer than the error", agreement(ceiling()), lake(rows))) is fine

    def test_the_best_counts_decide(self) -> None:
        rows = (replace(SEEN[0], error=0.3), replace(SEEN[1], error=0.01))
        assert doubted("finer than the error", agreement(ceiling()), lake(rows)) == []

    @pytest.mark.parametrize(("time", "fine"), [(None, True), ("14:30Z", False)])
    def test_hours_are_counted_by_acts_with_an_hour(self, time: str | None, fine: bool) -> None:
        clock = clause("response-clock", Step(value=48, unit="hours"))
        asked = lake(acts=(act("a1", "request", "2022-02-11", time=time),))
        assert bool(doubted("finer than the error", agreement(clock), asked)) is fine


class TestContradictions:
    @pytest.mark.parametrize(("allowed", "clash"), [(20, True), (10.5, True), (10, False), (5, False)])
    def test_what_one_clause_allows_and_another_forbids(self, allowed: float, clash: bool) -> None:
        pact = agreement(ceiling(10), replace(ceiling(allowed, "c2"), modality="may", number="2"))
        found = doubted("cannot both be met", pact)
        assert bool(found) is clash
        assert not clash or found == [
            f"Clause 2, Limit: allows {allowed:g} boats of north and south, and clause 1 forbids more than 10 boats."
        ]

    def test_none_at_all_forbids_any(self) -> None:
        pact = agreement(clause("ban", counts=BOATS), replace(ceiling(1, "c2"), modality="must"))
        assert len(doubted("cannot both be met", pact)) == 1

    @pytest.mark.parametrize(
        "apart",
        [
            {"binds": (SOUTH,)},
            {"counts": Counted(what=("drones",), unit=("boats",))},
            {"where": (Place(zone="shore", km=3),)},
            {"limits": (Step(value=20, unit="ships"),)},
        ],
        ids=["other parties", "other things", "another place", "another unit"],
    )
    def test_clauses_that_do_not_meet_do_not_clash(self, apart: dict[str, object]) -> None:
        forbids = replace(ceiling(10), binds=(NORTH,), where=(Place(zone="bay"),))
        allows = replace(ceiling(20, "c2"), modality="may", binds=(NORTH,), where=(Place(zone="bay"),))
        assert len(doubted("cannot both be met", agreement(forbids, allows))) == 1
        assert doubted("cannot both be met", agreement(forbids, replace(allows, **apart))) == []  # type: ignore[arg-type]

    def test_an_exception_that_is_written_is_no_contradiction(self) -> None:
        forbids = replace(ceiling(10), unless=(Excuse(clause="c2"),))
        allows = replace(ceiling(20, "c2"), modality="may")
        assert doubted("cannot both be met", agreement(forbids, allows)) == []


class TestIdle:
    @pytest.mark.parametrize(("part", "idle"), [(12, True), (10, True), (9, False)])
    def test_a_part_as_large_as_the_whole(self, part: float, idle: bool) -> None:
        inner = replace(
            ceiling(part, "c2"), within="c1", counts=Counted(what=("boats with guns",), unit=("boats",))
        )
        assert bool(doubted("says nothing", agreement(ceiling(10), inner))) is idle

    def test_of_two_ceilings_on_one_thing_the_looser_adds_nothing(self) -> None:
        found = DOUBTS["says nothing"](agreement(ceiling(10), ceiling(8, "c2")), lake(SEEN))
        assert [one.clauses for one in found] == [("c1", "c2")]


class TestData:
    def test_for_whom_nothing_was_seen(self) -> None:
        assert doubted("no data", agreement(ceiling()), lake(SEEN[:1])) == [
            "Clause 1, Limit: the case has no observation of 'boats' for south."
        ]

    def test_rows_in_another_unit_are_no_data(self) -> None:
        rows = tuple(replace(one, unit="tons") for one in SEEN)
        assert len(doubted("no data", agreement(ceiling()), lake(rows))) == 1

    def test_a_clock_needs_a_request(self) -> None:
        clock = clause("response-clock", Step(value=48, unit="hours"))
        asked = lake(acts=(act("a1", "request", "2022-02-11"),))
        assert len(doubted("no data", agreement(clock), lake())) == 1
        assert doubted("no data", agreement(clock), asked) == []

    def test_a_right_needs_none(self) -> None:
        assert doubted("no data", agreement(clause("withdrawal")), lake()) == []


def test_a_line_without_a_width_is_to_be_agreed() -> None:
    one = replace(ceiling(), where=(Place(zone="shore"), Place(zone="bay")))
    assert doubted("to be agreed", agreement(one)) == [
        "Clause 1, Limit: how far from the line shore it holds is to be agreed."
    ]


def test_a_value_that_is_left_open_is_named_by_its_unit() -> None:
    assert doubted("to be agreed", agreement(ceiling(None))) == [
        "Clause 1, Limit: the value in boats is to be agreed."
    ]


KINDS = st.sampled_from(("ceiling", "ban", "phase", "exercise-size"))
MODES = st.sampled_from(("must", "must_not", "may"))


@given(st.lists(st.tuples(KINDS, MODES, st.integers(0, 5), st.booleans()), max_size=5), st.randoms())
def test_the_order_of_the_clauses_changes_no_doubt(
    drawn: list[tuple[LimitKind, Modality, int, bool]], shuffler: Random
) -> None:
    clauses = [
        replace(
            ceiling(value, f"c{n}", kind), modality=mode, binds=(NORTH,) if one else (EACH,), number=str(n)
        )
        for n, (kind, mode, value, one) in enumerate(drawn)
    ]
    mixed = shuffler.sample(clauses, len(clauses))
    for kind in ("cannot both be met", "missing mirror", "no data", "finer than the error"):
        told = doubted(kind, agreement(*clauses))
        assert sorted(told) == sorted(doubted(kind, agreement(*mixed)))
