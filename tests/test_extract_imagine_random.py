"""Tables drawn at random without some of their rules: whatever stands in their cells, they are read as drawn."""

from __future__ import annotations

import random

import pytest

from tests.drawing import PAD, SIZE, Paper, only, plan, texts
from tests.unruled import STYLES, draw

LABELS = [
    "Nombre de jeunes accompagnés",
    "Budget mobilisé par le département",
    "Taux de couverture à moins de 30 minutes",
    "Nombre d'agents formés",
    "Nombre de places d'hébergement ouvertes dans l'année",
    "Délai moyen d'orientation des bénéficiaires du RSA",
]
VALUES = ["12", "4 827", "ND", "95%", "56 %", "10 000", "", "/", "1 250 000 €", "en cours de consolidation", "3", "456"]
VALUES += ["Pour le 67 :\n12\nPour le 68 :\n15"]
HEADING = "2. Renforcer les compétences"
SEEDS = range(12)


def wrapped(paper: Paper, text: str, width: float) -> str:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if paper.canvas.stringWidth(longer, "Helvetica", SIZE) <= width - 2 * PAD:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def draw_at_random(seed: int, style: str) -> tuple[list[list[str]], Paper]:
    """Rows of texts, and a page that shows them; figures stand left, centred or right."""
    chance, paper = random.Random(seed), Paper()
    columns = chance.randint(2, 5)
    widths = [chance.choice([90.0, 120.0, 150.0]), *[chance.choice([55.0, 65.0, 80.0])] * columns]
    rows = [["Indicateur", *(str(2018 + i) for i in range(columns))]]
    for _ in range(chance.randint(4, 12)):
        label = wrapped(paper, chance.choice(LABELS), widths[0])
        values = [chance.choice(VALUES) for _ in range(columns)]
        rows.append([label, *(value if "\n" in value else wrapped(paper, value, widths[1]) for value in values)])
    if chance.random() < 0.5:
        rows.insert(chance.randint(2, 4), [HEADING, *["<"] * columns])
    pad, share = chance.choice([0.0, 2.0, 6.0]), chance.choice([0.0, 0.0, 0.5, 1.0])
    table = plan(rows, widths)
    heights = [height + pad for height in table.heights]
    labels = [[row[0], *("<" if text == "<" else "" for text in row[1:])] for row in rows]
    draw(paper, 50, 80, plan(labels, widths, heights), style)
    for r, row in enumerate(rows):
        for c, text in enumerate(row[1:], 1):
            for i, line in enumerate(text.split("\n") if text != "<" else []):
                free = widths[c] - 2 * PAD - paper.canvas.stringWidth(line, "Helvetica", SIZE)
                baseline = 80 + sum(heights[:r]) + PAD + SIZE * (1 + 1.2 * i)
                paper.text(50 + sum(widths[:c]) + PAD + share * free, baseline, line)
    return rows, paper


def uncovered(rows: list[list[str]]) -> list[list[str]]:
    """Without the signs of merged cells: no rule shows how far a short heading reaches."""
    return [["" if text == "<" else text for text in row] for row in rows]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_table_drawn_at_random_is_read_as_drawn(seed: int, style: str) -> None:
    rows, paper = draw_at_random(seed, style)
    assert uncovered(texts(only(paper.read()))) == uncovered(rows)
