"""At whom a statement is directed: whoever would have to do it, else the side that one stands against."""

from __future__ import annotations

import pytest

from .rows import Want, a, missing, row

DIRECTED = [
    row("Chile demands that Peru close its two posts on the river.",
        a("close its two posts", "demands", "chile", target="peru"), id="who would have to do it"),
    row("Chile and Peru fell out over the river. Lima passed a note to Santiago through Brazil.\n\n"
        "Peru denied, through the Brazilian embassy, that its troops had crossed the river.",
        a("its troops had crossed the river", "denies", "peru", target="chile"), id="no messenger"),
    row("Chile said that Peruvian gunners had shelled a post on the river.\n\n"
        "Peru will not withdraw its guns from the Atacama, the ministry in Lima said.",
        a("withdraw its guns", "refuses", "peru", target="chile"), id="no place"),
    row("Iran and Germany met in Berne at the invitation of Switzerland. Swiss officials, Swiss guards and a "
        "Swiss choir were there.\n\n"
        "Germany said it would lift its sanctions by May. Germany wants inspectors in Isfahan. "
        "Iran said it would not accept inspectors before May.",
        a("accept inspectors", "refuses", "iran", target="germany"), id="no host"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), DIRECTED)
def test_a_statement_is_directed_at_the_other_side(text: str, want: Want):
    assert missing(text, want) == []


OPEN = [
    row("Chile and Peru fell out over the river. Chile and Peru said they would withdraw their troops.",
        a("withdraw their troops", target=None), id="both sides"),
    row("The boundary commission of Chile and Peru met. Japan said it would not sell missiles to anybody.",
        a("sell missiles", by="japan", target=None), id="a third party"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), OPEN)
def test_where_nobody_stands_against_it_nothing_is_guessed(text: str, want: Want):
    assert missing(text, want) == []
