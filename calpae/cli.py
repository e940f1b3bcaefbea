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
from .doctor import doctor
from .ending import FAILED, INTERRUPTED, USAGE, fail
from .export import export
from .look import show, tables
from .options import OUT, NoCache, Out, location
from .review import review

CORRECTIONS = Path("data/corrections")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class EngineName(StrEnum):
    """What hands out the documents."""

    local = "local"
    dask = "dask"


class SecondReader(StrEnum):
    """When an independent reader is asked."""

    never = "never"
    doubt = "doubt"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"calpae {__version__}")
        raise typer.Exit


@app.callback()
def calpae(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Turn signed anti-poverty conventions (CALPAE) into data that can be trusted.

    Exit codes: 0 done, 1 failed (`diff`: something changed; `doctor`: something needed is missing), 2 wrong use,
    3 some documents refused, 4 none readable, 5 another run holds the output, 130 interrupted.
    """


@app.command()
def run(
    paths: Annotated[
        list[Any] | None,
        typer.Argument(parser=location, metavar="PLACE...", help="Files, folders or URLs (default: data/raw)."),
    ] = None,
    out: Out = OUT,
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
    engine: Annotated[
        EngineName, typer.Option(help="What hands out documents: children of this process, or dask (calpae[cluster]).")
    ] = EngineName.local,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of dask; without it a cluster of --workers is started here.")
    ] = None,
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
    from .hands import Hands
    from .report import Voice
    from .run import Asked, Wrong
    from .run import run as run_all
    from .settings import Settings

    if corrections != CORRECTIONS and not corrections.is_dir():
        fail(f"{corrections}: no such folder; --corrections names one of YAML files", USAGE)
    settings = Settings(
        drafts="",
        second_reader=second_reader.value,
        corrections=str(corrections),
        password_file=str(password_file or ""),
        log_level="INFO" if verbose else "WARNING",
        forgets_pages=os.environ.get("CALPAE_CACHE") == "off",
    )
    hands = Hands(engine.value, workers, scheduler)
    limits, voice = Limits(timeout, memory=memory), Voice(as_json, verbose, quiet)
    asked = Asked(out, settings, hands, limits, voice, force, dry_run, prune)
    try:
        code = run_all(paths or [Path("data/raw")], asked)
    except Wrong as wrong:
        fail(str(wrong), wrong.code)
    raise typer.Exit(code)


@app.command()
def status(
    out: Out = OUT,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what the newest run did, and what is refused and why.

    Example: calpae status --out data/parquet
    """
    from .status import lines_of_status, status_as_data

    for line in [json.dumps(status_as_data(out), ensure_ascii=False)] if as_json else lines_of_status(out):
        typer.echo(line)


@app.command()
def correct(
    document: Annotated[str, typer.Argument(help="A published document: its id or its name in `source`.")],
    out: Out = OUT,
    table: Annotated[int | None, typer.Option(help="Only this table, from 0.")] = None,
    row: Annotated[int | None, typer.Option(help="Only this row, from 0.")] = None,
    column: Annotated[int | None, typer.Option(help="Only this column, from 0.")] = None,
) -> None:
    """Print skeletons of corrections, as YAML.

    One for each row of the document that is for review, or for the rows at an address.

    Example: calpae correct cea-rows.pdf --table 0 --row 5 > data/corrections/cea.yaml
    """
    from schemas.store import Store

    from .correct import skeletons, why_none

    wanted = {"table": table, "row": row, "column": column}
    asked = {name: number for name, number in wanted.items() if number is not None}
    text = skeletons(Store(out), document, asked)
    if text is None:
        fail(f"{document}: {why_none(Store(out), document, asked)}", USAGE)
    typer.echo(text, nl=False)


for command in (show, tables, diff, doctor, export, review):
    app.command()(command)


def main() -> None:
    """The entry point; Ctrl-C ends it without a traceback (`run` says what was done)."""
    signal.signal(signal.SIGINT, _leave)
    try:
        app(prog_name="calpae")
    except OSError as error:  # the disk, or a store of objects that does not answer
        typer.echo(f"calpae: {f'{error.filename}: ' if error.filename else ''}{error.strerror or error}", err=True)
        sys.exit(FAILED)


def _leave(*_: object) -> None:
    typer.echo("calpae: interrupted", err=True)
    sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
