"""`python -m tests.drawn SEED FAMILY OUT.pdf`: draws one annexe, and its gold rows beside it."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from tests.drawn.draw import draw_annexe
from tests.drawn.spec import FAMILIES
from tests.drawn.truth import COLUMNS, gold_rows
from tests.drawn.write import write_document


def main(seed: str, family: str, out: str) -> None:
    if family not in FAMILIES:
        raise SystemExit(f"no family {family!r}: one of {', '.join(FAMILIES)}")
    annexe = draw_annexe(int(seed), family)
    path = write_document(annexe, Path(out))
    with path.with_suffix(".gold.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(gold_rows(annexe))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
