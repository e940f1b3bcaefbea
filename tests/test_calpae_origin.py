"""What a publication hangs on: all that decides is named, and nothing else decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import normalize
from calpae import origin
from calpae.job import Outcome
from calpae.origin import Origin
from normalize.corrections import Correction

ID = "0" * 16
CORRECTION = Correction("x", ID, "2021", "r", "w", "2022", fact="convention_year")


def note(code: str | None = None, **changed: Any) -> dict[str, Any]:
    """What a file of a run with these options says."""
    return Outcome("a.pdf", ID, "refused", code=code).to_note(Origin(**changed).of(ID, "a.pdf"))


def changed(now: Origin, before: dict[str, Any], name: str = "a.pdf") -> tuple[str, ...]:
    return now.what_changed(now.of(ID, name), before)


def test_the_same_origin_changes_nothing() -> None:
    assert changed(Origin(), note()) == ()


@pytest.mark.parametrize(
    ("now", "name", "why"),
    [
        (Origin(second_reader="never"), "a.pdf", "second_reader"),
        (Origin({ID: (CORRECTION,)}), "a.pdf", "corrections"),
        (Origin(), "b.pdf", "source"),
    ],
)
def test_each_thing_that_decides_is_named(now: Origin, name: str, why: str) -> None:
    assert changed(now, note(), name) == (why,)


def test_a_correction_of_another_document_decides_nothing() -> None:
    assert changed(Origin({"1" * 16: (CORRECTION,)}), note()) == ()


@pytest.mark.parametrize(("code", "why"), [("timed_out", ("limits",)), ("crashed", ("limits",)), (None, ())])
def test_limits_decide_only_where_they_were_reached(code: str | None, why: tuple[str, ...]) -> None:
    assert changed(Origin(limits="more"), note(code, limits="less")) == why
    assert changed(Origin(limits="less"), note(code, limits="less")) == ()


def test_limits_that_were_not_reached_leave_no_trace() -> None:
    assert note(limits="less") == note(limits="more")


def test_a_password_decides_only_for_what_is_encrypted() -> None:
    assert changed(Origin(has_passwords=True), note("encrypted")) == ("password",)
    assert changed(Origin(has_passwords=True), note("truncated")) == ()


def test_libreoffice_decides_only_for_what_it_alone_can_read() -> None:
    assert changed(Origin(has_office=True), note("converter_missing")) == ("LibreOffice",)
    assert changed(Origin(), note("converter_missing")) == ()
    assert changed(Origin(has_office=True), note("unsupported_format")) == ()


def test_a_file_without_a_note_of_ours_is_read_again() -> None:
    assert changed(Origin(), {}) == ("pipeline",)


def test_another_version_another_library_and_other_knowledge_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    before = note()
    monkeypatch.setattr(origin, "__version__", "9.9.9")
    assert changed(Origin(), before) == ("pipeline",)
    monkeypatch.undo()
    monkeypatch.setattr(origin, "_version", lambda name: "9.9.9")
    assert changed(Origin(), before) == ("pipeline",)


def test_the_hash_of_the_knowledge_is_of_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = note()
    (tmp_path / "referential").mkdir()
    (tmp_path / "referential" / "units.yaml").write_text("units: []")
    real = origin._files

    def files(package: str | None, pattern: str) -> list[Path]:
        is_knowledge = package == normalize.__file__ and pattern.endswith(".yaml")
        return real(str(tmp_path / "__init__.py") if is_knowledge else package, pattern)

    monkeypatch.setattr(origin, "_files", files)
    assert changed(Origin(), before) == ("knowledge",)
