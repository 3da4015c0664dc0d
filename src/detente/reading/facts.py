"""In: a clause's parts. Out: a `Clause`, and what the rules ask of it: its verb, its words, its objects."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.statements import Stance
from detente.reading.forms import Form, no_subject, objects_of, of_none
from detente.reading.tables import shapes
from detente.reading.trees import Tree

Finding = tuple[Stance, str]
"""A stance, and the rule that says so."""


@dataclass(frozen=True)
class Clause:
    """What the rules ask of a clause.

    head         its head
    form         its verb, modality and negation
    words        its words, in lower case, with spaces between them and "not" for every form of it
    own          the subject is the one who says it, or their side
    hangs_on     the words of the condition that it hangs on, or None
    """

    tree: Tree
    head: int
    form: Form
    words: str
    own: bool
    hangs_on: str | None

    @property
    def conditional(self) -> bool:
        """True if something hangs a condition on it."""
        return self.hangs_on is not None

    @property
    def main_words(self) -> str:
        """Its words without those of its condition."""
        return self.words.replace(self.hangs_on, " ") if self.hangs_on else self.words

    @property
    def verb(self) -> str:
        """The acting verb, in lower case."""
        return self.tree.lower[self.form.verb]

    @property
    def will(self) -> bool:
        """True for what will or would be."""
        return self.form.modality in ("will", "would")

    @property
    def about_none(self) -> bool:
        """True if nobody and nothing is its subject: "nobody", "not one soldier", "no sanction"."""
        return of_none(self.tree, self.form.verb) or no_subject(self.tree, self.head)

    @property
    def willing(self) -> Finding:
        """What readiness comes to: refused under "not", conditional where something hangs on it."""
        if self.form.negative:
            return "refuses", "not willing"
        return ("conditional" if self.conditional else "willing"), "willing"

    def has(self, *names: str) -> bool:
        """True if a word or phrase of one of these tables stands in it."""
        return any(shapes()[name].within(self.words) for name in names)

    def does(self, *names: str) -> bool:
        """True if its verb stands in one of these tables."""
        return any(self.verb in shapes()[name] for name in names)

    def objects(self, *names: str) -> list[int]:
        """Its objects, with or without a preposition, that stand in one of these tables."""
        found = (one for one in objects_of(self.tree, self.form.verb))
        return [one for one in found if any(self.tree.lower[one] in shapes()[name] for name in names)]
