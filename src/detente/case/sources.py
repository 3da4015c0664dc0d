"""Where things come from: sources, graded for reliability and credibility apart."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from detente.case.record import record

Reliability = Literal["A", "B", "C", "D", "E", "F"]
Sharing = Literal["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]


@record
class Source:
    """A document or page that statements, acts and observations rest on."""

    id: str
    """Short name, in lower case: `washington-times-2022-01-08`."""
    publisher: str
    """Who published it."""
    title: str | None = None
    """Its title or what it is, in a few words."""
    date: dt.date | None = None
    """The day it was published."""
    address: str | None = None
    """Its address on the web."""
    file: str | None = None
    """Its file in documents/, if kept there."""
    reliability: Reliability = "F"
    """Admiralty grade of the source: A reliable ... E unreliable, F cannot be judged."""
    credibility: Literal[1, 2, 3, 4, 5, 6] = 6
    """Admiralty grade of the information: 1 confirmed ... 5 improbable, 6 cannot be judged."""
    sharing: Sharing = "TLP:CLEAR"
    """Traffic light label: who may see it."""
    lang: str = "en"
    """Language of the source."""
    note: str | None = None
    """Anything a reader has to know about it."""

    @property
    def grade(self) -> str:
        return f"{self.reliability}{self.credibility}"
