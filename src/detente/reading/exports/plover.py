"""A proposal in, PLOVER's event type and mode out, where PLOVER has a word for it.

The names are those of its conversion table of 17 September 2021 (openeventdata/PLOVER,
CAMEO2PLOVER-2021.txt, for draft 0.8 of the manual).
"""

from __future__ import annotations

from detente.case.acts import ActKind
from detente.case.proposals import Proposal
from detente.case.statements import Stance

PLOVER: dict[Stance | ActKind, tuple[str, str | None]] = {
    "demands": ("REQUEST", None),
    "insists": ("REQUEST", None),
    "offers": ("AGREE", None),
    "willing": ("AGREE", None),
    "refuses": ("REJECT", None),
    "threatens": ("THREATEN", None),
    "accuses": ("ACCUSE", "allege"),
    "meeting": ("CONSULT", None),
    "build-up": ("MOBILIZE", "troops"),
    "deployment": ("MOBILIZE", None),
    "withdrawal": ("RETREAT", "withdraw"),
    "exercise": ("MOBILIZE", None),
    "notice": ("COOPERATE", None),
    "request": ("REQUEST", None),
    "data-exchange": ("COOPERATE", None),
    "consent": ("AGREE", None),
    "refusal": ("REJECT", None),
    "sanction": ("COERCE", "restrict"),
    "aid": ("AID", None),
    "recognition": ("SUPPORT", None),
    "attack": ("ASSAULT", None),
}
"""Event type and mode for the stances and acts that PLOVER has a word for. The others have none."""


def plover(proposal: Proposal) -> tuple[str | None, str | None]:
    """PLOVER's event type and mode; none where it has no word, or where an act is said not to be done."""
    if proposal.act is None:
        return PLOVER.get(proposal.stance, (None, None))
    if proposal.polarity == "negative":
        return None, None
    return PLOVER.get(proposal.act.kind, (None, None))
