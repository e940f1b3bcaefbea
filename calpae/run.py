"""A run from what was asked to its exit code."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from extract import find_office
from normalize.corrections import load_corrections
from schemas.files import Held
from schemas.location import Location
from schemas.shelf import Shelf

from .batch import Tally, run_plan
from .desk import Limits
from .ending import DONE, FAILED, HELD, INTERRUPTED, NONE_READABLE, SOME_REFUSED, USAGE
from .engine import EngineFailed
from .hands import Hands
from .origin import Origin
from .plan import Batch, Plan, find_documents, lines_of, make_plan
from .report import Report, Voice
from .settings import Settings, read_passwords
from .vintages import publish_vintages


class Wrong(Exception):
    """What ends a run before its end: one sentence for a person, and the exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked: where to publish, how to read and by whom, what to do again, what to say.

    The settings lack the folder for drafts, which hangs on `out`.
    """

    out: Location
    settings: Settings
    hands: Hands
    limits: Limits
    voice: Voice
    force: bool = False
    dry_run: bool = False
    prune: bool = False


def run(places: Sequence[Location], asked: Asked) -> int:
    """Read what has to be read and publish it; the exit code. Raises `Wrong`."""
    logging.basicConfig(level=logging.ERROR, format="calpae: %(message)s")
    logging.getLogger("calpae").setLevel(asked.settings.log_level)
    batch, origin = _find(places, asked), _origin(asked)
    if not batch.documents:
        if not asked.voice.as_json:
            typer.echo("no documents found: nothing to do")
        return DONE
    shelf = Shelf(asked.out)
    if asked.dry_run:
        for line in lines_of(make_plan(batch, shelf, origin, asked.force)):
            typer.echo(line)
        return DONE
    try:
        with _interruptible(), shelf.hold():
            plan = make_plan(batch, shelf, origin, asked.force)
            return _exit_code(_carry_out(plan, shelf, asked))
    except Held as held:
        raise Wrong(f"{asked.out}: {held.said}", HELD) from None
    except EngineFailed as error:
        raise Wrong(str(error), FAILED) from None
    except OSError as error:
        how = "; make room, make it a folder that can be written to, or give another --out" if error.errno else ""
        raise Wrong(f"{error.filename or asked.out}: {error.strerror or error}{how}", FAILED) from None
    except KeyboardInterrupt:
        raise Wrong("interrupted; run again to go on", INTERRUPTED) from None


def _find(places: Sequence[Location], asked: Asked) -> Batch:
    try:
        asked.hands.check()
        batch = find_documents(places)
    except ValueError as error:
        raise Wrong(str(error), USAGE) from None
    except FileNotFoundError as error:
        raise Wrong(f"{error.args[0]}: no such file or folder; give files or folders that exist", USAGE) from None
    if asked.prune and not batch.is_whole:
        raise Wrong("--prune needs folders: a file says nothing of the documents beside it", USAGE)
    if not asked.voice.is_quiet:
        for path in batch.left_out:
            typer.echo(f"{path}: left out, its name is not that of a document (PDF, DOCX)", err=True)
    return batch


def _origin(asked: Asked) -> Origin:
    settings = asked.settings
    try:
        passwords = read_passwords(Path(settings.password_file)) if settings.password_file else ()
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "is no text in UTF-8"
        how = "--password-file names a text file, a password a line"
        raise Wrong(f"{settings.password_file}: {said}; {how}", USAGE) from None
    try:
        corrections = load_corrections(Path(settings.corrections))
    except OSError as error:
        raise Wrong(f"{error.filename}: {error.strerror}; make it readable, or move it away", USAGE) from None
    except ValueError as error:
        raise Wrong(f"{settings.corrections}/{error}", USAGE) from None
    has_office = find_office() is not None
    return Origin(corrections, settings.second_reader, str(asked.limits), bool(passwords), has_office)


def _carry_out(plan: Plan, shelf: Shelf, asked: Asked) -> Tally:
    engine = asked.hands.engine(replace(asked.settings, drafts=str(shelf.drafts)), asked.limits)
    with Report(asked.voice, len(plan.jobs)) as report:
        tally = run_plan(plan, shelf, engine, report.tell, asked.prune)
    if not tally.is_interrupted and (tally.has_changed or not shelf.is_current()):
        publish_vintages(shelf.root)
    report.sum_up(tally, shelf.root)
    return tally


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the batch in its own way, which says what was done."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _exit_code(tally: Tally) -> int:
    if tally.is_interrupted:
        return INTERRUPTED
    if not tally.refused:
        return DONE
    return SOME_REFUSED if tally.published else NONE_READABLE
