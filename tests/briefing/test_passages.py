"""Every statement leads to its source: the sentence in a kept document, or the words on a page."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
import sample

from detente.briefing import passages
from detente.briefing.brief import write_brief
from detente.briefing.prose import passage_words
from detente.case.acts import Act
from detente.case.case import Case
from detente.case.evidence import Evidence
from detente.case.sources import Source
from talks import DAY, talks

RUSSIAN = "Министр сказал: «Мы не разместим ракет у границы», и уехал."
ARABIC = "قال الوزير إن بلاده لن تنشر صواريخ قرب الحدود."


def read(sentence: str, exact: str, *, start: int = 0, document: str = "talks.txt") -> Evidence:
    return Evidence(document=document, start=start, end=start + len(exact), exact=exact, sentence=sentence)


def with_evidence(*evidence: Evidence, sources: tuple[Source, ...] = ()) -> Case:
    """A case in which each statement rests on one of these."""
    case = talks("us ru", "m/us,ru:2", *["us refuses m"] * len(evidence))
    said = tuple(replace(s, evidence=e) for s, e in zip(case.statements, evidence, strict=True))
    return replace(case, statements=said, sources=(*case.sources, *sources))


def page_of(*evidence: Evidence, lang: str = "en") -> str:
    """The sample's brief with its first statements resting on these, in a document of that language."""
    said = tuple(replace(s, evidence=e) for s, e in zip(sample.STATEMENTS, evidence, strict=False))
    first, *rest = sample.SOURCES
    source = replace(first, file="talks.txt", lang=lang)
    case = replace(
        sample.CASE,
        statements=(*said, *sample.STATEMENTS[len(evidence) :]),
        sources=(source, *rest),
    )
    return write_brief(case, sample.SIGNINGS, made_with="x").html


def passage_in(html: str, anchor: str) -> str:
    found = re.search(rf'<div class="passage" id="e-{anchor}">.*?</div>', html, re.DOTALL)
    assert found, f"no passage of {anchor}"
    return found[0]


def entry_in(html: str, statement: str) -> str:
    found = re.search(rf'<div class="said" id="s-{statement}">.*?</div>', html, re.DOTALL)
    assert found, f"no entry of {statement}"
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "exact", "before"),
    [
        ("They said no to that.", "no", "They said "),
        ("Nobody now says no to that.", "no", "Nobody now says "),
        ("No one says no, and no it is.", "no", "No one says "),
        ("They would not move.", "They would not move.", ""),
        (RUSSIAN, "Мы не разместим ракет", "Министр сказал: «"),
        ("Half of unknown.", "know", "Half of un"),
        ("It ended there.", "and so it began.", "It ended there. … "),
        ("It ended", "It ended there.", ""),
    ],
    ids=["once", "a whole word first", "twice", "all of it", "Cyrillic", "part", "elsewhere", "longer"],
)
def test_a_sentence_is_cut_at_the_words(sentence: str, exact: str, before: str) -> None:
    found = passages.cut_at_words(read(sentence, exact))
    assert found[:2] == (before, exact)
    if exact in sentence:
        assert "".join(found) == sentence


def test_offsets_of_a_neighbour_tell_which_of_two_places_is_meant() -> None:
    sentence = "We will not move, they said, and we will not move again."
    first, second = 8, sentence.rindex("not move")
    here = read(sentence, "not move", start=700 + second)
    assert passages.cut_at_words(here)[0] == sentence[:first]
    neighbour = read(sentence, "they said", start=700 + sentence.index("they said"))
    assert passages.cut_at_words(here, [here, neighbour])[0] == sentence[:second]
    elsewhere = replace(neighbour, document="other.txt")
    assert passages.cut_at_words(here, [here, elsewhere])[0] == sentence[:first]


def test_the_start_of_the_sentence_tells_which_of_two_places_is_meant() -> None:
    sentence = "We will not move, they said, and we will not move again."
    second = sentence.rindex("not move")
    here = replace(read(sentence, "not move", start=700 + second), sentence_start=700)
    assert passages.cut_at_words(here) == (sentence[:second], "not move", " again.")
    moved = replace(here, sentence_start=640)
    assert passages.cut_at_words(moved)[0] == sentence[: sentence.index("not move")]
    before = replace(here, sentence_start=900)
    assert passages.cut_at_words(before)[0] == sentence[: sentence.index("not move")]


