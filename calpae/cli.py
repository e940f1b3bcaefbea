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

DONE, USAGE, SOME_REFUSED, NONE_READABLE, INTERRUPTED = 0, 2, 3, 4, 130
"""Exit codes: all done; wrong use; some documents refused; none readable; interrupted."""

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


class Form(StrEnum):
    """How `calpae tables` prints."""

    json = "json"
    text = "text"


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

    Exit codes: 0 done, 2 wrong use, 3 some documents refused, 4 none readable, 130 interrupted.
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
) -> None:
    """Read documents and publish their figures as Parquet.

    Example: calpae run data/raw --out data/parquet
    """
    from .batch import find_documents, run_batch

    workshop = _workshop(out, second_reader, corrections)
    try:
        batch = find_documents(paths or [Path("data/raw")])
    except FileNotFoundError as error:
        _fail(f"{error.args[0]}: no such file or folder; give files or folders that exist", USAGE)
    for path in batch.left_out:
        typer.echo(f"{path}: left out, its name is not that of a document (PDF, DOCX)", err=True)
    if not batch.documents:
        typer.echo("no documents found: nothing to do")
        return
    with Progress(len(batch.documents)) as tell:
        outcomes = run_batch(batch, workshop, tell)
    raise typer.Exit(_summary(outcomes, out))


def _workshop(out: Path, second_reader: SecondReader, corrections: Path) -> Any:
    from normalize.corrections import load_corrections
    from normalize.knowledge import load_knowledge
    from schemas.store import Store

    from .ingest import Workshop

    try:
        return Workshop(load_knowledge(), Store(out), second_reader.value, load_corrections(corrections))
    except ValueError as error:
        return _fail(str(error), USAGE)


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
    """Print every table of a document as it is printed, stitched over its pages, before any interpretation.

    Example: calpae tables data/raw/cea-rows.pdf --format json
    """
    from .tables import tables_as_data, tables_as_text

    document = _read(file)
    as_json = form is Form.json
    for line in [json.dumps(tables_as_data(document), ensure_ascii=False)] if as_json else tables_as_text(document):
        typer.echo(line)


def _read(file: Path) -> Any:
    """The document at a path; a file that is none ends the command with one line."""
    import extract

    try:
        return extract.read(file)
    except extract.Refused as refusal:
        _fail(f"{file}: {refusal.code}: {refusal.message}", NONE_READABLE)
    except FileNotFoundError:
        _fail(f"{file}: no such file", USAGE)
    except OSError as error:
        _fail(f"{file}: cannot be read: {error.strerror or error}", NONE_READABLE)


def _fail(message: str, code: int) -> Any:
    typer.echo(f"calpae: {message}", err=True)
    raise typer.Exit(code)


class Progress:
    """One line a document on standard output; on a terminal a bar below them on standard error."""

    def __init__(self, total: int) -> None:
        from rich import progress
        from rich.console import Console

        console = Console(stderr=True)
        columns = progress.TextColumn("reading"), progress.BarColumn(), progress.MofNCompleteColumn()
        self.bar = progress.Progress(
            *columns, progress.TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal
        )
        self.task = self.bar.add_task("reading", total=total)

    def __enter__(self) -> Any:
        self.bar.start()
        return self.tell

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def tell(self, outcome: Any) -> None:
        """Print what became of a document; refusals go to standard error."""
        from .batch import lines_of

        for line in lines_of(outcome):
            typer.echo(line, err=outcome.kind != "published")
        self.bar.advance(self.task)


def _summary(outcomes: Any, out: Path) -> int:
    from .batch import count

    refused = count(outcomes, "refused", "unreadable")
    published = {outcome.document_id: outcome for outcome in outcomes if outcome.kind == "published"}
    figures, review = sum(o.figures for o in published.values()), sum(o.for_review for o in published.values())
    typer.echo(
        f"{len(published)} documents published in {out}: {figures} figures, {review} for review; {refused} refused"
    )
    if not refused:
        return DONE
    return SOME_REFUSED if published else NONE_READABLE


def main() -> None:
    """The entry point; Ctrl-C ends it cleanly: what is half done is left behind unpublished."""
    signal.signal(signal.SIGINT, _leave)
    app(prog_name="calpae")


def _leave(*_: object) -> None:
    typer.echo("calpae: interrupted; the documents listed so far are published", err=True)
    sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
