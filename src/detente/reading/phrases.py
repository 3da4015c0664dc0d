"""In: a noun of a tree. Out: the words around it that belong to it: its phrase, and the words of a name."""

from __future__ import annotations

from detente.reading.finder import word_set
from detente.reading.grammar import WRITTEN_MARKS
from detente.reading.tables import shapes
from detente.reading.trees import Tree

INNER = word_set(
    "det amod compound poss nummod nmod quantmod case predet punct conj advmod npadvmod dep",
)
"""Relations of the words before a noun that belong to its phrase."""
OFFICE_PREPOSITIONS = word_set("of for from in at with on to by")
NO_START = WRITTEN_MARKS | {":", "HYPH", "RB", ".", "CC"}
"""Tags that no phrase begins with."""
NAME_TAGS = ("NNP", "HYPH", "NN", "JJ", "NNPS")
ARTICLES = ("a", "an", "the")


def extent(tree: Tree, noun: int) -> tuple[int, int]:
    """First and last word of a noun's phrase: with its office and what it is of, without its clauses."""
    first = last = noun
    for kid in tree.kids[noun]:
        if kid < noun:
            first = min(first, tree.left[kid]) if tree.deps[kid] in INNER else first
        else:
            last = _reached(tree, kid, last)
    while first < noun and tree.tags[first] in NO_START:
        first += 1
    return first, last


def _reached(tree: Tree, kid: int, last: int) -> int:
    """How far a phrase goes with a word after its noun: "of", "and", a number."""
    dep = tree.deps[kid]
    if dep == "prep" and tree.lower[kid] in OFFICE_PREPOSITIONS and kid <= last + 1:
        noun = tree.child(kid, "pobj")
        return max(last, extent(tree, noun)[1] if noun is not None else kid)
    if dep == "conj" and tree.is_noun(kid) and kid <= last + 3:
        return max(last, extent(tree, kid)[1])
    return kid if dep == "nummod" and kid == last + 1 else last


def place_of(tree: Tree, noun: int) -> tuple[int, int]:
    """Code points of a noun's phrase."""
    return tree.place(*extent(tree, noun))


def neat(text: str) -> str:
    """Words without the marks around them, with single spaces."""
    return " ".join(text.strip(" ,;:\"“”'").split())


def without_article(text: str) -> str:
    """ "Envoy" for "the envoy"."""
    head, _, rest = text.partition(" ")
    return rest if head.lower() in ARTICLES and rest else text


def is_proper(tree: Tree, word: int) -> bool:
    """A proper noun, or the second half of a hyphenated one, which the parser takes for a common noun."""
    if tree.tags[word] in ("NNP", "NNPS"):
        return True
    joined = word > 1 and tree.tags[word - 1] == "HYPH" and tree.is_noun(word)
    return joined and tree.words[word - 2][:1].isupper()


def name_words(tree: Tree, word: int) -> list[int]:
    """The words of a proper name that ends at this head, titles included."""
    found = [word]
    for kid in reversed(tree.kids[word]):
        inner = tree.deps[kid] in ("compound", "nmod", "punct") and tree.tags[kid] in NAME_TAGS
        if inner and kid == found[0] - 1:
            found.insert(0, kid)
    before = found[0] - 1
    while before >= 0 and tree.tags[before] == "NNP" and tree.heads[before] == word:
        found.insert(0, before)
        before -= 1
    return found


def title_and_name(tree: Tree, word: int) -> tuple[list[int], list[int]]:
    """The titles before a proper name, and the name itself."""
    words = name_words(tree, word)
    cut = max((index + 1 for index, one in enumerate(words) if _is_title(tree.lower[one])), default=0)
    return words[:cut], words[cut:]


def _is_title(word: str) -> bool:
    return word.rstrip(".") in shapes()["titles"] or word in shapes()["titles"]
