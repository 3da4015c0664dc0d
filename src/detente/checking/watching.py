"""In: an agreement and a case that keeps tracks. Out: `Watched`: what its duties to keep away make of them.

For every duty of kind keep-out and every place of it that has a width, the zone is compiled, the tracks of
the holder and of the platform class are read and cleaned, and held against the line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.case.acts import TrackFile
from detente.case.agreements import Agreement, Place, Side
from detente.case.case import Case
from detente.case.zones import Zone
from detente.checking.approaches import Line, approaches_of
from detente.checking.duties import duties
from detente.checking.far import DEFAULT, Near, near_tracks, silent
from detente.checking.results import Checking, DataFault, Duty, Trace
from detente.checking.seen import Approach
from detente.checking.telling import amount, percent
from detente.checking.tracks.clean import clean
from detente.checking.tracks.registry import read_tracks
from detente.checking.tracks.table import Imported, Track, part, tracks
from detente.checking.zones.compile import compile_zone
from detente.checking.zones.compiled import CompiledZone
from detente.checking.zones.locate import Located, locate
from detente.engines.tracks import Tell
from detente.files.trackfiles import FOLDER, track_path
from detente.maths.alarms import share_per_check

Floats = NDArray[np.float64]

KEEP_OUT = "keep-out"
COMPACT = ".parquet"
BEYOND_KM = 100.0
"""How far beyond the limit distances are worked out. A fix further off is known to be at least that far."""
WEEKS = 52
"""Checks a year for which the budget of false alarms is divided."""
DRAWN = 160
"""Points of a track that are kept to draw it."""
AROUND = 3.0
"""A track is drawn as far from its nearest fix as so many times the limit."""


@dataclass(frozen=True)
class Watched:
    """What tracks give for one agreement.

    approaches  runs beyond a limit and nearest fixes, each for its duty, with the trace to draw it
    faults      in the data of the tracks
    notes       what was not looked at, and the budget of false alarms
    """

    approaches: tuple[Approach, ...] = ()
    faults: tuple[DataFault, ...] = ()
    notes: tuple[str, ...] = ()


def watch(
    agreement: Agreement,
    case: Case,
    *,
    as_of: dt.date | None = None,
    engine: str = DEFAULT,
    progress: Tell = silent,
) -> Watched:
    """Hold the tracks of a case against every duty of an agreement to keep away from a line.

    as_of   the last day whose fixes count
    engine  what looks through compact track files: numpy, fast, duckdb, spark or spark://host:port
    Other files are judged whole, in numpy. Raises UsageError for a zone or an engine that is not there,
    NotReadable for a file that is not what its name says, MissingExtra.
    """
    found: list[Approach] = []
    faults: list[DataFault] = []
    notes: list[str] = []
    for duty, place, zone in _lines(agreement, case):
        km = place.km or 0.0
        compiled = compile_zone(zone, km + BEYOND_KM)
        line = Line(zone.id, km, _distance(compiled, place.side), compiled.km)
        for index in _of(case, duty, place):
            near = _tracks(case, index, compiled, engine, progress)
            notes += near.notes
            faults += near.faults
            for raw in near.tracks:
                approaches, wrong = _held(raw, line, zone.name, duty, index, as_of, near.sql)
                found += approaches
                faults += wrong
    if found:
        notes += _budget(agreement, found)
    return Watched(tuple(found), tuple(dict.fromkeys(faults)), tuple(dict.fromkeys(notes)))


def joined(checking: Checking, watched: Watched) -> Checking:
    """A checking with the faults and notes of the tracks that it was made with."""
    return replace(
        checking, faults=(*checking.faults, *watched.faults), notes=(*checking.notes, *watched.notes)
    )


# ---------------------------------------------------------------- which tracks against which line


def _lines(agreement: Agreement, case: Case) -> Iterator[tuple[Duty, Place, Zone]]:
    """Places of a width whose zone the case has; a zone that it does not have is a doubt already."""
    zones = {zone.id: zone for zone in case.zones}
    for duty in duties(agreement):
        if duty.clause.kind != KEEP_OUT:
            continue
        for place in duty.clause.where:
            if place.km is not None and place.zone in zones and place.for_ in (None, duty.holder):
                yield duty, place, zones[place.zone]


def _of(case: Case, duty: Duty, place: Place) -> Iterator[TrackFile]:
    """The tracks of the holder, or of an actor that speaks for it, of the classes that the place holds for."""
    for index in case.tracks:
        theirs = duty.holder in (index.by, case.party_of(index.by))
        if theirs and (not place.of or index.platform in place.of):
            yield index


def _tracks(case: Case, index: TrackFile, zone: CompiledZone, engine: str, progress: Tell) -> Near:
    path = track_path(case.folder, index.file)
    if path.suffix == COMPACT:
        near = near_tracks(path, zone, engine, only=index.object, tell=progress)
    else:
        imported = read_tracks(path)
        near = Near(_wanted(imported, index), _import_faults(imported, index))
    return replace(near, tracks=tuple(_named(track, index) for track in near.tracks))


def _wanted(imported: Imported, index: TrackFile) -> tuple[Track, ...]:
    """The tracks of a file, or the one that the index names, by its name or its call sign."""
    whole = tracks(imported.fixes)
    if index.object is None:
        return whole
    called = imported.fixes.called
    names = {name: called.get(name, name) for name in imported.fixes.objects}
    return tuple(
        track
        for track, name in zip(whole, names, strict=True)
        if index.object in (name, names[name], track.object)
    )


def _named(track: Track, index: TrackFile) -> Track:
    """With the party and the class of the index; its source is the file in the case."""
    return replace(track, by=index.by, platform=index.platform, source=f"{FOLDER}/{index.file}")


def _import_faults(imported: Imported, index: TrackFile) -> tuple[DataFault, ...]:
    said = tuple(DataFault("row", f"{fault.where}: {fault.says}") for fault in imported.faults)
    if imported.bad > len(said):
        more = f"{FOLDER}/{index.file}: {imported.bad:,} rows in all could not be taken."
        return (*said, DataFault("row", more))
    return said


# ---------------------------------------------------------------- distance


def _outwards(found: Located, km: float) -> Floats:
    """Inside the area is beyond the line: negative, and where the border is out of reach, as far as is known."""
    return np.where(found.inside, -np.where(np.isnan(found.km), km, found.km), found.km)


def _inwards(found: Located, km: float) -> Floats:
    """Only the strip along the inner side of the border counts; outside is out of reach."""
    return np.where(found.inside, found.km, np.nan)


SIDES: Mapping[Side, Callable[[Located, float], Floats]] = {
    "both": _outwards, "own": _outwards, "other": _inwards,
}  # fmt: skip
"""How far a fix is from being beyond an area, by the side that the clause names. The area is what is kept out
of: outside is one's own side, and to have crossed is worse than to have come near. A line has no sides."""


