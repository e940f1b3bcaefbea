"""`confusions.yaml`: what recognisers of print take for one another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .entry import read_entries


@dataclass(frozen=True, slots=True)
class Swallowed:
    """A sign behind a number, and the endings that it is read as."""

    sign: str
    read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConfusionsFile:
    """The file."""

    alike: tuple[str, ...]
    lone: str
    swallowed: tuple[Swallowed, ...]
    longest: int


@dataclass(frozen=True, slots=True, eq=False)
class Confusions:
    """Signs of one shape, by each of them; `lone` are letters that may be a number by themselves."""

    alike: dict[str, str]
    lone: str
    swallowed: tuple[Swallowed, ...]
    longest: int

    def shape_of(self, text: str) -> str:
        """The text with the digit of its shape for each sign that has one."""
        return "".join(self.alike.get(sign, sign)[0] for sign in text)

    def class_of(self, sign: str) -> str:
        """A pattern of the signs that have the shape of one."""
        return f"[{re.escape(self.alike.get(sign, sign))}]"


def read_confusions(path: Path) -> Confusions:
    """The file's confusions. Raises `ValueError` naming file and entry; a sign has one shape."""
    file = read_entries(ConfusionsFile, path)
    alike: dict[str, str] = {}
    for group in file.alike:
        if not group[:1].isdigit() or len(group) < 2:
            raise ValueError(f"{path.name}: alike: {group!r} is no digit with the signs of its shape")
        for sign in group:
            if sign in alike:
                raise ValueError(f"{path.name}: alike: {sign!r} is given twice")
            alike[sign] = group
    return Confusions(alike, file.lone, file.swallowed, file.longest)
