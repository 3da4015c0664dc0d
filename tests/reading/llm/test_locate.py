"""A string is found word for word or not at all; typography alone does not matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.llm import locate
from detente.reading.llm.locate import places

TEXT = (
    "The envoy’s “first offer” – some 6,000\u00a0troops,\n  within 5–10 days – stands; "
    "16,000 would not. It stands."
)


@pytest.mark.parametrize(
    ("string", "found"),
    [
        ("envoy's", "envoy’s"),
        ('"first offer"', "“first offer”"),
        ("“first offer”", "“first offer”"),
        ("«first offer»", "“first offer”"),
        ("some 6,000 troops", "some 6,000\u00a0troops"),
        ("troops, within 5-10 days", "troops,\n  within 5–10 days"),
        ("troops,   within", "troops,\n  within"),
        (" - stands ", "– stands"),
        ("16,000 would not.", "16,000 would not."),
        ("It stands.", "It stands."),
    ],
)
def test_typography_is_no_difference(string: str, found: str):
    span = locate(TEXT, string)
    assert span is not None
    assert span.exact == found
    assert TEXT[span.start : span.end] == found


@pytest.mark.parametrize(
    "string",
    [
        "the envoy's",  # another case
        "first offers",
        "a first offer",
        "some 6,001 troops",
        "6000 troops",
        "000 troops",  # part of a figure
        "6",
        "16,00",
        "within 5",  # part of a range
        "10 days – stand",  # part of a word
        "tands",
        "some troops",  # a word left out
        "first offer … troops",
        "“first offer”–",  # a space left out
        "some 6,000 troops within",  # a comma left out
        "",
        "  ",
    ],
)
def test_anything_else_is_not_found(string: str):
    assert locate(TEXT, string) is None


def test_the_nth_of_several_places():
    assert [span.exact for span in places(TEXT, "stands")] == ["stands", "stands"]
    first, second = locate(TEXT, "stands"), locate(TEXT, "stands", 2)
    assert first is not None
    assert second is not None
    assert first.start == TEXT.index("stands")
    assert second.start == TEXT.rindex("stands")
    assert locate(TEXT, "stands", 3) is None
    assert locate(TEXT, "stands", 0) is None


def test_a_span_carries_its_surroundings():
    span = locate("Before the talks, the word is no; after them it is yes.", "the word is no")
    assert span is not None
    assert span.prefix == "Before the talks, "
    assert span.suffix == "; after them it is yes."


@given(st.text(), st.data())
def test_what_is_cut_out_of_a_text_is_found_in_it_where_it_was(text: str, data: st.DataObject):
    """Between spaces nothing is cut in two; the place may be an earlier one of the same words."""
    words = text.split()
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    line, string = " ".join(words), " ".join(words[first : last + 1])
    before = len(" ".join(words[:first])) + (first > 0)
    assert before in [span.start for span in places(line, string)]


@given(st.text(), st.text())
def test_what_is_found_are_the_same_words(text: str, string: str):
    for span in places(text, string):
        assert text[span.start : span.end] == span.exact
        assert places(span.exact, string)
