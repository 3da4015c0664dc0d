"""In: a result. Out: the same as JSON, with stable keys, ISO dates and floats to six places."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import math
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

DIGITS = 6
CLOCKED = frozenset({"seconds"})
"""Fields that a clock filled: left out, so that the same inputs and seed give the same text."""


def to_json(value: object) -> str:
    """A result as JSON text: equal results give equal text."""
    return json.dumps(to_plain(value), ensure_ascii=False, indent=2, allow_nan=False)


def to_plain(value: object) -> Any:
    """A result as dicts, lists, text and numbers. What is not a finite number becomes null."""
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value) if field.name not in CLOCKED]
        return {name.rstrip("_"): to_plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {_key(key): to_plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if isinstance(value, frozenset | set):
        return sorted(to_plain(one) for one in value)
    return _atom(value)


def _key(key: object) -> str:
    return key if isinstance(key, str) else str(_atom(key))


def _atom(value: object) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def _number(value: float) -> float | None:
    if not math.isfinite(value):
        return None
    # Adding zero turns -0.0 into 0.0, so that a sign nobody meant is not printed.
    return round(value, DIGITS) + 0.0
