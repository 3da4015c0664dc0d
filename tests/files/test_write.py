"""A file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.files.write import write_atomic


def test_a_file_is_written(tmp_path: Path) -> None:
    write_atomic(tmp_path / "brief.html", b"text")
    assert (tmp_path / "brief.html").read_bytes() == b"text"
    assert os.listdir(tmp_path) == ["brief.html"]


def test_another_file_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(b"mine")
    with pytest.raises(UsageError, match="exists and is left as it is"):
        write_atomic(tmp_path / "case.yaml", b"yours")
    assert (tmp_path / "case.yaml").read_bytes() == b"mine"
    assert os.listdir(tmp_path) == ["case.yaml"]


def test_another_file_is_replaced_when_told(tmp_path: Path) -> None:
    (tmp_path / "brief.html").write_bytes(b"old")
    write_atomic(tmp_path / "brief.html", b"new", overwrite=True)
    assert (tmp_path / "brief.html").read_bytes() == b"new"


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_failure_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, overwrite: bool
) -> None:
    def fail(*paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UsageError, match="No space left on device"):
        write_atomic(tmp_path / "brief.html", b"new", overwrite=overwrite)
    assert os.listdir(tmp_path) == []


def test_a_file_system_without_links_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*paths: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", fail)
    write_atomic(tmp_path / "a", b"1")
    with pytest.raises(UsageError, match="exists"):
        write_atomic(tmp_path / "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_atomic(tmp_path / "nowhere" / "a", b"1")
