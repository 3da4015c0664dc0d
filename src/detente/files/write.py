"""Bytes in, a whole file out: never half of one, and never in place of another unless told."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from detente.errors import UsageError


def write_atomic(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Write a file so that it is there whole or not at all.

    Raises UsageError if a file of that name exists and `overwrite` is False, or if it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            _fill(handle, data)
            # mkstemp lets nobody but the owner read; a case is as readable as any other file of its owner.
            os.chmod(name, 0o666 & ~_umask())
            _put(Path(name), path, overwrite)
        finally:
            Path(name).unlink(missing_ok=True)
    except FileExistsError:
        raise UsageError(f"{path} exists and is left as it is") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they are missing. Raises UsageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror or error}") from None


def _fill(handle: int, data: bytes) -> None:
    """Put the data onto the disk and not only into its cache."""
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put(scratch: Path, path: Path, overwrite: bool) -> None:
    if overwrite:
        os.replace(scratch, path)
        return
    try:
        os.link(scratch, path)  # unlike a check and then a rename, this cannot overwrite what came between
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(path) from None
        os.replace(scratch, path)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
