"""A text falls into blocks, and what belongs to the page is flagged without anything being lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.ingest.blocks import is_boilerplate, is_byline, kind_of, segment


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in segment(text)]


def test_a_report_has_a_byline_a_title_paragraphs_and_a_foot() -> None:
    text = (
        "- The Harbour Gazette - Friday, March 3, 2023\n\n"
        "Envoys to meet again in May\n\n"
        "By Ada Moreau\n\n"
        "The two delegations said they would meet again.\n\n"
        "They gave no reason.\n\n"
        "• Ada Moreau can be reached at amoreau@harbour.example.\n\n"
        "Copyright © 2024 The Harbour Gazette. Click here for permission to print.\n\n"
        "Other stories of the day\n"
    )
    assert [kind for kind, _ in kinds(text)] == [
        "byline",
        "title",
        "byline",
        "paragraph",
        "paragraph",
        "boilerplate",
        "boilerplate",
        "boilerplate",
    ]


def test_a_dateline_stays_in_its_paragraph() -> None:
    text = "GENEVA, March 3 (Harbour Wire) - The envoys left without a word."
    assert kinds(text) == [("paragraph", text)]


def test_a_treaty_has_articles_as_headings_and_numbered_items() -> None:
    text = (
        "DRAFT PROTOCOL\n\nARTICLE 4\n1. Each Party shall give notice.\n"
        "2. Notice shall be given in writing.\n\nArticle V - Final clauses\n"
        "This Protocol is of unlimited duration.\n"
    )
    assert kinds(text) == [
        ("title", "DRAFT PROTOCOL"),
        ("heading", "ARTICLE 4"),
        ("item", "1. Each Party shall give notice."),
        ("item", "2. Notice shall be given in writing."),
        ("heading", "Article V - Final clauses"),
        ("paragraph", "This Protocol is of unlimited duration."),
    ]


def test_wrapped_lines_are_one_paragraph_and_a_short_last_line_ends_it() -> None:
    first = (
        "The envoys said that the exercises near the coast would\nbe shorter from then on, and would\nstop."
    )
    second = (
        "The ministry gave no further word on the numbers that\nhad been asked for by the other delegation."
    )
    assert kinds(f"{first}\n{second}\n") == [("paragraph", first), ("paragraph", second)]


def test_long_lines_are_paragraphs_without_an_empty_line_between_them() -> None:
    one = "The envoys spoke for many hours about the exercises near the coast and the flights over it. " * 2
    text = f"{one.strip()}\n{one.strip()}\n"
    assert len(kinds(text)) == 2


def test_each_turn_of_a_speaker_is_a_block() -> None:
    text = "MS. HALE: What was said?\nMR. ORLOV: Nothing that was not said before.\nQ: And the numbers?\n"
    assert [block for _, block in kinds(text)] == text.splitlines()


def test_a_menu_is_flagged_and_a_list_of_parties_is_not() -> None:
    menu = "Home\n\nWorld\n\nPolitics\n\nOpinion\n\nThe talks go on in Vienna, the envoys said.\n"
    assert [kind for kind, _ in kinds(menu)] == ["boilerplate"] * 4 + ["paragraph"]
    parties = "For the Parties:\n\nFrance\n\nGermany\n\nPoland\n\nUkraine\n"
    assert "boilerplate" not in {kind for kind, _ in kinds(parties)}


@pytest.mark.parametrize(
    "block",
    [
        "Copyright © 2023 The Harbour Gazette, Ltd.",
        "© 2023 Harbour Wire. All rights reserved.",
        "All rights reserved.",
        "Click here for permission to print.",
        "Click to read more and view comments",
        "Please read our comment policy before commenting.",
        "Read more",
        "Read more: Envoys meet again in spring",
        "Subscribe to our newsletter",
        "Sign up for our weekly letter on security.",
        "Sign up here for free alerts",
        "Advertisement",
        "ADVERTISEMENT",
        "Share this article",
        "Related: Envoys meet again",
        "• Ada Moreau can be reached at amoreau@harbour.example.",
        "Ada Moreau can be contacted on +43 1 555 0100.",
        "desk@harbour.example",
        "Photo: Ada Moreau / Harbour Wire",
        "An envoy leaves the hall. (Ada Moreau/Pool via AP)",
        "This website uses cookies to improve your visit.",
        "Please accept all cookies to go on.",
        "(Reporting by Ada Moreau; editing by Jan Holt)",
        "Home | World | Politics | Opinion | Sport",
        "12 comments",
        "Page 3 of 12",
        "- 4 -",
        "3 min read",
        "* * *",
    ],
)
def test_words_of_the_page_are_flagged(block: str) -> None:
    assert kind_of(block) == "boilerplate"


@pytest.mark.parametrize(
    "block",
    [
        "The sites can be reached by road in two hours, the inspectors said.",
        "An agreement can be reached by spring, a senior official said.",
        "The envoy can be reached only through the Swiss, the ministry said.",
        "The delegations refused to sign up to the text.",
        "Sign up to the accord or face new measures, the minister told the other side.",
        "Readers of the draft said that more was needed.",
        "Related measures were to be discussed in May.",
        "Share this burden, the general told the allies, or the line will not hold.",
        "The minister said the copyright on the maps was not at issue.",
        "Photographs of the site were shown to the delegations.",
        "The report by the agency was read out on Monday.",
        "Accepting the terms would mean the end of the exercises, he said.",
        "Comments by the minister were rejected in the other capital.",
        "Parties shall follow on land the rules that hold at sea.",
        "By continuing the flights, the other side has broken the deal, the ministry said.",
        "More than 12 missiles were withdrawn.",
        "Top officials will meet in Geneva.",
        "Print and radio reports of a deal were denied.",
    ],
)
def test_words_of_the_document_are_not_flagged(block: str) -> None:
    assert not is_boilerplate(block)
    assert kind_of(block) == "paragraph"


@pytest.mark.parametrize(
    ("line", "whether"),
    [
        ("By Ada Moreau", True),
        ("By Mary Augusta Holt and Jan de Vries", True),
        ("By Ada Moreau, Harbour Wire", True),
        ("The Harbour Gazette - Friday, March 3, 2023", True),
        ("Harbour Wire | 16/09/2022 | 18:40", True),
        ("Updated: 4 March 2023", True),
        ("Published 3 March 2023 at 10:15 GMT", True),
        ("By the end of March the troops will be gone.", False),
        ("By accepting the terms, the ministry gave up its demand", False),
        ("The treaty was signed on 3 March 2023 in Vienna", False),
        ("Talks failed on March 3, 2023", False),
    ],
)
def test_bylines(line: str, whether: bool) -> None:
    assert is_byline(line) is whether


def test_what_the_format_names_a_heading_is_one_unless_it_is_of_the_page() -> None:
    text = "Talks in May\n\nWhat comes next?\n\nAdvertisement\n\nThe envoys will meet in May."
    named = segment(text, {14: "heading", 32: "heading"})
    assert [block.kind for block in named] == ["title", "heading", "boilerplate", "paragraph"]


PIECES = st.lists(
    st.sampled_from(
        [
            "Article 4",
            "1. It shall",
            "Home",
            "Read more",
            "said\u00a0so.",
            "\n",
            "\r\n",
            "\n\n",
            "\f",
            " ",
            "\u2028",
            "Ядро",
            "© 2020",
            "\ufeff",
            "שלום",
        ]
    )
    | st.text(max_size=30),
    max_size=30,
)


@given(PIECES)
def test_blocks_are_stripped_in_order_and_lose_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    blocks = segment(text)
    at, outside = 0, []
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        slice_ = text[block.start : block.end]
        assert slice_ == slice_.strip(" \t\r\n\f\v\u00a0\ufeff\u2028\u2029")
        outside.append(text[at : block.start])
        at = block.end
    outside.append(text[at:])
    assert not "".join(outside).strip(" \t\r\n\f\v\u00a0\u200b\ufeff\u2028\u2029\x85\u3000")


@pytest.mark.parametrize(
    "piece", ["A a. ", "(", "By A, ", "a" * 300 + "\n", "© ", "\n \n", "- \n", "| ", "[", "1 "]
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begin = time.process_time()
    segment(text)
    assert time.process_time() - begin < 3
