"""What the tests of the language model share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .fake import Fake, serving


@pytest.fixture
def server() -> Iterator[Fake]:
    """A chat-completions server on this machine."""
    with serving() as fake:
        yield fake
