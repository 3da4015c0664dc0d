"""In: a `CompiledZone`. Out: the same on a shelf of the cache, its arrays as compressed text."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.checking.zones.compiled import CompiledZone, Grid
from detente.files.store import Shelf, keep, recall

ZONES = Shelf("zones", most=40)
EFFORT = 1
"""Least effort of zlib: numbers of pieces repeat so much that more effort gains little."""
FORMS = {"states": "<u1", "first": "<i4", "members": "<i4", "pieces": "<f8"}


@dataclass(frozen=True)
class Packed:
    """A compiled zone as JSON can hold it: `arrays` are zlib in base64."""

    name: str
    boundary: str
    edges: str
    km: float
    mended: tuple[str, ...]
    content: str
    grid: Grid
    arrays: dict[str, str]


def shelve_zone(zone: CompiledZone) -> None:
    """Keep a compiled zone under its content."""
    arrays = {name: _pack(getattr(zone, name), form) for name, form in FORMS.items()}
    packed = Packed(
        zone.name, zone.boundary, zone.edges, zone.km, zone.mended, zone.content, zone.grid, arrays
    )
    keep(Packed, zone.content, packed, ZONES)


def recall_zone(content: str) -> CompiledZone | None:
    """The zone kept under this content, or None if there is none that can be read back whole."""
    packed = recall(Packed, content, ZONES)
    if packed is None or packed.content != content or set(packed.arrays) != set(FORMS):
        return None
    try:
        arrays = {name: _unpack(packed.arrays[name], form) for name, form in FORMS.items()}
        zone = CompiledZone(
            name=packed.name, boundary=packed.boundary, edges=packed.edges, km=packed.km,
            mended=packed.mended, content=content, grid=packed.grid, states=arrays["states"],
            first=arrays["first"], members=arrays["members"], pieces=arrays["pieces"].reshape(-1, 4),
        )  # fmt: skip
    except (ValueError, zlib.error):
        return None
    return zone if _whole(zone) else None


def _whole(zone: CompiledZone) -> bool:
    sizes = zone.grid.columns * zone.grid.rows, len(zone.near_cells) + 1
    return (len(zone.states), len(zone.first)) == sizes and len(zone.members) == int(zone.first[-1])


def _pack(array: NDArray[np.generic], form: str) -> str:
    return base64.b64encode(zlib.compress(array.astype(form).tobytes(), EFFORT)).decode("ascii")


def _unpack(text: str, form: str) -> NDArray[Any]:
    return np.frombuffer(zlib.decompress(base64.b64decode(text, validate=True)), dtype=form)
