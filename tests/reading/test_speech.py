"""In whose voice words stand: quotations, the labels of a transcript, questions."""

from __future__ import annotations

import pytest

from detente.case.statements import BINDING

from .rows import Want, a, missing, reading_of, row

QUOTES = [
    row("Iran's position has not changed, its foreign ministry said on Monday.\n\nOur missiles are not "
        "on the table,” the Iranian foreign minister said.",
        a("Our missiles are not on the table", "refuses", "iran", open_missing=True,
          quote="Our missiles are not on the table,"), id="the opening mark is missing"),
    row("“We will keep our bases,” the Russian foreign minister said. “They are on our own soil.\n\n“We "
        "will also not discuss our bombers.”",
        a("not discuss our bombers", "refuses", "russia", issue="bombers", attribution="direct"),
        id="a quotation over two paragraphs"),
    row("The Indian foreign minister called the offer “a trap” and said that India would not accept the "
        "cap on missiles.",
        a("not accept the cap on missiles", "refuses", "india"),
        id="words in marks inside reported speech"),
    row('"We will not sign the treaty," the Chinese foreign ministry said.',
        a("will not sign the treaty", "refuses", "china", attribution="direct",
          quote="We will not sign the treaty,"), id="straight marks"),
    row("«We will not move our missiles», the Belarusian defence ministry said.",
        a("will not move our missiles", "refuses", "belarus", attribution="direct"), id="angle marks"),
    row("The French foreign minister warned: “If the talks fail, we will impose sanctions on Iran.”",
        a("impose sanctions", "threatens", "france", kind="trigger", condition="If the talks fail",
          attribution="direct"), id="after a colon"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), QUOTES)
def test_quoted_words_keep_their_speaker_and_their_marks(text: str, want: Want):
    assert missing(text, want) == []


INTERVIEW = (
    "AN INTERVIEW WITH THE FOREIGN MINISTER OF IRAN - recorded 4 May 2021\n\n"
    "Q: Minister, will Iran give up its missiles?\n\n"
    "A: We will not give up our missiles.\n\n"
    "Q: Washington says that you have agreed to close the reactor at Arak. Would you let inspectors in?\n\n"
    "A: We are ready to let inspectors in if the sanctions are lifted.\n"
)
PANEL = (
    "Joint press conference, Geneva, 4 May 2021\n\n"
    "FOREIGN MINISTER MARCHUK (UKRAINE): We demand that Russia withdraw its troops.\n\n"
    "FOREIGN MINISTER LENTOV (RUSSIA): We will not withdraw our troops. Is that clear?\n\n"
    "REPORTER: Will Russia close its bases in the Crimea?\n\n"
    "FOREIGN MINISTER LENTOV (RUSSIA): No comment.\n"
)

LABELS = [
    row(INTERVIEW,
        a("not give up our missiles", "refuses", "iran"), id="an answer"),
    row(INTERVIEW,
        a("let inspectors in if", "conditional", "iran", condition="if the sanctions are lifted"),
        id="an answer with a condition"),
    row(PANEL,
        a("withdraw its troops", "demands", "ukraine", name="Marchuk", target="russia"),
        id="a label with a state"),
    row(PANEL,
        a("not withdraw our troops", "refuses", "russia", name="Lentov"), id="the next label"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), LABELS)
def test_a_label_tells_who_speaks(text: str, want: Want):
    assert missing(text, want) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        row(INTERVIEW, "give up its missiles", id="will it give up"),
        row(INTERVIEW, "let inspectors in?", id="would you"),
        row(PANEL, "close its bases", id="a reporter's"),
        row("Would Russia withdraw its missiles? Nobody could say.", "withdraw its", id="in running text"),
        row("“Why should we give up our bombers?” the Russian defence minister said.", "should we give up",
            id="a speaker's own"),
    ],
)  # fmt: skip
def test_a_question_asserts_nothing(text: str, asked: str):
    found = [one for one in reading_of(text).proposals if one.stance in BINDING]
    assert [one.evidence.exact for one in found if asked in one.evidence.exact] == []
