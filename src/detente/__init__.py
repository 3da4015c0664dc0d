"""Détente: from what each side said to what both could sign, keep and check.

>>> import detente
>>> case = detente.load("talks")                     # doctest: +SKIP
>>> signing = detente.sign(case)                     # doctest: +SKIP
>>> findings = detente.check(case)                   # doctest: +SKIP
>>> page = detente.brief(case).html                  # doctest: +SKIP
>>> said = detente.read("herald.txt").proposals      # doctest: +SKIP

The names below are the front door; what is not among them may change. They are fetched when first
used, so that `detente --help` answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.briefing.brief import Brief as Brief
    from detente.case.agreements import Agreement as Agreement
    from detente.case.case import Case as Case
    from detente.case.proposals import Proposal as Proposal
    from detente.checking.results import Checking as Checking
    from detente.desk import brief as brief
    from detente.desk import check as check
    from detente.desk import lint as lint
    from detente.desk import load as load
    from detente.desk import read as read
    from detente.desk import sign as sign
    from detente.errors import CaseFaults as CaseFaults
    from detente.errors import DetenteError as DetenteError
    from detente.errors import Fault as Fault
    from detente.errors import MissingExtra as MissingExtra
    from detente.errors import NotACase as NotACase
    from detente.errors import NotMixed as NotMixed
    from detente.errors import NotReadable as NotReadable
    from detente.errors import NotSupported as NotSupported
    from detente.errors import UsageError as UsageError
    from detente.reading.document import Document as Document
    from detente.reading.read import Reading as Reading
    from detente.signing.results import Signing as Signing

_HOMES = {
    "Agreement": "detente.case.agreements",
    "Brief": "detente.briefing.brief",
    "Case": "detente.case.case",
    "CaseFaults": "detente.errors",
    "Checking": "detente.checking.results",
    "DetenteError": "detente.errors",
    "Document": "detente.reading.document",
    "Fault": "detente.errors",
    "MissingExtra": "detente.errors",
    "NotACase": "detente.errors",
    "NotMixed": "detente.errors",
    "NotReadable": "detente.errors",
    "NotSupported": "detente.errors",
    "Proposal": "detente.case.proposals",
    "Reading": "detente.reading.read",
    "Signing": "detente.signing.results",
    "UsageError": "detente.errors",
    "brief": "detente.desk",
    "check": "detente.desk",
    "lint": "detente.desk",
    "load": "detente.desk",
    "read": "detente.desk",
    "sign": "detente.desk",
}

__all__ = [
    "Agreement",
    "Brief",
    "Case",
    "CaseFaults",
    "Checking",
    "DetenteError",
    "Document",
    "Fault",
    "MissingExtra",
    "NotACase",
    "NotMixed",
    "NotReadable",
    "NotSupported",
    "Proposal",
    "Reading",
    "Signing",
    "UsageError",
    "brief",
    "check",
    "lint",
    "load",
    "read",
    "sign",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'detente' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
