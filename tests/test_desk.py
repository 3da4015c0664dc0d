"""The walk as a caller takes it: dates, what-ifs, the cache, and what is refused."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from detente import desk
from detente.case.case import Case
from detente.errors import NotReadable, NotSupported, UsageError
from detente.files.store import Shelf, cache_folder, code_digest, keep, key, recall
from detente.signing import sign as sign_room
from detente.signing.results import Signing, Zone
from talks import ref, talks

ROOT = Path(__file__).resolve().parents[1]
LAKES = ROOT / "cases" / "two-lakes"
BEFORE, AFTER = dt.date(2021, 3, 12), dt.date(2021, 4, 20)
DRAWS = 100


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "kept"))


@pytest.fixture(scope="module", autouse=True)
def one_prior() -> Iterator[None]:
    """The other priors would only take time here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sign_room, "OTHER_PRIORS", ())
        yield


@pytest.fixture
def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop before sampling: what is exact comes at once."""
    monkeypatch.setattr(sign_room, "draw_all", interrupted)


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def no_sampling(*_: object, **__: object) -> None:
    pytest.fail("it sampled again")


@pytest.fixture(scope="module")
def lakes() -> Case:
    return desk.load(LAKES)


@pytest.fixture(scope="module")
def told() -> list[tuple[str, float]]:
    """What the run of `signed` says of its progress."""
    return []


@pytest.fixture(scope="module")
def signed(one_prior: None, lakes: Case, told: list[tuple[str, float]]) -> Signing:
    return desk.sign(lakes, draws=DRAWS, progress=lambda stage, share: told.append((stage, share)))


def timeless(signing: Signing) -> Signing:
    return replace(signing, mixing=tuple(replace(m, seconds=0.0) for m in signing.mixing))


# ---------------------------------------------------------------- dates


def test_the_last_moment_is_looked_at_when_no_date_is_given(lakes: Case, signed: Signing) -> None:
    assert signed.as_of == AFTER == lakes.moments[-1].date
    assert signed.case_id == "two-lakes"


def test_only_what_was_said_by_the_day_counts(lakes: Case, exact: None) -> None:
    early, late = (desk.sign(lakes, as_of=day, soften={"s07": 1.0}) for day in (BEFORE, AFTER))
    assert early.zone.open
    assert not late.zone.open
    assert [one.statements for one in late.blocking] == [("s07",), ("s08",)]


def test_a_link_that_rests_on_statements_holds_once_one_is_made(lakes: Case, exact: None) -> None:
    assert desk.sign(lakes, as_of=dt.date(2021, 3, 4)).zone.packages == 9 * 9 * 2 * 3
    assert desk.sign(lakes, as_of=BEFORE).zone.packages == 3 * 3 * 2 * 3


# ---------------------------------------------------------------- what if


def test_a_soft_line_made_hard_closes_and_dropping_it_opens(lakes: Case, exact: None) -> None:
    assert desk.sign(lakes).zone.open
    assert not desk.sign(lakes, soften={"s07": 1.0}).zone.open
    assert desk.sign(lakes, soften={"s07": 1.0}, drop=("s08",)).zone.open


def test_what_is_required_is_in_every_package_shown(lakes: Case) -> None:
    radar = desk.sign(lakes, require=(ref("drones"),), drop=("s08",), draws=DRAWS)
    assert radar.ranked
    assert all(
        {i.party for i in r.package.items if i.measure == "drones"} == {"norvale", "ostmere"}
        for r in radar.ranked
    )
    assert all(one.levels[4] == 1 for one in (r.package for r in radar.ranked))


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"drop": ("s99",)}, "the case has no statement 's99'"),
        ({"soften": {"s99": 0.5}}, "the case has no statement 's99'"),
        ({"require": (ref("ferries"),)}, "the case has no measure 'ferries'"),
        ({"require": (ref("drones>9"),)}, "measure 'drones' has no level 'l9'"),
        ({"require": (ref("radar/norvale"),)}, "measure 'radar' does not bind 'norvale'"),
    ],
)
def test_what_the_case_does_not_have_is_said_in_a_sentence(lakes: Case, how: dict, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        desk.sign(lakes, **how)


def test_parties_too_many_or_too_few() -> None:
    with pytest.raises(NotSupported, match="6 parties: at most 5 are supported"):
        desk.sign(talks("a b c d e f", "m/a:1", "a refuses m"))
    with pytest.raises(NotSupported, match="at least two parties"):
        desk.sign(talks("a", "m/a:1", "a refuses m"))


# ---------------------------------------------------------------- the same again


def test_the_same_seed_gives_the_same_answer_and_another_does_not(lakes: Case, signed: Signing) -> None:
    assert timeless(desk.sign(lakes, draws=DRAWS)) == timeless(signed)
    other = desk.sign(lakes, draws=DRAWS, seed=1)
    assert other.ranked[0].standing != signed.ranked[0].standing
    assert replace(other.zone, witness=None) == replace(signed.zone, witness=None)


def test_parties_stand_in_case_order_and_figures_are_shares(signed: Signing) -> None:
    assert signed.parties == ("norvale", "ostmere")
    for one in signed.ranked:
        assert tuple(one.standing) == signed.parties
        for standing in one.standing.values():
            assert 0 <= standing.share <= 1
            assert standing.range[0] <= standing.gain <= standing.range[1]
            assert standing.possible or not standing.necessary
    assert max(one.ratio for one in signed.ranked) == 1
    assert signed.listed
    assert signed.pool == signed.zone.packages - 1


@pytest.mark.slow
def test_two_workers_give_what_one_gives(tmp_path: Path, signed: Signing) -> None:
    script = tmp_path / "two.py"
    script.write_text(
        "import sys\n"
        "from detente import desk\n"
        "from detente.signing import sign\n"
        "sign.OTHER_PRIORS = ()\n"
        "from detente.files.store import keep\n"
        "from detente.signing.results import Signing\n"
        "if __name__ == '__main__':\n"
        f"    keep(Signing, 'two', desk.sign(desk.load(sys.argv[1]), draws={DRAWS}, jobs=2))\n"
    )
    paths = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    ran = subprocess.run(
        [sys.executable, str(script), str(LAKES)],
        env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    made = recall(Signing, "two")
    assert made is not None
    assert timeless(made) == timeless(signed)


def test_stopping_while_sampling_keeps_what_is_exact_and_says_so(lakes: Case, exact: None) -> None:
    stopped = desk.sign(lakes, soften={"s07": 1.0})
    assert stopped.partial is not None
    assert stopped.partial.startswith("stopped while sampling")
    assert [one.statements for one in stopped.blocking] == [("s07",), ("s08",)]
    assert (stopped.ranked, stopped.draft, stopped.questions) == ((), None, ())


def test_progress_is_told_in_stages(signed: Signing, told: list[tuple[str, float]]) -> None:
    stages = list(dict.fromkeys(stage for stage, _ in told))
    assert stages[:2] == ["zone of agreement", "sampling preferences"]
    assert all(0 <= share <= 1 for _, share in told)
    sampling = [share for stage, share in told if stage == "sampling preferences"]
    assert sampling == sorted(sampling)


def test_a_brief_is_cut_short_at_a_date_whose_sampling_was_stopped(lakes: Case, exact: None) -> None:
    assert "stopped while sampling" in desk.brief(lakes, draws=DRAWS).html


# ---------------------------------------------------------------- the cache


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "kept").glob("*.json"))


def test_what_was_worked_out_once_is_not_worked_out_again(
    lakes: Case, signed: Signing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "sign_case", lambda *_, **__: signed)
    assert desk.sign(lakes, draws=DRAWS, reuse=True) == signed
    monkeypatch.setattr(desk, "sign_case", no_sampling)
    assert desk.sign(lakes, draws=DRAWS, reuse=True) == signed
    (file,) = kept(tmp_path)
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "other",
    [
        {"seed": 1},
        {"draws": 120},
        {"drop": ("s08",)},
        {"soften": {"s07": 0.6}},
        {"as_of": BEFORE},
        {"require": (ref("radar"),)},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_question_has_another_answer(
    lakes: Case, monkeypatch: pytest.MonkeyPatch, other: dict
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(desk, "recall", lambda kind, name: asked.append(name) or "kept")
    for how in ({}, {}, other):
        desk.sign(lakes, reuse=True, **{"draws": DRAWS, **how})
    assert asked[0] == asked[1] != asked[2]


def test_a_changed_file_of_the_case_is_another_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(desk, "recall", lambda kind, name: asked.append(name) or "kept")
    copy = Path(shutil.copytree(LAKES, tmp_path / "lakes"))
    desk.sign(desk.load(copy), reuse=True)
    with (copy / "sources.yaml").open("a") as file:
        file.write("# a remark\n")
    desk.sign(desk.load(copy), reuse=True)
    assert asked[0] != asked[1]


def test_a_case_made_in_memory_and_an_unfinished_answer_are_not_kept(
    lakes: Case, tmp_path: Path, exact: None
) -> None:
    desk.sign(lakes, reuse=True)
    desk.sign(replace(lakes, digest=""), reuse=True)
    assert kept(tmp_path) == []


ZONE = Zone(True, None, "milp", 8, 3)


@pytest.mark.parametrize("spoilt", [b"", b"{", b'{"open": true}', b'{"open": 7}', b"\xff\xfe", b"null"])
def test_what_cannot_be_read_back_is_as_if_it_were_not_there(tmp_path: Path, spoilt: bytes) -> None:
    keep(Zone, "one", ZONE)
    assert recall(Zone, "one") == ZONE
    (tmp_path / "kept" / "one.json").write_bytes(spoilt)
    assert recall(Zone, "one") is None
    keep(Zone, "one", ZONE)
    assert recall(Zone, "one") == ZONE


def test_switched_off_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CACHE", "off")
    assert cache_folder() is None
    keep(Zone, "one", ZONE)
    assert recall(Zone, "one") is None
    assert not (tmp_path / "kept").exists()


def test_a_cache_that_cannot_be_written_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "file"))
    keep(Zone, "one", ZONE)
    assert recall(Zone, "one") is None


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path) -> None:
    for number in range(5):
        keep(Zone, f"r{number}", ZONE, Shelf(most=3))
        os.utime(tmp_path / "kept" / f"r{number}.json", (number, number))
    assert [file.stem for file in kept(tmp_path)] == ["r2", "r3", "r4"]


def test_what_is_put_on_one_shelf_takes_nothing_from_another() -> None:
    readings = Shelf("readings", most=1)
    keep(Zone, "result", ZONE)
    for name in ("one", "two"):
        keep(Zone, name, ZONE, readings)
    assert recall(Zone, "result") == ZONE
    assert [recall(Zone, name, readings) is not None for name in ("one", "two")].count(True) == 1
    assert recall(Zone, "result", readings) is None


def test_without_a_name_the_users_own_cache_folder_is_meant(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DETENTE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "detente"


def test_a_key_tells_its_parts_apart() -> None:
    assert key("ab", "c") != key("a", "bc")
    assert key("a", "b") == key("a", "b")


def test_other_code_makes_other_results(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    before = code_digest(tmp_path)
    (tmp_path / "note.txt").write_text("no code")
    assert code_digest(tmp_path) == before
    (tmp_path / "a.py").write_text("x = 2\n")
    assert code_digest(tmp_path) != before


# ---------------------------------------------------------------- reading


def test_a_document_is_read_with_the_names_of_a_case(tmp_path: Path, lakes: Case) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Norvale refuses to withdraw its troops from the border.\n", "utf-8")
    (alone,) = desk.read(path).proposals
    (in_case,) = desk.read(path, case=lakes).proposals
    assert (alone.stance, alone.speaker.name, alone.speaker.id) == ("refuses", "Norvale", None)
    assert in_case.speaker.id == "norvale"


def test_a_stream_reads_as_its_file_does(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Poland refuses to withdraw its troops from the border, its envoy said.\n", "utf-8")
    with path.open("rb") as stream:
        streamed = desk.read(stream, outlet="Ferry Post").proposals
    assert streamed == desk.read(path, outlet="Ferry Post").proposals != ()


def test_a_date_that_is_named_is_the_day_it_was_said(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Poland refuses to withdraw its troops from the border.\n", "utf-8")
    reading = desk.read(path, published=dt.date(2021, 4, 2), outlet="Ferry Post")
    assert {one.said.date for one in reading.proposals if one.said} == {dt.date(2021, 4, 2)}
    assert reading.proposals[0].chain[0].who.name == "Ferry Post"


def test_a_document_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match=r"nowhere\.txt: cannot be opened"):
        desk.read(tmp_path / "nowhere.txt")
