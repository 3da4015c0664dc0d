"""In: a document. Out: whether it is a treaty or a draft of one."""

from __future__ import annotations

import re

from detente.reading.document import Document
from detente.reading.treaty.page import Page, page_of
from detente.reading.treaty.sentences import sentences
from detente.reading.treaty.tree import Clause, clauses_of, nodes_of

LEAST_DENSITY = 0.3
"""Sentences with a verb that binds, of all sentences in the clauses."""
LEAST_SHARE = 0.5
"""Part of the text that stands in clauses."""
FORMULA = re.compile(
    r"\b(?:(?:have|has)\s+agreed\s+(?:as\s+follows|on\s+the\s+following|to\s+the\s+following)"
    r"|hereinafter\s+(?:referred|called)"
    r"|[Tt]he\s+(?:High\s+)?(?:Contracting\s+|States\s+)?Parties\b|(?:[Ee]ach|[Nn]either|[Nn]o"
    r"|[Ee]ither)\s+(?:Party|Side)\b|[Tt]he\s+(?:two\s+)?[Ss]ides\b)"
)
TITLE = re.compile(
    r"\b(?:TREATY|AGREEMENT|PROTOCOL|CONVENTION|MEMORANDUM|PACT|ACCORD|Treaty|Agreement|Protocol"
    r"|Convention|Memorandum|Pact|Accord)\b"
)
BINDING = re.compile(r"\b(?:shall|undertakes?|(?:is|are)\s+prohibited)\b")
NEWS = re.compile(r"\b(?:said|told|according\s+to|reported|announced)\b")


def _numbered(tree: tuple[Clause, ...]) -> int:
    """How many articles there are, or top-level paragraphs where there are no articles."""
    articles = {c.path for c in tree if re.match(r"(?:Article|Section)\b", c.path[-1])}
    plain = {c.path for c in tree if len(c.path) == 1 and c.path[0].isdigit()}
    return max(len(articles), len(plain) - 1)


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


def is_treaty(document: Document) -> bool:
    """True if the document is a treaty or a draft of one: numbered clauses, most of which bind somebody.

    A news page that quotes an article, or a communiqué with numbered paragraphs, is none.
    """
    page = page_of(document)
    tree = clauses_of(page, nodes_of(page))
    if _numbered(tree) < 2 or _density(page, tree) < LEAST_DENSITY or _share(tree) < LEAST_SHARE:
        return False
    if len(NEWS.findall(page.plain)) > len(BINDING.findall(page.plain)) / 3:
        return False
    return bool(FORMULA.search(page.plain)) or bool(TITLE.search(page.plain[:400]))
