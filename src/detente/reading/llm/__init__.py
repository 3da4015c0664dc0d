"""In: a document, what the rules read, a model somebody named. Out: the same, and what the model adds.

Nothing here contacts anything unless an `Endpoint` is given. The model proposes words, never places;
the words are looked for in the text, and what is not there is refused.
"""

from detente.reading.llm.client import Endpoint
from detente.reading.llm.locate import locate
from detente.reading.llm.propose import propose
from detente.reading.llm.verify import Verified, verify

__all__ = ["Endpoint", "Verified", "locate", "propose", "verify"]
