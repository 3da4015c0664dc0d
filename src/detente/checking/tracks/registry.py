"""In: the path of a file of positions. Out: `Imported`, by the importer for its format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from detente.checking.tracks.aircraft import read_opensky, read_readsb, read_traffic
from detente.checking.tracks.bounded import pieces
from detente.checking.tracks.geojson import read_geojson
from detente.checking.tracks.ships import read_ais
from detente.checking.tracks.table import Imported
from detente.checking.tracks.tables import read_csv
from detente.errors import UsageError

IMPORTERS: Mapping[str, Callable[[Path], Imported]] = {
    "readsb": read_readsb,
    "opensky": read_opensky,
    "traffic": read_traffic,
    "geojson": read_geojson,
    "ais": read_ais,
    "csv": read_csv,
}
"""Formats of tracks, and what reads them."""

SIGNS: Mapping[str, re.Pattern[str]] = {
    "readsb": re.compile(r'^\s*\{.*"trace"\s*:', re.DOTALL),
    "opensky": re.compile(r'^\s*\{.*"states"\s*:', re.DOTALL),
    "geojson": re.compile(r'^\s*\{.*"features"\s*:', re.DOTALL),
    "traffic": re.compile(r"^\s*\["),
    "ais": re.compile(r"^(#.*\n)*[^\n]*!..VD[MO],"),
}
"""How a file of a format begins; anything else is taken for CSV."""
LOOKED_AT = 1 << 16


def sniff(path: Path) -> str:
    """The format of a file, by its beginning: a name in `IMPORTERS`."""
    beginning = next(pieces(path, []), "")[:LOOKED_AT]
    return next((name for name, sign in SIGNS.items() if sign.search(beginning)), "csv")


def read_tracks(path: Path, kind: str | None = None) -> Imported:
    """Positions from a file. `kind` is a name in `IMPORTERS`; the beginning of the file tells it if left out.

    NotReadable if the file cannot be opened, UsageError for a format that is not there. Everything else that
    is wrong stands in the result, with its place; the good rows are in it whatever happens to the others.
    """
    name = kind or sniff(path)
    if name not in IMPORTERS:
        raise UsageError(f"there is no format '{name}' of tracks: there are {', '.join(IMPORTERS)}")
    return IMPORTERS[name](path)
