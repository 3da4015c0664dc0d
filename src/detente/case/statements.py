"""What was said: one attributed, dated utterance a record."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from detente.case.evidence import Evidence
from detente.case.measures import Ref
from detente.case.record import record

Stance = Literal[
    "demands", "insists", "offers", "willing", "conditional", "refuses", "threatens",
    "claims", "denies", "accuses", "doubts",
]  # fmt: skip
Reading = Literal["alone", "weak"]

BINDING: tuple[Stance, ...] = (
    "demands", "insists", "offers", "willing", "conditional", "refuses", "threatens",
)  # fmt: skip
"""Stances that constrain SIGN and KEEP. The others feed the contested facts."""


@record
class Quantity:
    """A figure as it was said: with its spread, its unit and its counting rule."""

    value: float | None = None
    """The figure, if one was given."""
    low: float | None = None
    """Lower end, if a range or "more than" was said."""
    high: float | None = None
    """Upper end, if a range or "at most" was said."""
    unit: str
    """What is counted: troops, km, sites."""
    about: bool = False
    """True if it was said to be approximate."""
    counts: str | None = None
    """The counting rule, if known: who and what is in the figure."""


@record
class Statement:
    """One attributed, dated utterance."""

    id: str
    """Short name, unique in the case: `s31`."""
    date: dt.date
    """The day it was said (local date of the act)."""
    speaker: str
    """The party or actor who said it, by id."""
    voice: str | None = None
    """Who spoke for the speaker: "Wendy Sherman, Deputy Secretary of State"."""
    anonymous: bool = False
    """True if the voice was not named."""
    via: tuple[str, ...] = ()
    """The chain of attribution, nearest first, where it is not first hand: who says that it was said."""
    stance: Stance
    """From the closed list. demands, insists, offers, willing, conditional, refuses and threatens
    constrain what could be signed; claims, denies, accuses and doubts feed the contested facts."""
    says: str
    """What was said, in our own neutral words."""
    on: tuple[Ref, ...] = ()
    """The restraints it is about."""
    everything: bool = False
    """With `conditional`: nothing at all without what stands in `if` (a precondition)."""
    if_: tuple[Ref, ...] = ()
    """The restraints it is conditional on."""
    over: tuple[Ref, ...] = ()
    """With `demands`: restraints that matter less to the speaker than those in `on`."""
    to: str | None = None
    """The party it is addressed to. For `threatens`: who is threatened; every other party if left out."""
    reading: Reading = "alone"
    """How `willing` is read: signs it alone (with what it is linked to), or `weak`: in some package."""
    quantity: Quantity | None = None
    """The figure in it, if there is one."""
    credence: float = 1.0
    """How far it is taken at its word, from 0 to 1. Below 1 it is soft: it may be a bargaining position."""
    why: str | None = None
    """Why the credence is below 1."""
    proposition: str | None = None
    """For contested facts: short name of what is claimed or denied; the same name on both sides."""
    contests: tuple[str, ...] = ()
    """Statements that this one contradicts."""
    supersedes: tuple[str, ...] = ()
    """Earlier statements of the same speaker that this one replaces."""
    source: str
    """Where it is reported, by id in sources.yaml."""
    also: tuple[str, ...] = ()
    """Further sources, by id."""
    quote: str | None = None
    """The words themselves, at most 25 of them."""
    lang: str = "en"
    """Language of the quote."""
    translated: bool = False
    """True if the quote is a translation: its meaning counts, not its wording."""
    original: str | None = None
    """The quote in the original language, at most 25 words."""
    unverified: bool = False
    """True if it comes from memory or could not be checked; shown with a mark."""
    evidence: Evidence | None = None
    """Where it was read in a kept document, if `detente read` proposed it."""
    note: str | None = None
    """Anything a reader has to know."""
