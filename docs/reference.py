"""Writes the pages of the reference from the program itself: `make docs`. What they say is nowhere said twice."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import EnumType
from inspect import cleandoc
from pathlib import Path
from typing import Any

import typer

from calpae.cli import app
from schemas import vocabulary
from schemas.meanings_of_findings import REFUSED, SAID

HERE = Path(__file__).parent
MADE = "<!-- Made by `make docs` from the program; change it there. -->"
HELP = "-h"

COMMAND_LINE = f"""\
# Reference: the command line

{MADE}

`calpae COMMAND -h` prints the same. Options may stand anywhere after the command. `NO_COLOR` is honoured; colour is
used on a terminal only, and nothing is told by colour alone. What a command gives goes to standard output; refusals,
errors and the bar go to standard error.

"""
FINDINGS = f"""\
# Reference: findings

{MADE}

`findings` holds what the run noticed and a person may want to see, each with its place. `severity` is `info`, `warning`
or `error`; the message says what was found. What tables, columns, statuses and flags hold is in the
[dictionary](dictionary.md).

"""


def command_line() -> str:
    """The page of the commands."""
    group: Any = typer.main.get_command(app)
    parts = [COMMAND_LINE + "## Exit codes\n\n", *_exit_codes(group)]
    for name, command in sorted(group.commands.items()):
        said, _, example = cleandoc(command.help).rpartition("Example: ")
        parts.append(f"\n## calpae {name}\n\n{said.strip()}\n\nExample: `{' '.join(example.split())}`\n")
        rows = [_parameter(one) for one in command.params if HELP not in one.opts]
        parts.append("\n" + _table(("option", "what it does", "default"), rows))
    return "".join(parts)


def _exit_codes(group: Any) -> Iterator[str]:
    """From the help of the command itself, the only place where they are told."""
    said = " ".join(group.help.split()).partition("Exit codes: ")[2].rstrip(".")
    codes = [part.split(" ", 1) for part in said.split(", ")]
    yield _table(("code", "when"), [(f"{code}", what) for code, what in codes])


def _parameter(one: Any) -> tuple[str, str, str]:
    name = f"`{one.name.upper()}`" if one.param_type_name == "argument" else f"`{', '.join(one.opts)}`"
    kind = one.type_descriptor.annotation
    choices = ", ".join(f"`{each.value}`" for each in kind) if isinstance(kind, EnumType) else ""
    what = (one.help or "") + (f" One of: {choices}." if choices else "")
    default = one.default() if callable(one.default) else one.default
    is_said = default not in (None, False, ()) and not one.required
    return name, what, "needed" if one.required else f"`{_plain(default)}`" if is_said else ""


def _plain(value: Any) -> str:
    return str(getattr(value, "value", value))


def findings() -> str:
    """The page of every finding."""
    said = [code for code in vocabulary.FINDING_CODES if code not in vocabulary.REFUSALS]
    return (
        f"{FINDINGS}## Of a document that is refused\n\nExactly one, and nothing else of it is published.\n\n"
        + _table(("code", "what it says"), _said(vocabulary.REFUSALS, REFUSED))
        + "\n## Of a document that is published\n\n"
        + _table(("code", "what it says"), _said(said, SAID))
    )


def _said(codes: Iterable[str], meanings: dict[str, str]) -> list[tuple[str, str]]:
    return [(f"`{code}`", meanings[code]) for code in codes]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(' '.join(cell.split()) for cell in line)} |\n" for line in lines)


PAGES = {"reference-command-line.md": command_line, "reference-findings.md": findings}
"""Each page and what makes it."""


if __name__ == "__main__":
    for name, page in PAGES.items():
        (Path(sys.argv[1]) if len(sys.argv) > 1 else HERE).joinpath(name).write_text(page(), encoding="utf-8")
