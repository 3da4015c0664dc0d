"""What was read in documents in, a table for spreadsheets out: CSV, one row a proposal."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable

from detente.case.proposals import Proposal, ReadingFile, Voice
from detente.reading.exports.plover import plover

Cell = str | int | float | None
COLUMNS: dict[str, Callable[[ReadingFile, Proposal], Cell]] = {
    "document": lambda file, one: file.document,
    "source": lambda file, one: file.source,
    "outlet": lambda file, one: file.outlet,
    "published": lambda file, one: _iso(file.published),
    "proposal": lambda file, one: one.id,
    "decision": lambda file, one: one.decision,
    "decided_by": lambda file, one: one.by,
    "decided": lambda file, one: _iso(one.decided),
    "case_id": lambda file, one: one.as_,
    "stance": lambda file, one: one.stance,
    "speaker": lambda file, one: one.speaker.name,
    "speaker_id": lambda file, one: _ids(one.speaker),
    "speaker_role": lambda file, one: one.speaker.role,
    "anonymous": lambda file, one: _yes(one.speaker.anonymous),
    "chain": lambda file, one: _listed((told.who.name for told in one.chain), " > "),
    "attribution": lambda file, one: one.attribution,
    "says": lambda file, one: one.says,
    "issues": lambda file, one: _listed(about.issue for about in one.about),
    "measures": lambda file, one: _listed(about.measure for about in one.about),
    "target": lambda file, one: one.target.name if one.target else None,
    "target_id": lambda file, one: _ids(one.target) if one.target else None,
    "condition_kind": lambda file, one: one.condition.kind if one.condition else None,
    "condition": lambda file, one: one.condition.text if one.condition else None,
    "polarity": lambda file, one: one.polarity,
    "modality": lambda file, one: one.modality,
    "quantities": lambda file, one: _listed(amount.text for amount in one.quantities),
    "said": lambda file, one: _iso(one.said.date) if one.said else None,
    "said_precision": lambda file, one: one.said.precision if one.said and one.said.date else None,
    "meant": lambda file, one: _iso(one.meant.date) if one.meant else None,
    "quoted": lambda file, one: _yes(one.quote is not None),
    "act": lambda file, one: one.act.kind if one.act else None,
    "act_by": lambda file, one: _listed(_ids(who) or who.name for who in one.act.by) if one.act else None,
    "act_place": lambda file, one: one.act.place if one.act else None,
    "article": lambda file, one: one.obligation.article if one.obligation else None,
    "force": lambda file, one: one.obligation.force if one.obligation else None,
    "bound": lambda file, one: _listed(one.obligation.bound) if one.obligation else None,
    "plover_event": lambda file, one: plover(one)[0],
    "plover_mode": lambda file, one: plover(one)[1],
    "contests": lambda file, one: _listed(one.contests),
    "supersedes": lambda file, one: _listed(one.supersedes),
    "refers_to": lambda file, one: _listed(one.refers_to),
    "evidence": lambda file, one: one.evidence.exact,
    "start": lambda file, one: one.evidence.start,
    "end": lambda file, one: one.evidence.end,
    "page": lambda file, one: one.evidence.page,
    "sentence": lambda file, one: one.sentence.exact,
    "made_by": lambda file, one: one.made_by,
    "checks": lambda file, one: _listed(one.checks),
    "ambiguous": lambda file, one: _listed(one.ambiguous),
}
"""Heading, and what stands under it. New columns go to the end: others read these by place."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, or splits a cell at."""
SKIPPED = " \t\r\n\v\f\u00a0\ufeff"
"""What it may skip before one."""


def to_csv(readings: Iterable[ReadingFile]) -> str:
    """One row a proposal, under the headings of COLUMNS, as RFC 4180 has it (CRLF, quotes doubled).

    Several entries in a cell are separated by "; ". A cell of text that a spreadsheet would take for a
    formula has an apostrophe before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for file in readings:
        for one in file.proposals:
            writer.writerow([_cell(read(file, one)) for read in COLUMNS.values()])
    return out.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    text = str(value).replace("\0", "")
    guarded = isinstance(value, str) and (
        text.startswith(FORMULA) or text.lstrip(SKIPPED).startswith(FORMULA)
    )
    return f"'{text}" if guarded else text


def _listed(entries: Iterable[str | None], between: str = "; ") -> str:
    return between.join(entry for entry in entries if entry)


def _yes(true: bool) -> str:
    return "yes" if true else "no"


def _ids(voice: Voice) -> str | None:
    """The party or actor; of several together, each of them."""
    return voice.id or _listed(voice.members) or None


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None
