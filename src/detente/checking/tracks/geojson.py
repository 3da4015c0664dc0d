"""In: positions in GeoJSON: points with a time, or lines with a time for each corner. Out: `Imported`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from detente.checking.tracks.gathering import NAN, Gathering, number, seconds
from detente.checking.tracks.items import Items
from detente.checking.tracks.table import Imported

OBJECT = ("object", "id", "icao24", "mmsi", "name")
TIME = ("t", "time", "timestamp", "datetime")
TIMES = ("times", "coordTimes", "coordinateProperties")
"""Properties in which a line has its times; `coordTimes` is what converters from GPX write."""


def read_geojson(path: Path) -> Imported:
    """A FeatureCollection (RFC 7946); coordinates are longitude, latitude and, if given, metres."""
    got = Gathering(path)
    items = Items(path, "features", got.faults)
    for row, item in items:
        try:
            for name, t, lon, lat, altitude, sigma in list(_fixes(item, path.name)):
                got.add(row, name, t, lon, lat, altitude, sigma)
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            got.refuse(row, _says(error))
    return got.imported(items.bad)


def _says(error: Exception) -> str:
    if isinstance(error, ValueError):
        return str(error)
    return "a feature with a geometry and properties is wanted"


def _fixes(item: Any, file: str) -> Iterator[tuple[str, float, float, float, float, float]]:
    properties, geometry = item.get("properties") or {}, item["geometry"]
    name = str(_first(properties, OBJECT) or item.get("id") or file)
    sigma = number(properties.get("sigma_km"))
    for t, place in _timed(properties, geometry):
        if not isinstance(place, list) or len(place) < 2:
            raise ValueError("a position is a list of longitude and latitude")
        yield (
            name,
            seconds(t),
            number(place[0]),
            number(place[1]),
            number(place[2]) if len(place) > 2 else NAN,
            sigma,
        )


def _timed(properties: Mapping[str, Any], geometry: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    kind, places = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        when = _first(properties, TIME)
        if when is None:
            raise ValueError("the point has no time: write it under 'time'")
        return [(when, places)]
    if kind != "LineString":
        raise ValueError(f"a {kind} is no track: points or lines are wanted")
    times = _first(properties, TIMES)
    times = times.get("times") if isinstance(times, dict) else times
    if not isinstance(times, list) or len(times) != len(places):
        raise ValueError("the line needs a list 'times' with a time for each of its corners")
    return list(zip(times, places, strict=True))


def _first(properties: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((properties[name] for name in names if properties.get(name) is not None), None)
