"""Source sentences as a browser shows them, and pages as it opens them at quoted words."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import Look, axe_violations, horizontal_overflow, opened
from playwright.sync_api import Browser
from pypdf import PdfReader

from detente.briefing.passages import text_directive
from detente.case.acts import Act
from detente.case.case import Case
from detente.case.evidence import Evidence
from detente.case.sources import Source
from detente.desk import brief
from talks import DAY, talks

pytestmark = pytest.mark.browser

LOOKS = [
    Look(),
    Look(scheme="dark"),
    Look(width=390),
    Look(width=390, scheme="dark"),
    Look(forced="active"),
]
LONG = (
    "The minister, who had come straight from the airport and spoke without notes, told reporters that her "
    "government would accept a limit on the size of exercises near the common border, provided that the "
    "other side accepted the same limit on the same day, that observers of both could attend, and that "
    "nothing in it touched what had been agreed on the two lakes."
)
SAID = (
    ("the-herald.html", "en", LONG, "would accept a limit on the size of exercises"),
    ("the-herald.html", "en", "He said no, and <b>no</b> & no it was.", "no</b> & no"),
    ("ответ-министерства.txt", "ru", "Министр сказал: «Мы не разместим ракет у границы».",
     "не разместим ракет"),
    ("statement-of-the-ministry-in-full-as-handed-over-at-the-meeting-of-the-two-delegations.pdf", "ar",
     "قال الوزير إن بلاده لن تنشر صواريخ قرب الحدود.", "لن تنشر صواريخ"),
)  # fmt: skip


SPOKEN = ("east offers limit", "east offers limit>1", "west refuses limit>2", "west refuses limit>2")


def read_case() -> Case:
    """A case whose statements and one act were read in kept documents, of three languages."""
    case = talks("east west", "limit/east,west:2", *SPOKEN)
    evidence = [_evidence(n, *one) for n, one in enumerate(SAID)]
    act = Act(
        id="a1", date=DAY, by=("west",), kind="withdrawal", what="Two companies leave.", source="book",
        evidence=_evidence(4, "the-herald.html", "en", "Two companies left on Friday.", "left"),
    )  # fmt: skip
    sources = tuple(
        Source(id=f"d{n}", publisher=f"Publisher {n}", title="A title", date=DAY, file=file, lang=lang)
        for n, (file, lang) in enumerate(dict.fromkeys((one[0], one[1]) for one in SAID))
    )
    said = tuple(replace(s, evidence=e) for s, e in zip(case.statements, evidence, strict=True))
    return replace(case, statements=said, acts=(act,), sources=(*case.sources, *sources))


def _evidence(number: int, file: str, lang: str, sentence: str, exact: str) -> Evidence:
    at = 1000 * number + sentence.index(exact)
    return Evidence(
        document=file, start=at, end=at + len(exact), exact=exact, sentence=sentence,
        page=3 if file.endswith(".pdf") else None, proposal=f"p0{number}",
        read_by="Détente 0.2.0 (rules)", accepted_by="A. Reader", accepted=dt.date(2022, 1, 9),
    )  # fmt: skip


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sentences") / "brief.html"
    path.write_text(brief(read_case(), draws=100).html, encoding="utf-8")
    return path


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing_wrong_with_them(
    browser: Browser, axe: Path, page_file: Path, look: Look
) -> None:
    with opened(browser, page_file, look, for_axe=True) as page:
        assert axe_violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_long_file_names_and_sentences_stay_on_the_screen(
    browser: Browser, page_file: Path, width: int
) -> None:
    with opened(browser, page_file, Look(width=width)) as page:
        assert horizontal_overflow(page) == 0


def test_a_reader_goes_from_the_statement_to_its_sentence_and_back(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file, Look(motion="reduce")) as page:
        page.locator("#s-s1 a", has_text="source sentence").click()
        assert page.evaluate("document.querySelector(':target').id") == "e-s-s1"
        assert page.locator(":target mark").inner_text() == SAID[0][3]
        page.locator(":target .head a").click()
        assert page.evaluate("document.querySelector(':target').id") == "s-s1"


def test_sentences_read_in_their_own_direction(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, Look()) as page:
        ways = page.evaluate(
            "[...document.querySelectorAll('.passage blockquote')]"
            ".map(q => [q.lang, getComputedStyle(q).direction])"
        )
    assert ways == [["", "ltr"], ["", "ltr"], ["", "ltr"], ["ru", "ltr"], ["ar", "rtl"]]


def test_they_print_whole(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, Look()) as page:
        pdf = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
    printed = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in pdf.pages))
    assert re.sub(r"\s+", "", LONG) in printed
    assert "Page3,codepoints" in printed


@pytest.mark.parametrize(
    ("quotation", "on_the_page"),
    [
        (
            "We will not move from where we stand, not by a step",
            "“We will not move from where we stand, not by a step,” he said.",
        ),
        ("ground-based, swift & severe", "many ground-based, swift & severe measures"),
        ("They will not [ever] come back to it", "They will not under any terms come back to it."),
        ("Мы не разместим ракет", "Он сказал: «Мы не разместим ракет»."),
        ("لن تنشر صواريخ", "قال إن بلاده لن تنشر صواريخ."),
    ],
    ids=["a long one", "with marks", "cut", "Cyrillic", "Arabic"],
)  # fmt: skip
def test_a_page_opens_at_the_words_quoted(
    browser: Browser, tmp_path: Path, quotation: str, on_the_page: str
) -> None:
    assert _top_of_words(browser, tmp_path, quotation, on_the_page) < 900


def test_a_page_without_the_words_opens_at_its_beginning(browser: Browser, tmp_path: Path) -> None:
    assert _top_of_words(browser, tmp_path, "words that nobody said", "Something else.") > 5000


def _top_of_words(browser: Browser, folder: Path, quotation: str, on_the_page: str) -> float:
    """Where the words stand once a long page is open at a quotation: CSS pixels below the window's top."""
    filler = "<p>Nothing of note was said here.</p>" * 200
    words = on_the_page.replace("&", "&amp;")
    path = folder / "page.html"
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>{filler}<p id="words">'
        f"{words}</p>{filler}",
        encoding="utf-8",
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{path.as_uri()}#:~:text={text_directive(quotation)}")
    page.wait_for_timeout(300)
    top: float = page.evaluate("document.getElementById('words').getBoundingClientRect().top")
    page.close()
    return top
