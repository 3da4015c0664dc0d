"""In: tracks of aircraft in JSON, as readsb, OpenSky and the package traffic write them. Out: `Imported`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from detente.checking.tracks.gathering import FOOT_M, NAN, Gathering, number, seconds
from detente.checking.tracks.items import Items
from detente.checking.tracks.table import Imported
from detente.errors import Fault, Where

STATE = {"icao24": 0, "callsign": 1, "time_position": 3, "longitude": 5, "latitude": 6, "baro_altitude": 7}
"""Places in a state vector of OpenSky's REST interface, as its documentation numbers them; altitudes in metres."""
TRACE = {"seconds": 0, "lat": 1, "lon": 2, "altitude": 3, "aircraft": 8}
"""Places in a point of a readsb trace, as its documentation numbers them; altitudes in feet, or "ground"."""


def read_traffic(path: Path) -> Imported:
    """The JSON of the Python package traffic, gzipped or not: a list of records, times in ms, altitudes in feet."""
    got = Gathering(path)
    items = Items(path, None, got.faults)
    for row, item in items:
        if not isinstance(item, dict):
            got.refuse(row, "a record with named fields is wanted")
            continue
        name = str(item.get("icao24") or item.get("callsign") or path.name)
        got.call(name, item.get("callsign"))
        _take(
            got,
            row,
            name,
            item.get("timestamp"),
            item.get("longitude"),
            item.get("latitude"),
            _feet(item.get("altitude")),
        )
    return got.imported(items.bad)


def read_opensky(path: Path) -> Imported:
    """State vectors of OpenSky: an object whose `states` is a list of lists. The time of a position is its own."""
    got = Gathering(path)
    items = Items(path, "states", got.faults)
    for row, item in items:
        if not isinstance(item, list) or len(item) <= max(STATE.values()):
            got.refuse(row, "a state vector of 17 places is wanted")
            continue
        state = {name: item[place] for name, place in STATE.items()}
        name = str(state["icao24"])
        got.call(name, state["callsign"])
        _take(
            got,
            row,
            name,
            state["time_position"],
            state["longitude"],
            state["latitude"],
            state["baro_altitude"],
        )
    return got.imported(items.bad)


def read_readsb(path: Path) -> Imported:
    """A trace of readsb or tar1090: an object with `icao`, `timestamp` and `trace`, points in seconds after it."""
    got = Gathering(path)
    items = Items(path, "trace", got.faults)
    points = list(items)
    start, name = items.head.get("timestamp"), str(items.head.get("icao") or path.name)
    got.call(name, items.head.get("r"))
    if not isinstance(start, (int, float)) and points:
        got.faults.append(Fault(Where(path.name), "the trace has no 'timestamp': its points have no time"))
        return got.imported(items.bad + len(points))
    for row, item in points:
        _point(got, row, name, float(start or 0), item)
    return got.imported(items.bad)


def _point(got: Gathering, row: int, name: str, start: float, item: Any) -> None:
    if not isinstance(item, list) or len(item) <= TRACE["altitude"]:
        got.refuse(row, "a point of four places at least is wanted")
        return
    details = item[TRACE["aircraft"]] if len(item) > TRACE["aircraft"] else None
    if isinstance(details, dict):
        got.call(name, details.get("flight"))
    try:
        t = start + number(item[TRACE["seconds"]])
    except ValueError as error:
        got.refuse(row, str(error))
        return
    height = item[TRACE["altitude"]]
    _take(
        got,
        row,
        name,
        t,
        item[TRACE["lon"]],
        item[TRACE["lat"]],
        None if height == "ground" else _feet(height),
    )


def _feet(value: object) -> float | str | None:
    """Feet in metres; what is no number is left to be told."""
    return (
        value * FOOT_M
        if isinstance(value, (int, float)) and not isinstance(value, bool)
        else str(value or "")
    )


def _take(
    got: Gathering, row: int, name: str, t: object, lon: object, lat: object, altitude_m: object
) -> None:
    if lon is None and lat is None:
        got.unplaced += 1
        return
    try:
        got.add(
            row,
            name,
            seconds(t),
            number(lon),
            number(lat),
            number(altitude_m) if altitude_m is not None else NAN,
        )
    except ValueError as error:
        got.refuse(row, str(error))
