"""In: a `Track` as it was read. Out: its good fixes by time, and a `DataFault` for whatever was wrong.

The outcome depends on the fixes only, not on the order of their rows. A whole track has to be cleaned
before it is cut into pieces: whether a fix is a spike shows in its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.checking.results import DataFault
from detente.checking.telling import amount
from detente.checking.tracks.pieces import Pieces, thinned
from detente.checking.tracks.table import Floats, Ints, Track, part
from detente.engines.coordinates import FINE, REASONS, SWAPPED, refuse
from detente.maths.sphere import distance_km

Bools = NDArray[np.bool_]

FASTEST_KM_H = 3600.0
"""Where no greatest speed is stated: faster than any aircraft in service (the SR-71 flew 3,530 km/h)."""
LOWEST_M, HIGHEST_M = -500.0, 30_000.0
"""Altitudes beyond which an aircraft's is taken for a fault: below the Dead Sea's shore, above the SR-71."""
SIGMAS = 4.0
"""How far position errors may stretch the way between two fixes before a speed is called impossible."""
SLACK_KM = 0.05
"""What the rounding of positions may add to a way."""
TICK_S = 1.0
"""How far the time between two fixes may be off: receivers stamp whole seconds, some of them late."""
SPHERE = 0.994
"""A way on the ellipsoid is at least this share of the one on the sphere."""
LISTED = 20
"""Rows named in a fault; it says how many there are."""


@dataclass(frozen=True)
class Cleaned:
    """The good fixes by time, and what was wrong. `dropped` rows are in none of the good ones."""

    track: Track
    faults: tuple[DataFault, ...]
    dropped: int


def clean(raw: Track, fastest_km_h: float | None = None) -> Cleaned:
    """The fixes that can be judged by, in order of time, and a fault a kind for those that cannot."""
    placed, unplaced = _placed(raw)
    ordered = part(placed, np.lexsort((placed.row, placed.lat, placed.lon, placed.t)))
    single, doubled = _single(ordered)
    fresh, stale = _fresh(single, fastest_km_h or FASTEST_KM_H)
    steady, jumping = _steady(fresh, fastest_km_h or FASTEST_KM_H)
    level, odd = _level(steady)
    faults = (*unplaced, *_backwards(placed), *doubled, *stale, *jumping, *odd)
    return Cleaned(level, faults, len(raw) - len(level))


def fault(kind: str, says: str, rows: tuple[str, ...]) -> DataFault:
    """A fault with its first rows; the sentence holds `{n}` for how many there are."""
    count = f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}"
    return DataFault(kind, says.replace("{n}", count), rows[:LISTED])


# ---------------------------------------------------------------- positions and times


def _placed(raw: Track) -> tuple[Track, tuple[DataFault, ...]]:
    why = refuse(raw.lon, raw.lat)
    timed = np.isfinite(raw.t)
    faults = [
        fault(
            "swapped" if reason == SWAPPED else "position",
            f"{raw.object}: {{n}} left out, where {says}.",
            raw.ids(np.flatnonzero(why == reason)),
        )
        for reason, says in REASONS.items()
        if (why == reason).any()
    ]
    if not timed.all():
        faults.append(
            fault("time", f"{raw.object}: {{n}} left out, without a time.", raw.ids(np.flatnonzero(~timed)))
        )
    return part(raw, (why == FINE) & timed), tuple(faults)


def _backwards(placed: Track) -> Iterator[DataFault]:
    """Told, not mended: fixes are judged in order of time anyway."""
    by_row = np.argsort(placed.row, kind="stable")
    back = by_row[1:][np.diff(placed.t[by_row]) < 0]
    if len(back):
        says = f"{placed.object}: the clock goes backwards at {{n}}; the fixes are judged in order of time."
        yield fault("clock", says, placed.ids(back))


def _single(ordered: Track) -> tuple[Track, tuple[DataFault, ...]]:
    """One fix a moment: of equal ones the first; where one object is at two places at once, none."""
    if len(ordered) < 2:
        return ordered, ()
    new = np.concatenate([[True], np.diff(ordered.t) > 0])
    group = np.cumsum(new) - 1
    first = np.flatnonzero(new)[group]
    off = distance_km(ordered.lon, ordered.lat, ordered.lon[first], ordered.lat[first])
    apart = off > _slack(ordered.sigma_km, ordered.sigma_km[first])
    torn = np.bincount(group, weights=apart.astype(float))[group] > 0
    copies = ~new & ~torn
    faults = []
    if copies.any():
        says = f"{ordered.object}: {{n}} left out that repeat a fix of the same moment."
        faults.append(fault("duplicate", says, ordered.ids(np.flatnonzero(copies))))
    if torn.any():
        says = f"{ordered.object}: {{n}} left out that place it in two places at one moment."
        faults.append(fault("two places", says, ordered.ids(np.flatnonzero(torn))))
    return part(ordered, new & ~torn), tuple(faults)


def _slack(one: Floats, other: Floats) -> Floats:
    return np.asarray(SIGMAS * np.hypot(np.nan_to_num(one), np.nan_to_num(other)) + SLACK_KM)


# ---------------------------------------------------------------- speeds and altitudes


def _fresh(single: Track, fastest: float) -> tuple[Track, tuple[DataFault, ...]]:
    """The track without positions that were repeated while the clock ran on.

    Archives fill seconds without a report with the last position. The next true one then looks like a jump:
    too far from the last repeat, and within reach from the first.
    """
    same = (np.diff(single.lon) == 0) & (np.diff(single.lat) == 0)
    if not same.any():
        return single, ()
    starts = np.flatnonzero(np.concatenate([[True], ~same]))
    ends, following = starts[1:] - 1, starts[1:]
    held = ends > starts[:-1]
    jumped = (
        held
        & ~_possible(single, ends, following, fastest)
        & _possible(single, starts[:-1], following, fastest)
    )
    run = np.cumsum(np.concatenate([[False], ~same]))
    old = np.concatenate([jumped, [False]])[run] & np.concatenate([[False], same])
    if not old.any():
        return single, ()
    says = f"{single.object}: {{n}} left out that repeat an old position while the clock runs on."
    return part(single, ~old), (fault("stale", says, single.ids(np.flatnonzero(old))),)


def _steady(single: Track, fastest_km_h: float) -> tuple[Track, tuple[DataFault, ...]]:
    """The track without the pieces that it could only have reached faster than it flies."""
    keep, jumps = reachable(single, fastest_km_h)
    as_swapped = _fits_if_swapped(single, keep, fastest_km_h)
    most = amount(round(fastest_km_h), "km/h")
    told = {
        "swapped": (as_swapped, "left out that lie on its way only if latitude and longitude are swapped"),
        "speed": (~keep & ~as_swapped, f"left out that it could have reached only faster than {most}"),
        "jump": (jumps, f"reached from the one before only faster than {most}; both ends are kept, since "
                 "neither is a short stray: two objects under one name, or false positions"),
    }  # fmt: skip
    faults = tuple(
        fault(kind, f"{single.object}: {{n}} {says}.", single.ids(np.flatnonzero(at)))
        for kind, (at, says) in told.items()
        if at.any()
    )
    return part(single, keep), faults


def reachable(track: Track, fastest: float) -> tuple[Bools, Bools]:
    """Which fixes of a track in order of time stay, and before which of them an impossible jump stays.

    The track is cut at its impossible jumps. Pieces are taken out, the shortest first, where what is
    left on either side fits together, or where they are a tenth of the track at most; so a spike goes,
    and of two long pieces neither does.
    """
    count = len(track)
    at = np.arange(count)
    cuts = np.flatnonzero(~_possible(track, at[:-1], at[1:], fastest)) + 1 if count > 1 else at[:0]
    pieces = Pieces(np.concatenate([[0], cuts]), np.concatenate([cuts, [count]]) - 1)

    def fits(one: int, other: int) -> bool:
        return bool(_possible(track, np.array([one]), np.array([other]), fastest)[0])

    left = thinned(pieces, fits)
    keep = np.zeros(count, dtype=bool)
    for first, last in left:
        keep[first : last + 1] = True
    kept = np.flatnonzero(keep)
    jumps = np.zeros(count, dtype=bool)
    jumps[kept[1:]] = ~_possible(track, kept[:-1], kept[1:], fastest)
    return keep, jumps


def _possible(track: Track, one: Ints, other: Ints, fastest: float) -> Bools:
    """Could it have flown from fix `one` to the later fix `other`? On the sphere, in its favour."""
    way = distance_km(track.lon[one], track.lat[one], track.lon[other], track.lat[other]) * SPHERE
    reach = fastest * (track.t[other] - track.t[one] + TICK_S) / 3600
    return np.asarray(way <= reach + _slack(track.sigma_km[one], track.sigma_km[other]))


def _fits_if_swapped(track: Track, keep: Bools, fastest: float) -> Bools:
    """Fixes left out that would fit between the good ones with latitude and longitude exchanged."""
    good, out = np.flatnonzero(keep), np.flatnonzero(~keep & (np.abs(track.lon) <= 90))
    fits = np.zeros(len(track), dtype=bool)
    if not len(out):
        return fits
    turned = replace(
        track, lon=np.where(keep, track.lon, track.lat), lat=np.where(keep, track.lat, track.lon)
    )
    spot = np.searchsorted(good, out)
    before, after = good[np.maximum(spot - 1, 0)], good[np.minimum(spot, len(good) - 1)]
    fine_before = (before > out) | _possible(turned, before, out, fastest)
    fine_after = (after < out) | _possible(turned, out, after, fastest)
    fits[out] = fine_before & fine_after
    return fits


def _level(steady: Track) -> tuple[Track, tuple[DataFault, ...]]:
    """An altitude that cannot be is struck out; the position beside it still counts."""
    known = np.isfinite(steady.altitude_m)
    odd = (known & ((steady.altitude_m < LOWEST_M) | (steady.altitude_m > HIGHEST_M))) | np.isinf(
        steady.altitude_m
    )
    if not odd.any():
        return steady, ()
    says = (
        f"{steady.object}: {{n}} with an altitude beyond {LOWEST_M:,.0f} to {HIGHEST_M:,.0f} m; the altitude is "
        "left out, the position is kept."
    )
    level = np.where(odd, np.nan, steady.altitude_m)
    return replace(steady, altitude_m=level), (fault("altitude", says, steady.ids(np.flatnonzero(odd))),)
