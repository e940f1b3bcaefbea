"""Draws an annexe's content and style from a seed; the same seed gives the same annexe."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.drawn.content import Writer, draw_sections
from tests.drawn.periods import UNKNOWN, Period, draw_periods
from tests.drawn.signatories import JOINT, LABELS, SINGLE, UNKNOWN_LABELS, Signatory, draw_named
from tests.drawn.spec import Annexe, Family, MeasureStyle, Split, Style, draws, has_rich_text, is_docx
from tests.drawn.values import draw_habits

ODD = ("indicator", "measure", "comment", "period", "marker", "unit", "label", "territory")

JOINT_SPLITS: tuple[Split, ...] = (
    "rows_merged", "rows_merged", "rows_empty", "lines", "lines", "lines_apart", "brackets", "column_merged",
    "column_repeated", "columns",
)  # fmt: skip

WORDS: dict[str, tuple[str, ...]] = {
    "measure": ("Mesures", "Mesure", "Engagements", "Action", "Intitulé de la mesure", "MESURES", "Mesure du socle"),
    "indicator": (
        "Indicateurs", "Indicateur", "INDICATEURS", "Indicateurs de suivi", "Libellé de l'indicateur",
        "Intitulé des indicateurs", "Indicateurs de résultat",
    ),
    "comment": (
        "Commentaires et éléments de définition", "Définition", "Commentaires", "Observations", "Précisions",
        "Mode de calcul", "Définition / source",
    ),
    "territory": ("Territoire", "Département", "Territoires", "Dépt", "Territoire concerné"),
    "measure_number": ("N°", "N° mesure", "Réf."),
    "indicator_number": ("N°", "N° indicateur", "N° ind."),
}  # fmt: skip
NOTES = (
    "* Données provisoires",
    "Nota : les chiffres de 2020 tiennent compte de la crise sanitaire.",
    "NB : ND = non disponible ; SO = sans objet",
    "Source : système d'information départemental",
)
ODD_WORDS: dict[str, tuple[str, ...]] = {
    "measure": ("Levier", "Chantier national", "Item"),
    "indicator": ("Grandeur suivie", "Donnée", "Ce que l'on mesure"),
    "comment": ("À savoir", "Éclairage", "Lecture"),
    "territory": ("Ressort", "Où ?", "Maille"),
}


def draw_annexe(seed: int, family: Family) -> Annexe:
    rng = Random(f"{family}-{seed}")
    odd = tuple(sorted(rng.sample(ODD, rng.randrange(1, 3)))) if family == "odd" else ()
    joint = draws(rng, 0.7)
    signatory = rng.choice(JOINT if joint else SINGLE)
    style = draw_style(rng, joint, odd)
    periods = draw_odd_periods(rng, draw_periods(rng, 4 if style.split == "columns" else 7), odd)
    writer = Writer(
        rng, draw_habits(rng, has_rich_text(seed, family), is_docx(seed, family)), signatory, style, periods, odd
    )
    year = max(int(period.period[:4] or 0) for period in periods)
    sections = draw_sections(writer)
    codes = [measure.code for section in sections for measure in section.measures if measure.code]
    periods = draw_clause(rng, periods, codes)
    return Annexe(
        seed=seed,
        family=family,
        signatory=signatory,
        title=draw_title(rng, signatory, year),
        year=year,
        heading=rng.choice(
            ["Annexe A – Tableau des engagements du socle", "Annexe 1 : suivi des engagements", "ANNEXE 2"]
        ),
        periods=periods,
        sections=sections,
        style=style,
        odd=odd,
        funding=draws(rng, 0.4),
    )


def draw_title(rng: Random, signatory: Signatory, year: int) -> str:
    title = rng.choice(
        [
            "Convention d'appui à la lutte contre la pauvreté et d'accès à l'emploi {y}",
            "Avenant n° 2 à la convention d'appui à la lutte contre la pauvreté et d'accès à l'emploi – Année {y}",
            "Rapport d'exécution {y} de la convention d'appui à la lutte contre la pauvreté et d'accès à l'emploi",
        ]
    )
    return title.format(y=year) + f" entre l'État et {signatory.full}"


def draw_style(rng: Random, joint: bool, odd: tuple[str, ...]) -> Style:
    split = rng.choice(JOINT_SPLITS) if joint else "none"
    measures: MeasureStyle = rng.choice(["merged", "merged", "first", "repeated", "full_width", "full_width"])
    words = {role: rng.choice(ODD_WORDS[role] if role in odd else words) for role, words in WORDS.items()}
    return Style(
        split=split,
        label=rng.choice(UNKNOWN_LABELS if "label" in odd else LABELS),
        named=draw_named(rng, "label" in odd),
        measures=measures,
        groups=rng.choice(["wide", "alone"]),
        columns=draw_columns(rng, split, measures, odd),
        words=words,
        repeat_header=draws(rng, 0.6),
        apart=draws(rng, 0.08),
        note=rng.choice(NOTES) if draws(rng, 0.1) else "",
    )


def draw_columns(rng: Random, split: Split, measures: MeasureStyle, odd: tuple[str, ...]) -> tuple[str, ...]:
    columns = ["measure"] if measures != "full_width" else []
    if columns and draws(rng, 0.15):
        columns = ["measure_number", "measure"]
    elif draws(rng, 0.15):
        columns.append("indicator_number")
    columns.append("indicator")
    if "comment" in odd or draws(rng, 0.65):
        columns.append("comment")
    if split in ("column_merged", "column_repeated"):
        columns.append("territory")
    columns.append("figures")
    if "comment" in columns and draws(rng, 0.2):
        columns.remove("comment")
        columns.append("comment")
    return tuple(columns)


def draw_clause(rng: Random, periods: tuple[Period, ...], codes: list[str]) -> tuple[Period, ...]:
    """Now and then a result's header says that for one measure it is a situation."""
    results = [i for i, p in enumerate(periods) if p.kind == "result" and p.period.isdigit() and not p.upper]
    if not results or not any("." in code for code in codes) or not draws(rng, 0.1):
        return periods
    at, code = rng.choice(results), rng.choice([code for code in codes if "." in code])
    header = f"{periods[at].header} et situation au 31 déc. {periods[at].period} pour la mesure {code}"
    return tuple(replace(p, header=header, clause=code) if i == at else p for i, p in enumerate(periods))


def draw_odd_periods(rng: Random, periods: tuple[Period, ...], odd: tuple[str, ...]) -> tuple[Period, ...]:
    if "period" not in odd:
        return periods
    at = rng.randrange(len(periods))
    header, period, kind = rng.choice(UNKNOWN)
    year = periods[at].period[:4]
    strange = Period(header.format(y=year), period.format(y=year), kind)
    return tuple(strange if i == at else period for i, period in enumerate(periods))
