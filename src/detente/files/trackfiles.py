"""The index of a case's tracks in, a fault for every file that cannot be taken out; and what the digest needs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from detente.case.acts import TrackFile
from detente.errors import Fault
from detente.files.guess import did_you_mean
from detente.files.papers import Papers, Sheet

FOLDER = "observations/tracks"
INDEX = f"{FOLDER}/index.csv"


def track_faults(folder: Path, papers: Papers) -> Iterator[Fault]:
    """Rows whose file is not in the folder of tracks, and rows that would count a track twice."""
    there = _names(folder / FOLDER)
    seen: set[tuple[str, str | None]] = set()
    for entry in papers.of(TrackFile):
        name, about = entry.record.file, entry.record.object
        if not _is_inside(name):
            yield Fault(entry.where("file"), f"'{name}' leads out of {FOLDER}: put the file in that folder")
        elif name not in there:
            yield Fault(entry.where("file"), f"there is no file {FOLDER}/{name}{did_you_mean(name, there)}")
        elif (
            (name, about) in seen
            or (name, None) in seen
            or (about is None and name in {n for n, _ in seen})
        ):
            yield Fault(
                entry.where("file"),
                f"'{name}' stands twice for the same object: its tracks would count twice",
            )
        seen.add((name, about))


def track_sheets(folder: Path, papers: Papers) -> Iterator[Sheet]:
    """For every file of tracks its name and SHA-256: the files may be larger than memory."""
    for name in dict.fromkeys(entry.record.file for entry in papers.of(TrackFile)):
        with (folder / FOLDER / name).open("rb") as file:
            data = hashlib.file_digest(file, "sha256").digest()
        yield Sheet(f"{FOLDER}/{name}", data=data)


def track_path(folder: str, name: str) -> Path:
    """Where a file of tracks lies, by the folder of the case and its name in the index."""
    return Path(folder) / FOLDER / name


def _names(home: Path) -> list[str]:
    return sorted(one.relative_to(home).as_posix() for one in home.rglob("*") if one.is_file())


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name
