"""What stands on pages of documents that need no file: figures without territory, amounts, withheld cells."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from calpae.review_raw import RawFiles
from calpae.review_site import Site
from extract.model import Document
from schemas.check import check
from schemas.store import Store
from tests.cli import fill, run
from tests.drawing import Paper, plan
from tests.reviewing import articles, files, page_of, parsed, review
from tests.tables import document, published, table

HEADER = "Mesures | Indicateurs | Résultat atteint en 2020 | Résultat attendu en 2021"


def page(out: Path, what: Document) -> Any:
    """The page of a document that is published from its tables."""
    Store(out).publish(check(published(what)))
    Site(Store(out), out / "_review", RawFiles([])).build()
    return parsed(page_of(out, "essai.pdf"))


def test_a_figure_without_territory_is_for_review_and_the_reason_is_said(tmp_path: Path) -> None:
    what = document(table(HEADER, "1.1 Accueil | Nombre de places | 12 | 13"), body="Convention - Année 2021")
    found = page(tmp_path, what)
    assert [article.get("data-flags").split() for article in articles(found)] == [["no_territory"]] * 2
    assert "Aucun territoire n'est imprimé" in articles(found)[0].text_content()
    assert found.xpath("//select[@id='flag']/option/@value") == ["", "no_territory"]


def test_amounts_that_their_sum_gainsays_are_listed(tmp_path: Path) -> None:
    rows = ("Action | État | Département | Total", "A | 1 000 € | 2 000 € | 3 000,01 €", "B | 10 € | 20 € | 30 €")
    found = page(tmp_path, document(table(*rows)))
    lines = found.xpath("//section[@aria-labelledby='montants']//tbody/tr")
    assert [line.xpath("string(./td[4])") for line in lines] == ["1 000 €", "2 000 €"]
    assert all("digits_suspect" in line.text_content() for line in lines)
    assert "2 montants" in parsed(tmp_path / "_review" / "index.html").text_content()


def test_a_document_without_a_table_has_a_page_that_says_so(tmp_path: Path) -> None:
    found = page(tmp_path, document(table("Nom | Valeur", "a | 1"), body="Convention - Année 2021"))
    assert articles(found) == []
    assert "Aucun tableau d'indicateurs n'a été compris" in found.text_content()


def test_a_dataset_without_documents_has_an_index(tmp_path: Path) -> None:
    Site(Store(tmp_path), tmp_path / "_review", RawFiles([])).build()
    assert "Aucun document n'est publié" in parsed(tmp_path / "_review" / "index.html").text_content()


def annexe(comment: str) -> bytes:
    """An annexe of one measure, its comment as given, its last figure for review."""
    head = ["Mesures", "Indicateurs", "Commentaires", "Résultat 2020", "Résultat\nattendu en 2021"]
    rows: Sequence[Sequence[str]] = [head, ["1.1 Accueil", "Nombre de places", comment, "12", "13 et 14"]]
    paper = Paper(842, 595).text(50, 40, "Convention d'appui à la lutte contre la pauvreté - Année 2021")
    paper.text(50, 52, "Entre l'État et le Département du Finistère, représenté par son président,")
    return paper.table(50, 80, plan(rows, [90, 120, 160, 90, 120])).save()


def pictures(folder: Path, comment: str) -> list[bytes]:
    """The pictures of the row of the figure for review."""
    raw, out = fill(folder / "raw", a_pdf=annexe(comment)), folder / "parquet"
    assert run(raw, out=out).code == 0
    review(out, raw)
    path = page_of(out, "a.pdf")
    (article,) = articles(parsed(path))
    return [(path.parent / src).read_bytes() for src in article.xpath(".//div[@class='shot']/img/@src")]


def dark(png: bytes, share: tuple[float, float]) -> int:
    """How many dark pixels a part of a picture's width (0 to 1) has, below the table's head."""
    with Image.open(io.BytesIO(png)) as image:
        grey = np.asarray(image.convert("L"))
    left, right = (round(at * grey.shape[1]) for at in share)
    return int((grey[round(grey.shape[0] * 0.62) : -4, left:right] < 100).sum())


def test_a_name_in_the_table_is_in_no_picture(tmp_path: Path) -> None:
    (plain,) = pictures(tmp_path / "plain", "Suivi par le service\nde proximité")
    (hidden,) = pictures(tmp_path / "hidden", "Suivi par Mme Jeanne\nEXEMPLE")
    comment, others = (215 / 580, 365 / 580), (380 / 580, 1.0)
    assert dark(plain, comment) > 100 > dark(hidden, comment)
    assert dark(plain, others) == dark(hidden, others) > 100
    pages = b"".join(files(tmp_path / "hidden" / "parquet" / "_review").values())
    assert b"EXEMPLE" not in pages and b"Jeanne" not in pages
    assert hashlib.sha256(plain).digest() != hashlib.sha256(hidden).digest()
