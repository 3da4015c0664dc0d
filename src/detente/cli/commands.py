"""In: arguments. Out: the desk called once, its result as text or JSON, an exit code.

The desk and everything heavy is imported inside the commands, so that `detente --help` answers at once.

Exit codes: 0 clean, 1 findings or faults, 2 usage, 130 stopped before there was anything to show.
"""

from __future__ import annotations

import datetime as dt
import gc
import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.case.measures import Ref
from detente.cli import options
from detente.cli.page import keep_others, open_page, write_page
from detente.cli.plain import to_json
from detente.cli.progress import reporting
from detente.errors import CaseFaults, DetenteError, Fault, NotACase, UsageError

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.cli.review import Done
    from detente.reading.llm import Endpoint

DEMO = "us-russia-2022"
FOUND, USAGE, STOPPED = 1, 2, 130
EXITS: dict[type[DetenteError], int] = {NotACase: USAGE, UsageError: USAGE}
"""Exit codes of the errors that are not FOUND."""
SELDOM = 200_000, 30, 30
"""New objects until Python looks for those that only hold each other, and how many looks for a longer one."""


def main() -> None:
    """The command `detente`: runs the words it was called with and ends the process.

    What a command makes mostly stays until its end. Looking for what could be thrown away meanwhile, and
    once more over all of it when the process goes, took a third of the time of a short `detente read`.
    """
    gc.set_threshold(*SELDOM)
    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


def run(words: Sequence[str]) -> int:
    """Run one command line and say its exit code. Whatever goes wrong is said in a sentence on stderr."""
    _speak_any_language()
    try:
        return cli.main(args=list(words), prog_name="detente", standalone_mode=False) or 0
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _say("stopped before there was anything to show", STOPPED)
    except BrokenPipeError:
        # The reader has gone (`| head`); Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DetenteError as wrong:
        return _say(str(wrong), EXITS.get(type(wrong), FOUND))
    except OSError as wrong:
        return _say(f"{wrong.filename or 'a file'}: {wrong.strerror or wrong}", FOUND)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="detente", message="detente %(version)s")
def cli() -> None:
    """What both sides could sign, worked out from what each of them has said.

    A case is a folder of plain text: who said what, when, in which words. Start with
    `detente demo`, write a case of your own with `detente new talks`, or see what a document says with
    `detente read article.html`. No command opens a network connection, unless you name an address
    with `read --llm-url`.
    """


@cli.command()
@click.argument("folder", type=options.NEW, default=Path(DEMO))
@click.option("--no-open", is_flag=True, help="Do not open the brief in a browser.")
@options.draws
@options.seed
@options.jobs
@options.fresh
@options.as_json
def demo(
    folder: Path, no_open: bool, draws: int, seed: int, jobs: int | None, fresh: bool, as_json: bool
) -> int:
    """Copy the real case into FOLDER and write its brief beside it.

    FOLDER is ./us-russia-2022 if left out. A folder that is there already is used as it stands.
    """
    from detente.files.starter import copy_case

    if not folder.exists():
        copy_case(DEMO, folder)
    out = folder.parent / "brief.html"
    code = _write_brief(folder, out, options.How(draws, seed, jobs, fresh), as_json=as_json)
    if not (no_open or as_json):
        open_page(out)
    return code


@cli.command()
@click.argument("folder", type=options.NEW)
@options.as_json
def new(folder: Path, as_json: bool) -> int:
    """Write a commented starter case into FOLDER."""
    from detente.files.starter import start

    start(folder)
    if as_json:
        click.echo(to_json({"folder": folder, "files": _files_in(folder)}))
    else:
        click.echo(f"A starter case is in {folder}. Edit it, then:")
        click.echo(f"  detente lint {folder}\n  detente sign {folder}")
    return 0


@cli.command()
@click.argument("folder", type=options.CASE)
@options.as_json
def lint(folder: Path, as_json: bool) -> int:
    """Show everything wrong in a case, each with its place."""
    # what `desk.lint` calls: the desk would load every other room too, and double the wait
    from detente.files.folder import find_faults

    faults = find_faults(folder)
    _show_faults(folder, faults, as_json=as_json)
    return FOUND if faults else 0


