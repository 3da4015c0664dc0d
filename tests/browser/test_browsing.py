"""The watch that the other browser tests rely on: it has to bark."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import Look, axe_violations, horizontal_overflow, opened
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'


def saved(folder: Path, body: str, head: str = "") -> Path:
    path = folder / "page.html"
    page = f'<!doctype html><html lang="en"><head><title>t</title>{head}</head><body>{body}</body></html>'
    path.write_text(page, encoding="utf-8")
    return path


def test_a_picture_from_elsewhere_is_noticed(browser: Browser, tmp_path: Path) -> None:
    page = saved(tmp_path, '<img src="http://127.0.0.1:9/pixel.png" alt="">')
    with pytest.raises(AssertionError, match=r"127\.0\.0\.1:9"), opened(browser, page, Look()):
        pass


@pytest.mark.parametrize("body", ["<script>1</script>", '<p style="color: red">Red</p>'])
def test_a_breach_of_the_page_policy_is_noticed(browser: Browser, tmp_path: Path, body: str) -> None:
    page = saved(tmp_path, body, POLICY)
    with pytest.raises(AssertionError, match="Content Security Policy"), opened(browser, page, Look()):
        pass


def test_axe_gets_in_past_the_policy_and_finds_a_picture_without_words(
    browser: Browser, axe: Path, tmp_path: Path
) -> None:
    page = saved(tmp_path, '<main><h1>A</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>')
    with opened(browser, page, Look(), for_axe=True) as shown:
        assert [line.split(":")[0] for line in axe_violations(shown)] == ["image-alt"]


def test_a_page_wider_than_its_window_is_measured(browser: Browser, tmp_path: Path) -> None:
    page = saved(tmp_path, '<div style="width: 500px; margin-left: -8px">wide</div>')
    with opened(browser, page, Look(width=390)) as shown:
        assert horizontal_overflow(shown) == 110
