"""The command `doctor`: whether all is here that the program needs, and what each missing part costs."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import OUT, Folder

if TYPE_CHECKING:
    from extract.equipment import Part

RIGHT, WRONG = 0, 1
OLDEST = (3, 11)
REINSTALL = "make install (it installs what requirements.lock names)"
ASKED = re.compile(r"(?P<name>[\w.-]+)(?P<bounds>[<>=!~\d.,]*)(?P<marker>\s*;.*)?")


def doctor(
    out: Folder = OUT,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check the installation: what is missing, and what that costs.

    Each part that lacks is told with what to do to have it.

    Exit codes: 0 all that is needed is there, 1 something needed is missing or wrong, 2 wrong use.

    Example: calpae doctor
    """
    parts = list(examine(out))
    for line in [json.dumps([asdict(part) for part in parts], ensure_ascii=False)] if as_json else lines_of(parts):
        typer.echo(line)
    raise typer.Exit(WRONG if any(part.needed and not part.is_right for part in parts) else RIGHT)


def examine(out: Path) -> Iterator[Part]:
    """Each part of the installation, as it was found."""
    from extract.equipment import Part, look_over, why_not_writable

    newer = ".".join(map(str, OLDEST))
    found = f"{platform.python_version()} ({sys.executable})"
    yield Part("Python", sys.version_info >= OLDEST, found, "nothing works", f"Python {newer} or newer", True)
    wrong = list(_wrong_packages())
    found = "; ".join(wrong) or "all in the versions that are needed"
    yield Part("packages", not wrong, found, "what they do fails, or gives other results", REINSTALL, True)
    yield from look_over()
    reason = why_not_writable(out)
    found = f"{out}: {reason}" if reason else str(out)
    remedy = "make it writable, or name another by --out"
    yield Part("output folder", reason is None, found, "nothing can be published there", remedy, True)


def lines_of(parts: list[Part]) -> Iterator[str]:
    """What a person reads: a line a part, and three where it is not as it should be."""
    for part in parts:
        state = "ok" if part.is_right else "WRONG" if part.needed else "missing"
        yield f"{state:8}{part.name}: {part.found}"
        if not part.is_right:
            yield f"{'':8}  costs: {part.costs}"
            yield f"{'':8}  to have it: {part.remedy}"
    wrong, missing = (sum(part.needed is needed and not part.is_right for part in parts) for needed in (True, False))
    said = f"needed and missing or wrong: {wrong}" if wrong else "all that is needed is here"
    yield said + (f"; optional and missing: {missing}" if missing else "")


def _wrong_packages() -> Iterator[str]:
    try:
        asked = importlib.metadata.requires("calpae") or []
    except importlib.metadata.PackageNotFoundError:
        yield "calpae itself is not installed"
        return
    for line in asked:
        need = ASKED.fullmatch(line)
        assert need is not None, line
        if not need["marker"]:  # extras are checked by what they are for
            yield from _wrong_package(need["name"], need["bounds"])


def _wrong_package(name: str, bounds: str) -> Iterator[str]:
    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        yield f"{name} is not installed"
        return
    if not all(_keeps(found, bound) for bound in bounds.split(",")):
        yield f"{name} {found} and not {bounds}"


def _keeps(found: str, bound: str) -> bool:
    """Whether a version keeps one bound, of the three kinds that pyproject.toml uses."""
    ours, theirs = (tuple(map(int, re.findall(r"\d+", text))) for text in (found, bound))
    if bound.startswith("=="):
        return ours == theirs
    return ours < theirs if bound.startswith("<") else ours >= theirs
