"""What surrounds the table: the body's lines and the table of amounts."""

from __future__ import annotations

from random import Random

from tests.drawn.sheet import Box, Sheet
from tests.drawn.spec import Annexe


def body_lines(annexe: Annexe) -> list[str]:
    """Paragraphs of the first page, under the title."""
    who = annexe.signatory.full
    return [
        "Entre l'État, représenté par le préfet, d'une part,",
        f"et {who}, représenté par son président, d'autre part,",
        "Vu l'instruction n° DGCS/SD1/2019/24 du 4 février 2019 sur la contractualisation avec les départements ;",
        "il est convenu ce qui suit.",
        "Article 1 – Objet",
        "L'État et son partenaire prennent des engagements réciproques au titre de la stratégie nationale de "
        "prévention et de lutte contre la pauvreté. Les engagements figurent en annexe.",
        "Article 2 – Suivi",
        "Un rapport d'exécution est remis au plus tard le 30 juin de l'exercice qui suit.",
    ]


def funding_sheet(annexe: Annexe) -> Sheet:
    """A table of amounts, which holds no observation."""
    rng = Random(f"funding-{annexe.seed}")
    header = ("N° fiche action", "Intitulé de l'action", "Part État", "Part Département", "Total")
    rows = [header]
    sums = [0, 0]
    for number, measure in enumerate(annexe.measures[:8], 1):
        state, other = rng.randrange(10, 900) * 1000, rng.randrange(10, 900) * 1000
        sums = [sums[0] + state, sums[1] + other]
        rows.append((str(number), measure.label, amount(state), amount(other), amount(state + other)))
    rows.append(("", "TOTAL", amount(sums[0]), amount(sums[1]), amount(sum(sums))))
    boxes = [
        Box(r, c, 1, 1, text, "header" if r == 0 else "label")
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Sheet(("indicator_number", "indicator", "figure", "figure", "figure"), 1, len(rows), tuple(boxes))


def amount(euros: int) -> str:
    return f"{euros:,} €".replace(",", " ")
