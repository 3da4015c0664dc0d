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
    "percent", "percentage", "point", "cent", "%",
])  # fmt: skip
"""What is counted nowhere: time and shares."""
MEASURED: Table = table([
    "dollar", "euro", "rouble", "ruble", "rupee", "yuan", "yen", "pound", "rial", "dinar", "kilogram",
    "kg", "kilo", "gram", "ton", "tonne", "barrel", "litre", "liter", "gallon",
])  # fmt: skip
"""Money and weight are somewhere only if their own phrase says so: "two tonnes of gold kept in London"."""
HOLDING: Table = table(["hold", "keep", "detain", "jail", "imprison", "host", "store", "house"])
"""Verbs whose subject, if it is a place, is where their object is: "India holds 300 of them"."""
TALKING: Table = table([
    "agree", "say", "announce", "sign", "propose", "promise", "offer", "discuss", "tell", "ask", "demand",
    "declare", "speak", "talk", "negotiate", "claim", "accuse", "warn", "put", "report",
])  # fmt: skip
"""A place beside these is where it was said."""
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
    counted = tree.lower[first : last + 1]
    if last < first or any(word in UNPLACED for word in counted):
        return None
    measured = any(word in MEASURED for word in counted)
    anchors = list(dict.fromkeys(_own(tree, first, last) if measured else _anchors(tree, first, last)))
    for ask in (_where, _there, _reached, _whither, _whence, _held):
        for anchor in anchors:
            for noun in ask(tree, anchor):
                if not first <= noun <= last:
                    return tree.starts[_beginning(tree, noun)], tree.ends[_end(tree, noun)]
    return None


# ---- what a place may hang on


def _head(tree: Tree, first: int, last: int) -> int:
    """The counted noun: the word of a figure that hangs on none of the others."""
    return next((one for one in range(first, last + 1) if not first <= tree.heads[one] <= last), last)


def _own(tree: Tree, first: int, last: int) -> Iterator[int]:
    """The words of the figure's own phrase; and of what a clause gives as its measure."""
    word = _head(tree, first, last)
    yield from _within(tree, word)
    above = next((one for one in _upwards(tree, word) if tree.deps[one] == "relcl"), None)
    if above is not None:
        yield from _told(tree, tree.heads[above], above)


def _within(tree: Tree, word: int) -> Iterator[int]:
    """A word and what stands under it, but for what is put beside it: "182 kg, about 25 kg of it in X"."""
    yield word
    for kid in tree.kids[word]:
        if tree.deps[kid] not in ("appos", "conj"):
            yield from _within(tree, kid)


def _upwards(tree: Tree, word: int) -> Iterator[int]:
    for _ in range(FARTHEST):
        yield word
        if tree.heads[word] == word:
            return
        word = tree.heads[word]


def _anchors(tree: Tree, first: int, last: int) -> Iterator[int]:
    """The counted noun, the words up to its verb, what carries that on, and what it hangs on."""
    word = _head(tree, first, last)
    yield from _told(tree, word, word)
    for _ in range(FARTHEST):
        if tree.lower[word] not in TALKING:
            yield word
        yield from tree.children(word, "appos")
        if tree.heads[word] == word or (tree.is_verb(word) and tree.deps[word] != "acl"):
            break
        word = tree.heads[word]
    yield from _below(tree, word)
    yield from _further(tree, word)


def _further(tree: Tree, verb: int) -> Iterator[int]:
    """What the clause of a verb hangs on: the noun it tells more of, the verb that it goes on from."""
    chain = [verb]
    while tree.deps[chain[-1]] == "conj" and tree.is_verb(tree.heads[chain[-1]]):
        chain.append(tree.heads[chain[-1]])
    for before in chain[1:]:
        yield before
        yield from _below(tree, before)
    last = chain[-1]
    if tree.deps[last] == "relcl":
        yield from _above(tree, tree.heads[last])
    if tree.deps[last] in ("relcl", "advcl") and _in_which(tree, last):
        for verb in filter(tree.is_verb, _upwards(tree, tree.heads[last])):
            yield verb
            yield from _below(tree, verb)


def _in_which(tree: Tree, verb: int) -> bool:
    """ "A raid near X last week, in which three died": the clause tells more of what was done."""
    return any(
        tree.lower[noun] == "which"
        for preposition in tree.children(verb, "prep")
        for noun in tree.children(preposition, "pobj")
    )


def _told(tree: Tree, noun: int, before: int) -> Iterator[int]:
    """The verbs in which more is told of a noun: "tankers that were reported off", "funds frozen in"."""
    for verb in tree.children(noun, "acl", "relcl"):
        if verb != before:
            yield verb


def _below(tree: Tree, verb: int) -> Iterator[int]:
    """The words in which a verb is carried on: "were due to begin", "closed a strip along the border"."""
    for word in tree.children(verb, "acomp", "xcomp", "prt", "advmod", "dobj"):
        yield word
        if tree.deps[word] in ("acomp", "xcomp"):
            yield from _below(tree, word)


def _above(tree: Tree, noun: int) -> Iterator[int]:
    """A noun and those under which it stands: "an exchange of fire", "the shelling of a town on that night"."""
    yield noun
    while tree.deps[noun] == "pobj":
        noun = tree.heads[tree.heads[noun]]
        if tree.is_verb(noun):
            return
        yield noun


# ---- places under a word


def _where(tree: Tree, anchor: int) -> Iterator[int]:
    yield from _under(tree, anchor, WHERE)


def _whither(tree: Tree, anchor: int) -> Iterator[int]:
    """Where it went; what only may, will or would go is not there yet."""
    if not _is_modal(tree, anchor):
        yield from _under(tree, anchor, WHITHER)


def _is_modal(tree: Tree, verb: int) -> bool:
    return any(tree.tags[kid] == "MD" for kid in tree.children(verb, "aux"))


def _whence(tree: Tree, anchor: int) -> Iterator[int]:
    if tree.lower[anchor] in LEAVING:
        yield from _under(tree, anchor, frozenset({"from"}))


def _reached(tree: Tree, anchor: int) -> Iterator[int]:
    if tree.lower[anchor] in REACHING and not _is_modal(tree, anchor):
        yield from (noun for noun in tree.children(anchor, "dobj") if _is_place(tree, noun))


def _there(tree: Tree, anchor: int) -> Iterator[int]:
    """The place that "where" stands for: "the villages of Hajira, where five civilians died"."""
    for kid in tree.children(anchor, "advmod"):
        noun = tree.heads[anchor]
        if tree.lower[kid] == "where" and tree.deps[anchor] == "relcl" and _is_place(tree, noun):
            yield noun


def _held(tree: Tree, anchor: int) -> Iterator[int]:
    if tree.lower[anchor] in HOLDING:
        yield from (noun for noun in tree.children(anchor, "nsubj") if _is_name(tree, noun))


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
