"""In: a document. Out: whether it is a treaty, the tree of its clauses, and what they bind whom to.

Three steps, none of which knows a language model: the lines become a tree (`tree`), each clause's
sentences become duties (`grammar`), and a duty with its place becomes a proposal (`proposals`).
"""

from detente.reading.treaty.kind import is_treaty
from detente.reading.treaty.proposals import obligations
from detente.reading.treaty.tree import Clause, clauses, numbering

__all__ = ["Clause", "clauses", "is_treaty", "numbering", "obligations"]
