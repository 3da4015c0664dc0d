"""A package as a draft agreement: numbered clauses, square brackets around what is not agreed.

A number is agreed when every party has asked for it, offered it or said it is willing at that very
level; otherwise, or where the level is open, it stands in brackets. A clause is agreed when every
party has spoken for the restraint and none refuses it; otherwise it stands in brackets as a whole.
"""

from __future__ import annotations

from detente.case.case import Case, in_force
from detente.case.measures import Level, Measure, Ref
from detente.case.statements import Stance, Statement
from detente.signing.results import Clause, Draft, Item, Package

ARTICLED = ("United ", "Russian Federation", "Republic ", "Kingdom ", "Netherlands")
BODIES = frozenset({"Alliance", "Commission", "Council", "League", "Organisation", "Organization", "Union"})
"""Words at the start or end of a name by which it takes an article."""
SPEAKS_FOR: tuple[Stance, ...] = ("demands", "insists", "offers", "willing", "conditional")


def mentions(statement: Statement, item: Item, *, exactly: bool) -> bool:
    """Does a statement speak of this restraint (at exactly this level, if asked)?"""
    return any(_fits(ref, item, exactly=exactly) for ref in (*statement.on, *statement.if_))


def _fits(ref: Ref, item: Item, *, exactly: bool) -> bool:
    if ref.measure != item.measure or ref.binds not in (None, item.party):
        return False
    return not exactly or ref.level == item.level_id


def supporters(case: Case, item: Item, *, exactly: bool) -> dict[str, tuple[str, ...]]:
    """Per party, the statements that ask for this restraint, offer it, or are willing."""
    found: dict[str, list[str]] = {p.id: [] for p in case.parties}
    for statement in in_force(case):
        party = case.party_of(statement.speaker)
        if party and statement.stance in SPEAKS_FOR and mentions(statement, item, exactly=exactly):
            found[party].append(statement.id)
    return {party: tuple(ids) for party, ids in found.items()}


def asked_by(case: Case, item: Item) -> dict[str, tuple[str, ...]]:
    """Per party that is not bound by it, the statements that ask for this restraint."""
    spoken = supporters(case, item, exactly=False)
    return {party: () if party == item.party else ids for party, ids in spoken.items()}


def offered_by(case: Case, item: Item) -> dict[str, tuple[str, ...]]:
    """The bound party's own statements that offer it, or are willing to take it on."""
    found: dict[str, tuple[str, ...]] = {p.id: () for p in case.parties}
    spoken = supporters(case, item, exactly=False)[item.party]
    own = {s.id: s for s in case.statements}
    found[item.party] = tuple(i for i in spoken if own[i].stance in ("offers", "willing", "conditional"))
    return found


def spoken_of(case: Case, item: Item) -> bool:
    """Has anybody spoken of this restraint at exactly this level? A ref without a level means the first."""
    for statement in in_force(case):
        for ref in (*statement.on, *statement.if_, *statement.over):
            first = ref.level is None and item.level == 1
            if _fits(ref, item, exactly=not first):
                return True
    return False


def refusers(case: Case, item: Item) -> tuple[str, ...]:
    """Statements in force that refuse this restraint at this level or a looser one."""
    found = []
    measure = case.measure(item.measure)
    numbers = {level.id: n for n, level in enumerate(measure.levels)}
    for statement in in_force(case):
        if statement.stance != "refuses" or case.party_of(statement.speaker) is None:
            continue
        for ref in statement.on:
            if _fits(ref, item, exactly=False) and item.level >= (numbers[ref.level] if ref.level else 1):
                found.append(statement.id)
                break
    return tuple(found)


def draft_agreement(case: Case, package: Package) -> Draft:
    """Write a package as numbered clauses in plain treaty language, parties in case order."""
    clauses: list[Clause] = []
    for measure in case.measures:
        items = tuple(item for item in package.items if item.measure == measure.id)
        if items:
            clauses.append(_clause(case, measure, items, str(len(clauses) + 1)))
    names = " and ".join(the(party.name) for party in case.parties)
    return Draft(f"Draft for discussion between {names}", tuple(clauses), _notes(case, package))


def _clause(case: Case, measure: Measure, items: tuple[Item, ...], number: str) -> Clause:
    together = len(items) == len(case.parties) and len({item.level for item in items}) == 1
    shown = items[:1] if together else items
    sentences = [_sentence(case, measure, item, together) for item in shown]
    spoken = [supporters(case, item, exactly=False) for item in items]
    agreed = all(all(one.values()) for one in spoken) and not any(refusers(case, item) for item in items)
    text = " ".join(sentences)
    rests = dict.fromkeys(i for one in spoken for ids in one.values() for i in ids)
    rests.update(dict.fromkeys(i for item in items for i in refusers(case, item)))
    return Clause(
        number, measure.title, text if agreed else f"[{text}]", not agreed, measure.id, tuple(rests)
    )


def _sentence(case: Case, measure: Measure, item: Item, together: bool) -> str:
    level = measure.levels[item.level]
    others = [p.name for p in case.parties if p.id != item.party]
    bound = "Each Party" if together else the(case.name_of(item.party))
    other = (
        "the other Party" if len(others) == 1 and together else " and ".join(the(name) for name in others)
    )
    if together and len(others) > 1:
        other = "the other Parties"
    template = level.clause or "{party} shall observe the following: " + level.text.rstrip(".") + "."
    sentence = template
    value = _value(case, level, item)
    for key, text in (
        ("{party}", bound),
        ("{others}", other),
        ("{value}", value),
        ("{unit}", level.unit or ""),
    ):
        sentence = sentence.replace(key, text)
    return sentence[:1].upper() + sentence[1:]


def the(name: str) -> str:
    """A name of a state or body, with the article if English speaks it with one."""
    words = name.split() or [name]
    needs_article = name.startswith(ARTICLED) or not BODIES.isdisjoint((words[0], words[-1]))
    return f"the {name}" if needs_article else name


def _value(case: Case, level: Level, item: Item) -> str:
    if level.value is None:
        return ""
    text = f"{level.value:,.0f}" if float(level.value).is_integer() else f"{level.value:g}"
    agreed = not level.open and all(supporters(case, item, exactly=True).values())
    return text if agreed else f"[{text}]"


def _notes(case: Case, package: Package) -> tuple[str, ...]:
    notes = ["Text and figures in square brackets are not agreed."]
    consents = consents_needed(case, package)
    if consents:
        names = ", ".join(case.name_of(actor) for actor in consents)
        notes.append(f"Clauses above need the consent of others who do not sign: {names}.")
    return tuple(notes)


def consents_needed(case: Case, package: Package) -> tuple[str, ...]:
    """Actors whose consent some item of the package needs, in the order of the case."""
    measures = {item.measure for item in package.items}
    return tuple(dict.fromkeys(a for m in case.measures if m.id in measures for a in m.consent))
