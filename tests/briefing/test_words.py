"""Dates, figures, lists and nouns as a reader sees them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

from detente.briefing import prose, words
from detente.case.measures import Ref
from detente.case.statements import Quantity
from detente.signing.results import Blocking, Faith, Signing

CLOSED: Signing = sample.SIGNINGS[-1]
OPEN: Signing = sample.SIGNINGS[0]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (dt.date(2022, 1, 26), None, "26 January 2022"),
        (dt.date(2022, 2, 10), dt.date(2022, 2, 20), "10–20 February 2022"),
        (dt.date(2022, 1, 30), dt.date(2022, 2, 2), "30 January – 2 February 2022"),
        (dt.date(2021, 12, 30), dt.date(2022, 1, 2), "30 December 2021 – 2 January 2022"),
    ],
)
def test_a_span_of_days_repeats_only_what_differs(first: dt.date, last: dt.date | None, said: str) -> None:
    assert words.days(first, last) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0"), (0.004, "under 0.01"), (0.41, "0.41"), (0.5, "0.50"), (0.997, "over 0.99"), (1.0, "1")],
)
def test_a_share_is_never_rounded_to_certainty(value: float, said: str) -> None:
    assert words.share(value) == said


@given(st.floats(min_value=0, max_value=1))
def test_only_certain_shares_read_as_0_or_1(value: float) -> None:
    assert (words.share(value) in {"0", "1"}) == (value in (0.0, 1.0))


def test_gains_carry_a_true_minus_and_no_negative_zero() -> None:
    assert [words.signed(x) for x in (0.123, -0.03, -0.001)] == ["+0.12", "−0.03", "0.00"]


def test_figures_have_thousands_and_no_empty_decimals() -> None:
    assert [words.number(x) for x in (78732, 2.5, -3.0, 0.0)] == ["78,732", "2.5", "−3", "0"]


def test_lists_use_semicolons_once_an_item_holds_a_comma() -> None:
    assert words.listed(["a", "b"]) == "a and b"
    assert words.listed(["a", "b", "c"], "or") == "a, b or c"
    assert words.listed(["a, b", "c", "d"]) == "a, b; c; and d"
    assert words.listed([]) == ""


def test_counts_agree_in_number() -> None:
    said = [words.count(n, "statement") for n in (0, 1, 1204)]
    assert said == ["no statement", "1 statement", "1,204 statements"]


def test_a_level_that_both_hold_is_said_once() -> None:
    package = sample.BEST[0].package
    said = words.lines(sample.CASE, package.items)
    assert said[0] == "both: no offensive ground-launched missiles in Caldia"


def test_different_levels_name_who_is_bound() -> None:
    missiles = sample.CASE.measure("missiles")
    only_one = [item for item in sample.BEST[0].package.items if item.party == "brenn"]
    assert [str(x) for x in words.measure_lines(sample.CASE, missiles, only_one)] == [
        "Brenn: no offensive ground-launched missiles in Caldia"
    ]


def test_a_measure_of_one_party_needs_no_name() -> None:
    back = sample.CASE.measure("return")
    (line,) = words.measure_lines(sample.CASE, back, sample.BEST[0].package.items)
    assert str(line) == "additional forces return to barracks"


def test_an_open_level_stands_in_brackets() -> None:
    assert words.level_text(sample.CASE.measure("exercises"), "l2").startswith("[no exercise above 9,000")


def test_a_ref_names_measure_party_and_level() -> None:
    ref = Ref(measure="missiles", binds="brenn", level="l1")
    assert (
        words.ref_words(sample.CASE, ref)
        == "Missiles in Caldia (Brenn): no offensive ground-launched missiles in Caldia"
    )


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (Quantity(value=100000, unit="troops", about=True), "about 100,000 troops"),
        (Quantity(low=70000, high=94000, unit="troops"), "70,000 to 94,000 troops"),
        (Quantity(low=9000, unit="troops"), "at least 9,000 troops"),
        (Quantity(high=20, unit="km"), "at most 20 km"),
        (Quantity(unit="sites"), "no figure of sites"),
    ],
)
def test_figures_are_said_as_exactly_as_they_were(quantity: Quantity, said: str) -> None:
    assert words.quantity_words(quantity) == said


def test_only_addresses_of_the_web_become_links() -> None:
    assert [bool(words.web_address(source)) for source in sample.SOURCES] == [True, True, False]


def test_the_answer_says_that_nothing_satisfies_every_statement() -> None:
    assert prose.answer(sample.CASE, CLOSED) == (
        "On what both sides had said by 26 January 2031, no package satisfies every statement taken at its "
        "word."
    )


def test_every_way_to_open_the_zone_is_a_sentence_and_none_is_preferred() -> None:
    assert prose.ways_start(CLOSED) == (
        "Agreements could exist in any of 3 ways, in no order of preference:"
    )
    assert prose.ways(sample.CASE, CLOSED) == (
        "If s2 (Brenn insists on “League enlargement”) gave way, their common core covers Missiles in "
        "Caldia (both), Return of forces to barracks and Exercises near the border (Aldoria).",
        "If s5 (the League of the Coast refuses “League enlargement”) gave way, their common core is "
        "Hotline and incidents: a permanent line between the staffs (both).",
        "If s1 (Brenn on Missiles in Caldia), and s3 (Aldoria on Missiles in Caldia) gave way, none is "
        "worth more than no deal to both sides in any preferences drawn.",
    )


def test_a_way_without_a_common_item_says_so() -> None:
    rare = replace(CLOSED, core=tuple(replace(one, share=0.5) for one in CLOSED.core))
    assert prose.ways(sample.CASE, rare)[0].endswith(
        "gave way, no single item is common to nearly all of them."
    )


def test_no_way_is_named_where_the_zone_is_open() -> None:
    assert prose.ways_start(OPEN) == ""
    assert prose.ways(sample.CASE, OPEN) == ()


def test_ways_that_were_not_ranked_over_are_counted() -> None:
    more = replace(CLOSED, blocking=(*CLOSED.blocking, Blocking(("s4",), True)))
    assert prose.ways_start(more) == (
        "Agreements could exist in any of these 3, out of 4 ways, in no order of preference:"
    )


def test_a_stopped_run_names_the_ways_without_a_core() -> None:
    bare = replace(CLOSED, ranked=(), core=(), priors=(), partial="stopped")
    assert prose.ways(sample.CASE, bare)[0].endswith("gave way (no package is ranked here).")


def test_statements_of_one_side_give_way_by_side_and_topic() -> None:
    assert prose.given_words(sample.CASE, ("s2", "s5", "s4")) == (
        "s2 (Brenn on League enlargement), and s5 and s4 (Aldoria side on League enlargement and "
        "Exercises near the border)"
    )
    assert prose.given_words(sample.CASE, ("s2", "link 3")) == (
        "s2 (Brenn on League enlargement), and link 3"
    )


def test_the_answer_says_could_when_it_is_open() -> None:
    assert prose.answer(sample.CASE, OPEN) == (
        "On what both sides had said by 9 January 2031, agreements exist that both sides could sign "
        "with every statement taken at its word."
    )


def test_an_open_zone_has_one_core() -> None:
    assert prose.core_sentence(sample.CASE, OPEN) == "Their common core is:"
    assert prose.core_sentence(sample.CASE, CLOSED) == ""
    assert [one.words for one in prose.scenarios(sample.CASE, OPEN)] == [""]


def test_the_summary_holds_the_answer_and_every_way() -> None:
    said = prose.summary(sample.CASE, CLOSED)
    assert said.startswith(prose.answer(sample.CASE, CLOSED))
    assert all(way in said for way in prose.ways(sample.CASE, CLOSED))
    assert prose.summary(sample.CASE, OPEN).endswith(
        "Their common core covers Missiles in Caldia (both), Return of forces to barracks and Exercises "
        "near the border (Aldoria)."
    )


def test_a_long_core_is_cut_in_a_sentence_and_the_rest_counted() -> None:
    (line, *_) = prose.core_lines(sample.CASE, OPEN.core)
    assert prose.measures_of([line] * 6).endswith("Missiles in Caldia (both) and 2 more")


def test_names_take_the_article_that_english_gives_them() -> None:
    us = replace(sample.PARTIES[0], name="United States", short="US")
    case = replace(sample.CASE, parties=(us, sample.PARTIES[1]))
    assert [words.in_text(case, who) for who in ("aldoria", "brenn", "league", "caldia")] == [
        "the US", "Brenn", "the League of the Coast", "Caldia",
    ]  # fmt: skip


def test_a_question_that_does_not_stand_out_is_one_of_several() -> None:
    first, second, third = CLOSED.questions
    close = replace(CLOSED, questions=(first, replace(second, value=first.value - 0.001), third))
    assert prose.more_sentences(sample.CASE, CLOSED)[-1].startswith("The question whose answer would help")
    assert prose.more_sentences(sample.CASE, close)[-1].startswith("A question whose answer would help as")


def test_the_core_is_said_once_for_both_and_apart_where_levels_differ() -> None:
    lines = [(line.measure.id, line.who) for line in prose.core_lines(sample.CASE, OPEN.core)]
    assert lines == [
        ("missiles", "both"),
        ("return", "Brenn"),
        ("exercises", "Aldoria"),
        ("exercises", "Brenn"),
    ]


def test_rarely_held_items_are_not_called_common() -> None:
    assert [line.share for line in prose.common(sample.CASE, OPEN)] == [1.0, 0.92, 0.88]


def test_a_condition_is_named_by_what_it_asks_for() -> None:
    assert (
        prose.line_words(sample.CASE, "s4") == "s4 (Aldoria makes “Exercises near the border” a condition)"
    )
    assert prose.line_words(sample.CASE, "s6") == "s6 (Brenn: threatens)"
    assert prose.line_words(sample.CASE, "a precondition of Brenn") == "a precondition of Brenn"


def test_a_package_is_told_by_its_difference() -> None:
    first, last = sample.BEST[0].package.items, sample.BEST[-1].package.items
    assert words.difference(sample.CASE, last, first) == (
        "Exercises near the border: as today",
        "Return of forces to barracks: as today",
    )
    assert words.difference(sample.CASE, first, first) == ()


def test_only_values_in_use_are_listed() -> None:
    used = (("l0", 0.0), ("l1", 0.38), ("l2", 0.62))
    assert prose.used_words(sample.CASE.measure("exercises"), used) == (
        "0.38: no exercise above 13,000 troops in the strip",
        "0.62: no exercise above 9,000 troops in the strip",
    )


def test_each_statement_that_blocks_is_quoted_once() -> None:
    twice = replace(CLOSED, blocking=(Blocking(("s2", "s1"), True), Blocking(("s2", "s5"), True)))
    assert [s.id for s in prose.blocked(sample.CASE, twice)] == ["s1", "s2", "s5"]


def test_a_sentence_ends_with_one_full_stop() -> None:
    assert [words.stop(x) for x in ("done", "done.", "done?")] == ["done.", "done.", "done?"]


def test_a_link_is_shown_by_its_host() -> None:
    assert [words.site(source) for source in sample.SOURCES] == ["courier.example", "mfa.brenn.example", ""]


def test_links_between_restraints_are_sentences() -> None:
    assert [prose.link_words(sample.CASE, link) for link in sample.CASE.links] == [
        "Missiles in Caldia: the same level for all it binds",
        "Given for each other: Visits to the two sites (Aldoria) and Visits to the two sites (Brenn)",
    ]


def test_how_a_statement_was_read_is_told() -> None:
    said = {s.id: prose.conditions(sample.CASE, s) for s in sample.CASE.statements}
    assert said["s2"] == "insists on League enlargement"
    assert said["s4"] == (
        "sets a condition for Exercises near the border (Aldoria) if Exercises near the border (Brenn)"
    )
    assert said["s6"] == ""


def test_deadlock_is_said_in_words_for_none_and_all() -> None:
    said = prose.faith_words(sample.CASE, Faith("brenn", 0.0, 1.0, 0.0))
    assert said.startswith("Brenn: in none of the preferences consistent with what it said it would sign")
    assert "in all of them only what the others refuse (deadlock)" in said


def test_the_assumption_is_said_with_the_scenario() -> None:
    assert "in the scenario named with it: there exactly one set of lines" in prose.assumption(CLOSED)
    assert prose.assumption(OPEN) == "under the prior “slots”, every statement at its written credence"


def test_the_basis_counts_what_is_weak() -> None:
    said = prose.basis(sample.CASE)
    assert said.startswith("This brief rests on 10 statements from 3 sources: ")
    assert "2 are contested, 1 is second-hand" in said
    assert said.endswith("1 is unverified.")
