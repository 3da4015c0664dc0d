"""A case to begin with, and a copy of a shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.files.starter import BROKEN, copy_case, shipped, start


def test_the_starter_brings_its_schemas(tmp_path: Path) -> None:
    start(tmp_path / "talks")
    assert sorted(path.name for path in (tmp_path / "talks").iterdir()) == [
        ".schema",
        "case.yaml",
        "sources.yaml",
        "statements.yaml",
    ]


def test_the_starter_overwrites_nothing_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("mine")
    with pytest.raises(UsageError, match=r"already holds sources\.yaml: nothing was written"):
        start(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["sources.yaml"]
    assert (tmp_path / "sources.yaml").read_text() == "mine"


def test_a_shipped_case_is_copied_whole(tmp_path: Path) -> None:
    copy_case(BROKEN, tmp_path / "copy")
    assert (tmp_path / "copy" / ".schema" / "case.schema.json").is_file()
    assert (tmp_path / "copy" / "observations" / "exercises.csv").is_file()
    with pytest.raises(UsageError, match="nothing was written"):
        copy_case(BROKEN, tmp_path / "copy")


def test_a_case_that_is_not_shipped_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match="no case 'bad-exmple' comes with the package: did you mean 'bad-example'"
    ):
        copy_case("bad-exmple", tmp_path)


def test_the_case_that_is_wrong_on_purpose_is_not_offered() -> None:
    assert BROKEN not in shipped()


def test_a_file_in_the_way_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "talks").write_text("x")
    with pytest.raises(UsageError, match="cannot be made"):
        start(tmp_path / "talks")
