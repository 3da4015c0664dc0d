"""In: a case and its signing. Out: what a tired person can read at 80 columns; plain text when piped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.briefing import prose, words
from detente.case.case import Case
from detente.case.statements import Statement
from detente.signing.results import Item, Ranked, Signing, Standing

PIPED, WIDEST = 80, 100
FEW_PARTIES = 3
MOST_QUESTIONS = 5
MOST_IDS = 4
CAVEAT = (
    "A share is the part of the preferences consistent with what a party said in which it would sign, "
    "under a stated prior. It is no forecast. The whole answer, with its sources: detente brief"
)

Part = Iterable[RenderableType]


def show_signing(case: Case, signing: Signing) -> None:
    """Print the answer, the core, the packages, what blocks and what to ask on stdout.

    As wide as the terminal up to 100 columns; 80 columns without control codes when piped.
    """
    if sys.stdout.isatty():
        console = Console(highlight=False, emoji=False, markup=False)
        console.width = min(console.width, WIDEST)
        _print(console, case, signing)
        return
    console = Console(width=PIPED, highlight=False, emoji=False, markup=False, force_terminal=False)
    with console.capture() as captured:
        _print(console, case, signing)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _print(console: Console, case: Case, signing: Signing) -> None:
    for part in PARTS:
        for line in part(case, signing):
            console.print(line)


def _head(case: Case, signing: Signing) -> Part:
    until = f"up to {words.day(signing.as_of)}" if signing.as_of else "of all dates"
    yield Text(case.title, style="bold")
    yield f"Statements {until}; seed {signing.seed}, {signing.draws:,} draws for each party"
    yield ""
    yield prose.answer(case, signing)
    if start := prose.ways_start(signing):
        yield Padding(start, (1, 0, 0, 0))
    for way in prose.ways(case, signing):
        yield Padding(f"- {way}", (0, 0, 0, 2))


def _core(case: Case, signing: Signing) -> Part:
    if not signing.core:
        return
    yield from _heading("Core: what the near-equal best packages hold")
    for one in prose.scenarios(case, signing):
        yield from _given(one)
        yield _core_table(one) if one.core else prose.NOTHING[one.found]


def _given(one: prose.Scenario) -> Part:
    """What gives way above a table of its own; nothing if the zone is open."""
    if one.given:
        yield ""
        yield Text(words.capital(one.words), style="italic")


def _core_table(one: prose.Scenario) -> Table:
    table = _table("share", "restraint", "asked by", "offered by")
    for line in one.core:
        restraint = f"{line.measure.label}: {line}"
        table.add_row(words.share(line.share), restraint, _ids(line.asked_by), _ids(line.offered_by))
    return table


def _ids(by_party: Mapping[str, Sequence[str]]) -> str:
    ids = [one for found in by_party.values() for one in found]
    more = f" +{len(ids) - MOST_IDS}" if len(ids) > MOST_IDS else ""
    return " ".join(ids[:MOST_IDS]) + more


def _packages(case: Case, signing: Signing) -> Part:
    if not signing.ranked:
        return
    yield from _heading(
        f"Packages ({words.count(signing.equivalents, 'package')} within a tenth of the best)"
    )
    for way in prose.scenarios(case, signing):
        if shown := [one for one in signing.ranked if one.scenario == way.place]:
            yield from _given(way)
            yield standing_table(case, shown)
            yield from _contents(case, shown)


def _contents(case: Case, shown: Sequence[Ranked]) -> Part:
    """What packages of one scenario hold: the first in full, the others by what they change."""
    best = shown[0]
    for one in shown:
        yield ""
        yield Text(one.name if one is best else f"{one.name}: as {best.name}, but", style="bold")
        for line in _items(case, one, best):
            yield Padding(line, (0, 0, 0, 2))


def standing_table(case: Case, shown: Sequence[Ranked]) -> Table:
    """For each package and party: share in which it signs, mean gain and worst case over no deal.

    "all sign" is the share of joint draws in which every party signs.
    """
    few = len(case.parties) <= FEW_PARTIES
    parties = (_column(party.label, few) for party in case.parties)
    table = _table("", "ratio", *parties, "all\nsign", "effi-\ncient")
    for one in shown:
        figures = [_figures(one, party.id, few) for party in case.parties]
        shares = words.share(one.both), words.share(one.efficiency)
        table.add_row(one.name, f"{one.ratio:.2f}", *figures, *shares)
    return table


def _column(label: str, few: bool) -> str:
    return f"{label}\nsigns   mean  worst" if few else f"{label}\nsigns"


def _figures(ranked: Ranked, party: str, few: bool) -> str:
    standing = ranked.standing[party]
    signs = _signs(standing)
    return f"{signs:<6} {words.signed(standing.gain)}  {words.signed(standing.range[0])}" if few else signs


def _signs(standing: Standing) -> str:
    if standing.necessary:
        return "always"
    return f"{standing.share:.2f}" if standing.possible else "never"


def _items(case: Case, one: Ranked, best: Ranked) -> list[str]:
    held = _by_measure(case, one.package.items)
    if one is best:
        return list(held.values()) or ["nothing: everything stays as it is today"]
    before = _by_measure(case, best.package.items)
    gone = [f"{case.measure(measure).label}: as today" for measure in before if measure not in held]
    return [said for measure, said in held.items() if before.get(measure) != said] + gone


def _by_measure(case: Case, items: Sequence[Item]) -> dict[str, str]:
    said = {}
    for measure in case.measures:
        if lines := words.measure_lines(case, measure, items):
            parts = (f"{line.text} ({line.who})" if line.who else line.text for line in lines)
            said[measure.id] = f"{measure.label}: {'; '.join(parts)}"
    return said


def _blocking(case: Case, signing: Signing) -> Part:
    if signing.blocking:
        yield from _heading("What blocks: it would open if one of these gave way")
        yield from _sets(signing)
        yield from _quoted(case, dict.fromkeys(sid for one in signing.blocking for sid in one.statements))


def _contradictions(case: Case, signing: Signing) -> Part:
    if signing.contradictions:
        yield from _heading("A party's own statements that cannot all hold")
    for one in signing.contradictions:
        said = f"{words.party_label(case, one.party)}, {words.listed(one.statements)}: {one.says}"
        yield Padding(said, (0, 0, 0, 2))


def _sets(signing: Signing) -> Part:
    """The sets by their ids, where a set is more than one line."""
    if any(len(one.statements) > 1 for one in signing.blocking):
        for number, one in enumerate(signing.blocking, 1):
            together = ", all together" if len(one.statements) > 1 else ""
            yield f"  {number}. {words.listed(one.statements)}{together}"
        yield ""
    if not signing.blocking_complete:
        yield "  There may be more of them."


def _quoted(case: Case, ids: Iterable[str]) -> Part:
    known = {statement.id: statement for statement in case.statements}
    for statement in (known[one] for one in ids if one in known):
        yield Padding(quotation(case, statement), (0, 0, 0, 2))


def quotation(case: Case, statement: Statement) -> str:
    """Id, speaker, date and the words themselves, or ours where the case holds no quote."""
    said = f"“{statement.quote}”" if statement.quote else statement.says
    return f"{statement.id}  {words.speaker_words(case, statement)}, {words.day(statement.date)}: {said}"


def _questions(case: Case, signing: Signing) -> Part:
    if not signing.questions:
        return
    yield from _heading("What to ask next (what an answer adds to the best package's score)")
    clear = [one for one in signing.questions if one.above_noise]
    table = _table("gain", "question")
    for one in clear[:MOST_QUESTIONS]:
        table.add_row(f"{one.value:.2f}", f"{words.party_label(case, one.party)}: {one.says}")
    if clear:
        yield table
    hidden, noise = len(clear[MOST_QUESTIONS:]), len(signing.questions) - len(clear)
    yield f"{hidden} more above the noise, {noise} below it."


def _foot(_: Case, signing: Signing) -> Part:
    yield ""
    yield CAVEAT


PARTS: tuple[Callable[[Case, Signing], Part], ...] = (
    _head,
    _core,
    _packages,
    _blocking,
    _contradictions,
    _questions,
    _foot,
)


def _heading(title: str) -> Part:
    yield ""
    yield Text(title, style="bold")


def _table(*columns: str) -> Table:
    # No box: lines would be noise in a pipe, and the columns hold without them.
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
