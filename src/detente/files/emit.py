"""Records in, lines of YAML out: keys in the order of the class, what is left out left out.

A text is put in double quotes, exactly: a JSON string is one in YAML too. Invisible marks of direction
and joining are escaped, so that nobody reviews what cannot be seen. A character that `yaml_tree` refuses
even when it is escaped (NUL, form feed, DEL, U+2028 ...) becomes U+FFFD, one for one: offsets hold.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any, TypeVar

from detente.case.proposals import Span
from detente.errors import UsageError
from detente.files.composer import CONTROL

T = TypeVar("T")
WIDTH = 108
STEP = 2
LOST = "\ufffd"
"""What stands for a character that no file of a case may hold."""
LARGEST_EXACT = 1e15

BARE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
MEANT_OTHERWISE = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that this reader, or another one, takes for something else when they stand without quotes."""


def lines(record: Any, indent: int) -> list[str]:
    """A record as block lines, each key on its own line, indented by so many spaces.

    What does not fit on a line is broken up; a span never is. Raises UsageError for a figure that is
    not finite.
    """
    return [line for key, value in given(record) for line in _field(key, value, indent)]


def item(record: Any, indent: int, gap: int = 1) -> list[str]:
    """A record as one entry of a block list: the dash at `indent`, its keys `gap` spaces after it."""
    body = lines(record, indent + 1 + gap)
    return [f"{' ' * indent}-{' ' * gap}{body[0].lstrip(' ')}", *body[1:]]


def flow(value: Any) -> str:
    """A value on one line: `{kind: trigger, text: "..."}`, `[us, russia]`, `"words"`."""
    if is_dataclass(value):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in given(value)) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return _word(value)


def given(record: Any) -> Iterator[tuple[str, Any]]:
    """Key in a file and value, for every field that has to be written or is not its default."""
    for one in fields(record):
        value = getattr(record, one.name)
        if value != _default(one):
            yield one.name.rstrip("_"), value


def legible(value: T) -> T:
    """The value with U+FFFD for every character that no file of a case may hold, anywhere in it."""
    plain: Any = value
    if isinstance(value, str):
        plain = CONTROL.sub(LOST, value)
    elif isinstance(value, tuple):
        plain = tuple(legible(one) for one in value)
    elif is_dataclass(value):
        plain = replace(plain, **{one.name: legible(getattr(value, one.name)) for one in fields(value)})
    return plain  # type: ignore[no-any-return]


def _default(one: Field[Any]) -> Any:
    """A field's default; MISSING, which equals nothing, where it has to be written."""
    return one.default if one.default_factory is MISSING else one.default_factory()


def _field(key: str, value: Any, indent: int) -> list[str]:
    start = f"{' ' * indent}{key}:"
    one = f"{start} {flow(value)}"
    if len(one) > WIDTH and isinstance(value, tuple):
        return [start, *(line for each in value for line in _listed(each, indent + STEP))]
    if len(one) > WIDTH and is_dataclass(value) and not isinstance(value, Span):
        return [start, *lines(value, indent + STEP)]
    return [one]


def _listed(value: Any, indent: int) -> list[str]:
    one = f"{' ' * indent}- {flow(value)}"
    if len(one) > WIDTH and is_dataclass(value):
        return item(value, indent)
    return [one]


def _word(value: Any) -> str:
    if isinstance(value, str):
        return value if _is_bare(value) else _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, int | dt.date):
        return str(value)
    raise TypeError(f"no word for {type(value).__name__}")


def _is_bare(text: str) -> bool:
    return bool(BARE.fullmatch(text)) and text not in MEANT_OTHERWISE


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise UsageError(f"the figure {value} cannot be written: it has to be finite")
    return str(int(value)) if value.is_integer() and abs(value) < LARGEST_EXACT else repr(value)


def _quoted(text: str) -> str:
    quoted = json.dumps(CONTROL.sub(LOST, text), ensure_ascii=False)
    return quoted if quoted.isascii() else "".join(_seen(char) for char in quoted)


def _seen(char: str) -> str:
    """The character; its escape if it cannot be seen on a screen."""
    if unicodedata.category(char) != "Cf":
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
