"""Nodes in, records of the case out; every word that does not fit becomes a fault at its place."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from detente.errors import Fault, Where
from detente.files.guess import closest, did_you_mean, listed
from detente.files.nodes import Items, Keys, Node, Scalar, Step, at, plain

T = TypeVar("T")
LONGEST_SHOWN = 40
MISSING_KEY = "missing"
UNKNOWN_KEY = "unexpected_keyword_argument"
"""The validator's own names for a key that is not there, and for one that should not be."""


@dataclass(frozen=True)
class Entry(Generic[T]):
    """A record with the node and the file that it was read from."""

    record: T
    node: Node
    file: str

    def where(self, *path: Step) -> Where:
        """The place of what stands under `path`; of the last thing on the way if there is nothing."""
        return where(self.file, at(self.node, path))


@dataclass(frozen=True)
class _Wrong:
    """One thing that the validator found: the class checked, the path in it and the node there."""

    kind: str
    cls: Any
    path: tuple[Step, ...]
    node: Node


def where(file: str, node: Node) -> Where:
    """The place of a node."""
    return Where(file, node.line, node.column)


def check(cls: type[T], node: Node, file: str) -> tuple[Entry[T] | None, tuple[Fault, ...]]:
    """The node as a record of class `cls`, and everything that keeps it from being one.

    A record comes with faults where only its keys are misspelt, so that the rest can be looked at too.
    """
    found = _validated(cls, node)
    if isinstance(found, list) and _as_text(found, node):
        found = _validated(cls, node)
    faults: tuple[Fault, ...] = ()
    if isinstance(found, list):
        faults = tuple(_faults(cls, node, file, found))
        found = _validated(cls, node) if _respelt(cls, node, found) else found
    if isinstance(found, list):
        return None, faults
    odd = tuple(_dates_misread(found, node, file))
    return (None if odd else Entry(found, node, file)), (*faults, *odd)


def lists_of(cls: type) -> Mapping[str, type[Any]]:
    """The keys of a file whose value is a list of records, each with the class of its entries."""
    inner = {key: get_args(kind)[0] for key, kind in keys_of(cls).items() if get_origin(kind) is tuple}
    return {key: one for key, one in inner.items() if isinstance(one, type) and is_dataclass(one)}


def keys_of(cls: Any) -> Mapping[str, Any]:
    """The keys that a record may have in a file, each with its type."""
    return _kinds(cls)


def required_keys(cls: Any) -> list[str]:
    """The keys that a record must have in a file."""
    needed = [one for one in fields(cls) if one.default is MISSING and one.default_factory is MISSING]
    return [one.name.rstrip("_") for one in needed]


@cache
def adapter(cls: Any) -> TypeAdapter[Any]:
    """The validator of a class, built once."""
    return TypeAdapter(cls)


def _validated(cls: Any, node: Node) -> Any:
    """The record, or the validator's list of errors."""
    try:
        return adapter(cls).validate_json(json.dumps(plain(node)), strict=True)
    except ValidationError as wrong:
        return wrong.errors(include_url=False, include_input=False)


def _as_text(errors: list[ErrorDetails], node: Node) -> bool:
    """Text is wanted where a number was understood (`version: 1.10`): take it as it was written."""
    words = [at(node, error["loc"]) for error in errors if error["type"] == "string_type"]
    mended = [word for word in words if isinstance(word, Scalar) and word.plain]
    for word in mended:
        word.plain = False
    return bool(mended)


def _respelt(cls: Any, node: Node, errors: list[ErrorDetails]) -> bool:
    """Put the keys meant in place of unknown ones, or drop these. True if there were any."""
    unknown = [error["loc"] for error in errors if error["type"] == UNKNOWN_KEY]
    for *above, key in unknown:
        holder = at(node, tuple(above))
        if isinstance(holder, Keys):
            pair = holder.keys.pop(str(key))
            near = closest(str(key), keys_of(_type_at(cls, tuple(above))))
            if near:
                holder.keys.setdefault(near, pair)
    return bool(unknown)


def _faults(cls: Any, node: Node, file: str, errors: list[ErrorDetails]) -> Iterator[Fault]:
    meant = set(_meant(cls, errors))
    for error in errors:
        path = error["loc"]
        if error["type"] == MISSING_KEY and path in meant:
            continue
        wrong = _Wrong(error["type"], cls, path, at(node, path))
        yield Fault(where(file, _spot(wrong, node)), SENTENCES.get(wrong.kind, _other)(wrong))


def _meant(cls: Any, errors: list[ErrorDetails]) -> Iterator[tuple[Step, ...]]:
    """Paths of keys that are missing only because they are misspelt: said once is enough."""
    for error in errors:
        if error["type"] == UNKNOWN_KEY:
            *above, key = error["loc"]
            near = closest(str(key), keys_of(_type_at(cls, tuple(above))))
            if near:
                yield (*above, near)


