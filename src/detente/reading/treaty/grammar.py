"""In: a sentence of a clause. Out: the duties in it: whom each binds, its force and its exception."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from detente.case.proposals import ConditionKind, Force
from detente.reading.treaty.page import Page, Run
from detente.reading.treaty.parties import (
    DET,
    MAKERS,
    Bound,
    actor_at,
    bound_of,
    implied,
    is_actor,
    lower_first,
    opening_actor,
)
from detente.reading.treaty.sentences import LONGEST
from detente.reading.treaty.words import (
    AFFIRMED,
    ALSO_NOUNS,
    CONDITION,
    CONDITIONS,
    FORCE,
    FORCES,
    HEADS,
    NEGATED,
    OPENER,
    OPENERS,
    PERFORMED,
    PROMISE,
    SAME_AGAIN,
    TAKES_OBJECT,
    VERBS,
)

REACH = 1500
"""Code points looked at before a verb that binds: a subject is shorter than that."""
SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|if|as|unless|until|whether|what|because|since|while"
    r"|than|how|whenever|once|wherever|lest)\s+"
    r"(?P<rest>[^,;:]{0,120})$",
    re.I,
)
AGREED_THAT = re.compile(
    r"\b(?:agreed?s?|undertakes?|confirms?|decides?|declares?|commits?|guarantees?|affirms?"
    r"|understood|accepts?)\b[^,;]{0,80}$",
    re.I,
)
FINITE = re.compile(
    rf"\b(?:has|have|had|is|are|was|were|does?|did|can|could|would|intends?|considers?|wishes|so"
    rf"|[a-z]+ed|(?:{VERBS})s)\b"
)
NOMINAL = re.compile(
    rf"(?:{DET}|)(?:{HEADS}|it|they|he|she|there|[\w'-]+(?:\s+[\w'-]+)?)$|(?:the|any|such|its|their"
    rf"|a|an|these|those|no)\s",
    re.I,
)
CLEARLY = re.compile(
    rf"(?:{DET})(?:{HEADS}|it|they|he|she|there)$|(?:the|any|such|its|their|these|those|no)\s", re.I
)
BARE_VERB = re.compile(rf"(?:{VERBS})\s+\w")
COORDINATOR = re.compile(
    r"\s*;\s*(?:(?:and|or|but|nor)\s+)?|\s*,\s*(?:and|or|but|nor|while|whereas)(?:\s+|\s*(?=,))"
    r"|\s*,\s+|\s+(?:and|or|but|nor|while|whereas)(?:\s+|(?=,))"
)
SHARED = re.compile(
    rf"\s*(?:,?\s*{OPENERS}\b[^,;]{{1,150}},)?\s*(?:also|therefore|thereafter|likewise|then|each"
    rf"|both|in\s+(?:particular|addition)|,)*\s*$",
    re.I,
)
INVERTED = re.compile(
    r"(?:^|[;,]\s*|\band\s+)(?:[Nn]or|[Nn]either|(?:[Uu]nder|[Ii]n|[Aa]t|[Oo]n)\s+no\s+[a-z]+"
    r"|[Nn]ever|[Nn]or\s+at\s+any\s+time)\s+$"
)
AFTER = re.compile(
    rf"\s*(?P<who>(?:{DET}(?:[\w'-]+\s+){{0,2}}?{HEADS}|it|they|both|either)\b"
    rf"|[^,;:]{{1,80}}?(?=\s+(?:be|have|{VERBS})\b))"
)
DETERMINED = re.compile(
    r"(?:the|any|all|each|no|such|its|their|a|an|these|those|every|this)\s+[^,;]{1,80}$", re.I
)
VERB_GROUP = re.compile(
    rf"(?:(?:not|to|from|or|and|nor|neither|otherwise|also|[a-z]+ly|,|(?:{VERBS})|[a-z]+ing)\s*)*$"
)
JOIN = re.compile(
    rf"(?P<join>\s*[,;]\s*(?:and|or|but|nor|as\s+well\s+as)?\s*|\s+(?:and|or|but"
    rf"|nor)\s+)(?P<neg>not\s+)?(?P<to>to\s+|from\s+)?(?P<neg2>not\s+to\s+)?"
    rf"(?:[a-z]+ly\s+|otherwise\s+|also\s+|then\s+"
    rf"|in\s+particular\s+)?(?P<verb>(?:{VERBS})(?P<ing>n?n?ing|m?ming|p?ping|t?ting|l?ling|r?ring)?|"
    r"[a-z]+ing)\b"
)
INNER_TO = re.compile(
    rf"\bto\s+(?:not\s+)?(?:[a-z]+ly\s+)?(?:{VERBS})\b|\b(?:whether|how|in\s+order)\b"
    rf"|\bso\s+as\s+to\b|\b(?:ensure|provide|agree)\s+that\b"
)
RELATIVES = re.compile(r"\b(?:that|which|who)\b")
REFRAIN = re.compile(r"\s*(?:to\s+)?(?:refrain|abstain|desist)(?:ing)?\s+from\s+")
NONE_OF = re.compile(
    rf"\s*(?:(?:{VERBS})\s+(?:(?:or|and)\s+(?:{VERBS})\s+)?)(?:no\s+(?!more\b|less\b|fewer\b|later\b"
    rf"|longer\b|greater\b|larger\b|earlier\b)|neither\s)"
)
NOT_MORE = re.compile(r"\s*(?:more|less|fewer|later|longer|greater|larger|earlier|exceeding)\b")
FOLLOWING = re.compile(r"\bthe\s+following\b|\bas\s+follows\b|\bthese\s+[a-z]+\s*:?\s*$", re.I)
ITEM_VERB = re.compile(
    rf"\s*(?P<lead>(?:not\s+to|to\s+not|not|to|from)\s+)?(?:[a-z]+ly\s+"
    rf"|also\s+)?(?P<verb>(?:{VERBS})|[a-z]+ing|be)\b",
    re.I,
)
DANGLING = re.compile(r"[\s,;]+(?:and|or|but|nor)\s*$")
ITEM_END = re.compile(r"[\s,;]+(?:and/or|and|or)?[\s,;.]*$")
TRAILING = " ,;:.\n-—–"
OTHER = re.compile(
    r"\b(?:each\s+other|one\s+another|the\s+other\s+(?:Party|Side|State|Government|Parties|States)"
    r"|any\s+other\s+Party)\b"
)


@dataclass(frozen=True)
class Hinge:
    """A condition or exception: its kind, and its place."""

    kind: ConditionKind
    start: int
    end: int


@dataclass(frozen=True)
class Duty:
    """One thing that a clause makes somebody do, leave or be free to do.

    start, end   the words that carry it
    sentence     the sentence it stands in; for an item of a list, from the list's opening words
    act          what is to be done, on one line; act_run is where the last part of it stands
    """

    start: int
    end: int
    sentence: Run
    bound: Bound
    force: Force
    act: str
    act_run: Run
    exception: Hinge | None = None
    condition: Hinge | None = None
    notes: tuple[str, ...] = ()
    topic: Bound | None = None
    """The actor in the subject, where it is not the one who is bound: who "it" is in the next sentence."""


@dataclass(frozen=True)
class Head:
    """A verb that binds, and where its clause begins: `left` is the start of its subject."""

    match: re.Match[str]
    left: int
    cut: int
    """Where the clause before it ends."""
    shared: bool = False
    inverted: bool = False


def _force_of(match: re.Match[str]) -> Force:
    return next(force for i, (_, force) in enumerate(FORCES) if match[f"f{i}"] is not None)


# --- which of the verbs assert something ------------------------------------------------------------


def _subordinate(left: str) -> bool:
    """True if a verb with these words before it stands in a relative or conditional clause."""
    match = SUBORDINATE.search(left)
    while match:
        opener = match.group().split()[0].lower()
        if opener == "that" and AGREED_THAT.search(left[: match.start()]):
            return False
        rest = match["rest"].strip()
        inner = SUBORDINATE.search(match["rest"])
        if not rest or (not FINITE.search(rest) and not BARE_VERB.match(rest) and _nominal(opener, rest)):
            return True
        if not inner:
            return False
        left, match = match["rest"], inner
    return False


def _nominal(opener: str, rest: str) -> bool:
    """True if the words after a relative or "if" are a subject and nothing more."""
    return bool((CLEARLY if opener in ("as", "than", "while", "since", "because") else NOMINAL).match(rest))


def subject_start(left: str, names: frozenset[str]) -> int:
    """The offset in `left` at which the subject of the verb after it begins."""
    agreed = re.search(r"\bthat\s+(?=[^,;]{0,200}$)", left)
    if agreed and AGREED_THAT.search(left[: agreed.start()]):
        return agreed.end() + subject_start(left[agreed.end() :], names)
    clean = left.rstrip(" ,\n")
    pieces = list(re.finditer(r"[^,]+", clean))
    if not pieces:
        return len(left)
    if not OPENER.match(clean):
        return _first_word(clean, 0)
    at = next((i for i in range(len(pieces) - 1, 0, -1) if actor_at(_bare(pieces[i].group()), names)), None)
    if at is None and len(pieces) > 1 and not OPENER.match(pieces[-1].group()):
        return _first_word(clean, pieces[-1].start())
    if at is not None:
        while at > 1 and is_actor(pieces[at - 1].group(), names):
            at -= 1
        return _first_word(clean, pieces[at].start())
    return _last_actor(clean, names)


def _bare(piece: str) -> str:
    return re.sub(r"^\s*(?:and|or|then)?\s*", "", piece)


def _first_word(text: str, at: int) -> int:
    match = re.compile(r"[\s\"'(]*(?:(?:and|then|but|that)\s+)?").match(text, at)
    return match.end() if match else at


STUCK = (" of", " by", " to", " with", " from", " between", " and", " for", " in", " on")
"""What follows one of these is no subject."""


def _last_actor(text: str, names: frozenset[str]) -> int:
    """The subject that follows an adverbial without a comma: "In such cases the Parties"."""
    starts = [
        m.start()
        for m in re.finditer(r"\b(?:the|each|both|all|neither|either|no|any|a|it|they|[A-Z])\w*", text)
    ]
    best, best_end = 0, -1
    for at in reversed(starts[-12:]):
        before = text[:at].rstrip().lower()
        if not before or before.endswith(STUCK):
            continue
        match = actor_at(text[at:], names) or re.match(r"(?:it|they)$", text[at:])
        if match and best_end in (-1, at + match.end()):
            best, best_end = at, at + match.end()
        elif best:
            break
    if best:
        return _whole_name(text, best)
    first = next(
        (m.start() for m in re.finditer(r"\b(?:the|no|all|any|each|such)\s", text) if m.start() > 0), 0
    )
    return first


def _whole_name(text: str, at: int) -> int:
    """Where a name begins that has further capitals and an article before `at`: "the Mixed Commission"."""
    before = re.search(
        r"\b(?:(?:[Tt]he|[Ee]ach|[Aa]n?|[Aa]ll|[Aa]ny)\s+)?(?:[A-Z]\w+\s+)*$", text[max(0, at - 120) : at]
    )
    return at - len(before.group()) if before else at


def _next_head(text: str, match: re.Match[str], last: int, names: frozenset[str]) -> Head | None:
    """A further verb of the same sentence, if it is joined to the one before, which ended at `last`."""
    lo = max(last, match.start() - REACH)
    gap = text[lo : match.start()]
    continued = _continued(gap, lo, match, names)
    if continued:
        return continued
    joints = list(COORDINATOR.finditer(gap))
    for joint in reversed(joints):
        rest = gap[joint.end() :]
        word = joint.group().strip()
        if rest.startswith("that ") and word.endswith("and"):
            agreed = AGREED_THAT.search(text[: text.find(" that ")]) and text.find(" that ") < last
            return Head(match, lo + joint.end() + 5, lo + joint.start()) if agreed else None
        if SHARED.match(rest) and (word != "," or ";" in word):
            inverted = word.endswith("nor")
            left = lo + joint.end() if inverted else match.start()
            return Head(match, left, lo + joint.start(), shared=not inverted, inverted=inverted)
        after_comma = word == "," and DETERMINED.match(rest) and not _subordinate(rest)
        if ";" in word or is_actor(rest, names) or after_comma:
            return _widened(text, match, lo, joints, joint, names)
        if word.endswith(("and", "or", "but", "while", "whereas")) and _new_subject(word, rest, names):
            return Head(match, lo + joint.end(), lo + joint.start())
    return None


def _continued(left: str, lo: int, match: re.Match[str], names: frozenset[str]) -> Head | None:
    """The head of ", which shall ..." after an actor: it goes on about that actor as a sentence would."""
    comma = re.search(r",\s+(?:which|who)\s+$", left)
    if not comma:
        return None
    at = _last_actor(left[: comma.start()], names)
    if not at or not is_actor(left[at : comma.start()], names):
        return None
    return Head(match, lo + at, lo + comma.start())


def _new_subject(word: str, rest: str, names: frozenset[str]) -> bool:
    opened = actor_at(rest, names)
    if opened and not re.search(r"\b(?:if|which|that|as)\s*$", rest):
        return not _subordinate(rest)
    return word != "and" and word != "or" and bool(DETERMINED.match(rest)) and not _subordinate(rest)


def _widened(
    text: str,
    match: re.Match[str],
    lo: int,
    joints: list[re.Match[str]],
    joint: re.Match[str],
    names: frozenset[str],
) -> Head | None:
    """The head with as many actors before it as its subject holds: "and the North and the South shall"."""
    gap = text[lo : match.start()]
    if ";" in joint.group():
        inner = gap[joint.end() :]
        if _subordinate(inner):
            return None
        return Head(match, lo + joint.end() + subject_start(inner, names), lo + joint.start())
    if joint.group().strip() == ",":
        opened = [j for j in joints if j.end() <= joint.start() and _opens_clause(j, gap)]
        return Head(match, lo + joint.end(), lo + opened[-1].start()) if opened else None
    at = joints.index(joint)
    while (
        at
        and is_actor(gap[joints[at - 1].end() : joints[at].start()], names)
        and ";" not in joints[at - 1].group()
    ):
        at -= 1
    return Head(match, lo + joints[at].end(), lo + joints[at].start())


def _opens_clause(joint: re.Match[str], gap: str) -> bool:
    """True if a new clause begins there with an adverbial: ", and if they do not agree, ..."."""
    return joint.group().strip(" ,") in ("and", "or", "but", ";", "; and", "; but") and bool(
        OPENER.match(gap[joint.end() :])
    )


def heads(text: str, names: frozenset[str]) -> list[Head]:
    """The verbs of a sentence that bind, forbid or permit by themselves, in order."""
    found: list[Head] = []
    for match in FORCE.finditer(text):
        if found:
            head = _next_head(text, match, found[-1].match.end(), names)
        else:
            head = _first_head(text, match, names)
        if head:
            found.append(head)
    return found


def _first_head(text: str, match: re.Match[str], names: frozenset[str]) -> Head | None:
    lo = max(0, match.start() - REACH)
    left = text[lo : match.start()]
    if INVERTED.search(left):
        return Head(match, match.start(), 0, inverted=True)
    continued = _continued(left, lo, match, names)
    if continued or _subordinate(left):
        return continued
    return Head(match, lo + subject_start(left, names), 0)


# --- conditions -------------------------------------------------------------------------------------


def hinges(text: str, at: int) -> list[Hinge]:
    """The conditions in a piece of text that begins at `at`; each ends at its comma or with the text."""
    found: list[Hinge] = []
    for match in CONDITION.finditer(text):
        if found and at + match.start() < found[-1].end:
            continue
        kind = next(k for i, (_, k) in enumerate(CONDITIONS) if match[f"c{i}"] is not None)
        end = _hinge_end(text, match)
        words = text[match.start() : end]
        if SAME_AGAIN.search(words):
            kind = "reciprocity"
        found.append(Hinge(kind, at + match.start(), at + len(text[:end].rstrip(TRAILING))))
    return found


def _hinge_end(text: str, match: re.Match[str]) -> int:
    """A condition set off by commas ends at its comma; one at the end goes on to the end."""
    opened = text[: match.start()].rstrip()
    comma = text.find(",", match.end())
    if comma >= 0 and (not opened or opened.endswith(",")):
        rest = text[comma + 1 :].lstrip()
        if not opened or not re.match(r"(?:and|or|including|such|as|in|when|if|by|which|that)\b", rest):
            return comma
    return len(text)


def _without(page: Page, start: int, end: int, inside: list[Hinge]) -> tuple[Run, str]:
    """The act without the conditions in it, as a run and on one line."""
    pieces, at = [], start
    for hinge in inside:
        pieces.append((at, hinge.start))
        at = hinge.end
    pieces.append((at, end))
    runs = [page.trim(s, e, TRAILING) for s, e in pieces if s < e]
    runs = [run for run in runs if run[0] < run[1]]
    words = " ".join(page.words(*run) for run in runs)
    return (runs[0][0], runs[-1][1]) if runs else (start, start), words


# --- one verb, several acts --------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """One of the acts of a verb that binds: where it stands, and whether its own words turn the force."""

    start: int
    end: int
    turn: Literal["", "not", "yes"] = ""


def parts(text: str, start: int, end: int, promised: bool) -> list[Part]:
    """The acts of one verb, each with its own object.

    promised  the verb takes "to": "undertakes to withdraw X and to dismantle Y"
    """
    found = [Part(start, end)]
    at = start
    for match in JOIN.finditer(text, start, end):
        if match.start() < at or not _splits(text, found[-1].start, match, promised):
            continue
        begin = match.start("neg") if match["neg"] else match.end("join")
        last = found.pop()
        found += [replace(last, end=match.start()), Part(_verb_start(match, begin), end, _turn(match))]
        at = match.end()
    return found


def _turn(match: re.Match[str]) -> Literal["", "not", "yes"]:
    """ "and not to deploy" forbids; "not to deploy X and to withdraw Y" binds to withdraw."""
    if match["neg"] or match["neg2"]:
        return "not"
    return "yes" if (match["to"] or "").startswith("to") and "and" in match["join"] else ""


def _verb_start(match: re.Match[str], begin: int) -> int:
    return max(begin, *(match.end(group) for group in ("neg", "to", "neg2") if match[group]), begin)


def _splits(text: str, start: int, match: re.Match[str], promised: bool) -> bool:
    before = text[start : match.start()]
    if VERB_GROUP.match(before.strip() + " ") or (
        before.lstrip().startswith("be ") and match["verb"].endswith("ing")
    ):
        return False
    join = match["join"].strip()
    gerund = bool(re.match(r"\s*(?:not\s+)?(?:[a-z]+ly\s+)?[a-z]+ing\b", before))
    if match["verb"].endswith("ing") != gerund and match["verb"] != "bring":
        return False
    if match["to"] and match["to"].startswith("to") and not promised:
        return False
    if match["to"] and match["to"].startswith("from") and not gerund:
        return False
    if not (match["to"] and promised) and not join.endswith("nor"):
        if INNER_TO.search(before) and not (join.startswith(",") and len(join) > 1):
            return False
        if RELATIVES.search(before) and not join.startswith(","):
            return False
    return _is_verb(text, match) and (join != "," or _closes_list(text, match))


def _is_verb(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 40]
    if re.match(r"\s*(?:of|and\s+the|,|;|\.|$)", after) and not match["to"]:
        return bool(re.match(r"\s*,?\s*(?:and|or)\s", after)) and not ALSO_NOUNS.match(match["verb"])
    if match["verb"].endswith("ing"):
        return bool(match["to"]) or (
            bool(re.match(r"\s+(?:[a-z]+|[A-Z])", after)) and not re.match(r"\s+(?:and|or|of)\b", after)
        )
    if match["to"] or match["neg"] or not ALSO_NOUNS.match(match["verb"]):
        return True
    return bool(TAKES_OBJECT.match(after))


def _closes_list(text: str, match: re.Match[str]) -> bool:
    """True if verbs joined by commas go on: a bare comma parts acts only inside such a list."""
    for later in JOIN.finditer(text, match.end(), min(len(text), match.end() + 400)):
        word = later["join"].strip(" ,")
        if word and _is_verb(text, later):
            return True
    return not ALSO_NOUNS.match(match["verb"]) and bool(TAKES_OBJECT.match(text, match.end()))


# --- duties -----------------------------------------------------------------------------------------


def duties(
    page: Page, run: Run, names: frozenset[str], before: Bound | None, subject: Bound | None = None
) -> list[Duty]:
    """The duties of one sentence.

    before   who was bound in the sentence before
    subject  who is bound if the sentence begins with its verb: the subject of the list's opening words
    """
    text = page.plain[run[0] : run[1]]
    found: list[Duty] = []
    chain = heads(text, names)
    for i, head in enumerate(chain):
        end = chain[i + 1].cut if i + 1 < len(chain) else len(text)
        bound = found[-1].bound if head.shared and found else None
        lead = text[: head.left] if not i else text[head.cut : head.left]
        one = _Reader(
            page, run, names, bound or (found[-1].bound if found else before), subject if not i else None
        )
        found += one.read(head, end, lead, shared=bound)
        before = found[-1].bound if found else before
    return found


@dataclass(frozen=True)
class _Reader:
    """Reads the duties of one verb that binds, in a sentence at `run`."""

    page: Page
    run: Run
    names: frozenset[str]
    before: Bound | None
    subject: Bound | None

    def read(self, head: Head, end: int, lead: str, shared: Bound | None) -> list[Duty]:
        text = self.page.plain[self.run[0] : self.run[1]]
        words = re.sub(r",\s+(?:which|who)\s+$", "", text[head.left : head.match.start()])
        start = head.match.end()
        force = _force_of(head.match)
        if head.inverted:
            left, start = self._after(text, start, end)
            words, head = text[left:start], replace(head, left=left)
            force = NEGATED.get(force, force)
        bound = shared or self._bound(words, lead)
        if bound.negative and not shared:
            force = NEGATED.get(force, force)
        return list(self._acts(text, head, (start, end), force, bound, lead))

    def _after(self, text: str, start: int, end: int) -> Run:
        """Where the subject of "nor shall either Party ..." stands."""
        match = AFTER.match(text, start, end)
        return match.span("who") if match else (start, start)

    def _bound(self, words: str, lead: str) -> Bound:
        if not words.strip(" ,\n"):
            return self.subject or self.before or implied()
        return bound_of(words, self.names, self._meant(lead) or self.before or self.subject)

    def _meant(self, lead: str) -> Bound | None:
        """Who "it" is after "If a Party ...,": the actor that the condition opens with."""
        if AGREED_THAT.search(lead.strip()[: -len("that")]) and lead.rstrip().endswith("that"):
            actor = opening_actor(lead.lstrip(), self.names)
            return bound_of(actor, self.names, None) if actor else None
        opened = re.match(
            r"\s*(?:if|when|whenever|where|should|in\s+the\s+event\s+that|once|before|after)\s+", lead, re.I
        )
        actor = opening_actor(lead[opened.end() :], self.names) if opened else ""
        return bound_of(actor, self.names, None) if actor else None

    def _acts(
        self, text: str, head: Head, run: Run, force: Force, bound: Bound, lead: str
    ) -> Iterator[Duty]:
        topic = bound if bound.agent else None
        passive = bool(PERFORMED.match(text[run[0] : run[1]].lstrip())) or _is_ban(head.match)
        if passive:
            bound = self._made(bound, text[run[0] : run[1]], head)
        about = (bound.agent and not passive) or (bound.pronoun and not passive)
        promised = bool(re.match(rf"{PROMISE}", head.match.group()))
        leading = hinges(lead, self.run[0] + (0 if head.cut == 0 else head.cut))
        pieces = parts(text, run[0], run[1], promised) if about or not passive else [Part(*run)]
        last = hinges(text[pieces[-1].start : run[1]], self.run[0] + pieces[-1].start)
        common = (
            [h for h in last if h.end >= self.run[0] + len(text[: run[1]].rstrip(TRAILING))]
            if len(pieces) > 1 and text[pieces[-1].start - 3 : pieces[-1].start] != "to "
            else []
        )
        for i, piece in enumerate(pieces):
            own = hinges(text[piece.start : piece.end], self.run[0] + piece.start)
            first = piece.start if i else self._first(head, bound, passive)
            yield self._duty(
                text,
                piece,
                first,
                force,
                bound,
                own,
                leading + (common if i < len(pieces) - 1 else []),
                about,
                head,
                topic,
            )

    def _first(self, head: Head, bound: Bound, passive: bool) -> int:
        """Where the words of a duty begin: at the verb, or at a subject that says no or is acted on."""
        if head.shared or (bound.agent and not bound.negative and not passive):
            return head.match.start()
        return head.left

    def _made(self, bound: Bound, predicate: str, head: Head) -> Bound:
        """Who is bound where a thing is acted on: whoever is named with "by", else its owner."""
        if not bound.agent and not bound.note and not bound.pronoun:
            named = MAKERS.search(predicate)
            return (
                replace(bound_of(named["who"], self.names, None), negative=bound.negative, agent=False)
                if named and actor_at(named["who"], self.names)
                else bound
            )
        named = MAKERS.search(predicate)
        if named and actor_at(named["who"], self.names):
            return replace(bound_of(named["who"], self.names, None), negative=bound.negative, agent=False)
        return implied(bound.negative)

    def _duty(
        self,
        text: str,
        piece: Part,
        first: int,
        force: Force,
        bound: Bound,
        own: list[Hinge],
        other: list[Hinge],
        about: bool,
        head: Head,
        topic: Bound | None,
    ) -> Duty:
        force, start = _turned(text, piece, force)
        at = self.run[0]
        end = at + len(DANGLING.sub("", text[: piece.end]).rstrip(TRAILING))
        from_ = (
            at + start
            if about
            else at + (head.left if piece.start >= head.match.end() and first == head.left else first)
        )
        act_run, act = _without(
            self.page, from_, end, [h for h in own if h.start >= from_ and h.end <= end]
        )
        hinged = own + other
        exception = next((h for h in hinged if h.kind == "exception"), None)
        trigger = next((h for h in hinged if h.kind != "exception"), None)
        notes: tuple[str, ...] = (bound.note,) if bound.note else ()
        if any(h in other for h in (exception, trigger) if h and h.start > end):
            notes += ("What is excepted could be meant for the last act alone.",)
        return Duty(
            at + first,
            end,
            self.run,
            bound,
            force,
            lower_first(act) if about else act,
            act_run,
            exception,
            trigger,
            notes,
            topic,
        )


def _is_ban(match: re.Match[str]) -> bool:
    return bool(re.search(r"(?:prohibited|forbidden|banned|permitted|allowed)\s*$", match.group()))


def _turned(text: str, piece: Part, force: Force) -> tuple[Force, int]:
    """Force and start of an act whose own words say not: "not deploy", "refrain from", "deploy no"."""
    start = piece.start
    if piece.turn == "not":
        force = NEGATED.get(force, force)
    if piece.turn == "yes":
        force = AFFIRMED.get(force, force)
    refrain = REFRAIN.match(text, start, piece.end)
    if refrain:
        return NEGATED.get(force, force), refrain.end()
    if NONE_OF.match(text, start, piece.end) and force == "shall":
        return "shall not", start
    return force, start + len(text[start:]) - len(text[start:].lstrip())


# --- items of a list --------------------------------------------------------------------------------


def forbids_things(duty: Duty) -> bool:
    """True if a list of things is forbidden or permitted: "The following are prohibited:"."""
    return duty.act.lower().startswith(("the following", "the use of the following")) and bool(
        re.search(r"\b(?:prohibited|forbidden|banned|permitted|allowed)\b", duty.act)
    )


def lists_acts(duty: Duty) -> bool:
    """True if the words that open a list say only "the following measures", and the items say which."""
    return not duty.act or bool(FOLLOWING.search(duty.act))


def item_duties(page: Page, run: Run, names: frozenset[str], above: Duty) -> list[Duty]:
    """The duties of a list's item that is no sentence of its own: `above` opened the list."""
    text = ITEM_END.sub("", page.plain[run[0] : run[1]])
    verb = ITEM_VERB.match(text)
    lead = (verb["lead"] or "").lower() if verb else ""
    start = len(lead)
    force = NEGATED.get(above.force, above.force) if "not" in lead else above.force
    acts = verb and lists_acts(above)
    pieces = parts(text, start, len(text), "to" in lead.split()) if acts else [Part(start, len(text))]
    return [_item(page, run[0], text, piece, above, force) for piece in pieces]


