"""In: a JSON file that holds one long list. Out: its items one by one, and the rest of the file as a mapping.

The list is never held whole, so its length is no matter; an item that is no JSON is a fault, and the next ones
are read all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente.checking.tracks.bounded import pieces
from detente.errors import Fault, Where

LONGEST_ITEM = 1 << 20
LONGEST_HEAD = 1 << 16
BETWEEN = re.compile(r"[\s,]*")
NEXT = re.compile(r"[}\]]\s*,\s*(?=[{\[])")


@dataclass
class Items:
    """A list being read: iterate over it once; `head` holds the other keys of the file when that is done.

    key     the key under which the list stands; None where the file is the list
    faults  what is wrong with the file and its items
    bad     how many items are no JSON
    """

    path: Path
    key: str | None
    faults: list[Fault]
    head: dict[str, Any] = field(default_factory=dict)
    bad: int = 0

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        """Each item with its number, from 1."""
        source = pieces(self.path, self.faults)
        text = next(source, "")
        start = self._start(text)
        if start is None:
            return
        opening, self._number = text[:start], 0
        rest = yield from self._read(source, text[start:])
        if self.key:
            self.head = _mapping(f"{opening}]{rest}") or _mapping(f"{opening}]}}")

    def _start(self, text: str) -> int | None:
        """Where the first item begins; None, and a fault, where there is no list."""
        pattern = r"\s*\[" if self.key is None else rf'"{self.key}"\s*:\s*\['
        look = re.match if self.key is None else re.search
        found = look(pattern, text[:LONGEST_HEAD])
        if found:
            return found.end()
        what = "a list" if self.key is None else f"the list '{self.key}'"
        self.faults.append(
            Fault(Where(self.path.name), f"{what} is wanted here, in JSON, and there is none")
        )
        return None

    def _read(self, source: Iterator[str], text: str) -> Generator[tuple[int, Any], None, str]:
        """Items until the list ends; what stands behind it."""
        at, more, decoder = 0, True, json.JSONDecoder()
        while True:
            at = BETWEEN.match(text, at).end()  # type: ignore[union-attr]
            if text[at : at + 1] == "]":
                return text[at + 1 :] + "".join(piece for piece, _ in zip(source, range(4), strict=False))
            try:
                item, at = decoder.raw_decode(text, at)
            except (ValueError, RecursionError) as error:
                if more and len(text) - at < LONGEST_ITEM:
                    piece = next(source, None)
                    more, text, at = piece is not None, text[at:] + (piece or ""), 0
                    continue
                if (at := self._skip(text, at, error)) < 0:
                    return ""
                continue
            self._number += 1
            yield self._number, item

    def _skip(self, text: str, at: int, error: Exception) -> int:
        """The place behind an item that is no JSON; -1 where there is no next one."""
        self._number += 1
        self.bad += 1
        following = NEXT.search(text, at)
        if following is None:
            says = (
                f"the list breaks off at item {self._number}: the {self._number - 1:,} before it are used"
            )
        else:
            says = f"item {self._number} is no JSON: {getattr(error, 'msg', 'it is nested too deeply')}"
        self.faults.append(Fault(Where(self.path.name), says))
        return following.end() if following else -1

    _number: int = 0


def _mapping(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
