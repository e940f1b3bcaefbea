"""The folder of review pages: each document's page made anew where anything it shows has changed, and no other."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemas.vocabulary import TABLES

from .cutter import Failure, Order, cut_pictures, write_whole
from .review_figures import doubts, measure_of
from .review_html import TEMPLATES, render
from .review_places import views_of
from .review_raw import Raw, RawFiles
from .review_rows import Item, items_of
from .review_table import sheets_of

if TYPE_CHECKING:
    from schemas.store import Store

INDEX, PICTURES, RECORD = "index.html", "images", "pages.json"
"""Where the list of documents lies, and the pictures, and what each page was made from."""
PAGE = re.compile(r"[0-9a-f]{16}")
HALF = re.compile(r"\.(?:[0-9a-f]{16}\.html|index\.html|pages\.json)\.\d+")
"""What a build that was killed leaves of a file."""
LIBRARIES = ("Jinja2", "pillow", "pypdfium2")


@dataclass(slots=True)
class Tally:
    """What a build did: pages made, left as they are, removed; and the figures for review on all of them."""

    made: int = 0
    unchanged: int = 0
    removed: int = 0
    for_review: int = 0


@dataclass(frozen=True)
class Site:
    """The pages under one folder. `passwords` are tried on encrypted PDF."""

    store: Store
    root: Path
    raw: RawFiles
    passwords: tuple[str, ...] = ()
    tally: Tally = field(default_factory=Tally)

    def build(self) -> Tally:
        """Make what has changed, and take away what is no longer published. Raises `OSError`."""
        self.root.mkdir(parents=True, exist_ok=True)
        before = self._record()
        ids = self.store.documents()
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # each waits for a process that cuts its pictures
            pages = dict(zip(ids, pool.map(lambda document_id: self._page(document_id, before), ids), strict=True))
        self.tally.unchanged = sum(page is before.get(document_id) for document_id, page in pages.items())
        self.tally.made = len(pages) - self.tally.unchanged
        entries = [{"document_id": document_id, **page["entry"]} for document_id, page in pages.items()]
        self.tally.for_review = sum(entry["for_review"] for entry in entries)
        self._write(INDEX, render("index.html", entries=sorted(entries, key=_order), refused=self._refused()))
        self._write(RECORD, json.dumps(pages, sort_keys=True, ensure_ascii=False, indent=1).encode())
        self._sweep(pages)
        return self.tally

    def _page(self, document_id: str, before: Mapping[str, Any]) -> dict[str, Any]:
        """What is recorded of a document's page, once it is there."""
        convention = self.store.read("conventions", document_id).to_pylist()[0]
        raw = self.raw.of(convention)
        made_from = self._made_from(document_id, raw)
        known: dict[str, Any] = before.get(document_id, {})
        if known.get("made_from") == made_from and self._is_there(document_id, known["pictures"]):
            return known
        rows = {name: self.store.read(name, document_id).to_pylist() for name in TABLES}
        items = items_of(rows)
        views = views_of(sight for item in items for sight in item.sights) if raw.path else {}
        failure = self._cut(document_id, convention["sha256"], raw, views)
        why = failure or (raw.state if raw.state != "held" else None)
        self._write(
            f"{document_id}.html",
            render(
                "document.html",
                convention=convention,
                items=items,
                flags=list(dict.fromkeys(code for item in items for code, _ in item.why)),
                measures=list(dict.fromkeys(item.measure for item in items)),
                sheets=list(sheets_of(rows["observations"])),
                findings=rows["findings"],
                amounts=[row for row in rows["funding"] if row["review"]],
                pictures=None if why else f"{PICTURES}/{document_id}",
                why_no_picture=why,
            ),
        )
        is_final = failure in (None, "encrypted", "unreadable")
        return {
            "made_from": made_from if is_final else "",
            "entry": _entry(convention, rows, items, raw),
            "pictures": sorted(views) if why is None else [],
        }

    def _cut(self, document_id: str, sha256: str, raw: Raw, views: Mapping[str, Any]) -> Failure | None:
        if raw.path is None or not views:
            return None
        cuts = {name: view.cut for name, view in views.items()}
        return cut_pictures(Order(raw.path, sha256, self.root / PICTURES / document_id, cuts, self.passwords))

    def _made_from(self, document_id: str, raw: Raw) -> str:
        """A digest of all that a page shows: what is published, whether its file is there, the program."""
        parts = [self._program, raw.state, repr(bool(self.passwords))]
        paths = [self.store.path(name, document_id) for name in TABLES]
        return _digest(*(part.encode() for part in parts), *(path.read_bytes() for path in paths))

    @cached_property
    def _program(self) -> str:
        import extract.crop

        code = [*sorted(Path(__file__).parent.glob("*.py")), *sorted(TEMPLATES.iterdir()), Path(extract.crop.__file__)]
        names = (f"{name} {version(name)}".encode() for name in LIBRARIES)
        return _digest(*(path.read_bytes() for path in code if path.is_file()), *names)

    def _is_there(self, document_id: str, pictures: list[str]) -> bool:
        folder = self.root / PICTURES / document_id
        return (self.root / f"{document_id}.html").is_file() and all((folder / name).is_file() for name in pictures)

    def _refused(self) -> list[dict[str, Any]]:
        return [row for name in self.store.refused() for row in self.store.read("findings", name).to_pylist()]

    def _record(self) -> dict[str, Any]:
        """What an earlier build recorded; nothing where that is not whole."""
        try:
            record = json.loads((self.root / RECORD).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}

    def _write(self, name: str, data: bytes) -> None:
        """Put a page in its place; one that says the same already stays."""
        path = self.root / name
        if not path.is_file() or path.read_bytes() != data:
            write_whole(path, data)

    def _sweep(self, pages: Mapping[str, Any]) -> None:
        """Remove pages and pictures of what is no longer published, or no longer shown."""
        for path in sorted(self.root.glob("*.html")):
            if PAGE.fullmatch(path.stem) and path.stem not in pages:
                path.unlink()
                self.tally.removed += 1
        for path in sorted(self.root.glob(".*")):
            if HALF.fullmatch(path.name):
                path.unlink()
        for folder in sorted((self.root / PICTURES).glob("*")):
            shown = set(pages.get(folder.name, {}).get("pictures", ()))
            if PAGE.fullmatch(folder.name) and not shown:
                shutil.rmtree(folder)
            elif PAGE.fullmatch(folder.name):
                for path in sorted(folder.iterdir()):
                    if path.name not in shown:
                        path.unlink()


def _entry(convention: Mapping[str, Any], rows: Mapping[str, Any], items: tuple[Item, ...], raw: Raw) -> dict[str, Any]:
    """What the list of documents says of one."""
    names = ("source", "collectivity", "convention_year", "kind", "reader", "pages")
    flags = Counter(code for item in items for code in doubts(item.figure.row))
    severe = [row for row in rows["findings"] if row["severity"] != "info"]
    return {
        **{name: convention[name] for name in names},
        "figures": sum(row["status"] != "blank" for row in rows["observations"]),
        "for_review": len(items),
        "amounts": sum(row["review"] for row in rows["funding"]),
        "findings": len(severe),
        "flags": dict(sorted(flags.items())),
        "measures": sorted({measure_of(item.figure.row) for item in items}),
        "raw": raw.state,
    }


def _order(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    """Most to look at first, then by name."""
    return -entry["for_review"], entry["source"], entry["document_id"]


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(len(part).to_bytes(8, "little") + part for part in parts)).hexdigest()
