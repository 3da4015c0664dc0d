"""GeoJSON text in, one node per feature out: its properties and its geometry, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from detente.errors import Fault
from detente.files.guess import listed
from detente.files.json_tree import read_json
from detente.files.nodes import Items, Keys, Node, Scalar, plain
from detente.files.shape import where

DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""Kinds of geometry, and how deep their positions lie in lists."""


def read_areas(text: str, file: str) -> tuple[list[Node], tuple[Fault, ...]]:
    """Each feature as one node with the keys of a zone. Faults of the form beside them."""
    root, faults = read_json(text, file)
    if root is None:
        return [], faults
    features = _features(root)
    if not isinstance(features, Items):
        says = 'a GeoJSON {"type": "FeatureCollection", "features": [...]} is wanted'
        return [], (*faults, Fault(where(file, root), says))
    nodes = [_zone(feature) for feature in features.items]
    found = tuple(fault for node in nodes for fault in _geometry_faults(node, file))
    return list(nodes), (*faults, *found)


def _features(root: Node) -> Node | None:
    if isinstance(root, Keys) and root.text("type") == "FeatureCollection":
        return root.get("features")
    return None


def _zone(feature: Node) -> Node:
    if not isinstance(feature, Keys):
        return feature
    properties = feature.get("properties")
    zone = Keys(feature.line, feature.column, dict(properties.keys) if isinstance(properties, Keys) else {})
    if "geometry" in feature.keys:
        zone.keys["geometry"] = feature.keys["geometry"]
    return zone


def _geometry_faults(zone: Node, file: str) -> Iterator[Fault]:
    geometry = zone.get("geometry") if isinstance(zone, Keys) else None
    if not isinstance(geometry, Keys):
        return
    kind = geometry.text("type")
    if kind not in DEPTH:
        yield Fault(where(file, geometry), f"the type of a geometry is {listed(DEPTH)}, not '{kind}'")
        return
    coordinates = geometry.get("coordinates")
    if coordinates is None:
        yield Fault(where(file, geometry), "the geometry has no coordinates")
    else:
        yield from _position_faults(coordinates, DEPTH[kind], file)


def _position_faults(node: Node, depth: int, file: str) -> Iterator[Fault]:
    if depth and isinstance(node, Items):
        for item in node.items:
            yield from _position_faults(item, depth - 1, file)
    elif depth or not _is_position(node):
        yield Fault(where(file, node), "a position is [longitude, latitude] in degrees, within 180 and 90")


def _is_position(node: Node) -> bool:
    if not isinstance(node, Items) or not 2 <= len(node.items) <= 3:
        return False
    numbers = [plain(one) for one in node.items if isinstance(one, Scalar)]
    if len(numbers) != len(node.items) or not all(type(one) in (int, float) for one in numbers):
        return False
    longitude, latitude = (float(str(one)) for one in numbers[:2])
    return abs(longitude) <= 180 and abs(latitude) <= 90
