"""The caret stands under the word, whatever stands before it."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from detente.errors import Fault, Where
from detente.files.folder import find_faults
from detente.files.show import show, show_all

from .paper import SOUND, changed, write

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).resolve().parent / "golden" / "bad-example.txt"


def fault(line: int, column: int) -> Fault:
    return Fault(Where("f", line, column), "says")


def test_the_sentence_the_line_and_the_caret() -> None:
    assert show(fault(2, 4), ["a: 1", "b: x"]) == "f:2:4: says\n    b: x\n       ^"


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("\tb: x", 5, "    b: x", 7),
        ("名前: x", 5, "名前: x", 6),
        ("e\u0301: x", 5, "e\u0301: x", 3),
        ("نام: x", 6, "نام: x", 5),
        ("a\u202eb: x", 6, "a?b: x", 5),
        ("a: 1", 5, "a: 1", 4),
    ],
)
def test_the_caret_counts_what_a_terminal_shows(line: str, column: int, shown: str, caret: int) -> None:
    _, source, mark = show(fault(1, column), [line]).split("\n")
    assert (source[4:], mark[4:]) == (shown, " " * caret + "^")


@pytest.mark.parametrize("column", [1, 150, 300])
def test_a_long_line_is_trimmed_around_the_column(column: int) -> None:
    line = "".join(chr(ord("a") + n % 26) for n in range(300))
    _, source, mark = show(fault(1, column), [line]).split("\n")
    assert len(source) <= 4 + 106
    assert source[mark.index("^")] == line[column - 1]


def test_a_fault_of_a_whole_file_has_no_line() -> None:
    assert show(Fault(Where("f"), "says"), ["a: 1"]) == "f: says"


def test_a_place_that_is_gone_is_shown_without_its_line() -> None:
    assert show(fault(9, 1), ["a: 1"]) == "f:9:1: says"


def test_the_number_of_faults_stands_at_the_end(tmp_path: Path) -> None:
    write(tmp_path, dict(changed("real: false", "real: no")))
    assert show_all(tmp_path, find_faults(tmp_path)) == (
        "case.yaml:3:7: true or false is wanted here, not 'no'\n    real: no\n          ^\n\n1 fault"
    )


def test_a_clean_case_says_so(tmp_path: Path) -> None:
    write(tmp_path, dict(SOUND))
    assert show_all(tmp_path, find_faults(tmp_path)) == "no faults"


def test_the_bad_example_says_what_it_always_said() -> None:
    folder = ROOT / "cases" / "bad-example"
    said = show_all(folder, find_faults(folder)) + "\n"
    wanted = GOLDEN.read_text(encoding="utf-8")
    difference = difflib.unified_diff(wanted.splitlines(), said.splitlines(), "golden", "said", lineterm="")
    assert said == wanted, "\n".join(difference)
