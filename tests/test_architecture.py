"""The import law of the four rooms, who owns which third party, and how large a module and a function may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ROOMS: dict[str, tuple[str, ...]] = {
    "extract": (),
    "schemas": (),
    "normalize": ("extract.model", "schemas"),
    "calpae": ("extract", "normalize", "schemas"),
}
"""Each room, and what of ours it may import: a module, or a room and all in it."""


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """A library: the name it is imported by, the distribution that brings it, the rooms that may import it."""

    module: str
    distribution: str
    owners: frozenset[str]


THIRD_PARTIES = tuple(
    ThirdParty(module, distribution, frozenset(owners.split()))
    for module, distribution, owners in (
        ("PIL", "pillow", "extract"),
        ("camelot", "camelot-py", "extract"),
        ("cv2", "opencv-python-headless", "extract"),
        ("docx", "python-docx", "extract"),
        ("lxml", "lxml", "extract"),
        ("onnxruntime", "onnxruntime", "extract"),
        ("pdfminer", "pdfminer.six", "extract"),
        ("pdfplumber", "pdfplumber", "extract"),
        ("pikepdf", "pikepdf", "extract"),
        ("pypdfium2", "pypdfium2", "extract"),
        ("pypdfium2_raw", "pypdfium2", "extract"),
        ("rapidocr", "rapidocr", "extract"),
        ("tesserocr", "tesserocr", "extract"),
        ("numpy", "numpy", "extract schemas"),
        ("rapidfuzz", "rapidfuzz", "normalize"),
        ("spellchecker", "pyspellchecker", "normalize"),
        ("yaml", "PyYAML", "normalize"),
        ("duckdb", "duckdb", "schemas"),
        ("pandas", "pandas", "schemas"),
        ("pandera", "pandera", "schemas"),
        ("pyarrow", "pyarrow", "schemas"),
        ("click", "click", "calpae"),
        ("distributed", "distributed", "calpae"),
        ("jinja2", "Jinja2", "calpae"),
        ("rich", "rich", "calpae"),
        ("typer", "typer", "calpae"),
    )
)
OWNERS = {library.module: library.owners for library in THIRD_PARTIES}

LINES_A_MODULE = 250
LINES_A_FUNCTION = 40
PARAMETERS = 5

LATE = ("pandas", "pandera", "pyarrow", "camelot", "cv2", "duckdb")
"""Libraries that cost a second or more: imported by the function that needs them."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module of a room: its path from the project's root, with slashes, and its source."""

    path: str
    source: str

    @property
    def room(self) -> str:
        return self.path.split("/")[0]

    @property
    def depth(self) -> int:
        """How many dots still lead to a place inside the room: 1 for extract/pdf.py."""
        return self.path.count("/")

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, self.path)


@dataclass(frozen=True, slots=True)
class Import:
    """One import of a module, wherever in it that stands; `level` counts the leading dots."""

    line: int
    name: str
    level: int = 0


