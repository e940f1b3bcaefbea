"""`calpae review`: the folder of pages, made anew only where something changed, from the command to the correction."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from schemas.store import Store
from tests.cli import GOLDEN, NO_DOCUMENT, calpae, dataset, fill, rows, run
from tests.reviewing import articles, completed, files, page_of, parsed, review

AT = ("table", "row", "column", "part")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Raw documents, the dataset, its pages: a PDF and a DOCX with figures for review, one without, one refused."""
    root = tmp_path_factory.mktemp("review")
    fill(root / "raw", a_pdf="cea-rows.pdf", b_docx="cea-rows.docx", c_docx="finistere.docx", d_pdf=NO_DOCUMENT)
    assert run(root / "raw", out=root / "parquet").code == 3
    assert review(root / "parquet", root / "raw").code == 0
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """A copy of it, which a test may change."""
    return Path(shutil.copytree(published, tmp_path / "copy"))


def pages_of(root: Path) -> dict[str, bytes]:
    return files(root / "parquet" / "_review")


def text_of(path: Path) -> str:
    return " ".join(parsed(path).text_content().split())


def test_it_says_where_the_pages_are_and_what_was_done(root: Path) -> None:
    done = review(root / "parquet", root / "raw", to=root / "pages")
    index = root / "pages" / "index.html"
    assert (done.code, done.err) == (0, [])
    assert done.out == [f"{index}: 3 documents, 8 figures for review (pages: 3 made, 0 unchanged, 0 removed)"]
    assert index.is_file()


def test_what_has_not_changed_is_left_alone(root: Path) -> None:
    review_folder = root / "parquet" / "_review"
    times = {path: path.stat().st_mtime_ns for path in review_folder.rglob("*") if path.is_file()}
    done = review(root / "parquet", root / "raw")
    assert "0 made, 3 unchanged, 0 removed" in done.out[0]
    changed = [path.name for path, time in times.items() if path.stat().st_mtime_ns != time]
    assert changed == []


def test_the_same_data_give_the_same_bytes(root: Path) -> None:
    before = pages_of(root)
    shutil.rmtree(root / "parquet" / "_review")
    review(root / "parquet", root / "raw")
    assert pages_of(root) == before


def test_the_published_dataset_is_not_touched(root: Path) -> None:
    before = {name: data for name, data in dataset(root / "parquet").items() if not name.startswith("_review/")}
    shutil.rmtree(root / "parquet" / "_review")
    review(root / "parquet", root / "raw")
    after = {name: data for name, data in dataset(root / "parquet").items() if not name.startswith("_review/")}
    assert after == before


def test_a_page_or_a_picture_that_was_lost_is_made_again(root: Path) -> None:
    before = pages_of(root)
    page = page_of(root / "parquet", "a.pdf")
    page.unlink()
    picture = next((root / "parquet" / "_review" / "images").rglob("*.png"))
    picture.unlink()
    assert "1 made, 2 unchanged" in review(root / "parquet", root / "raw").out[0]
    assert pages_of(root) == before


def test_half_a_record_costs_nothing_but_time(root: Path) -> None:
    before = pages_of(root)
    (root / "parquet" / "_review" / "pages.json").write_text('{"half', encoding="utf-8")
    assert "3 made" in review(root / "parquet", root / "raw").out[0]
    assert pages_of(root) == before


def test_what_a_killed_build_left_is_removed_and_what_others_put_there_stays(root: Path) -> None:
    folder = root / "parquet" / "_review"
    page = page_of(root / "parquet", "a.pdf")
    ours = [folder / f".{page.name}.4711", folder / ".index.html.4711", folder / "images" / page.stem / "0.png"]
    theirs = [folder / "notes.html", folder / ".htaccess", folder / "images" / "logo" / "a.png"]
    for path in ours + theirs:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    review(root / "parquet", root / "raw")
    assert [path.exists() for path in ours + theirs] == [False] * 3 + [True] * 3


