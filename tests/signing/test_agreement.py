"""A package in treaty language: what is agreed stands plain, the rest in square brackets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.case import Case
from detente.case.measures import Level
from detente.case.parties import Actor, Party
from detente.signing.agreement import asked_by, draft_agreement, offered_by, refusers, spoken_of, the
from detente.signing.results import Draft, Item
from detente.signing.space import build_space
from talks import talks

BOATS = "{party} shall keep no more than {value} {unit} near the shore of {others}."


def river(*said: str, open_value: bool = False, links: tuple[str, ...] = ()) -> Case:
    """Two states, boats at 10 or 4, and a mast that one of them may take down."""
    case = talks("north south", "boats/north,south:2 mast/south:1", *said, links=links)
    boats, mast = case.measures
    levels = (
        boats.levels[0],
        Level(id="l1", text="at most 10", value=10, unit="boats", clause=BOATS, open=open_value),
        Level(id="l2", text="at most 4", value=4, unit="boats", clause=BOATS),
    )
    names = {"north": "Northland", "south": "Republic of the South"}
    return replace(
        case,
        parties=tuple(Party(id=p.id, name=names[p.id]) for p in case.parties),
        measures=(replace(boats, title="Boats", levels=levels), replace(mast, title="Mast")),
    )


def draft(case: Case, *levels: int) -> Draft:
    return draft_agreement(case, build_space(case).package(levels))


def written(made: Draft) -> str:
    clauses = "\n".join(
        f"{c.number}. {c.heading}: {c.text} ({', '.join(c.rests_on)})" for c in made.clauses
    )
    return f"{made.title}\n{clauses}\n{' | '.join(made.notes)}"


def test_the_whole_draft() -> None:
    case = river("north willing boats>1", "south willing boats>1", "north demands mast")
    assert written(draft(case, 1, 1, 1)) == (
        "Draft for discussion between Northland and the Republic of the South\n"
        "1. Boats: Each Party shall keep no more than 10 boats near the shore of the other Party."
        " (s1, s2)\n"
        "2. Mast: [The Republic of the South shall observe the following: mast at 1.] (s3)\n"
        "Text and figures in square brackets are not agreed."
    )


def test_a_figure_that_one_side_has_not_named_stands_in_brackets() -> None:
    case = river("north willing boats>1", "south willing boats>2")
    (clause,) = draft(case, 1, 1, 0).clauses
    assert "no more than [10] boats" in clause.text
    assert not clause.bracketed


def test_a_figure_left_open_stands_in_brackets_though_all_named_it() -> None:
    case = river("north willing boats>1", "south willing boats>1", open_value=True)
    (clause,) = draft(case, 1, 1, 0).clauses
    assert "no more than [10] boats" in clause.text
    (tight,) = draft(
        river("north willing boats>2", "south willing boats>2", open_value=True), 2, 2, 0
    ).clauses
    assert "no more than 4 boats" in tight.text


@pytest.mark.parametrize(
    ("said", "bracketed"),
    [
        (("north willing boats>1", "south willing boats>1"), False),
        (("north willing boats>1",), True),
        (("north willing boats>1", "south willing boats>1", "south refuses boats>1"), True),
        (("north willing boats>1", "south willing boats>1", "south refuses boats>2"), False),
        (("north willing boats>1", "south willing boats>1", "south refuses boats/north>1"), True),
    ],
)
def test_a_clause_is_bracketed_when_someone_is_silent_or_refuses(
    said: tuple[str, ...], bracketed: bool
) -> None:
    (clause,) = draft(river(*said), 1, 1, 0).clauses
    assert clause.bracketed == bracketed
    assert clause.text.startswith("[") == bracketed
    assert clause.text.endswith("]") == bracketed


def test_different_levels_are_said_of_each_party_in_the_order_of_the_case() -> None:
    case = river("north willing boats>1", "south willing boats>1")
    (clause,) = draft(case, 1, 2, 0).clauses
    assert clause.text == (
        "Northland shall keep no more than 10 boats near the shore of the Republic of the South. "
        "The Republic of the South shall keep no more than [4] boats near the shore of Northland."
    )


def test_three_parties_bound_alike_are_bound_together() -> None:
    case = talks("a b c", "m/a,b,c:1")
    levels = (
        case.measures[0].levels[0],
        Level(id="l1", text="notice", clause="{party} shall tell {others}."),
    )
    case = replace(case, measures=(replace(case.measures[0], levels=levels),))
    assert draft(case, 1, 1, 1).clauses[0].text == "[Each Party shall tell the other Parties.]"
    assert draft(case, 1, 0, 0).clauses[0].text == "[A shall tell B and C.]"
    assert draft(case, 1, 1, 0).clauses[0].text == "[A shall tell B and C. B shall tell A and C.]"


def test_what_the_package_leaves_as_today_is_no_clause() -> None:
    assert [c.heading for c in draft(river(), 0, 0, 1).clauses] == ["Mast"]
    assert draft(river(), 0, 0, 1).clauses[0].number == "1"


def test_those_whose_consent_a_clause_needs_are_named_in_a_note() -> None:
    case = river()
    boats, mast = case.measures
    case = replace(
        case,
        actors=(Actor(id="isle", name="Isle of Gulls", kind="state"),),
        measures=(boats, replace(mast, consent=("isle",))),
    )
    assert draft(case, 0, 0, 1).notes[1] == (
        "Clauses above need the consent of others who do not sign: Isle of Gulls."
    )
    assert len(draft(case, 1, 1, 0).notes) == 1


def test_who_asks_who_offers_and_who_refuses() -> None:
    case = river("north demands mast", "south willing mast", "south refuses boats/south>2")
    mast, boats = Item("mast", "south", 1, "l1"), Item("boats", "south", 1, "l1")
    assert asked_by(case, mast) == {"north": ("s1",), "south": ()}
    assert offered_by(case, mast) == {"north": (), "south": ("s2",)}
    assert refusers(case, boats) == ()
    assert refusers(case, replace(boats, level=2, level_id="l2")) == ("s3",)


def test_a_level_is_spoken_of_only_if_someone_named_it() -> None:
    case = river("north demands boats/south")
    assert spoken_of(case, Item("boats", "south", 1, "l1"))
    assert not spoken_of(case, Item("boats", "south", 2, "l2"))
    assert not spoken_of(case, Item("boats", "north", 1, "l1"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("United States", "the United States"),
        ("Ostmere", "Ostmere"),
        ("Russian Federation", "the Russian Federation"),
    ],
)
def test_names_that_take_an_article(name: str, said: str) -> None:
    assert the(name) == said