@cli.command()
@click.argument("folder", type=options.CASE)
@options.as_of
@options.drop
@options.soften
@options.require
@options.draws
@options.seed
@options.jobs
@options.fresh
@options.as_json
def sign(
    folder: Path,
    as_of: dt.date | None,
    drop: tuple[str, ...],
    soften: dict[str, float],
    require: tuple[Ref, ...],
    draws: int,
    seed: int,
    jobs: int | None,
    fresh: bool,
    as_json: bool,
) -> int:
    """Say what every party could sign, what blocks, what to ask.

    That nothing could be signed is an answer like any other: the exit code is 0.
    """
    from detente import desk
    from detente.cli.terminal import show_signing

    how = options.How(draws, seed, jobs, fresh)
    case = _load(folder, as_json=as_json)
    with reporting() as report:
        signing = desk.sign(
            case,
            as_of=as_of,
            drop=drop,
            soften=soften,
            require=require,
            draws=how.draws,
            seed=how.seed,
            jobs=how.processes,
            reuse=not how.fresh,
            progress=report,
        )
    if as_json:
        click.echo(to_json(signing))
    else:
        show_signing(case, signing)
    return _said_partial(signing.partial)


@cli.command()
@click.argument("folder", type=options.CASE)
@click.option(
    "--agreement",
    "file",
    type=options.EXISTING,
    help="Agreement to check, in place of those of the case.",
)
@options.as_of
@click.option("--explain", metavar="FINDING", help="One finding in full: clause, readings, rows, sources.")
@click.option("--all", "everything", is_flag=True, help="Show every finding, also those that need no look.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the findings as CSV.")
@click.option("--geojson", "as_map", is_flag=True, help="Print the findings that have a place as GeoJSON.")
@click.option(
    "--engine",
    metavar="NAME",
    default="duckdb",
    show_default=True,
    help="What looks through large track files (.parquet): duckdb, fast, numpy, spark or spark://HOST:PORT. "
    "The answer is the same.",
)
@options.as_json
def check(
    folder: Path,
    file: Path | None,
    as_of: dt.date | None,
    explain: str | None,
    everything: bool,
    as_csv: bool,
    as_map: bool,
    engine: str,
    as_json: bool,
) -> int:
    """Say what the observations show of each clause of an agreement.

    Findings are exceeded, undecided, near threshold, complied and so on, each with its evidence. The
    exit code is 1 if a limit is exceeded; what rests on a synthetic track does not count.
    """
    from detente import desk
    from detente.cli import checking as view
    from detente.files.agreements import read_agreement

    case = _load(folder, as_json=as_json)
    agreement = read_agreement(file) if file else None
    held = case.agreements if agreement is None else (agreement,)
    with reporting() as report:
        found = desk.check(case, agreement=agreement, as_of=as_of, engine=engine, progress=report)
    if explain:
        view.explain(case, found, held, explain)
        return 0
    if as_json:
        click.echo(to_json(found))
    elif as_csv:
        click.echo(view.to_csv(found), nl=False)
    elif as_map:
        click.echo(view.to_geojson(case, found, held))
    else:
        view.show(case, found, everything=everything)
        view.show_detections(case, desk.detect(case))
    findings = [one for each in found for one in each.findings if not one.synthetic]
    return FOUND if any(one.verdict == "exceeded" for one in findings) else 0


@cli.command()
@click.argument("folder", type=options.CASE)
@click.option(
    "-o",
    "--output",
    "out",
    type=options.FILE,
    default=Path("brief.html"),
    show_default=True,
    help="File to write. An earlier brief is replaced, anything else is left alone.",
)
@options.draws
@options.seed
@options.jobs
@options.fresh
@options.as_json
def brief(
    folder: Path, out: Path, draws: int, seed: int, jobs: int | None, fresh: bool, as_json: bool
) -> int:
    """Write the whole answer as one HTML page.

    It is one file, which loads nothing and prints well.
    """
    return _write_brief(folder, out, options.How(draws, seed, jobs, fresh), as_json=as_json)