def test_pages_of_documents_that_are_no_longer_published_go(root: Path) -> None:
    page = page_of(root / "parquet", "a.pdf")
    (root / "raw" / "a.pdf").unlink()
    run(root / "raw", out=root / "parquet", options=["--prune"])
    assert (
        "2 documents, 4 figures for review (pages: 0 made, 2 unchanged, 1 removed)"
        in (review(root / "parquet", root / "raw").out[0])
    )
    assert not page.exists()
    assert not (root / "parquet" / "_review" / "images" / page.stem).exists()
    assert "a.pdf" not in text_of(root / "parquet" / "_review" / "index.html")


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        ("gone", "Le fichier d'origine n'est plus là"),
        ("changed", "Le fichier d'origine a changé depuis la publication"),
    ],
)
def test_a_raw_document_that_is_gone_or_changed_is_said_instead_of_a_picture(
    root: Path, happened: str, said: str
) -> None:
    raw, page = root / "raw" / "a.pdf", page_of(root / "parquet", "a.pdf")
    if happened == "gone":
        raw.unlink()
    else:
        raw.write_bytes(raw.read_bytes() + b"\n")
    assert "1 made, 2 unchanged" in review(root / "parquet", root / "raw").out[0]
    assert said in text_of(page)
    assert parsed(page).xpath("//img") == []
    assert not (root / "parquet" / "_review" / "images" / page.stem).exists()
    assert all(article.xpath(".//td[@class='own']") for article in articles(parsed(page)))
    shutil.copy(GOLDEN / "cea-rows.pdf", raw)
    review(root / "parquet", root / "raw")
    assert parsed(page).xpath("//img")


def test_pictures_of_a_locked_document_ask_for_its_password(tmp_path: Path) -> None:
    held = io.BytesIO()
    with pikepdf.open(GOLDEN / "cea-rows.pdf") as pdf:
        pdf.save(held, encryption=pikepdf.Encryption(user="mot", owner="maître"))
    raw, out = fill(tmp_path / "raw", a_pdf=held.getvalue()), tmp_path / "parquet"
    passwords = tmp_path / "passwords"
    passwords.write_text("mot\n", encoding="utf-8")
    assert run(raw, out=out, options=["--password-file", str(passwords)]).code == 0
    review(out, raw)
    page = page_of(out, "a.pdf")
    assert "demande un mot de passe" in text_of(page)
    assert parsed(page).xpath("//img") == []
    review(out, raw, password_file=passwords)
    assert len(parsed(page).xpath("//img")) == 8
    assert b"mot\n" not in b"".join(files(out / "_review").values())


def test_a_refused_document_is_listed_with_its_reason(root: Path) -> None:
    index = parsed(root / "parquet" / "_review" / "index.html")
    (line,) = index.xpath("//section[@aria-labelledby='refuses']//tbody/tr")
    assert "d.pdf" in line.text_content()
    assert "not_a_document" in line.text_content()


def test_a_folder_that_is_no_dataset_is_wrong_use(tmp_path: Path) -> None:
    done = review(tmp_path, tmp_path)
    assert (done.code, done.out) == (2, [])
    assert done.err == [f"calpae: {tmp_path}: no published dataset; `calpae run --out` makes one"]
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_is_not_there_is_wrong_use(root: Path) -> None:
    done = review(root / "parquet", root / "nowhere")
    assert (done.code, done.err) == (
        2,
        [f"calpae: {root / 'nowhere'}: no such file or folder; give files or folders that exist"],
    )


def test_a_place_that_cannot_be_written_is_said(root: Path) -> None:
    (root / "file").write_bytes(b"")
    done = review(root / "parquet", root / "raw", to=root / "file" / "pages")
    assert done.code == 1
    assert str(root / "file") in done.err[0]


def test_while_a_run_writes_no_page_is_made(root: Path) -> None:
    with Store(root / "parquet").hold():
        done = review(root / "parquet", root / "raw")
    assert (done.code, done.err) == (5, [f"calpae: {root / 'parquet'}: a run writes there; wait until it has ended"])


