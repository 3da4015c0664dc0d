"""Where what a figure counts is, by the grammar of its clause."""

from __future__ import annotations

import pytest

from detente.reading.document import Block
from detente.reading.parse import parse
from detente.reading.places import place_from_tree


def place(text: str, figure: str) -> str | None:
    """The words of the place, or None."""
    (tree,) = parse(text, [Block(0, len(text))])
    start = text.index(figure)
    found = place_from_tree(tree, start, start + len(figure))
    return None if found is None else text[slice(*found)]


SAID = [
    ("The fleet watched four tugs that were seen off Tartus in May.", "four tugs", "Tartus"),
    ("Caracas wants the 31 tonnes of gold kept in London returned.", "31 tonnes", "London"),
    ("Oslo froze nine million dollars held in Lagos.", "nine million dollars", "Lagos"),
    (
        "Nepal condemned the raid on a market at Birgunj last week, in which seven traders died.",
        "seven traders",
        "Birgunj",
    ),
    ("It shelled the hamlet of Sarma, where six farmers were hurt.", "six farmers", "Sarma"),
    ("Eritrea holds 40 Kenyan drivers.", "40 Kenyan drivers", "Eritrea"),
    ("About 900 marines began the drill on Friday near Varna.", "About 900 marines", "Varna"),
    ("Some 400 guards are due to start the exercise at the border.", "Some 400 guards", "the border"),
    ("Moscow keeps 30 launchers in the Murmansk region.", "30 launchers", "the Murmansk region"),
    ("About 70 lorries crossed from Romania near Giurgiu on Monday.", "About 70 lorries", "Giurgiu"),
    ("Norway sent two companies, around 250 soldiers, to Rovaniemi.", "around 250 soldiers", "Rovaniemi"),
    ("Gunners shelled the port of Odesa with 20 rockets.", "20 rockets", "the port of Odesa"),
    ("A delegation of six envoys visited Muscat.", "six envoys", "Muscat"),
    ("Iran withdrew 12 batteries from the strait.", "12 batteries", "the strait"),
    (
        "Poland placed 500 soldiers along its border with Belarus.",
        "500 soldiers",
        "its border with Belarus",
    ),
    (
        "Belarus has gathered 8,000 troops within 40 kilometres of the frontier.",
        "8,000 troops",
        "the frontier",
    ),
    (
        "The ministry spoke of a clash near Kapan, in which three guards were killed.",
        "three guards",
        "Kapan",
    ),
]


@pytest.mark.parametrize(("text", "figure", "where"), SAID, ids=[where for *_, where in SAID])
def test_the_place_of_a_figure_hangs_on_its_noun_or_its_verb(text: str, figure: str, where: str):
    assert place(text, figure) == where


UNSAID = [
    ("About 900 marines began the drill on Friday.", "About 900 marines"),
    ("Enrichment at Fordow rose to 60 percent.", "60 percent"),
    ("The ministers met in Oslo for four hours.", "four hours"),
    ("A team of five inspectors would travel to Iran.", "five inspectors"),
    ("Canada bought 40 tanks from Norway.", "40 tanks"),
    ("The army has 40 tanks in reserve.", "40 tanks"),
]


@pytest.mark.parametrize(("text", "figure"), UNSAID, ids=[text for text, _ in UNSAID])
def test_a_day_a_share_an_intention_and_an_origin_are_no_place(text: str, figure: str):
    assert place(text, figure) is None


def test_a_place_in_another_sentence_is_not_taken():
    assert place("Talks were held in Doha. The army lost 30 tanks.", "30 tanks") is None


def test_a_figure_that_is_no_word_of_the_text_has_no_place():
    (tree,) = parse("Troops are in Poland.", [Block(0, 21)])
    assert place_from_tree(tree, 21, 30) is None
