"""Stretches in quotation marks, also where a mark is missing or belongs to another tradition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.quotes import quotations

MARKED = [
    ("He said “no deal” twice.", ["no deal"]),
    ('He said "no deal" twice.', ["no deal"]),
    ("He said «no deal» twice.", ["no deal"]),
    ("He said „no deal“ twice.", ["no deal"]),
    ("He said ”no deal” twice.", ["no deal"]),
    ("“One,” he said. “Two.”", ["One,", "Two."]),
    ('"One," he said. "Two."', ["One,", "Two."]),
    ("“He told me ‘never’ and left,” she said.", ["He told me ‘never’ and left,"]),
    ("The side’s view hasn't changed.", []),
    ("Nothing is quoted here.", []),
    ("An empty pair “” and a blank one “ ” hold nothing.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "inside"), MARKED)
def test_what_stands_between_marks_is_found_without_them(text: str, inside: list[str]):
    found = quotations(text, 0, len(text))
    assert [text[one.start : one.end] for one in found] == inside
    assert not any(one.open_missing or one.close_missing for one in found)


MISSING = [
    ("We are ready,” the envoy said.", [("We are ready,", "open")]),
    ('We are ready," the envoy said.', [("We are ready,", "open")]),
    ("We are ready,” he said. “Are they?”", [("We are ready,", "open"), ("Are they?", None)]),
    ("“We are ready. We wait.", [("We are ready. We wait.", "close")]),
    ("“We are ready, he said. “We wait.”", [("We are ready, he said. ", "close"), ("We wait.", None)]),
    ("He said: “We wait.", [("We wait.", "close")]),
]


@pytest.mark.parametrize(("text", "inside"), MISSING)
def test_a_missing_mark_is_made_good_and_told(text: str, inside: list[tuple[str, str | None]]):
    found = quotations(text, 0, len(text))
    told = [
        (text[one.start : one.end], "open" if one.open_missing else "close" if one.close_missing else None)
        for one in found
    ]
    assert told == inside


def test_a_quotation_that_goes_on_from_the_block_before_lacks_no_mark():
    text = "and we shall wait,” the envoy said."
    (alone,) = quotations(text, 0, len(text))
    (on,) = quotations(text, 0, len(text), goes_on=True)
    assert (alone.open_missing, on.open_missing) == (True, False)
    assert (alone.start, alone.end) == (on.start, on.end)


def test_a_block_knows_nothing_of_the_marks_around_it():
    text = "“One.”\n\nTwo ”three” four.\n\n“Five.”"
    start, end = text.index("Two"), text.index("\n\n“Five")
    assert [text[one.start : one.end] for one in quotations(text, start, end)] == ["three"]


@given(st.text(alphabet="ab .,\n“”\"«»„'", max_size=60), st.booleans())
def test_quotations_stand_in_order_hold_words_and_do_not_overlap(text: str, goes_on: bool):
    found = quotations(text, 0, len(text), goes_on=goes_on)
    ends = [0, *(one.end for one in found)]
    for one, before in zip(found, ends, strict=False):
        assert before <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()
    assert not any(one.open_missing for one in found[1:])
    assert not any(one.close_missing and one.open_missing for one in found)
