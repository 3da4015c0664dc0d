"""A name and the words around it in; out, whether it is an actor, a place, or part of another name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.vocabulary import TermKind
from detente.reading.finder import Token, word_set

TURNING = frozenset({"anti", "non", "pro", "ex", "un", "mid", "sub"})
"""Before a hyphen, they make another word of a name: "pro-Russian" is not Russia."""

PLACING = word_set(
    "across around at in inside into near nearby onto outside over throughout toward towards within",
)
"""Before the name of a state or a seat, they make a place of it."""

PASSING = frozenset({"from", "to"})
"""Before a seat they make a place of it only after a word of moving: not in "a reply from it"."""

MOVING = word_set(
    "arrive arrived arrives arriving back came come comes coming drive drove fled flee fleeing flew",
    "flies flight flights flown fly flying go goes going gone headed heading journey journeyed",
    "recalled return returned returning returns road route train travel traveled travelled travelling",
    "traveling travels trip trips visit visits went",
)

HELD = word_set(
    "accord accords act agreement agreements airport conference convention declaration document",
    "embassy format forum framework group mechanism meeting meetings memorandum principles process",
    "protocol protocols round rounds summit talks treaty",
)
"""After a seat, they tell of something that was made or held there: "the Minsk agreements"."""

NOT_NAMES = word_set(
    "A After Ahead Air All Although Ambassador An And Any Army As At Because Before Besides Between",
    "Both But By Chancellor Congress Defence Defense Deputy Despite During Either Even Every Ex For",
    "Foreign Former From Government Had Has Have He How However If In Instead Into Is It Its King",
    "Last Like Meanwhile Minister Ministry Nations Navy Near Neighboring Neighbouring Neither Next No",
    "Nor Not Now Of Off On Once Only Or Our Over Parliament President Prime Queen Republic Said Says",
    "She Should Since So Still That The Their Then There These They This Those Though Through To",
    "Today Tomorrow Toward Towards Under Unless Unlike Until Warns Was We Were What When Where",
    "Whether Which While Why Will With Within Without Yesterday Yet You",
)
"""Capitalised words that may stand beside the name of a state without being part of a longer name."""


@dataclass(frozen=True)
class Around:
    """A name at its place: the words of the text, and the positions of its first and last word."""

    text: str
    words: Sequence[Token]
    first: int
    last: int

    def turned_round(self) -> bool:
        """True for the second half of "anti-American", "non-NATO"."""
        here = self.words[self.first]
        return here.gap == "-" and self.first > 0 and self.words[self.first - 1].word.lower() in TURNING

    def in_a_name(self, patterns: Sequence[str]) -> bool:
        """True if a pattern "Name *" or "* Name" fits: a capitalised word that makes it a person's name."""
        here = self.text[self.words[self.first].start : self.words[self.last].end]
        after = f"{here} *" in patterns and self.goes_on()
        return after or (f"* {here}" in patterns and self._comes_after_a_name())

    def goes_on(self) -> bool:
        """True if a capitalised word follows that may be part of the same name."""
        return self._capitalised(self.last + 1, self.last + 1)

    def is_a_place(self, kind: TermKind, how: str) -> bool:
        """True if the name says only where something is or was held."""
        if kind == "place":
            return how == "place"
        if kind != "state" or how not in ("name", "seat"):
            return False
        return self._placed(how == "seat") or (how == "seat" and self._word(self.last + 1) in HELD)

    def _placed(self, seat: bool) -> bool:
        definite = self._word(self.first - 1) == "the"
        before = self._word(self.first - 2) if definite else self._word(self.first - 1)
        if definite and before == "at":
            return False
        return before in PLACING or (seat and before in PASSING and self._moving())

    def _moving(self) -> bool:
        return any(self._word(self.first - back) in MOVING for back in (2, 3, 4))

    def _comes_after_a_name(self) -> bool:
        return self._capitalised(self.first - 1, self.first)

    def _capitalised(self, index: int, joint: int) -> bool:
        if not 0 <= index < len(self.words) or self.words[joint].gap != " ":
            return False
        word = self.words[index].word
        return word[0].isupper() and not word.isupper() and word not in NOT_NAMES

    def _word(self, index: int) -> str:
        return self.words[index].word.lower() if 0 <= index < len(self.words) else ""
