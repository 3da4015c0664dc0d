"""The index of tracks in a case folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.acts import TrackFile
from detente.files.folder import find_faults, read_case
from detente.files.starter import copy_case

HEAD = "file,by,platform,source,synthetic,object,note\n"
TRACK = "time,longitude,latitude\n2021-11-23T10:00:00Z,37.0,44.0\n"


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """The real case without its own tracks, and with one file of tracks that no index names yet."""
    folder = tmp_path / "talks"
    copy_case("us-russia-2022", folder)
    for one in (folder / "observations/tracks").iterdir():
        one.unlink()
    (folder / "observations/tracks/a.csv").write_text(TRACK, "utf-8")
    return folder


def index(folder: Path, *rows: str) -> None:
    (folder / "observations/tracks/index.csv").write_text(
        HEAD + "".join(f"{row}\n" for row in rows), "utf-8"
    )


def test_a_row_is_read(talks: Path):
    index(talks, "a.csv,us,bomber,pravda-149707,true,,made up")
    (one,) = read_case(talks).tracks
    assert one == TrackFile(
        file="a.csv", by="us", platform="bomber", source="pravda-149707", synthetic=True, note="made up"
    )


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            "b.csv,us,bomber,pravda-149707,true,,",
            "there is no file observations/tracks/b.csv: did you mean 'a.csv'?",
        ),
        ("../force-ledger.csv,us,bomber,pravda-149707,true,,", "leads out of observations/tracks"),
        ("/etc/hosts,us,bomber,pravda-149707,true,,", "leads out of observations/tracks"),
        ("a.csv,usa,bomber,pravda-149707,true,,", "'usa' is not defined"),
        ("a.csv,us,bomber,nowhere,true,,", "'nowhere' is not defined"),
        ("a.csv,us,bomber,pravda-149707,,,", "synthetic"),
        ("a.csv,us,,pravda-149707,true,,", "platform"),
    ],
)
def test_a_row_that_does_not_fit_is_a_fault_with_its_place(talks: Path, row: str, says: str):
    index(talks, row)
    (fault,) = find_faults(talks)
    assert str(fault.where).startswith("observations/tracks/index.csv:2")
    assert says in fault.says


@pytest.mark.parametrize(("first", "second"), [("", ""), ("", "bear"), ("bear", ""), ("bear", "bear")])
def test_a_track_counts_once(talks: Path, first: str, second: str):
    index(talks, *(f"a.csv,us,bomber,pravda-149707,true,{one}," for one in (first, second)))
    (fault,) = find_faults(talks)
    assert "stands twice for the same object" in fault.says


def test_two_objects_of_one_file_are_two_rows(talks: Path):
    index(talks, *(f"a.csv,us,bomber,pravda-149707,true,{one}," for one in ("bear", "fox")))
    assert [one.object for one in read_case(talks).tracks] == ["bear", "fox"]


def test_the_digest_changes_with_a_track(talks: Path):
    index(talks, "a.csv,us,bomber,pravda-149707,true,,")
    before = read_case(talks).digest
    assert read_case(talks).digest == before
    (talks / "observations/tracks/a.csv").write_text(TRACK.replace("44.0", "44.1"), "utf-8")
    assert read_case(talks).digest != before
