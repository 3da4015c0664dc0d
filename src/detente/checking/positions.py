"""In: a table of positions and a `CompiledZone`. Out: the rule as one Ibis expression: inside, km, refused.

Joins and arithmetic only, so that every engine which Ibis writes SQL for gives the same answer, with no
spatial extension. `zones/locate.py` says the same in numpy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from detente.checking.zones.compiled import NEAR, CompiledZone, Grid
from detente.engines.coordinates import EAST, ENDLESS, FINE, MISSING, NORTH, SWAPPED
from detente.engines.tracks import UNIT
from detente.errors import MissingExtra, UsageError
from detente.maths.geodesy import AXIS_KM, ECCENTRICITY2, MEAN_KM

if TYPE_CHECKING:
    from detente.engines.door import Engine

WANTED = ("row", "lon", "lat")
"""Columns that a table of positions must have. `row` tells rows apart; all others are handed on."""
ADDED = ("inside", "km", "refused")
INSET = 1e-6
"""Degrees at the edge of a grid."""
NAME_LENGTH = 16
"""Letters of a zone's content that name its tables: enough to tell any two apart."""


@dataclass(frozen=True)
class ZoneTables:
    """A compiled zone inside an engine: its two tables as Ibis tables."""

    zone: CompiledZone
    cells: Any
    candidates: Any


def put_zone(engine: Engine, zone: CompiledZone) -> ZoneTables:
    """Put the two tables of a zone into an engine."""
    tail = zone.content[:NAME_LENGTH]
    return ZoneTables(
        zone,
        cells=engine.put(f"cells_{tail}", zone.cells()),
        candidates=engine.put(f"candidates_{tail}", zone.candidates()),
    )


