"""Where a statement or an act was read: the place in a kept document, and who let it in."""

from __future__ import annotations

import datetime as dt

from detente.case.record import record


@record
class Evidence:
    """The words in a kept document that a statement or an act rests on."""

    document: str
    """The document's file in documents/."""
    start: int
    """First code point of the words in the document's canonical text."""
    end: int
    """One past the last code point."""
    exact: str
    """The words, as they stand there."""
    sentence: str
    """The sentence that they stand in."""
    sentence_start: int | None = None
    """First code point of that sentence: tells which words are meant where it holds them twice."""
    page: int | None = None
    """The page, where the document has pages."""
    proposal: str | None = None
    """The proposal it came from, by its id in reading/."""
    read_by: str = "a person"
    """What proposed it, at which version."""
    accepted_by: str | None = None
    """Who accepted it."""
    accepted: dt.date | None = None
    """When."""