def _item(page: Page, at: int, text: str, piece: Part, above: Duty, force: Force) -> Duty:
    force, start = _turned(text, piece, force)
    own = hinges(text[piece.start : piece.end], at + piece.start)
    end = at + len(text[: piece.end].rstrip(TRAILING))
    act_run, words = _without(page, at + start, end, own)
    act = words if lists_acts(above) else f"{above.act} {words}"
    opened = above.sentence[0] if end - above.sentence[0] < LONGEST else at
    exception = next((h for h in own if h.kind == "exception"), above.exception)
    trigger = next((h for h in own if h.kind != "exception"), above.condition)
    return replace(
        above, start=at + piece.start, end=end, sentence=(opened, end), force=force, act=act,
        act_run=act_run, exception=exception, condition=trigger,
    )  # fmt: skip


def is_verbal(text: str) -> bool:
    """True if an item begins with what is to be done, and not with a thing."""
    match = ITEM_VERB.match(text)
    if not match or (
        match["verb"].lower().endswith("ing") and not match["lead"] and match["verb"].lower() != "bring"
    ):
        return bool(match) and bool(
            re.match(r"\s*[a-z]+ing\s+(?:the|any|all|its|their|a|an|from)\b", text, re.I)
        )
    if match["lead"] or not ALSO_NOUNS.match(match["verb"].lower()):
        return not re.match(r"\s+of\b", text[match.end() :])
    return bool(TAKES_OBJECT.match(text[match.end() :]))
