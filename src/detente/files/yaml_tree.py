"""YAML text in, a tree of words with their places out.

Everything that could hurt is refused while the parser's events arrive, before anything walks the tree:
aliases and anchors, tags, a second document, and what the composer refuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from detente.errors import Fault, Where
from detente.files.composer import Composer, Refused, guard_text
from detente.files.nodes import Items, Keys, Node, Scalar

SENTENCES = (
    (
        "mapping values are not allowed",
        "a second ': ' in one value: put the whole text in quotes, or mend the indentation",
    ),
    ("found character '\\t'", "a tab is used for indenting: use spaces"),
    ("that cannot start any token", "text cannot start with this character: put it in quotes"),
    ("found unexpected end of stream", "a quotation mark is opened and never closed"),
    ("found unexpected document separator", "a quotation mark is opened and never closed"),
    (
        "expected ',' or",
        "a bracket is opened here and not closed where it should be, or a comma is missing",
    ),
    ("but found '<stream end>'", "the file ends before a bracket that was opened is closed"),
    (
        "but found '<scalar>'",
        "text follows a closing quotation mark, or this line is indented unlike those above",
    ),
    ("expected the node content", "a bracket or a comma stands here without its partner"),
    ("expected <block end>", "this line does not fit the indentation of the lines above it"),
    ("could not find expected ':'", "a ':' is missing after the key"),
    ("sequence entries are not allowed", "a list entry ('- ') cannot stand here: start it on a new line"),
    ("bad indentation", "this line does not fit the indentation of the lines above it"),
    ("found unknown escape character", "an unknown escape (\\...) in double quotes: use single quotes"),
)
"""What the parser says, and what a person can do about it."""

AT_CONTEXT = (
    "found unexpected end of stream",
    "found unexpected document separator",
    "expected ',' or",
    "could not find",
)
"""Problems whose cause is where the construct was opened, not where the parser gave up."""


def read_yaml(text: str, file: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """The text as nodes, with the faults of its form. No node if it is empty or cannot be read."""
    composer = Composer(file)
    documents = 0
    try:
        guard_text(text, file)
        for event in _events(text, file):
            documents += isinstance(event, DocumentStartEvent)
            _guard(event, file, documents)
            _take(event, composer)
    except Refused as refused:
        return None, (refused.fault,)
    return composer.root, tuple(composer.faults)


def _take(event: Any, composer: Composer) -> None:
    if isinstance(event, ScalarEvent):
        composer.word(Scalar(*_place_of(event), event.value, plain=not event.style))
    elif isinstance(event, SequenceStartEvent):
        composer.enter(Items(*_place_of(event)))
    elif isinstance(event, MappingStartEvent):
        composer.enter(Keys(*_place_of(event)))
    elif isinstance(event, SequenceEndEvent | MappingEndEvent):
        composer.leave()


def _guard(event: Any, file: str, documents: int) -> None:
    says = None
    if documents > 1:
        says = "a second document starts here: a file holds one, so remove the '---'"
    elif isinstance(event, AliasEvent):
        says = f"'*{event.anchor}' is an alias, which is not used here: write it out or quote it"
    elif getattr(event, "anchor", None) is not None:
        says = f"'&{event.anchor}' is an anchor, which is not used here: remove it or quote it"
    elif _tag_of(event):
        says = f"'{_tag_of(event)}' is a tag, which is not used here: remove it or quote it"
    if says:
        raise Refused(Where(file, *_place_of(event)), says)


def _events(text: str, file: str) -> Iterator[Any]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        raise _syntax(error, file) from None
    except Exception as error:  # on odd text the parser lets its own IndexError, OverflowError ... through
        raise Refused(Where(file), f"this cannot be read as YAML ({type(error).__name__})") from None


def _syntax(error: MarkedYAMLError, file: str) -> Refused:
    problem = str(error.problem or error.context or "")
    mark = error.problem_mark or error.context_mark
    if problem.startswith(AT_CONTEXT) and error.context_mark:
        mark = error.context_mark
    where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
    for start, sentence in SENTENCES:
        if start in problem:
            return Refused(where, sentence)
    return Refused(where, f"this is not valid YAML: {problem}")


def _place_of(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _tag_of(event: Any) -> str:
    tag = getattr(event, "tag", None) or getattr(event, "ctag", None)
    return str(tag) if tag else ""
