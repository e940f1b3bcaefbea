from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.knowledge import REFERENTIAL, load_knowledge, read_knowledge
from normalize.spelling import fold, plural, singular, squeeze
from schemas.vocabulary import COMPARATORS, STATUSES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REFERENTIAL, tmp_path / "referential"))


def mend(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_knowledge_is_loaded_once() -> None:
    assert load_knowledge() is load_knowledge()


def test_every_departement_has_its_code() -> None:
    codes = [code for code, territory in load_knowledge().territories.items() if territory.kind == "department"]
    mainland = [f"{number:02}" for number in range(1, 96) if number != 20]
    assert sorted(codes) == sorted([*mainland, "2A", "2B", "971", "972", "973", "974", "976"])


def test_a_signatory_that_is_more_than_a_departement_covers_whole_ones() -> None:
    territories = load_knowledge().territories
    assert territories["6AE"].covers == ("67", "68")
    assert territories["6AE"].since == 2021
    assert territories["20R"].covers == ("2A", "2B")
    assert {territories[code].part_of for code in ("69M", "69D")} == {"69"}
    assert {"75C", "972R", "973R", "976R"} <= territories.keys()


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("Haute Savoie", "74"),
        ("HAUTE-SAVOIE", "74"),
        ("bas rhin", "67"),
        ("Côte d\u2019Or", "21"),
        ("Seine-St-Denis", "93"),
        ("CeA", "6AE"),
        ("Collectivité européenne d\u2019Alsace", "6AE"),
        ("Grand Lyon", "69M"),
        ("Rhône", "69D"),
        ("Paris", "75"),
        ("Ville de Paris", "75C"),
        ("Mayotte", "976"),
    ],
)
def test_a_territory_is_found_by_its_spellings(spelling: str, code: str) -> None:
    assert load_knowledge().territory_spellings[squeeze(spelling)].code == code


def test_every_marker_maps_to_one_letter_of_the_sdmx_list_and_no_figure_status() -> None:
    for marker in load_knowledge().markers.values():
        assert marker.code in set("LMO")
        assert marker.status in set(STATUSES) - {"reported", "range", "text", "ambiguous", "blank"}


def test_every_comparator_of_the_dataset_has_words() -> None:
    assert set(load_knowledge().figures.before.values()) == set(COMPARATORS)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("markers.yaml", "  - status: nd\n", "  - status: nd\n    colour: red\n", "unknown key 'colour'"),
        ("comparability.yaml", "  - says: stock\n", "  - says: stock\n    colour: red\n", "unknown key 'colour'"),
        ("comparability.yaml", "beside: years", "beside: months", "'months' is none of years, territories"),
        ("markers.yaml", "status: nd\n", "status: unheard\n", "'unheard' is none of"),
        ("markers.yaml", '    code: "L"', "    letter: L", "unknown key 'letter'"),
        ("markers.yaml", '    code: "L"', "    # none", "'code' is missing"),
        ("markers.yaml", '"NC", "N.C."', '"NC", "N.C.", "nd"', "'nd' is given twice"),
        ("markers.yaml", '"NC", "N.C."', '"NC", ""', "is empty"),
        ("markers.yaml", '    code: "L"', '    code: "L"\n    code: "M"', "'code' is given twice"),
        ("territories.yaml", 'code: "67"', "code: 67", "codes and spellings are quoted"),
        ("territories.yaml", 'code: "67"', 'code: "68"', "code '68' is given twice"),
        ("territories.yaml", 'covers: ["67", "68"]', 'covers: ["67", "00"]', "'00', which is no territory"),
        ("territories.yaml", 'aliases: ["CeA"', 'aliases: ["Bas Rhin"', "'Bas Rhin' is given twice"),
        ("units.yaml", '  - "semaine"\n', '  - "semaine"\n  - "semaines"\n', "'semaines' is given twice"),
        ("units.yaml", '  - "semaine"\n', "  - 12\n", "expected str"),
        ("units.yaml", "factor: 1000\n", "factor: true\n", "expected int"),
        ("units.yaml", "nouns:", "nouns: none\nmore:", "unknown key 'more'"),
        ("figures.yaml", "ordinals: [", "ordinals: none\n#", "expected a list"),
        ("figures.yaml", "sentence_words: 5", "- 5", "figures.yaml: "),
    ],
)
def test_a_file_that_is_not_right_is_an_error_naming_it(
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    mend(folder, file, old, new)
    with pytest.raises(ValueError, match=message) as error:
        read_knowledge(folder)
    assert str(error.value).startswith(file)


def test_an_empty_file_is_an_error_naming_it(folder: Path) -> None:
    (folder / "units.yaml").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match=r"units\.yaml: expected keys and values"):
        read_knowledge(folder)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Contractualis\u00e9e\u00a0\u202f(oui)\n", "contractualisee (oui)"),
        ("l\u2019\u00c9tat", "l'etat"),
        ("non\u2011contractualis\u00e9", "non-contractualise"),
        ("80 \u2013 100", "80 - 100"),
        ("cen\u00adtre", "centre"),
        ("E\u0301te\u0301", "ete"),
    ],
)
def test_what_a_reader_takes_for_the_same_folds_to_the_same(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_hyphen_and_a_line_break_do_not_change_a_squeezed_word() -> None:
    assert squeeze("Action non-contrac-\ntualisée") == squeeze("action non contractualisee")
    assert squeeze("- de") != squeeze("de")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("structure", "structures"),
        ("lieu", "lieux"),
        ("bureau", "bureaux"),
        ("local", "locaux"),
        ("mois", "mois"),
        ("travailleur social", "travailleurs sociaux"),
        ("mise en situation", "mises en situations"),
        ("demandeur d'emploi", "demandeurs d'emploi"),
    ],
)
def test_the_plural_of_a_noun_is_regular(noun: str, several: str) -> None:
    assert plural(noun) == several


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("Licornes", "licorne"),
        ("joyaux", "joyaux"),
        ("cadeaux", "cadeau"),
        ("enjeux", "enjeu"),
        ("procès", "procès"),
        ("concours", "concours"),
        ("chargeurs", "chargeur"),
        ("virus", "virus"),
        ("cahier", "cahier"),
    ],
)
def test_an_unknown_word_loses_a_plural_only_where_that_is_regular(word: str, one: str) -> None:
    assert singular(word) == one


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"2Z"', '"2Z", "Z7"', "no digit"),
        ('"2Z"', '"2Z", "7Z"', "'Z' is given twice"),
        ("longest", "most", "unknown key"),
    ],
)
def test_a_sign_has_one_shape_and_a_digit_for_it(folder: Path, old: str, new: str, message: str) -> None:
    mend(folder, "confusions.yaml", old, new)
    with pytest.raises(ValueError, match=f"confusions.yaml.*{message}"):
        read_knowledge(folder)
