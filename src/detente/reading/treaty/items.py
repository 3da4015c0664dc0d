"""In: an item of a list, and the duty whose list it is. Out: the duties of the item."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.case.proposals import Force
from detente.reading.treaty.acts import Part, parts, turned
from detente.reading.treaty.duties import Duty
from detente.reading.treaty.hinges import TRAILING, hinges, without
from detente.reading.treaty.page import Page, Run
from detente.reading.treaty.sentences import LONGEST
from detente.reading.treaty.words import ALSO_NOUNS, NEGATED, NO_CASE, TAKES_OBJECT, VERBS, any_of

FOLLOWING = re.compile(r"\bthe\s+following\b|\bas\s+follows\b|\bthese\s+[a-z]+\s*:?\s*$", re.I)
NOT_LEAD = re.compile(r"\b(?:not|no|never)\b")
PREPOSITIONS = any_of(
    "during pending following regarding concerning according notwithstanding excluding including nothing anything "
    "everything something barring owing failing"
)
"""What ends like a verb in -ing and says nothing that is done."""
ITEM_VERB = re.compile(
    rf"\s*(?P<lead>(?:not\s+to|to\s+not|never\s+to|never|not|to|from|{NO_CASE})\s+)?(?:[a-z]+ly\s+"
    rf"|also\s+)?(?P<verb>(?:{VERBS})|(?!{PREPOSITIONS}\b)[a-z]+ing|be)\b",
    re.I,
)
ITEM_END = re.compile(r"[\s,;]+(?:and/or|and|or)?[\s,;.]*$")


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
    force = NEGATED.get(above.force, above.force) if NOT_LEAD.search(lead) else above.force
    acts = verb and lists_acts(above)
    pieces = parts(text, start, len(text), "to" in lead.split()) if acts else [Part(start, len(text))]
    return [_item(page, run[0], text, piece, above, force) for piece in pieces]


def _item(page: Page, at: int, text: str, piece: Part, above: Duty, force: Force) -> Duty:
    force, start = turned(text, piece, force)
    own = hinges(text[piece.start : piece.end], at + piece.start)
    end = at + len(text[: piece.end].rstrip(TRAILING))
    act_run, words = without(page, at + start, end, own)
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
