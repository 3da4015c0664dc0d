"""In: a treaty, and who put it forward if that is known. Out: one proposal for each duty in each clause."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.case.proposals import Condition, Modality, Obligation, Proposal, Told, Voice
from detente.case.statements import Stance
from detente.reading.document import Document
from detente.reading.treaty.duties import Duty, duties
from detente.reading.treaty.heads import heads
from detente.reading.treaty.hinges import Hinge, hinges
from detente.reading.treaty.items import forbids_things, is_verbal, item_duties, lists_acts
from detente.reading.treaty.page import Page, Run
from detente.reading.treaty.parties import IMPLIED, Bound, actor_at, all_sides, bound_of, names_in
from detente.reading.treaty.sentences import sentences, sort_of
from detente.reading.treaty.tree import Clause
from detente.reading.treaty.words import CONDITION, HEADS, NOT_APPLIED

MADE_BY = "detente treaty rules 1"
UNKNOWN = "Who put this text forward is not said."
MODALITY: dict[str, Modality] = {
    "shall": "must",
    "shall not": "must",
    "may": "may",
    "undertakes": "will",
    "undertakes not": "will",
}
ACTOR = re.compile(rf"\b(?:the|a|an|any|each|either|both|all|every)\s+(?:[\w-]+\s+){{0,3}}?{HEADS}\b")
IMPERSONAL = re.compile(
    r"It\s+(?:is|shall\s+be)\s+(?:not\s+)?(?:permitted|allowed|forbidden|prohibited|permissible)\b"
)
"""Opens a clause that is for everybody: its "it" is nobody."""
OTHER = re.compile(
    r"\b(?:each\s+other|one\s+another|the\s+other\s+(?:Party|Side|State|Government|Parties|States)"
    r"|any\s+other\s+Party)\b"
)
NAMED = re.compile(r"(?:\bthe\s+)?[A-Z][\w'-]+(?:\s+(?:of\s+)?[A-Z][\w'-]+)*")


@dataclass
class Opening:
    """What the clauses above leave to their items: the duty whose list it is, or a bare subject."""

    duty: Duty | None = None
    subject: Bound | None = None


@dataclass(frozen=True)
class Found:
    """A duty, and the position of its clause in the tree."""

    clause: int
    duty: Duty


class Reader:
    """Goes through the clauses in order; what a clause opens is kept for the items under it."""

    def __init__(self, page: Page, tree: tuple[Clause, ...]) -> None:
        self.page, self.tree = page, tree
        self.names = names_in(page)
        self.openings: dict[int, Opening] = {}
        self.found: list[Found] = []
        self.sides = all_sides(page)
        self.last: Bound | None = None

    def read(self) -> list[Found]:
        """Every duty, in the order of the clauses."""
        for i, clause in enumerate(self.tree):
            if clause.kind == "preamble":
                self._preamble(clause)
            elif clause.kind != "closing":
                self._clause(i, clause)
        return [replace(one, duty=self._called(one.duty)) for one in self.found]

    def _called(self, duty: Duty) -> Duty:
        """The duty, with the text's own name for all sides where nobody is named."""
        if not duty.bound.note or duty.bound.who != (IMPLIED,):
            return duty
        return replace(duty, bound=replace(duty.bound, who=(self.sides,)))

    def _preamble(self, clause: Clause) -> None:
        """A preamble binds nobody; its last words may open a list: "The sides agree: 1. To withdraw"."""
        for run in clause.runs[-1:]:
            *_, sentence = sentences(self.page, *run)
            if self.page.plain[sentence[1] - 1] == ":":
                opened = duties(self.page, sentence, self.names, None)
                self.openings[-1] = Opening(opened[-1] if opened else None)

    def _above(self, clause: Clause) -> Opening:
        if clause.parent is not None or clause.path[-1][:1].isupper():
            return self.openings.get(clause.parent, Opening()) if clause.parent is not None else Opening()
        return self.openings.get(-1, Opening())

    def _clause(self, i: int, clause: Clause) -> None:
        child = self._first_child(i)
        head = [run for run in clause.runs if child is None or run[0] < child.start]
        above = self._above(clause)
        if clause.path[-1][:1].isupper() or (head and IMPERSONAL.match(self.page.plain, *head[0])):
            self.last = None
        self._runs(i, head, above)
        if child is not None:
            self.openings[i] = self._closed(self._opening(i, head, above), clause.runs[len(head) :])
        self._runs(i, list(clause.runs[len(head) :]), Opening())

    def _closed(self, opening: Opening, rest: tuple[Run, ...]) -> Opening:
        """The opening, with what is excepted after the list: "...; except for equipment in transit."."""
        if opening.duty is None or opening.duty.exception or not rest:
            return opening
        text = self.page.plain[rest[0][0] : rest[0][1]]
        found = hinges(text, rest[0][0]) if CONDITION.match(text) else []
        if not found or found[0].kind != "exception":
            return opening
        return Opening(replace(opening.duty, exception=found[0]), opening.subject)

    def _runs(self, i: int, runs: list[Run], above: Opening) -> None:
        """Read sentences in order, and keep who was spoken of last."""
        for run in runs:
            for sentence in sentences(self.page, *run):
                found = self._sentence(sentence, above, self.last)
                self._excepted(sentence)
                self.found += [Found(i, duty) for duty in found]
                self.last = (found[-1].topic or found[-1].bound) if found else self._topic(sentence)
                above = Opening()

    def _topic(self, run: Run) -> Bound | None:
        """Who a sentence speaks of that binds nobody: "A Joint Commission is established."."""
        text = self.page.plain[run[0] : run[1]]
        text = re.sub(r"^There (?:is|shall be)(?: hereby)? (?:established|created|set up) ", "", text)
        actor = actor_at(text, self.names)
        return bound_of(actor.group(), self.names, None) if actor else self.last

    def _sentence(self, run: Run, above: Opening, before: Bound | None) -> list[Duty]:
        text = self.page.plain[run[0] : run[1]]
        if sort_of(text) != "plain":
            return []
        if above is self.openings.get(-1) and (heads(text, self.names) or not is_verbal(text)):
            above = Opening()
        if above.duty and (is_verbal(text) or not heads(text, self.names)):
            return item_duties(self.page, run, self.names, above.duty)
        subject = above.subject or (above.duty.bound if above.duty else None)
        return duties(self.page, run, self.names, before or subject, subject)

    def _excepted(self, run: Run) -> None:
        """A sentence that takes something out of the duty before it becomes that duty's exception."""
        text = self.page.plain[run[0] : run[1]]
        if not NOT_APPLIED.match(text) or not self.found:
            return
        last = self.found[-1]
        if last.duty.exception is None and self._near(last.clause, run):
            hinge = Hinge("exception", run[0], self.page.trim(*run, ".;")[1])
            self.found[-1] = Found(last.clause, _with(last.duty, hinge))

    def _near(self, clause: int, run: Run) -> bool:
        """True if the clause stands in the same article as the run."""
        at: int | None = clause
        while at is not None:
            if self.tree[at].path[-1].startswith(("Article", "Text")) or self.tree[at].parent is None:
                return self.tree[at].start <= run[0] <= self.tree[at].end
            at = self.tree[at].parent
        return False

    def _opening(self, i: int, head: list[Run], above: Opening) -> Opening:
        """What a clause opens for its items: its last duty, a bare subject, or what it was left itself."""
        if not head:
            return above
        *_, (start, end) = sentences(self.page, *head[-1])
        text = self.page.plain[start:end]
        if text.endswith("."):
            return Opening()
        if self.found and self.found[-1].clause == i and self.found[-1].duty.start >= start:
            return self._taken(i, self.found[-1].duty)
        subject = text.rstrip(" :,-—–")
        if actor_at(subject, self.names):
            return Opening(subject=bound_of(subject, self.names, None))
        return above

    def _first_child(self, i: int) -> Clause | None:
        return next((c for c in self.tree[i + 1 : i + 2] if c.parent == i), None)

    def _taken(self, i: int, duty: Duty) -> Opening:
        """The duty of the opening words is the items', unless they only enumerate things."""
        if lists_acts(duty) and duty.act and not forbids_things(duty) and not self._items_act(i):
            self._stretch(i)
            return Opening()
        self.found.pop()
        return Opening(duty=duty)

    def _items_act(self, i: int) -> bool:
        """True if the items under a clause say what is to be done."""
        child = self._first_child(i)
        if child is None or not child.runs:
            return False
        text = self.page.plain[child.runs[0][0] : child.runs[0][1]]
        return is_verbal(text) or bool(heads(text, self.names))

    def _stretch(self, i: int) -> None:
        """An enumeration of things belongs to the one duty that opens it."""
        last = self.found[-1]
        end = self.page.trim(last.duty.start, self.tree[i].end, ";.,")[1]
        self.found[-1] = Found(i, _stretched(self.page, last.duty, end))


