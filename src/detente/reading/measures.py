"""A case's measures in; out, the one that carries an issue in the words of a sentence, if just one does."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from detente.case.case import Case
from detente.case.measures import Measure
from detente.reading.finder import tokens, word_set
from detente.reading.inflection import stem

SHARES: Mapping[str, float] = {"title": 1.0, "short": 1.0, "levels": 0.6, "note": 0.2}
"""How much a word counts that a sentence has in common with a measure's title, short form, levels, note."""

LEAD = 1.25
"""How many times the score of the next measure the best one needs, so that it may be named."""
SHORTEST = 3
FUNCTION_WORDS = word_set(
    "the and for from with that this any are not its their than above below near other others into out of "
    "as today which who what each all more less under over between within beyond such one two no limit"
)


@dataclass(frozen=True, eq=False)
class Measures:
    """What each issue may be carried by, and the words that each measure is told from the others by.

    carried  issue -> ids of the measures that may carry it
    words    measure -> stem -> how much it counts
    """

    carried: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def chooser(self, stems: tuple[str, ...]) -> Callable[[str], str | None]:
        """For the words of a sentence, as stems: a function from an issue to its measure, or None."""
        said = frozenset(stems)

        def fit(issue: str) -> str | None:
            candidates = self.carried.get(issue, ())
            if len(candidates) == 1:
                return candidates[0]
            return _clear_winner({one: self._score(one, said) for one in candidates})

        return fit

    def _score(self, measure: str, said: frozenset[str]) -> float:
        return sum(share for word, share in self.words[measure].items() if word in said)


def measures_of(
    case: Case,
    written: Mapping[str, tuple[str, ...]],
    issues_in: Callable[[str], Iterable[str]],
    names: Mapping[str, tuple[str, ...]],
) -> Measures:
    """The measures of a case, ready to be chosen from.

    written    issue -> measures, as the vocabulary of the case says it; an issue that is not in it is
               carried by the measures in whose title or short form it is named, of those that no issue has
    issues_in  the issues that a text names
    names      actor -> words that name it
    """
    by_issue: dict[str, tuple[str, ...]] = {}
    given = {one for ids in written.values() for one in ids}
    for measure in (one for one in case.measures if one.id not in given):
        for issue in issues_in(_heading(measure)):
            by_issue[issue] = (*by_issue.get(issue, ()), measure.id)
    known = {measure.id for measure in case.measures}
    said = {issue: tuple(one for one in ids if one in known) for issue, ids in written.items()}
    return Measures(
        {**by_issue, **{issue: ids for issue, ids in said.items() if ids}}, _told_apart(case, names)
    )


def _clear_winner(scores: Mapping[str, float]) -> str | None:
    ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    if not ranked or ranked[0][1] <= 0:
        return None
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1] > LEAD * second else None


def _heading(measure: Measure) -> str:
    return f"{measure.title}. {measure.short or ''}"


def _told_apart(case: Case, names: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, float]]:
    """Each measure's words; one that several measures share counts less, one that all share nothing."""
    raw = {measure.id: _weighed(measure, names) for measure in case.measures}
    spread = Counter(word for words in raw.values() for word in words)
    return {
        one: {word: share * math.log(1 + len(raw) / spread[word]) for word, share in words.items()}
        for one, words in raw.items()
    }


def _weighed(measure: Measure, names: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    parts = {
        "title": measure.title,
        "short": measure.short or "",
        "levels": " ".join(level.text for level in measure.levels),
        "note": measure.note or "",
    }
    words: dict[str, float] = {}
    for part, text in parts.items():
        for word in _content(text):
            words[word] = max(words.get(word, 0.0), SHARES[part])
    if len(measure.binds) == 1:
        for name in names.get(measure.binds[0], ()):
            words.update({word: SHARES["levels"] for word in _content(name) if word not in words})
    return words


def _content(text: str) -> Iterator[str]:
    for token in tokens(text):
        word = token.word.lower()
        if len(word) >= SHORTEST and word not in FUNCTION_WORDS:
            yield stem(word)
