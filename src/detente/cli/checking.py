"""In: what CHECK found. Out: what an officer reads in a terminal: findings, one explained, CSV, GeoJSON."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from detente.briefing.findings import counts
from detente.case.acts import Act, Observation, TrackFile
from detente.case.agreements import Agreement, Clause
from detente.case.case import Case
from detente.checking.detect import Detection
from detente.checking.results import VERDICTS, Checking, Finding, Reading, Verdict
from detente.checking.telling import amount
from detente.errors import UsageError

OPEN: tuple[Verdict, ...] = ("exceeded", "undecided", "near threshold", "data fault", "not yet due")
"""Verdicts whose findings are shown without being asked for."""
COLUMNS = (
    "agreement", "finding", "clause", "holder", "first", "last", "verdict", "synthetic", "low", "best", "high",
    "unit", "limit", "margin_worst", "margin_best", "probability_low", "probability_high", "rows", "sources", "says",
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
    yield f"Up to {checking.as_of}: {counts(checking)}"
    for verdict in VERDICTS:
        found = [one for one in checking.findings if one.verdict == verdict and not one.synthetic]
        if found and (everything or verdict in OPEN):
            yield ""
            yield click.style(verdict.capitalize(), bold=True)
            for one in found:
                yield from _wrapped(f"{one.id}  {case.name_of(one.holder)}: {one.says}")
    made_up = (f"{one.id}  {one.verdict}: {one.says}" for one in checking.findings if one.synthetic)
    yield from _listed("Illustrations by synthetic tracks: no evidence, not counted", made_up)
    yield from _listed("About the agreement", (one.says for one in checking.doubts))
    yield from _listed("About the data", (one.says for one in checking.faults))
    yield from _listed("Notes", checking.notes)
    yield ""
    yield f"One in full: detente check {case.folder or 'CASE'} --explain {_an_id(checking)}"


def show_detections(case: Case, detections: Sequence[Detection]) -> None:
    """Print what the means of verification could find within a year; nothing where the case names none."""
    stated = [one for one in detections if one.probability is not None]
    lines = [
        f"{case.measure(one.measure).title}, {case.name_of(one.binds)}: {one.says}" for one in stated
    ]  # fmt: skip
    if detections and not stated:
        lines = ["Not stated: the case gives no figures for any of them, so no probability is worked out."]
    elif len(stated) < len(detections):
        lines.append(f"Not stated for {len(detections) - len(stated)} other restraints.")
    for line in _listed("What the means of verification could find", lines):
        click.echo(line)


def _an_id(checking: Checking) -> str:
    return checking.findings[0].id if checking.findings else "FINDING"


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
    yield from _track(case, one)
    yield from _listed("Could have happened unseen; not counted", one.could_have)
    yield from _listed("Notes", one.notes)


def _track(case: Case, one: Finding) -> Iterator[str]:
    """Of a finding by a track: its file, its rows, the nearest fix, and the rule that an engine was given."""
    trace = one.trace
    if trace is None:
        return
    index = [row for row in case.tracks for source in one.sources if source.endswith(f"/{row.file}")]
    yield from _listed("Track", (_file_line(case, row) for row in dict.fromkeys(index)))
    yield from _listed("Rows: first, nearest, last", one.rows)
    lon, lat = trace.at
    yield from _listed(
        "Nearest fix",
        [f"{trace.row}, {trace.when:%Y-%m-%d %H:%M:%S} UTC, longitude {lon:.4f}, latitude {lat:.4f}"],
    )
    if trace.sql:
        yield ""
        yield click.style("The rule as the engine was given it", bold=True)
        yield trace.sql


def _file_line(case: Case, row: TrackFile) -> str:
    kind = "Synthetic, no evidence: " if row.synthetic else ""
    note = f". {row.note}" if row.note else ""
    return f"{kind}{row.file}, {row.platform}, {case.name_of(row.by)} [{row.source}]{note}"


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
        checking.agreement, one.id, one.clause, one.holder, one.first, one.last, one.verdict,
        str(one.synthetic).lower(), _cell(low), _cell(best), _cell(high), one.unit, _cell(one.limit),
        *(map(_cell, margin or (None, None))), *(map(_cell, chance or (None, None))),
        " ".join(one.rows), " ".join(one.sources), one.says,
    )  # fmt: skip


def to_geojson(case: Case, checkings: Sequence[Checking], agreements: Sequence[Agreement]) -> str:
    """Findings with a place, as a FeatureCollection: the nearest fix of a track, else the zones of the clause."""
    features = [
        {"type": "Feature", "geometry": geometry, "properties": _properties(checking, one)}
        for checking, agreement in zip(checkings, agreements, strict=True)
        for one in checking.findings
        if (geometry := _geometry(case, agreement, one)) is not None
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False)


def _geometry(case: Case, agreement: Agreement, one: Finding) -> dict[str, Any] | None:
    if one.trace is not None:
        return {"type": "Point", "coordinates": list(one.trace.at)}
    wanted = {
        place.zone for place in agreement.clause(one.clause).where if place.for_ in (None, one.holder)
    }
    zones = [zone.geometry for zone in case.zones if zone.id in wanted]
    if not zones:
        return None
    return zones[0] if len(zones) == 1 else {"type": "GeometryCollection", "geometries": zones}


def _properties(checking: Checking, one: Finding) -> dict[str, object]:
    cells = dict(zip(COLUMNS, map(str, _row(checking, one)), strict=True))
    near = {} if one.trace is None else {"nearest": one.trace.when.isoformat(), "zone": one.trace.zone}
    return {**cells, "synthetic": one.synthetic, **near}


def _cell(value: float | None) -> str:
    return "" if value is None or math.isinf(value) else f"{value:g}" if abs(value) < 1 else f"{value:.10g}"
