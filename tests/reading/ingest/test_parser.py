"""A parser that runs away, or dies, is ended, and the person is told what to do."""

from __future__ import annotations

import os
import sys

import pytest

from detente.errors import MissingExtra
from detente.reading.ingest.limits import Limits
from detente.reading.ingest.parsed import Refused
from detente.reading.ingest.parser import Parser
from reading.ingest.making import SAID, article, pdf

INSTEAD = "copy the part that matters into a plain text file and read that"


def instead_of_a_parser(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", f"import sys\nsys.stdin.buffer.readline()\n{code}")


def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    slow = article(*(f"<b>{n}</b> {SAID}" for n in range(40_000)))
    with Parser(Limits(seconds=0.5)) as parser:
        with pytest.raises(Refused) as refused:
            parser.parse(slow, "html")
        assert str(refused.value) == f"took longer than 0.5 seconds to open: {INSTEAD}"
    with Parser() as parser:
        assert SAID[:40] in parser.parse(article(SAID * 3), "html").text


def test_a_document_that_takes_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    pages = article(*(f"<b>{n}</b> {SAID}" for n in range(60_000)))
    with Parser(Limits(memory=20_000_000)) as parser:
        with pytest.raises(Refused) as refused:
            parser.parse(pages, "html")
        assert str(refused.value) == f"needs more than 20 MB of memory to open: {INSTEAD}"
        assert parser.parse(pdf(("Small.",)), "pdf").text == "Small."


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
            f"could not be opened: its parser stopped (SIGSEGV); {INSTEAD}",
        ),
        ("sys.exit(3)", f"could not be opened: its parser stopped; {INSTEAD}"),
        (
            'print(\'{"failed": "KeyError"}\')',
            f"could not be opened: its parser failed (KeyError); {INSTEAD}",
        ),
        ("import time; time.sleep(60)", f"took longer than 1 seconds to open: {INSTEAD}"),
    ],
)
def test_a_parser_that_ends_is_told_of(code: str, sentence: str) -> None:
    with (
        Parser(Limits(seconds=1), start=instead_of_a_parser(code)) as parser,
        pytest.raises(Refused) as refused,
    ):
        parser.parse(b"<p>text", "html")
    assert str(refused.value) == sentence


def test_a_missing_package_is_named_by_its_extra() -> None:
    code = 'print(\'{"missing": "trafilatura"}\')'
    with (
        Parser(start=instead_of_a_parser(code)) as parser,
        pytest.raises(MissingExtra, match="Reading web pages needs"),
    ):
        parser.parse(b"<p>text", "html")


def test_the_process_knows_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "12345")
    code = "import os, json; print(json.dumps({'refused': ' '.join(sorted(os.environ))}))"
    with Parser(start=instead_of_a_parser(code)) as parser, pytest.raises(Refused) as refused:
        parser.parse(b"<p>text", "html")
    assert "A_SECRET" in os.environ
    assert "A_SECRET" not in str(refused.value)


ANSWERS_WITH_ITS_NUMBER = """
import json, os
while True:
    sys.stdin.buffer.read(len(b"<p>text"))
    print(json.dumps({"refused": str(os.getpid())}), flush=True)
    if not sys.stdin.buffer.readline():
        break
"""


def test_one_process_serves_its_share_and_then_another_does() -> None:
    served = []
    with Parser(renew_after=2, start=instead_of_a_parser(ANSWERS_WITH_ITS_NUMBER)) as parser:
        for _ in range(3):
            with pytest.raises(Refused) as refused:
                parser.parse(b"<p>text", "html")
            served.append(str(refused.value))
    assert served[0] == served[1] != served[2]
