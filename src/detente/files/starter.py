"""A folder in, a case to begin with out: a commented starter, or a copy of a shipped case."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from detente.errors import UsageError
from detente.files.guess import did_you_mean, listed
from detente.files.schema import schema_files
from detente.files.write import make_folder, write_atomic

PACKAGE = Path(__file__).resolve().parents[1]
STARTER = Path(__file__).resolve().parent / "starter_case"
BROKEN = "bad-example"
"""The case that is meant to be wrong: it can be copied, but is not shipped as a sound one."""


def start(folder: Path) -> None:
    """Write a commented starter case, with the schemas for editors.

    Raises UsageError, and writes nothing, if one of its files exists or cannot be written.
    """
    files = {path.name: path.read_bytes() for path in sorted(STARTER.glob("*.yaml"))}
    _write_all(folder, {**files, **schema_files()})


def shipped() -> tuple[str, ...]:
    """The names of the cases that come with the package, in order."""
    return tuple(name for name in sorted(_found()) if name != BROKEN)


def shipped_folder(name: str) -> Path:
    """The folder of a shipped case. Raises UsageError if there is none of that name."""
    found = _found()
    if name not in found:
        hint = did_you_mean(name, found) or f": there is {listed(shipped() or ['none'])}"
        raise UsageError(f"no case '{name}' comes with the package{hint}")
    return found[name]


def copy_case(name: str, folder: Path) -> None:
    """Copy a shipped case, whole, into a folder.

    Raises UsageError, and writes nothing, if there is no such case or one of its files exists.
    """
    home = shipped_folder(name)
    paths = [path for path in sorted(home.rglob("*")) if path.is_file()]
    _write_all(folder, {path.relative_to(home).as_posix(): path.read_bytes() for path in paths})


def homes() -> list[Path]:
    """Where shipped cases lie: beside the package's modules (in a wheel), or beside `src` (in a checkout)."""
    inside = PACKAGE / "cases"
    return [inside, PACKAGE.parents[1] / "cases"] if PACKAGE.parent.name == "src" else [inside]


def _found() -> dict[str, Path]:
    """Every shipped case, by name."""
    found = [path.parent for home in homes() for path in home.glob("*/case.yaml")]
    return {path.name: path for path in reversed(found)}


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    taken = [name for name in files if (folder / name).exists()]
    if taken:
        raise UsageError(f"{folder} already holds {', '.join(taken)}: nothing was written")
    for name, data in files.items():
        path = folder / name
        make_folder(path.parent)
        write_atomic(path, data)