def test_passages_stand_by_document_in_the_order_of_the_text() -> None:
    case = with_evidence(
        read("One.", "One", start=90),
        read("Two.", "Two", start=5, document="annex.txt"),
        read("Three.", "Three", start=10),
        sources=(Source(id="t", publisher="T", file="talks.txt"),),
    )
    found = passages.kept(case)
    assert [(k.file, k.source.id if k.source else None) for k in found] == [
        ("talks.txt", "t"),
        ("annex.txt", None),
    ]
    assert [p.anchor for k in found for p in k.passages] == ["s-s3", "s-s1", "s-s2"]


def test_an_act_with_evidence_has_its_passage_too() -> None:
    act = Act(
        id="a1", date=DAY, by=("us",), kind="withdrawal", what="Troops go home.", source="book",
        evidence=read("The last company left on Friday.", "left"),
    )  # fmt: skip
    (document,) = passages.kept(replace(with_evidence(), acts=(act,)))
    assert [(p.anchor, p.before, p.words) for p in document.passages] == [
        ("a-a1", "The last company ", "left")
    ]


@pytest.mark.parametrize(
    ("text", "said", "shown"),
    [
        (RUSSIAN, "ru", "ru"),
        (RUSSIAN, "en", "und"),
        (ARABIC, "ar", "ar"),
        (ARABIC, "en-GB", "und"),
        ("The “Правда” of Friday had it.", "en", "en"),
        ("1999–2022", "en", "en"),
        ("Le ministre a refusé.", "fr", "fr"),
    ],
)
def test_a_text_in_another_script_is_not_called_english(text: str, said: str, shown: str) -> None:
    assert passages.tongue_of(text, said) == shown


@pytest.mark.parametrize(
    ("quotation", "directive"),
    [
        ("a non-starter", "a non%2Dstarter"),
        ("swift, severe & united", "swift%2C severe %26 united"),
        ("We will never move.", "We will never move"),
        ("one two three four five six seven eight", "one two three four five six seven eight"),
        ("one two three four five six seven eight nine", "one two three four,six seven eight nine"),
        ("They will not [ever] come back to the table", "They will not,back to the table"),
        ("[T]hey will not come back", "will not come back"),
        ("Never ... we will not do that", "we will not do that"),
        ("Never … no", "Never"),
        ("[all of it]", ""),
        ("никаких ракет", "никаких ракет"),
    ],
)
def test_long_quotations_are_sought_by_their_ends(quotation: str, directive: str) -> None:
    made = passages.text_directive(quotation)
    kept = re.sub("%(2D|2C|26)", r"%25\1", made)
    assert unquote(kept) == directive
    assert made.isascii()
    assert not re.search(r"[-& ]", made)


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("https://a.example/p?q=1", "https://a.example/p?q=1#:~:text=no%20more%20talks"),
        ("https://a.example/p.pdf", ""),
        ("https://a.example/P.PDF?download=1", ""),
        ("https://a.example/p#part-2", ""),
        ("javascript:alert(1)", ""),
        (None, ""),
    ],
)
def test_a_page_is_opened_at_the_words_where_a_browser_can(address: str | None, made: str) -> None:
    (said,) = talks("us ru", "m/us:1", "us refuses m").statements
    source = Source(id="book", publisher="A book", address=address)
    assert passages.words_address(replace(said, quote="no more talks"), source) == made


