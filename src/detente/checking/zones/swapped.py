"""In: a `CompiledZone` and positions. Out: a sentence, if they only come near with longitude and latitude swapped.

A latitude beyond 90 degrees is refused by itself (`engines.coordinates`). Where both numbers would do as
either, only the place that the positions are meant for tells.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from detente.checking.zones.compiled import CompiledZone
from detente.checking.zones.locate import cells_of
from detente.engines.coordinates import FINE, refuse

Floats = NDArray[np.float64]


def tell_swapped(zone: CompiledZone, parts: Iterable[tuple[Floats, Floats]]) -> str | None:
    """What to say of positions in parts of longitudes and latitudes, degrees; None if nothing is to be said.

    Said where no good position lies on the zone's grid, and all of them would if they were swapped. Stops
    at the first part that shows otherwise.
    """
    count = 0
    for lon, lat in parts:
        fine = refuse(lon, lat) == FINE
        if _on_grid(zone, lon[fine], lat[fine]).any() or not _on_grid(zone, lat[fine], lon[fine]).all():
            return None
        count += int(fine.sum())
    if not count:
        return None
    which = "the one position is" if count == 1 else f"all {count:,} positions are"
    return (
        f"{which} far from the zone '{zone.name}', and would be about it with longitude and latitude "
        "changed over: the two may be swapped"
    )


def _on_grid(zone: CompiledZone, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    cells, _ = cells_of(zone, lon, lat, refuse(lon, lat) == FINE)
    return cells >= 0
