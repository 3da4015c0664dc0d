"""JSON text in, a tree of words with their places out: the same tree that YAML gives."""

from __future__ import annotations

import json
import re

from detente.errors import Fault, Where
from detente.files.composer import BREAK, Composer, Refused, guard_text
from detente.files.nodes import Items, Keys, Node, Scalar

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\],:"]+|\r\n|\r|\n')


def read_json(text: str, file: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """The text as nodes, with the faults of its form. No node if it cannot be read."""
    composer = Composer(file)
    try:
        guard_text(text, file)
        _check(text, file)
        _compose(text, composer)
    except Refused as refused:
        return None, (refused.fault,)
    return composer.root, tuple(composer.faults)


def _check(text: str, file: str) -> None:
    """Raises Refused for what is not JSON, so that the tokens can be taken as they come."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        where = Where(file, error.lineno, error.colno)
        raise Refused(where, f"this is not valid JSON: {error.msg}") from None
    except (RecursionError, ValueError):
        says = "this JSON is nested too deeply, or holds a number that is too long"
        raise Refused(Where(file), says) from None


def _compose(text: str, composer: Composer) -> None:
    line, start = 1, 0
    for token in TOKEN.finditer(text):
        word, column = token.group(), token.start() - start + 1
        if BREAK.match(word):
            line, start = line + 1, token.end()
        elif word in "[{":
            composer.enter(Items(line, column) if word == "[" else Keys(line, column))
        elif word in "]}":
            composer.leave()
        elif word[0] == '"':
            composer.word(Scalar(line, column, json.loads(word), plain=False))
        else:
            composer.word(Scalar(line, column, word))
