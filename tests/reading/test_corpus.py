"""Documents into a case: named, read, kept and gone on with, whoever reads them and whatever stops it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from detente import desk
from detente.errors import MissingExtra
from detente.files.folder import find_faults
from detente.files.proposals import path_of, read_reading, write_reading
from detente.files.starter import copy_case
from detente.reading import corpus
from detente.reading.corpus import GIVEN, How, Outcome, Stream, read_by, read_each, source_id, vocabulary_of
from detente.reading.llm import Endpoint
from detente.reading.workers import each

ROOT = Path(__file__).resolve().parents[2]
HERALD = (
    "Lake Herald - Tuesday, April 20, 2021\n\n"
    "Norvale offers terms\n\n"
    "Norvale will withdraw its 40 troops from the border if Ostmere stops its exercises, "
    "the Norvale minister said on Monday.\n\n"
    "Ostmere refuses to discuss the radar before the talks, its envoy said.\n"
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    copy_case("two-lakes", tmp_path / "talks")
    return tmp_path / "talks"


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a document into a folder outside the case."""

    def write(name: str, text: str = HERALD) -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


Write = Callable[..., Path]


def on_disk(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def states(outcomes: tuple[Outcome, ...]) -> list[tuple[str, str]]:
    return [(one.document, one.state) for one in outcomes]


# ---------------------------------------------------------------- into a case


def test_a_document_is_kept_as_it_came_and_its_reading_waits(talks: Path, written: Write) -> None:
    before = on_disk(talks)
    (outcome,) = desk.propose(talks, [written("herald.txt")])
    assert (outcome.state, outcome.document, outcome.decided) == ("new", "herald.txt", 0)
    after = on_disk(talks)
    assert {name for name in after if after[name] != before.get(name)} == {
        "documents/herald.txt",
        "reading/herald.txt.yaml",
    }
    assert after["documents/herald.txt"] == HERALD.encode()
    reading = read_reading(path_of(talks, "herald.txt"))
    assert reading.sha256 == hashlib.sha256(HERALD.encode()).hexdigest()
    assert (reading.outlet, reading.published) == ("Lake Herald", dt.date(2021, 4, 20))
    assert len(reading.proposals) == outcome.proposals >= 2
    assert {one.speaker.id for one in reading.proposals} == {"norvale", "ostmere"}
    for one in reading.proposals:
        assert HERALD[one.evidence.start : one.evidence.end] == one.evidence.exact
    assert find_faults(talks) == ()


def test_twice_is_once(talks: Path, written: Write) -> None:
    desk.propose(talks, [written("herald.txt")])
    before = on_disk(talks)
    (again,) = desk.propose(talks, [written("herald.txt")])
    assert (again.state, on_disk(talks)) == ("kept", before)
    (fresh,) = desk.propose(talks, [written("herald.txt")], fresh=True)
    assert (fresh.state, on_disk(talks)) == ("again", before)
    assert again.proposals == fresh.proposals > 0


def test_a_decision_outlives_other_readers_and_is_counted(talks: Path, written: Write) -> None:
    desk.propose(talks, [written("herald.txt")])
    path = path_of(talks, "herald.txt")
    reading = read_reading(path)
    first, *others = reading.proposals
    decided = replace(first, decision="rejected", by="Ann", decided=dt.date(2021, 5, 1))
    write_reading(talks, replace(reading, proposals=(decided, *others), read_by="rules of long ago"))
    (outcome,) = desk.propose(talks, [written("herald.txt")])
    assert (outcome.state, outcome.decided) == ("again", 1)
    assert read_reading(path).proposals[0] == decided
    assert read_reading(path).read_by == reading.read_by
    (kept,) = desk.propose(talks, [written("herald.txt")])
    assert (kept.state, kept.decided, kept.proposals) == ("kept", 1, outcome.proposals)


def test_another_document_of_the_same_name_gets_the_start_of_its_digest(
    talks: Path, written: Write
) -> None:
    other = HERALD.replace("40", "60")
    digest = hashlib.sha256(other.encode()).hexdigest()[:8]
    names = ["herald.txt", f"herald-{digest}.txt", "herald.txt"]
    paths = [written("a/herald.txt"), written("b/herald.txt", other), written("c/herald.txt")]
    outcomes = desk.propose(talks, paths)
    assert states(outcomes) == list(zip(names, ["new", "new", "kept"], strict=True))
    assert "given before" in outcomes[2].notes[0]
    assert (talks / "documents" / names[1]).read_text("utf-8") == other
    assert states(desk.propose(talks, [paths[1]])) == [(names[1], "kept")]
    sources = [read_reading(path_of(talks, name)).source for name in names[:2]]
    assert sources == ["herald", f"herald-{digest}"]


def test_two_documents_never_share_a_source(talks: Path, written: Write) -> None:
    page = written("herald.html", f"<p>{HERALD}</p>")
    desk.propose(talks, [written("herald.txt"), page])
    sources = [read_reading(path_of(talks, name)).source for name in ("herald.txt", "herald.html")]
    assert sources[0] == "herald"
    assert sources[1].startswith("herald-")


def test_what_cannot_be_read_is_a_sentence_and_the_others_are_read(
    talks: Path, tmp_path: Path, written: Write
) -> None:
    empty, good = written("empty.txt", ""), written("herald.txt")
    outcomes = desk.propose(talks, [tmp_path / "nowhere.txt", empty, good])
    assert [one.state for one in outcomes] == ["failed", "failed", "new"]
    assert "No such file" in (outcomes[0].says or "")
    assert sorted(one.name for one in (talks / "documents").iterdir()) == ["herald.txt"]


def test_a_reading_with_faults_is_never_written_over(talks: Path, written: Write) -> None:
    desk.propose(talks, [written("herald.txt")])
    path = path_of(talks, "herald.txt")
    broken = path.read_text("utf-8").replace("stance: ", "stanze: ").replace("rules 1", "rules 0")
    path.write_text(broken, "utf-8")
    (outcome,) = desk.propose(talks, [written("herald.txt")])
    assert outcome.state == "failed"
    assert "mend it, or move it away" in (outcome.says or "")
    assert "stanze" in (outcome.says or "")
    assert path.read_text("utf-8") == broken


def test_a_fault_of_the_rules_costs_one_document(
    talks: Path, written: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = corpus.read

    def fragile(document, lexicon, **how):
        if "60" in document.text:
            raise IndexError("tree of no words")
        return real(document, lexicon, **how)

    monkeypatch.setattr(corpus, "read", fragile)
    paths = [written("a.txt", HERALD.replace("40", "60")), written("b.txt")]
    outcomes = desk.propose(talks, paths)
    assert [one.state for one in outcomes] == ["failed", "new"]
    assert "broke off (IndexError: tree of no words); please report it" in (outcomes[0].says or "")


def test_a_date_and_an_outlet_that_a_person_named_stay_named(talks: Path, written: Write) -> None:
    path = written("note.txt", "Norvale refuses to withdraw its troops from the border.\n")
    date = dt.date(2021, 4, 2)
    desk.propose(talks, [path], published=date, outlet="Ferry Post")
    for fresh in (False, True):
        desk.propose(talks, [path], fresh=fresh)
        reading = read_reading(path_of(talks, "note.txt"))
        assert (reading.published, reading.published_basis, reading.outlet) == (date, GIVEN, "Ferry Post")
    later = dt.date(2021, 4, 3)
    assert desk.propose(talks, [path], published=later)[0].state == "again"
    assert read_reading(path_of(talks, "note.txt")).published == later


def test_the_own_words_of_a_case_are_known_and_change_what_reads(talks: Path, written: Write) -> None:
    note = written("note.txt", "The Quay refuses to withdraw its troops from the border.\n")
    desk.propose(talks, [note])
    unknown = read_reading(path_of(talks, "note.txt"))
    assert {one.speaker.id for one in unknown.proposals} == {None}
    (talks / "vocabulary.yaml").write_text('actors:\n  - {id: norvale, seats: ["the Quay"]}\n', "utf-8")
    assert desk.propose(talks, [note])[0].state == "again"
    known = read_reading(path_of(talks, "note.txt"))
    assert {one.speaker.id for one in known.proposals} == {"norvale"}
    assert known.read_by != unknown.read_by


def test_a_stream_is_kept_under_its_digest(talks: Path) -> None:
    data = HERALD.encode()
    (outcome,) = desk.propose(talks, [Stream(data)])
    assert outcome.document == f"standard-input-{hashlib.sha256(data).hexdigest()[:8]}"
    assert (talks / "documents" / outcome.document).read_bytes() == data
    assert desk.propose(talks, [Stream(data)])[0].state == "kept"


def test_what_reads_is_named_with_everything_that_it_depends_on() -> None:
    how = How(vocabulary_of(None))
    other = replace(how, words=replace(how.words, actors=how.words.actors[1:]))
    assert read_by(how) == read_by(How(vocabulary_of(None)))
    assert "spaCy" in read_by(how)
    assert read_by(other) != read_by(how)


def test_a_language_model_that_failed_is_asked_again(talks: Path, written: Write) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = Endpoint(f"http://127.0.0.1:{unused.getsockname()[1]}/v1", "m")
    path = written("herald.txt")
    for state in ("new", "again"):
        (outcome,) = desk.propose(talks, [path], endpoint=nobody)
        assert outcome.state == state
        assert "cannot be reached" in outcome.notes[-1]
    assert desk.propose(talks, [path])[0].state == "again"
    assert desk.propose(talks, [path])[0].state == "kept"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("herald.txt", "herald"),
        ("The Herald, 3 May.html", "the-herald-3-may"),
        ("заявление.pdf", "document"),
        ("...", "document"),
        (f"{'long ' * 30}.txt", "-".join(["long"] * 12)),
    ],
)
def test_the_id_of_a_source_is_made_from_the_documents_name(name: str, made: str) -> None:
    assert source_id(name) == made