def modules_of_the_rooms() -> tuple[Module, ...]:
    paths = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return tuple(Module(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)


def imports(module: Module) -> Iterator[Import]:
    """Every direct import: at the top, in functions, under TYPE_CHECKING, by `importlib.import_module`."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                yield from (Import(node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=name, level=level):
                yield Import(node.lineno, name or "", level)
            case ast.Call(func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__")):
                match node.args:
                    case [ast.Constant(value=str(name)), *_]:
                        yield Import(node.lineno, name.lstrip("."), len(name) - len(name.lstrip(".")))
                    case _:
                        yield Import(node.lineno, "a module named at run time")


def unlawful_imports(module: Module) -> Iterator[str]:
    for found in imports(module):
        complaint = complaint_about(found, module)
        if complaint:
            yield f"{module.path}:{found.line} {complaint}"


def complaint_about(found: Import, module: Module) -> str | None:
    """What the law has against an import, and what to do; null if nothing."""
    room, top = module.room, found.name.split(".")[0]
    if found.level:
        return "leaves its room by dots; import absolutely across rooms" if found.level > module.depth else None
    if top == room:
        return f"imports {found.name} absolutely; inside a room write `from .name import …`"
    if top in ROOMS:
        lawful = any(found.name == ours or found.name.startswith(f"{ours}.") for ours in ROOMS[room])
        may = ", ".join(ROOMS[room]) or "nothing of ours"
        return None if lawful else f"imports {found.name}; {room} may import {may}"
    if top in sys.stdlib_module_names:
        return None
    if top not in OWNERS:
        return (
            f"imports {found.name}, which no room owns; do without it, or give it a room in THIRD_PARTIES "
            "(tests/test_architecture.py), a range in pyproject.toml, and run `make lock`"
        )
    owners = " and ".join(sorted(OWNERS[top]))
    return None if room in OWNERS[top] else f"imports {found.name}, which only {owners} may; ask that room for it"


def oversizes(module: Module) -> Iterator[str]:
    lines = len(module.source.splitlines())
    if lines > LINES_A_MODULE:
        yield f"{module.path} has {lines} lines, {LINES_A_MODULE} at most; split it by its nouns"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            where = f"{module.path}:{node.lineno} {node.name}"
            if (length := body_lines(node)) > LINES_A_FUNCTION:
                yield f"{where} has a body of {length} lines, {LINES_A_FUNCTION} at most"
            if (number := parameters(node)) > PARAMETERS and not is_command(node):
                yield f"{where} has {number} parameters, {PARAMETERS} at most; make them a frozen dataclass"


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From the first line after the docstring to the last."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """All of them but self and cls."""
    args = function.args
    named = [arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg) if arg]
    return len(named) - (named[:1] in (["self"], ["cls"]))


def is_command(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether typer reads its parameters as the options of a command: `@app.command()`, `@app.callback()`."""
    called = (node.func for node in function.decorator_list if isinstance(node, ast.Call))
    return any(isinstance(func, ast.Attribute) and func.attr in ("command", "callback") for func in called)


def modules_loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after the statement."""
    code = f"import sys\n{statement}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_every_room_keeps_the_import_law() -> None:
    unlawful = [complaint for module in modules_of_the_rooms() for complaint in unlawful_imports(module)]
    assert not unlawful, "\n".join(unlawful)


def test_modules_and_functions_stay_small() -> None:
    large = [complaint for module in modules_of_the_rooms() for complaint in oversizes(module)]
    assert not large, "\n".join(large)


def test_every_room_has_modules_to_judge() -> None:
    assert {module.room for module in modules_of_the_rooms()} == set(ROOMS)


def test_the_room_of_schemas_opens_without_running_anything() -> None:
    assert (ROOT / "schemas/__init__.py").read_text("utf-8").strip() == ""


@pytest.mark.parametrize("name", ["schemas.vocabulary", "extract.model", "calpae.cli"])
def test_a_fresh_interpreter_loads_no_slow_library_with(name: str) -> None:
    assert modules_loaded_by(f"import {name}").isdisjoint(LATE)


def test_a_slow_library_that_is_loaded_would_be_seen() -> None:
    assert "pandas" in modules_loaded_by("import pandas")


@pytest.mark.parametrize(
    ("path", "source", "complaint"),
    [
        ("extract/pdf.py", "import schemas.vocabulary", "extract may import nothing of ours"),
        ("schemas/store.py", "from extract.model import Cell", "schemas may import nothing of ours"),
        ("schemas/store.py", "def f():\n    import calpae", ":2 imports calpae; schemas may"),
        ("normalize/grid.py", "from extract import read", "normalize may import extract.model, schemas"),
        ("normalize/grid.py", "import extract.models", "normalize may import extract.model, schemas"),
        ("normalize/grid.py", "from calpae.batch import run", "normalize may import extract.model, schemas"),
        ("extract/pdf.py", "from extract.model import Cell", "inside a room write"),
        ("extract/pdf.py", "from ..schemas import vocabulary", "leaves its room by dots"),
        ("normalize/grid.py", "import pandas as pd", "only schemas may"),
        ("normalize/grid.py", "import numpy", "only extract and schemas may"),
        ("calpae/cli.py", "import os, pyarrow.parquet", "only schemas may"),
        ("calpae/cli.py", "if TYPE_CHECKING:\n    from yaml import Node", ":2 imports yaml, which only normalize may"),
        ("extract/pdf.py", "class A:\n    async def f(self):\n        from typer import echo", "only calpae may"),
        ("extract/pdf.py", "import fitz", "give it a room in THIRD_PARTIES"),
        ("calpae/cli.py", "import importlib\nimportlib.import_module('cv2')", ":2 imports cv2, which only extract may"),
        ("calpae/cli.py", "m = __import__(name)", "named at run time"),
    ],
)
def test_an_unlawful_import_is_named(path: str, source: str, complaint: str) -> None:
    (found,) = unlawful_imports(Module(path, source))
    assert complaint in found


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("extract/pdf.py", "from .model import Cell\nfrom . import text\nimport re, pypdfium2.raw, numpy"),
        ("extract/scan/ink.py", "from ..model import Cell"),
        ("normalize/grid.py", "from extract.model import Cell\nimport extract.model\nfrom schemas import vocabulary"),
        ("normalize/grid.py", "from schemas.vocabulary import STATUSES\nimport yaml"),
        ("schemas/store.py", "import pandera.pandas as pa\nimport pyarrow.parquet as pq"),
        ("calpae/ingest.py", "import extract, normalize, schemas.store\nfrom rich.progress import Progress"),
    ],
)
def test_a_lawful_import_passes(path: str, source: str) -> None:
    assert not list(unlawful_imports(Module(path, source)))


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("\n" * 251, "has 251 lines, 250 at most"),
        ("def f():\n" + "    x = 1\n" * 41, "has a body of 41 lines, 40 at most"),
        ("def f(a, b, /, c, *, d, **rest): ...\ndef g(a, b, /, c, *d, e, **rest): ...", ":2 g has 6 parameters"),
        ("class A:\n    def f(self, a, b, c, d, e, f): ...", "f has 6 parameters"),
    ],
)
def test_what_is_too_large_is_named(source: str, complaint: str) -> None:
    (found,) = oversizes(Module("extract/pdf.py", source))
    assert complaint in found


@pytest.mark.parametrize(
    "source",
    [
        "\n" * 250,
        'def f():\n    """One.\n' + "\n" * 60 + '    """\n' + "    x = 1\n" * 40,
        "def f():\n    '''Only said.'''",
        "class A:\n    def f(self, a, b, c, d, e): ...",
        "@app.command()\ndef run(a, b, c, d, e, f, g): ...",
    ],
)
def test_what_is_just_small_enough_passes(source: str) -> None:
    assert not list(oversizes(Module("extract/pdf.py", source)))
