"""`@record`: the one way a noun of the case is declared.

A record is a frozen, keyword-only dataclass. A trailing underscore in a field's name is dropped in
files (`if_` is written `if`), unknown keys are refused, and the docstring under a field becomes
its hover help in an editor. Nothing here imports a parser: the room `files/` reads the marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


def _file_key(field: str) -> str:
    return field.rstrip("_")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make `cls` a frozen, keyword-only dataclass that a file may hold."""
    marks: Any = cls
    marks.__pydantic_config__ = {
        "extra": "forbid",
        "alias_generator": _file_key,
        "use_attribute_docstrings": True,
        "title": cls.__name__,
    }
    return dataclass(frozen=True, kw_only=True)(cls)
