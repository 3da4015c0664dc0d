from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsing import Look, axe_violations, opened
from pages import map_page
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Box = tuple[float, float, float, float]


def written(page: Page, selector: str) -> list[tuple[str, Box]]:
    """Texts as the browser drew them: words, left, top, right, bottom in CSS pixels."""
    found: list[Any] = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].map(e => {
            const b = e.getBoundingClientRect();
            return [e.textContent, [b.left, b.top, b.right, b.bottom]]; })""",
        selector,
    )
    return [(words, (box[0], box[1], box[2], box[3])) for words, box in found]


def saved(folder: Path, width: int) -> Path:
    path = folder / "map.html"
    path.write_text(map_page(width), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [390, 960])
def test_labels_as_drawn_keep_clear_of_each_other(browser: Browser, tmp_path: Path, width: int) -> None:
    with opened(browser, saved(tmp_path, width), Look(width=width)) as page:
        labels = written(page, ".map-label")
    assert len(labels) > 15
    slack = 3
    pairs = [
        (a, b)
        for i, (a, one) in enumerate(labels)
        for b, other in labels[:i]
        if one[0] + slack < other[2] - slack
        and other[0] + slack < one[2] - slack
        and one[1] + slack < other[3] - slack
        and other[1] + slack < one[3] - slack
    ]
    assert pairs == []


@pytest.mark.parametrize("width", [390, 960])
def test_every_word_stays_within_the_picture(browser: Browser, tmp_path: Path, width: int) -> None:
    with opened(browser, saved(tmp_path, width), Look(width=width)) as page:
        words = written(page, ".map-label, .map-key")
    assert [text for text, box in words if box[0] < 0 or box[2] > width] == []


@pytest.mark.parametrize(
    ("look", "land"),
    [
        (Look(), "rgb(244, 242, 238)"),
        (Look(scheme="dark"), "rgb(42, 47, 52)"),
        (Look(forced="active"), "rgb(255, 255, 255)"),
    ],
    ids=["light", "dark", "forced colours"],
)
def test_land_takes_the_colours_of_the_screen(
    browser: Browser, tmp_path: Path, look: Look, land: str
) -> None:
    with opened(browser, saved(tmp_path, 960), look) as page:
        assert page.evaluate("getComputedStyle(document.querySelector('.map-land')).fill") == land


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_map(
    browser: Browser, axe: Path, tmp_path: Path, scheme: str
) -> None:
    look = Look(scheme="dark" if scheme == "dark" else "light")
    with opened(browser, saved(tmp_path, 960), look, for_axe=True) as page:
        assert axe_violations(page) == []
