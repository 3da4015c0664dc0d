"""In: a zone as a person wrote it and a distance. Out: a `CompiledZone`, from the cache if it is there."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.case.zones import Zone
from detente.checking.zones.compiled import CompiledZone
from detente.checking.zones.edges import cut
from detente.checking.zones.outline import outline
from detente.checking.zones.packing import recall_zone, shelve_zone
from detente.checking.zones.refine import refine, states_of
from detente.errors import NotSupported, UsageError
from detente.files.store import code_digest, key
from detente.maths import geodesy

Floats = NDArray[np.float64]

FURTHEST_KM = 2000.0
"""The longest distance that is compiled; the rule's distances are 0.1 km off there."""
NORTHERNMOST = 89.0
"""Degrees of latitude that a zone and its distance may reach."""
MARGIN = 1.01
"""The grid reaches this much further than the distance, so that no rounding leaves a point off it."""


def compile_zone(zone: Zone, km: float) -> CompiledZone:
    """The two tables of a zone and a distance in km from its border, on either side.

    Raises UsageError for a geometry or a distance that makes no sense, NotSupported for zones that reach
    a pole or go round the Earth, MissingExtra without shapely.
    """
    if not 0 <= km <= FURTHEST_KM:
        raise UsageError(f"zone '{zone.id}': a distance is between 0 and {FURTHEST_KM:,.0f} km, not {km:g}")
    content = content_of(zone, km)
    found = recall_zone(content)
    if found is not None:
        return replace(found, name=zone.id, boundary=zone.boundary)
    made = _compile(zone, km, content)
    shelve_zone(made)
    return made


def content_of(zone: Zone, km: float) -> str:
    """Hash of everything that the tables depend on: geometry, edge type, distance and this code."""
    geometry = json.dumps(zone.geometry, sort_keys=True, separators=(",", ":"))
    return key(geometry, zone.edges, repr(float(km)), zone.id, _code())


@cache
def _code() -> str:
    geodesics = hashlib.sha256(Path(geodesy.__file__).read_bytes()).hexdigest()
    return key(code_digest(Path(__file__).parent), geodesics)


def _compile(zone: Zone, km: float, content: str) -> CompiledZone:
    drawn = outline(zone.id, zone.geometry)
    pieces = cut((*drawn.rings, *drawn.lines), zone.edges)
    box = _box(zone.id, pieces, km)
    turn = 360.0 * math.floor((box[0] + 180) / 360)
    pieces = pieces - [turn, 0.0, turn, 0.0]
    grid, near = refine(pieces, km, (box[0] - turn, box[1], box[2] - turn, box[3]))
    made = CompiledZone(
        name=zone.id, boundary=zone.boundary, edges=zone.edges, km=float(km), mended=drawn.mended,
        content=content, grid=grid, states=np.zeros(0, np.uint8), first=near.first.astype(np.int32),
        members=near.members.astype(np.int32), pieces=pieces,
    )  # fmt: skip
    states = states_of(grid, near, pieces, made.slopes, area=bool(drawn.rings))
    return _in_order(replace(made, states=states), near.cells)


def _box(name: str, pieces: Floats, km: float) -> tuple[float, float, float, float]:
    """West, south, east and north of all that is within the distance, degrees."""
    up = float(np.degrees((km * MARGIN + 1) / geodesy.SHORT_KM)) * MARGIN
    south, north = float(pieces[:, [1, 3]].min()) - up, float(pieces[:, [1, 3]].max()) + up
    furthest = max(abs(south), abs(north))
    if furthest > NORTHERNMOST:
        raise NotSupported(
            f"zone '{name}': with {km:g} km around it the zone reaches {furthest:.1f} degrees of latitude; "
            f"zones beyond {NORTHERNMOST:.0f} degrees, near a pole, are not supported"
        )
    side = float(
        np.degrees(np.arcsin(min(1.0, np.sin(np.radians(up)) / np.cos(np.radians(furthest - up)))))
    )
    west, east = float(pieces[:, 0].min()) - side * MARGIN, float(pieces[:, 2].max()) + side * MARGIN
    if side >= 89 or east - west >= 360:
        raise NotSupported(
            f"zone '{name}': with {km:g} km around it the zone goes round the whole Earth, which is not supported"
        )
    return float(west), south, float(east), north


def _in_order(zone: CompiledZone, cells: NDArray[np.int64]) -> CompiledZone:
    """The same zone with the pieces in the order of the numbers of their cells."""
    order = np.argsort(cells, kind="stable")
    counts = np.diff(zone.first)[order]
    first = np.concatenate([[0], np.cumsum(counts)])
    place = np.repeat(zone.first[:-1][order] - first[:-1], counts) + np.arange(first[-1])
    return replace(zone, first=first.astype(np.int32), members=zone.members[place])
