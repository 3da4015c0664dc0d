"""A word that does not fit is told what would."""

# ruff: noqa: E501 - a table reads better with one fault a line

from __future__ import annotations

from pathlib import Path

import pytest

from detente.files.folder import read_case

from .paper import SOUND, added, changed, lint, write


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "{id: post, publisher: The River Post}",
            "{id: post, publisher: The River Post, relibility: C}",
            "sources.yaml:2:43: unknown key 'relibility': did you mean 'reliability'?",
        ),
        (
            "{id: post, publisher: The River Post}",
            "{id: post, publisher: The River Post, xyz: 1}",
            "sources.yaml:2:43: unknown key 'xyz': the keys here are id, publisher, title, date, address, file, "
            "reliability, credibility, sharing, lang or note",
        ),
        ("title: Exercises", "titel: Exercises", "case.yaml:11:5: unknown key 'titel': did you mean 'title'?"),
        ("    title: Exercises\n", "", "case.yaml:10:5: the key 'title' is missing here"),
        ("title: Exercises", "title:", "case.yaml:11:5: 'title' is empty: write its value"),
        (
            "kind: exercise,",
            "kind: excercise,",
            "case.yaml:28:70: 'excercise' is not one of meeting, build-up, deployment, withdrawal, exercise, notice, "
            "request, answer, no-answer, inspection, data-exchange, consent, suspension, resumption, "
            "termination, refusal, sanction, aid, evacuation, document, recognition, attack or other: "
            "did you mean 'exercise'?",
        ),
        ("binds: [south]", "binds: south", "case.yaml:18:12: a list is wanted here, in brackets, even for one: [south]"),
        (
            "on: [{measure: patrols, binds: south}]",
            "on: {measure: patrols, binds: south}",
            "statements.yaml:15:9: a list is wanted here, each entry starting with '- ', not keys with values",
        ),
        (
            "on: [{measure: patrols, binds: south}]",
            "on: [patrols]",
            "statements.yaml:15:10: keys with values are wanted here (measure ...), not 'patrols'",
        ),
        ("value: 5000,", "value: '5,000',", "case.yaml:15:57: a number is wanted here, in plain digits like 9000 or 0.5, not '5,000'"),
        ("real: false", "real: no", "case.yaml:3:7: true or false is wanted here, not 'no'"),
        ("says: Daylight only.", "says: [Daylight only]", "statements.yaml:14:11: text is wanted here, not a list"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_its_place(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert lint(tmp_path, changed(old, new)) == [fault]


@pytest.mark.parametrize(
    "date",
    [
        "08/01/2022",
        "8 Jan 2022",
        "2022-1-8",
        "2022-02-30",
        "20310226",
        "'1930867200'",
        "2031-02-26T00:00:00",
    ],
)
def test_any_other_form_of_date_is_told_the_right_one(tmp_path: Path, date: str) -> None:
    (fault,) = lint(tmp_path, changed("date: 2031-02-26", f"date: {date}"))
    shown = date.strip("'")
    assert (
        fault
        == f"statements.yaml:11:11: '{shown}' is not a date: write year-month-day in digits, as in 2022-01-08"
    )


def test_a_quoted_date_is_a_date(tmp_path: Path) -> None:
    assert lint(tmp_path, changed("date: 2031-02-26", 'date: "2031-02-26"')) == []


def test_text_that_looks_like_a_number_is_taken_as_written(tmp_path: Path) -> None:
    files = changed("title: Northland - Southland", "title: 2031\nversion: 1.10")
    case = read_case(write(tmp_path, dict(files)))
    assert (case.title, case.version) == ("2031", "1.10")


def test_norway_stays_norway(tmp_path: Path) -> None:
    files = changed("{id: post, publisher: The River Post}", "{id: post, publisher: NO, lang: no}")
    (source,) = read_case(write(tmp_path, dict(files))).sources
    assert (source.publisher, source.lang) == ("NO", "no")


def test_one_broken_entry_hides_no_other(tmp_path: Path) -> None:
    files = added(
        "statements.yaml",
        "  - {id: s3, date: 1 March, speaker: north, stance: claims, says: x, source: post}\n"
        "  - {id: s4, date: 2031-03-01, speaker: nroth, stance: claims, says: x, source: post}\n",
    )
    assert lint(tmp_path, files) == [
        "statements.yaml:17:20: '1 March' is not a date: write year-month-day in digits, as in 2022-01-08",
        "statements.yaml:18:41: 'nroth' is not defined as a party or actor: did you mean 'north'?",
    ]


def test_a_misspelt_key_does_not_hide_what_else_is_wrong_in_its_entry(tmp_path: Path) -> None:
    files = changed("speaker: ministry", "speakr: mnistry")
    assert lint(tmp_path, files) == [
        "statements.yaml:12:5: unknown key 'speakr': did you mean 'speaker'?",
        "statements.yaml:12:13: 'mnistry' is not defined as a party or actor: did you mean 'ministry'?",
    ]


def test_a_misspelt_list_is_one_fault_and_not_many(tmp_path: Path) -> None:
    assert lint(tmp_path, changed("measures:\n", "mesures:\n")) == [
        "case.yaml:9:1: unknown key 'mesures': did you mean 'measures'?"
    ]


def test_no_word_of_the_validator_reaches_a_person(tmp_path: Path) -> None:
    broken = "id: [1]\ntitle: {}\nparties: 3\nmeasures: [1, [2], {id: {}}]\nacts: {}\nmoments: [{date: [], name: 1}]\n"
    said = lint(tmp_path, {**SOUND, "case.yaml": broken})
    assert len(said) > 8
    assert not [
        one
        for one in said
        if "nput" in one or "pydantic" in one or "type=" in one or "not understood" in one
    ]
