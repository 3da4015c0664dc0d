"""Doubts that no verb of doubting names."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, row

DOUBTING = [
    row("“What we hear about the test site leaves us unconvinced,” the American envoy said.",
        a("leaves us unconvinced", "doubts", "us"), id="leaves us unconvinced"),
    row("Britain would believe in the ceasefire when it saw the guns fall silent, its foreign "
        "secretary said.",
        a("it saw the guns fall silent", "doubts", "uk"), id="it saw the guns"),
    row("“Russia has still to prove that it wants a ceasefire,” the Ukrainian president said.",
        a("it wants a ceasefire", "doubts", "ukraine"), id="it wants a ceasefire"),
    row("“We simply do not know how much uranium is left,” the French foreign minister said.",
        a("how much uranium is left", "doubts", "france"), id="how much uranium is"),
    row("“We have our doubts about the withdrawal,” the Polish defence minister said.",
        a("the withdrawal", "doubts", "poland"), id="the withdrawal"),
    row("“Whether the ceasefire will last, no one can tell,” the Indian defence minister said.",
        a("no one can tell", "doubts", "india"), id="no one can tell"),
    row("“I would not bet on a ceasefire by Sunday,” the German defence minister said.",
        a("a ceasefire by Sunday", "doubts", "germany"), id="a ceasefire by Sunday"),
    row("“Forgive me if I do not take Iran's pledge on missiles at face value,” the Israeli prime "
        "minister said.",
        a("Iran's pledge on missiles", "doubts", "israel"), id="Iran's pledge on missiles"),
    row("Tokyo had yet to see proof that the test site was closed, the Japanese foreign minister "
        "said.",
        a("the test site was closed", "doubts", "japan"), id="the test site was"),
    row("“We will judge the withdrawal by deeds,” the American ambassador said.",
        a("the withdrawal by deeds", "doubts", "us"), id="the withdrawal by deeds"),
    row("“It is too soon to say whether the ceasefire holds,” the European Union said.",
        a("the ceasefire holds", "doubts", "eu"), id="the ceasefire holds"),
    row("“I will believe in the withdrawal when I see it,” the Polish defence minister said.",
        a("the withdrawal", "doubts", "poland"), id="the withdrawal of poland"),
    row("It remains to be seen whether Iran will let the inspectors in, the European Union said.",
        a("Iran will let the inspectors in", "doubts", "eu"), id="Iran will let the"),
    row("“We are far from certain that the reactor is shut,” the Japanese foreign minister said.",
        a("the reactor is shut", "doubts", "japan"), id="the reactor is shut"),
    row("“The jury is still out on the ceasefire,” the American envoy said.",
        a("the ceasefire", "doubts", "us"), id="the ceasefire"),
    row("“I have my doubts whether they want peace,” the British foreign secretary said of the "
        "Russians.",
        a("they want peace", "doubts", "uk"), id="they want peace"),
    row("Kyiv took the Russian promise of a truce with a pinch of salt.",
        a("the Russian promise of a truce", "doubts", "ukraine"), id="the Russian promise of"),
    row("Seoul has yet to see any sign that the test site is being dismantled, its defence ministry"
        " said.",
        a("the test site is being dismantled", "doubts", "south-korea"), id="the test site is"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), DOUBTING)
def test_a_doubt_is_read_in_its_words(text: str, want: Want):
    assert missing(text, want) == []
