"""What tests of all rooms share: one cache of signings for a whole run, whichever worker fills it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


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
