"""Two invented years of one collectivity, the second as PDF and as DOCX: what the tables over all documents say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pyarrow.parquet as pq
import pytest

from tests.cli import NO_DOCUMENT, OVER_ALL, TABLES, calpae, dataset, fill, rows, run
from tests.drawing import Paper, plan

Sheet = list[list[str]]
IBAN = "FR76 3000 6000 0112 3456 7890 189"
"""A textbook IBAN."""
BODY = [
    "Convention d'appui à la lutte contre la pauvreté et d'accès à l'emploi - Année {year}",
    "Entre l'État, représenté par le préfet,",
    "et le Département de l'Isère, représenté par son président,",
]
FIRST = [
    ["Mesure", "Indicateur", "Situation au\n31/12/2019", "Réalisé 2020", "Cible 2021"],
    ["2.1 Premier accueil social inconditionnel", "Taux de couverture à moins de 30 minutes", "90 %", "92 %", "95 %"],
    ["2.2 Référent de parcours", "Nombre de personnes accompagnées", "10", "40", "60"],
    ["3.1 Orienter et accompagner les allocataires du RSA", "Nombre de nouveaux entrants", "100", "120", "130"],
    ["5.1 Mobilités à des fins d'insertion professionnelle", "Nombre de mesures de diagnostics et d'accompagnement\n"
     "à la mobilité prescrites par le conseil départemental", "5", "6", "7"],
]  # fmt: skip
SECOND = [
    ["Mesure", "Indicateur", "Situation au\n31/12/2019", "Réalisé 2020", "Réalisé 2021", "Cible 2022"],
    ["2.1 Premier accueil social inconditionnel de proximité", "Taux de couverture de premier accueil social "
     "inconditionnel\npar département accessible à moins de 30 minutes", "90 %", "93 %", "95 %", "96 %"],
    ["2.2 Référent de parcours", "Nombre de personnes accompagnées", "10", "ND", "58", "70"],
    ["3.1 Orienter et accompagner les allocataires du RSA", "Nombre de nouveaux entrants", "110", "120", "125", "130"],
]  # fmt: skip
RELABELLED, DROPPED = "premier_accueil.taux_de_couverture", "mobilite.mesures_prescrites"
PLANTED = {
    (RELABELLED, "2020", 92.0, 93.0),
    ("referent_de_parcours.personnes_accompagnees", "2020", 40.0, None),
    ("orientation_rsa.nouveaux_entrants", "2019", 100.0, 110.0),
}


def as_pdf(year: int, sheet: Sheet, body: Sequence[str] = BODY) -> bytes:
    paper = Paper(width=842, height=595)
    for i, line in enumerate(body):
        paper.text(40, 40 + 14 * i, line.format(year=year))
    widths = [230.0, 250.0] + [80.0] * (len(sheet[0]) - 2)
    return paper.table(20, 110, plan(sheet, widths)).save()


def as_docx(year: int, sheet: Sheet, path: Path) -> None:
    document = docx.Document()
    for line in BODY:
        document.add_paragraph(line.format(year=year))
    table = document.add_table(len(sheet), len(sheet[0]))
    for row, texts in zip(table.rows, sheet, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(path))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("vintages")
    raw = fill(root / "raw", y2021_pdf=as_pdf(2021, FIRST), y2022_pdf=as_pdf(2022, SECOND))
    as_docx(2022, SECOND, raw / "y2022.docx")
    assert run(raw, out=root / "parquet").code == 0
    return root / "parquet"


def over_all(out: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(out / f"{name}.parquet").to_pylist()
    return found


def test_the_documents_are_read_as_they_were_made(out: Path) -> None:
    about = {(row["source"], row["convention_year"], row["collectivity_code"]) for row in rows(out, "conventions")}
    assert about == {("y2021.pdf", 2021, "38"), ("y2022.pdf", 2022, "38"), ("y2022.docx", 2022, "38")}
    assert len(rows(out, "observations")) == 4 * 3 + 2 * 3 * 4
    assert not any(row["review"] or row["indicator_id"] is None for row in rows(out, "observations"))


def test_revisions_are_exactly_the_three_that_were_planted(out: Path) -> None:
    found = over_all(out, "revisions")
    values = [(row["indicator_id"], row["period"], row["earlier_value"], row["later_value"]) for row in found]
    assert sorted(map(repr, values)) == sorted(map(repr, PLANTED))
    assert {(row["earlier_source"], row["earlier_page"]) for row in found} == {("y2021.pdf", 1)}
    assert {row["later_convention_year"] for row in found} == {2022}


def test_latest_counts_nothing_twice_and_takes_the_docx_before_its_copy(out: Path) -> None:
    found = over_all(out, "latest")
    facts = [(row["territory"], row["indicator_id"], row["period"], row["period_kind"]) for row in found]
    assert len(set(facts)) == len(facts) == 3 * 5 + 3
    assert {row["source"] for row in found} == {"y2021.pdf", "y2022.docx"}
    values = {(row["indicator_id"], row["period"], row["period_kind"]): row["value"] for row in found}
    assert values[RELABELLED, "2020", "result"] == 93
    assert values[RELABELLED, "2021", "target"] == values[RELABELLED, "2021", "result"] == 95


def test_coverage_holds_the_dropped_measure_and_no_other(out: Path) -> None:
    found = over_all(out, "coverage")
    assert [
        (row["indicator_id"], row["convention_year"], row["coverage"]) for row in found if row["coverage"] != "reported"
    ] == [(DROPPED, 2022, "not_printed")]
    assert len(found) == 2 * 4


def test_the_relabelled_indicator_is_one(out: Path) -> None:
    labels = {row["indicator"] for row in rows(out, "observations") if row["indicator_id"] == RELABELLED}
    assert len(labels) == 2
    covered = [row for row in over_all(out, "coverage") if row["indicator_key"] == RELABELLED]
    assert [(row["convention_year"], row["coverage"]) for row in covered] == [(2021, "reported"), (2022, "reported")]


def test_a_run_without_work_leaves_them_and_makes_them_again_where_one_is_missing(tmp_path: Path) -> None:
    raw, out = fill(tmp_path / "raw", y2021_pdf=as_pdf(2021, FIRST)), tmp_path / "parquet"
    run(raw, out=out)
    before = {name: ((out / f"{name}.parquet").stat().st_mtime_ns, dataset(out)) for name in OVER_ALL}
    run(raw, out=out)
    assert {name: ((out / f"{name}.parquet").stat().st_mtime_ns, dataset(out)) for name in OVER_ALL} == before
    for name in OVER_ALL:
        (out / f"{name}.parquet").unlink()
        run(raw, out=out)
        assert dataset(out) == before[name][1]


def test_a_run_that_was_killed_before_it_made_them_is_mended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, out = fill(tmp_path / "raw", y2021_pdf=as_pdf(2021, FIRST)), tmp_path / "parquet"
    run(raw, out=out)
    fill(raw, y2022_pdf=as_pdf(2022, SECOND))
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr("calpae.run.publish_vintages", lambda out: 1 / 0)
        run(raw, out=out)
    assert over_all(out, "revisions") == []
    assert run(raw, out=out).out[-1].endswith("; 2 unchanged")
    assert len(over_all(out, "revisions")) == 3


def test_half_a_published_file_is_named_with_what_mends_it(tmp_path: Path) -> None:
    raw, out = fill(tmp_path / "raw", y2021_pdf=as_pdf(2021, FIRST)), tmp_path / "parquet"
    run(raw, out=out)
    before = dataset(out)
    [broken] = (out / "observations").iterdir()
    broken.write_bytes(broken.read_bytes()[:100])
    (out / "latest.parquet").unlink()
    done = run(raw, out=out)
    assert (done.code, done.err) == (
        1,
        [f"calpae: {broken}: no whole Parquet file; `calpae run --force` makes it again"],
    )
    assert run(raw, out=out, options=["--force"]).code == 0
    assert dataset(out) == before


@pytest.mark.parametrize("how", ["refused", "pruned", "replaced"])
def test_a_document_that_goes_is_in_none_of_them(tmp_path: Path, how: str) -> None:
    raw = fill(tmp_path / "raw", y2021_pdf=as_pdf(2021, FIRST), y2022_pdf=as_pdf(2022, SECOND))
    out, path = tmp_path / "parquet", raw / "y2022.pdf"
    run(raw, out=out)
    assert len(over_all(out, "revisions")) == 3
    if how == "pruned":
        path.unlink()
    else:
        path.write_bytes(NO_DOCUMENT if how == "refused" else as_pdf(2021, FIRST))
    run(raw, out=out, options=["--prune"])
    assert over_all(out, "revisions") == []
    assert {row["source"] for row in over_all(out, "latest")} == {"y2021.pdf"}
    assert {row["convention_year"] for row in over_all(out, "coverage")} == {2021}


def test_nothing_private_comes_back_through_them_or_through_a_diff(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "parquet"
    label = f"Accueils suivis par Hugues\nTESTARD, {IBAN}"
    sheets = {
        year: [FIRST[0], *([measure, label, "1", "2", figure] for measure in (FIRST[1][0], "9.9 Suivi de M. TESTARD"))]
        for year, figure in ((2021, "ND pour Hugues TESTARD"), (2022, f"ND sur {IBAN}"))
    }
    body = [*BODY, "Signé par M. Hugues TESTARD, préfet"]
    fill(raw, **{f"y{year}_pdf": as_pdf(year, sheet, body) for year, sheet in sheets.items()})
    run(raw, out=out)
    run(raw / "y2021.pdf", out=tmp_path / "other")
    said = [repr(over_all(out, name)) for name in OVER_ALL]
    assert len(over_all(out, "revisions")) == 2
    assert all("withheld" in each for each in said)
    said += [*calpae("diff", out, tmp_path / "other").out, *calpae("show", raw / "y2022.pdf").out]
    said += [repr(rows(out, name)) for name in TABLES]
    flat = re.sub(r"[\W_]", "", " ".join(said)).casefold()
    assert "testard" not in flat
    assert re.sub(r"\W", "", IBAN).casefold() not in flat


def test_a_document_that_comes_later_is_in_them_after_its_run(tmp_path: Path) -> None:
    raw = fill(tmp_path / "raw", y2021_pdf=as_pdf(2021, FIRST))
    run(raw, out=tmp_path / "parquet")
    assert over_all(tmp_path / "parquet", "revisions") == []
    fill(raw, y2022_pdf=as_pdf(2022, SECOND))
    as_docx(2022, SECOND, raw / "y2022.docx")
    run(raw, out=tmp_path / "parquet")
    assert len(over_all(tmp_path / "parquet", "revisions")) == 3
