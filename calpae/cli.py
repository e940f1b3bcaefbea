"""The command. Everything slow is imported by the subcommand that needs it."""

from __future__ import annotations

import json
import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from . import __version__
from .diff import diff
from .export import export
from .form import Form
from .review import review

USAGE, NONE_READABLE, INTERRUPTED = 2, 4, 130
"""Exit codes, as those of a run (`run.py`): wrong use; none readable; interrupted."""

OUT = Path("data/parquet")
CORRECTIONS = Path("data/corrections")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class SecondReader(StrEnum):
    """When an independent reader is asked."""

    never = "never"
    doubt = "doubt"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"calpae {__version__}")
        raise typer.Exit


def _forget_pages(wanted: bool) -> bool:
    if wanted:
        os.environ["CALPAE_CACHE"] = "off"  # of this process and those that it starts
    return wanted


NoCache = Annotated[bool, typer.Option("--no-cache", help="Recognise scanned pages again.", callback=_forget_pages)]


@app.callback()
def calpae(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Turn signed anti-poverty conventions (CALPAE) into data that can be trusted.

    Exit codes: 0 done, 1 failed (`diff`: something changed), 2 wrong use, 3 some documents refused, 4 none readable,
    5 another run holds the output, 130 interrupted.
    """


@app.command()
def run(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders (default: data/raw).")] = None,
    out: Annotated[Path, typer.Option(help="Where the dataset is published.")] = OUT,
    second_reader: Annotated[
        SecondReader, typer.Option(help="Ask an independent reader too: never, or where the first is in doubt.")
    ] = SecondReader.doubt,
    corrections: Annotated[Path, typer.Option(help="The folder of people's corrections.")] = CORRECTIONS,
    no_cache: NoCache = False,
    password_file: Annotated[
        Path | None, typer.Option(help="A file with a password a line, tried on encrypted PDF.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=0, help="Documents read at a time (default: one a core); 0: no child, no limits.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds for a document, and 20 more a scanned page.")] = 60,
    memory: Annotated[int, typer.Option(min=300, help="Resident memory for a document, in MB.")] = 1500,
    force: Annotated[bool, typer.Option("--force", help="Read unchanged documents again.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read, and why; do nothing.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Unpublish documents whose file is no longer in the folders.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines, the last one a summary.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say unchanged documents and seconds too.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say refusals only.")] = False,
) -> None:
    """Read what is new or changed and publish its figures as Parquet.

    Example: calpae run data/raw --out data/parquet
    """
    from .desk import Limits
    from .report import Voice
    from .run import Asked, Wrong
    from .run import run as run_all
    from .settings import Settings

    settings = Settings(
        str(out), second_reader.value, str(corrections), str(password_file or ""), "INFO" if verbose else "WARNING"
    )
    limits, voice = Limits(timeout, memory=memory), Voice(as_json, verbose, quiet)
    asked = Asked(settings, _cores() if workers is None else workers, limits, voice, force, dry_run, prune)
    try:
        code = run_all(paths or [Path("data/raw")], asked)
    except Wrong as wrong:
        _fail(str(wrong), wrong.code)
    raise typer.Exit(code)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@app.command()
def status(
    out: Annotated[Path, typer.Option(help="Where the dataset is published.")] = OUT,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what the newest run did, and which documents are refused and why.

    Example: calpae status --out data/parquet
    """
    from .status import lines_of_status, status_as_data

    for line in [json.dumps(status_as_data(out), ensure_ascii=False)] if as_json else lines_of_status(out):
        typer.echo(line)


@app.command()
def correct(
    document: Annotated[str, typer.Argument(help="A published document: its id or its name in `source`.")],
    out: Annotated[Path, typer.Option(help="Where the dataset is published.")] = OUT,
    table: Annotated[int | None, typer.Option(help="Only this table, from 0.")] = None,
    row: Annotated[int | None, typer.Option(help="Only this row, from 0.")] = None,
    column: Annotated[int | None, typer.Option(help="Only this column, from 0.")] = None,
) -> None:
    """Print the skeleton of a correction for each row for review (or for the rows at an address), as YAML.

    Example: calpae correct cea-rows.pdf --table 0 --row 5 > data/corrections/cea.yaml
    """
    from schemas.store import Store

    from .correct import skeletons

    wanted = {"table": table, "row": row, "column": column}
    text = skeletons(Store(out), document, {name: number for name, number in wanted.items() if number is not None})
    if text is None:
        _fail(f"{document}: no such document in {out}, or no such row; `calpae run` publishes documents", USAGE)
    typer.echo(text, nl=False)


@app.command()
def show(file: Annotated[Path, typer.Argument(help="A document.")], no_cache: NoCache = False) -> None:
    """Print what is read of one document, as tables; "(?)" marks what a person should look at.

    Example: calpae show data/raw/finistere.docx
    """
    from normalize.interpret import interpret
    from normalize.knowledge import load_knowledge

    from .show import shown

    rows = interpret(_read(file), load_knowledge(), __version__)
    for line in shown(rows):
        typer.echo(line)


@app.command()
def tables(
    file: Annotated[Path, typer.Argument(help="A document.")],
    form: Annotated[Form, typer.Option("--format", help="json, or text for the eye.")] = Form.text,
    no_cache: NoCache = False,
) -> None:
    """Print every table as it is printed, stitched over its pages, before any interpretation but for private data.

    Example: calpae tables data/raw/cea-rows.pdf --format json
    """
    from .tables import tables_as_data, tables_as_text, without_private

    document = without_private(_read(file))
    as_json = form is Form.json
    for line in [json.dumps(tables_as_data(document), ensure_ascii=False)] if as_json else tables_as_text(document):
        typer.echo(line)


app.command()(diff)
app.command()(export)
app.command()(review)


def _read(file: Path) -> Any:
    """The document at a path; a file that is none ends the command with one line."""
    import extract
    from extract.model import Scans

    try:
        return extract.read(file, scans=Scans(at_once=_cores()))
    except extract.Refused as refusal:
        _fail(f"{file}: {refusal.code}: {refusal.message}", NONE_READABLE)
    except FileNotFoundError:
        _fail(f"{file}: no such file", USAGE)
    except OSError as error:
        _fail(f"{file}: cannot be read: {error.strerror or error}", NONE_READABLE)


def _fail(message: str, code: int) -> Any:
    typer.echo(f"calpae: {message}", err=True)
    raise typer.Exit(code)


def main() -> None:
    """The entry point; Ctrl-C ends it without a traceback (`run` says what was done)."""
    signal.signal(signal.SIGINT, _leave)
    app(prog_name="calpae")


def _leave(*_: object) -> None:
    typer.echo("calpae: interrupted", err=True)
    sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
