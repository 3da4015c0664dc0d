"""Every stance of the closed list either constrains what could be signed, or is only recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from detente.case.parties import Actor
from detente.case.statements import BINDING, Stance
from detente.signing.readings import Readings, read_statements
from detente.signing.space import build_space
from talks import talks


def readings(*said: str) -> Readings:
    case = talks("us ru", "m/us,ru:2 n/ru:1", *said)
    return read_statements(case, build_space(case))


def said_with(stance: str) -> str:
    return f"us {stance} m" + (" if n" if stance == "conditional" else "")


@pytest.mark.parametrize("stance", BINDING)
def test_a_binding_stance_constrains_someone(stance: str) -> None:
    (one,) = readings(said_with(stance)).rows
    assert one.rows
    assert one.party == ("ru" if stance == "threatens" else "us")


@pytest.mark.parametrize("stance", sorted(set(get_args(Stance)) - set(BINDING)))
def test_a_stance_on_facts_constrains_nobody(stance: str) -> None:
    assert readings(said_with(stance)) == Readings((), ())


def test_nothing_without_is_a_filter_and_no_row() -> None:
    found = readings("us conditional everything if n")
    assert found.rows == ()
    assert [(c.name, c.party, c.hard) for c in found.preconditions] == [("s1", "us", True)]


def test_what_has_no_credence_says_nothing() -> None:
    case = talks("us ru", "m/us,ru:1", "us refuses m")
    case = replace(case, statements=(replace(case.statements[0], credence=0.0),))
    assert read_statements(case, build_space(case)) == Readings((), ())


def test_only_what_is_in_force_counts() -> None:
    case = talks("us ru", "m/us,ru:1", "us refuses m", "us willing m")
    first, second = case.statements
    case = replace(case, statements=(first, replace(second, supersedes=("s1",))))
    assert [r.statement for r in read_statements(case, build_space(case)).rows] == ["s2"]


def test_those_who_speak_for_a_party_bind_it_and_others_bind_nobody() -> None:
    case = talks("us ru", "m/us,ru:1", "nato refuses m", "fishers refuses m")
    actors = (
        Actor(id="nato", name="NATO", kind="alliance", speaks_for="us"),
        Actor(id="fishers", name="Fishers", kind="organisation"),
    )
    case = replace(case, actors=actors)
    assert [(r.statement, r.party) for r in read_statements(case, build_space(case)).rows] == [("s1", "us")]
