"""Our own samples with bytes flipped, cut and doubled: each ends in figures or in one typed refusal, in its time."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from calpae.batch import run_plan
from calpae.desk import Limits
from calpae.job import Outcome
from calpae.origin import Origin
from calpae.plan import find_documents, make_plan
from calpae.pool import Pool
from calpae.settings import Settings
from schemas.shelf import Shelf
from tests.cli import GOLDEN

LARGEST = 80_000
OURS = frozenset({"internal_error", "check_failed", "timed_out", "out_of_memory"})
"""Refusals that are a fault of the program, whatever the document. A crash of a reader's own library is none."""


def samples() -> list[Path]:
    return sorted(path for path in GOLDEN.iterdir() if path.suffix in (".pdf", ".docx", ".md"))


def spoil(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to sixty of them changed, and sometimes a piece cut out, doubled, or the end cut off."""
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 4, 15, 60))):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    a, b = sorted((chance.randrange(len(spoilt)), chance.randrange(len(spoilt))))
    match chance.randrange(6):
        case 0:
            del spoilt[a : min(b, a + 2000)]
        case 1:
            spoilt[a:a] = spoilt[a : min(b, a + 2000)]
        case 2:
            del spoilt[max(a, 100) :]
        case _:
            pass
    return bytes(spoilt)


def publish_spoilt(folder: Path, count: int, seed: int) -> dict[str, Outcome]:
    raw, out = folder / "raw", folder / "parquet"
    raw.mkdir()
    chance = random.Random(seed)
    for number in range(count):
        sample = chance.choice(samples())
        (raw / f"{number:04}-{sample.name}").write_bytes(spoil(sample.read_bytes()[:LARGEST], chance))
    outcomes: list[Outcome] = []
    shelf = Shelf(out)
    plan = make_plan(find_documents([raw]), shelf, Origin())
    run_plan(plan, shelf, Pool(Settings(str(shelf.drafts)), 2, Limits()), outcomes.append)
    return {outcome.name: outcome for outcome in outcomes}


def assert_typed(outcomes: dict[str, Outcome], count: int) -> None:
    assert len(outcomes) == count
    assert {outcome.kind for outcome in outcomes.values()} <= {"published", "refused"}
    assert not {name: outcome for name, outcome in outcomes.items() if outcome.code in OURS}


def test_spoilt_documents_end_in_figures_or_in_a_typed_refusal(tmp_path: Path) -> None:
    assert_typed(publish_spoilt(tmp_path, 30, seed=1), 30)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 8))
def test_many_spoilt_documents_end_in_figures_or_in_a_typed_refusal(tmp_path: Path, seed: int) -> None:
    assert_typed(publish_spoilt(tmp_path, 500, seed), 500)
