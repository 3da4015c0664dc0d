"""The language model as reading loads it gives what spaCy's own loading gives, word for word."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.reading import loading
from detente.reading.loading import UNUSED, model
from detente.reading.model_pin import MODEL
from detente.reading.trees import tree_of

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = (
    "Norway’s minister said on Tuesday that it would not, as she put it, “wait for ever”.",
    "I'd've signed it, y'all can't say we didn't... :-) at 10a.m. in St. Petersburg, e.g. with U.S. officers",
    "Both sides withdrew 1,200 tanks (some 30%) from the 25-km zone; see https://example.org/a?b=c or a@b.org",
    "Польша ждёт. 平壌は 2号 🇰🇵 – and “Zürich” isn’t far: it's Åland's, co-operation's, rock'n'roll's.",
    "\n\n  WAIT\tfor it  \u00a0 NOW!!! ",
    "",
)


@pytest.fixture(scope="module")
def by_spacy():
    return import_module(MODEL).load(exclude=list(UNUSED))


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_has_the_tree_that_spacy_gives(text: str, by_spacy):
    assert tree_of(model(MODEL)(text), 0) == tree_of(by_spacy(text), 0)


def test_whole_documents_have_the_trees_that_spacy_gives(by_spacy):
    for file in sorted((ROOT / "benchmarks" / "read" / "dev").glob("0*.txt")):
        text = file.read_text(encoding="utf-8")
        assert tree_of(model(MODEL)(text), 0) == tree_of(by_spacy(text), 0), file.name


def test_only_what_reading_uses_is_loaded():
    assert not set(UNUSED) & set(model(MODEL).component_names)
    assert model(MODEL).component_names == ["tok2vec", "tagger", "parser"]


def test_every_label_that_can_be_given_has_its_name(by_spacy):
    names = model(MODEL).vocab.strings
    for part in ("tagger", "parser"):
        labels = by_spacy.get_pipe(part).labels
        assert labels
        assert all(label in names for label in labels)


def test_a_model_whose_files_have_changed_is_refused_and_never_opened(monkeypatch: pytest.MonkeyPatch):
    opened: list[Path] = []
    monkeypatch.setattr("detente.reading.model_pin.check_pin.__defaults__", ("0" * 64,))
    monkeypatch.setattr(loading, "pinned", lambda _, folder: opened.append(folder))
    with pytest.raises(UsageError, match="is not the one this version was measured with"):
        model.__wrapped__()
    assert opened == []
