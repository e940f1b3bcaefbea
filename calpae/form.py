"""How a command prints what it found."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """For programs, or for the eye."""

    json = "json"
    text = "text"
