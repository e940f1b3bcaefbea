"""The national measures and indicators: ids, and where each spelling was met."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

import extract
from normalize.catalogue import CatalogueFile, read_catalogue
from normalize.entry import read_entries
from normalize.knowledge import REFERENTIAL, load_knowledge
from normalize.spelling import squeeze
from tests.cli import GOLDEN

FILE = REFERENTIAL / "indicators.yaml"


def test_every_source_is_a_golden_document_or_a_text_of_the_file() -> None:
    file = read_entries(CatalogueFile, FILE)
    texts = {text.id for text in file.texts}
    golden = {path.name.removesuffix(".gold.csv") for path in GOLDEN.glob("*.gold.csv")}
    named = {source for measure in file.measures for source in measure.sources}
    named |= {source for indicator in load_knowledge().catalogue.by_id.values() for source in indicator.sources}
    assert named <= texts | golden
    assert texts <= named


@cache
def texts_of(name: str) -> frozenset[str]:
    document = extract.read(GOLDEN / f"{name}.docx")
    return frozenset(squeeze(cell.text) for table in document.tables for cell in table.cells)


def test_every_indicator_is_printed_under_one_of_its_spellings_by_each_of_its_sources() -> None:
    for known, indicator in load_knowledge().catalogue.by_id.items():
        for source in indicator.sources:
            assert texts_of(source) & {squeeze(spelling) for spelling in indicator.spellings}, (known, source)


def test_the_six_themes_are_twelve_indicators() -> None:
    themes = [
        known.split(".")[1:] for known in load_knowledge().catalogue.by_id if known.startswith("plan_de_formation.")
    ]
    assert len(themes) == 12
    assert {group for group, _ in themes} == {"catalogue_cnfpt", "financement_specifique"}
    assert len({theme for _, theme in themes}) == 6


def test_a_measure_applies_from_its_first_to_its_last_year_and_in_an_unknown_one() -> None:
    measure = next(each for each in load_knowledge().catalogue.measures if each.id == "sorties_ase")
    assert [measure.applies_in(year) for year in (2018, 2019, 2021, 2022, None)] == [False, True, True, False, True]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    since: 2019\n", "    since: 2019\n    colour: red\n", "unknown key 'colour'"),
        ("- id: premier_accueil", "- id: sorties_ase", "'sorties_ase' is given twice"),
        ("- id: premier_accueil", "- id: Accueil-1", "'Accueil-1' is not of small letters"),
        ('"Nombre de jeunes devenus majeurs"]', '"Part des jeunes ayant un logement stable"]', "is given twice"),
        ("- id: financement_specifique", "- id: catalogue_cnfpt", "'catalogue_cnfpt' is given twice"),
        ("stock_or_flow: flow", "stock_or_flow: both", "'both' is none of stock, flow"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_file_and_entry(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    path = Path(shutil.copy(FILE, tmp_path))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=message) as refused:
        read_catalogue(path)
    assert "indicators.yaml" in str(refused.value)
