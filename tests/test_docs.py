"""The pages run: what they show is what happens, and what they name is there."""

from __future__ import annotations

import contextlib
import doctest
import importlib.util
import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

import detente
from detente import desk as walk
from detente.cli.commands import cli, run
from detente.files.starter import copy_case, start

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^```text (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block with a name after its language: a file that a reader is to have before going on."""
LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page, and the line it begins at."""

    page: Path
    line: int
    language: str
    text: str


def blocks(*languages: str) -> Iterator[Block]:
    for page in PAGES:
        text = page.read_text("utf-8")
        for found in BLOCK.finditer(text):
            if found[1] in languages:
                yield Block(page, text[: found.start()].count("\n") + 2, found[1], found[2])


def name(one: Path) -> str:
    return one.relative_to(ROOT).as_posix()


def pages_with(*languages: str) -> list[Path]:
    return list(dict.fromkeys(block.page for block in blocks(*languages)))


@pytest.fixture
def desk(tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the shipped cases in it and the files that pages tell a reader to save."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_CACHE", str(shared_cache))
    copy_case("two-lakes", tmp_path / "two-lakes")
    copy_case("us-russia-2022", tmp_path / "us-russia-2022")
    for page in PAGES:
        for found in FILE.finditer(page.read_text("utf-8")):
            (tmp_path / found[1]).write_text(found[2], "utf-8")
    return tmp_path


@pytest.mark.parametrize("page", pages_with("python"), ids=name)
def test_the_python_on_a_page_runs(page: Path, desk: Path, monkeypatch: pytest.MonkeyPatch):
    start(desk / "talks")
    for verb in (walk.sign, walk.brief):  # what another page has signed is not drawn again
        monkeypatch.setattr(detente, verb.__name__, partial(verb, reuse=True))
    names: dict[str, Any] = {}
    for block in (one for one in blocks("python") if one.page == page):
        if ">>>" in block.text:
            _doctest(block, names)
        else:
            exec(compile(block.text, name(page), "exec"), names)


def _doctest(block: Block, names: dict[str, Any]) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, {}, name(block.page), None, block.line - 1)
    test.globs = names
    said = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert runner.run(test, out=said.write, clear_globs=False).failed == 0, said.getvalue()


@pytest.mark.parametrize("page", pages_with("console"), ids=name)
def test_the_commands_on_a_page_print_what_it_shows(page: Path, desk: Path):
    checker = doctest.OutputChecker()
    for block in (one for one in blocks("console") if one.page == page):
        for line, shown in _commands(block.text):
            said = _run(line)
            same = checker.check_output(shown, said, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
            shown_and_said = f"--- the page\n{shown}\n--- the command\n{said}"
            assert same, f"{name(page)}, after line {block.line}: $ {line}\n{shown_and_said}"


def _commands(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        yield line, shown


def _run(line: str) -> str:
    program, *words = shlex.split(line)
    assert program == "detente", f"only detente is run from a page, not {program}"
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        run(words)
    return said.getvalue()


def typed() -> list[tuple[str, str]]:
    """Every line that calls detente in a shell block, with its page."""
    lines = [(name(b.page), line) for b in blocks("sh", "console") for line in b.text.splitlines()]
    return [
        (page, line.removeprefix("$ ")) for page, line in lines if re.match(r"(\$ )?(\S*/)?detente\s", line)
    ]


@pytest.mark.parametrize(("page", "line"), typed())
def test_a_command_on_a_page_exists_with_its_options(page: str, line: str):
    _, first, *rest = shlex.split(line, comments=True)
    if first.startswith("-"):
        return
    command = cli.commands[first]
    options = {opt for p in command.params if isinstance(p, click.Option) for opt in p.opts}
    assert [word for word in rest if word.startswith("-") and word not in options] == []


def test_make_knows_every_word_that_a_page_tells_it():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    lines = [line for block in blocks("sh") for line in block.text.splitlines() if line.startswith("make ")]
    words = {word for line in lines for word in shlex.split(line, comments=True)[1:] if "=" not in word}
    assert {"demo", "test"} <= words
    assert [word for word in sorted(words) if f"\n{word}:" not in makefile] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path):
    dead = []
    for target in LINK.findall(BLOCK.sub("", FILE.sub("", page.read_text("utf-8")))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            dead.append(target)
    assert dead == []


def anchors(page: Path) -> set[str]:
    """The anchors that a forge makes from the headings of a page."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def _maker() -> ModuleType:
    found = importlib.util.spec_from_file_location("make", ROOT / "docs/reference/make.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["commands.md", "case-folder.md"])
def test_a_reference_page_is_what_the_code_says(page: str):
    kept = (ROOT / "docs/reference" / page).read_text("utf-8")
    assert kept == _maker().pages()[page], "the code has moved on: run `make docs`"
