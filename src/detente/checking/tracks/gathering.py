"""In: rows of positions one by one. Out: an `Imported`: the columns, and the rows that were not taken."""

from __future__ import annotations

import datetime as dt
import math
from array import array
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.checking.tracks.table import Fixes, Imported
from detente.errors import Fault, Where

LISTED = 100
"""Faults that are listed; of more, only the number is told."""
FOOT_M = 0.3048
NAN = math.nan
MILLI, MICRO = 1e11, 1e14
"""UTC seconds above these are milliseconds, or microseconds: in seconds, the years 5138 and 3 million."""


class Gathering:
    """Rows of one file as they come. `faults` is the list to write to, where somebody else writes to it as well."""

    def __init__(self, path: Path, faults: list[Fault] | None = None) -> None:
        self.file = path.name
        self.t, self.lon, self.lat, self.altitude_m, self.sigma_km = (array("d") for _ in range(5))
        self.object, self.row = array("q"), array("q")
        self.objects: dict[str, int] = {}
        self.called: dict[str, Counter[str]] = {}
        self.faults: list[Fault] = [] if faults is None else faults
        self.bad = self.unplaced = 0

    def add(
        self,
        row: int,
        name: str,
        t: float,
        lon: float,
        lat: float,
        altitude_m: float = NAN,
        sigma_km: float = NAN,
    ) -> None:
        """A row that was read. Whether the position can be is asked later, where a track is cleaned."""
        self.object.append(self.objects.setdefault(name, len(self.objects)))
        self.row.append(row)
        self.t.append(t)
        self.lon.append(lon)
        self.lat.append(lat)
        self.altitude_m.append(altitude_m)
        self.sigma_km.append(sigma_km)

    def refuse(self, row: int, says: str, line: bool = False) -> None:
        """A row that is not taken: counted, and the first of them listed."""
        self.bad += 1
        if self.bad <= LISTED:
            where = Where(self.file, row, 1) if line else Where(self.file)
            self.faults.append(Fault(where, says if line else f"item {row}: {says}"))

    def call(self, name: str, called: object) -> None:
        """A call sign or ship's name that an object used."""
        if isinstance(called, str) and called.strip():
            self.called.setdefault(name, Counter())[called.strip()] += 1

    def imported(self, bad: int = 0) -> Imported:
        """What was read; `bad` more rows were refused before they came here."""
        if self.bad > LISTED:
            self.faults.append(
                Fault(Where(self.file), f"{self.bad:,} rows were not taken; {LISTED} are listed")
            )
        columns = (self.t, self.lon, self.lat, self.altitude_m, self.sigma_km)
        t, lon, lat, altitude, sigma = (np.array(column, dtype=np.float64) for column in columns)
        fixes = Fixes(
            tuple(self.objects), _whole(self.object), t, lon, lat, altitude, sigma, _whole(self.row), self.file,
            {name: count.most_common(1)[0][0] for name, count in self.called.items()},
        )  # fmt: skip
        return Imported(fixes, self.bad + bad, tuple(self.faults), self.unplaced)


def _whole(column: array[int]) -> NDArray[np.int64]:
    return np.array(column, dtype=np.int64)


def number(value: object) -> float:
    """A number of JSON or CSV; NaN for nothing. ValueError for what is no number."""
    if value is None or value == "":
        return NAN
    if isinstance(value, (str, float, int)) and not isinstance(value, bool):
        try:
            return float(value)
        except (ValueError, OverflowError):
            pass
    raise ValueError(f"{value!r:.40} is no number")


def seconds(value: object) -> float:
    """UTC seconds of a time: seconds, milli- or microseconds since 1970, or ISO 8601 (UTC where no zone is given)."""
    try:
        since = number(value)
    except ValueError:
        return _iso(value)
    if -MILLI <= since <= MILLI:
        return since
    return since / 1e6 if abs(since) > MICRO else since / 1e3


def _iso(value: object) -> float:
    try:
        when = dt.datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError(
            f"{value!r:.40} is no time: write 2022-02-17T14:30:00Z or UTC seconds since 1970"
        ) from None
    return when.replace(tzinfo=when.tzinfo or dt.UTC).timestamp()
