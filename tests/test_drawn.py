"""Annexes drawn at random through the product: what is known must be right, what is unknown must never be a figure."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from normalize.knowledge import Knowledge, load_knowledge
from tests.drawn.spec import Family
from tests.drawn.trial import Trial, try_one

FIXED: dict[Family, tuple[int, ...]] = {
    "ruled": tuple(range(10)),
    "docx": tuple(range(6)),
    "odd": tuple(range(4)),
    "unruled": (0, 1, 3, 6, 13, 15, 17, 21, 22, 25, 30, 33, 35, 41, 58),
    "open": (0, 3, 5, 10, 14, 33, 56),
}
SURE: dict[Family, tuple[int, ...]] = {
    "ruled": (3006, 3045, 3046, 3070),
    "unruled": (3042, 3069),
    "open": (3007, 3008),
}
"""Where doubt about all was mended, or what was wrong without any."""
SOAKED: dict[Family, int] = {"ruled": 180, "docx": 100, "odd": 100, "unruled": 120, "open": 60}
LEAST_VALUE = 0.995
MOST_REVIEW = 0.15
LEAST_UNRULED = 0.97
"""Of all drawn at random; the fixed ones give the whole truth."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize(("family", "seed"), [(family, seed) for family, seeds in FIXED.items() for seed in seeds])
def test_a_drawn_annexe_gives_its_truth(family: Family, seed: int, tmp_path: Path, knowledge: Knowledge) -> None:
    trial = try_one(seed, family, tmp_path, knowledge)
    assert not trial.score.silent, f"silent errors in {trial.name}: {trial.score.silent[:5]}"
    if family == "odd":
        assert is_said(trial), f"{trial.name}: unknown {trial.annexe.odd}, and neither finding nor review says so"
    else:
        assert trial.score.value >= LEAST_VALUE, f"{trial.name}: {trial.score.missing[:5]} {trial.score.extra[:5]}"


@pytest.mark.parametrize(("family", "seed"), [(family, seed) for family, seeds in SURE.items() for seed in seeds])
def test_a_drawn_annexe_is_right_and_hardly_any_of_it_in_doubt(
    family: Family, seed: int, tmp_path: Path, knowledge: Knowledge
) -> None:
    trial = try_one(seed, family, tmp_path, knowledge)
    assert not trial.score.silent
    assert trial.score.value >= LEAST_VALUE
    assert trial.score.review <= MOST_REVIEW * trial.score.rows


def is_said(trial: Trial) -> bool:
    """Whether what was not known left a trace, or was understood all the same."""
    on_annexe = [
        f for f in trial.rows["findings"] if f["code"] != "private_data_withheld" and "fact" not in str(f["code"])
    ]
    doubts = any(finding["severity"] != "info" for finding in on_annexe) or trial.score.review > 0
    return doubts or trial.score.value == 1


def test_the_same_seed_draws_the_same_bytes(tmp_path: Path) -> None:
    from tests.drawn.draw import draw_annexe
    from tests.drawn.write import write_document

    first, second = (write_document(draw_annexe(7, "ruled"), tmp_path / name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.soak
def test_hundreds_of_drawn_annexes_hold_the_promise(tmp_path: Path, knowledge: Knowledge) -> None:
    trials = {
        family: [try_one(seed, family, tmp_path, knowledge) for seed in range(count)]
        for family, count in SOAKED.items()
    }
    print("\n" + "\n".join(summary(trials)))
    silent = [f"{trial.name}: {key}" for trial in every(trials) for key in trial.score.silent]
    assert not silent, "\n".join(silent[:20])
    assert all(is_said(trial) for trial in trials["odd"])
    for family in ("ruled", "docx"):
        assert mean_value(trials[family]) >= LEAST_VALUE, worst(trials[family])
    for some in (trials["unruled"], trials["open"]):
        assert mean_value(some) >= LEAST_UNRULED, worst(some)


def every(trials: dict[Family, list[Trial]]) -> Iterable[Trial]:
    return (trial for some in trials.values() for trial in some)


def mean_value(trials: list[Trial]) -> float:
    return sum(trial.score.value for trial in trials) / len(trials)


def worst(trials: list[Trial]) -> str:
    """Which documents to put into tests/golden/ next."""
    lowest = sorted(trials, key=lambda trial: trial.score.value)[:10]
    return "worst: " + ", ".join(f"{trial.name} ({trial.score.value:.3f})" for trial in lowest)


def summary(trials: dict[Family, list[Trial]]) -> Iterable[str]:
    yield "family   documents  gold rows  mean value F1  silent  lost  review"
    for family, some in trials.items():
        gold, rows = sum(trial.score.gold for trial in some), sum(trial.score.rows for trial in some)
        silent, lost = (sum(len(getattr(trial.score, name)) for trial in some) for name in ("silent", "lost"))
        review = sum(trial.score.review for trial in some) / max(1, rows)
        yield f"{family:8} {len(some):9} {gold:10} {mean_value(some):14.4f} {silent:7} {lost:5} {review:7.1%}"