def _with(duty: Duty, hinge: Hinge) -> Duty:
    return replace(duty, exception=hinge)


def _stretched(page: Page, duty: Duty, end: int) -> Duty:
    act = f"{duty.act}: {page.words(duty.end, end).lstrip(' :-—–')}"
    return replace(duty, end=end, act=act, act_run=(duty.act_run[0], end), sentence=(duty.sentence[0], end))


# --- duties as proposals ----------------------------------------------------------------------------


def _condition(page: Page, hinge: Hinge | None) -> Condition | None:
    if hinge is None:
        return None
    text = page.words(hinge.start, hinge.end)
    return Condition(
        kind=hinge.kind, text=text, span=page.document.span(hinge.start, hinge.end), by=_by(page, hinge)
    )


def _by(page: Page, hinge: Hinge) -> Voice | None:
    """Who would have to do what a condition asks, where its words say so."""
    match = ACTOR.search(page.plain, hinge.start, hinge.end)
    if not match:
        return None
    return Voice(name=page.words(*match.span()), span=page.document.span(*match.span()))


def _same(author: Voice, words: str) -> bool:
    """True if a bound party is the author: they share a name or how it begins: "Russia", "Russian"."""
    mine = {w.lower()[:5] for w in re.findall(r"[A-Z]\w{2,}", author.name)}
    theirs = {w.lower()[:5] for w in re.findall(r"[A-Z]\w{2,}", words)}
    return bool(
        (mine & theirs) - {"state", "repub", "party", "parti", "feder", "unite", "gover", "kingd"}
    ) or ("unite" in mine & theirs and len(mine & theirs) > 1)


