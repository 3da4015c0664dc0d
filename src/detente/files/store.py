"""Results in and out of a cache folder: JSON checked against its type, never code.

A key names everything a result depends on. What cannot be read back, or was made by other code, is
as if it were not there.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from detente.errors import UsageError
from detente.files.write import write_atomic

T = TypeVar("T")


def cache_folder() -> Path | None:
    """Where results are kept: DETENTE_CACHE, or the user's cache folder. None if it is switched off.

    DETENTE_CACHE=off switches it off.
    """
    named = os.environ.get("DETENTE_CACHE")
    if named == "off":
        return None
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(base) / "detente" if base else Path.home() / ".cache" / "detente"


def key(*parts: str) -> str:
    """One name for everything a result depends on."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def code_digest(package: Path) -> str:
    """SHA-256 over every Python file of the package: other code makes other results."""
    digest = hashlib.sha256()
    for file in sorted(package.rglob("*.py")):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Shelf:
    """A part of the cache with a bound of its own: `folder` within it, and files kept there at most."""

    folder: str = ""
    most: int = 200


RESULTS = Shelf()


def recall(kind: type[T], name: str, shelf: Shelf = RESULTS) -> T | None:
    """The result kept under this name, or None."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        return TypeAdapter(kind).validate_json((folder / shelf.folder / f"{name}.json").read_bytes())
    except (OSError, ValidationError):
        return None


def keep(kind: type[T], name: str, result: T, shelf: Shelf = RESULTS) -> None:
    """Keep a result, readable by its owner only. A cache that cannot be written is no fault."""
    cache = cache_folder()
    if cache is None:
        return
    folder = cache / shelf.folder
    try:
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
        file = folder / f"{name}.json"
        write_atomic(file, TypeAdapter(kind).dump_json(result), overwrite=True)
        file.chmod(0o600)
        _forget_oldest(folder, shelf.most)
    except (OSError, UsageError):
        return


def _forget_oldest(folder: Path, most: int) -> None:
    kept = list(folder.glob("*.json"))
    if len(kept) <= most:
        return
    for file in sorted(kept, key=_kept_at)[:-most]:
        file.unlink(missing_ok=True)


def _kept_at(file: Path) -> float:
    """When it was put there; 0 if another process has just taken it away."""
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0.0
