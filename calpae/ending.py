"""How a command ends: its exit code and, where it did not do what was asked, one line that says why."""

from __future__ import annotations

from typing import NoReturn

import typer

DONE, FAILED, USAGE, SOME_REFUSED, NONE_READABLE, HELD, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130
"""Exit codes: done; the program or the disk failed; wrong use; some documents refused; none readable; another run
writes there; interrupted."""


def fail(message: str, code: int) -> NoReturn:
    """Say what is wrong and what to do, and leave with this exit code."""
    typer.echo(f"calpae: {message}", err=True)
    raise typer.Exit(code)
