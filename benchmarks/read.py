"""How well `detente read` reads: proposals beside what a person annotated, and its speed beside bare spaCy.

What each score means is in `scoring/score.py`, how the documents were annotated in `read/GUIDELINES.md`.
The rules were developed on the set `dev`; the set `sealed` was written by somebody who did not know
them, and is run once a release.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from statistics import median

from common import ROOT, Run, detente, python, show, show_place
from scoring.gold import read_gold
from scoring.score import Scored, score
from scoring.second import as_read
from scoring.shares import Marks, Share, balance, total
from scoring.sheet import Read

from detente.errors import DetenteError, UsageError
from detente.files.words import read_words
from detente.reading.document import Document
from detente.reading.ingest.ingest import ingest
from detente.reading.lexicon import WORDS, Lexicon, lexicon
from detente.reading.model_pin import MODEL
from detente.reading.read import read

SETS = ROOT / "benchmarks" / "read"
SEALED = "sealed"
ROUNDS = 5
FOUND = ("span", "stance", "issue", "speaker", "all right", "attribution", "condition", "contested",
         "figure found", "clause found", "clause right")  # fmt: skip
"""Scores with a precision and a recall."""
RIGHT = ("actor", "condition kind", "target", "act", "date said", "figure value R", "approximator", "place",
         "part of", "reciprocity", "exception", "wrong side", "worst error")  # fmt: skip
"""Scores that are one share."""
EACH = ("span", "all right", "attribution", "clause right")
"""Scores shown for each document."""


@dataclass(frozen=True)
class Pair:
    """A document and its gold annotation, as files."""

    document: Path
    gold: Path


def main() -> None:
    """Print the tables that were asked for."""
    asked = _parser().parse_args()
    try:
        _run(asked)
    except DetenteError as wrong:
        sys.exit(str(wrong))


def _run(asked: argparse.Namespace) -> None:
    pairs, name = _pairs(asked), asked.article or asked.set
    sealed = any(pair.gold.resolve().parent == SETS / SEALED for pair in pairs)
    if asked.errors and sealed:
        raise UsageError("the sealed set shows no sentence: --errors is for sets that rules may be made on")
    if asked.second:
        pairs = [pair for pair in pairs if second_of(pair).exists()]
    scoring = _agreed if asked.second else _scored
    scored = [_silent(one) if sealed else one for one in map(scoring, pairs)]
    if asked.json:
        print(json.dumps(_tree(str(name), scored), indent=1))
        return
    show_place()
    show_scores(Path(name).stem, scored)
    if asked.each:
        show_each(scored)
    if asked.errors:
        show_errors(scored)
    if asked.speed:
        show_speed([pair.document for pair in pairs], 1 if asked.quick else ROUNDS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--set", default="dev", help="dev, sealed, or a folder of NN-name.txt and .yaml")
    parser.add_argument("--article", type=Path, help="one document of any format, in place of a set")
    parser.add_argument("--gold", type=Path, help="its annotation; beside it, with .yaml, if left out")
    parser.add_argument("--each", action="store_true", help="also a line for each document")
    parser.add_argument("--errors", action="store_true", help="also every miss and error in words")
    parser.add_argument("--speed", action="store_true", help="also how long it takes, beside bare spaCy")
    parser.add_argument("--json", action="store_true", help="counts as JSON, in place of tables")
    parser.add_argument(
        "--second",
        action="store_true",
        help="how far a second annotator (in the folder second/ of a set) agrees, in place of what is read",
    )
    parser.add_argument("--quick", action="store_true", help="the first document only: shows that it runs")
    return parser


def _pairs(asked: argparse.Namespace) -> list[Pair]:
    if asked.article:
        return [Pair(asked.article, asked.gold or asked.article.with_suffix(".yaml"))]
    found = pairs_of(SETS / asked.set if (SETS / asked.set).is_dir() else Path(asked.set))
    return found[:1] if asked.quick else found


def pairs_of(folder: Path) -> list[Pair]:
    """The documents of a set, in order. Raises UsageError where there is none."""
    found = [Pair(gold.with_suffix(".txt"), gold) for gold in sorted(folder.glob("*.yaml"))]
    if not found:
        raise UsageError(f"{folder} holds no annotation (*.yaml)")
    return found


# ---------------------------------------------------------------- reading


def compiled() -> Lexicon:
    """The shipped vocabulary, compiled."""
    return lexicon(read_words(WORDS))


@cache
def words() -> Lexicon:
    """The shipped vocabulary, compiled once."""
    return compiled()


def opened(path: Path) -> Document:
    """A document, as `detente read` takes it in."""
    return ingest(path.read_bytes(), path.name)


def reading_of(path: Path) -> Read:
    """What is read in a document."""
    document = opened(path)
    reading = read(document, words())
    return Read(document.text, reading.proposals, getattr(reading, "figures", ()))


def _silent(scored: Scored) -> Scored:
    """The marks of a document, and none of its words."""
    return replace(scored, worst=(), errors=())


def _scored(pair: Pair) -> Scored:
    reading = reading_of(pair.document)
    sha256 = hashlib.sha256(pair.document.read_bytes()).hexdigest()
    return score(read_gold(pair.gold, reading.text, sha256), reading)


def second_of(pair: Pair) -> Path:
    """The second annotation of a document, by another person."""
    return pair.gold.parent / "second" / pair.gold.name


def _agreed(pair: Pair) -> Scored:
    """The second annotation scored against the first."""
    text = opened(pair.document).text
    return score(read_gold(pair.gold, text), as_read(read_gold(second_of(pair), text)))


# ---------------------------------------------------------------- tables


def show_scores(name: str, scored: Sequence[Scored]) -> None:
    """Two tables over all documents: precision, recall and F; and single shares. Intervals are of 95 %."""
    marks = total(one.marks for one in scored)
    print(f"{name}, documents: {len(scored)}. Intervals: Wilson, 95 %.\n")
    show(("score", "precision", "recall", "F"), [_found_row(marks, score) for score in FOUND])
    show(("score", "share"), [(score, str(marks.get(score, Share()))) for score in RIGHT])
    for line in (line for one in scored for line in one.worst):
        print(f"worst error: {line}")


def _found_row(marks: Marks, score: str) -> tuple[str, ...]:
    precision, recall = marks[f"{score} P"], marks[f"{score} R"]
    return score, str(precision), str(recall), f"{balance(precision, recall):.3f}"


def show_each(scored: Sequence[Scored]) -> None:
    """A line for each document: right of proposed, right of gold."""
    head = [f"{score} {which}" for score in EACH for which in "PR"]
    rows = [
        (one.name, *(_plain(one.marks[name]) for name in head), _plain(one.marks["worst error"]))
        for one in scored
    ]
    show(("document", *head, "worst errors"), rows)


def _plain(part: Share) -> str:
    return f"{part.right}/{part.of}"


def show_errors(scored: Sequence[Scored]) -> None:
    """Every miss and error, document by document."""
    for one in scored:
        print(f"\n{one.name}")
        for line in one.errors:
            print(f"  {line}")


def _tree(name: str, scored: Sequence[Scored]) -> dict[str, object]:
    whole = total(one.marks for one in scored)
    return {
        "set": name,
        "total": _counts(whole),
        "F": {score: balance(whole[f"{score} P"], whole[f"{score} R"]) for score in FOUND},
        "documents": {one.name: _counts(one.marks) for one in scored},
        "worst": [line for one in scored for line in one.worst],
    }


def _counts(marks: Marks) -> dict[str, list[int]]:
    return {name: [part.right, part.of] for name, part in marks.items()}


# ---------------------------------------------------------------- speed


def show_speed(paths: Sequence[Path], rounds: int) -> None:
    """Processor time of reading and of bare spaCy on the same texts in turn; memory; time to answer."""
    documents = [opened(path) for path in paths]
    bare, ours = compared(documents, rounds)
    show(
        ("what", "ms", "documents a second", "ratio"),
        [_speed_row("spaCy, all its components", bare, bare, len(paths)),
         _speed_row("read", ours, bare, len(paths))],
    )  # fmt: skip
    small = min(paths, key=lambda path: path.stat().st_size)
    show(("process", "s", "MB"), list(_processes(small, paths[0].parent, rounds)))


def _speed_row(name: str, seconds: float, bare: float, documents: int) -> tuple[str, ...]:
    return name, f"{1e3 * seconds:.0f}", f"{documents / seconds:.1f}", f"{seconds / bare:.2f}"


def compared(documents: Sequence[Document], rounds: int) -> tuple[float, float]:
    """Median processor seconds of bare spaCy and of `read` on all documents, taken in turn when warm.

    Every round of `read` has a vocabulary of its own, so that it finds nothing remembered.
    """
    nlp = import_module(MODEL).load()
    texts = [document.text for document in documents]
    bare, ours = [], []
    for _ in range(rounds + 1):
        fresh = compiled()
        bare.append(_seconds(lambda: list(nlp.pipe(texts))))
        ours.append(_seconds(partial(_read_all, documents, fresh)))
    return median(bare[1:]), median(ours[1:])


def _read_all(documents: Sequence[Document], vocabulary: Lexicon) -> None:
    for document in documents:
        read(document, vocabulary)


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _processes(small: Path, folder: Path, rounds: int) -> Iterator[tuple[str, ...]]:
    """Wall time and peak memory of whole processes."""
    started = [detente("read", str(small)) for _ in range(rounds)]
    yield f"`detente read`, {small.stat().st_size:,} bytes", *_cells(started)
    yield "reading and scoring the set", *_cells([python(__file__, "--set", str(folder), "--json")])


def _cells(runs: Sequence[Run]) -> tuple[str, str]:
    return f"{median(run.seconds for run in runs):.2f}", f"{max(run.megabytes for run in runs):.0f}"


if __name__ == "__main__":
    main()
