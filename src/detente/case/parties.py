"""Who sits at the table, and who else speaks: parties and actors."""

from __future__ import annotations

from typing import Literal

from detente.case.record import record

ActorKind = Literal["state", "alliance", "organisation", "outlet", "person"]


@record
class Party:
    """A side that can sign."""

    id: str
    """Short name used everywhere in the case, in lower case: `us`, `russia`."""
    name: str
    """Full name as it stands in the brief and in the agreement."""
    short: str | None = None
    """Short form for tables and charts; the full name when absent."""
    note: str | None = None
    """What this party stands for, and what that hides."""

    @property
    def label(self) -> str:
        return self.short or self.name


@record
class Actor:
    """Anyone who speaks or whose consent is needed, but who does not sign."""

    id: str
    """Short name, in lower case: `nato`, `nbc`, `ukraine`."""
    name: str
    """Full name."""
    kind: ActorKind
    """state, alliance, organisation, outlet or person."""
    speaks_for: str | None = None
    """The party whose position this actor's statements count as; leave out if none."""
    note: str | None = None
    """Why it speaks for that party, or what is uncertain about it."""
