"""What is installed: locks that name files and no host, one version in one place, licences that may be used."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import calpae
from tests.test_architecture import ROOMS, ROOT, THIRD_PARTIES, imports, modules_of_the_rooms

EXTRAS = {"requirements-tesseract.lock": "tesseract", "requirements-cluster.lock": "cluster"}
LOCKS = ("requirements.lock", "requirements-dev.lock", *EXTRAS)
STORE = "requirements-s3.lock"
"""What the tests' store of objects needs, in an environment of its own: `.venv-s3`."""

LOCKED = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(?:\[(?P<extras>[a-z0-9,_-]+)\])?==(?P<version>[A-Za-z0-9.+!]+)"
    r"(?: ; (?P<marker>[^\\#@]+?))?"
    r"(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})+)"
)
"""A requirement of a lock on one line: a pin, perhaps a marker, hashes. No option, URL or path fits."""

ALLOWED = frozenset(
    (
        "0BSD",
        "Apache-2.0",
        "Artistic-1.0-Perl",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "LGPL-2.1-only",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "Zlib",
        "GPL-3.0-or-later WITH GCC-exception-3.1",
    )
)
"""SPDX identifiers. AGPL and GPL are not among them; LGPL and MPL are; one exception is named with its licence."""

CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""The last part of a licence's classifier as an SPDX expression; one that is missing here is refused."""

REVIEWED = {
    # "Apache 2.0" in the old field (ipykernel asks for it: development only)
    "asttokens": "Apache-2.0",
    # "BSD" in the old field: three clauses in their LICENSE files (dask and selenium ask for them)
    "partd": "BSD-3-Clause",
    "pysocks": "BSD-3-Clause",
    # Artistic License or GPL, as one likes; only `frictionless` asks for it, which only tests run
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",
    # "3-Clause BSD License" in the old field
    "protobuf": "BSD-3-Clause",
    # "BSD-3-Clause, Apache-2.0, dependency licenses": the binding is under either, PDFium under both; the libraries in
    # PDFium (its wheel's BUILD_LICENSES: FreeType under FTL, ICU, libtiff, libpng, lcms …) are permissive
    "pypdfium2": "(BSD-3-Clause OR Apache-2.0) AND BSD-3-Clause AND Apache-2.0",
}
"""Distributions whose metadata say it in their own words: read by a person, and listed only as long as that is so."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A requirement of a lock: the distribution's normalised name, version and marker, and its extras."""

    name: str
    version: str
    marker: str | None
    extras: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def is_for_this_machine(self) -> bool:
        requirement = Requirement(f"{self.name} ; {self.marker}" if self.marker else self.name)
        return requirement.marker is None or requirement.marker.evaluate()


def requirement_lines(lock: str) -> list[str]:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def extras_of(written: str | None) -> frozenset[str]:
    return frozenset(written.split(",")) if written else frozenset()


def pins(lock: str) -> tuple[Pin, ...]:
    found = [LOCKED.fullmatch(line) for line in requirement_lines(lock)]
    return tuple(
        Pin(canonicalize_name(m["name"]), m["version"], m["marker"], extras_of(m["extras"])) for m in found if m
    )


def project_file() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def group(name: str) -> list[Requirement]:
    """The requirements of a dependency group and of the groups it includes."""
    found: list[Requirement] = []
    for entry in project_file()["dependency-groups"][name]:
        found += [Requirement(entry)] if isinstance(entry, str) else group(entry["include-group"])
    return found


def dependencies() -> list[Requirement]:
    return [Requirement(line) for line in project_file()["project"]["dependencies"]]


def extra(name: str) -> list[Requirement]:
    """The requirements of an extra."""
    return [Requirement(line) for line in project_file()["project"]["optional-dependencies"][name]]


def permits(expression: str) -> bool:
    """Whether an SPDX expression leaves a way to use the work under licences of ALLOWED; a malformed one does not."""
    tokens = re.findall(r"[()]|[^\s()]+", expression)

    def either() -> bool:
        held = both()
        while tokens[:1] == ["OR"]:
            tokens.pop(0)
            held = both() or held
        return held

    def both() -> bool:
        held = one()
        while tokens[:1] == ["AND"]:
            tokens.pop(0)
            held = one() and held
        return held

    def one() -> bool:
        token = tokens.pop(0)
        if token == "(":
            held = either()
            return tokens.pop(0) == ")" and held
        if tokens[:1] == ["WITH"]:
            token = " ".join((token, tokens.pop(0), tokens.pop(0)))
        return token in ALLOWED

    try:
        return either() and not tokens
    except IndexError:  # it ends too early
        return False


