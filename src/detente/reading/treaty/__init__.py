"""In: a document. Out: whether it is a treaty, the tree of its clauses, and what they bind whom to.

Three steps, none of which knows a language model: the lines become a tree (`tree`), each clause's
sentences become duties (`duties`), and a duty with its place becomes a proposal (`proposals`). These are
loaded with the first text that is worded like a treaty: their patterns take 0.1 s to compile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.treaty.page import page_of
from detente.reading.treaty.wording import is_worded_as_treaty

if TYPE_CHECKING:
    from detente.case.proposals import Proposal, Voice
    from detente.reading.document import Document
    from detente.reading.treaty.tree import Clause

__all__ = ["clauses", "is_treaty", "numbering", "obligations"]


def is_treaty(document: Document) -> bool:
    """True if the document is a treaty or a draft of one: numbered clauses, most of which bind somebody.

    A news page that quotes an article, or a communiqué with numbered paragraphs, is none.
    """
    if not is_worded_as_treaty(page_of(document)):
        return False
    from detente.reading.treaty.kind import is_built_as_treaty

    return is_built_as_treaty(page_of(document), clauses(document))


def clauses(document: Document) -> tuple[Clause, ...]:
    """The tree of the clauses, in the order of the text: preamble, articles and what is in them, annexes.

    Never fails: a text without any numbers is one clause, and odd numbers are noted on their clause.
    """
    from detente.reading.treaty.tree import clauses_in

    return clauses_in(document)


def numbering(document: Document) -> tuple[str, ...]:
    """What is odd about the numbers in a treaty, in sentences: gaps, repeats, a start that is not 1."""
    return tuple(note for clause in clauses(document) for note in clause.notes)


def obligations(document: Document, author: Voice | None = None) -> tuple[Proposal, ...]:
    """What a treaty's clauses bind whom to: a proposal for each duty, prohibition or permission, in order.

    author  the side that put the text forward. It demands what binds others or everybody, and offers what
            binds itself alone. If none is given, the speaker is the text, and `checks` says so.

    Definitions, counting rules and clauses on the paper itself (entry into force, deposit) give none.
    Figures are not read here: `quantities` is empty.
    """
    from detente.reading.treaty.proposals import proposals

    return tuple(proposals(page_of(document), clauses(document), author))
