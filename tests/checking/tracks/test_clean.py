from __future__ import annotations

import itertools
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.checking.tracks.clean import Cleaned, clean
from detente.checking.tracks.pieces import Pieces, thinned
from detente.checking.tracks.table import Track, track

MINUTE = 60.0
KM_NORTH = 1 / 111.2
"""Degrees of latitude in a km."""


def flight(count: int = 30, km_a_fix: float = 12.0) -> dict[str, list[float]]:
    """Due north along 30 E from 50 N, a fix a minute at 720 km/h."""
    return {
        "t": [n * MINUTE for n in range(count)],
        "lon": [30.0] * count,
        "lat": [50 + n * km_a_fix * KM_NORTH for n in range(count)],
    }


def of(columns: dict[str, list[float]], **more: object) -> Cleaned:
    return clean(track("bomber", **columns, source="f", **more), 1000.0)  # type: ignore[arg-type]


def told(cleaned: Cleaned) -> dict[str, tuple[str, ...]]:
    return {fault.kind: fault.rows for fault in cleaned.faults}


def test_a_plain_flight_has_no_fault() -> None:
    cleaned = of(flight())
    assert (cleaned.faults, cleaned.dropped, len(cleaned.track)) == ((), 0, 30)


@pytest.mark.parametrize(
    ("column", "value", "kind", "says"),
    [
        ("lat", np.nan, "position", "not a number"),
        ("lon", np.inf, "position", "infinite"),
        ("lat", 95.0, "swapped", "may be swapped"),
        ("lon", 200.0, "position", "beyond 180"),
        ("t", np.nan, "time", "without a time"),
        ("lat", 57.0, "speed", "faster than 1,000 km/h"),
    ],
)
def test_a_fix_that_cannot_be_is_left_out_and_the_others_stay(
    column: str, value: float, kind: str, says: str
) -> None:
    columns = flight()
    columns[column][7] = value
    cleaned = of(columns)
    assert told(cleaned) == {kind: ("f#8",)}
    assert says in cleaned.faults[0].says
    assert "1 row left out" in cleaned.faults[0].says
    assert (cleaned.dropped, len(cleaned.track)) == (1, 29)


def test_latitude_and_longitude_exchanged_for_a_while() -> None:
    columns = flight()
    for n in (7, 8, 9):
        columns["lon"][n], columns["lat"][n] = columns["lat"][n], columns["lon"][n]
    assert told(of(columns)) == {"swapped": ("f#8", "f#9", "f#10")}


def test_an_altitude_that_cannot_be_leaves_its_position() -> None:
    cleaned = of(flight(), altitude_m=[9000.0] * 29 + [32_827.0])
    assert told(cleaned) == {"altitude": ("f#30",)}
    assert cleaned.dropped == 0
    assert np.isnan(cleaned.track.altitude_m).sum() == 1


def test_a_clock_that_goes_backwards_is_told_and_the_fixes_are_put_in_order() -> None:
    columns = flight()
    for column in columns.values():
        column[4], column[5] = column[5], column[4]
    cleaned = of(columns)
    assert told(cleaned) == {"clock": ("f#6",)}
    assert np.all(np.diff(cleaned.track.t) > 0)
    assert cleaned.dropped == 0


def test_the_same_fix_twice_counts_once_and_two_places_at_once_count_nothing() -> None:
    columns = flight()
    for name, column in columns.items():
        column.append(column[3])
        column.append(column[10] if name != "lat" else column[10] + 0.1)
    assert told(of(columns)) == {
        "clock": ("f#31",),
        "duplicate": ("f#31",),
        "two places": ("f#11", "f#32"),
    }


def test_a_position_that_an_archive_has_repeated_is_no_position() -> None:
    columns = flight()
    columns["lat"][8] = columns["lat"][9] = columns["lat"][7]
    assert told(of(columns)) == {"stale": ("f#9", "f#10")}
    at_anchor = flight(km_a_fix=0.0)
    assert told(of(at_anchor)) == {}


def test_of_two_long_pieces_that_do_not_fit_neither_is_left_out() -> None:
    columns = flight()
    columns["lon"] = [30.0] * 15 + [40.0] * 15
    cleaned = of(columns)
    assert told(cleaned) == {"jump": ("f#16",)}
    assert "two objects under one name" in cleaned.faults[0].says
    assert cleaned.dropped == 0


