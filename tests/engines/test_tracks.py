from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from detente.engines import tracks
from detente.engines.coordinates import MISSING, REASONS, SWAPPED, refuse
from detente.engines.tracks import Positions, in_order, read_tracks, write_tracks
from detente.errors import NotReadable, UsageError


def walk(count: int, name: str = "a", seed: int = 0) -> Positions:
    """A made-up track of one object, a position a minute."""
    draw = np.random.default_rng(seed)
    return Positions(
        object=np.full(count, name, object),
        t=np.datetime64("2022-02-01T00:00", "us") + np.arange(count) * np.timedelta64(60, "s"),
        lon=30 + np.cumsum(draw.normal(0, 0.01, count)), lat=50 + np.cumsum(draw.normal(0, 0.01, count)),
        sigma_km=np.where(np.arange(count) % 3 == 0, np.nan, 1.5),
    )  # fmt: skip


def joined(path: Path) -> Positions:
    return tracks._joined(list(read_tracks(path)))


def test_what_was_written_is_read_again_to_a_centimetre(tmp_path: Path):
    one, two = walk(1000), walk(700, "b", seed=1)
    written = write_tracks(tmp_path / "t.parquet", [one, two])
    back = joined(tmp_path / "t.parquet")
    assert (written.rows, len(written.refused)) == (1700, 0)
    assert back.object.tolist() == ["a"] * 1000 + ["b"] * 700
    assert np.array_equal(back.t, np.concatenate([one.t, two.t]))
    assert np.abs(back.lon - np.concatenate([one.lon, two.lon])).max() <= 0.5e-7 + 1e-14
    assert np.array_equal(back.sigma_km, np.concatenate([one.sigma_km, two.sigma_km]), equal_nan=True)


def test_a_position_takes_few_bytes_and_is_kept_as_differences(tmp_path: Path):
    path = tmp_path / "t.parquet"
    write_tracks(path, [walk(100_000)])
    assert path.stat().st_size < 10 * 100_000
    group = pq.read_metadata(path).row_group(0)
    packed = {group.column(i).path_in_schema: group.column(i).encodings for i in range(group.num_columns)}
    assert all("DELTA_BINARY_PACKED" in packed[name] for name in ("t", "lon", "lat"))


@pytest.mark.parametrize("size", [1, 7, 333, 5000])
def test_how_the_rows_were_cut_into_batches_changes_nothing(tmp_path: Path, monkeypatch, size: int):
    monkeypatch.setattr(tracks, "GROUP", 1000)
    whole = walk(5000)
    parts = [whole[start : start + size] for start in range(0, 5000, size)]
    write_tracks(tmp_path / "one.parquet", [whole])
    write_tracks(tmp_path / "many.parquet", parts)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "many.parquet").read_bytes()
    assert pq.read_metadata(tmp_path / "many.parquet").num_row_groups == 5


def test_rows_with_bad_coordinates_are_left_out_and_listed(tmp_path: Path):
    whole = walk(10)
    whole.lon[3], whole.lat[7] = np.nan, 130.0
    written = write_tracks(tmp_path / "t.parquet", [whole[:5], whole[5:]])
    assert (written.rows, written.refused.tolist(), written.reasons.tolist()) == (
        8,
        [3, 7],
        [MISSING, SWAPPED],
    )
    assert len(joined(tmp_path / "t.parquet")) == 8


@pytest.mark.parametrize("cut", [3, 5])
def test_rows_out_of_order_are_refused_and_no_file_is_left(tmp_path: Path, monkeypatch, cut: int):
    monkeypatch.setattr(tracks, "GROUP", 5)
    whole = walk(10)
    order = np.r_[0:cut, cut + 1, cut, cut + 2 : 10] if cut == 3 else np.r_[5:10, 0:5]
    with pytest.raises(UsageError, match="comes before the one above it"):
        write_tracks(tmp_path / "t.parquet", [whole[order]])
    assert list(tmp_path.iterdir()) == []
    write_tracks(tmp_path / "t.parquet", [in_order(whole[order])])
    assert np.array_equal(joined(tmp_path / "t.parquet").t, whole.t)


def test_an_interruption_leaves_the_old_file_and_no_half_one(tmp_path: Path):
    path = tmp_path / "t.parquet"
    write_tracks(path, [walk(10)])
    before = path.read_bytes()

    def interrupted():
        yield walk(600_000, "b")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_tracks(path, interrupted())
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["t.parquet"]


def test_progress_is_told_and_ends_at_the_whole(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(tracks, "GROUP", 100)
    told: list[tuple[str, float]] = []
    write_tracks(tmp_path / "t.parquet", [walk(250)], total=250, tell=lambda *one: told.append(one))
    list(read_tracks(tmp_path / "t.parquet", tell=lambda *one: told.append(one)))
    assert told == [
        ("writing tracks", 0.4), ("writing tracks", 0.8), ("writing tracks", 1.0),
        ("reading tracks", 1 / 3), ("reading tracks", 2 / 3), ("reading tracks", 1.0),
    ]  # fmt: skip


@pytest.mark.parametrize("left", [0, 8, 2000])
def test_a_file_that_is_cut_short_is_said_to_be(tmp_path: Path, left: int):
    path = tmp_path / "t.parquet"
    write_tracks(path, [walk(5000)])
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(NotReadable, match="not a whole track file"):
        list(read_tracks(path))


def test_parquet_that_holds_other_things_is_no_track_file(tmp_path: Path):
    import pyarrow as pa

    pq.write_table(pa.table({"object": ["a"], "lon": [1.5]}), tmp_path / "t.parquet")
    with pytest.raises(NotReadable, match="no column t, lon, lat, sigma_km of the right type"):
        list(read_tracks(tmp_path / "t.parquet"))


def test_every_reason_for_refusing_is_given_and_has_a_sentence():
    lon = [30, np.nan, np.inf, 50, 120, 50, 181]
    lat = [50, 50, 50, 120, 100, 190, 50]
    codes = refuse(lon, lat).tolist()
    assert codes == [0, 1, 2, 3, 4, 4, 5]
    assert set(codes) - {0} == set(REASONS)
