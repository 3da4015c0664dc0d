"""In: the zones of a case, or a track near one. Out: one map as inline SVG, and the sentences beneath it.

The map is a Lambert conformal conic fitted to the zones, over a small atlas of Europe that comes with
the package. Colours are presentation attributes, so that it prints where style sheets do not reach
into SVG; the class names let `MAP_CSS` restyle it for dark screens and forced colours.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

import numpy as np

from detente.case.zones import Zone
from detente.checking.results import Trace
from detente.maths.plane import Box, Points, area, centroid, clip_line, clip_ring, inside
from detente.maths.sphere import Conic, conic, project

MAP_CSS = """\
.map { display: block; width: 100%; height: auto; }
@media screen and (prefers-color-scheme: dark) {
  .map-sea { fill: #17212a; } .map-land { fill: #2a2f34; stroke: #59616a; }
  .map-zone { fill: #a9b8c6; stroke: #a9b8c6; } .map-zone-sea { fill: #24394a; }
  .map-disputed, .map-hatch, .map-line, .map-leader { stroke: #e2e2de; }
  .map-point { fill: #e2e2de; stroke: #17212a; } .map-frame { stroke: #59616a; }
  .map-label { fill: #f2f2ef; stroke: #20262c; } .map-country { fill: #b6bcc2; }
  .map-water { fill: #9dbbd0; stroke: #17212a; } .map-key { fill: #d9dcdf; }
  .map-track { stroke: #ffb59b; } .map-near { stroke: #f2f2ef; }
}
@media (forced-colors: active) {
  .map-sea, .map-zone-sea { fill: Canvas; } .map-land { fill: Canvas; stroke: GrayText; }
  .map-zone { fill: none; stroke: CanvasText; } .map-frame { stroke: CanvasText; }
  .map-disputed, .map-hatch, .map-line, .map-leader { stroke: CanvasText; }
  .map-point { fill: CanvasText; stroke: Canvas; }
  .map-label { fill: CanvasText; stroke: Canvas; } .map-key { fill: CanvasText; }
  .map-track, .map-near { stroke: CanvasText; }
}
"""
"""Rules for a style sheet: dark screens and forced colours. The map is complete without them."""

COUNTRIES: Mapping[str, tuple[str, float, float]] = {
    "ALB": ("Albania", 20.05, 41.1),
    "ARM": ("Armenia", 44.9, 40.3),
    "AUT": ("Austria", 14.4, 47.5),
    "AZE": ("Azerbaijan", 47.6, 40.4),
    "BEL": ("Belgium", 4.6, 50.6),
    "BGR": ("Bulgaria", 25.2, 42.6),
    "BIH": ("Bosnia and Herzegovina", 17.75, 44.2),
    "BLR": ("Belarus", 27.9, 53.4),
    "CHE": ("Switzerland", 8.1, 46.8),
    "CZE": ("Czechia", 15.3, 49.75),
    "DEU": ("Germany", 10.3, 51.1),
    "DNK": ("Denmark", 9.2, 56.1),
    "EST": ("Estonia", 25.8, 58.75),
    "FIN": ("Finland", 26.2, 62.6),
    "FRA": ("France", 2.6, 46.7),
    "GBR": ("United Kingdom", 0.6, 52.3),
    "GEO": ("Georgia", 43.6, 42.05),
    "GRC": ("Greece", 21.9, 39.3),
    "HRV": ("Croatia", 16.3, 45.55),
    "HUN": ("Hungary", 19.3, 47.1),
    "ITA": ("Italy", 12.2, 43.2),
    "KAZ": ("Kazakhstan", 50.5, 48.9),
    "LTU": ("Lithuania", 23.9, 55.5),
    "LVA": ("Latvia", 25.5, 56.85),
    "MDA": ("Moldova", 28.6, 47.2),
    "NLD": ("Netherlands", 5.7, 52.3),
    "NOR": ("Norway", 9.4, 61.3),
    "POL": ("Poland", 19.3, 52.2),
    "ROU": ("Romania", 25.0, 46.0),
    "RUS": ("Russia", 39.2, 54.6),
    "SRB": ("Serbia", 21.0, 44.0),
    "SVK": ("Slovakia", 19.5, 48.75),
    "SWE": ("Sweden", 15.2, 59.4),
    "SYR": ("Syria", 38.5, 35.0),
    "TUR": ("Turkey", 33.0, 39.6),
    "UKR": ("Ukraine", 31.0, 49.3),
}
"""Where the name of a country stands, by hand: name, longitude, latitude."""

FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"
MARGIN = 0.04
"""Part of the map's width left free around the zones."""
BLEED = 12.0
"""Map units drawn beyond the frame and clipped, so that no cut edge shows."""
FINEST = 0.8
"""Map units below which a point adds nothing to a line."""


@dataclass(frozen=True)
class Country:
    """A country of the atlas: its code and its rings, holes included, in degrees."""

    code: str
    rings: tuple[Points, ...]


@dataclass(frozen=True)
class Atlas:
    """What lies under the zones, and the box in degrees beyond which it knows nothing."""

    box: Box
    countries: tuple[Country, ...]


@dataclass(frozen=True)
class Shape:
    """A zone taken apart: rings, lines and points as arrays of longitude and latitude."""

    zone: Zone
    rings: tuple[Points, ...]
    lines: tuple[Points, ...]
    points: tuple[Points, ...]

    @property
    def parts(self) -> tuple[Points, ...]:
        return self.rings + self.lines + self.points


@dataclass(frozen=True)
class Frame:
    """How degrees become map units: the cone, the top left corner and the scale."""

    cone: Conic
    left: float
    top: float
    scale: float
    width: float
    height: float

    def place(self, degrees: Points) -> Points:
        """Points in map units, x to the right and y down."""
        x, y = project(self.cone, degrees[:, 0], degrees[:, 1])
        return np.column_stack([(x - self.left) * self.scale, (self.top - y) * self.scale])

    @property
    def drawn(self) -> Box:
        return (-BLEED, -BLEED, self.width + BLEED, self.height + BLEED)


@dataclass(frozen=True)
class Label:
    """A text, the places it may stand (its middle, in map units), and whether it must stand somewhere.

    Where it stands beside `target`, the middle of its area, a thin line leads there.
    """

    lines: tuple[str, ...]
    places: tuple[tuple[float, float], ...]
    css: str
    size: float
    must: bool = False
    target: tuple[float, float] | None = None

    def box(self, place: tuple[float, float]) -> Box:
        """The box that the text fills, roughly."""
        half = max(len(line) for line in self.lines) * self.size * (0.31 if self.must else 0.28)
        tall = len(self.lines) * self.size * 0.6
        return (place[0] - half, place[1] - tall, place[0] + half, place[1] + tall)


# The public verbs.


def area_map(zones: Sequence[Zone], *, title: str, width: int = 960) -> str:
    """The zones on a map, as one self-contained `<svg>`: no script, no style, no outside reference.

    `width` is the width in map units and so in CSS pixels at full size; letters keep their size, so a
    map for a narrow screen is drawn anew (width=390) and not shrunk. Disputed zones are hatched,
    named, and given with their full names in a key. Zones that lie off the atlas (an invented case)
    are drawn alone. Same zones, same bytes. ValueError if there are no zones.
    """
    if not zones:
        raise ValueError("a map needs at least one zone")
    shapes = [_shape(zone) for zone in zones]
    under = _read_atlas() if _on_atlas(shapes) else None
    frame = _fit(shapes, width)
    name = "map-" + hashlib.sha256(f"{title}|{width}".encode()).hexdigest()[:8]
    key, below = _key(shapes, frame, name)
    body = [
        *_ground(under, frame),
        *_zones(shapes, under, frame, name),
        *_labels(shapes, under, frame),
    ]
    parts = [*_head(zones, frame, name, title, below), *body, *_foot(frame), *key, "</svg>", ""]
    return "\n".join(parts)


def track_map(zone: Zone, trace: Trace, *, title: str, synthetic: bool, width: int = 390) -> str:
    """A track near the border of a zone: the zone, the track, its nearest fix and a circle of the limit about it.

    Where the circle meets the zone, the fix was nearer than the limit. A dotted track is synthetic. One
    `<svg>` that needs nothing from outside; same trace, same bytes.
    """
    around = _circle(trace)
    shape, frame = _shape(zone), _fit([Shape(zone, (), (around,), ())], width)
    under = _read_atlas() if _on_atlas([Shape(zone, (), (around,), ())]) else None
    name = "map-" + hashlib.sha256(f"{title}|{width}".encode()).hexdigest()[:8]
    path = _line_paths((np.array(piece) for piece in trace.path if len(piece) > 1), frame)
    ((x, y),) = frame.place(np.array([trace.at]))
    told = (
        f"Dashed line or shaded area: {_short(zone.name)}. Circle: {trace.km:g} km about the nearest fix."
    )
    parts = [
        *_head([zone], frame, name, title, 0.0),
        *_ground(under, frame),
        *_land(under, frame),
        *(_area(shape, frame, _TINT) for _ in shape.rings[:1]),
        *(_line(shape, frame) for _ in shape.lines[:1]),
        f'<path class="map-track" fill="none" stroke="#a3341d" stroke-width="2" d="{path}"'
        f"{_DOTTED if synthetic else ''}/>",
        f'<path class="map-near" fill="none" stroke="#22303c" d="{_ring_paths([around], frame)}"/>',
        _diamond(float(x), float(y)),
        *_foot(frame),
        "</svg>",
        "",
    ]
    whole = "\n".join(parts).replace("</desc>", f" {escape(told)}</desc>")
    return re.sub(r"<pattern.*?</pattern>", "", whole)


_DOTTED = ' stroke-dasharray="1 4" stroke-linecap="round"'
KM_A_DEGREE = 111.2
"""Along a meridian, to half a percent: for drawing only."""


def _circle(trace: Trace) -> Points:
    """Points on the circle of the limit about the nearest fix, longitude and latitude."""
    turn = np.linspace(0, 2 * np.pi, 49)[:-1]
    lon, lat = trace.at
    up = trace.km / KM_A_DEGREE
    return np.column_stack([lon + up / np.cos(np.radians(lat)) * np.cos(turn), lat + up * np.sin(turn)])


def map_note(zones: Sequence[Zone]) -> str:
    """The sentences beneath a map: the boundary sets by name, what is disputed, and the disclaimer."""
    sets = _unique(part.strip() for zone in zones for part in zone.boundary.split(";"))
    disputed = [zone.name for zone in zones if zone.disputed]
    said = [
        "The boundaries and names shown and the designations used on this map do not imply any judgement "
        "or endorsement.",
        f"Boundaries: {'; '.join(sets)}." if sets else "",
        f"Hatched, disputed: {'; '.join(disputed)}." if disputed else "",
    ]
    return " ".join(sentence for sentence in said if sentence)


def _unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(item for item in items if item))


# From GeoJSON to arrays.


@cache
def _read_atlas() -> Atlas:
    text = files("detente.briefing").joinpath("atlas/europe.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    arcs = [np.cumsum(np.array(arc, float).reshape(-1, 2), axis=0) / raw["scale"] for arc in raw["arcs"]]
    countries = (
        Country(one["id"], tuple(_stitch(arcs, ring) for ring in one["rings"])) for one in raw["countries"]
    )
    west, south, east, north = raw["box"]
    return Atlas((west, south, east, north), tuple(countries))


def _stitch(arcs: Sequence[Points], indices: Sequence[int]) -> Points:
    """A ring without its closing point; a negative index ~i is arc i backwards."""
    return np.vstack([(arcs[i] if i >= 0 else arcs[~i][::-1])[:-1] for i in indices])


def _shape(zone: Zone) -> Shape:
    rings, lines, points = [], [], []
    for kind, coordinates in _simple(zone.geometry):
        if kind == "Polygon":
            rings += [_array(ring)[:-1] for ring in coordinates]
        elif kind == "LineString":
            lines.append(_array(coordinates))
        else:
            points.append(_array([coordinates]))
    return Shape(zone, tuple(rings), tuple(lines), tuple(points))


def _simple(geometry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """A geometry as polygons, lines and points: multiple ones and collections come apart."""
    kind = str(geometry["type"])
    if kind == "GeometryCollection":
        for inner in geometry["geometries"]:
            yield from _simple(inner)
    elif kind.startswith("Multi"):
        for coordinates in geometry["coordinates"]:
            yield kind.removeprefix("Multi"), coordinates
    else:
        yield kind, geometry["coordinates"]


def _array(positions: Sequence[Sequence[float]]) -> Points:
    return np.array([position[:2] for position in positions], float)


def _extent(shapes: Sequence[Shape]) -> Box:
    every = np.vstack([part for shape in shapes for part in shape.parts])
    (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _on_atlas(shapes: Sequence[Shape]) -> bool:
    west, south, east, north = _extent(shapes)
    box = _read_atlas().box
    return bool(box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3])


# The frame.


def _fit(shapes: Sequence[Shape], width: int) -> Frame:
    """The conic and the scale that bring all zones into the frame with a margin."""
    west, south, east, north = _extent(shapes)
    cone = _cone(south, north, (west + east) / 2)
    x, y = project(cone, *np.vstack([part for shape in shapes for part in shape.parts]).T)
    wide, tall = _proportions(float(np.ptp(x)), float(np.ptp(y)), width)
    scale = width / wide
    left = (float(x.min()) + float(x.max()) - wide) / 2
    top = (float(y.min()) + float(y.max()) + tall) / 2
    return Frame(cone, left, top, scale, float(width), float(round(tall * scale)))


def _cone(south: float, north: float, lon0: float) -> Conic:
    """Standard parallels a sixth of the way in from each edge; never symmetrical about the equator."""
    sixth = max((north - south) / 6, 0.01)
    lower, upper = south + sixth, max(north - sixth, south + 2 * sixth)
    if abs(lower + upper) < 0.1:
        upper += 0.5
    return conic(lower, upper, (south + north) / 2, lon0)


def _proportions(wide: float, tall: float, width: int) -> tuple[float, float]:
    """Width and height on the sphere: with a margin, and neither a strip nor a tower."""
    flattest, tallest = (0.55, 0.76) if width >= 600 else (0.75, 1.05)
    smallest = 1e-3
    wide, tall = max(wide, smallest) * (1 + 2 * MARGIN), max(tall, smallest) * (1 + 2 * MARGIN)
    if tall > tallest * wide:
        return tall / tallest, tall
    return wide, max(tall, flattest * wide)


# Paths.


def _thin(points: Points) -> Points:
    """Points in tenths of a map unit, without those too near the one before."""
    kept = [points[0]]
    for point in points[1:]:
        if np.abs(point - kept[-1]).max() >= FINEST:
            kept.append(point)
    tenths: Points = np.rint(np.array(kept) * 10)
    return tenths


def _number(tenths: float) -> str:
    return f"{tenths / 10:.1f}".removesuffix(".0").replace("-0.", "-.").removeprefix("0") or "0"


def _path(points: Points, closed: bool) -> str:
    """A path's data: one absolute point, then steps."""
    tenths = _thin(points)
    if len(tenths) < 2:
        return ""
    steps = " ".join(f"{_number(dx)} {_number(dy)}" for dx, dy in np.diff(tenths, axis=0))
    x, y = tenths[0]
    data = f"M{_number(x)} {_number(y)}l{steps}{'z' if closed else ''}".replace(" -", "-")
    return re.sub(r"(\.\d) \.", r"\1.", data)


def _ring_paths(rings: Iterable[Points], frame: Frame) -> str:
    inner = (clip_ring(frame.place(ring), frame.drawn) for ring in rings)
    return "".join(_path(ring, closed=True) for ring in inner if len(ring) > 2)


def _line_paths(lines: Iterable[Points], frame: Frame) -> str:
    return "".join(
        _path(part, closed=False) for line in lines for part in clip_line(frame.place(line), frame.drawn)
    )


# Layers, from the ground up.


def _head(zones: Sequence[Zone], frame: Frame, name: str, title: str, below: float) -> list[str]:
    shown = "; ".join(zone.name + (" (disputed)" if zone.disputed else "") for zone in zones)
    size = f"{frame.width:g} {frame.height + below:g}"
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 {size}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="{FONT}">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">Areas shown: {escape(shown)}.</desc>',
        f'<defs><clipPath id="{name}-clip"><rect {_whole(frame)}/></clipPath>',
        f'<pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="map-hatch" d="M0 0v6" stroke="#4b4b48" '
        'stroke-width="1.6"/></pattern></defs>',
        f'<g clip-path="url(#{name}-clip)">',
    ]


def _whole(frame: Frame) -> str:
    return f'width="{frame.width:g}" height="{frame.height:g}"'


def _ground(under: Atlas | None, frame: Frame) -> list[str]:
    colour = "#f4f2ee" if under is None else "#e2eaee"
    css = "map-land" if under is None else "map-sea"
    return [f'<rect class="{css}" {_whole(frame)} fill="{colour}"/>']


def _zones(shapes: Sequence[Shape], under: Atlas | None, frame: Frame, name: str) -> list[str]:
    """Waters, land, areas, hatching, lines and points, each above the one before."""
    waters = [shape for shape in shapes if _is_water(shape, under)]
    areas = [shape for shape in shapes if shape.rings and shape not in waters]
    return [
        *(_area(shape, frame, 'class="map-zone-sea" fill="#c8d9e2"') for shape in waters),
        *_land(under, frame),
        *(_area(shape, frame, _TINT) for shape in areas if not shape.zone.disputed),
        *(_area(shape, frame, _hatched(name)) for shape in areas if shape.zone.disputed),
        *(_line(shape, frame) for shape in shapes if shape.lines),
        *(_diamond(x, y) for shape in shapes for x, y in _spots(shape, frame)),
    ]


_TINT = (
    'class="map-zone" fill="#4c6073" fill-opacity=".16" stroke="#4c6073" stroke-width="1.2" '
    'stroke-linejoin="round"'
)


def _hatched(name: str) -> str:
    return (
        f'class="map-disputed" fill="url(#{name}-hatch)" stroke="#4b4b48" stroke-width="1.2" '
        'stroke-dasharray="5 3"'
    )


def _is_water(shape: Shape, under: Atlas | None) -> bool:
    """True if the middle of the zone is at sea: painted beneath the land, so the coast is its edge."""
    if under is None or not shape.rings:
        return False
    x, y = centroid(_largest(shape.rings))
    return not any(inside(ring, x, y) for country in under.countries for ring in country.rings)


def _largest(rings: Sequence[Points]) -> Points:
    return max(rings, key=lambda ring: abs(area(ring)))


def _land(under: Atlas | None, frame: Frame) -> list[str]:
    if under is None:
        return []
    data = _ring_paths((ring for country in under.countries for ring in country.rings), frame)
    return [
        f'<path class="map-land map-border" d="{data}" fill="#f4f2ee" fill-rule="evenodd" stroke="#b4b3ad" '
        'stroke-width=".8" stroke-linejoin="round"/>'
    ]


def _area(shape: Shape, frame: Frame, look: str) -> str:
    return f'<path {look} d="{_ring_paths(shape.rings, frame)}" fill-rule="evenodd"/>'


_LINE = 'class="map-line" fill="none" stroke="#2f3b46" stroke-width="2.4" stroke-dasharray="7 4"'


def _line(shape: Shape, frame: Frame) -> str:
    return f'<path {_LINE} d="{_line_paths(shape.lines, frame)}"/>'


def _spots(shape: Shape, frame: Frame) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for point in shape.points for x, y in frame.place(point)]


def _diamond(x: float, y: float) -> str:
    return (
        f'<path class="map-point" d="M{x:.1f} {y - 6:.1f}l6 6-6 6-6-6z" fill="#22303c" stroke="#fff" '
        'stroke-width="1.2"/>'
    )


def _foot(frame: Frame) -> list[str]:
    return [
        "</g>",
        f'<rect class="map-frame" x=".5" y=".5" width="{frame.width - 1:g}" height="{frame.height - 1:g}" '
        'fill="none" stroke="#c9c8c3"/>',
    ]


# Labels: zones first, then countries where there is room left.


def _labels(shapes: Sequence[Shape], under: Atlas | None, frame: Frame) -> list[str]:
    size = 13.0 if frame.width >= 600 else 11.0
    told = sorted((s for s in shapes if s.rings or s.points), key=lambda s: _size(s, frame))
    wanted = [_zone_label(shape, under, frame, size) for shape in told]
    if under is not None:
        named = {shape.zone.name for shape in shapes}
        wanted += [_country_label(c, frame, size) for c, at in COUNTRIES.items() if at[0] not in named]
    taken = _obstacles(shapes, frame)
    written = []
    for label in wanted:
        place = _room(label, taken, frame)
        if place is not None:
            taken.append(label.box(place))
            written += [*_leader(label, place), _text(label, place)]
    return written


def _size(shape: Shape, frame: Frame) -> float:
    """Area of the largest part on the map; the smallest zone finds its label a place first."""
    return float(round(abs(area(frame.place(_largest(shape.rings)))))) if shape.rings else 0.0


def _obstacles(shapes: Sequence[Shape], frame: Frame) -> list[Box]:
    """Boxes that labels keep clear of: diamonds, lines, and zones too small to be written across."""
    spots = [(x - 7, y - 7, x + 7, y + 7) for shape in shapes for x, y in _spots(shape, frame)]
    dots = [dot for shape in shapes for line in shape.lines for dot in _dots(frame.place(line))]
    lines = [(x - 2, y - 2, x + 2, y + 2) for x, y in dots]
    small = [_bounds(frame.place(_largest(s.rings))) for s in shapes if s.rings and _size(s, frame) < 2500]
    return [*spots, *lines, *small]


def _dots(line: Points) -> list[tuple[float, float]]:
    """Points along a line, none further than 8 map units from the next."""
    steps = np.diff(line, axis=0)
    counts = np.ceil(np.hypot(steps[:, 0], steps[:, 1]) / 8).astype(int)
    between = [a + step * k / n for a, step, n in zip(line, steps, counts, strict=False) for k in range(n)]
    return [(float(x), float(y)) for x, y in [*between, line[-1]]]


def _bounds(points: Points) -> Box:
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return left, top, right, bottom


def _room(label: Label, taken: Sequence[Box], frame: Frame) -> tuple[float, float] | None:
    """The first place where the label is whole and free; the first place at all if it must stand."""
    for place in label.places:
        box = label.box(place)
        if _within(box, frame) and not any(_meet(box, other) for other in taken):
            return place
    return label.places[0] if label.must else None


def _within(box: Box, frame: Frame) -> bool:
    return bool(box[0] >= 4 and box[1] >= 4 and box[2] <= frame.width - 4 and box[3] <= frame.height - 4)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _short(name: str) -> str:
    """A name without what stands in brackets after it; the key has it in full."""
    return name.split(" (")[0]


def _zone_label(shape: Shape, under: Atlas | None, frame: Frame, size: float) -> Label:
    lines = tuple(textwrap.wrap(_short(shape.zone.name), 18 if len(shape.zone.name) > 24 else 24))
    css = "map-label map-water" if _is_water(shape, under) else "map-label"
    bare = Label(lines, (), css, size, must=True)
    if shape.points and not shape.rings:
        spot = _spots(shape, frame)[0]
        return _at(bare, _around((spot[0], spot[1], spot[0], spot[1]), bare, 9))
    return _on_or_beside(shape, frame, bare)


def _at(label: Label, places: Sequence[tuple[float, float]]) -> Label:
    return replace(label, places=tuple(places))


def _on_or_beside(shape: Shape, frame: Frame, label: Label) -> Label:
    """On the area if it is roomy enough, else beside it with a line to its middle."""
    placed = clip_ring(frame.place(_largest(shape.rings)), (0, 0, frame.width, frame.height))
    box, middle = _bounds(placed), centroid(placed)
    x, y = _by_hand(shape.zone.name, frame) or middle
    step = label.size * 1.5
    left, _, right, _ = label.box(middle)
    wide = right - left
    on = [(x, y), (x, y - step), (x, y + step), (x + wide * 0.6, y), (x - wide * 0.6, y)]
    beside = _around(box, label, 6)
    if wide < 0.9 * (box[2] - box[0]):
        return _at(label, on + beside)
    return replace(_at(label, beside + on), target=middle)


def _by_hand(name: str, frame: Frame) -> tuple[float, float] | None:
    for known, lon, lat in COUNTRIES.values():
        if known == name:
            x, y = frame.place(np.array([[lon, lat]]))[0]
            return float(x), float(y)
    return None


def _around(box: Box, label: Label, gap: float) -> list[tuple[float, float]]:
    """Right of a box, left, below, above, askew: where the middle of the label then is."""
    half, tall = label.box((0, 0))[2:]
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    right, left = box[2] + gap + half, box[0] - gap - half
    above, below = box[1] - gap - tall, box[3] + gap + tall
    return [(right, y), (left, y), (x, below), (x - half / 2, below), (x, above), (right, above)]


_NEAR = ((0, 0), (0, 1), (0, -1), (1.5, 0), (-1.5, 0), (1, 1.3), (-1, 1.3))
"""Where a country's name may stand, in heights of its letters from its place."""


def _country_label(code: str, frame: Frame, size: float) -> Label:
    name, lon, lat = COUNTRIES[code]
    x, y = frame.place(np.array([[lon, lat]]))[0]
    lines = tuple(textwrap.wrap(name, 14))
    near = [(float(x + dx * size), float(y + dy * size)) for dx, dy in _NEAR]
    return _at(Label(lines, (), "map-label map-country", size - 1), near)


def _leader(label: Label, place: tuple[float, float]) -> list[str]:
    """A thin line from a label that stands beside its area to the middle of the area."""
    if label.target is None:
        return []
    left, top, right, bottom = label.box(place)
    x, y = label.target
    from_x, from_y = min(max(x, left), right), min(max(y, top), bottom)
    if abs(x - from_x) + abs(y - from_y) < label.size:
        return []
    return [
        f'<path class="map-leader" d="M{from_x:.1f} {from_y:.1f}L{x:.1f} {y:.1f}" fill="none" '
        'stroke="#1d2730" stroke-width=".9"/>'
    ]


_LOOK = {
    "map-label": 'font-weight="600" fill="#1d2730" stroke="#fbfaf8"',
    "map-label map-water": 'font-style="italic" fill="#34566d" stroke="#d7e3ea"',
    "map-label map-country": 'fill="#5d6165" stroke="#f4f2ee"',
}


def _text(label: Label, place: tuple[float, float]) -> str:
    x, y = place
    first = y - (len(label.lines) - 1) * label.size * 0.6 + label.size * 0.35
    rows = "".join(
        f'<tspan x="{x:.1f}" y="{first + row * label.size * 1.2:.1f}">{escape(line)}</tspan>'
        for row, line in enumerate(label.lines)
    )
    return (
        f'<text class="{label.css}" font-size="{label.size:g}" text-anchor="middle" {_LOOK[label.css]} '
        f'stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">{rows}</text>'
    )


# The key beneath the map: full names of what is hatched or drawn as a line.


def _key(shapes: Sequence[Shape], frame: Frame, name: str) -> tuple[list[str], float]:
    """The key's elements and the height it adds."""
    size, row = 12.5 if frame.width >= 600 else 11.0, 17.0
    y, written = frame.height + 10, []
    for shape in (s for s in shapes if s.zone.disputed or s.lines):
        lines = textwrap.wrap(shape.zone.name, int((frame.width - 40) / (size * 0.56)))
        written.append(_swatch(shape, y, name))
        rows = "".join(
            f'<tspan x="36" y="{y + 10.5 + row * i:g}">{escape(text)}</tspan>'
            for i, text in enumerate(lines)
        )
        written.append(f'<text class="map-key" font-size="{size:g}" fill="#33393f">{rows}</text>')
        y += row * len(lines) + 4
    return written, y - frame.height if written else 0.0


def _swatch(shape: Shape, y: float, name: str) -> str:
    if shape.lines:
        return f'<path {_LINE} d="M1 {y + 6.5:g}h25"/>'
    return f'<rect {_hatched(name)} x="1" y="{y:g}" width="25" height="13"/>'
