"""A file of a case in, its bytes and its tree out; what keeps it from being read is a fault in it.

`instead` holds bytes that are taken in place of what is on the disk, by file: a case can be looked at
as it would be, before anything is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from detente.errors import Fault, Where
from detente.files.composer import LONGEST
from detente.files.papers import Sheet
from detente.files.yaml_tree import read_yaml

NOTHING: Mapping[str, bytes] = {}


def yaml_sheet(folder: Path, name: str, missing: str = "", instead: Mapping[str, bytes] = NOTHING) -> Sheet:
    """A YAML file read. `missing` is what is said if it is not there."""
    sheet, text = text_sheet(folder, name, missing, instead)
    if text is None:
        return sheet
    node, faults = read_yaml(text, name)
    return Sheet(name, node, sheet.data, faults)


def text_sheet(
    folder: Path, name: str, missing: str = "", instead: Mapping[str, bytes] = NOTHING
) -> tuple[Sheet, str | None]:
    """A file's bytes and text; no text, and a fault, if it cannot be had. A byte order mark is dropped."""
    try:
        data = instead[name] if name in instead else _bytes(folder / name)
        if data is None:
            return _bad(name, f"the file is longer than {LONGEST:,} characters: split the case"), None
        return Sheet(name, data=data), data.decode("utf-8-sig")
    except FileNotFoundError:
        return _bad(name, missing or "the file is missing"), None
    except UnicodeDecodeError as error:
        says = f"byte {error.start + 1} is not UTF-8 text: save the file as UTF-8"
        line = error.object[: error.start].count(b"\n") + 1
        return Sheet(name, faults=(Fault(Where(name, line, 1), says),)), None
    except OSError as error:
        return _bad(name, f"the file cannot be read: {reason(error)}"), None


def reason(error: OSError | ValueError) -> str:
    """Why a file cannot be had, in the system's words."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _bytes(path: Path) -> bytes | None:
    """The file; None if it is too long to be looked at."""
    return None if path.stat().st_size > 4 * LONGEST else path.read_bytes()


def _bad(name: str, says: str) -> Sheet:
    return Sheet(name, faults=(Fault(Where(name), says),))
