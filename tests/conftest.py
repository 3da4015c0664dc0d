"""What tests of all rooms share: one cache of signings for a whole run, whichever worker fills it, and what uses it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.signing.results import Signing


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that this run begins with empty, and all its workers use.

    A result is kept under everything it depends on, the code included: what is taken from here is what
    would have been computed anew. A test that wants it computed twice keeps a folder of its own.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared-cache"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def sign_once(shared_cache: Path) -> Callable[..., Signing]:
    """`desk.sign`, which works nothing out that this run has worked out before."""
    from detente import desk

    def sign(case: Case, **how: Any) -> Signing:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DETENTE_CACHE", str(shared_cache))
            return desk.sign(case, reuse=True, **how)

    return sign


@pytest.fixture
def one_prior(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn under the other priors, which take two thirds of a small signing.

    The name of a kept result does not say so: whoever takes this neither reuses nor keeps.
    """
    from detente.signing import sign

    monkeypatch.setattr(sign, "OTHER_PRIORS", ())
