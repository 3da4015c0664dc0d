"""In: the blocks of a document. Out: a tree each, from the language model that ships as a package.

The model's own entity recogniser and lemmatiser are left out: actors and word forms come from the
vocabulary, which a person can read and extend. So are its universal tags: the rules go by the Penn ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

from detente.reading.document import Block
from detente.reading.loading import model
from detente.reading.model_pin import MODEL
from detente.reading.tables import shapes
from detente.reading.trees import Tree, tree_of

PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
    ";": ".", "\u00a0": " ", "\u202f": " ", "\n": " ", "\r": " ", "\t": " ", "–": "-", "\ufeff": " ",
})  # fmt: skip
"""One character for one, so that every offset stays what it was."""
ELLIPSIS = re.compile(r"\[\s?(?:\.\.\.|…)\s?\]|\((?:\.\.\.|…)\)")
AFTER = re.compile(r"\s*(\S)")
BRACKETS = re.compile(r"\[([^\]]{1,40})\]")
NAMED = r"he|she|they|it|(?:the\s)?(?:[A-Z][\w’'-]+\s){0,5}[A-Z][\w’'-]+"
IN_OFFICE = r"(?:the|its|his|her|their|a|an|one|another)\s(?:[\w’'-]+\s){0,3}"
"""Who may be put into the middle of what they say: by name, or before the word for an office or a body."""
FINITE = "had|has|have|would|will|is|are|was|were|must|should|could|can|may|might|did|does|do|need"
"""Before the rest of what is said: ", said the envoy, had never been his"."""
WHEN = (
    r"\s(?:again|later|too|then|also|yesterday|today)"
    r"|(?:\s(?:late|early))?\s(?:on|in|at|during|last)\s(?:\w+\s){0,4}?\w+"
)


def model_version(name: str = MODEL) -> str:
    """The model's name and version, for the record of who read what."""
    meta = model(name).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}, spaCy {version('spacy')}"


def plain(text: str) -> str:
    """The text as the parser likes it, letter for letter: straight quotes, short sentences, no brackets."""
    text = ELLIPSIS.sub(lambda found: " " * len(found.group()), text.translate(PLAIN))
    text = _aside_said().sub(_blank, text)
    return BRACKETS.sub(lambda found: f" {found.group(1)} ", text)


def asides(text: str, blocks: Sequence[Block]) -> tuple[tuple[re.Match[str], ...], ...]:
    """For each block, the voices put into the middle of what they say, which the parser is not shown.

    A match has the groups `who` and `cue`, or `cue_before` and `who_after`; its places are those of the
    text: ", he went on,".
    """
    straight, aside = text.translate(PLAIN), _aside_said()
    found = (aside.finditer(straight, block.start, block.end) for block in blocks)
    return tuple(tuple(filter(_is_inside, one)) for one in found)


@cache
def _aside_said() -> re.Pattern[str]:
    """A voice put into the middle of what it says: ", he went on,", ", the envoy said on Monday,"."""
    lists = shapes()
    cues = "|".join(sorted((*lists["said_aside"].words, *lists["said_aside"].phrases), reverse=True))
    offices = "|".join(sorted(lists["persons"].words | lists["bodies"].words | lists["papers"].words))
    who = rf"{NAMED}|{IN_OFFICE}(?:{offices})"
    straight = rf"(?P<who>{who})\s(?P<cue>{cues})(?:{WHEN})?,(?=\s)"
    said_by = rf"(?P<cue_before>said|says|added|argued|insisted)\s(?P<who_after>{who})"
    turned = rf"{said_by}(?:{WHEN})?,(?=\s(?:{FINITE})\b)"
    return re.compile(rf",\s(?:{straight}|{turned})")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group()) if _is_inside(found) else found.group()


def _is_inside(found: re.Match[str]) -> bool:
    """True if words of its own sentence stand on both sides, and no quotation mark beside it."""
    after = AFTER.match(found.string, found.end())
    return after is not None and after[1].isalpha() and not found.string.endswith('"', 0, found.start())


def parse(text: str, blocks: Sequence[Block], name: str = MODEL) -> tuple[Tree, ...]:
    """A tree for each block, with positions in the whole text."""
    nlp = model(name)
    pieces = [plain(text[block.start : block.end]) for block in blocks]
    return tuple(
        tree_of(parsed, block.start)
        for parsed, block in zip(nlp.pipe(pieces, batch_size=64), blocks, strict=True)
    )
