"""Observations come as CSV; a cell has a place like any other word."""

# ruff: noqa: E501 - a table reads better with one fault a line

from __future__ import annotations

from pathlib import Path

import pytest

from detente.files.folder import read_case

from .paper import SOUND, lint, write

HEADER = "id,date,what,value,unit,claimant,source\n"


def table(text: str) -> dict[str, str]:
    return {**SOUND, "observations/troops.csv": text}


def test_a_row_is_an_observation_and_an_empty_cell_is_absent(tmp_path: Path) -> None:
    text = (
        HEADER
        + 'o1,2031-02-20,"troops, as ""counted""",5000,troops,south,post\no2,2031-02-21,boats,,boats,north,post\n'
    )
    first, second = read_case(write(tmp_path, dict(table(text)))).observations
    assert (first.what, first.value) == ('troops, as "counted"', 5000)
    assert second.value is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (HEADER.replace("claimant", "claimnt"), ":1:25: unknown column 'claimnt': did you mean 'claimant'?"),
        (HEADER.replace("unit,", ""), ":1:1: the column 'unit' is missing"),
        (HEADER.replace("unit,", "unit,unit,"), ":1:25: the column 'unit' stands twice"),
        (HEADER.replace(",", ";"), ":1:1: the columns are parted by ';': part them by commas"),
        (HEADER + "o1,2031-02-20,x,5,000,troops,south,post\n", ":2:36: 8 cells in a row of 7 columns: put text that holds a comma in double quotes"),
        (HEADER + "o1,20 Feb,x,5,troops,south,post\n", ":2:4: '20 Feb' is not a date: write year-month-day in digits, as in 2022-01-08"),
        (HEADER + "o1,2031-02-20,x,many,troops,south,post\n", ":2:17: a number is wanted here, in plain digits like 9000 or 0.5, not 'many'"),
        (HEADER + "o1,2031-02-20,x,5,,south,post\n", ":2:1: the key 'unit' is missing here"),
        (HEADER + "o1,2031-02-20,x,5,troops,south,psot\n", ":2:32: 'psot' is not defined as a source: did you mean 'post'?"),
        (HEADER + "o1,2031-02-20,\"two\nlines\",5,troops,south,psot\n", ":3:23: 'psot' is not defined as a source: did you mean 'post'?"),
        (HEADER + 'o1,2031-02-20,"x,5,troops,south,post\n', ":2:15: a quotation mark in this cell is not closed, or text follows it: double the marks inside"),
        ("", ": the file is empty: its first line names the columns id, date, until, what, value, low, high, unit, about, place, by, status, zone, part_of, notified, dated, observers, error, claimant, counting, method, source, note"),
    ],
)  # fmt: skip
def test_a_cell_that_does_not_fit_is_said_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    assert f"observations/troops.csv{fault}" in lint(tmp_path, table(text))


def test_ids_are_unique_over_all_tables(tmp_path: Path) -> None:
    row = "o1,2031-02-20,x,5,troops,south,post\n"
    assert lint(tmp_path, {**table(HEADER + row), "observations/zz.csv": HEADER + row}) == [
        "observations/zz.csv:2:1: the id 'o1' is taken: the observation at observations/troops.csv:2:1 has it"
    ]
