"""In: a page and the tree of its clauses. Out: whether they are those of a treaty or a draft of one."""

from __future__ import annotations

import re

from detente.reading.treaty.page import Page
from detente.reading.treaty.sentences import sentences
from detente.reading.treaty.tree import Clause
from detente.reading.treaty.wording import BINDING

LEAST_DENSITY = 0.3
"""Sentences with a verb that binds, of all sentences in the clauses."""
PARTED = re.compile(r"(?:Part|Chapter|Title)\b")
LEAST_SHARE = 0.5
"""Part of the text that stands in clauses."""


def _numbered(tree: tuple[Clause, ...]) -> int:
    """How many articles there are, or top-level paragraphs where there are no articles."""
    articles = {
        c.path for c in tree if re.match(r"(?:Article|Section|Point|Clause|Paragraph)\b", c.path[-1])
    }
    plain = {c.path for c in tree if len(c.path) == 1 and c.path[0].isdigit()}
    parted = {c.path for c in tree if len(c.path) == 2 and PARTED.match(c.path[0]) and c.path[1].isdigit()}
    return max(len(articles), len(plain) - 1, len(parted) - 1)


def _density(page: Page, tree: tuple[Clause, ...]) -> float:
    """The share of sentences in the clauses that hold a verb that binds in treaty manner."""
    all_ = binding = 0
    for clause in tree:
        if clause.kind in ("preamble", "closing"):
            continue
        for run in clause.runs:
            for start, end in sentences(page, *run):
                all_ += 1
                binding += bool(BINDING.search(page.plain, start, end)) or bool(clause.chapeau)
    return binding / all_ if all_ else 0.0


def _share(tree: tuple[Clause, ...]) -> float:
    """The part of the text's words that stands in articles and numbered clauses."""
    length = {True: 0, False: 0}
    for clause in tree:
        length[clause.kind not in ("preamble", "closing")] += sum(end - start for start, end in clause.runs)
    return length[True] / max(1, length[True] + length[False])


def is_built_as_treaty(page: Page, tree: tuple[Clause, ...]) -> bool:
    """True if there are numbered clauses, half of the text stands in them, and many bind somebody."""
    return _numbered(tree) >= 2 and _share(tree) >= LEAST_SHARE and _density(page, tree) >= LEAST_DENSITY
