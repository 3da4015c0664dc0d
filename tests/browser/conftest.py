from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import SWITCHES, axe_file, chromium
from pages import brief_page
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    where = chromium()
    if where is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=where, args=SWITCHES)
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> Path:
    where = axe_file()
    if where is None:
        pytest.skip("axe-core is not installed (npm install --no-save axe-core@4, or set DETENTE_AXE)")
    return where


@pytest.fixture(scope="session")
def brief_html(shared_cache: Path) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_CACHE", str(shared_cache))
        made = brief_page()
    return made


@pytest.fixture(scope="session")
def brief_file(brief_html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(brief_html, encoding="utf-8")
    return path