@cli.command()
@click.argument("folder", type=options.CASE)
@options.as_json
def schema(folder: Path, as_json: bool) -> int:
    """Write the JSON Schemas of a case, for an editor.

    They go into FOLDER/.schema; the first line of each file of a case names its schema.
    """
    from detente.files.schema import write_schemas

    write_schemas(folder)
    files = _files_in(folder / ".schema")
    click.echo(to_json({"files": files}) if as_json else "\n".join(str(file) for file in files))
    return 0


@cli.command()
@click.argument("files", type=options.DOCUMENT, nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "folder",
    type=options.CASE,
    help="Case to read into: its documents/ and reading/ are written, and nothing else of it.",
)
@click.option(
    "--case",
    type=options.CASE,
    help="Case whose names, measures and words are known to what is printed. Nothing of it is written.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["table", "json", "annotations", "csv"]),
    help="Form of what is printed. Default: table. Annotations are W3C Web Annotations.",
)
@options.as_json
@click.option("--date", metavar="DATE", callback=options.day, help="Day of publication, as 2022-01-26.")
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--model", metavar="NAME", help="Package of the language model that parses sentences.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to read in, for many files."
)
@click.option("--fresh", is_flag=True, help="With -o: read again what has not changed.")
@options.of_model
def read(
    files: tuple[Path, ...],
    folder: Path | None,
    case: Path | None,
    form: str | None,
    as_json: bool,
    date: dt.date | None,
    outlet: str | None,
    model: str | None,
    jobs: int | None,
    fresh: bool,
    llm_url: str | None,
    llm_model: str | None,
    llm_key_variable: str | None,
) -> int:
    """Say who said what in documents: which stance, on what, on which condition, in which words.

    FILES are web pages, PDFs, Word files or plain text; a folder stands for all files in it, and - for
    standard input. Without -o, what was read is printed. With -o it goes into a case as proposals, for
    `detente review`; what has not changed since is not read again, and what was decided stays.
    """
    from detente.cli import reading as reader

    form = _form(form, as_json=as_json, folder=folder)
    endpoint = _endpoint(llm_url, llm_model, llm_key_variable)
    if folder and case:
        raise UsageError("-o already knows what its own case knows: leave out --case")
    how = reader.Asked(model, endpoint, date, outlet, jobs or os.cpu_count() or 1, case)
    sources = reader.sources_of(files)
    shown = reader.Shown(len(sources))
    try:
        if folder is None:
            reader.read_out(shown, sources, how, form)
        else:
            reader.read_in(shown, folder, sources, how, fresh=fresh, as_json=form == "json")
    except CaseFaults as broken:
        _show_faults(folder or case or Path(), broken.faults, as_json=form == "json")
        return FOUND
    except KeyboardInterrupt:
        if not shown.documents:
            raise
        return _say(shown.stopped(folder), FOUND)
    return FOUND if shown.failed else 0


def _form(form: str | None, *, as_json: bool, folder: Path | None) -> str:
    if as_json and form not in (None, "json"):
        raise UsageError(f"--json and --as {form} ask for two forms: leave one out")
    if folder and form not in (None, "table", "json"):
        raise UsageError(f"--as {form} is for what is printed: leave out -o")
    return "json" if as_json else form or "table"


def _endpoint(url: str | None, model: str | None, key: str | None) -> Endpoint | None:
    if url is None:
        if model or key:
            raise UsageError("a language model needs its address as well: add --llm-url")
        return None
    if model is None:
        raise UsageError("name the model that is to be used at this address: add --llm-model")
    from detente.reading.llm import Endpoint

    return Endpoint(url, model, key) if key else Endpoint(url, model)


