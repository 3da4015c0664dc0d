"""The shipped real case: what stands in it, and what follows from it at each of its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from detente import desk
from detente.briefing.passages import words_address
from detente.case.case import Case, cut
from detente.case.statements import Statement
from detente.signing.readings import read_statements
from detente.signing.results import Blocking, Signing, Zone
from detente.signing.space import build_space
from detente.signing.zone import find_blocking, find_contradictions, find_zone

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "us-russia-2022"
EVE, REPLIES, ANSWER = dt.date(2022, 1, 9), dt.date(2022, 1, 26), dt.date(2022, 2, 17)


@pytest.fixture(scope="module")
def case() -> Case:
    return desk.load(FOLDER)


def zone_of(case: Case, day: dt.date) -> tuple[Zone, tuple[Blocking, ...]]:
    then = cut(case, day)
    space = build_space(then)
    readings = read_statements(then, space)
    zone = find_zone(space, readings)
    if zone.open:
        return zone, ()
    blocking, complete = find_blocking(space, readings)
    assert complete
    return zone, blocking


def says(case: Case, name: str) -> tuple[str, str, tuple[str, ...]]:
    """What a statement says: whose position it is, its stance, and what it is about."""
    one = case.statement(name)
    return (case.party_of(one.speaker) or "", one.stance, tuple(r.measure for r in one.on or one.if_))


def test_nothing_is_wrong_in_it() -> None:
    assert desk.lint(FOLDER) == ()


def test_it_is_as_large_as_it_claims(case: Case) -> None:
    assert len(case.statements) >= 70
    assert min(s.date for s in case.statements) == dt.date(2021, 12, 17)
    assert max(s.date for s in case.statements) == ANSWER
    assert [moment.date for moment in case.moments] == [EVE, REPLIES, ANSWER]
    assert {case.party_of(s.speaker) for s in case.statements} >= {"us", "russia"}


def quotes(statement: Statement) -> list[str]:
    return [text for text in (statement.quote, statement.original) if text]


def test_no_quote_is_longer_than_25_words(case: Case) -> None:
    every = [text for s in case.statements for text in quotes(s)]
    assert len(every) > 40
    assert max(len(text.split()) for text in every) <= 25


def test_quotes_lead_to_the_words_on_the_page_where_they_stand(case: Case) -> None:
    sources = {source.id: source for source in case.sources}
    found = {s.id: words_address(s, sources[s.source]) for s in case.statements}
    linked = [address for address in found.values() if address]
    assert len(linked) >= 25
    assert all(address.count("#") == 1 and address.isascii() for address in linked)
    assert not any(found[s.id] for s in case.statements if not s.quote or (s.translated and not s.original))


def test_every_soft_statement_says_why(case: Case) -> None:
    assert all(s.why for s in case.statements if s.credence < 1)


def test_on_the_eve_of_the_talks_the_zone_is_open(case: Case) -> None:
    zone, _ = zone_of(case, EVE)
    assert zone.open
    assert zone.witness is not None
    assert zone.packages > 50_000


def test_the_written_replies_close_it_over_two_lines(case: Case) -> None:
    zone, blocking = zone_of(case, REPLIES)
    assert not zone.open
    lines = {tuple(sorted({says(case, name) for name in one.statements})) for one in blocking}
    assert lines == {
        (("us", "refuses", ("nato-enlargement",)),),
        (("russia", "insists", ("nato-enlargement",)),),
    }


def test_the_answer_closes_it_over_several_sets(case: Case) -> None:
    zone, blocking = zone_of(case, ANSWER)
    assert not zone.open
    assert len(blocking) >= 4
    for one in blocking:
        named = [says(case, name) for name in one.statements]
        core = any(
            p == "russia" and stance == "insists" and "nato-enlargement" in about
            for p, stance, about in named
        )
        door = any(
            p == "us" and stance == "refuses" and about == ("nato-enlargement",)
            for p, stance, about in named
        )
        build_up = any("build-up-return" in about for _, _, about in named)
        assert core != door
        assert build_up


@pytest.mark.parametrize("day", [EVE, REPLIES, ANSWER])
def test_no_party_contradicts_itself_at_its_word(case: Case, day: dt.date) -> None:
    then = cut(case, day)
    space = build_space(then)
    assert find_contradictions(space, read_statements(then, space), hard_only=True) == ()


@pytest.mark.slow
def test_the_core_on_the_eve_holds_missiles_in_ukraine_on_both_sides(
    case: Case, sign_once: Callable[..., Signing]
) -> None:
    signing = sign_once(case, as_of=EVE)
    bound = {item.item.party for item in signing.core if item.item.measure == "missiles-ukraine"}
    assert bound == {"us", "russia"}
    assert signing.draft is not None
    assert any(clause.measure == "missiles-ukraine" for clause in signing.draft.clauses)
    assert any("Ukraine" in note for note in signing.draft.notes)
