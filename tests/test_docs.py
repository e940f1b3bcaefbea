"""The pages for people: every command runs, every answer is the true one, and nothing goes without its entry."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import typer
from PIL import Image

from calpae.cli import app
from schemas import vocabulary
from schemas.meanings_of_findings import REFUSED, SAID
from tests.cli import ROOT

REFERENCE = ("docs/reference-command-line.md", "docs/reference-findings.md")
MADE = (*REFERENCE, "docs/dictionary.md")
"""Pages that the program writes: what they name is checked, and they tell nobody to do anything."""
EVERY = ("README.md", "README.fr.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
PAGES = tuple(page for page in EVERY if page not in MADE)
STAND_INS = {"make run": ".venv/bin/calpae run data/raw"}
"""What a test runs instead: `make run` installs from the network first, and then does this (see below)."""
NOT_RUN = {
    "make test": "it is what runs this test, and takes minutes",
    ".venv/bin/calpae run data/raw --engine dask --workers 8": "it needs a cluster",
    ".venv/bin/calpae run data/raw --engine dask --scheduler tls://HOST:8786": "it needs a cluster",
    ".venv/bin/calpae run s3://bucket/raw --out s3://bucket/parquet": "it needs a store of objects",
    ".venv/bin/calpae status --out s3://bucket/parquet": "it needs a store of objects",
}
"""Commands that no test runs, each with its reason: the network, a browser, a cluster, minutes."""
COMMANDS = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
BLOCK = re.compile(r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<text>.*?)^(?P=indent)```$", re.M | re.S)
INDENTED = re.compile(r"^    (?P<text>(?:make|calpae|\.venv/bin/\w+) [^#\n]*)", re.M)
LARGEST_PICTURE = 40_000
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page: sh, python, yaml (a file, named by its first line), or the text that was answered."""

    kind: str
    text: str


