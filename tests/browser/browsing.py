"""In: a page in a file and a way of looking at it. Out: the open page, watched, and its faults."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page

ROOT = Path(__file__).resolve().parents[2]
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OWN_SCHEMES = ("file:", "data:", "about:")


@dataclass(frozen=True)
class Look:
    """A way of looking at a page: how wide, in which colours, with or without scripts."""

    width: int = 1280
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"
    motion: Literal["reduce", "no-preference"] = "no-preference"
    scripts: bool = True

    def __str__(self) -> str:
        parts = [f"{self.width}px", self.scheme]
        parts += ["forced-colours"] if self.forced == "active" else []
        parts += ["still"] if self.motion == "reduce" else []
        return "-".join(parts)


@dataclass(frozen=True)
class Watched:
    """What a page did while it was open: whom it asked and what it complained of."""

    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to everything the page asks and says from now on."""
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.on_console(message))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def strangers(self) -> list[str]:
        """The addresses asked that are not in the file itself."""
        return [url for url in self.asked if not url.startswith(OWN_SCHEMES)]


def chromium() -> str | None:
    """Where Chromium is, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def axe_file() -> Path | None:
    """axe-core's script: named by DETENTE_AXE, else where `npm install axe-core` puts it. Or None."""
    named = os.environ.get("DETENTE_AXE")
    path = Path(named) if named else ROOT / "node_modules/axe-core/axe.min.js"
    return path if path.is_file() else None


@contextmanager
def opened(browser: Browser, path: Path, look: Look, *, for_axe: bool = False) -> Iterator[Page]:
    """The page, open. On the way out it must have asked nobody and complained of nothing.

    `for_axe` lifts the page's content security policy so that axe can be put in; every other visit
    leaves the policy in force, and a breach of it is a complaint in the console.
    """
    context = browser.new_context(
        viewport={"width": look.width, "height": 900},
        color_scheme=look.scheme,
        forced_colors=look.forced,
        reduced_motion=look.motion,
        java_script_enabled=look.scripts,
        bypass_csp=for_axe,
    )
    page, watched = context.new_page(), Watched()
    watched.watch(page)
    try:
        page.goto(path.as_uri(), wait_until="load")
        yield page
    finally:
        context.close()
    assert watched.asked, "the page was not even asked for"
    assert not watched.strangers(), f"the page asked {watched.strangers()}"
    assert not watched.complaints, f"the page complained: {watched.complaints}"


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds wrong, a line an element: rule, element, what to do."""
    script = axe_file()
    assert script is not None
    page.evaluate(script.read_text(encoding="utf-8") + "; undefined")
    found: dict[str, Any] = json.loads(
        page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(JSON.stringify)")
    )
    assert found["passes"], "axe looked at nothing"
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def horizontal_overflow(page: Page) -> int:
    """CSS pixels by which the page is wider than its window; 0 if it does not scroll sideways."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return max(width, 0)
