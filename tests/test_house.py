"""The house keeps its promises: order of rooms, front door, no network, no traces of one machine."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import detente
from detente.case.proposals import ReadingFile
from detente.cli.commands import cli
from detente.files.proposals import write_reading
from detente.files.starter import copy_case

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src"
FRONT_DOOR = {
    "Agreement",
    "Brief",
    "Case",
    "CaseFaults",
    "Checking",
    "DetenteError",
    "Document",
    "Fault",
    "MissingExtra",
    "NotACase",
    "NotMixed",
    "NotReadable",
    "NotSupported",
    "Proposal",
    "Reading",
    "Signing",
    "UsageError",
    "brief",
    "check",
    "lint",
    "load",
    "read",
    "sign",
}


def python(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run this Python in a process of its own, with the sources on its path."""
    paths = [environment.pop("PYTHONPATH", ""), str(SRC)]
    full = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), **environment}
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, env=full, timeout=300)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_the_front_door_is_the_list_that_somebody_chose():
    assert set(detente.__all__) - {"__version__"} == FRONT_DOOR
    assert all(getattr(detente, name) is not None for name in detente.__all__)


def test_a_room_looks_back_and_never_forward():
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("room", sorted(path.parent.name for path in SRC.glob("detente/*/__init__.py")))
def test_a_room_says_what_comes_in_and_what_goes_out(room: str):
    said = ast.get_docstring(ast.parse((SRC / "detente" / room / "__init__.py").read_text("utf-8"))) or ""
    first = said.splitlines()[0] if said else ""
    assert first.startswith("In: "), f"{room}: {first!r}"
    assert " Out: " in first, f"{room}: {first!r}"


@pytest.mark.parametrize("parser", ["ruamel", "pydantic"])
def test_only_the_files_room_has_a_parser(parser: str):
    outside = [path for path in SRC.rglob("*.py") if "files" not in path.relative_to(SRC).parts]
    importing = re.compile(rf"^\s*(from|import) {parser}\b", re.MULTILINE)
    assert outside
    assert [path.name for path in outside if importing.search(path.read_text("utf-8"))] == []


def test_no_file_names_a_machine_or_a_package_registry():
    # Put together here, so that this file does not name them either.
    parts = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w", "pypi" + r"\.", "regis" + r"try\.npmjs"]
    traces = re.compile("|".join(parts))
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
            if traces.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_help_starts_without_anything_heavy():
    script = (
        "import sys\n"
        "from detente.cli.commands import run\n"
        "code = run(['--help'])\n"
        "heavy = {'numpy', 'pydantic', 'rich', 'ruamel', 'highspy', 'jinja2'}\n"
        "print(code, sorted(heavy & {name.partition('.')[0] for name in sys.modules}))\n"
    )
    ran = python("-c", script)
    assert ran.stdout.splitlines()[-1] == "0 []", ran.stdout + ran.stderr


def test_every_command_is_in_the_reference():
    page = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    assert [name for name in cli.commands if f"## `detente {name}" not in page] == []


def test_the_changelog_has_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_citation_can_be_read_and_names_this_version():
    citation = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors", "version", "license"} <= set(citation)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert citation["version"] == version
    assert citation["license"] == "Apache-2.0"


SHUT = """
import os, socket

real = socket.socket.connect

def connect(self, address):
    if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
        with open(os.environ["WHO_CALLED"], "a") as log:
            log.write(repr(address) + "\\n")
        raise OSError("the network is shut: " + repr(address))
    return real(self, address)

def look_up(host, *rest, **options):
    with open(os.environ["WHO_CALLED"], "a") as log:
        log.write(repr(host) + "\\n")
    raise OSError("the network is shut: " + repr(host))

socket.socket.connect = socket.socket.connect_ex = connect
socket.getaddrinfo = socket.gethostbyname = look_up
"""


@pytest.fixture
def shut(tmp_path: Path) -> dict[str, str]:
    """An environment in which a connection off loopback fails and is written down."""
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut" / "sitecustomize.py").write_text(SHUT, "utf-8")
    return {
        "PYTHONPATH": str(tmp_path / "shut"),
        "WHO_CALLED": str(tmp_path / "called.txt"),
        "DETENTE_CACHE": str(tmp_path / "cache"),
    }


def test_the_network_can_be_shut(shut: dict[str, str]):
    ran = python("-c", "import urllib.request as u; u.urlopen('http://192.0.2.1/')", **shut)
    assert "the network is shut" in ran.stderr
    assert "192.0.2.1" in Path(shut["WHO_CALLED"]).read_text()


def test_no_command_opens_a_connection(tmp_path: Path, shut: dict[str, str]):
    talks = tmp_path / "talks"
    page = tmp_path / "talks.html"
    read = ReadingFile(document="a.txt", sha256="0", text_sha256="0", source="a")
    write_reading(talks, read)
    (tmp_path / "note.html").write_text("<p>Norvale said that it would open the lock.</p>", "utf-8")
    copy_case("us-russia-2022", tmp_path / "real")
    lines = {
        "check": ["check", str(tmp_path / "real"), "--as-of", "2021-12-31"],
        "read": ["read", str(tmp_path / "note.html")],
        "new": ["new", str(talks)],
        "review": ["review", str(talks)],
        "lint": ["lint", str(talks)],
        "sign": ["sign", str(talks)],
        "brief": ["brief", str(talks), "-o", str(page)],
        "schema": ["schema", str(talks)],
        # A folder that is there is used as it stands: the small case instead of the large one.
        "demo": ["demo", str(talks), "--no-open"],
    }
    assert set(lines) == set(cli.commands), "a new command has to be run here too"
    for line in lines.values():
        ran = python("-m", "detente", *line, **shut)
        assert ran.returncode == 0, f"{line}: {ran.stdout}{ran.stderr}"
    assert not Path(shut["WHO_CALLED"]).exists()
