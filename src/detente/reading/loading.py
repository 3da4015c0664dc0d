"""In: the name of a language model. Out: the model, loaded once, with nothing in it that reading does not use.

spaCy's own `load` makes its tokenizer twice, checks a configuration that was checked when the model was
made, and reads eighty thousand strings of a vocabulary that nothing asks for: half of the wait. Every step
here is a documented one of spaCy's; what it gives is what `load` gives, tree for tree.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from detente.errors import MissingExtra, UsageError
from detente.reading.model_pin import MODEL, checking

UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")
"""Parts of the pipeline that reading goes without."""
BLANK = "detente.Blank.v1"
"""The name under which spaCy knows a tokenizer that has no rules yet."""


@cache
def model(name: str = MODEL) -> Any:
    """The language model, loaded once. Raises MissingExtra or UsageError."""
    if name != MODEL:
        return _by_spacy(name)
    found = find_spec(MODEL)
    if found is None or found.origin is None:
        raise MissingExtra("Reading documents", "read")
    folder = Path(found.origin).parent
    with checking(folder):
        spacy = _spacy()
    return pinned(spacy, folder)


def _spacy() -> Any:
    try:
        with without_commands():
            import spacy
    except ImportError:
        raise MissingExtra("Reading documents", "read") from None
    return spacy


def _by_spacy(name: str) -> Any:
    try:
        return _spacy().load(name, exclude=list(UNUSED))
    except OSError:
        raise UsageError(f"no language model '{name}' is installed") from None


def pinned(spacy: Any, folder: Path) -> Any:
    """The model whose files lie in `folder` and are those that were measured."""
    meta = spacy.util.get_model_meta(folder)
    data = folder / f"{meta['lang']}_{meta['name']}-{meta['version']}"
    spacy.registry.tokenizers(BLANK, func=_blank_tokenizer(spacy))
    config = _used(spacy.util.load_config(data / "config.cfg"))
    nlp = spacy.util.load_model_from_config(config, meta=meta, validate=False)
    nlp.from_disk(data, exclude=[*UNUSED, "config.cfg", "strings"])
    for label in _labels(nlp):
        nlp.vocab.strings.add(label)
    return nlp


def _used(config: Any) -> Any:
    """The model's configuration: its parts that reading uses, and a tokenizer that is filled from its file."""
    nlp, parts = config["nlp"], config["components"]
    nlp |= {"pipeline": [one for one in nlp["pipeline"] if one not in UNUSED], "disabled": []}
    nlp["tokenizer"] = {"@tokenizers": BLANK}
    config["components"] = {name: parts[name] for name in nlp["pipeline"]}
    return config


def _blank_tokenizer(spacy: Any) -> Callable[[], Callable[[Any], Any]]:
    return lambda: lambda nlp: spacy.tokenizer.Tokenizer(nlp.vocab)


def _labels(nlp: Any) -> Iterable[str]:
    """Every tag and dependency that the model gives: a word's own strings are added when it is read."""
    return (label for _, part in nlp.pipeline for label in getattr(part, "labels", ()))


@contextmanager
def without_commands() -> Iterator[None]:
    """Import spaCy without its command line, which is a third of the wait and nothing that reading uses.

    spaCy's own `__init__` asks for `spacy.cli.info`: it gets an empty module for as long as it is being
    imported, and whoever asks afterwards gets the real one.
    """
    if "spacy" in sys.modules:
        yield
        return
    cli, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    cli.__path__ = []
    vars(info)["info"] = None
    sys.modules |= {"spacy.cli": cli, "spacy.cli.info": info}
    try:
        yield
    finally:
        for name in ("spacy.cli", "spacy.cli.info"):
            sys.modules.pop(name, None)