def _distance(zone: CompiledZone, side: Side) -> Callable[[Floats, Floats], Floats]:
    def distance(lon: Floats, lat: Floats) -> Floats:
        return SIDES[side if _is_area(zone) else "both"](locate(zone, lon, lat), zone.km)

    return distance


def _is_area(zone: CompiledZone) -> bool:
    return bool((zone.states % 2 == 1).any())


# ---------------------------------------------------------------- one track


def _held(
    raw: Track, line: Line, place: str, duty: Duty, index: TrackFile, as_of: dt.date | None, sql: str
) -> tuple[tuple[Approach, ...], tuple[DataFault, ...]]:
    rule = duty.clause.evidence
    cleaned = clean(_until(raw, as_of), rule.speed_km_h)
    if not len(cleaned.track):
        return (), cleaned.faults
    km = line.distance(cleaned.track.lon, cleaned.track.lat)
    found = tuple(
        replace(
            one, duty=duty.id, synthetic=index.synthetic, place=place,
            trace=_trace(cleaned.track, one, np.where(np.isnan(km), line.reach_km, km), rule.max_gap_s, sql),
        )
        for one in approaches_of(cleaned.track, line, rule)
    )  # fmt: skip
    return found, cleaned.faults


def _until(track: Track, as_of: dt.date | None) -> Track:
    """The fixes up to the end of a day, universal time."""
    if as_of is None:
        return track
    end = dt.datetime.combine(as_of + dt.timedelta(days=1), dt.time(), dt.UTC).timestamp()
    return part(track, ~(track.t >= end))


def _trace(track: Track, one: Approach, km: Floats, max_gap_s: float, sql: str) -> Trace:
    """Where the nearest fix of an approach is, and the track around it, in pieces between gaps."""
    during = np.flatnonzero(
        (track.t >= one.first.timestamp() - 1e-6) & (track.t <= one.last.timestamp() + 1e-6)
    )
    at = int(during[np.argmin(km[during])])
    drawn = np.flatnonzero(km <= max(AROUND * one.km, float(km[at]) + one.km))
    step = max(1, -(-len(drawn) // DRAWN))
    parted = (np.diff(drawn) > 1) | (np.diff(track.t[drawn]) > max_gap_s)
    pieces = tuple(
        _points(track, piece[np.unique([*range(0, len(piece), step), len(piece) - 1])])
        for piece in np.split(drawn, np.flatnonzero(parted) + 1)
        if len(piece)
    )
    (here,) = _points(track, np.array([at]))
    when = dt.datetime.fromtimestamp(float(track.t[at]), dt.UTC)
    (row,) = track.ids([at])
    return Trace(one.zone, one.km, here, when, row, pieces, sql)


def _points(track: Track, at: NDArray[np.int64]) -> tuple[tuple[float, float], ...]:
    """Longitude and latitude to 11 m, which no map shows finer."""
    return tuple(
        (round(float(lon), 4), round(float(lat), 4))
        for lon, lat in zip(track.lon[at], track.lat[at], strict=True)
    )


# ---------------------------------------------------------------- how often it is wrong


def _budget(agreement: Agreement, found: Iterable[Approach]) -> Iterator[str]:
    """What a year may have in false alarms, what that leaves a weekly check of each duty, and what the rule does."""
    owed = duties(agreement)
    budget = min(duty.clause.evidence.false_alarms for duty in owed)
    checks = len(owed) * WEEKS
    share = float(share_per_check(budget, checks))
    rates = [one.false_alarm[1] for one in found if one.false_alarm is not None]
    needs = f"; the rule on tracks, at the limit itself, may need {percent(max(rates))}" if rates else ""
    yield (
        f"Budget of false alarms: {amount(budget, '')} a year over {len(owed)} "
        f"{'duty' if len(owed) == 1 else 'duties'} checked weekly leaves each check {percent(share)}{needs}."
    )
