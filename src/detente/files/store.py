"""Results in and out of a cache folder: JSON checked against its type, never code.

A key names everything a result depends on. What cannot be read back, or was made by other code, is
as if it were not there.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from detente.errors import UsageError
from detente.files.write import write_atomic

T = TypeVar("T")
MOST_KEPT = 200


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


def recall(kind: type[T], name: str) -> T | None:
    """The result kept under this name, or None."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        return TypeAdapter(kind).validate_json((folder / f"{name}.json").read_bytes())
    except (OSError, ValidationError):
        return None


def keep(kind: type[T], name: str, result: T) -> None:
    """Keep a result, readable by its owner only. A cache that cannot be written is no fault."""
    folder = cache_folder()
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / f"{name}.json"
        write_atomic(file, TypeAdapter(kind).dump_json(result), overwrite=True)
        file.chmod(0o600)
        _forget_oldest(folder)
    except (OSError, UsageError):
        return


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
    for file in kept[:-MOST_KEPT]:
        file.unlink(missing_ok=True)