def licences(metadata: importlib.metadata.PackageMetadata) -> list[str]:
    """What a distribution says of its licence, as SPDX expressions which must all be permitted; empty if nothing."""
    expressions: list[str] = metadata.get_all("License-Expression") or []
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    names = [line.split(" :: ")[-1] for line in classifiers if line != "License :: OSI Approved"]
    stated = [*expressions, *(CLASSIFIERS.get(name, name) for name in names)]
    return stated or metadata.get_all("License") or []


def installed_licences(pin: Pin) -> list[str]:
    return licences(importlib.metadata.metadata(pin.name))


@pytest.mark.parametrize("lock", [*LOCKS, STORE])
def test_a_lock_pins_every_requirement_with_hashes_and_names_no_index(lock: str) -> None:
    wrong = [line for line in requirement_lines(lock) if not LOCKED.fullmatch(line)]
    assert not wrong
    assert len(pins(lock)) > len(dependencies())


@pytest.mark.parametrize("lock", [*LOCKS, STORE])
def test_a_locks_comments_say_how_to_remake_it_and_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert text.startswith("# This file was autogenerated by uv via the following command:\n#    make lock\n")
    assert not re.search(r"://|index-url|find-links|trusted-host|/opt/|localhost", text)


def test_a_lock_with_a_host_or_without_hashes_would_be_seen() -> None:
    sha = "0" * 64
    assert LOCKED.fullmatch(f"a==1.0 ; sys_platform == 'win32' --hash=sha256:{sha}")
    for line in (
        "--index-url https://example.org/simple",
        f"a @ https://example.org/a.whl --hash=sha256:{sha}",
        f"a==1 --find-links /opt --hash=sha256:{sha}",
        f"a>=1 --hash=sha256:{sha}",
        f"./a.whl --hash=sha256:{sha}",
        "a==1",
    ):
        assert not LOCKED.fullmatch(line), line


@pytest.mark.parametrize("lock", [*LOCKS, STORE])
def test_a_lock_names_a_distribution_once(lock: str) -> None:
    names = [pin.name for pin in pins(lock)]
    assert sorted(set(names)) == sorted(names)


def test_a_pin_says_the_extras_with_which_others_want_it() -> None:
    # Without them pip looks at the newest release first, and refuses it for want of a hash.
    pinned = {pin.name: pin.extras for pin in pins("requirements-dev.lock")}
    wanted = [
        (canonicalize_name(requirement.name), requirement.extras)
        for pin in pins("requirements-dev.lock")
        if pin.is_for_this_machine
        for requirement in map(Requirement, importlib.metadata.requires(pin.name) or ())
        if requirement.extras and (requirement.marker is None or requirement.marker.evaluate({"extra": ""}))
    ]
    assert {name for name, _ in wanted} >= {"coverage"}
    assert not [(name, extras) for name, extras in wanted if not extras <= pinned[name]]


def test_development_uses_the_versions_of_the_product() -> None:
    # Without markers: a tool may need on every machine what the product needs on some.
    product, development = (
        {(pin.name, pin.version) for pin in pins(lock)} for lock in ("requirements.lock", "requirements-dev.lock")
    )
    assert product <= development


def test_the_extra_adds_its_engine_and_nothing_else() -> None:
    added = set(pins("requirements-tesseract.lock")) - set(pins("requirements.lock"))
    assert [pin.name for pin in added] == ["tesserocr"]


def test_the_engine_of_a_cluster_is_of_the_extra_alone_and_in_the_tested_version() -> None:
    core, cluster, development = (
        {(pin.name, pin.version) for pin in pins(lock)}
        for lock in ("requirements.lock", "requirements-cluster.lock", "requirements-dev.lock")
    )
    assert core <= cluster <= development
    assert not {"dask", "distributed"} & {name for name, _ in core}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_keep_to_the_ranges_of_the_project(lock: str) -> None:
    locked = {pin.name: pin.version for pin in pins(lock)}
    asked = dependencies() + group("dev" if "dev" in lock else "build")
    asked += extra(EXTRAS[lock]) if lock in EXTRAS else []
    stale = [str(one) for one in asked if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))]
    assert not stale, f"run `make lock`: {stale}"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_brings_exactly_one_opencv(lock: str) -> None:
    assert [pin.name for pin in pins(lock) if pin.name.startswith("opencv")] == ["opencv-python-headless"]


def test_exactly_one_opencv_is_installed() -> None:
    names = {canonicalize_name(found.name) for found in importlib.metadata.distributions()}
    assert [name for name in names if name.startswith("opencv")] == ["opencv-python-headless"]


