"""In: the tables of words under words/. Out: sets of word forms to ask of, made once.

shapes.yaml and acts.yaml hold base forms, from which the inflected ones are made; forms.txt holds words
that are asked for just as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from detente.case.acts import ActKind
from detente.case.statements import Stance
from detente.files.nodes import plain
from detente.files.store import keep, key, recall
from detente.files.yaml_tree import read_yaml
from detente.reading.inflection import noun_forms, verb_forms
from detente.reading.ingest.tables import sections

KEPT = "tables 1"
"""Goes into the name that a parsed table is kept under: other form, other name."""
WORDS = Path(__file__).parent / "words"
NOUN = "noun:"
"""Before the stance, in the name of a section of forms.txt."""


@dataclass(frozen=True)
class Table:
    """One list of words: single words in every form, and phrases as they stand."""

    words: frozenset[str]
    phrases: tuple[str, ...]

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def within(self, text: str) -> bool:
        """True if one of the phrases, or of the words, stands in a text of words parted by spaces."""
        padded = f" {text} "
        return any(f" {one} " in padded for one in self.phrases) or not self.words.isdisjoint(text.split())

    def is_whole(self, text: str) -> bool:
        """True if a text is one of the phrases or words, whatever the spaces and capitals."""
        phrase = " ".join(text.lower().split())
        return phrase in self.phrases or phrase in self.words


@dataclass(frozen=True)
class ActRule:
    """A kind of act: (verb forms, words of which one must stand with it), and nouns that tell of it."""

    kind: ActKind
    verbs: tuple[tuple[frozenset[str], frozenset[str]], ...]
    nouns: Table


@cache
def shapes() -> Mapping[str, Table]:
    """The lists of shapes.yaml, in every form, and those of forms.txt, as they stand, by name."""
    inflected = {name: table(words) for name, words in _raw("shapes.yaml").items()}
    standing = {name: words for name, words in sections("forms").items() if words and NOUN not in name}
    return inflected | {name: _as_they_stand(words) for name, words in standing.items()}


@cache
def noun_stances() -> Mapping[str, Stance]:
    """The stance of each noun that gives one to its verb: "willingness", "refusal"."""
    return {
        noun: cast(Stance, name.removeprefix(NOUN))
        for name, nouns in sections("forms").items()
        if name.startswith(NOUN)
        for noun in nouns
    }


@cache
def acts() -> tuple[ActRule, ...]:
    """The rules of acts.yaml, in order."""
    return tuple(
        ActRule(one["kind"], tuple(_verb(verb) for verb in one["verbs"]), table(one["nouns"]))
        for one in _raw("acts.yaml")["acts"]
    )


def pattern(form: str, name: str) -> re.Pattern[str]:
    """A pattern for the words and phrases of a table where `form` has `{}`; capitals do not matter."""
    one = shapes()[name]
    words = "|".join(sorted(map(re.escape, (*one.words, *one.phrases)), reverse=True))
    return re.compile(form.format(words), re.IGNORECASE)


def table(words: Iterable[str]) -> Table:
    """Words in every form; phrases as they stand, but those that begin with "to " in the verb's forms."""
    listed = [word.lower() for word in words]
    single = frozenset(form for word in listed if " " not in word for form in forms(word))
    return Table(single, tuple(form for word in listed if " " in word for form in _phrases(word)))


def _phrases(phrase: str) -> Iterable[str]:
    """ "To go back on": "goes back on", "went back on"."""
    return sorted(verb_forms(phrase.removeprefix("to "))) if phrase.startswith("to ") else (phrase,)


def forms(word: str) -> frozenset[str]:
    """The forms of a verb or noun, its base form included."""
    return verb_forms(word) | noun_forms(word)


def _as_they_stand(words: Iterable[str]) -> Table:
    single = frozenset(word for word in words if " " not in word)
    return Table(single, tuple(word for word in words if " " in word))


def _verb(line: str) -> tuple[frozenset[str], frozenset[str]]:
    words = line.split(" + ")
    beside = frozenset(form for word in words[1:] for form in forms(word))
    return forms(words[0]), beside


@cache
def _raw(name: str) -> Mapping[str, Any]:
    """A table's file, parsed once and kept in the cache folder under its content."""
    text = (WORDS / name).read_text(encoding="utf-8")
    known = recall(dict[str, Any], key(KEPT, name, text))
    if known is None:
        node, faults = read_yaml(text, name)
        if node is None or faults:
            raise ValueError(f"{name} is broken: {faults}")
        known = cast(dict[str, Any], plain(node))
        keep(dict[str, Any], key(KEPT, name, text), known)
    return known
