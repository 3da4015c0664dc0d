"""In: a brief. Out: its file, in the place of nothing but an earlier brief, and perhaps a browser."""

from __future__ import annotations

import os
import re
import sys
import webbrowser
from pathlib import Path

from detente.errors import UsageError

HEAD = 2048
OURS = re.compile(
    rb"""<meta\s+name=["']generator["']\s+content=["']d(?:\xc3\xa9|&eacute;|&#233;|e)tente""", re.IGNORECASE
)


def keep_others(path: Path) -> None:
    """UsageError if something other than an earlier brief of ours stands there."""
    if path.exists() and not is_ours(path):
        raise UsageError(f"{path} is not a brief that Détente wrote, so it stays: name another with -o")


def write_page(path: Path, html: str) -> None:
    """Write a brief, in the place of an earlier one if there is one. UsageError as in `keep_others`."""
    from detente.files.write import write_atomic

    keep_others(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, html.encode(), overwrite=True)


def is_ours(path: Path) -> bool:
    """True if the file says in its first lines that Détente made it."""
    with path.open("rb") as file:
        return OURS.search(file.read(HEAD)) is not None


def open_page(path: Path) -> bool:
    """Open the page in a browser if a person and a screen are there; say whether it was tried."""
    if not (sys.stdout.isatty() and has_screen(dict(os.environ), sys.platform)):
        return False
    return webbrowser.open(path.resolve().as_uri())


def has_screen(environment: dict[str, str], platform: str) -> bool:
    """True where a window could open: on Linux only with a display, and never over SSH."""
    if "SSH_CONNECTION" in environment:
        return False
    if platform in ("darwin", "win32"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
