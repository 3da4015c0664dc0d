"""In: nothing. Out: the closed classes of English words that the rules go by, such as pronouns and modals.

These are grammar and no vocabulary: nobody adds to them, and no other form is made of them. Words that a
person may want to add to stand in words/shapes.yaml and words/forms.txt.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.proposals import Modality
from detente.reading.finder import word_set

FIRST = word_set("i we us me our my ours myself ourselves")
PERSONAL = word_set("he she him her his")
PLURAL = word_set("they them their both these those")
NEUTER = word_set("it its itself")
RELATIVE = word_set("who which that")
PRONOUNS = FIRST | PERSONAL | PLURAL | NEUTER | RELATIVE | word_set("this one nobody everyone someone")

COPULAS = word_set(
    "stand stands stood is are was were be been being 's 're 'm ’s ’re ’m am remain remains remained",
    "seem seems seemed become became stay stays appear appears appeared sounds looks look",
)
"""Before a predicate that says what its subject is: "is unacceptable", "remains a red line"."""
MODALS: Mapping[str, Modality] = {
    "will": "will", "'ll": "will", "wo": "will", "shall": "will", "sha": "will",
    "would": "would", "'d": "would", "may": "may", "might": "may", "can": "may", "ca": "may",
    "could": "may", "must": "must", "should": "should", "ought": "should",
}  # fmt: skip
PAST_MODALS = word_set("would could 'd")
"""The modals of what is told at one remove: "It would not bargain."."""
OBLIGING = word_set("have has had need needs needed")
"""Before an infinitive, they oblige: "has to leave"."""
ASPECTS = word_set(
    "continue continued continues begin began begun begins start started starts keep kept able try",
    "tried tries trying go",
)
"""Before an infinitive, they leave what is done to it: "continued to deny"."""
NOT = word_set("not n't n’t never")
NEGATIONS = NOT | word_set("no neither nor")
NOTHING = word_set("nothing none nobody neither")

CONTRASTING = word_set("while whereas although though but")
"""Before a clause that says something by itself: "while X insists"."""
ASIDES = CONTRASTING | word_set("as after before because since even when")
"""Before a clause that says something by itself if it has a word of saying: "after Y denied it"."""
CONDITIONING = word_set("if unless should once until as when because since")
"""Before a clause that belongs to what is said: cut off, it would change it."""
CLAUSE_OPENERS = word_set("that which who because but when until as while if unless so to ; since whether")
"""Where a predicate ends."""
WRITTEN_MARKS = frozenset({",", "``", "''", "_SP"})
"""Tags of a comma, a quotation mark and white space."""
EDGES = WRITTEN_MARKS | {":", "CC", ".", "NFP"}
"""Tags that no clause begins or ends with."""