def test_without_the_extra_a_sentence_says_what_to_install(
    written: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.setattr(corpus, "_package_version", lambda name: None)
    corpus.model_version.__globals__["model"].cache_clear()
    with pytest.raises(MissingExtra, match=r"pip install 'detente\[read\]'"):
        list(read_each([written("herald.txt")], How(vocabulary_of(None))))


# ---------------------------------------------------------------- workers


@contextmanager
def _doubling() -> Iterator[Callable[[int], int]]:
    def double(number: int) -> int:
        time.sleep(0.02 if number == 0 else 0)
        if number == 13:
            os._exit(1)
        return 2 * number

    yield double


def _minus_one(number: int) -> int:
    return -1


@pytest.mark.slow
def test_workers_give_results_in_order_and_one_that_ends_loses_one_task() -> None:
    results = list(each(partial(_doubling), range(40), 2, _minus_one))
    assert results == [-1 if number == 13 else 2 * number for number in range(40)]


def test_one_worker_is_this_process() -> None:
    assert list(each(partial(_doubling), range(5), 1, _minus_one)) == [0, 2, 4, 6, 8]


RUN = """
import os, signal, sys
from pathlib import Path
from detente import desk

def tell(outcome):
    told.append(outcome)
    if len(told) == stop:
        os.kill(os.getpid(), signal.SIGINT)

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    told, stop = [], int(sys.argv[4])
    try:
        desk.propose(sys.argv[1], sorted(Path(sys.argv[2]).iterdir()), jobs=int(sys.argv[3]), tell=tell)
    except KeyboardInterrupt:
        print("stopped")
    print(sum(one.state == "new" for one in told), sum(one.state == "kept" for one in told))
"""


@pytest.mark.slow
def test_documents_stopped_and_gone_on_with_are_the_same_as_in_one_go(
    tmp_path: Path, written: Write
) -> None:
    for number in range(40):  # more than two workers are given before the fifth is told
        written(f"{number:02}.txt", HERALD.replace("40", str(100 + number)))
    script = tmp_path / "run.py"
    script.write_text(RUN, "utf-8")

    for case in ("stopped", "whole"):
        copy_case("two-lakes", tmp_path / case)

    def run(stop: int = 0) -> str:
        words = [str(script), str(tmp_path / "stopped"), str(tmp_path / "in"), "2", str(stop)]
        paths = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
        ran = subprocess.run(
            [sys.executable, *words],
            env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        assert "Traceback" not in ran.stderr
        return ran.stdout

    assert run(stop=5) == "stopped\n5 0\n"
    readings = list((tmp_path / "stopped" / "reading").iterdir())
    assert len(readings) == 5
    assert all(read_reading(one).proposals for one in readings)
    assert run() == "35 5\n"
    outcomes = desk.propose(tmp_path / "whole", sorted((tmp_path / "in").iterdir()))
    assert [one.state for one in outcomes] == ["new"] * 40
    assert on_disk(tmp_path / "stopped") == on_disk(tmp_path / "whole")


def test_a_document_without_a_case_comes_with_its_reading(written: Write) -> None:
    told: list[tuple[str, float]] = []
    sources = [written("herald.txt"), written("b.txt"), Stream(b"\x00\x01\x02")]
    outcomes = list(
        read_each(
            sources, How(vocabulary_of(None)), progress=lambda stage, share: told.append((stage, share))
        )
    )
    assert [one.reading is not None for one in outcomes] == [True, True, False]
    assert told == [("reading documents", share) for share in (1 / 3, 2 / 3, 1.0)]
