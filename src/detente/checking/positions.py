"""In: a table of positions and a `CompiledZone`. Out: the rule as one Ibis expression: inside, km, refused.

Joins and arithmetic only, so that every engine which Ibis writes SQL for gives the same answer, with no
spatial extension. `zones/locate.py` says the same in numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from detente.checking.zones.compiled import MIXED, NEAR, CompiledZone
from detente.engines.coordinates import EAST, ENDLESS, FINE, MISSING, NORTH, SWAPPED
from detente.engines.tracks import UNIT
from detente.errors import MissingExtra, UsageError
from detente.maths.geodesy import AXIS_KM, ECCENTRICITY2, MEAN_KM

if TYPE_CHECKING:
    from detente.engines.door import Engine

WANTED = ("row", "lon", "lat")
"""Columns that a table of positions must have. `row` tells rows apart; all others are handed on."""
ADDED = ("inside", "km", "refused")
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
    zone = tables.zone
    placed = _placed(positions, zone).left_join(
        tables.cells.rename(cell_of_zone="cell"), [("at_cell", "cell_of_zone")]
    )
    placed = placed.mutate(at_state=placed.state.fill_null(0).cast("int16")).drop("state", "cell_of_zone")
    far = placed.filter(placed.at_state < NEAR)
    near = _nearest(placed.filter(placed.at_state >= NEAR), tables.candidates, positions.columns)
    whole = [_answer(far, far.at_state % 2 == 1, None), _answer(near, near.at_inside, near.at_chord)]
    kept = [*positions.columns, *ADDED]
    joined = whole[0].select(*kept).union(whole[1].select(*kept))
    return joined.mutate(km=_ibis().ifelse(joined.km <= zone.km, joined.km, None))


def _check_columns(columns: tuple[str, ...]) -> None:
    lacking = [name for name in WANTED if name not in columns]
    taken = [name for name in columns if name in ADDED or name.startswith("at_")]
    if lacking:
        raise UsageError(f"a table of positions needs the columns {', '.join(lacking)}")
    if taken:
        raise UsageError(
            f"a table of positions cannot have the columns {', '.join(taken)}: the rule adds them"
        )


def _placed(positions: Any, zone: CompiledZone) -> Any:
    """With degrees, why refused, longitude in the frame of the grid, and the cell, null off the grid."""
    ibis, grid = _ibis(), zone.grid
    west, south = float(grid.west), float(grid.south)
    east, north = grid.columns, grid.rows
    lon, lat = _degrees(positions.lon), _degrees(positions.lat)
    table = positions.mutate(at_lon=lon, at_lat=lat)
    table = table.mutate(refused=_refused(table.at_lon, table.at_lat))
    fine = table.refused == FINE
    table = table.mutate(
        at_x=ibis.ifelse(fine, table.at_lon + ibis.ifelse(table.at_lon < west, 360.0, 0.0), None),
        at_y=ibis.ifelse(fine, table.at_lat, None),
    )
    table = table.mutate(
        at_column=((table.at_x - west) / float(grid.width)).floor(),
        at_row=((table.at_y - south) / float(grid.height)).floor(),
    )
    on = table.at_column.between(0, east - 1) & table.at_row.between(0, north - 1)
    cell = (table.at_row * grid.columns + table.at_column).cast("int32")
    return table.mutate(at_cell=ibis.ifelse(on, cell, None))


def _degrees(column: Any) -> Any:
    return column.cast("float64") / UNIT if column.type().is_integer() else column.cast("float64")


def _refused(lon: Any, lat: Any) -> Any:
    """As `engines.coordinates.refuse`; what is nearly always so is asked first."""
    rules = (
        (lon.between(-180, 180) & lat.between(-90, 90) & ~lon.isnan() & ~lat.isnan(), FINE),
        (lon.isnull() | lat.isnull() | lon.isnan() | lat.isnan(), MISSING),
        (lon.isinf() | lat.isinf(), ENDLESS),
        ((lat.abs() > 90) & (lat.abs() <= 180) & (lon.abs() <= 90), SWAPPED),
        (lat.abs() > 90, NORTH),
        (lon.abs() > 180, EAST),
    )
    return _ibis().cases(*rules, else_=FINE).cast("int8")


def _nearest(near: Any, candidates: Any, columns: tuple[str, ...]) -> Any:
    """One row a position: the least chord to a candidate piece, and on which side of the border it is."""
    pairs = _in_space(near).join(candidates.rename(cell_of_piece="cell"), [("at_cell", "cell_of_piece")])
    gaps = [pairs[f"at_s{axis}"] - pairs[f"a{axis}"] for axis in "xyz"]
    ways = [pairs[f"u{axis}"] for axis in "xyz"]
    share = (sum(gap * way for gap, way in zip(gaps, ways, strict=True)) * pairs.per).clip(0.0, 1.0)
    pairs = pairs.mutate(at_share=share, at_crossed=_crossed(pairs))
    square = sum(
        (gap - pairs.at_share * way) * (gap - pairs.at_share * way)
        for gap, way in zip(gaps, ways, strict=True)
    )
    handed = [name for name in columns if name != "row"]
    found = pairs.group_by("row").aggregate(
        at_square=square.min(),
        at_crossings=pairs.at_crossed.sum().cast("int64"),
        at_state=pairs.at_state.arbitrary(),
        **{name: pairs[name].arbitrary() for name in handed},
    )
    return found.mutate(
        refused=_ibis().literal(FINE, "int8"),
        at_chord=found.at_square.sqrt(),
        at_inside=(found.at_state + found.at_crossings) % 2 == 1,
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


def _crossed(pairs: Any) -> Any:
    """1 where the way from the centre of the cell crosses the piece: `CompiledZone.crossings`."""
    ibis = _ibis()
    north = (pairs.yr + (pairs.at_x - pairs.xr) * pairs.slope > pairs.at_y).cast("int8")
    by_side = ibis.cases(
        (pairs.at_x <= pairs.xl, pairs.left),
        (pairs.at_x > pairs.xr, pairs.right),
        else_=(pairs.over - north).abs(),
    )
    return ibis.ifelse(pairs.at_state >= MIXED, by_side, 0).cast("int8")


def _answer(table: Any, inside: Any, chord: Any) -> Any:
    ibis = _ibis()
    fine = table.refused == FINE
    km = ibis.null("float64") if chord is None else _arc(chord)
    return table.mutate(inside=ibis.ifelse(fine, inside, None), km=km)


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