def figure_of(out: Path, figure: dict[str, Any]) -> dict[str, Any]:
    (row,) = [r for r in rows(out, "observations") if all(r[n] == figure[n] for n in ("document_id", *AT))]
    return row


def test_a_correction_from_a_page_changes_that_figure_alone_and_takes_it_off_the_list(root: Path) -> None:
    raw, out, corrections = root / "raw", root / "parquet", root / "corrections"
    before = rows(out, "observations")
    page = page_of(out, "a.pdf")
    article = articles(parsed(page))[1]
    figure = next(r for r in before if r["document_id"] == page.stem and r["status"] == "ambiguous")
    assert article.get("id") == "r-" + "-".join(str(figure[name]) for name in AT)

    corrections.mkdir()
    (yaml,) = article.xpath(".//pre[@data-yaml]")
    text = completed(yaml.text, read='"28"', reason='"10 + 18, dit le service"', who='"une relectrice"')
    (corrections / "a.yaml").write_text(text, encoding="utf-8")
    assert run(raw, out=out, corrections=corrections).code == 3  # d.pdf is no document
    review(out, raw)

    corrected = figure_of(out, figure)
    assert (corrected["value"], corrected["status"], corrected["raw"]) == (28.0, "reported", figure["raw"])
    assert corrected["correction"] in text
    assert (corrected["flags"], corrected["review"]) == (["corrected"], False)
    after = rows(out, "observations")
    assert [r for r in after if r != corrected] == [r for r in before if r != figure]
    assert [a.get("id") for a in articles(parsed(page))] == [
        "r-" + "-".join(str(r[name]) for name in AT)
        for r in before
        if r["document_id"] == page.stem and r["review"] and r != figure
    ]


def test_a_reading_that_a_person_confirms_leaves_the_list_as_it_was_read(root: Path) -> None:
    raw, out, corrections = root / "raw", root / "parquet", root / "corrections"
    corrections.mkdir()
    page = page_of(out, "a.pdf")
    for number, article in enumerate(articles(parsed(page))):
        (yaml,) = article.xpath(".//pre[@data-yaml]")
        text = completed(yaml.text, reason="vu sur la page", who="une relectrice")
        (corrections / f"{number}.yaml").write_text(text, encoding="utf-8")
    before = [[r[name] for name in (*AT, "status", "value", "raw")] for r in rows(out, "observations")]
    run(raw, out=out, corrections=corrections)
    review(out, raw)
    assert articles(parsed(page)) == []
    assert "Aucun chiffre de ce document n'est à relire" in text_of(page)
    assert [[r[name] for name in (*AT, "status", "value", "raw")] for r in rows(out, "observations")] == before


def test_a_correction_that_has_expired_refuses_its_document_and_says_what_changed(root: Path) -> None:
    raw, out, corrections = root / "raw", root / "parquet", root / "corrections"
    corrections.mkdir()
    (yaml,) = articles(parsed(page_of(out, "a.pdf")))[0].xpath(".//pre[@data-yaml]")
    text = completed(yaml.text, expected='"18, soit le nombre de maisons"', read='"18"', reason="x", who="y")
    (corrections / "a.yaml").write_text(text, encoding="utf-8")
    done = run(raw, out=out, corrections=corrections)
    assert done.code == 3
    (line,) = [line for line in done.err if line.startswith("a.pdf")]
    assert line.startswith("a.pdf: refused (correction_stale): ")
    assert "expects '18, soit le nombre de maisons' and finds '17, soit" in line
    review(out, raw)
    index = text_of(out / "_review" / "index.html")
    assert "Correction périmée correction_stale" in index
    assert "expects '18, soit le nombre de maisons' and finds '17, soit" in index


def test_the_page_and_calpae_correct_give_the_same_corrections(published: Path) -> None:
    out = published / "parquet"
    printed = "\n".join(calpae("correct", "a.pdf", "--out", out).out) + "\n"
    for article in articles(parsed(page_of(out, "a.pdf"))):
        (yaml,) = article.xpath(".//pre[@data-yaml]")
        assert yaml.text.removeprefix("corrections:\n") in printed
