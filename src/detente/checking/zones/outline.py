"""In: the GeoJSON geometry of a zone. Out: an `Outline`: valid rings and lines in one frame of longitudes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import MissingExtra, NotSupported, UsageError

Points = NDArray[np.float64]

LONGEST = 90.0
"""Degrees of longitude that one edge may span: beyond this nobody can say which way round it goes."""
SNAP = 1e-9
"""Degrees within which a longitude is the 180th meridian: a tenth of a millimetre."""
DUST = 1e-12
"""Square degrees below which an overlap of two polygons is rounding: under a hundredth of a square metre."""


@dataclass(frozen=True)
class Outline:
    """A zone's border in one frame: longitudes in [west, west + 360), so nothing is cut at 180 degrees.

    rings    closed, (n + 1, 2) degrees; inside is where a line crosses them an odd number of times
    lines    open, (n, 2) degrees; they have no inside. A point is a line of one position
    mended   a sentence for everything that had to be changed in the geometry
    """

    rings: tuple[Points, ...]
    lines: tuple[Points, ...]
    mended: tuple[str, ...]


def outline(name: str, geometry: dict[str, Any]) -> Outline:
    """Bring a geometry into one frame and mend it.

    Raises UsageError where it is not a geometry, NotSupported where it goes round a pole, where an edge
    spans too much, or where the zone goes round the Earth; MissingExtra without shapely.
    """
    polygons, lines = _parts(name, geometry)
    crossing = any(_jumps(part) for part in (*(ring for rings in polygons for ring in rings), *lines))
    polygons = [[_unroll(name, ring, closed=True) for ring in rings] for rings in polygons]
    lines = [_unroll(name, line, closed=False) for line in lines]
    west = _west(name, [rings[0] for rings in polygons] + lines)
    polygons = [_in_frame(rings, west) for rings in polygons]
    lines = [_in_frame([line], west)[0] for line in lines]
    rings, mended = _mend(name, polygons)
    if crossing:
        mended = (f"{name}: edges that span more than 180 degrees were read the short way round.", *mended)
    return Outline(rings, tuple(lines), mended)


# ---------------------------------------------------------------- from GeoJSON

AS_POLYGONS: dict[str, Callable[[Any], Any]] = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}
AS_LINES: dict[str, Callable[[Any], Any]] = {
    "LineString": lambda c: [c],
    "MultiLineString": lambda c: c,
    "Point": lambda c: [[c]],
    "MultiPoint": lambda c: [[one] for one in c],
}


def _parts(name: str, geometry: dict[str, Any]) -> tuple[list[list[Points]], list[Points]]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind in AS_POLYGONS:
        polygons = [
            [_positions(name, ring, 4) for ring in rings] for rings in AS_POLYGONS[kind](coordinates)
        ]
        return [rings for rings in polygons if rings], []
    if kind in AS_LINES:
        return [], [_positions(name, line, 1) for line in AS_LINES[kind](coordinates)]
    raise UsageError(
        f"zone '{name}': the geometry has the type '{kind}', which is not an area, line or point"
    )


def _positions(name: str, listed: Any, least: int) -> Points:
    try:
        points = np.array([position[:2] for position in listed], float).reshape(-1, 2)
    except (TypeError, ValueError):
        raise UsageError(f"zone '{name}': a position is not two numbers") from None
    if len(points) < least:
        raise UsageError(f"zone '{name}': a ring has fewer than {least} positions")
    if not np.all(np.isfinite(points)) or np.any(np.abs(points[:, 1]) > 90):
        raise UsageError(f"zone '{name}': a position is not a longitude and a latitude within 90 degrees")
    near = np.abs(np.abs(points[:, 0]) - 180) < SNAP
    points[near, 0] = np.copysign(180.0, points[near, 0])
    return points


# ---------------------------------------------------------------- into one frame


def _jumps(points: Points) -> bool:
    return bool(np.any(np.abs(np.diff(points[:, 0])) > 180))


def _unroll(name: str, points: Points, *, closed: bool) -> Points:
    """Longitudes made continuous: every edge goes the short way."""
    if closed and not np.array_equal(points[0], points[-1]):
        points = np.vstack([points, points[:1]])
    steps = np.diff(points[:, 0])
    short = (steps + 180) % 360 - 180
    # A plain edge keeps its own difference, so that its ends stay what was written to the last bit.
    short = np.where(np.abs(steps) <= 180, steps, short)
    if np.any(np.abs(short) > LONGEST) or np.any(np.abs(steps) > 360):
        raise NotSupported(
            f"zone '{name}': an edge spans more than {LONGEST:.0f} degrees of longitude, so it is not known "
            "which way round the Earth it goes; put points in between"
        )
    turns = np.concatenate([[0.0], np.cumsum(np.rint((short - steps) / 360))])
    if closed and turns[-1] != 0:
        raise NotSupported(
            f"zone '{name}': a ring goes round a pole; zones that hold a pole are not supported"
        )
    return np.column_stack([points[:, 0] + 360 * turns, points[:, 1]])


def _west(name: str, parts: list[Points]) -> float:
    """Where the frame begins: the eastern end of the widest gap between the parts."""
    if not parts:
        raise UsageError(f"zone '{name}': the geometry is empty")
    spans = sorted((float(p[:, 0].min()) % 360, float(np.ptp(p[:, 0]))) for p in parts)
    reach, best = spans[0][0] + spans[0][1], (-1.0, 0.0)
    for start, width in spans[1:]:
        best = max(best, (start - reach, start))
        reach = max(reach, start + width)
    best = max(best, (spans[0][0] + 360 - reach, spans[0][0]))
    if best[0] <= 0:
        raise NotSupported(f"zone '{name}': the zone goes round the whole Earth, which is not supported")
    return (best[1] + 180) % 360 - 180


def _in_frame(rings: list[Points], west: float) -> list[Points]:
    """A polygon moved by whole turns, so that it begins at or east of `west`."""
    start = float(rings[0][:, 0].min())
    shift = 360.0 * np.floor((start - west + SNAP) / 360)
    outer = rings[0] - [shift, 0.0]
    return [outer, *(_beside(ring, outer) for ring in rings[1:])]


def _beside(ring: Points, outer: Points) -> Points:
    """A hole moved by whole turns to where its polygon is."""
    apart = float(np.mean(ring[:, 0]) - (outer[:, 0].min() + outer[:, 0].max()) / 2)
    moved: Points = ring - [360.0 * np.rint(apart / 360), 0.0]
    return moved


# ---------------------------------------------------------------- mending


def _mend(name: str, polygons: list[list[Points]]) -> tuple[tuple[Points, ...], tuple[str, ...]]:
    """Rings of the union of the polygons, each made valid, and what was done."""
    if not polygons:
        return (), ()
    shapely = _shapely()
    drawn = [shapely.Polygon(rings[0], rings[1:]) for rings in polygons]
    said = [f"{name}: {reason}" for one in drawn if (reason := _mending(shapely, one))]
    # An area of no width, as a polygon split at 180 degrees may leave, goes without a word.
    valid = [part for one in drawn for part in _areas(shapely, shapely.make_valid(one))]
    if not valid:
        raise UsageError(f"zone '{name}': the polygons hold no area")
    joined = shapely.union_all(valid)
    overlap = sum(one.area for one in valid) - joined.area
    if overlap > DUST:
        said.append(f"{name}: polygons overlap and were joined into one area.")
    return tuple(_rings(shapely, joined)), tuple(said)


def _mending(shapely: Any, polygon: Any) -> str | None:
    if shapely.is_valid(polygon):
        return None
    reason = shapely.is_valid_reason(polygon)
    changed = shapely.make_valid(polygon).area - polygon.area
    kind, _, place = reason.partition("[")
    at = " at " + " ".join(place.rstrip("]").split()) if place else ""
    return (
        f"a polygon is not valid ({kind.strip().lower()}{at}) and was mended; "
        f"its area changed by {changed:+.2g} square degrees."
    )


def _areas(shapely: Any, mended: Any) -> Iterator[Any]:
    for part in shapely.get_parts(mended):
        if part.geom_type == "Polygon" and part.area > 0:
            yield part
        elif part.geom_type in ("MultiPolygon", "GeometryCollection"):
            yield from _areas(shapely, part)


def _rings(shapely: Any, joined: Any) -> Iterator[Points]:
    for part in _areas(shapely, joined):
        for ring in (part.exterior, *part.interiors):
            yield np.asarray(shapely.get_coordinates(ring), float)


def _shapely() -> Any:
    try:
        import shapely
    except ImportError:
        raise MissingExtra("mending the outline of a zone", "check") from None
    return shapely
