"""Agreement files in, agreements out; or every fault in them at once, each with its place.

agreement.yaml        the agreement of a case (may be absent)
agreements/*.yaml     several of them (may be absent)

A file may name a ready agreement, which comes with the package, and take its clauses: it is read from
there, so that a case holds no copy of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from detente.case.agreements import Agreement, Clause
from detente.errors import CaseFaults, Fault, NotACase, Where
from detente.files.clausefaults import Told, clause_faults
from detente.files.guess import did_you_mean, listed
from detente.files.nodes import Keys
from detente.files.papers import Papers, Sheet, ids, papers_of
from detente.files.shape import Entry, where
from detente.files.sheets import NOTHING, reason, yaml_sheet
from detente.files.starter import homes

ONE = "agreement.yaml"
SEVERAL = "agreements"
OWN_KEYS = ("id", "title", "ready", "take", "clauses")
"""Keys of a file that are never taken from the ready agreement."""


@dataclass(frozen=True)
class Deed:
    """One agreement file: its bytes, what it says, and the ready agreement that it takes clauses of."""

    sheet: Sheet
    papers: Papers
    ready: Deed | None = None

    @property
    def head(self) -> Entry[Agreement] | None:
        """The file's own keys; None if there are faults in them."""
        return self.papers.heads.get(Agreement)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The files that it rests on."""
        return (self.sheet, *(self.ready.sheets if self.ready else ()))


def read_agreement(path: Path) -> Agreement:
    """The agreement in one file, without a case around it: zones and parties are taken as they are named.

    Raises CaseFaults with all faults at once, and NotACase if there is no such file.
    """
    try:
        if not path.is_file():
            raise NotACase(f"there is no file {path}")
    except (OSError, ValueError) as error:
        raise NotACase(f"{path} cannot be read: {reason(error)}") from None
    deed = _deed(path.parent, path.name, NOTHING)
    faults = tuple(deed_faults((deed,), None))
    if faults:
        raise CaseFaults(faults)
    return agreement_of(deed)


def deeds_in(folder: Path, instead: Mapping[str, bytes] = NOTHING) -> tuple[Deed, ...]:
    """The agreement files of a case, by name. None is no fault."""
    several = sorted(path.relative_to(folder).as_posix() for path in (folder / SEVERAL).glob("*.yaml"))
    names = [*([ONE] if (folder / ONE).exists() else []), *several]
    return tuple(_deed(folder, name, instead) for name in names)


def deed_faults(deeds: tuple[Deed, ...], case: Papers | None) -> Iterator[Fault]:
    """Every fault in agreement files. `case` is what the case around them says; None where there is none."""
    yield from _taken_ids(deeds)
    for deed in deeds:
        yield from deed.papers.faults
        head = deed.head
        if head is None:
            continue
        yield from _ready_faults(deed, head)
        yield from _moved(deed, head, clause_faults(_told(deed, head), case))


def agreement_of(deed: Deed) -> Agreement:
    """The agreement that a file without faults holds, with the clauses of the ready one that it takes."""
    head = deed.head
    assert head is not None  # a file without faults has its own keys
    return replace(_merged(deed, head), clauses=tuple(one.record for one in _clauses(deed, head)))


def clause_ids(deeds: tuple[Deed, ...]) -> frozenset[str]:
    """The ids of all clauses that agreement files have or take, those with faults among them."""
    own = {name for deed in deeds for name, _ in ids(deed.papers, Clause)}
    taken = {name for deed in deeds if deed.ready for name, _ in ids(deed.ready.papers, Clause)}
    return frozenset(own | taken)


def ready_agreements() -> Mapping[str, Path]:
    """The agreements that come with the package: name -> file, by name."""
    found = [path for home in reversed(homes()) for path in (home / SEVERAL).glob("*.yaml")]
    return {path.stem: path for path in sorted(found, key=lambda one: one.stem)}


def _deed(folder: Path, name: str, instead: Mapping[str, bytes]) -> Deed:
    sheet = yaml_sheet(folder, name, instead=instead)
    wanted = sheet.node.text("ready") if isinstance(sheet.node, Keys) else None
    path = ready_agreements().get(wanted or "")
    ready = _ready(path) if path else None
    return Deed(sheet, papers_of(sheet, Agreement), ready)


def _ready(path: Path) -> Deed:
    sheet = yaml_sheet(path.parent, path.name)
    named = replace(sheet, file=f"ready {path.name}")
    return Deed(named, papers_of(named, Agreement))


def _ready_faults(deed: Deed, head: Entry[Agreement]) -> Iterator[Fault]:
    wanted = head.record.ready
    if wanted is not None and deed.ready is None:
        known = ready_agreements()
        near = did_you_mean(wanted, known) or (f": there is {listed(known)}" if known else "")
        yield Fault(head.where("ready"), f"no ready agreement '{wanted}' comes with the package{near}")
    if wanted is None and head.record.take:
        yield Fault(head.where("take"), "'take' goes only with 'ready': the agreement to take clauses of")
    if deed.ready is None:
        return
    there = deed.ready.papers.known(Clause)
    for index, name in enumerate(head.record.take):
        if name not in there:
            hint = did_you_mean(name, there) or f": it has {listed(sorted(there))}"
            yield Fault(head.where("take", index), f"'{wanted}' has no clause '{name}'{hint}")


def _taken_ids(deeds: tuple[Deed, ...]) -> Iterator[Fault]:
    first: dict[str, Where] = {}
    for deed in deeds:
        word = deed.sheet.node.get("id") if isinstance(deed.sheet.node, Keys) else None
        name = getattr(word, "text", None)
        if word is not None and name is not None:
            place = where(deed.sheet.file, word)
            if first.setdefault(name, place) != place:
                yield Fault(place, f"the id '{name}' is taken: the agreement at {first[name]} has it")


def _merged(deed: Deed, head: Entry[Agreement]) -> Agreement:
    """The file's keys, and those of the ready agreement that it leaves out."""
    if deed.ready is None or deed.ready.head is None or not isinstance(head.node, Keys):
        return head.record
    written = {*head.node.keys, *OWN_KEYS}
    given: dict[str, Any] = {
        field.name: getattr(head.record, field.name)
        for field in fields(Agreement)
        if field.name.rstrip("_") in written
    }
    return replace(deed.ready.head.record, **given)