def test_a_translation_is_not_sought_but_its_original_is() -> None:
    (said,) = talks("us ru", "m/us:1", "us refuses m").statements
    page = Source(id="book", publisher="A book", address="https://a.example/p")
    translated = replace(said, quote="no more talks", translated=True)
    assert passages.words_address(translated, page) == ""
    assert unquote(passages.words_address(replace(translated, original="хватит"), page)).endswith("хватит")
    assert passages.words_address(replace(said, quote="no more talks"), None) == ""


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (
            Evidence(
                document="d", start=4, end=9, exact="x", sentence="x", page=3, proposal="p07",
                read_by="the rules 0.2", accepted_by="A. Reader", accepted=dt.date(2031, 2, 3),
            ),
            "Page 3, code points 4 to 9. Read by the rules 0.2, as p07. Accepted by A. Reader on "
            "3 February 2031.",
        ),
        (
            Evidence(document="d", start=0, end=1, exact="x", sentence="x", accepted=dt.date(2031, 2, 3)),
            "Code points 0 to 1. Read by a person. Accepted by somebody not named on 3 February 2031.",
        ),
        (read("x", "x"), "Code points 0 to 1. Read by a person. Not marked as accepted."),
    ],
    ids=["all of it", "nobody named", "not accepted"],
)  # fmt: skip
def test_a_passage_says_where_it_stands_and_who_let_it_in(evidence: Evidence, words: str) -> None:
    assert passage_words(evidence) == words


def test_statement_and_sentence_lead_to_each_other() -> None:
    html = page_of(read("They asked for a ban on missiles.", "a ban"))
    assert '<a href="#e-s-s1">source sentence</a>' in entry_in(html, "s1")
    passage = passage_in(html, "s-s1")
    assert 'href="#s-s1">s1</a>' in passage
    assert "They asked for <mark>a ban</mark> on missiles." in passage
    assert html.count('<a href="#sentences">Source sentences</a>') == 2


def test_an_act_and_its_sentence_lead_to_each_other() -> None:
    evidence = read("Columns moved at dawn.", "moved")
    acts = (replace(sample.CASE.acts[0], evidence=evidence), *sample.CASE.acts[1:])
    html = write_brief(replace(sample.CASE, acts=acts), sample.SIGNINGS, made_with="x").html
    row = html[html.index('<tr id="a-a1">') :].split("</tr>")[0]
    assert '<a href="#e-a-a1">source sentence</a>' in row
    passage = passage_in(html, "a-a1")
    assert 'href="#a-a1">a1</a>' in passage
    assert "Brenn · <i>build-up</i>" in passage


def test_a_sentence_cannot_become_markup() -> None:
    html = page_of(read('He said <b onclick="x">no</b> & left.', "<b onclick"))
    assert "He said <mark>&lt;b onclick</mark>=&#34;x&#34;&gt;no&lt;/b&gt; &amp; left." in html


@pytest.mark.parametrize(
    ("sentence", "lang", "tag"),
    [
        (RUSSIAN, "ru", '<blockquote lang="ru" dir="ltr">'),
        (ARABIC, "ar", '<blockquote lang="ar" dir="rtl">'),
        (ARABIC, "en", '<blockquote lang="und" dir="auto">'),
        ("He left.", "en", "<blockquote>"),
    ],
)
def test_a_sentence_carries_its_language_and_direction(sentence: str, lang: str, tag: str) -> None:
    assert tag in passage_in(page_of(read(sentence, sentence.split()[1]), lang=lang), "s-s1")


def test_a_long_sentence_is_shown_whole() -> None:
    sentence = " ".join(f"word{n}" for n in range(400)) + "."
    passage = passage_in(page_of(read(sentence, "word200")), "s-s1")
    assert re.sub(r"</?mark>", "", passage).count(sentence) == 1


def test_without_evidence_the_words_are_sought_at_the_source_or_said_to_be_missing() -> None:
    html = page_of()
    assert 'id="sentences"' not in html
    assert (
        'The Courier</a> B2, <a href="https://courier.example/2031/talks#:~:text=we%20are%20prepared%20to'
        '%20discuss%20that" rel="noreferrer noopener">at these words</a>; ' in entry_in(html, "s3")
    )
    assert "B2, no quote kept." in entry_in(html, "s4")
    assert "%D0%BD%D0%B8%D0%BA" in entry_in(html, "s1"), "the original of a translated quotation"
    assert not re.search("at these words|no quote kept", entry_in(html, "s2")), "a translation"
    assert not re.search("at these words|no quote kept", entry_in(html, "s8")), "no page to open"


def test_what_was_read_after_the_date_of_the_brief_is_left_out() -> None:
    late = replace(sample.STATEMENTS[-1], evidence=read("It came later.", "later"))
    case = replace(sample.CASE, statements=(*sample.STATEMENTS[:-1], late))
    assert "It came" not in write_brief(case, sample.SIGNINGS, made_with="x").html