@cli.command()
@click.argument("folder", type=options.CASE)
@click.option("--document", metavar="NAME", help="Only what was read in this document.")
@click.option("--by", metavar="NAME", help="Who decides. Default: the name you are logged in with.")
@click.option("--date", metavar="DATE", callback=options.day, help="Day of the decision. Default: today.")
@click.option("--all", "decided", is_flag=True, help="Show also what has been decided.")
@click.option("--accept", metavar="IDS", callback=options.ids, help="Accept these without asking: p01,p03.")
@click.option("--reject", metavar="IDS", callback=options.ids, help="Reject these without asking.")
@click.option(
    "--on",
    metavar="MEASURE=LEVEL",
    multiple=True,
    callback=options.restraints,
    help="With --accept: the restraint that is meant; MEASURE/PARTY=LEVEL for one party. Repeatable.",
)
@click.option(
    "--if",
    "if_",
    metavar="MEASURE=LEVEL",
    multiple=True,
    callback=options.restraints_or_none,
    help="With --accept: the restraint that it hangs on, or none. Repeatable.",
)
@click.option("--speaker", metavar="ID", help="With --accept: the party or actor who spoke.")
@click.option("--add-actors", is_flag=True, help="With --accept: add unknown speakers to the actors.")
@options.as_json
def review(
    folder: Path,
    document: str | None,
    by: str | None,
    date: dt.date | None,
    decided: bool,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    on: tuple[Ref, ...],
    if_: tuple[Ref, ...] | None,
    speaker: str | None,
    add_actors: bool,
    as_json: bool,
) -> int:
    """Go through what was read in documents, and let it into the case or not.

    Each proposal is shown in its paragraph. One key decides: a accept, e edit, r reject, s skip, b back,
    q quit. Every decision is written down before the next is shown, so it can be stopped at any time.
    """
    from detente.cli import review as reviewing
    from detente.files.carry import Changes

    made = reviewing.opened(folder, document, by or _user(), date or dt.date.today())
    try:
        if accept or reject:
            changes = Changes(on=on or None, if_=if_, speaker=speaker)
            reviewing.decide(made, accept, reject, changes, actors=add_actors)
        else:
            reviewing.step_through(made, reviewing.cards(made, decided=decided), to_stderr=as_json)
    finally:
        left = len(reviewing.cards(made, decided=False))
        _show_decided(made.done, left, as_json=as_json)
    return 0


def _show_decided(done: Sequence[Done], left: int, *, as_json: bool) -> None:
    if as_json:
        click.echo(to_json({"decided": done, "left": left}))
        return
    for one in done:
        name = f" as {one.as_}" if one.as_ else ""
        click.echo(f"{one.document} {one.proposal}: {one.decision}{name}")
    click.echo(f"{len(done)} decided, {left} left.")


def _user() -> str:
    """The name somebody is logged in with; systems without one have none to give."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "a person"


def _write_brief(folder: Path, out: Path, how: options.How, *, as_json: bool) -> int:
    from detente import desk
    from detente.briefing.prose import summary

    keep_others(out)  # before the work, not after it
    case = _load(folder, as_json=as_json)
    with reporting() as report:
        made = desk.brief(
            case,
            draws=how.draws,
            seed=how.seed,
            jobs=how.processes,
            reuse=not how.fresh,
            progress=report,
        )
    write_page(out, made.html)
    last = made.signings[-1]
    said = summary(made.case, last)
    if as_json:
        click.echo(to_json({"brief": out, "answer": said, "signings": made.signings}))
    else:
        click.echo(f"{said}\n\nThe brief: {out.resolve()}")
    return max((_said_partial(one.partial) for one in made.signings), default=0)


def _load(folder: Path, *, as_json: bool) -> Case:
    """The case, or its faults shown and the command ended."""
    from detente import desk

    try:
        return desk.load(folder)
    except CaseFaults as broken:
        _show_faults(folder, broken.faults, as_json=as_json)
        raise click.exceptions.Exit(FOUND) from None


def _show_faults(folder: Path, faults: tuple[Fault, ...], *, as_json: bool) -> None:
    from detente.files.show import show_all

    if as_json:
        click.echo(to_json({"faults": faults}))
    else:
        click.echo(show_all(folder, faults).rstrip() if faults else "No faults.")


def _files_in(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.is_file())


def _said_partial(partial: str | None) -> int:
    return _say(partial, FOUND) if partial else 0


def _say(sentence: str, code: int) -> int:
    click.echo(f"detente: {sentence}", err=True)
    return code


def _speak_any_language() -> None:
    """A terminal that cannot show a letter gets a question mark, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
