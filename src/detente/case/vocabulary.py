"""The words that reading goes by: actors, cues, issues and units. Shipped, and extended by a case.

A case extends them in vocabulary.yaml: an entry with the id of a shipped one adds to its words.
"""

from __future__ import annotations

from typing import Literal

from detente.case.record import record
from detente.case.statements import Stance

TermKind = Literal["state", "alliance", "organisation", "outlet", "person", "group", "place"]
CueKind = Literal["says", "neutral-noun", "according", "knows", "asks"]
Frame = Literal["that-clause", "to-inf", "np", "of-ing", "np-as"]


@record
class ActorTerm:
    """An actor, and every name under which a text may speak of it."""

    id: str
    """Short name: `us`, `russia`, `nato`."""
    name: str = ""
    """Full name; may be left out where the id is that of a shipped actor."""
    kind: TermKind = "organisation"
    """state, alliance, organisation, outlet, person, group or place."""
    names: tuple[str, ...] = ()
    """Other names: "U.S.", "America"."""
    adjectives: tuple[str, ...] = ()
    """Adjectives and peoples: "American", "Russians"."""
    seats: tuple[str, ...] = ()
    """Capitals, buildings and offices that stand for it: "Washington", "the White House"."""
    people: tuple[str, ...] = ()
    """Persons who speak for it, by family name or full name. A case adds its own."""
    members: tuple[str, ...] = ()
    """For an alliance or a group: the actors in it."""
    nearby: tuple[str, ...] = ()
    """Names that mean it only in a text that names it, or its group, in full as well: "the North"."""
    but_not: tuple[str, ...] = ()
    """Phrases in which these names mean something else. "Jordan *": before another capitalised word."""


@record
class CueTerm:
    """A word of saying, with what it says of the stance."""

    word: str
    """Its base form: "say", "deny", "according to"."""
    forms: tuple[str, ...] = ()
    """Its other forms. Regular ones need not be written."""
    kind: CueKind = "says"
    """says (subject + clause), neutral-noun ("a claim that"), according ("according to"), knows, asks."""
    stance: Stance | None = None
    """The stance it carries by itself; none if the clause decides."""
    frame: tuple[Frame, ...] = ()
    """The shapes of clause in which it says this; every shape if none is named."""


@record
class IssueTerm:
    """An issue that talks are about, and the words that name it."""

    id: str
    """Short name: `exercises`."""
    title: str = ""
    """What it is, in a few words; may be left out where the id is that of a shipped issue."""
    words: tuple[str, ...] = ()
    """Words and phrases that name it, in base form. "a + b": both, near each other. "=bases": just so."""
    weak: tuple[str, ...] = ()
    """Words that name it only where nothing else is named."""
    weight: float = 1.0
    """How specific it is: of two issues named by as many words, the heavier comes first."""
    but_not: tuple[str, ...] = ()
    """Phrases in which those words mean something else."""
    measures: tuple[str, ...] = ()
    """Measures of the case that carry it."""


@record
class UnitTerm:
    """A unit or a thing that is counted."""

    id: str
    """Its standard name: "km", "troops"."""
    words: tuple[str, ...] = ()
    """How texts write it."""


@record
class Vocabulary:
    """What vocabulary.yaml holds."""

    actors: tuple[ActorTerm, ...] = ()
    """Who may speak or be spoken of."""
    cues: tuple[CueTerm, ...] = ()
    """Words of saying."""
    issues: tuple[IssueTerm, ...] = ()
    """What talks are about."""
    units: tuple[UnitTerm, ...] = ()
    """What is counted."""
