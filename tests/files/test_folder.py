"""A folder is a case, or it is told what is wrong with it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.errors import CaseFaults, NotACase
from detente.files.folder import find_faults, read_case
from detente.files.starter import start

from .paper import CASE, SOUND, SOURCES, STATEMENTS, added, changed, lint, write


def test_a_sound_case_is_read_whole(tmp_path: Path) -> None:
    case = read_case(write(tmp_path, dict(SOUND)))
    assert case.title == "Northland - Southland"
    assert case.measure("exercises").levels[1].value == 5000
    assert case.party_of("ministry") == "north"
    assert case.statement("s2").if_[0].binds == "north"
    assert case.moments[0].date == dt.date(2031, 3, 2)
    assert case.folder == str(tmp_path)


def test_statements_stand_by_date(tmp_path: Path) -> None:
    case = read_case(write(tmp_path, dict(SOUND)))
    assert [statement.id for statement in case.statements] == ["s1", "s2"]


def test_all_faults_come_at_once_and_in_order(tmp_path: Path) -> None:
    files = changed("stance: demands", "stance: demand")
    files["sources.yaml"] = "sources:\n  - {id: post}\n"
    write(tmp_path, dict(files))
    with pytest.raises(CaseFaults) as broken:
        read_case(tmp_path)
    assert [str(fault.where) for fault in broken.value.faults] == [
        "sources.yaml:2:5",
        "statements.yaml:13:13",
    ]


def test_the_digest_follows_every_byte_and_not_the_folder(tmp_path: Path) -> None:
    one = read_case(write(tmp_path / "one", dict(SOUND)))
    same = read_case(write(tmp_path / "same", dict(SOUND)))
    other = read_case(write(tmp_path / "other", added("sources.yaml", "# a word more\n")))
    assert one.digest == same.digest != other.digest
    assert len(one.digest) == 64


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "nowhere", "there is no folder"),
        (lambda folder: write(folder, {"talks": "x"}) / "talks", "is a file: name the folder"),
        (lambda folder: folder, "holds no case.yaml"),
        (lambda folder: write(folder, {"case.yml": CASE}), "rename case.yml to case.yaml"),
    ],
)
def test_what_is_no_case_is_said_in_a_sentence(
    tmp_path: Path, make: Callable[[Path], Path], says: str
) -> None:
    with pytest.raises(NotACase, match=says):
        find_faults(make(tmp_path))


def test_a_missing_file_is_a_fault_and_hides_no_other(tmp_path: Path) -> None:
    files = {
        "case.yaml": CASE.replace("kind: organisation", "kind: ministry"),
        "statements.yaml": STATEMENTS,
    }
    assert lint(tmp_path, files) == [
        "case.yaml:8:42: 'ministry' is not one of state, alliance, organisation, outlet or person",
        "sources.yaml: the file is missing: a case has case.yaml, statements.yaml, sources.yaml",
    ]


def test_a_file_that_cannot_be_opened_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path, {"case.yaml": CASE, "statements.yaml": STATEMENTS})
    (tmp_path / "sources.yaml").mkdir()
    (fault,) = find_faults(tmp_path)
    assert str(fault).startswith("sources.yaml: the file cannot be read")


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**SOUND, "case.yaml": b"\xef\xbb\xbf" + CASE.encode()}
    assert read_case(write(tmp_path, files)).id == "river"


def test_other_encodings_are_named_with_their_line(tmp_path: Path) -> None:
    latin = SOURCES.encode() + "# D\u00e9tente".encode("latin-1")
    (fault,) = find_faults(write(tmp_path, {**SOUND, "sources.yaml": latin}))
    assert str(fault) == "sources.yaml:3:1: byte 55 is not UTF-8 text: save the file as UTF-8"


def test_an_empty_file_of_statements_is_read_as_none(tmp_path: Path) -> None:
    said = lint(tmp_path, {**SOUND, "statements.yaml": "# nothing yet\n"})
    assert [one.split(": ", 1)[1] for one in said] == [
        "'north' is a party without statements: nothing constrains it",
        "'south' is a party without statements: nothing constrains it",
        "'s2' is not defined as a statement",
    ]


def test_a_file_that_holds_a_list_is_told_which_keys_it_wants(tmp_path: Path) -> None:
    said = lint(tmp_path, {**SOUND, "sources.yaml": "- {id: post, publisher: The River Post}\n"})
    assert said == ["sources.yaml:1:1: keys with values are wanted here (sources ...), not a list"]


def test_links_that_keep_a_measure_at_today_are_found(tmp_path: Path) -> None:
    both = "[{measure: exercises, binds: north}, {measure: exercises, binds: south}]"
    link = f"  - {{kind: excludes, refs: {both}}}\n"
    said = lint(tmp_path, changed("moments:\n", link + "moments:\n"))
    assert said == [
        f"case.yaml:24:5: with the other links, this keeps 'exercises' of '{party}' at today for good"
        for party in ("north", "south")
    ]


STATEMENT = """\
  - id: s{n}
    date: 2031-01-{day:02}
    speaker: {who}
    stance: claims
    says: One of very many things that were said in the weeks before the talks.
    voice: the spokesperson of the ministry
    source: post-{n}
    quote: "we have said this before and we shall say it again"
"""
SOURCE = """\
  - id: post-{n}
    publisher: The River Post
    title: One of very many reports
    date: 2031-01-01
    reliability: C
"""


def test_a_case_of_130_statements_is_linted_in_about_a_second(tmp_path: Path) -> None:
    who = ("north", "south")
    many = "".join(STATEMENT.format(n=n, day=n % 28 + 1, who=who[n % 2]) for n in range(10, 140))
    sources = "".join(SOURCE.format(n=n) for n in range(10, 140))
    write(tmp_path, {**SOUND, "statements.yaml": STATEMENTS + many, "sources.yaml": SOURCES + sources})
    code = "import sys, pathlib as p, detente.files.folder as f; print(*f.find_faults(p.Path(sys.argv[1])))"
    begun = time.perf_counter()
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True)
    assert run.stdout.strip() == b""
    # Several times the promise: the machine that runs the tests may be busy.
    assert time.perf_counter() - begun < 5


def test_the_starter_is_sound(tmp_path: Path) -> None:
    start(tmp_path)
    assert find_faults(tmp_path) == ()
    assert not read_case(tmp_path).real
