"""In: a proposal, its reading and the document's text. Out: a card in the terminal, its words lit up."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.case.proposals import Amount, Proposal, ReadingFile, Span, Told, Voice, When
from detente.reading.anchors import reanchor

PIPED, WIDEST = 80, 100
FARTHEST = 600
"""Code points of a paragraph shown before and after a sentence."""
ELLIPSIS = "..."
LIT, CORE = "bold", "reverse"
MARKS = ">>> ", " <<<"
"""What stands around the sentence where nothing can be lit up."""


def console(*, to_stderr: bool) -> Console:
    """A console as wide as the terminal up to 100 columns; 80 columns without control codes when piped."""
    stream = sys.stderr if to_stderr else sys.stdout
    made = Console(file=stream, highlight=False, emoji=False, markup=False)
    made.width = min(made.width, WIDEST) if made.is_terminal else PIPED
    return made


def show_card(
    made: Console,
    reading: ReadingFile,
    proposal: Proposal,
    place: str,
    text: str | None,
    missing: Sequence[str],
) -> None:
    """Print one card.

    place     which of how many it is
    text      the document's canonical text; None if it is not at hand, and the sentence is all there is
    missing   what has to be said before it can be accepted, in sentences
    """
    if made.is_terminal:
        _print_card(made, reading, proposal, place, text, missing)
        return
    with made.capture() as captured:
        _print_card(made, reading, proposal, place, text, missing)
    for line in captured.get().splitlines():
        made.out(line.rstrip(), highlight=False)


def _print_card(
    made: Console,
    reading: ReadingFile,
    proposal: Proposal,
    place: str,
    text: str | None,
    missing: Sequence[str],
) -> None:
    made.print()
    made.print(Text(seen(_head(reading, proposal, place)), style="bold"))
    made.print(Padding(_paragraph(made, proposal, text), (1, 0, 1, 2)))
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, rows in ROWS.items():
        for row in rows(proposal):
            table.add_row(label, seen(row))
    for sentence in missing:
        table.add_row("missing", seen(sentence))
    made.print(table)


def seen(text: str) -> str:
    """The text on one line, with '?' for what a terminal would obey or what would turn its direction."""
    line = " ".join(text.split())
    return "".join("?" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char for char in line)


def _head(reading: ReadingFile, proposal: Proposal, place: str) -> str:
    published = f", {reading.published}" if reading.published else ""
    outlet = f" ({reading.outlet}{published})" if reading.outlet else published
    return f"{place}  {proposal.id} in {reading.document}{outlet}: {_decision(proposal)}"


def _decision(proposal: Proposal) -> str:
    if proposal.decision == "proposed":
        return "not yet decided"
    name = f" as {proposal.as_}" if proposal.as_ else ""
    return f"{proposal.decision}{name} by {proposal.by or 'a person'}, {proposal.decided or 'no date'}"


def _paragraph(made: Console, proposal: Proposal, text: str | None) -> Text:
    """The paragraph, with the sentence lit up and the words that carry it most of all."""
    before, sentence, core, after = _cut(proposal, text)
    if made.no_color or not made.is_terminal:
        marked = f"{MARKS[0]}{seen(sentence)}{MARKS[1]}"
        return Text(" ".join(one for one in (seen(before), marked, seen(after)) if one))
    lit = Text(seen(sentence), style=LIT)
    at = lit.plain.find(seen(core))
    if at >= 0:
        lit.stylize(CORE, at, at + len(seen(core)))
    return Text(" ").join([one for one in (Text(seen(before)), lit, Text(seen(after))) if one.plain])


def _cut(proposal: Proposal, text: str | None) -> tuple[str, str, str, str]:
    """What stands before the sentence, the sentence, the words in it and what stands after."""
    span, core = proposal.sentence, proposal.evidence.exact
    here = reanchor(text, span) if text is not None else None
    if text is None or here is None:
        return _ellipsis(span.prefix, before=True), span.exact, core, _ellipsis(span.suffix, before=False)
    start, end = _around(text, here)
    before = text[start : here.start]
    return before, here.exact, core, text[here.end : end]


def _around(text: str, span: Span) -> tuple[int, int]:
    start = text.rfind("\n\n", 0, span.start)
    end = text.find("\n\n", span.end)
    first = max(start + 2 if start >= 0 else 0, span.start - FARTHEST)
    return first, min(end if end >= 0 else len(text), span.end + FARTHEST)


def _ellipsis(text: str, *, before: bool) -> str:
    if not text.strip():
        return ""
    return f"{ELLIPSIS}{text}" if before else f"{text}{ELLIPSIS}"


def _who(proposal: Proposal) -> Iterator[str]:
    yield _voice(proposal.speaker)


def _stance(proposal: Proposal) -> Iterator[str]:
    ruled_out = ", ruled out" if proposal.polarity == "negative" else ""
    yield f"{proposal.stance} ({proposal.attribution}{ruled_out})"


def _says(proposal: Proposal) -> Iterator[str]:
    yield proposal.says


def _about(proposal: Proposal) -> Iterator[str]:
    for one in proposal.about:
        measure = f" (measure {one.measure})" if one.measure else ""
        yield f"{one.issue or 'no issue of the vocabulary'}{measure}: '{one.text}'"


def _target(proposal: Proposal) -> Iterator[str]:
    if proposal.target:
        yield _voice(proposal.target)


def _condition(proposal: Proposal) -> Iterator[str]:
    if proposal.condition:
        by = f", by {_voice(proposal.condition.by)}" if proposal.condition.by else ""
        yield f"{proposal.condition.kind}: '{proposal.condition.text}'{by}"


def _figures(proposal: Proposal) -> Iterator[str]:
    yield from (_amount(one) for one in proposal.quantities)


def _amount(one: Amount) -> str:
    place = f", in {one.place}" if one.place else ""
    return f"'{one.text}'{place}"


def _chain(proposal: Proposal) -> Iterator[str]:
    if len(proposal.chain) > 1:
        yield ", then ".join(_told(one) for one in proposal.chain)


def _told(one: Told) -> str:
    return f"{one.who.name} ('{one.cue}')" if one.cue else one.who.name


def _when(proposal: Proposal) -> Iterator[str]:
    for label, when in (("said", proposal.said), ("speaks of", proposal.meant)):
        if when:
            yield f"{label} {_day(when)}"


def _day(when: When) -> str:
    exact = f" (to the {when.precision})" if when.precision != "day" else ""
    return f"{when.date or 'no date'}{exact}, from '{when.text}'"


def _deed(proposal: Proposal) -> Iterator[str]:
    if proposal.act:
        by = ", ".join(_voice(one) for one in proposal.act.by) or "nobody named"
        place = f", in {proposal.act.place}" if proposal.act.place else ""
        yield f"{proposal.act.kind} by {by}{place}"


def _obligation(proposal: Proposal) -> Iterator[str]:
    one = proposal.obligation
    if one:
        bound = ", ".join(one.bound) or "nobody named"
        alike = ", both sides alike" if one.reciprocal else ""
        yield f"{one.article}: {bound} {one.force} {one.act}{alike}"


def _links(proposal: Proposal) -> Iterator[str]:
    for label in ("contests", "supersedes", "refers_to"):
        if names := getattr(proposal, label):
            yield f"{label.replace('_', ' ')} {', '.join(names)}"


def _ambiguous(proposal: Proposal) -> Iterator[str]:
    yield from proposal.ambiguous


def _checks(proposal: Proposal) -> Iterator[str]:
    yield from proposal.checks


ROWS: dict[str, Callable[[Proposal], Iterator[str]]] = {
    "who": _who,
    "stance": _stance,
    "says": _says,
    "about": _about,
    "to": _target,
    "if": _condition,
    "figures": _figures,
    "told by": _chain,
    "when": _when,
    "act": _deed,
    "binds": _obligation,
    "links": _links,
    "unclear": _ambiguous,
    "look at": _checks,
}
"""The rows of a card, in their order, and what stands in each."""


def _voice(voice: Voice) -> str:
    role = f", {voice.role}" if voice.role and voice.role.casefold() not in voice.name.casefold() else ""
    unnamed = ", not named" if voice.anonymous else ""
    return f"{voice.name}{role}{unnamed} [{voice.id or ', '.join(voice.members) or 'nobody in the case'}]"
