"""In: batches of positions, or a track file. Out: a compact track file, or batches of positions.

A track file is Parquet: `object` (text), `t` (microseconds, UTC), `lon` and `lat` (whole 1e-7 degrees,
about 1 cm), and `sigma_km` where it is known; rows in order of object and time. Differences from row to
row are small numbers, so a position takes about 8 bytes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engines.coordinates import FINE, refuse
from detente.errors import MissingExtra, NotReadable, UsageError

Tell = Callable[[str, float], None]
"""Called with a stage and the share of it that is done, 0 to 1."""

UNIT = 1e7
"""Steps to a degree."""
GROUP = 500_000
"""Rows of a row group: what a reader holds in memory at a time."""
PACKED = ("t", "lon", "lat")
"""Columns that are kept as differences from row to row."""


@dataclass(frozen=True)
class Positions:
    """Some positions in a row.

    object    (n,) text
    t         (n,) datetime64[us], UTC
    lon, lat  (n,) degrees
    sigma_km  (n,) standard error in km, NaN where it is not known
    """

    object: NDArray[np.object_]
    t: NDArray[np.datetime64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    sigma_km: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.lon)

    def __getitem__(self, rows: slice | NDArray[np.generic]) -> Positions:
        return Positions(
            self.object[rows], self.t[rows], self.lon[rows], self.lat[rows], self.sigma_km[rows]
        )


@dataclass(frozen=True)
class Written:
    """What became of the rows: how many are in the file; the others by number (from 0) and reason."""

    rows: int
    refused: NDArray[np.int64]
    reasons: NDArray[np.int8]


def in_order(positions: Positions) -> Positions:
    """The same positions in order of object and time; rows that tie stay as they were."""
    return positions[np.lexsort((positions.t, positions.object.astype(str)))]


def write_tracks(
    path: Path, batches: Iterable[Positions], *, total: int | None = None, tell: Tell | None = None
) -> Written:
    """Write a track file, whole or not at all; a file of that name is replaced at the end.

    `total` rows are expected, for `tell`. Rows with coordinates that are refused are left out and listed.
    Raises UsageError where rows are not in order of object and time, or the file cannot be written.
    """
    pq, schema = _arrow("pyarrow.parquet"), _schema()
    rows, seen, last = 0, 0, None
    numbers: list[NDArray[np.int64]] = []
    reasons: list[NDArray[np.int8]] = []
    with (
        _put_in_place(path) as scratch,
        pq.ParquetWriter(
            scratch, schema, compression="zstd", use_dictionary=["object"],
            column_encoding=dict.fromkeys(PACKED, "DELTA_BINARY_PACKED"),
        ) as writer,
    ):  # fmt: skip
        for batch in _regrouped(batches):
            codes = refuse(batch.lon, batch.lat)
            bad = np.flatnonzero(codes != FINE)
            numbers.append(bad + seen)
            reasons.append(codes[bad])
            kept = batch[codes == FINE] if len(bad) else batch
            last = _check_order(kept, last, seen)
            writer.write_table(_table(kept, schema), row_group_size=GROUP)
            rows, seen = rows + len(kept), seen + len(batch)
            if tell is not None and total:
                tell("writing tracks", min(1.0, seen / total))
    none = np.zeros(0, np.int64), np.zeros(0, np.int8)
    return Written(rows, np.concatenate([none[0], *numbers]), np.concatenate([none[1], *reasons]))


def read_tracks(path: Path, tell: Tell | None = None) -> Iterator[Positions]:
    """Positions of a track file, a row group at a time, in order.

    Raises NotReadable where it is not a track file or is cut short.
    """
    for batch, share in read_groups(path, ("object", "t", "lon", "lat", "sigma_km")):
        yield Positions(
            object=batch["object"].to_numpy(zero_copy_only=False).astype(object),
            t=batch["t"].to_numpy(zero_copy_only=False),
            lon=batch["lon"].to_numpy() / UNIT,
            lat=batch["lat"].to_numpy() / UNIT,
            sigma_km=batch["sigma_km"].to_numpy(zero_copy_only=False).astype(float),
        )
        if tell is not None:
            tell("reading tracks", share)


def read_groups(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], float]]:
    """The named columns of each row group as Arrow arrays, and the share of the file that is read by then."""
    pa, pq = _arrow("pyarrow"), _arrow("pyarrow.parquet")
    try:
        with pq.ParquetFile(path) as file:
            _check_schema(path, file.schema_arrow)
            groups = file.num_row_groups
            for number in range(groups):
                table = file.read_row_group(number, columns=list(columns))
                held = {name: table.column(name).combine_chunks() for name in columns}
                yield held, (number + 1) / groups
    except (pa.ArrowInvalid, OSError) as error:
        raise NotReadable(str(path), f"not a whole track file: {error}") from None


def _check_schema(path: Path, schema: Any) -> None:
    wanted = _schema()
    lacking = [
        field.name for field in wanted
        if field.name not in schema.names or schema.field(field.name).type != field.type
    ]  # fmt: skip
    if lacking:
        raise NotReadable(str(path), f"not a track file: no column {', '.join(lacking)} of the right type")


def _regrouped(batches: Iterable[Positions]) -> Iterator[Positions]:
    """The same rows in batches of GROUP, so that small batches do not make small row groups."""
    held: list[Positions] = []
    count = 0
    for batch in batches:
        held.append(batch)
        count += len(batch)
        if count >= GROUP:
            whole = _joined(held)
            full = count - count % GROUP
            yield from (whole[start : start + GROUP] for start in range(0, full, GROUP))
            held, count = [whole[full:]], count - full
    if count:
        yield _joined(held)


def _joined(parts: list[Positions]) -> Positions:
    names = ("object", "t", "lon", "lat", "sigma_km")
    return Positions(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _check_order(batch: Positions, last: tuple[str, Any] | None, seen: int) -> tuple[str, Any] | None:
    if not len(batch):
        return last
    names = batch.object.astype(str)
    later = (names[1:] > names[:-1]) | ((names[1:] == names[:-1]) & (batch.t[1:] >= batch.t[:-1]))
    first = (str(names[0]), batch.t[0])
    if not later.all() or (last is not None and first < last):
        row = seen + (int(np.argmin(later)) + 1 if not later.all() else 0)
        raise UsageError(
            f"tracks are written in order of object and time; row {row} comes before the one above it"
        )
    return str(names[-1]), batch.t[-1]


def _table(batch: Positions, schema: Any) -> Any:
    pa = _arrow("pyarrow")
    columns = [
        pa.array(batch.object, pa.string()),
        pa.array(batch.t.astype("datetime64[us]"), pa.timestamp("us")),
        pa.array(np.rint(batch.lon * UNIT).astype(np.int32)),
        pa.array(np.rint(batch.lat * UNIT).astype(np.int32)),
        pa.array(batch.sigma_km.astype(np.float32), from_pandas=True),
    ]
    return pa.table(columns, schema=schema)


def _schema() -> Any:
    pa = _arrow("pyarrow")
    return pa.schema(
        [
            ("object", pa.string()), ("t", pa.timestamp("us")),
            ("lon", pa.int32()), ("lat", pa.int32()), ("sigma_km", pa.float32()),
        ]
    )  # fmt: skip


def _arrow(module: str) -> Any:
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError:
        raise MissingExtra("a track file", "check") from None


@contextmanager
def _put_in_place(path: Path) -> Iterator[str]:
    """A scratch file beside `path` that takes its name at the end, or goes if anything went wrong."""
    try:
        handle, scratch = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
    os.close(handle)
    try:
        yield scratch
        # mkstemp lets nobody but the owner read; tracks are as readable as any other file of their owner.
        os.chmod(scratch, 0o666 & ~_umask())
        os.replace(scratch, path)
    finally:
        Path(scratch).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