def test_the_environment_is_the_locked_one() -> None:
    here = [pin for pin in pins("requirements.lock") if pin.is_for_this_machine]
    wrong = [pin for pin in here if importlib.metadata.version(pin.name) != pin.version]
    assert not wrong, "run `make dev`"


def test_the_packages_are_the_rooms() -> None:
    assert project_file()["tool"]["setuptools"]["packages"] == sorted(ROOMS)


def test_the_version_stands_in_one_place() -> None:
    project = project_file()
    assert "version" not in project["project"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "calpae.__version__"}
    said = [module.path for module in modules_of_the_rooms() if re.search(r"^__version__\b", module.source, re.M)]
    assert said == ["calpae/__init__.py"]
    assert f"## [{calpae.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_project_declares_every_third_party_that_a_room_imports() -> None:
    declared = {canonicalize_name(one.name) for one in dependencies() + extra("tesseract") + extra("cluster")}
    brought_by = {library.module: canonicalize_name(library.distribution) for library in THIRD_PARTIES}
    absolute = (found for module in modules_of_the_rooms() for found in imports(module) if not found.level)
    imported = {found.name.split(".")[0] for found in absolute}
    used = {brought_by[name] for name in imported if name in brought_by}
    assert used <= declared, f"add a range to pyproject.toml and run `make lock`: {sorted(used - declared)}"


def test_a_wheel_holds_the_rooms_and_the_knowledge_and_nothing_else(tmp_path: Path) -> None:
    source, wheels = tmp_path / "source", tmp_path / "wheels"
    source.mkdir()
    wheels.mkdir()
    for name in ("pyproject.toml", "LICENSE", *ROOMS):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    code = f"from setuptools import build_meta; build_meta.build_wheel({str(wheels)!r})"
    subprocess.run([sys.executable, "-c", code], cwd=source, capture_output=True, check=True)
    (wheel,) = wheels.iterdir()
    assert wheel.name == f"calpae-{calpae.__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = {path.relative_to(source) for room in ROOMS for path in (source / room).rglob("*") if path.is_file()}
    ours = {path.as_posix() for path in files if path.parent.name != "__pycache__" and not path.name.startswith(".")}
    assert held == ours, "name what is missing under [tool.setuptools.package-data] of pyproject.toml"


def test_every_locked_distribution_that_this_machine_needs_has_an_allowed_licence() -> None:
    here = [pin for pin in pins("requirements-dev.lock") if pin.is_for_this_machine]
    said = {pin.name: [REVIEWED[pin.name]] if pin.name in REVIEWED else installed_licences(pin) for pin in here}
    refused = {name: stated for name, stated in said.items() if not stated or not all(map(permits, stated))}
    assert not refused, "not in ALLOWED; do without it, or read its licence and add it to REVIEWED"


def test_every_distribution_of_the_tests_store_has_an_allowed_licence() -> None:
    store = ROOT / ".venv-s3"
    (site,) = (store / "lib").glob("python*/site-packages")
    found: dict[str, importlib.metadata.Distribution] = {
        canonicalize_name(each.metadata["Name"]): each for each in importlib.metadata.distributions(path=[str(site)])
    }
    here = [pin for pin in pins(STORE) if pin.is_for_this_machine]
    assert {pin.name: pin.version for pin in here} == {pin.name: found[pin.name].version for pin in here}
    refused = {
        pin.name: stated
        for pin in here
        if not (stated := [REVIEWED[pin.name]] if pin.name in REVIEWED else licences(found[pin.name].metadata))
        or not all(map(permits, stated))
    }
    assert not refused


def test_a_review_is_kept_only_while_the_metadata_need_it() -> None:
    for pin in pins("requirements-dev.lock"):
        if pin.name in REVIEWED:
            assert not all(map(permits, installed_licences(pin))), f"{pin.name} says its licence now"
    assert set(REVIEWED) <= {pin.name for pin in pins("requirements-dev.lock")}


@pytest.mark.parametrize(
    "expression",
    ["MIT", "LGPL-3.0-or-later", "MIT AND (GPL-2.0-only OR MPL-2.0)", "GPL-3.0-or-later WITH GCC-exception-3.1"],
)
def test_a_licence_that_may_be_used_is_permitted(expression: str) -> None:
    assert permits(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "AGPL-3.0-only",
        "GPL-3.0-or-later",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "MIT AND AGPL-3.0-or-later",
        "MIT AND (GPL-2.0-only OR AGPL-3.0-only)",
        "GNU Affero General Public License v3",
        "MIT OR",
        "(MIT",
        "MIT)",
        "",
    ],
)
def test_a_licence_that_may_not_be_used_is_refused(expression: str) -> None:
    assert not permits(expression)
