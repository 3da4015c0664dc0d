"""In: the name of a shipped boundary. Out: it as a `Zone`, as if a person had written it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from detente.case.zones import Zone
from detente.errors import UsageError

SHIPPED = files("detente.checking.zones") / "boundaries"


@cache
def boundary_names() -> tuple[str, ...]:
    """Names of the shipped boundaries, in alphabetical order."""
    return tuple(sorted(one.name[:-5] for one in SHIPPED.iterdir() if one.name.endswith(".json")))


def boundary(name: str, edges: str | None = None) -> Zone:
    """A shipped boundary: Natural Earth at 1:10m, its vertices within about 150 m of that source's.

    `edges` instead of the source's straight-in-degrees. Raises UsageError for a name that is not shipped.
    """
    if name not in boundary_names():
        raise UsageError(f"no boundary '{name}' is shipped; there are {', '.join(boundary_names())}")
    read = json.loads((SHIPPED / f"{name}.json").read_text("utf-8"))
    polygons = [
        [_ring(deltas, read["scale"], read["translate"]) for deltas in polygon]
        for polygon in read["polygons"]
    ]
    return Zone(
        id=read["id"], name=read["name"], disputed=read["disputed"], note=read["note"],
        boundary=read["boundary"], edges=edges or read["edges"],
        geometry={"type": "MultiPolygon", "coordinates": polygons},
    )  # fmt: skip


def _ring(deltas: list[int], scale: list[float], translate: list[float]) -> list[list[float]]:
    steps: Any = np.cumsum(np.array(deltas, np.int64).reshape(-1, 2), axis=0)
    ring: list[list[float]] = (steps * scale + translate).tolist()
    return ring
