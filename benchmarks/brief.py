"""`detente brief` on the real case: from nothing, again with nothing changed, from nothing again."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from common import REAL, SMALL, Run, detente, is_quick, show, show_place


def main() -> None:
    """Print seconds, memory and page of each run, and whether the page is the same to the byte."""
    case, draws = (SMALL, 100) if is_quick(main.__doc__ or "") else (REAL, 2000)
    with tempfile.TemporaryDirectory() as folder:
        cache, page = Path(folder, "cache"), Path(folder, "brief.html")
        made = [
            ("cold", *_brief(case, draws, page, str(cache))),
            ("again, nothing changed", *_brief(case, draws, page, str(cache))),
            ("cold, no cache", *_brief(case, draws, page, "off")),
        ]
    _, first, html = made[0]
    show_place()
    show(
        ("run", "s", "ratio", "MB", "page, kB", "same bytes"),
        [
            (
                name, f"{run.seconds:.1f}", f"{run.seconds / first.seconds:.3f}", f"{run.megabytes:.0f}",
                f"{len(mine) / 1000:.0f}", "yes" if mine == html else "no",
            )
            for name, run, mine in made
        ],
    )  # fmt: skip
    print(f"SHA-256 of the first page: {hashlib.sha256(html).hexdigest()[:16]}...")


def _brief(case: Path, draws: int, page: Path, cache: str) -> tuple[Run, bytes]:
    run = detente("brief", str(case), "-o", str(page), "--draws", str(draws), cache=cache)
    return run, page.read_bytes()


if __name__ == "__main__":
    main()
