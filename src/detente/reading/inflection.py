"""A word in base form in, its other forms out; a word in any form in, the key that they all share out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

IRREGULAR: Mapping[str, tuple[str, ...]] = {
    "arise": ("arisen", "arose"),
    "be": ("am", "are", "been", "being", "is", "was", "were"),
    "bear": ("bore", "borne"),
    "become": ("became",),
    "begin": ("began", "begun"),
    "bid": (),
    "bind": ("bound",),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "bring": ("brought",),
    "build": ("built",),
    "buy": ("bought",),
    "cast": (),
    "choose": ("chose", "chosen"),
    "cling": ("clung",),
    "come": ("came",),
    "creep": ("crept",),
    "cut": (),
    "deal": ("dealt",),
    "dig": ("dug",),
    "do": ("did", "does", "done"),
    "draw": ("drawn", "drew"),
    "drive": ("driven", "drove"),
    "fall": ("fallen", "fell"),
    "feed": ("fed",),
    "feel": ("felt",),
    "fight": ("fought",),
    "find": ("found",),
    "flee": ("fled",),
    "fly": ("flew", "flown"),
    "forbid": ("forbade", "forbidden"),
    "foresee": ("foresaw", "foreseen"),
    "forget": ("forgot", "forgotten"),
    "forgo": ("forgoes", "forgone", "forwent"),
    "freeze": ("froze", "frozen"),
    "get": ("got", "gotten"),
    "give": ("gave", "given"),
    "go": ("goes", "gone", "went"),
    "grow": ("grew", "grown"),
    "hang": ("hung",),
    "have": ("had", "has"),
    "hear": ("heard",),
    "hide": ("hid", "hidden"),
    "hit": (),
    "hold": ("held",),
    "hurt": (),
    "keep": ("kept",),
    "know": ("knew", "known"),
    "lay": ("laid",),
    "lead": ("led",),
    "leave": ("left",),
    "lend": ("lent",),
    "let": (),
    "light": ("lit",),
    "lose": ("lost",),
    "make": ("made",),
    "mean": ("meant",),
    "meet": ("met",),
    "mislead": ("misled",),
    "overcome": ("overcame",),
    "overfly": ("overflew", "overflown"),
    "override": ("overridden", "overrode"),
    "overrun": ("overran",),
    "oversee": ("oversaw", "overseen"),
    "overthrow": ("overthrew", "overthrown"),
    "pay": ("paid",),
    "put": (),
    "quit": (),
    "read": (),
    "rebuild": ("rebuilt",),
    "retake": ("retaken", "retook"),
    "rewrite": ("rewritten", "rewrote"),
    "ring": ("rang", "rung"),
    "rise": ("risen", "rose"),
    "run": ("ran",),
    "say": ("said",),
    "see": ("saw", "seen"),
    "seek": ("sought",),
    "sell": ("sold",),
    "send": ("sent",),
    "set": (),
    "shake": ("shaken", "shook"),
    "shed": (),
    "shoot": ("shot",),
    "show": ("shown",),
    "shrink": ("shrank", "shrunk"),
    "shut": (),
    "sink": ("sank", "sunk"),
    "sit": ("sat",),
    "speak": ("spoke", "spoken"),
    "spend": ("spent",),
    "spin": ("spun",),
    "split": (),
    "spread": (),
    "spring": ("sprang", "sprung"),
    "stand": ("stood",),
    "steal": ("stole", "stolen"),
    "stick": ("stuck",),
    "strike": ("stricken", "struck"),
    "swear": ("swore", "sworn"),
    "sweep": ("swept",),
    "swing": ("swung",),
    "take": ("taken", "took"),
    "tear": ("tore", "torn"),
    "tell": ("told",),
    "think": ("thought",),
    "throw": ("threw", "thrown"),
    "undergo": ("undergone", "underwent"),
    "understand": ("understood",),
    "undertake": ("undertaken", "undertook"),
    "undo": ("undid", "undoes", "undone"),
    "unfreeze": ("unfroze", "unfrozen"),
    "uphold": ("upheld",),
    "wear": ("wore", "worn"),
    "win": ("won",),
    "withdraw": ("withdrawn", "withdrew"),
    "withhold": ("withheld",),
    "write": ("written", "wrote"),
}
"""Verbs whose past is not made with -ed, each with the forms that no rule gives."""

SPELLINGS: Mapping[str, str] = {
    "center": "centre",
    "color": "colour",
    "defense": "defence",
    "favor": "favour",
    "harbor": "harbour",
    "honor": "honour",
    "labor": "labour",
    "maneuver": "manoeuvre",
    "neighbor": "neighbour",
    "offense": "offence",
    "program": "programme",
    "skeptical": "sceptical",
    "ton": "tonne",
}
"""One spelling of a word for its other one."""

VOWELS = "aeiou"
SHORTEST = 3
"""Words of this many letters or fewer have no ending to take off, except a plural's s."""


@cache
def verb_forms(phrase: str) -> frozenset[str]:
    """Every form of a phrase whose first word is a verb: "rule out", "rules out", "ruled out"."""
    head, gap, rest = phrase.partition(" ")
    return frozenset(form + gap + rest for form in (head, *IRREGULAR.get(head, ()), *_regular(head)))


def noun_forms(phrase: str) -> frozenset[str]:
    """A phrase whose last word is a noun, in the singular and the plural."""
    return frozenset((phrase, _with_s(phrase)))


def _regular(verb: str) -> Iterator[str]:
    if verb == "be":
        return
    yield _with_s(verb)
    for base in _before_endings(verb):
        yield base + "ing"
        if verb not in IRREGULAR:
            yield _past(base, verb)


def _before_endings(verb: str) -> tuple[str, ...]:
    """What -ing and -ed are put to: without its e, and with the last letter twice where that can be."""
    if verb.endswith("e") and not verb.endswith(("ee", "be")):
        return (verb[:-1],)
    closed = (
        len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS
    )
    return (verb, verb + verb[-1]) if closed else (verb,)


def _past(base: str, verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ied"
    return base + ("d" if base.endswith("e") else "ed")


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


_BASE = {form: base for base, forms in IRREGULAR.items() for form in forms} | {
    "agreed": "agree",
    "flies": "fly",
    "freed": "free",
    "used": "use",
    "using": "use",
}
_KEPT_S = ("ss", "us", "is")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The key that a word in lower case shares with its other forms: not itself a word.

    "withdrew", "withdrawing" and "withdraw" have one key, and so have "defense" and "defence".
    """
    if word not in _BASE:
        word = SPELLINGS.get(_singular(word), _singular(word))
    if word in _BASE:
        word = _BASE[word]
    elif len(word) > SHORTEST:
        word = _without_ending(word)
    word = word.removesuffix("e") if len(word) > SHORTEST else word
    word = word.replace("isation", "ization")
    word = word[:-2] + "iz" if len(word) > SHORTEST + 2 and word.endswith("is") else word
    return word[:-1] if len(word) > SHORTEST and word[-1] == word[-2] else word


def _singular(word: str) -> str:
    if len(word) <= SHORTEST or not word.endswith("s") or word.endswith(_KEPT_S):
        return word
    if word.endswith("ies") and len(word) > SHORTEST + 2:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zzes")) else word[:-1]


def _without_ending(word: str) -> str:
    if word.endswith("ied"):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= SHORTEST and any(letter in VOWELS + "y" for letter in base):
            return base
    return word
