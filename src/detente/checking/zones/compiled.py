"""In: cells of a regular grid and pieces of a border. Out: `CompiledZone`, which holds them as arrays and tables.

zone.cells()        one row a cell that is not far outside: cell, state
zone.candidates()   one row a cell and a piece of border that can be the nearest there, with its figures
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.engines.kernel import Arrays
from detente.maths.geodesy import to_space

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Small = NDArray[np.int32]
States = NDArray[np.uint8]

OUTSIDE, INSIDE = 0, 1
"""States of a cell beyond the distance from the border: all of it outside, all of it inside."""
NEAR = 2
"""States from here on: the border may be within the distance. The last bit is whether the centre is inside."""
MIXED = 4
"""States from here on: the border may run through the cell."""


@dataclass(frozen=True)
class Grid:
    """A regular grid of cells in degrees; cell (column, row) has the number row * columns + column.

    west, south       the corner; longitudes of the grid run from west, in [-180, 180), to west + 360
    width, height     of a cell
    """

    west: float
    south: float
    width: float
    height: float
    columns: int
    rows: int

    def centres(self, cells: Ints) -> tuple[Floats, Floats]:
        """Longitude (in the frame of the grid) and latitude of the centres of these cells."""
        rows, columns = np.divmod(cells, self.columns)
        return self.west + (columns + 0.5) * self.width, self.south + (rows + 0.5) * self.height


@dataclass(frozen=True)
class CompiledZone:
    """A zone and a distance as arrays.

    states    (rows * columns) one of the states above for every cell of the grid
    first     (near cells + 1) where the pieces of each cell that is NEAR or more begin in `members`
    members   piece numbers
    pieces    (n, 4) degrees in the frame of the grid: western end, eastern end
    content   hash of everything the tables depend on
    """

    name: str
    boundary: str
    edges: str
    km: float
    mended: tuple[str, ...]
    content: str
    grid: Grid
    states: States
    first: Small
    members: Small
    pieces: Floats

    @cached_property
    def slots(self) -> Small:
        """For every cell its place in `first`, or -1."""
        near = self.states >= NEAR
        return np.where(near, np.cumsum(near, dtype=np.int32) - 1, -1).astype(np.int32)

    @cached_property
    def starts(self) -> Floats:
        """(n, 3) km: the western end of every piece in space."""
        return to_space(self.pieces[:, 0], self.pieces[:, 1])

    @cached_property
    def ways(self) -> Floats:
        """(n, 3) km: from the western end of every piece to its eastern, in space."""
        return to_space(self.pieces[:, 2], self.pieces[:, 3]) - self.starts

    @cached_property
    def slopes(self) -> Floats:
        """Degrees north per degree east of every piece; 0 for one that goes straight north."""
        run = self.pieces[:, 2] - self.pieces[:, 0]
        return np.where(
            run == 0, 0.0, (self.pieces[:, 3] - self.pieces[:, 1]) / np.where(run == 0, 1.0, run)
        )

    @cached_property
    def near_cells(self) -> Ints:
        """Numbers of the cells that have pieces, in the order of `first`."""
        return np.flatnonzero(self.states >= NEAR)

    def arrays(self) -> Arrays:
        """What the compiled kernel takes."""
        size = np.sum(self.ways**2, axis=1)
        per = np.where(size == 0, 0.0, 1 / np.where(size == 0, 1.0, size))
        grid = self.grid
        return Arrays(
            frame=(grid.west, grid.south, grid.width, grid.height, self.km), shape=(grid.columns, grid.rows),
            states=self.states, slots=self.slots, first=self.first, members=self.members,
            pieces=np.column_stack([self.pieces, self.slopes]),
            lines=np.column_stack([self.starts, self.ways, per]),
        )  # fmt: skip

    def cells(self) -> dict[str, NDArray[np.generic]]:
        """Columns of the first table, one row a cell that is not far outside: `cell` and `state`."""
        held = np.flatnonzero(self.states)
        return {"cell": held.astype(np.int32), "state": self.states[held].astype(np.int8)}

    def candidates(self) -> dict[str, NDArray[np.generic]]:
        """Columns of the second table, one row a cell and piece.

        cell              as in the first table
        ax ay az          western end of the piece in space, km
        ux uy uz          its way to the eastern end, km; `per` is 1 / (u . u), 0 for a piece of no length
        xl xr yr slope    longitudes of both ends, latitude of the eastern end, degrees north per degree east
        left over right   what the row counts at a point of the cell: if the point is west of the piece; over it,
                          if the piece passes south of the point; or east of it. Modulo 2

        An odd count over the rows of a cell is inside. A row counts whether the border is crossed on the way
        from the centre, and the first of a cell also whether the centre is inside. Where no border runs
        through the cell nothing is crossed, and every point is west of the piece.
        """
        cells = np.repeat(self.near_cells, np.diff(self.first))
        a, u, piece = self.starts[self.members], self.ways[self.members], self.pieces[self.members]
        size, mixed = np.sum(u * u, axis=1), self.states[cells] >= MIXED
        begins = np.zeros(len(cells), bool)
        begins[self.first[:-1]] = self.states[self.near_cells] % 2 == 1
        left, over, right = (
            (side & mixed) ^ begins for side in self.crossings(cells, self.members)
        )  # fmt: skip
        return {
            "cell": cells.astype(np.int32),
            "ax": a[:, 0], "ay": a[:, 1], "az": a[:, 2],
            "ux": u[:, 0], "uy": u[:, 1], "uz": u[:, 2],
            "per": np.where(size == 0, 0.0, 1 / np.where(size == 0, 1.0, size)),
            "xl": np.where(mixed, piece[:, 0], np.inf), "xr": np.where(mixed, piece[:, 2], np.inf),
            "yr": piece[:, 3], "slope": self.slopes[self.members],
            "left": left.astype(np.int8), "over": over.astype(np.int8), "right": right.astype(np.int8),
        }  # fmt: skip

    def crossings(self, cells: Ints, members: Small) -> tuple[NDArray[np.bool_], ...]:
        """`left`, `over` and `right` of each cell and piece.

        The way goes along the centre's latitude, then north or south. A piece is north or south of that
        latitude where the way begins (at the nearer end, if it does not stand there) and where it ends.
        All compare the same numbers, so pieces that share a vertex agree and no crossing is lost.
        """
        x, y = self.grid.centres(cells)
        xl, yl, xr, yr = self.pieces[members].T
        here = np.where(x <= xl, yl, np.where(x > xr, yr, yr + (x - xr) * self.slopes[members])) > y
        return here != (yl > y), here, here != (yr > y)
