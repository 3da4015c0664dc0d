"""What the language model is shown and gives back: every offset stays what it was."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import MissingExtra, UsageError
from detente.reading import parse as module
from detente.reading.document import Block
from detente.reading.parse import asides, model_version, parse, plain


@given(st.text(max_size=80))
def test_what_the_parser_is_shown_is_as_long_as_the_text(text: str):
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "“We wait[…] for them,” he said [in French]; they did not.",
        "The alliance, she said, would wait. «Yes» – no…",
        "Moscow\u00a0said\u202fno.\r\nMinsk\tsaid\nyes.",
    ],
)
def test_what_the_parser_is_shown_keeps_every_word_where_it_was(text: str):
    shown = plain(text)
    assert len(shown) == len(text)
    for place, letter in enumerate(text):
        assert shown[place] in (letter, " ") or not letter.isalnum()


def test_each_block_has_a_tree_with_places_in_the_whole_text():
    text = "Talks began. \n\n  Iran’s envoy said: “No.”\n\nПольша ждёт 🇵🇱."
    starts = [0, text.index("Iran"), text.index("П")]
    blocks = [Block(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    trees = parse(text, blocks)
    assert len(trees) == 3
    for block, tree in zip(blocks, trees, strict=True):
        for start, end, word in zip(tree.starts, tree.ends, tree.words, strict=True):
            assert block.start <= start < end <= block.end
            assert plain(text)[start:end] == word


def test_a_voice_in_the_middle_is_kept_from_the_parser_and_handed_on():
    text = "The alliance, the envoy said, would not give up its bases."
    assert "envoy" not in plain(text)
    ((aside,),) = asides(text, [Block(0, len(text))])
    assert (aside["who"], aside["cue"]) == ("the envoy", "said")
    assert asides("“Never,” the envoy said, smiling.", [Block(0, 33)]) == ((),)


def test_the_model_and_its_version_are_named():
    assert model_version().startswith("en_core_web_sm")
    assert "spaCy 3" in model_version()


def test_without_the_parser_a_person_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtra, match="read"):
        module.model.__wrapped__()


def test_without_the_shipped_model_a_person_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, module.MODEL, None)
    with pytest.raises(MissingExtra, match="read"):
        module.model.__wrapped__()


def test_a_model_that_is_not_installed_is_named():
    with pytest.raises(UsageError, match="no language model 'xx_no_such_model' is installed"):
        parse("Talks began.", [Block(0, 12)], "xx_no_such_model")
