"""Words and what they depend on, as lists."""

from __future__ import annotations

import pytest

from detente.reading.document import Block
from detente.reading.parse import parse
from detente.reading.trees import Tree

SENTENCES = (
    "Poland and Lithuania will not withdraw their troops. "
    "If Russia stops, they would meet again in Vienna, the envoy said."
)


@pytest.fixture(scope="module")
def tree() -> Tree:
    (tree,) = parse(SENTENCES, [Block(0, len(SENTENCES))])
    return tree


def at(tree: Tree, word: str) -> int:
    return tree.words.index(word)


def test_every_list_has_a_place_for_every_word(tree: Tree):
    lists = (tree.starts, tree.ends, tree.lower, tree.tags, tree.deps, tree.heads, tree.kids, tree.left)
    assert {len(one) for one in (*lists, tree.right)} == {len(tree)}


def test_a_word_is_a_child_of_its_head_and_of_nothing_else(tree: Tree):
    for word, head in enumerate(tree.heads):
        parents = [other for other in range(len(tree)) if word in tree.kids[other]]
        assert parents == ([] if head == word else [head])


def test_the_edges_of_a_word_are_those_of_all_that_hangs_under_it(tree: Tree):
    for word in range(len(tree)):
        under = set(tree.subtree(word))
        assert (min(under), max(under)) == (tree.left[word], tree.right[word])


def test_sentences_follow_each_other_without_a_gap(tree: Tree):
    assert tree.sents[0][0] == 0
    assert tree.sents[-1][1] == len(tree)
    assert all(one[1] == other[0] for one, other in zip(tree.sents, tree.sents[1:], strict=False))
    assert [tree.sentence_of(at(tree, word)) for word in ("withdraw", "meet")] == list(tree.sents)


def test_a_clause_knows_its_subject_its_negation_and_what_is_coordinated(tree: Tree):
    withdraw, meet = at(tree, "withdraw"), at(tree, "meet")
    subject = tree.subject(withdraw)
    assert subject == at(tree, "Poland")
    assert [tree.words[one] for one in tree.conjuncts(subject)] == ["Poland", "Lithuania"]
    assert (tree.negated(withdraw), tree.negated(meet)) == (True, False)
    assert tree.child(withdraw, "dobj") == at(tree, "troops")
    assert tree.child(withdraw, "agent") is None


@pytest.mark.parametrize(("offset", "word"), [(0, 0), (1, 1), (SENTENCES.index("not"), 4), (10_000, None)])
def test_a_word_is_found_by_its_place(tree: Tree, offset: int, word: int | None):
    assert tree.first_at(offset) == (len(tree) if word is None else word)


def test_a_phrase_is_its_words_in_small_letters(tree: Tree):
    assert tree.phrase(at(tree, "If"), at(tree, "stops")) == "if russia stops"