def _clauses(deed: Deed, head: Entry[Agreement]) -> tuple[Entry[Clause], ...]:
    """The clauses in the order of the ready agreement, its own in place of those they replace; then the rest."""
    own = {entry.record.id: entry for entry in deed.papers.of(Clause)}
    there = deed.ready.papers.of(Clause) if deed.ready else ()
    take = head.record.take
    taken = [one for one in there if not take or one.record.id in take]
    replaced = [own.get(one.record.id, one) for one in taken]
    names = {one.record.id for one in taken}
    return (*replaced, *(one for one in deed.papers.of(Clause) if one.record.id not in names))


def _told(deed: Deed, head: Entry[Agreement]) -> Told:
    record = _merged(deed, head)
    ids_of_all = deed.papers.known(Clause) | {one.record.id for one in _clauses(deed, head)}
    return Told(head, record, _clauses(deed, head), tuple(ids(deed.papers, Clause)), ids_of_all)


def _moved(deed: Deed, head: Entry[Agreement], faults: Iterator[Fault]) -> Iterator[Fault]:
    """Faults that show in taken clauses only beside this case, told at the line that takes them."""
    theirs = deed.ready.sheet.file if deed.ready else None
    for fault in faults:
        if fault.where.file == theirs:
            says = f"in the ready agreement '{head.record.ready}': {fault.says}"
            yield Fault(head.where("ready"), says)
        else:
            yield fault