def put_positions(engine: Engine, name: str, lon: ArrayLike, lat: ArrayLike) -> Any:
    """Put positions in degrees into an engine, numbered by `row` from 0."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    return engine.put(name, {"row": np.arange(len(x)), "lon": x, "lat": y})


def located(positions: Any, tables: ZoneTables) -> Any:
    """The positions with three more columns; rows come in any order.

    positions   an Ibis table with `row` (a whole number, another for each row), `lon` and `lat` (degrees; or
                whole 1e-7 degrees, as in a track file), and any other columns
    inside      true or false; null where refused
    km          to the border over the ground, never negative; null beyond the zone's distance, and where refused
    refused     0, or a key of `engines.coordinates.REASONS`

    Within 2 mm of the length on WGS 84 to the compiled border for 50 km, 2 m for 500 km, 12 m for 1,000 km.
    Raises UsageError where a column is missing or has the name of one that is added.
    """
    _check_columns(positions.columns)
    zone, kept = tables.zone, (*positions.columns, *ADDED)
    near_cells = tables.cells.filter(tables.cells.state >= NEAR)
    held = _on_grid(positions, zone).semi_join(near_cells, [("at_cell", "cell")])
    near = _nearest(held, tables, positions.columns)
    return _far(positions, tables).select(*kept).union(near.select(*kept))


def _check_columns(columns: tuple[str, ...]) -> None:
    lacking = [name for name in WANTED if name not in columns]
    taken = [name for name in columns if name in ADDED or name.startswith("at_")]
    if lacking:
        raise UsageError(f"a table of positions needs the columns {', '.join(lacking)}")
    if taken:
        raise UsageError(
            f"a table of positions cannot have the columns {', '.join(taken)}: the rule adds them"
        )


def _far(positions: Any, tables: ZoneTables) -> Any:
    """The positions in cells beyond the distance, in all of which inside is the same, and those off the grid."""
    ibis = _ibis()
    cells = tables.cells.rename(cell_of_zone="cell")
    x, y = _framed(positions.lon, tables.zone.grid), _degrees(positions.lat)
    cell = ibis.ifelse(_in_box(positions, tables.zone.grid), _cell(x, y, tables.zone.grid), None)
    placed = positions.mutate(at_cell=cell, refused=_refused(positions.lon, positions.lat))
    placed = placed.left_join(cells, [("at_cell", "cell_of_zone")])
    placed = placed.filter(placed.state.isnull() | (placed.state < NEAR))
    return placed.mutate(
        inside=ibis.ifelse(placed.refused == FINE, placed.state.notnull(), None), km=ibis.null("float64")
    )


def _on_grid(positions: Any, zone: CompiledZone) -> Any:
    """The positions on the grid with degrees, longitude in the frame of the grid, and their cell."""
    held = positions.filter(_in_box(positions, zone.grid))
    held = held.mutate(at_x=_framed(held.lon, zone.grid), at_y=_degrees(held.lat))
    return held.mutate(at_cell=_cell(held.at_x, held.at_y, zone.grid))


def _in_box(positions: Any, grid: Grid) -> Any:
    """Is a position on the grid? Comparisons alone, by which a Parquet file is skipped; false for NaN and endless.

    The grid reaches so far beyond the distance that a point of its outermost INSET is outside and far anyway.
    """
    west, east = grid.west + INSET, grid.west + grid.columns * grid.width - INSET
    held = _between(positions.lat, grid.south + INSET, grid.south + grid.rows * grid.height - INSET)
    if east < 180:
        return held & _between(positions.lon, west, east)
    return held & (_between(positions.lon, west, 180.0) | _between(positions.lon, -180.0, east - 360))


def _between(column: Any, least: float, most: float) -> Any:
    if column.type().is_integer():
        return column.between(math.ceil(least * UNIT), math.floor(most * UNIT))
    return column.between(least, most)


def _framed(lon: Any, grid: Grid) -> Any:
    """Degrees in the frame of the grid."""
    x = _degrees(lon)
    return (
        x
        if grid.west + grid.columns * grid.width - INSET < 180
        else _ibis().ifelse(x < grid.west, x + 360.0, x)
    )


def _cell(x: Any, y: Any, grid: Grid) -> Any:
    """The number of the cell of a position on the grid."""
    column = ((x - grid.west) / grid.width).floor()
    row = ((y - grid.south) / grid.height).floor()
    return (row * grid.columns + column).cast("int32")


def _degrees(column: Any) -> Any:
    return column.cast("float64") / UNIT if column.type().is_integer() else column.cast("float64")


def _refused(lon: Any, lat: Any) -> Any:
    """As `engines.coordinates.refuse`; what is nearly always so is asked first."""
    fine = _between(lon, -180.0, 180.0) & _between(lat, -90.0, 90.0)
    x, y = _degrees(lon), _degrees(lat)
    rules = (
        (fine, FINE),
        (lon.isnull() | lat.isnull() | x.isnan() | y.isnan(), MISSING),
        (x.isinf() | y.isinf(), ENDLESS),
        ((y.abs() > 90) & (y.abs() <= 180) & (x.abs() <= 90), SWAPPED),
        (y.abs() > 90, NORTH),
        (x.abs() > 180, EAST),
    )
    return _ibis().cases(*rules, else_=FINE).cast("int8")


def _nearest(held: Any, tables: ZoneTables, columns: tuple[str, ...]) -> Any:
    """One row a position: the least chord to a candidate piece, and on which side of the border it is."""
    ibis = _ibis()
    pairs = _in_space(held).join(
        tables.candidates.rename(cell_of_piece="cell"), [("at_cell", "cell_of_piece")]
    )
    pairs = pairs.mutate(**{f"at_g{axis}": pairs[f"at_s{axis}"] - pairs[f"a{axis}"] for axis in "xyz"})
    along = pairs.at_gx * pairs.ux + pairs.at_gy * pairs.uy + pairs.at_gz * pairs.uz
    pairs = pairs.mutate(at_along=along * pairs.per)
    pairs = pairs.mutate(
        at_share=ibis.cases((pairs.at_along <= 0, 0.0), (pairs.at_along >= 1, 1.0), else_=pairs.at_along)
    )
    x, y, z = (pairs[f"at_g{axis}"] - pairs.at_share * pairs[f"u{axis}"] for axis in "xyz")
    handed = [name for name in columns if name != "row"]
    found = pairs.group_by("row").aggregate(
        at_square=(x * x + y * y + z * z).min(),
        at_count=_counted(pairs).sum(),
        **{name: pairs[name].arbitrary() for name in handed},
    )
    arc = _arc(found.at_square.sqrt())
    return found.mutate(
        refused=ibis.literal(FINE, "int8"),
        inside=found.at_count % 2 == 1,
        km=ibis.ifelse(arc <= tables.zone.km, arc, None),
    )


def _in_space(near: Any) -> Any:
    """With Cartesian coordinates in km: `geodesy.to_space` in the words of the engine."""
    near = near.mutate(at_sine=near.at_y.radians().sin(), at_turn=near.at_x.radians())
    near = near.mutate(at_normal=AXIS_KM / (1 - ECCENTRICITY2 * near.at_sine * near.at_sine).sqrt())
    near = near.mutate(at_level=near.at_normal * (1 - near.at_sine * near.at_sine).sqrt())
    return near.mutate(
        at_sx=near.at_level * near.at_turn.cos(),
        at_sy=near.at_level * near.at_turn.sin(),
        at_sz=near.at_normal * (1 - ECCENTRICITY2) * near.at_sine,
    )


def _counted(pairs: Any) -> Any:
    """What a candidate counts at a point: `CompiledZone.candidates`."""
    north = (pairs.yr + (pairs.at_x - pairs.xr) * pairs.slope > pairs.at_y).cast("int8")
    return _ibis().cases(
        (pairs.at_x <= pairs.xl, pairs.left),
        (pairs.at_x > pairs.xr, pairs.right),
        else_=(pairs.over - north).abs(),
    )


def _arc(chord: Any) -> Any:
    """`geodesy.arc_km` in the words of the engine."""
    u = chord * chord / MEAN_KM**2
    return chord * (1 + u * (1 / 24 + u * (3 / 640)))


def _ibis() -> Any:
    try:
        import ibis
    except ImportError:
        raise MissingExtra("the rule over positions", "check") from None
    return ibis
