"""The columns of figures: a header as an office writes it, and the period and kind it means."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

MONTHS = ("31 décembre", "31 déc.", "31 Décembre")


@dataclass(frozen=True, slots=True)
class Period:
    """`upper`: what stands over several columns in a header of two rows. No `kind`: nobody can tell what it is.

    `clause`: the code of the measure for which the header says that the column is a situation.
    """

    header: str
    period: str
    kind: str
    upper: str = ""
    clause: str = ""

    def kind_for(self, measure_code: str | None) -> str:
        return "situation" if self.clause and self.clause == measure_code else self.kind


def draw_periods(rng: Random, most: int) -> tuple[Period, ...]:
    year = rng.randrange(2018, 2022)
    maker = rng.choice([calendar_columns, calendar_columns, calendar_columns, rolling_columns, two_row_columns])
    columns = maker(rng, year)
    count = rng.randrange(2, max(3, min(most, len(columns)) + 1))
    if maker is two_row_columns:
        return columns[:count]
    kept = sorted(rng.sample(range(len(columns)), min(count, len(columns))))
    return tuple(columns[i] for i in kept)


def calendar_columns(rng: Random, year: int) -> tuple[Period, ...]:
    """A baseline, results of some years, a part of the running year, targets."""
    result, target, situation = (rng.choice(words) for words in (RESULT_YEAR, TARGET_YEAR, SITUATION))
    columns = [Period(situation.format(y=year, d=f"{rng.choice(MONTHS)} {year}"), str(year), "situation")]
    beside = rng.random() < 0.4
    for y in range(year + 1, year + rng.randrange(2, 5)):
        if beside:
            columns.append(Period(target.format(y=y), str(y), "target"))
        columns.append(Period(result.format(y=y, s=y % 100), str(y), "result"))
        last = y
    part, name = rng.choice(RESULT_PART)
    columns.append(Period(part.format(y=last + 1, s=(last + 1) % 100), f"{last + 1}-{name}", "result"))
    columns.append(Period(target.format(y=last + 1), str(last + 1), "target"))
    return tuple(columns)


def rolling_columns(rng: Random, year: int) -> tuple[Period, ...]:
    """Years from 1 July to 30 June."""
    result, target, situation = (rng.choice(words) for words in (RESULT_SPAN, TARGET_SPAN, SITUATION_DAY))
    columns = [Period(situation.format(y=year), f"{year}-06-30", "situation")]
    for y in range(year, year + rng.randrange(1, 4)):
        span = f"{y}-07-01/{y + 1}-06-30"
        columns.append(Period(result.format(y=y, z=y + 1), span, "result"))
        columns.append(Period(target.format(y=y, z=y + 1), span, "target"))
    return tuple(columns)


def two_row_columns(rng: Random, year: int) -> tuple[Period, ...]:
    """The kind over its years, or the year over its kinds."""
    years = range(year, year + rng.randrange(2, 4))
    target, result = rng.choice([("Attendu", "Atteint"), ("Objectif", "Réalisé"), ("Cible", "Résultat")])
    if rng.random() < 0.5:
        pairs = ((target, "target"), (result, "result"))
        return tuple(Period(word, str(y), kind, str(y)) for y in years for word, kind in pairs)
    uppers = [("Résultats atteints", "result"), ("Résultats attendus", "target")]
    if rng.random() < 0.5:
        uppers = [("Réalisations", "result"), ("Objectifs", "target")]
    return tuple(Period(str(y), str(y), kind, upper) for upper, kind in uppers for y in years)


SITUATION = (
    "Situation au {d}",
    "Situation au 31/12/{y}",
    "Situation 31/12/{y}",
    "Situation en {y}",
    "État des lieux au {d}",
    "Situation de référence {y}",
    "Point de départ {y}",
    "Situation initiale au {d}",
    "Valeur initiale ({y})",
)
SITUATION_DAY = ("Situation au 30 juin {y}", "Situation au 30/06/{y}", "État des lieux au 30 juin {y}")
RESULT_YEAR = (
    "Résultat atteint en {y}",
    "Résultat {y}",
    "Réalisé {y}",
    "Résultats obtenus en {y}",
    "Résultat atteint en {y} (1/01/{s} au 31/12/{s})",
    "Bilan {y}",
    "Réalisation {y}",
    "{y} réalisé",
    "Résultat constaté {y}",
    "Atteint {y}",
)
TARGET_YEAR = (
    "Résultat attendu en {y}",
    "Objectif {y}",
    "Cible {y}",
    "Valeur cible {y}",
    "Résultat attendu en {y} (objectif fixé)",
    "{y} prévu",
    "Attendu {y}",
    "Objectifs fixés pour {y}",
)
RESULT_PART = (
    ("Résultat atteint au 1er semestre {y}", "S1"),
    ("Résultat au 30 juin {y}", "S1"),
    ("Réalisé S1 {y}", "S1"),
    ("{y} (au 30/06/{y})", "S1"),
    ("Résultat 1er semestre {y} (1/01 au 30/06/{s})", "S1"),
    ("Résultat du 2e semestre {y}", "S2"),
    ("Réalisé 3e trimestre {y}", "Q3"),
    ("Résultat T1 {y}", "Q1"),
)
RESULT_SPAN = (
    "Résultat du 1er juillet {y} au 30 juin {z}",
    "Résultat atteint (01/07/{y} au 30/06/{z})",
    "Réalisé 01/07/{y} - 30/06/{z}",
    "Résultat entre juillet {y} et juin {z}",
)
TARGET_SPAN = (
    "Résultat attendu du 1er juillet {y} au 30 juin {z}",
    "Objectif (01/07/{y} au 30/06/{z})",
    "Cible du 1/07/{y} au 30/06/{z}",
)

UNKNOWN: tuple[tuple[str, str, str], ...] = (
    ("Attendu N+1", "", ""),
    ("N-1", "", ""),
    ("Dernier relevé", "", ""),
    ("Niveau visé à terme", "", ""),
    ("Tendance", "", ""),
    ("Mesuré {y}", "{y}", "result"),
    ("Relevé fin {y}", "{y}", ""),
    ("Ambition {y}", "{y}", "target"),
)
