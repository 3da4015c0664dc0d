"""In: a tree and a figure in it. Out: the words that say where what it counts is, by the figure's clause.

The figure's own module reads a place that stands directly behind it. This one asks the grammar: which
"in", "at" or "near" hangs on the counted noun, or on the verb that tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.reading.tables import Table, table
from detente.reading.trees import Tree

WHERE = frozenset({
    "in", "at", "near", "on", "along", "around", "inside", "within", "across", "off", "over",
    "outside", "above", "beyond", "behind", "beside", "between",
})  # fmt: skip
"""Prepositions that say where something is."""
WHITHER = frozenset({"to", "into", "onto", "towards", "toward"})
"""Prepositions that say where it went: asked when nothing says where it is."""
SITES: Table = table([
    "border", "frontier", "region", "coast", "line", "zone", "province", "strait", "base", "site",
    "port", "area", "exclave", "enclave", "territory", "village", "town", "city", "island", "shoal",
    "reef", "valley", "ridge", "corridor", "airspace", "front", "district", "harbour", "airfield",
    "capital", "peninsula", "crossing", "camp", "garrison", "plant", "facility", "prison", "river",
    "bridge", "pass", "plateau",
])  # fmt: skip
"""Nouns that name a place without a capital."""
DAYS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "christmas", "easter",
})  # fmt: skip
UNPLACED: Table = table([
    "second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "time",
    "percent", "percentage", "point", "cent", "dollar", "euro", "kilogram", "kg", "%",
])  # fmt: skip
"""What is counted nowhere: time, shares, money, weight."""
LEAVING: Table = table([
    "withdraw", "withdrawal", "remove", "pull", "depart", "departure", "leave", "evacuate",
])  # fmt: skip
"""With these, "from" says where it was."""
REACHING: Table = table([
    "visit", "enter", "reach", "strike", "shell", "bomb", "attack", "hit", "raid",
])  # fmt: skip
"""Verbs whose object may be the place."""
LENGTHS: Table = table(["kilometre", "kilometer", "km", "mile", "metre", "meter"])
"""Of these, "of" and "from" say where they are counted from: "within 30 kilometres of the border"."""
COMPASS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})
TITLES = ("compound", "det", "amod", "poss", "nmod", "nummod", "quantmod")
FARTHEST = 8
"""Steps from a figure up to the verb that tells of it."""


def place_from_tree(tree: Tree, figure_start: int, figure_end: int) -> tuple[int, int] | None:
    """Where what a figure counts is: first code point, one past the last; None if it is not said.

    figure_start, figure_end   the figure's words in the document, as code points
    """
    first, last = tree.first_at(figure_start), tree.first_at(figure_end) - 1
    if last < first or any(tree.lower[word] in UNPLACED for word in range(first, last + 1)):
        return None
    anchors = list(dict.fromkeys(_anchors(tree, first, last)))
    for ask in (_where, _reached, _whither, _whence):
        for anchor in anchors:
            for noun in ask(tree, anchor):
                if not first <= noun <= last:
                    return tree.starts[_beginning(tree, noun)], tree.ends[_end(tree, noun)]
    return None


# ---- what a place may hang on


def _anchors(tree: Tree, first: int, last: int) -> Iterator[int]:
    """The counted noun, the words up to its verb, what carries that on, and what it hangs on."""
    word = next((one for one in range(first, last + 1) if not first <= tree.heads[one] <= last), last)
    for _ in range(FARTHEST):
        yield word
        yield from tree.children(word, "appos")
        if tree.heads[word] == word or (tree.is_verb(word) and tree.deps[word] != "acl"):
            break
        word = tree.heads[word]
    yield from _below(tree, word)
    if tree.deps[word] == "relcl":
        yield from _above(tree, tree.heads[word])
    elif tree.deps[word] == "conj" and tree.is_verb(tree.heads[word]):
        yield tree.heads[word]
        yield from _below(tree, tree.heads[word])


def _below(tree: Tree, verb: int) -> Iterator[int]:
    """The words in which a verb is carried on: "were due to begin", "closed a strip along the border"."""
    for word in tree.children(verb, "acomp", "xcomp", "prt", "advmod", "dobj"):
        yield word
        if tree.deps[word] in ("acomp", "xcomp"):
            yield from _below(tree, word)


def _above(tree: Tree, noun: int) -> Iterator[int]:
    """A noun and those that it is the "of" of: "an exchange of fire"."""
    yield noun
    while tree.deps[noun] == "pobj" and tree.lower[tree.heads[noun]] == "of":
        noun = tree.heads[tree.heads[noun]]
        yield noun


# ---- places under a word


def _where(tree: Tree, anchor: int) -> Iterator[int]:
    yield from _under(tree, anchor, WHERE)


def _whither(tree: Tree, anchor: int) -> Iterator[int]:
    """Where it went; what only may, will or would go is not there yet."""
    if not any(tree.tags[kid] == "MD" for kid in tree.children(anchor, "aux")):
        yield from _under(tree, anchor, WHITHER)


def _whence(tree: Tree, anchor: int) -> Iterator[int]:
    if tree.lower[anchor] in LEAVING:
        yield from _under(tree, anchor, frozenset({"from"}))


def _reached(tree: Tree, anchor: int) -> Iterator[int]:
    if tree.lower[anchor] in REACHING:
        yield from (noun for noun in tree.children(anchor, "dobj") if _is_place(tree, noun))


def _under(tree: Tree, anchor: int, prepositions: frozenset[str]) -> Iterator[int]:
    """The places under the prepositions of a word, and under these: "from Poland near the lake"."""
    for preposition in tree.children(anchor, "prep"):
        fits = tree.lower[preposition] in prepositions or (
            tree.lower[anchor] in LENGTHS and tree.lower[preposition] in ("of", "from")
        )
        for noun in tree.children(preposition, "pobj"):
            if fits and _is_place(tree, noun):
                yield noun
            else:
                yield from _under(tree, noun, prepositions)
        yield from _under(tree, preposition, prepositions)


def _is_place(tree: Tree, noun: int) -> bool:
    return tree.lower[noun] in SITES or _is_name(tree, noun)


def _is_name(tree: Tree, noun: int) -> bool:
    proper = tree.tags[noun] in ("NNP", "NNPS") and tree.words[noun][0].isupper()
    return proper and tree.lower[noun] not in DAYS


# ---- the words of a place


def _beginning(tree: Tree, noun: int) -> int:
    return min((tree.left[kid] for kid in tree.children(noun, *TITLES) if kid < noun), default=noun)


def _end(tree: Tree, noun: int) -> int:
    """Its last word, with the name that makes it a certain one: "its border with Belarus"."""
    further = [kid for kid in tree.children(noun, "advmod") if tree.lower[kid] in COMPASS]
    hanging = [kid for one in (noun, *further) for kid in tree.children(one, "prep") if kid > noun]
    beside = range(noun + 1, min(noun + 2, len(tree)))
    names = (
        name
        for joint in (*hanging, *beside)
        if tree.lower[joint] in ("of", "with", "between")
        for name in tree.children(joint, "pobj")
        if _is_name(tree, name)
    )
    return max(names, default=noun)