def _stance(obligation: Obligation, author: Voice | None) -> Stance:
    """A side demands what its text asks of others or of all, and offers what it binds itself to.

    What a clause permits is the other way round: what a side may do itself it demands, what it lets another
    do it offers. Where it is for both, or nobody is known to put it forward, the text is ready for it.
    """
    if obligation.force == "may" and (author is None or obligation.reciprocal):
        return "willing"
    own = not obligation.reciprocal and author is not None and _binds(obligation, author)
    return "offers" if own != (obligation.force == "may") else "demands"


def _binds(obligation: Obligation, side: Voice) -> bool:
    return any(_same(side, one) for one in obligation.bound)


def _target(page: Page, duty: Duty, obligation: Obligation, author: Voice | None) -> Voice | None:
    """The other party that is bound alone; "each other" where both are bound towards one another."""
    if not obligation.reciprocal:
        others = [one for one in obligation.bound if author is None or not _same(author, one)]
        return Voice(name=others[0]) if others else None
    match = OTHER.search(page.plain, duty.start, duty.end)
    return Voice(name=page.words(*match.span()), span=page.document.span(*match.span())) if match else None


def _says(duty: Duty, obligation: Obligation) -> str:
    who = " and ".join(obligation.bound)
    if not duty.bound.agent and not duty.bound.pronoun:
        return obligation.act
    verb = obligation.force if not duty.bound.negative else obligation.force.removesuffix(" not")
    verb = {"undertakes": "undertake to", "undertakes not": "undertake not to"}.get(verb, verb)
    return f"{who} {verb} {obligation.act}"


def _obligation(page: Page, duty: Duty, label: str) -> Obligation:
    return Obligation(
        article=label, force=duty.force, bound=duty.bound.who, act=duty.act, reciprocal=duty.bound.both,
        exception=_condition(page, duty.exception),
    )  # fmt: skip


def _chain(document: Document, speaker: Voice) -> tuple[Told, ...]:
    outlet = (Told(who=Voice(name=document.outlet)),) if document.outlet else ()
    return (*outlet, Told(who=speaker))


def _checks(clause: Clause, author: Voice | None, repeated: bool) -> tuple[str, ...]:
    unknown = () if author else (UNKNOWN,)
    return unknown + ((f"{clause.label} stands in the text more than once.",) if repeated else ())


def _proposal(
    page: Page, found: Found, clause: Clause, author: Voice | None, number: int, repeated: bool
) -> Proposal:
    document, duty = page.document, found.duty
    obligation = _obligation(page, duty, clause.label)
    speaker = author or Voice(name="draft treaty")
    return Proposal(
        id=f"p{number:02d}",
        stance=_stance(obligation, author),
        speaker=speaker,
        chain=_chain(document, speaker),
        attribution="document",
        says=_says(duty, obligation),
        target=_target(page, duty, obligation, author),
        condition=_condition(page, duty.condition or duty.exception),
        polarity="negative" if obligation.force.endswith("not") else "positive",
        modality=MODALITY[obligation.force],
        ambiguous=duty.notes,
        obligation=obligation,
        evidence=document.span(duty.start, duty.end),
        sentence=document.span(*duty.sentence),
        made_by=MADE_BY,
        checks=_checks(clause, author, repeated),
    )


def _repeated(tree: tuple[Clause, ...]) -> frozenset[str]:
    counted = Counter(c.label for c in tree if c.path[-1] != "•" and c.kind not in ("preamble", "closing"))
    return frozenset(label for label, count in counted.items() if count > 1)


def proposals(page: Page, tree: tuple[Clause, ...], author: Voice | None) -> Iterator[Proposal]:
    """A proposal for each duty of the clauses, in the order of the text; as `obligations` says."""
    repeated = _repeated(tree)
    found = sorted(Reader(page, tree).read(), key=lambda one: (one.duty.start, one.duty.end))
    for number, one in enumerate(found, 1):
        clause = tree[one.clause]
        yield _proposal(page, one, clause, author, number, clause.label in repeated)