def _spot(wrong: _Wrong, root: Node) -> Node:
    """Where to point: at the key itself for a key that is unknown or empty, else at the value."""
    holder = at(root, wrong.path[:-1])
    if wrong.kind in (UNKNOWN_KEY, MISSING_KEY) and isinstance(holder, Keys):
        pair = holder.keys.get(str(wrong.path[-1]))
        return pair[0] if pair else holder
    return wrong.node


def _missing(wrong: _Wrong) -> str:
    key = wrong.path[-1]
    if isinstance(key, int):
        return f"{key} values stand here, and more are wanted: [least, greatest]"
    if isinstance(wrong.node, Scalar):
        return f"'{key}' is empty: write its value"
    return f"the key '{key}' is missing here"


def _unknown(wrong: _Wrong) -> str:
    key = str(wrong.path[-1])
    allowed = keys_of(_type_at(wrong.cls, wrong.path[:-1]))
    near = did_you_mean(key, allowed)
    return f"unknown key '{key}'{near or ': the keys here are ' + listed(allowed)}"


def _not_listed(wrong: _Wrong) -> str:
    allowed = [str(one) for one in get_args(_type_at(wrong.cls, wrong.path))]
    word = _seen(wrong.node)
    return f"{word} is not one of {listed(allowed)}{did_you_mean(word.strip(chr(39)), allowed)}"


def _not_a_list(wrong: _Wrong) -> str:
    inner = get_args(_type_at(wrong.cls, wrong.path))[:1]
    if inner and is_dataclass(inner[0]):
        return f"a list is wanted here, each entry starting with '- ', not {_seen(wrong.node)}"
    word = wrong.node.text if isinstance(wrong.node, Scalar) else "one, two"
    return f"a list is wanted here, in brackets, even for one: [{word}]"


def _not_keys(wrong: _Wrong) -> str:
    cls = _type_at(wrong.cls, wrong.path)
    keys = f" ({', '.join(required_keys(cls) or keys_of(cls))} ...)" if is_dataclass(cls) else ""
    return f"keys with values are wanted here{keys}, not {_seen(wrong.node)}"


def _not_a_date(wrong: _Wrong) -> str:
    return f"{_seen(wrong.node)} is not a date: write year-month-day in digits, as in 2022-01-08"


def _not_a_number(wrong: _Wrong) -> str:
    return f"a number is wanted here, in plain digits like 9000 or 0.5, not {_seen(wrong.node)}"


def _not_yes_or_no(wrong: _Wrong) -> str:
    return f"true or false is wanted here, not {_seen(wrong.node)}"


def _not_text(wrong: _Wrong) -> str:
    return f"text is wanted here, not {_seen(wrong.node)}"


def _other(wrong: _Wrong) -> str:
    return f"{_seen(wrong.node)} is not understood here"


SENTENCES: Mapping[str, Callable[[_Wrong], str]] = {
    MISSING_KEY: _missing,
    UNKNOWN_KEY: _unknown,
    "literal_error": _not_listed,
    "tuple_type": _not_a_list,
    "dataclass_type": _not_keys,
    "dict_type": _not_keys,
    "date_type": _not_a_date,
    "date_parsing": _not_a_date,
    "float_type": _not_a_number,
    "bool_type": _not_yes_or_no,
    "string_type": _not_text,
}
"""The validator's kinds of error, each with the sentence a person can act on."""


def _dates_misread(value: Any, node: Node, file: str) -> Iterator[Fault]:
    """The validator takes a quoted number for seconds since 1970; a date has to read as written."""
    if isinstance(value, dt.date):
        if isinstance(node, Scalar) and node.text != value.isoformat():
            yield Fault(where(file, node), _not_a_date(_Wrong("date_type", type(value), (), node)))
    elif is_dataclass(value):
        for field in fields(value):
            key = field.name.rstrip("_")
            if isinstance(node, Keys) and key in node.keys:
                yield from _dates_misread(getattr(value, field.name), node.keys[key][1], file)
    elif isinstance(value, tuple) and isinstance(node, Items):
        for one, item in zip(value, node.items, strict=False):
            yield from _dates_misread(one, item, file)


def _seen(node: Node) -> str:
    if isinstance(node, Items):
        return "a list"
    if isinstance(node, Keys):
        return "keys with values"
    text = " ".join(node.text.split())
    return f"'{text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + '...'}'"


def _type_at(kind: Any, path: tuple[Step, ...]) -> Any:
    for step in path:
        if isinstance(step, int):
            kind = get_args(kind)[0]
        else:
            kind = keys_of(kind)[step] if is_dataclass(kind) else Any
        kind = _given(kind)
    return kind


def _given(kind: Any) -> Any:
    """The type without its "or nothing"."""
    if get_origin(kind) in (Union, UnionType):
        return next(one for one in get_args(kind) if one is not type(None))
    return kind


@cache
def _kinds(cls: Any) -> Mapping[str, Any]:
    """Key in a file -> type, for a record class."""
    hints = get_type_hints(cls)
    return {field.name.rstrip("_"): hints[field.name] for field in fields(cls)}
