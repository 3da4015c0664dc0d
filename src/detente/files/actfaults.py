"""Papers in; a fault for every act and observation that does not fit those it names out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from detente.case.acts import Act, Observation
from detente.errors import Fault
from detente.files.guess import did_you_mean
from detente.files.nodes import Keys
from detente.files.papers import Papers

HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]Z")


def _parts(papers: Papers) -> Iterator[Fault]:
    """A part names another observation, by its id or by what it is of."""
    if Observation in papers.unread:
        return
    known = papers.known(Observation) | {
        node.text("what") or "" for _, node in papers.raw(Observation) if isinstance(node, Keys)
    }
    for entry in papers.of(Observation):
        whole = entry.record.part_of
        if whole == entry.record.id:
            yield Fault(entry.where("part_of"), f"'{whole}' cannot be a part of itself")
        elif whole is not None and whole not in known:
            says = f"'{whole}' is neither the id of an observation nor what one is of"
            yield Fault(entry.where("part_of"), f"{says}{did_you_mean(whole, known)}")


def _answers(papers: Papers) -> Iterator[Fault]:
    """An answer comes after what it answers."""
    acts = {entry.record.id: entry.record for entry in papers.of(Act)}
    for entry in papers.of(Act):
        asked = acts.get(entry.record.answers or "")
        if asked is entry.record:
            yield Fault(entry.where("answers"), f"'{entry.record.id}' cannot answer itself")
        elif asked is not None and entry.record.date < asked.date:
            says = f"an act of {entry.record.date} cannot answer '{asked.id}', which is later: {asked.date}"
            yield Fault(entry.where("answers"), says)


def _hours(papers: Papers) -> Iterator[Fault]:
    for entry in papers.of(Act):
        time = entry.record.time
        if time is not None and not HOUR.fullmatch(time):
            says = f"'{time}' is not an hour: write it in universal time, as in 14:30Z"
            yield Fault(entry.where("time"), says)


DEEDS: tuple[Callable[[Papers], Iterator[Fault]], ...] = (_parts, _answers, _hours)
"""Every check of acts and observations, each told apart from the others."""
