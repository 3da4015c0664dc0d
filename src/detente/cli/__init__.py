"""In: a command line. Out: results on stdout, progress on stderr and an exit code; it takes no decision."""

from __future__ import annotations

from detente.cli.commands import main

__all__ = ["main"]
