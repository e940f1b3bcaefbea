"""Whether a PDF carries an electronic signature, and whether the last one covers the whole file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

FIELD_DEPTH = 16
"""Form fields are nested no deeper."""


def signature_of(data: bytes) -> tuple[bool | None, bool | None]:
    """Whether it is signed, and whether a signature covers every byte of the file (ISO 32000-1, 12.8.1).

    Both null where the file's form cannot be read; the second is null where there is no signature. No certificate is
    looked at: that a signature is there does not say that it is valid.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            form = pdf.Root.get("/AcroForm")
            fields: Any = form.get("/Fields", []) if form is not None else []
            ranges = [_byte_range(value) for value in _signatures(fields)]
    except (pikepdf.PdfError, pikepdf.PasswordError, TypeError, ValueError, AttributeError, RuntimeError):
        return None, None
    if not ranges:
        return False, None
    return True, any(_covers(own, data) for own in ranges)


def _signatures(fields: Any, depth: int = 0) -> Iterator[Any]:
    """The signature dictionaries of signed fields."""
    for field in fields:
        if field.get("/FT") == "/Sig" and (value := field.get("/V")) is not None:
            yield value
        elif depth < FIELD_DEPTH:
            yield from _signatures(field.get("/Kids", []), depth + 1)


def _byte_range(signature: Any) -> tuple[int, ...]:
    return tuple(int(number) for number in signature.get("/ByteRange", []))


def _covers(own: tuple[int, ...], data: bytes) -> bool:
    """Whether the bytes from the file's first to its last are signed, but for the signature itself between two parts.

    Blanks after the last part are no change.
    """
    if len(own) != 4 or own[0] != 0:
        return False
    gap = data[own[1] : own[2]].strip()
    return gap.startswith(b"<") and gap.endswith(b">") and not data[own[2] + own[3] :].strip()
