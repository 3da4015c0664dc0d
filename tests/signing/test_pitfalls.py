"""What went wrong on the real case once, each as the small case that shows it (and good faith, S.9)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.case import Case
from detente.case.parties import Actor
from detente.signing.draws import draw
from detente.signing.readings import read_statements
from detente.signing.region import consistent, gain_range
from detente.signing.results import Faith
from detente.signing.sign import Options, sign
from detente.signing.space import build_space
from detente.signing.zone import find_contradictions, find_zone
from talks import talks

QUICK = Options(draws=200, priors=False)


def faith(case: Case) -> dict[str, Faith]:
    return {one.party: one for one in sign(case, options=QUICK).faith}


def test_willing_is_read_alone_so_that_nobody_prefers_no_deal_to_today_for_certain() -> None:
    refusals = ("us refuses door", "us refuses bases")
    measures = "door/us:1 bases/us:1 missiles/us,ru:1 gift/ru:1"
    weak = talks("us ru", measures, *refusals, "us willing missiles weak", links=("reciprocal missiles",))
    alone = talks("us ru", measures, *refusals, "us willing missiles", links=("reciprocal missiles",))
    gains = {}
    for name, case in (("weak", weak), ("alone", alone)):
        space = build_space(case)
        mine = read_statements(case, space).of("us")
        gains[name] = gain_range(space, "us", mine, space.vector((0, 0, 1, 1, 0)))
    assert gains["alone"][0] == pytest.approx(0.0)
    assert gains["weak"][0] < -0.5


def test_a_non_starter_is_refused_even_for_everything_else_free() -> None:
    case = talks("us ru", "door/us:1 gift/ru:1", "us refuses door")
    space = build_space(case)
    mine = read_statements(case, space).of("us")
    assert gain_range(space, "us", mine, space.vector((1, 1)))[1] == pytest.approx(-0.01)


def test_insisting_while_threatened_is_a_contradiction_that_is_found_and_told() -> None:
    case = talks("us ru", "door/us:1", "ru insists door", "us threatens 0.4")
    space = build_space(case)
    readings = read_statements(case, space)
    (told,) = find_contradictions(space, readings, hard_only=False)
    assert (told.party, set(told.statements)) == ("ru", {"s1", "s2"})
    assert "s2 is taken at its word" in told.says
    assert find_contradictions(space, readings, hard_only=True) == ()
    assert consistent(space, "ru", readings.of("ru")[:1])


def test_whoever_insists_would_rather_have_no_deal_than_today() -> None:
    case = talks("us ru", "door/us:1 n/ru:1", "ru insists door")
    space = build_space(case)
    assert gain_range(space, "ru", read_statements(case, space).of("ru"), space.vector((0, 0)))[1] < 0


def test_a_precondition_is_a_filter_and_contradicts_nothing() -> None:
    measures = "calm/ru:1 notice/us,ru:1"
    said = ("us willing notice", "ru threatens")
    filtered = talks("us ru", measures, *said, links=("precondition us calm", "reciprocal notice"))
    insisted = talks("us ru", measures, *said, "us insists calm", links=("reciprocal notice",))
    told = {}
    for name, case in (("filter", filtered), ("insistence", insisted)):
        space = build_space(case)
        readings = read_statements(case, space)
        told[name] = find_contradictions(space, readings, hard_only=True)
        if name == "filter":
            zone = find_zone(space, readings)
            assert zone.open
            assert zone.witness is not None
            assert zone.witness.levels[0] == 1
    assert told["filter"] == ()
    assert len(told["insistence"]) == 1


def test_nobody_is_expected_to_give_something_for_nothing() -> None:
    case = talks(
        "us ru", "m/us,ru:1 gift/us:1", "us demands m/ru", "ru demands m/us", links=("reciprocal m",)
    )
    space = build_space(case)
    readings = read_statements(case, space)
    us = draw(space, "us", readings.of("us"), count=400)
    for_nothing = us.u @ (space.vector((0, 0, 1)) * space.signs[0]) >= us.d
    assert 0.0 < for_nothing.mean() < 0.2
    best = sign(case, options=Options(draws=400, priors=False)).ranked[0]
    assert best.package.levels[0] == 1


def test_levels_nobody_has_spoken_of_are_listed() -> None:
    case = talks("us ru", "m/us,ru:2", "us willing m>1", "ru willing m>1", links=("reciprocal m",))
    for one in sign(case, options=QUICK).ranked:
        tight = one.package.levels == (2, 2)
        assert [item.level for item in one.unspoken] == ([2, 2] if tight else [])


def test_consent_of_those_who_do_not_sign_is_named() -> None:
    case = talks(
        "us ru",
        "m/us,ru:1 n/us,ru:1",
        "us willing m",
        "ru willing m",
        links=("reciprocal m", "reciprocal n"),
    )
    first, second = case.measures
    case = replace(
        case,
        actors=(Actor(id="ua", name="Ukraine", kind="state"), Actor(id="ro", name="Romania", kind="state")),
        measures=(replace(first, consent=("ua",)), replace(second, consent=("ro",))),
    )
    for one in sign(case, options=QUICK).ranked:
        wanted = [
            who for who, level in (("ua", one.package.levels[0]), ("ro", one.package.levels[2])) if level
        ]
        assert list(one.consents) == wanted


def test_refused_against_insisted_is_a_deadlock_by_logic_and_no_pretext() -> None:
    case = talks(
        "us ru",
        "door/us:1 notice/us,ru:1",
        "us refuses door",
        "ru insists door",
        "ru willing door",
        links=("reciprocal notice",),
    )
    states = {one.party: one for one in sign(case, options=Options(draws=2000, priors=False)).faith}
    assert (states["ru"].open, states["ru"].deadlock, states["ru"].pretext) == (0.0, 1.0, 0.0)
    assert states["us"].open == 0.0
    # two million draws by rejection: notice alone is worth no deal to the United States in 0.341
    assert abs(states["us"].deadlock - 0.341) < 0.1


def test_no_deal_worth_more_than_anything_is_pretext() -> None:
    case = talks(
        "us ru",
        "m/us:1 n/us:1 o/ru:1",
        "ru offers o",
        "us refuses m 0.9",
        "us refuses n 0.9",
        "us refuses o 0.9",
    )
    states = faith(case)
    assert states["us"].pretext > 0.6
    assert states["ru"].pretext < 0.1


def test_the_three_states_are_all_there_is() -> None:
    case = talks("us ru", "m/us,ru:1 n/us:1", "us refuses n 0.5", "ru demands n", links=("reciprocal m",))
    for one in faith(case).values():
        assert one.open + one.deadlock + one.pretext == pytest.approx(1.0)
