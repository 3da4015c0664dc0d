"""One reader for all tests of this folder: its process is started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from detente.reading.ingest.ingest import Reader


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as one:
        yield one
