"""How much there is to read in a file, guessed from its bytes alone: no reader that could die of them is asked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
PACKED = re.compile(rb"/Type\s*/ObjStm.{0,400}?stream\r?\n", re.DOTALL)
"""Where a stream of objects begins, which may hold pages (ISO 32000-1, 7.5.7)."""
PACKED_BYTES = 1 << 20
"""Of each such stream so many are looked at."""
IMAGE = re.compile(rb"/Subtype\s*/Image")
BYTES_OF_A_SCAN = 15_000
"""A page of a scan has more, and a picture at least; pages of text with a logo have less."""
SECONDS, SECONDS_A_PAGE, SECONDS_A_SCAN = 0.5, 0.1, 4.0
"""For any document, and more for each page: measured on a machine of two cores, one document at a time."""


def seconds_to_read(data: bytes) -> float:
    """What reading it will take, within a factor of three for most: pages, and dearer ones where they are scans."""
    if not data.startswith(b"%PDF-"):
        return SECONDS
    pages = count_pages(data)
    is_scan = len(data) / pages > BYTES_OF_A_SCAN and len(IMAGE.findall(data)) >= pages
    return SECONDS + pages * (SECONDS_A_SCAN if is_scan else SECONDS_A_PAGE)


def count_pages(data: bytes) -> int:
    """The pages of a PDF that its bytes show, one at least."""
    return max(1, sum(len(PAGE.findall(part)) for part in (data, *_unpacked(data))))


def _unpacked(data: bytes) -> Iterator[bytes]:
    for match in PACKED.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :], PACKED_BYTES)
        except zlib.error:  # encrypted, or packed otherwise
            continue
