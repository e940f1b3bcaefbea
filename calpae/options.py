"""The options and arguments that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from schemas.location import Location, typed_location


def location(text: str | Path) -> Location:
    """The location that was typed. A URL that cannot be taken is wrong use, and is not repeated."""
    try:
        return typed_location(str(text))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def folder(text: str | Path) -> Path:
    """The folder of this machine that was typed; a URL is wrong use."""
    place = location(text)
    if not isinstance(place, Path):
        raise typer.BadParameter("a URL; this command works on folders of this machine")
    return place


OUT = Path("data/parquet")
Out = Annotated[
    Any, typer.Option(parser=location, metavar="PLACE", help="Where the dataset is published: a folder or a URL.")
]
"""The option of every command that publishes or reads a dataset. `Any`, here and below: typer knows no unions."""
Folder = Annotated[
    Any, typer.Option(parser=folder, metavar="FOLDER", help="Where the dataset is published, on this machine.")
]
"""The same for a command that works on this machine only."""
Document = Annotated[Any, typer.Argument(parser=location, metavar="PLACE", help="A document: a file or a URL.")]


def _forget_pages(wanted: bool) -> bool:
    if wanted:
        os.environ["CALPAE_CACHE"] = "off"  # of this process and those that it starts
    return wanted


NoCache = Annotated[bool, typer.Option("--no-cache", help="Recognise scanned pages again.", callback=_forget_pages)]
