"""In: the path of a file, compressed or not. Out: its text in pieces or lines, never more of it than can be held.

A file that cannot be opened is `NotReadable`. What goes wrong later is a fault, and what came before it stays.
"""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from detente.errors import Fault, NotReadable, Where

PIECE = 1 << 20
GZIP = b"\x1f\x8b"
MOST_TIMES = 200
"""A compressed file that grows to more than so many times its size is a bomb; tracks grow about twelvefold."""
SMALL = 64 << 20
"""Bytes up to which that is not asked."""
LONGEST_LINE = 1 << 20


def pieces(path: Path, faults: list[Fault]) -> Iterator[str]:
    """The text of a file in pieces of about a megabyte. Bytes that are not UTF-8 become a replacement mark."""
    decode = codecs.getincrementaldecoder("utf-8-sig")("replace")
    for data in _bytes(path, faults):
        yield decode.decode(data)
    yield decode.decode(b"", final=True)


def lines(path: Path, faults: list[Fault]) -> Iterator[tuple[int, str]]:
    """Numbered lines, from 1. One that is too long is a fault, and left out."""
    rest, number = "", 1
    for piece in pieces(path, faults):
        whole, cut, last = (rest + piece).rpartition("\n")
        for line in whole.split("\n") if cut else ():
            yield number, line.removesuffix("\r")
            number += 1
        rest = last
        if len(rest) > LONGEST_LINE:
            says = f"line {number} is longer than {LONGEST_LINE:,} characters: reading ends here"
            faults.append(Fault(Where(path.name, number, 1), says))
            return
    if rest:
        yield number, rest


def _bytes(path: Path, faults: list[Fault]) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            first = file.read(len(GZIP))
            file.seek(0)
            yield from _unpacked(file, path, faults) if first == GZIP else _plain(file)
    except OSError as error:
        raise NotReadable(path.name, f"the file cannot be read: {error.strerror or error}") from error


def _plain(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _unpacked(file: BinaryIO, path: Path, faults: list[Fault]) -> Iterator[bytes]:
    most = max(SMALL, MOST_TIMES * path.stat().st_size)
    given = 0
    try:
        for piece in _inflated(file):
            given += len(piece)
            if given > most:
                faults.append(
                    _whole(path, f"it unpacks to more than {MOST_TIMES} times its size: reading ends here")
                )
                return
            yield piece
    except EOFError:
        faults.append(
            _whole(path, f"the compressed file is cut off: {given:,} bytes could be unpacked, and are used")
        )
    except zlib.error as error:
        says = f"the compressed file is damaged ({error}): {given:,} bytes could be unpacked, and are used"
        faults.append(_whole(path, says))


def _inflated(file: BinaryIO) -> Iterator[bytes]:
    """Every member of a gzip file in pieces. EOFError where it ends too early, zlib.error where it is damaged."""
    left = file.read(PIECE)
    while left:
        stream = zlib.decompressobj(wbits=31)
        while not stream.eof:
            if not left and not (left := file.read(PIECE)):
                raise EOFError
            yield stream.decompress(left, PIECE)
            left = stream.unused_data if stream.eof else stream.unconsumed_tail
        left = left or file.read(PIECE)


def _whole(path: Path, says: str) -> Fault:
    return Fault(Where(path.name), says)
