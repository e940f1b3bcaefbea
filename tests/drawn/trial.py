"""One drawn document through the product: what was published against what was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import extract
from normalize.interpret import Rows, interpret
from normalize.knowledge import Knowledge
from tests.drawn.draw import draw_annexe
from tests.drawn.score import Score, score
from tests.drawn.spec import Annexe, Family
from tests.drawn.truth import gold_rows
from tests.drawn.write import write_document


@dataclass(frozen=True, slots=True)
class Trial:
    annexe: Annexe
    score: Score
    rows: Rows

    @property
    def name(self) -> str:
        """What draws it again: `python -m tests.drawn` and this."""
        return f"{self.annexe.seed} {self.annexe.family}"


def try_one(seed: int, family: Family, folder: Path, knowledge: Knowledge) -> Trial:
    annexe = draw_annexe(seed, family)
    path = write_document(annexe, folder / f"{family}-{seed}")
    rows = interpret(extract.read(path), knowledge, "0")
    path.unlink()
    return Trial(annexe, score(gold_rows(annexe), rows["observations"]), rows)
