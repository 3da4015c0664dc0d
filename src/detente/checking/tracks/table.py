"""In: columns read from a file. Out: `Fixes`, one plain table of positions, and from it one `Track` an object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.errors import Fault

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Fixes:
    """Positions of any number of objects, in the order in which they were read.

    objects     names of the objects
    object      for each row, the place of its name in `objects`
    t           UTC seconds since 1970
    lon, lat    degrees on WGS 84
    altitude_m  metres; NaN if not known
    sigma_km    error of the position, one standard deviation in km; NaN if not stated
    row         the row, record or line of the source, from 1
    source      what was read: a file's name
    called      call sign or ship's name, by object, where there is one
    """

    objects: tuple[str, ...]
    object: Ints
    t: Floats
    lon: Floats
    lat: Floats
    altitude_m: Floats
    sigma_km: Floats
    row: Ints
    source: str
    called: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.t)


@dataclass(frozen=True)
class Track:
    """The fixes of one object, in any order. Columns as in `Fixes`.

    by, platform  whose it is and of which class, where known: a clause binds a party and a class
    """

    object: str
    t: Floats
    lon: Floats
    lat: Floats
    altitude_m: Floats
    sigma_km: Floats
    row: Ints
    source: str
    by: str | None = None
    platform: str | None = None

    def __len__(self) -> int:
        return len(self.t)

    def ids(self, at: Sequence[int] | Ints) -> tuple[str, ...]:
        """Names of rows, for evidence: `file#12`."""
        return tuple(f"{self.source}#{n}" for n in self.row[np.asarray(at, dtype=np.int64)])


@dataclass(frozen=True)
class Imported:
    """What was read of a file.

    fixes     the good rows
    bad       how many rows were not taken
    faults    the first of them, each with its place, and what is wrong with the file as a whole
    unplaced  how many rows hold no position, as those of receivers do; that is no fault
    """

    fixes: Fixes
    bad: int = 0
    faults: tuple[Fault, ...] = ()
    unplaced: int = 0


def track(
    name: str,
    t: Sequence[float] | Floats,
    lon: Sequence[float] | Floats,
    lat: Sequence[float] | Floats,
    *,
    altitude_m: Sequence[float] | Floats | None = None,
    sigma_km: float | Sequence[float] | Floats = np.nan,
    row: Sequence[int] | Ints | None = None,
    source: str = "track",
    by: str | None = None,
    platform: str | None = None,
) -> Track:
    """A track from plain columns; rows count from 1 unless said. ValueError if their lengths differ."""
    count = len(t)
    if not len(lon) == len(lat) == count:
        raise ValueError("the columns of a track have one length")
    return Track(
        name,
        np.asarray(t, float),
        np.asarray(lon, float),
        np.asarray(lat, float),
        np.full(count, np.nan) if altitude_m is None else np.asarray(altitude_m, float),
        np.broadcast_to(np.asarray(sigma_km, float), (count,)).copy(),
        np.arange(1, count + 1) if row is None else np.asarray(row, np.int64),
        source,
        by,
        platform,
    )


def tracks(
    fixes: Fixes, by: Mapping[str, str] | None = None, platform: Mapping[str, str] | None = None
) -> tuple[Track, ...]:
    """One track an object, in the order of `objects`; `by` and `platform` by object or by call sign."""
    order = np.argsort(fixes.object, kind="stable")
    starts = np.searchsorted(fixes.object[order], np.arange(len(fixes.objects) + 1))
    return tuple(
        _cut(fixes, name, order[first:last], by or {}, platform or {})
        for name, first, last in zip(fixes.objects, starts[:-1], starts[1:], strict=True)
    )


def _cut(fixes: Fixes, name: str, at: Ints, by: Mapping[str, str], platform: Mapping[str, str]) -> Track:
    called = fixes.called.get(name, name)
    return Track(
        name if called == name else f"{called} ({name})",
        fixes.t[at],
        fixes.lon[at],
        fixes.lat[at],
        fixes.altitude_m[at],
        fixes.sigma_km[at],
        fixes.row[at],
        fixes.source,
        by.get(name, by.get(called)),
        platform.get(name, platform.get(called)),
    )


def part(whole: Track, at: NDArray[np.bool_] | Ints | slice) -> Track:
    """Some fixes of a track."""
    return Track(
        whole.object,
        whole.t[at],
        whole.lon[at],
        whole.lat[at],
        whole.altitude_m[at],
        whole.sigma_km[at],
        whole.row[at],
        whole.source,
        whole.by,
        whole.platform,
    )
