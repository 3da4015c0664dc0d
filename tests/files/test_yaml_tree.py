"""YAML as people write it, YAML as people break it, and YAML as an attacker writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.files.composer import DEEPEST, LONGEST, MOST_NODES
from detente.files.nodes import Keys, plain
from detente.files.yaml_tree import read_yaml


def said(text: str) -> list[str]:
    return [str(fault) for fault in read_yaml(text, "f")[1]]


def meant(text: str) -> object:
    node, faults = read_yaml(text, "f")
    assert not faults
    assert node is not None
    return plain(node)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("12:30", "12:30"),
        ("2022-01-08", "2022-01-08"),
        ("TLP:CLEAR", "TLP:CLEAR"),
        ("1_000", "1_000"),
        ("true", True),
        ("-3", -3),
        ("0.5", 0.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("'7'", "7"),
        ('"true"', "true"),
        ("~", None),
    ],
)
def test_words_mean_what_yaml_1_2_says(written: str, read: object) -> None:
    assert meant(f"- {written}") == [read]


def test_a_key_with_nothing_under_it_counts_as_left_out() -> None:
    assert meant("a:\nb: ''\n") == {"b": ""}


def test_every_key_and_value_has_its_place() -> None:
    node, _ = read_yaml("a:\n  - {b: c}\n", "f")
    assert isinstance(node, Keys)
    ((key, items),) = node.keys.values()
    assert (key.line, key.column, items.line, items.column) == (1, 1, 2, 3)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: *x\n", "f:1:4: '*x' is an alias, which is not used here: write it out or quote it"),
        ("a: &x 1\n", "f:1:4: '&x' is an anchor, which is not used here: remove it or quote it"),
        ("a: !x 1\n", "f:1:4: '!x' is a tag, which is not used here: remove it or quote it"),
        (
            "a: 1\n---\nb: 1\n",
            "f:2:1: a second document starts here: a file holds one, so remove the '---'",
        ),
        ("? [a]\n: b\n", "f:1:3: a key has to be a word, not a list or a mapping"),
        ("a: 1\nb: 2\na: 3\n", "f:3:1: the key 'a' stands twice: first at f:1:1; keep one of them"),
        ("a\x07: 1\n", "f:1:2: an invisible control character (U+0007) stands here: remove it"),
        ('a: "\\0"\n', "f:1:4: a control character is hidden in this text: remove it"),
        (
            "a: b: c\n",
            "f:1:5: a second ': ' in one value: put the whole text in quotes, or mend the indentation",
        ),
        ("a:\n\t- b\n", "f:2:1: a tab is used for indenting: use spaces"),
        ("a: 1\nb: 'c\nd: e\n", "f:2:4: a quotation mark is opened and never closed"),
        (
            "a: [1, 2\nb: 3\n",
            "f:1:4: a bracket is opened here and not closed where it should be, or a comma is missing",
        ),
        ("a: 1\nb\nc: 2\n", "f:2:1: a ':' is missing after the key"),
        ("a: @x\n", "f:1:4: text cannot start with this character: put it in quotes"),
    ],
)
def test_broken_text_is_told_where_and_what_to_do(text: str, fault: str) -> None:
    assert said(text) == [fault]


def test_a_bomb_of_aliases_is_refused_at_the_first() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
    )
    assert said(bomb) == ["f:1:4: '&a' is an anchor, which is not used here: remove it or quote it"]


@pytest.mark.parametrize("text", ["[" * 20_000, "- " * 20_000, "{a: " * 20_000])
def test_depth_is_limited(text: str) -> None:
    (fault,) = said(text)
    assert fault.endswith(f"nested more than {DEEPEST} levels deep: no case needs that")


def test_the_deepest_nesting_allowed_is_read() -> None:
    assert said("[" * DEEPEST + "]" * DEEPEST) == []


def test_length_is_limited() -> None:
    assert said("#" * (LONGEST + 1)) == [
        f"f: the file is longer than {LONGEST:,} characters: split the case"
    ]


def test_the_number_of_entries_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.files.composer.MOST_NODES", 3)
    assert said("[a, b]") == []
    assert said("[a, b, c]") == ["f:1:8: more than 3 entries in one file"]
    assert MOST_NODES == 200_000


@given(st.text(alphabet="ab:- \n\t[]{}'\"#&*!|>%@,?0\\xu\x00é", max_size=60))
def test_no_text_escapes_as_an_exception(text: str) -> None:
    node, faults = read_yaml(text, "f")
    assert (
        node is not None
        or faults
        or not text.strip(" \n\t#")
        or "#" in text
        or text.strip().startswith("-")
    )
