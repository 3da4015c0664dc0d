"""In: AIS sentences, as receivers log them, and pyais to decode them. Out: `Imported`: positions of ships."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

from detente.checking.tracks.bounded import lines
from detente.checking.tracks.gathering import Gathering, seconds
from detente.checking.tracks.table import Imported
from detente.errors import MissingExtra

POSITIONS = (1, 2, 3, 18, 19, 27)
"""Message types that report a ship's position: ITU-R M.1371, class A, class B and long range (from memory)."""
NO_LON, NO_LAT = 181.0, 91.0
"""What a ship sends that does not know where it is (as above)."""
SENTENCE = re.compile(r"^(?:\\(?P<tag>[^\\]*)\\)?(?P<before>[^!\\]*)(?P<nmea>!..VD[MO],.*)$")
RECEIVED = re.compile(r"(?:^|,)c:(\d+)")


def read_ais(path: Path) -> Imported:
    """NMEA 0183 sentences, a line each, with the time of reception in a tag block (`c:`) or in front of them.

    AIS messages hold no date, so a sentence without a time of reception is not taken. MissingExtra
    without pyais.
    """
    decode = decoder()
    got = Gathering(path)
    for line, text in lines(path, got.faults):
        if text.strip() and not text.startswith("#"):
            _sentence(got, decode, line, text.strip())
    return got.imported()


def decoder() -> Any:
    """pyais's `decode`."""
    try:
        return importlib.import_module("pyais").decode
    except ImportError as error:
        raise MissingExtra("reading AIS sentences", "check") from error


def _sentence(got: Gathering, decode: Any, line: int, text: str) -> None:
    found = SENTENCE.match(text)
    if found is None:
        got.refuse(line, "no AIS sentence: it begins with !AIVDM or !AIVDO", line=True)
        return
    if found["nmea"].split(",")[1] != "1":
        got.unplaced += 1
        return
    try:
        message = decode(found["nmea"].encode("ascii", "replace"), error_if_checksum_invalid=True)
        _position(got, line, message, _received(found))
    except ValueError as error:
        got.refuse(line, str(error), line=True)
    except Exception as error:
        # pyais has a tree of its own for what it cannot decode, and other errors for hostile bytes
        got.refuse(line, f"the sentence cannot be decoded: {type(error).__name__}", line=True)


def _received(found: re.Match[str]) -> str | None:
    tagged = RECEIVED.search(found["tag"] or "")
    return tagged[1] if tagged else found["before"].strip(" \t,;") or None


def _position(got: Gathering, line: int, message: Any, received: str | None) -> None:
    if message.msg_type not in POSITIONS or (message.lon == NO_LON and message.lat == NO_LAT):
        got.unplaced += 1
        return
    if received is None:
        raise ValueError("the sentence has no time of reception: a tag block with c: is wanted")
    got.add(line, str(message.mmsi), seconds(received), float(message.lon), float(message.lat))
