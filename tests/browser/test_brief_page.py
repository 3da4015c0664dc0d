from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from browsing import Look, axe_violations, horizontal_overflow, opened
from playwright.sync_api import Browser
from pypdf import PdfReader

pytestmark = pytest.mark.browser

LOOKS = [
    Look(),
    Look(scheme="dark"),
    Look(width=390),
    Look(width=390, scheme="dark"),
    Look(forced="active"),
    Look(forced="active", scheme="dark"),
]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing_wrong(browser: Browser, axe: Path, brief_file: Path, look: Look) -> None:
    with opened(browser, brief_file, look, for_axe=True) as page:
        assert axe_violations(page) == []


@pytest.mark.parametrize("look", [*LOOKS, Look(width=2560), Look(motion="reduce")], ids=str)
def test_opening_it_asks_nobody_and_breaks_no_policy(
    browser: Browser, brief_file: Path, look: Look
) -> None:
    with opened(browser, brief_file, look) as page:
        policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
        assert policy is not None
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        page.mouse.wheel(0, 20_000)


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 2560])
def test_the_page_itself_does_not_scroll_sideways(browser: Browser, brief_file: Path, width: int) -> None:
    with opened(browser, brief_file, Look(width=width)) as page:
        assert horizontal_overflow(page) == 0


def test_lines_of_text_stay_readable_on_a_very_wide_screen(browser: Browser, brief_file: Path) -> None:
    with opened(browser, brief_file, Look(width=2560)) as page:
        widest = page.evaluate(
            "Math.max(...[...document.querySelectorAll('main p')].map(p => p.clientWidth))"
        )
        assert 200 < widest < 1000


def test_nothing_moves_for_those_who_asked_for_stillness(browser: Browser, brief_file: Path) -> None:
    with opened(browser, brief_file, Look(motion="reduce")) as page:
        assert page.evaluate("document.getAnimations().length") == 0


def test_every_id_is_unique(browser: Browser, brief_file: Path) -> None:
    with opened(browser, brief_file, Look()) as page:
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) > 20
    assert [one for one, times in Counter(ids).items() if times > 1] == []


def test_every_link_within_the_page_leads_somewhere(browser: Browser, brief_file: Path) -> None:
    with opened(browser, brief_file, Look()) as page:
        targets = page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))"
        )
        lost = [t for t in targets if not page.evaluate("id => !!document.getElementById(id)", t)]
    assert len(targets) > 20
    assert lost == []


def test_the_first_tab_reaches_the_link_that_skips_to_the_answer(
    browser: Browser, brief_file: Path
) -> None:
    with opened(browser, brief_file, Look()) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_whatever_scrolls_sideways_can_be_reached_by_keyboard(browser: Browser, brief_file: Path) -> None:
    with opened(browser, brief_file, Look(width=390)) as page:
        scrolling = page.evaluate(
            """[...document.querySelectorAll('body *')]
            .filter(e => e.scrollWidth > e.clientWidth + 1)
            .filter(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
            .map(e => [e.tabIndex, e.getAttribute('role'),
                       e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || ''])"""
        )
    assert scrolling, "at this width some table has to scroll"
    assert [one for one in scrolling if one[0] != 0 or not one[1] or not one[2]] == []


def test_it_says_the_same_without_scripts(browser: Browser, brief_file: Path) -> None:
    said = []
    for scripts in (True, False):
        with opened(browser, brief_file, Look(scripts=scripts)) as page:
            said.append(page.locator("body").inner_text())
    assert len(said[0]) > 2000
    assert said[0] == said[1]


def test_contents_open_on_a_phone_without_scripts(browser: Browser, brief_file: Path) -> None:
    with opened(browser, brief_file, Look(width=390, scripts=False)) as page:
        links = page.locator("nav a:visible")
        assert links.count() == 0
        page.locator("nav summary").click()
        assert links.count() > 5


def test_it_prints_whole(browser: Browser, brief_file: Path) -> None:
    with opened(browser, brief_file, Look()) as page:
        pdf = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
        page.evaluate("document.querySelectorAll('.sr').forEach(e => e.remove())")
        last = page.evaluate("[...document.querySelectorAll('tr > :last-child')].map(c => c.innerText)")
    printed = squeezed("".join(sheet.extract_text() for sheet in pdf.pages))
    assert 3 <= len(pdf.pages) <= 46
    assert len(last) > 20
    assert [cell for cell in last if squeezed(cell) not in printed] == []


def squeezed(text: str) -> str:
    """Text without what line ends, bullets and page breaks add or take away."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def test_nothing_printed_runs_off_the_sheet(browser: Browser, brief_file: Path) -> None:
    a4_within_margins = 718
    with opened(browser, brief_file, Look(width=a4_within_margins)) as page:
        page.emulate_media(media="print")
        cut = page.evaluate(
            """width => [...document.querySelectorAll('td, th, p, svg')]
            .filter(e => e.getBoundingClientRect().right > width + 1)
            .map(e => e.tagName + ' ' + (e.innerText || '').slice(0, 40))""",
            a4_within_margins,
        )
        clipped = page.evaluate(
            """[...document.querySelectorAll('body *')]
            .filter(e => e.scrollWidth > e.clientWidth + 1)
            .filter(e => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX))
            .filter(e => e.clientWidth > 2 && !e.closest('svg'))
            .map(e => e.tagName + '.' + e.className)"""
        )
    assert cut == []
    assert clipped == []


def test_the_file_is_small_enough_to_send(brief_html: str) -> None:
    assert 20_000 < len(brief_html.encode()) <= 400_000
