"""In: a case, its signings, earliest first, and its checkings. Out: `Brief`, the answer as one self-contained page."""

from __future__ import annotations

from dataclasses import dataclass

from detente.briefing.page import render
from detente.case.case import Case
from detente.checking.detect import Detection
from detente.checking.results import Checking
from detente.signing.results import Signing


@dataclass(frozen=True)
class Brief:
    """The whole answer: what went in, and the page that came out.

    case        the case, uncut
    signings    one per date, earliest first; the last is shown in full
    checkings   one per agreement of the case, at the last date
    html        the page: UTF-8, one file, no script, nothing loaded from outside
    """

    case: Case
    signings: tuple[Signing, ...]
    html: str
    checkings: tuple[Checking, ...] = ()


def write_brief(
    case: Case,
    signings: tuple[Signing, ...],
    checkings: tuple[Checking, ...] = (),
    detections: tuple[Detection, ...] = (),
    *,
    made_with: str,
) -> Brief:
    """Write the brief of a case from what SIGN found at one date or several, and CHECK at the last.

    `detections` say what the means of verification could find.
    `made_with` names the program and its version, for the footer. The same inputs give the same
    bytes: there is no clock and no randomness in here. Raises ValueError without any signing.
    """
    html = render(case, signings, checkings, detections, made_with=made_with)
    return Brief(case, signings, html, checkings)
