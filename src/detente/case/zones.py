"""Named areas and lines, with the boundary set they were drawn from."""

from __future__ import annotations

from typing import Any

from detente.case.record import record


@record
class Zone:
    """A named area or line. Geometry is GeoJSON in longitude and latitude, degrees."""

    id: str
    """Short name."""
    name: str
    """Name on the map; both names where an area is disputed."""
    disputed: bool = False
    """True where more than one state claims or administers it: hatched and named on the map."""
    boundary: str
    """The boundary set, named and versioned."""
    edges: str = "geodesic"
    """How edges run between vertices: `geodesic` or `straight-in-degrees`."""
    geometry: dict[str, Any]
    """GeoJSON geometry."""
    note: str | None = None
    """What it is for, and how exact it is."""
