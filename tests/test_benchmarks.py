"""The benchmarks run from a checkout and print their tables; how fast anything is, is not tested."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = {"common"}
SCRIPTS = sorted(path.stem for path in ROOT.glob("benchmarks/*.py") if path.stem not in LIBRARY)


@pytest.fixture(scope="module")
def said(request: pytest.FixtureRequest) -> str:
    """What a script prints with --quick."""
    paths = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
    run = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / f"{request.param}.py", "--quick"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def tables(text: str) -> list[list[list[str]]]:
    """Every Markdown table as rows of cells, the line under the head left out."""
    parts = [part.splitlines() for part in text.split("\n\n") if part.startswith("|")]
    return [
        [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in part
            if not line.startswith("|--")
        ]
        for part in parts
    ]


@pytest.mark.slow
@pytest.mark.parametrize("said", SCRIPTS, indirect=True)
def test_a_benchmark_prints_whole_tables(said: str):
    found = tables(said)
    assert found
    for head, *rows in found:
        assert rows
        assert {len(row) for row in rows} == {len(head)}


@pytest.mark.slow
@pytest.mark.parametrize("said", ["zone"], indirect=True)
def test_listing_every_package_finds_the_same_zone_and_the_same_blocking_sets(said: str):
    (head, *rows), *_ = tables(said)
    agree = [row[head.index("same answer")] for row in rows if row[head.index("packages")] == "78,732"]
    assert agree == ["yes"] * 3


@pytest.mark.slow
@pytest.mark.parametrize("said", ["brief"], indirect=True)
def test_a_brief_made_three_times_is_the_same_to_the_byte(said: str):
    (head, *rows), *_ = tables(said)
    assert [row[head.index("same bytes")] for row in rows] == ["yes"] * 3


def test_every_benchmark_has_its_command_in_the_table_of_contents():
    page = (ROOT / "benchmarks" / "README.md").read_text("utf-8")
    assert [name for name in SCRIPTS if f"python benchmarks/{name}.py" not in page] == []