def blocks(page: str) -> list[Block]:
    """The blocks of a page in their order; of the indented ones those that hold commands."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = [
        (m.start(), Block(m["kind"], re.sub(f"^{m['indent']}", "", m["text"], flags=re.M)))
        for m in BLOCK.finditer(text)
    ]
    found += [(m.start(), Block("sh", m["text"])) for m in INDENTED.finditer(BLOCK.sub(_blank, text))]
    return [block for _, block in sorted(found, key=lambda one: one[0])]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def commands(block: Block) -> list[str]:
    """The commands of a block, without remarks."""
    lines = (re.sub(r"(^|\s)#.*", "", each).strip() for each in block.text.splitlines())
    return [line for line in lines if line]


@dataclass(frozen=True, slots=True)
class Published:
    """What `make run` publishes of the samples, and what it answers."""

    dataset: Path
    answer: str


class Project:
    """A copy of the project in which a page is followed, as a person would who has installed it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("calpae", "extract", "normalize", "schemas", "docs"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("data/raw", "data/corrections", "data/parquet", ".venv/bin"):
            (folder / name).mkdir(parents=True)
        for name in ("cea-rows.pdf", "finistere.docx"):
            shutil.copy(ROOT / "data/raw" / name, folder / "data/raw")
        for name, what in {"calpae": "-m calpae.cli", "python": ""}.items():
            script = folder / ".venv/bin" / name
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {what} "$@"\n')
            script.chmod(script.stat().st_mode | stat.S_IXUSR)

    def run(self, command: str) -> str:
        """What a command answers, on both outputs; it must succeed."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "COLUMNS": "200"}
        done = subprocess.run(
            ["sh", "-c", command], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def follow(self, page: str, published: Published) -> None:
        """Do all that a page says after `make run`, in its order, and hold what it shows against what comes out."""
        shutil.copytree(published.dataset, self.folder / "data/parquet", dirs_exist_ok=True)
        known, answered = {"make run": published.answer}, ""
        for block in blocks(page):
            if block.kind == "sh":
                wanted = [each for each in commands(block) if each not in NOT_RUN]
                answered += "".join(known.pop(each, "") or self.run(STAND_INS.get(each, each)) for each in wanted)
            elif block.kind == "python":
                (self.folder / "typed.py").write_text(block.text, encoding="utf-8")
                answered += self.run(".venv/bin/python typed.py")
            elif block.kind == "yaml":
                name = block.text.splitlines()[0].removeprefix("# ")
                (self.folder / name).write_text(block.text, encoding="utf-8")
            else:
                assert block.kind == "text", block.kind
                missing = [line for line in block.text.splitlines() if line not in answered.splitlines()]
                assert not missing, f"{page} shows what does not come out: {missing}\n{answered}"
                answered = ""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The samples, read once for all pages."""
    project = Project(tmp_path_factory.mktemp("published") / "calpae")
    answer = project.run(STAND_INS["make run"])
    return Published(project.folder / "data/parquet", answer)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_runs_and_answers_as_it_shows(page: str, published: Published, tmp_path: Path) -> None:
    Project(tmp_path / "calpae").follow(page, published)


def test_only_what_is_listed_here_is_not_run() -> None:
    every = {command for page in PAGES for block in blocks(page) if block.kind == "sh" for command in commands(block)}
    assert {each for each in every if each.startswith("make ")} <= set(STAND_INS) | set(NOT_RUN)
    assert set(STAND_INS) | set(NOT_RUN) <= every
    assert len(every) > 20


def test_what_stands_in_for_make_run_is_what_it_does() -> None:
    recipe = re.search(r"^run: .*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert recipe is not None
    assert recipe[1].replace("$(BIN)", ".venv/bin").split("\n")[:-1] == [f"\t{STAND_INS['make run']}"]


@pytest.mark.parametrize("page", EVERY)
def test_what_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert set(re.findall(r"`calpae ([a-z]+)", text)) <= COMMANDS
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", text):
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.is_file(), f"{page} leads to {target}"
        headings = re.findall(r"^#+ (.*)", path.read_text(encoding="utf-8"), re.M) if anchor else []
        assert not anchor or anchor in [heading.lower().replace(" ", "-") for heading in headings]
    for name in re.findall(r"`((?:normalize|docs|bench|data|extract|calpae|schemas)/[\w/.-]+\.\w+)`", text):
        assert (ROOT / name).exists() or name.startswith("data/parquet/"), f"{page} names {name}"


def test_every_page_is_reached_from_the_first() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "docs/index.md").read_text(encoding="utf-8")
    assert [page.name for page in sorted((ROOT / "docs").glob("*.md")) if page.name not in first] == []


def test_no_finding_goes_without_its_entry() -> None:
    assert list(REFUSED) == list(vocabulary.REFUSALS)
    assert [*REFUSED, *SAID] == list(vocabulary.FINDING_CODES)


def test_every_flag_and_finding_is_given_by_some_code() -> None:
    rooms = [ROOT / room for room in ("calpae", "extract", "normalize")]
    files = [path for room in rooms for pattern in ("**/*.py", "**/*.yaml") for path in room.glob(pattern)]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    every = {*vocabulary.FLAGS, *vocabulary.FINDING_CODES}
    assert [name for name in sorted(every) if not re.search(rf"\b{name}\b", source)] == []


def remade(script: str, folder: Path) -> Path:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, f"docs/{script}.py", str(folder)], cwd=ROOT, env=environment, check=True)
    return folder


def test_the_reference_is_what_the_program_says_now(tmp_path: Path) -> None:
    made = remade("reference", tmp_path)
    assert sorted(path.name for path in made.iterdir()) == sorted(Path(page).name for page in REFERENCE)
    for page in REFERENCE:
        assert (ROOT / page).read_text(encoding="utf-8") == (made / Path(page).name).read_text(encoding="utf-8"), (
            "run `make docs`"
        )


def test_the_pictures_are_what_the_program_draws_now(tmp_path: Path) -> None:
    made = remade("pictures", tmp_path)
    names = sorted(path.relative_to(made).as_posix() for path in made.rglob("*.png"))
    assert len(names) == 7
    for name in names:
        ours, now = (np.asarray(Image.open(folder / name).convert("RGB"), int) for folder in (ROOT / "docs", made))
        assert ours.shape == now.shape, f"{name}: run `make docs`"
        assert np.abs(ours - now).mean() < 2, f"{name}: run `make docs`"
        assert (ROOT / "docs" / name).stat().st_size < LARGEST_PICTURE