def test_two_fixes_that_do_not_fit_both_stay() -> None:
    assert told(of({"t": [0, 60], "lon": [30, 30], "lat": [50, 55]})) == {"jump": ("f#2",)}


def test_a_position_error_may_stretch_the_way() -> None:
    columns = flight()
    columns["lon"][7] += 0.25
    assert told(of(columns)) == {"speed": ("f#8",)}
    assert told(of(columns, sigma_km=2.0)) == {}


@pytest.mark.parametrize("name", ["lon", "lat", "t"])
def test_nothing_at_all_and_nothing_good_at_all(name: str) -> None:
    assert len(of({"t": [], "lon": [], "lat": []}).track) == 0
    columns = flight(3)
    columns[name] = [np.nan] * 3
    assert of(columns).dropped == 3


NOISE = st.lists(st.sampled_from([0.0, 0.0, 0.0, 5.0, -7.0, 40.0, np.nan]), min_size=2, max_size=12)


@given(NOISE, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_but_the_word_on_the_clock(
    noise: list[float], random: object
) -> None:
    columns = flight(len(noise))
    columns["lat"] = [lat + off for lat, off in zip(columns["lat"], noise, strict=True)]
    order = list(range(len(noise)))
    random.shuffle(order)  # type: ignore[attr-defined]
    rows = [n + 1 for n in order]
    one = of(columns)
    other = of({name: [column[n] for n in order] for name, column in columns.items()}, row=rows)
    assert one.track.row.tolist() == other.track.row.tolist()
    assert {k: set(v) for k, v in told(one).items() if k != "clock"} == {
        k: set(v) for k, v in told(other).items() if k != "clock"
    }
    assert one.dropped + len(one.track) == len(noise)


def slowly(sizes: list[int], fits: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take out the first piece in the order of keys that may go, one at a time, all keys made anew."""
    ends = list(itertools.accumulate(sizes))
    pieces = [[(end - size, end - 1)] for size, end in zip(sizes, ends, strict=True)]
    total = sum(sizes)
    while True:
        keys = []
        for n, spans in enumerate(pieces):
            size = sum(last - first + 1 for first, last in spans)
            between = 0 < n < len(pieces) - 1
            bridged = between and (pieces[n - 1][-1][1], pieces[n + 1][0][0]) in fits
            if len(pieces) > 1 and (size * 10 <= total or (bridged and 2 * size < total)):
                keys.append((size, not bridged, spans[0][0], n))
        if not keys:
            return [span for spans in pieces for span in spans]
        n = min(keys)[-1]
        if not min(keys)[1]:
            pieces[n - 1 : n + 2] = [pieces[n - 1] + pieces[n + 1]]
        else:
            del pieces[n]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=9), st.data())
def test_strays_go_as_taking_them_out_one_by_one_says(sizes: list[int], data: st.DataObject) -> None:
    last = [end - 1 for end in itertools.accumulate(sizes)]
    first = [end - size + 1 for end, size in zip(last, sizes, strict=True)]
    pairs = [(a, b) for i, a in enumerate(last) for b in first[i + 2 :]]
    fits = set(data.draw(st.lists(st.sampled_from(pairs)))) if pairs else set()
    found = thinned(Pieces(np.array(first), np.array(last)), lambda one, other: (one, other) in fits)
    assert found == slowly(sizes, fits)


def test_a_track_of_nothing_but_jumps_is_done_in_good_time() -> None:
    count = 4_000
    generator = np.random.default_rng(1)
    wild = track(
        "wild",
        np.arange(count) * 1.0,
        generator.uniform(-180, 180, count),
        generator.uniform(-80, 80, count),
    )
    begun = time.process_time()
    cleaned = clean(wild)
    assert time.process_time() - begun < 5
    assert cleaned.dropped > count / 2


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        track("x", [0.0], [1.0, 2.0], [1.0])


def test_rows_are_named_by_their_file() -> None:
    assert isinstance(track("x", [0.0], [1.0], [1.0]), Track)
    assert track("x", [0.0, 1.0], [1.0, 1.0], [1.0, 1.0], source="f").ids([1]) == ("f#2",)
