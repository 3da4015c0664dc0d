"""What can go wrong, in three kinds that are never mixed.

A **fault** in somebody's paper is a value, `Fault`: it has a place and a sentence, and all of them
are shown at once. Misuse, a missing part or an unreadable folder is an exception from one tree::

    DetenteError
    ├── CaseFaults          the paper has faults; `.faults` holds every one
    ├── NotACase            the folder is not a case, or cannot be read
    ├── NotReadable         a document cannot be read; says why, and what to do
    ├── MissingExtra        a part that needs an optional package; names the extra to install
    ├── NotSupported        understood, but beyond what this version does; says what
    ├── NotMixed            the sampler's gates failed: no figures are given
    └── UsageError          a call or a command line that names what does not exist

The `try` a caller writes::

    try:
        case = detente.load("talks/")
    except detente.CaseFaults as broken:
        for fault in broken.faults:
            print(fault)

"Nobody would sign" is neither: it is a result, with its evidence.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Where:
    """A place in a file. Line and column count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in a person's paper: where it is and a sentence that says what to do."""

    where: Where
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"


class DetenteError(Exception):
    """Base of everything this package raises on purpose."""


class CaseFaults(DetenteError):
    """The case has faults; `faults` holds all of them, in order of place."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class NotACase(DetenteError):
    """The folder is not a case, or something in it cannot be read."""


class NotReadable(DetenteError):
    """A document that cannot be read: its name, and a sentence that says why and what to do."""

    def __init__(self, name: str, says: str) -> None:
        self.name = name
        self.says = says
        super().__init__(f"{name}: {says}")


class MissingExtra(DetenteError):
    """A part of Détente that needs an optional package which is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        self.extra = extra
        super().__init__(
            f"{what} needs the extra '{extra}': install it with  pip install 'detente[{extra}]'"
        )


class NotSupported(DetenteError):
    """Understood, but beyond what this version does."""


class NotMixed(DetenteError):
    """The sampler did not pass its gates, so no figures are given."""


class UsageError(DetenteError):
    """A call or command line that names something the case does not have."""
