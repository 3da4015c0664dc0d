"""In: positions in CSV, of any length, plain or gzipped. Out: `Imported`, whole or a part at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.checking.tracks.bounded import lines
from detente.checking.tracks.gathering import FOOT_M, NAN, Gathering, number, seconds
from detente.checking.tracks.table import Imported
from detente.errors import NotReadable

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "object": ("object", "icao24", "icao", "hex", "mmsi", "id", "track_id", "callsign", "flight", "name"),
    "t": ("t", "time", "timestamp", "datetime", "date_time", "utc", "basedatetime"),
    "lon": ("lon", "longitude", "long", "lng", "x"),
    "lat": ("lat", "latitude", "y"),
    "position": ("position",),
    "altitude_m": ("altitude_m", "alt_m", "geoaltitude", "baroaltitude", "geo_altitude", "baro_altitude"),
    "altitude_ft": ("altitude_ft", "alt_ft", "alt_baro", "alt_geom"),
    "sigma_km": ("sigma_km",),
    "sigma_m": ("sigma_m",),
    "called": ("callsign", "flight", "shipname", "vesselname"),
}
"""What a column may be called, the usual name first; capitals do not matter. Altitudes whose unit is not in the
name are not taken. `position` is latitude and longitude in one."""
ROWS = 500_000


@dataclass(frozen=True)
class _Places:
    """Where each column stands, by its name in `COLUMNS`, and what parts one from the next."""

    at: Mapping[str, int]
    cut: str

    def get(self, cells: Sequence[str], name: str) -> str | None:
        place = self.at.get(name, -1)
        return cells[place] if 0 <= place < len(cells) else None


def read_csv(path: Path) -> Imported:
    """The whole file: eight numbers a row are kept."""
    (whole,) = list(_parts(path, None))
    return whole


def csv_parts(path: Path, rows: int = ROWS) -> Iterator[Imported]:
    """So many rows at a time, for files larger than memory; objects are numbered anew in each part."""
    return _parts(path, rows)


def _parts(path: Path, rows: int | None) -> Iterator[Imported]:
    got = Gathering(path)
    numbered = lines(path, got.faults)
    places = _places(path, next(numbered, (1, ""))[1])
    for line, text in numbered:
        if text.strip():
            _row(got, line, text, places)
        if rows is not None and len(got.row) >= rows:
            yield got.imported()
            got.faults.clear()
            got = Gathering(path, got.faults)
    yield got.imported()


def _places(path: Path, head: str) -> _Places:
    """NotReadable where the first line does not name time, longitude and latitude."""
    cut = max(",;\t", key=head.count)
    names = [name.strip().casefold() for name in _cells(head, cut)]
    at = {
        column: names.index(found)
        for column, called in COLUMNS.items()
        if (found := next((name for name in called if name in names), None)) is not None
    }
    missing = [
        name for name in ("t", "lon", "lat") if name not in at and not (name != "t" and "position" in at)
    ]
    if missing:
        wanted = ", ".join(f"'{COLUMNS[name][1]}'" for name in missing)
        raise NotReadable(path.name, f"its first line has to name the columns; not found: {wanted}")
    return _Places(at, cut)


def _cells(text: str, cut: str) -> list[str]:
    return next(csv.reader([text], delimiter=cut), []) if '"' in text else text.split(cut)


def _row(got: Gathering, line: int, text: str, places: _Places) -> None:
    at = places.at
    try:
        cells = _cells(text, places.cut)
        name = (cells[at["object"]] if "object" in at else "") or got.file
        lon, lat = _position(cells, places)
        altitude = _altitude(cells, places) if "altitude_m" in at or "altitude_ft" in at else NAN
        sigma = _sigma(cells, places) if "sigma_km" in at or "sigma_m" in at else NAN
        got.add(line, name, seconds(cells[at["t"]]), lon, lat, altitude, sigma)
    except IndexError:
        got.refuse(line, "the row is too short", line=True)
    except (ValueError, csv.Error) as error:
        got.refuse(line, str(error), line=True)
    else:
        if "called" in at:
            got.call(name, places.get(cells, "called"))


def _position(cells: Sequence[str], places: _Places) -> tuple[float, float]:
    if "lon" in places.at:
        lon, lat = cells[places.at["lon"]], cells[places.at["lat"]]
    else:
        lat, _, lon = cells[places.at["position"]].partition(",")
    if not lon or not lat:
        raise ValueError("the row has no position")
    return number(lon), number(lat)


def _altitude(cells: Sequence[str], places: _Places) -> float:
    metres, feet = places.get(cells, "altitude_m"), places.get(cells, "altitude_ft")
    if metres:
        return number(metres)
    return number(feet) * FOOT_M if feet and feet != "ground" else NAN


def _sigma(cells: Sequence[str], places: _Places) -> float:
    km, m = places.get(cells, "sigma_km"), places.get(cells, "sigma_m")
    if km:
        return number(km)
    return number(m) / 1000 if m else NAN
