"""Review pages for tests: a published folder, its pages parsed, and a document whose print wants to run."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
from lxml import html

from calpae.correct import HEAD
from schemas.store import Store
from tests.cli import Done, calpae

HOSTILE_NAME = "a\"'><img src=x onerror=hacked()>.docx"
SCRIPT = "<script>hacked()</script>"


def hostile() -> bytes:
    """An annexe whose every text would be code if it were taken for HTML; two figures are for review."""
    document = docx.Document()
    document.add_paragraph("Convention d'appui à la lutte contre la pauvreté - Année 2022")
    document.add_paragraph("Entre l'État et le Département du Finistère, représenté par son président,")
    rows = [
        ["Mesures", "Indicateurs", f"Commentaires {SCRIPT}", "Résultat 2021", "Résultat attendu en 2022"],
        [f"1.1 Accueil {SCRIPT}", '"><img src=x onerror=hacked()>', "{{ 7 * 7 }}", "12", f"13 et 14 </pre>{SCRIPT}"],
        [
            f"1.1 Accueil {SCRIPT}",
            "Places",
            "' onclick=hacked() '",
            "15",
            f"16 et 17 </textarea>{SCRIPT}\x85\u2028&#x2F;",
        ],
    ]
    table = document.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def review(out: Path, *paths: Path, **options: object) -> Done:
    """`calpae review` of a published folder."""
    more = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
    return calpae("review", *paths, "--out", out, *more)


def parsed(path: Path) -> Any:
    """A page as a tree."""
    return html.document_fromstring(path.read_text("utf-8"))


def page_of(out: Path, source: str) -> Path:
    """Where the page of a published document lies."""
    store = Store(out)
    for document_id in store.documents():
        if store.read("conventions", document_id).column("source")[0].as_py() == source:
            return out / "_review" / f"{document_id}.html"
    raise LookupError(source)


def articles(page: Any) -> list[Any]:
    """The figures for review on a page."""
    return list(page.xpath("//article[@data-item]"))


def completed(yaml: str, **lines: str) -> str:
    """A correction as a person completes it: the texts after `read`, `reason`, `who`, as YAML."""
    assert yaml.startswith(HEAD)
    for name, text in lines.items():
        (old,) = [line for line in yaml.splitlines() if line.startswith(f"    {name}: ")]
        yaml = yaml.replace(old, f"    {name}: {text}")
    return yaml


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
