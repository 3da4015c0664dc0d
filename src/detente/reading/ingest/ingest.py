"""In: a document as bytes, a file or a stream. Out: a `Document`; or `NotReadable`, which says what to do.

Plain text is decoded here. Web pages, PDFs and Word files are opened in a process of their own. Read this
module first: it calls each step once, in order.
"""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from detente.errors import NotReadable
from detente.reading.document import Document, Format
from detente.reading.ingest.blocks import segment
from detente.reading.ingest.decoding import decode, too_long, turned
from detente.reading.ingest.limits import Limits
from detente.reading.ingest.metadata import facts_of_text, not_english
from detente.reading.ingest.parsed import Facts, Parsed, Refused, combine
from detente.reading.ingest.parser import RENEW_AFTER, Parser
from detente.reading.ingest.sniff import sniff

STREAM = "standard input"
_DEFAULT = Limits()


def ingest(data: bytes, name: str, *, limits: Limits = _DEFAULT) -> Document:
    """The document in these bytes. `name` is what messages call it, and is never taken for its format.

    Raises `NotReadable` with a sentence that says what to do, and `MissingExtra`.
    """
    with Reader(limits) as reader:
        return reader.read(data, name)


def ingest_file(path: Path | str, *, limits: Limits = _DEFAULT) -> Document:
    """The document in a file. A file beyond the limit is refused before it is read. Raises as `ingest`."""
    with Reader(limits) as reader:
        return reader.read_file(path)


def ingest_stream(stream: BinaryIO, name: str = STREAM, *, limits: Limits = _DEFAULT) -> Document:
    """The document in a stream, read no further than one byte over the limit. Raises as `ingest`."""
    with Reader(limits) as reader:
        return reader.read_stream(stream, name)


class Reader:
    """Ingests many documents and starts the parsers' process once for all of them. For use in one thread.

    >>> with Reader() as reader:                               # doctest: +SKIP
    ...     documents = [reader.read_file(path) for path in paths]
    """

    def __init__(self, limits: Limits = _DEFAULT, *, renew_after: int = RENEW_AFTER) -> None:
        self.limits = limits
        self._parser = Parser(limits, renew_after)

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the parsers' process. The reader may be used again, and then starts another."""
        self._parser.close()

    def read(self, data: bytes, name: str) -> Document:
        """The document in these bytes. Raises as `ingest`."""
        try:
            self._check_size(len(data))
            form = sniff(data)
            parsed = self._text(data) if form == "text" else self._parser.parse(data, form)
            return document_of(name, form, data, parsed)
        except Refused as refusal:
            raise NotReadable(name, str(refusal)) from None

    def read_file(self, path: Path | str) -> Document:
        """The document in a file. Raises as `ingest`, also for a file that cannot be opened."""
        path = Path(path)
        try:
            about = path.stat()
            if stat.S_ISDIR(about.st_mode):
                raise NotReadable(path.name, "is a folder: give the files in it, one by one")
            self._check_size(about.st_size)
            with path.open("rb") as stream:
                return self.read_stream(stream, path.name)
        except Refused as refusal:
            raise NotReadable(path.name, str(refusal)) from None
        except OSError as error:
            raise NotReadable(path.name, f"cannot be opened: {error.strerror or error}") from None

    def read_stream(self, stream: BinaryIO, name: str = STREAM) -> Document:
        """The document in a stream. Raises as `ingest`."""
        data = stream.read(self.limits.size + 1)
        if len(data) > self.limits.size:
            raise NotReadable(name, f"has more than {self.limits.size // 1_000_000:,} MB: {_PART}")
        return self.read(data, name)

    def _check_size(self, size: int) -> None:
        if size > self.limits.size:
            raise Refused(
                f"has {size / 1e6:,.0f} MB, and at most {self.limits.size / 1e6:,.0f} MB are read: {_PART}"
            )

    def _text(self, data: bytes) -> Parsed:
        decoded = decode(data, self.limits.characters)
        if len(decoded.text) > self.limits.characters:
            raise Refused(too_long(len(decoded.text), self.limits.characters))
        return Parsed(decoded.text, notes=decoded.notes)


_PART = "cut out the part that matters and read that"


def document_of(name: str, form: Format, raw: bytes, parsed: Parsed) -> Document:
    """The document made of what a parser found: its blocks by offset, and what it says of itself."""
    blocks = segment(parsed.text, parsed.kinds)
    in_text, unclear = facts_of_text(parsed.text, blocks)
    facts = combine(parsed.facts, in_text) if form == "html" else combine(in_text, parsed.facts)
    lang = _language(parsed.facts, in_text)
    return Document(
        name=name,
        format=form,
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=parsed.text,
        blocks=blocks,
        pages=parsed.pages,
        outlet=facts.outlet,
        title=facts.title,
        author=facts.author,
        published=facts.published,
        address=facts.address,
        lang=lang,
        notes=(
            *parsed.notes,
            *(() if facts.published else unclear),
            *turned(parsed.text),
            *not_english(lang),
        ),
    )


def _language(declared: Facts, seen: Facts) -> str:
    """What a page declares; but its words decide if it declares English, as many do that are not."""
    if declared.lang and declared.lang != "en":
        return declared.lang
    return seen.lang or declared.lang or "en"
