"""In: the TopoJSON of npm's world-atlas. Out: the shipped boundaries, one small file each.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m detente.checking.zones.topology package/countries-10m.json

writes `boundaries/*.json`. Vertices are kept as the whole steps of the quantised source, so two
countries that share a border go on sharing every point of it, to the last bit.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Steps = NDArray[np.int64]

FOLDER = Path(__file__).parent / "boundaries"
SOURCE = "Natural Earth 4.1 admin 0 countries, 1:10m (npm world-atlas 2.0.2)"
CUT = 60.0
"""Degrees east at which Russia is cut: the cases look at Europe."""
CRIMEA = (32.0, 44.0, 36.8, 46.4)
"""West, south, east and north of a box that holds the peninsula and nothing else of the source's Russia."""
KALININGRAD = (19.0, 54.0, 23.0, 55.5)
EUROPE = (19.0, 41.0, CUT, 82.0)


@dataclass(frozen=True)
class Wanted:
    """A file to write: which country of the source, which of its polygons, and what people must know."""

    id: str
    name: str
    country: str
    box: tuple[float, float, float, float] | None = None
    but: tuple[float, float, float, float] | None = None
    disputed: bool = False
    note: str | None = None


KASHMIR = (
    "The source draws the line of control as the border in Kashmir, and the Siachen glacier as neither's."
)
WANTED = (
    Wanted("ukraine", "Ukraine without Crimea", "Ukraine",
           note="The source draws Crimea with Russia; add the area 'crimea' where a case holds it to be Ukraine."),
    Wanted("crimea", "Crimea", "Russia", box=CRIMEA, disputed=True,
           note="Drawn with Russia by the source; most states hold it to be Ukraine. A case says which it takes."),
    Wanted("kaliningrad", "Kaliningrad region", "Russia", box=KALININGRAD),
    Wanted("russia-west", "Russia west of 60 E, without Crimea", "Russia", box=EUROPE, but=CRIMEA,
           note="With Kaliningrad. Cut at 60 E: that line is no border, and distances near it mean nothing."),
    Wanted("belarus", "Belarus", "Belarus"),
    Wanted("poland", "Poland", "Poland"),
    Wanted("lithuania", "Lithuania", "Lithuania"),
    Wanted("latvia", "Latvia", "Latvia"),
    Wanted("estonia", "Estonia", "Estonia"),
    Wanted("romania", "Romania", "Romania"),
    Wanted("north-korea", "North Korea", "North Korea"),
    Wanted("south-korea", "South Korea", "South Korea"),
    Wanted("india", "India", "India", note=KASHMIR),
    Wanted("pakistan", "Pakistan", "Pakistan", note=KASHMIR),
    Wanted("siachen-glacier", "Siachen glacier", "Siachen Glacier", disputed=True, note=KASHMIR),
)  # fmt: skip


def polygons_of(topology: dict[str, Any], country: str) -> list[list[Steps]]:
    """Polygons of a country as rings of whole steps, (n + 1, 2)."""
    arcs = [np.cumsum(np.array(arc, np.int64), axis=0) for arc in topology["arcs"]]
    for shape in topology["objects"]["countries"]["geometries"]:
        if shape["properties"]["name"] == country:
            listed = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
            return [[_stitch(arcs, ring) for ring in polygon] for polygon in listed]
    raise KeyError(country)


def _stitch(arcs: list[Steps], indices: Iterable[int]) -> Steps:
    """A closed ring put together from arcs; a negative index ~i is arc i backwards."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.vstack([parts[0], *(part[1:] for part in parts[1:])])


def cut_boundary(topology: dict[str, Any], wanted: Wanted) -> dict[str, Any]:
    """One boundary as it is written to its file."""
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    polygons = polygons_of(topology, wanted.country)
    if wanted.box is not None:
        polygons = [part for one in polygons for part in _within(one, wanted, scale, shift)]
    return {
        "id": wanted.id, "name": wanted.name, "disputed": wanted.disputed, "note": wanted.note,
        "boundary": SOURCE, "edges": "straight-in-degrees",
        "scale": topology["transform"]["scale"], "translate": topology["transform"]["translate"],
        "polygons": [[_deltas(ring) for ring in polygon] for polygon in polygons],
    }  # fmt: skip


def _within(polygon: list[Steps], wanted: Wanted, scale: Any, shift: Any) -> list[list[Steps]]:
    """The polygon if its western end is in the box, cut at the box's eastern side; else nothing."""
    polygon = [_unrolled(ring, round(360 / scale[0])) for ring in polygon]
    outer = polygon[0] * scale + shift
    middle = (outer.min(axis=0) + outer.max(axis=0)) / 2
    corner = np.array([outer[:, 0].min(), middle[1]])
    if not _holds(wanted.box, corner) or (wanted.but is not None and _holds(wanted.but, middle)):
        return []
    east = round((CUT - shift[0]) / scale[0])
    return [polygon] if polygon[0][:, 0].max() <= east else _cut_east(polygon, east)


def _unrolled(ring: Steps, turn: int) -> Steps:
    """A ring that crosses the 180th meridian made continuous, its western end at 180 W or east of it."""
    jumps = np.rint(np.diff(ring[:, 0], prepend=ring[0, 0]) / turn).astype(np.int64)
    east = ring[:, 0] - turn * np.cumsum(jumps)
    return np.column_stack([east - turn * (east.min() // turn), ring[:, 1]])


def _holds(box: Any, point: Any) -> bool:
    west, south, east, north = box
    return bool(west <= point[0] < east and south <= point[1] <= north)


def _cut_east(polygon: list[Steps], east: int) -> list[list[Steps]]:
    """Parts west of a meridian; new vertices are rounded to whole steps along it."""
    import shapely

    whole = shapely.make_valid(shapely.Polygon(polygon[0], polygon[1:]))
    kept = shapely.intersection(whole, shapely.box(-1, -1, east, 200_000))
    parts = [part for part in shapely.get_parts(kept) if part.geom_type == "Polygon"]
    return [
        [np.rint(shapely.get_coordinates(ring)).astype(np.int64) for ring in (p.exterior, *p.interiors)]
        for p in parts
    ]


def _deltas(ring: Steps) -> list[int]:
    moved = np.diff(ring, axis=0, prepend=0)
    keep = np.any(moved != 0, axis=1)
    listed: list[int] = moved[keep].ravel().tolist()
    return listed


def main(source: str, tell: Callable[[str], None] = print) -> None:
    """Write every boundary that is shipped."""
    topology = json.loads(Path(source).read_text("utf-8"))
    for wanted in WANTED:
        text = json.dumps(cut_boundary(topology, wanted), separators=(",", ":"), ensure_ascii=False)
        (FOLDER / f"{wanted.id}.json").write_text(text + "\n", "utf-8")
        tell(f"{wanted.id}: {len(text):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
