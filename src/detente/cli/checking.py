"""In: what CHECK found. Out: what an officer reads in a terminal: findings, one explained in full, CSV."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import click

from detente.case.acts import Act, Observation
from detente.case.agreements import Agreement, Clause
from detente.case.case import Case
from detente.checking.results import VERDICTS, Checking, Finding, Reading, Verdict
from detente.checking.telling import amount
from detente.errors import UsageError

OPEN: tuple[Verdict, ...] = ("exceeded", "undecided", "near threshold", "data fault", "not yet due")
"""Verdicts whose findings are shown without being asked for."""
COLUMNS = (
    "agreement", "finding", "clause", "holder", "first", "last", "verdict", "low", "best", "high", "unit", "limit",
    "margin_worst", "margin_best", "probability_low", "probability_high", "rows", "sources", "says",
)  # fmt: skip


def show(case: Case, checkings: Sequence[Checking], *, everything: bool = False) -> None:
    """Print what each agreement's clauses say of the observations; findings that need no look only counted."""
    for n, checking in enumerate(checkings):
        if n:
            click.echo()
        for line in _lines(case, checking, everything):
            click.echo(line)


def _lines(case: Case, checking: Checking, everything: bool) -> Iterator[str]:
    yield click.style(checking.title, bold=True)
    yield f"Up to {checking.as_of}: {_counts(checking)}"
    for verdict in VERDICTS:
        found = [one for one in checking.findings if one.verdict == verdict]
        if found and (everything or verdict in OPEN):
            yield ""
            yield click.style(verdict.capitalize(), bold=True)
            for one in found:
                yield from _wrapped(f"{one.id}  {case.name_of(one.holder)}: {one.says}")
    yield from _listed("About the agreement", (one.says for one in checking.doubts))
    yield from _listed("About the data", (one.says for one in checking.faults))
    yield from _listed("Notes", checking.notes)
    yield ""
    yield f"One in full: detente check {case.folder or 'CASE'} --explain {_an_id(checking)}"


def _an_id(checking: Checking) -> str:
    return checking.findings[0].id if checking.findings else "FINDING"


def _counts(checking: Checking) -> str:
    found = Counter(one.verdict for one in checking.findings)
    return ", ".join(f"{found[one]} {one}" for one in VERDICTS if found[one]) or "no findings"


def _listed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    said = list(dict.fromkeys(lines))
    if said:
        yield ""
        yield click.style(heading, bold=True)
        for one in said:
            yield from _wrapped(one)


def _wrapped(text: str) -> Iterator[str]:
    yield from click.wrap_text(text, width=96, initial_indent="- ", subsequent_indent="  ").splitlines()


def explain(
    case: Case, checkings: Sequence[Checking], agreements: Sequence[Agreement], finding_id: str
) -> None:
    """Print one finding in full: the clause, every reading, every row. UsageError if there is none of that id."""
    for checking, agreement in zip(checkings, agreements, strict=True):
        for one in checking.findings:
            if one.id == finding_id:
                clause = agreement.clause(one.clause)
                for line in _explained(case, checking, clause, one):
                    click.echo(line)
                return
    known = sorted(one.id for checking in checkings for one in checking.findings)
    near = [each for each in known if each.startswith(finding_id.split(":")[0])]
    raise UsageError(
        f"there is no finding '{finding_id}': those there are include {', '.join((near or known)[:5])}"
    )


def _explained(case: Case, checking: Checking, clause: Clause, one: Finding) -> Iterator[str]:
    yield click.style(f"{one.id}: {one.verdict}", bold=True)
    yield from _wrapped(one.says)
    yield ""
    yield f"{checking.title}, {clause.number}: {clause.heading}"
    yield from _wrapped(clause.text)
    yield from _wrapped(_origin(clause))
    yield f"Bound: {case.name_of(one.holder)}. Owed to: {', '.join(map(case.name_of, one.claimants)) or 'nobody else'}."
    yield from _figures(one)
    yield from _listed("Readings", map(reading_line, one.readings))
    everything: tuple[Observation | Act, ...] = (*case.observations, *case.acts)
    rows = {row.id: row for row in everything}
    yield from _listed("Rests on", (row_line(rows[name]) for name in one.rows if name in rows))
    yield from _listed("Could have happened unseen; not counted", one.could_have)
    yield from _listed("Notes", one.notes)


def _origin(clause: Clause) -> str:
    source = clause.source
    place = f", {source.place}" if source.place else ""
    known = {"read": "read", "memory": "from memory, not re-read", "own": "own wording"}[source.known]
    read = f", as told by {source.source}" if source.source else ""
    return f"From {source.document}{place} ({known}{read})." + (f" {source.note}" if source.note else "")


def _figures(one: Finding) -> Iterator[str]:
    if one.value is not None:
        yield f"Value: {bounds(one)}" + (
            "" if one.limit is None else f"; limit {amount(one.limit, one.unit)}"
        )
    if one.margin is not None:
        yield f"Margin: {_signed(one.margin[0])} at worst, {_signed(one.margin[1])} at best ({one.unit})"
    if one.probability is not None:
        yield f"Probability that the limit was passed: {one.probability[0]:.2f} to {one.probability[1]:.2f}"


def bounds(one: Finding) -> str:
    """The value with its bounds: "12,800 troops", "60,000 to 70,000 troops", "more than 100,000 troops"."""
    value = one.value
    if value is None:
        return ""
    if math.isinf(value.high):
        return f"{amount(value.low, value.unit)} or more"
    if value.low == value.high:
        return amount(value.low, value.unit)
    best = "" if value.best is None else f", best {amount(value.best, '')}"
    return f"{amount(value.low, '')} to {amount(value.high, value.unit)}{best}"


def _signed(value: float) -> str:
    if math.isinf(value):
        return "not bounded"
    return f"{value:+,.0f}" if abs(value) >= 10 else f"{value:+.2g}"


def reading_line(one: Reading) -> str:
    """A reading with its value, limit and verdict."""
    high = "or more" if math.isinf(one.value.high) else f"to {amount(one.value.high, one.value.unit)}"
    value = (
        amount(one.value.low, one.value.unit)
        if one.value.low == one.value.high
        else f"{amount(one.value.low, '')} {high}"
    )
    return f"{one.label}: {value}, against {amount(one.limit, one.value.unit)}: {one.verdict}"


def row_line(row: Observation | Act) -> str:
    """A row as the case has it, with its source."""
    if isinstance(row, Act):
        return f"{row.id}, {row.date}: {row.what} [{row.source}]"
    counts = f" (counts: {row.counting})" if row.counting else ""
    return f"{row.id}, {row.date}: {row.what}, {row.claimant}{counts} [{row.source}]"


def to_csv(checkings: Sequence[Checking]) -> str:
    """Every finding as a row of a table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for checking in checkings:
        writer.writerows(_row(checking, one) for one in checking.findings)
    return out.getvalue()


def _row(checking: Checking, one: Finding) -> tuple[object, ...]:
    value, margin, chance = one.value, one.margin, one.probability
    low, best, high = (value.low, value.best, value.high) if value else (None, None, None)
    return (
        checking.agreement, one.id, one.clause, one.holder, one.first, one.last, one.verdict, _cell(low), _cell(best),
        _cell(high), one.unit, _cell(one.limit), *(map(_cell, margin or (None, None))),
        *(map(_cell, chance or (None, None))), " ".join(one.rows), " ".join(one.sources), one.says,
    )  # fmt: skip


def _cell(value: float | None) -> str:
    return "" if value is None or math.isinf(value) else f"{value:g}" if abs(value) < 1 else f"{value:.10g}"
