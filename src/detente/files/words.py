"""Files of words in, a `Vocabulary` out: the shipped one, and what a case adds in its vocabulary.yaml.

The shipped files are parsed once and kept in the cache folder under their content.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from detente.case.vocabulary import ActorTerm, IssueTerm, UnitTerm, Vocabulary
from detente.errors import CaseFaults, Fault, Where
from detente.files.composer import LONGEST
from detente.files.names import ID
from detente.files.papers import Papers, Sheet, ids, papers_of, together
from detente.files.shape import lists_of
from detente.files.store import keep, key, recall
from detente.files.yaml_tree import read_yaml

SHIPPED = ("actors.yaml", "cues.yaml", "issues.yaml", "units.yaml")
"""The files of the shipped vocabulary. A file may hold any of the four lists."""

OWN = "vocabulary.yaml"
"""The file in which a case adds to it. May be absent."""

NOUNS: dict[type, str] = {ActorTerm: "actor", IssueTerm: "issue", UnitTerm: "unit"}
SHAPE = "vocabulary 1"
"""Goes into the name that a parsed vocabulary is kept under: other shape, other name."""


def read_words(folder: Path) -> Vocabulary:
    """The vocabulary in a folder that holds the four shipped files.

    Raises CaseFaults with every fault in them, and OSError if one is missing.
    """
    return _parsed(tuple((name, (folder / name).read_bytes()) for name in SHIPPED))


def read_own_words(folder: Path) -> Vocabulary:
    """What a case adds in its vocabulary.yaml; an empty vocabulary if it has none.

    Raises CaseFaults with every fault in it.
    """
    papers = own_papers(folder)
    return _whole(papers)


def own_papers(folder: Path) -> Papers:
    """A case's vocabulary.yaml as papers: entries with their places, and the faults of their form."""
    path = folder / OWN
    if not path.exists():
        return Papers()
    try:
        return _papers(OWN, path.read_bytes())
    except OSError as error:
        return _unread(Fault(Where(OWN), f"the file cannot be read: {error.strerror or error}"))


@lru_cache(maxsize=4)
def _parsed(files: tuple[tuple[str, bytes], ...]) -> Vocabulary:
    name = key(SHAPE, *(f"{file} {hashlib.sha256(data).hexdigest()}" for file, data in files))
    known = recall(Vocabulary, name)
    if known is None:
        known = _whole(together(tuple(_papers(file, data) for file, data in files)))
        keep(Vocabulary, name, known)
    return known


def _papers(file: str, data: bytes) -> Papers:
    if len(data) > 4 * LONGEST:
        return _unread(Fault(Where(file), f"the file is longer than {LONGEST:,} characters: shorten it"))
    try:
        node, faults = read_yaml(data.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        says = f"byte {error.start + 1} is not UTF-8 text: save the file as UTF-8"
        return _unread(Fault(Where(file, line, 1), says))
    papers = papers_of(Sheet(file, node, data, faults), Vocabulary)
    return together((papers, Papers(faults=tuple(_id_faults(papers)))))


def _unread(fault: Fault) -> Papers:
    return Papers(unread=frozenset(lists_of(Vocabulary).values()), faults=(fault,))


def _whole(papers: Papers) -> Vocabulary:
    if papers.faults:
        raise CaseFaults(tuple(set(papers.faults)))
    lists: dict[str, Any] = {
        name: tuple(entry.record for entry in papers.of(cls)) for name, cls in lists_of(Vocabulary).items()
    }
    return Vocabulary(**lists)


def _id_faults(papers: Papers) -> Iterator[Fault]:
    """Ids that are ill-formed, or stand twice in one file."""
    for cls, noun in NOUNS.items():
        found = list(ids(papers, cls))
        counted = Counter(name for name, _ in found)
        seen: set[str] = set()
        for name, place in found:
            if cls is not UnitTerm and not ID.fullmatch(name):
                yield Fault(
                    place, f"the id '{name}' may hold only a-z, 0-9 and hyphens, as in 'north-korea'"
                )
            if counted[name] > 1 and name in seen:
                yield Fault(place, f"the {noun} '{name}' stands twice: put its words into one entry")
            seen.add(name)
