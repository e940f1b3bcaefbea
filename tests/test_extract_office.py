"""LibreOffice at work for us: found or not, bounded, alone, and gone when we are."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from extract import office
from extract.model import Refused
from tests.office import CONVERTS, GOLDEN, put_on_path
from tests.test_calpae_pool import is_alive, wait_until

ODT = b"whatever"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the folders of conversions are made: empty before, and to be empty after."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left(folder: Path) -> list[Path]:
    return list(folder.glob(f"{office.FOLDER}*"))


def refusal(data: bytes = ODT) -> Refused:
    with pytest.raises(Refused) as caught:
        office.to_docx(data, ".odt")
    assert "\n" not in caught.value.message
    return caught.value


def test_what_it_makes_is_given_and_nothing_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path(folder / "bin", monkeypatch, CONVERTS)
    assert office.to_docx(ODT, ".odt") == (GOLDEN / "finistere.docx").read_bytes()
    assert not left(folder)


def test_where_there_is_none_the_refusal_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path(folder / "bin", monkeypatch, None)
    assert office.find_office() is None
    refused = refusal()
    assert refused.code == "converter_missing"
    assert "apt-get install libreoffice-writer-nogui" in refused.message
    assert "save it as DOCX or PDF" in refused.message


@pytest.mark.parametrize("does", ["exit 1", "exit 0", "kill -SEGV $$"])
def test_one_that_makes_nothing_costs_a_refusal(does: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path(folder / "bin", monkeypatch, does)
    assert refusal().code == "unreadable"
    assert not left(folder)


def test_one_that_does_not_end_is_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path(folder / "bin", monkeypatch, "exec sleep 600")
    monkeypatch.setattr(office, "SECONDS", 0.5)
    begun = time.monotonic()
    refused = refusal()
    assert (refused.code, refused.message.partition(";")[0]) == (
        "timed_out",
        "LibreOffice took longer than 0.5 s to convert it",
    )
    assert time.monotonic() - begun < 60
    assert not left(folder)


def test_one_that_asks_to_be_started_again_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = f'[ -e "$HOME/seen" ] || {{ touch "$HOME/seen"; exit {office.RESTART}; }}'
    put_on_path(folder / "bin", monkeypatch, f"{first}\n{CONVERTS}")
    assert office.to_docx(ODT, ".odt")


def test_it_sees_a_profile_of_its_own_in_which_no_macro_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = folder / "seen.xcu"
    settings = f'cp "$HOME/profile/user/registrymodifications.xcu" "{copied}"'
    arguments = f'echo "$@" > "{folder}/arguments"; echo "$HOME" > "{folder}/home"'
    put_on_path(folder / "bin", monkeypatch, f"{settings}; {arguments}; {CONVERTS}")
    office.to_docx(ODT, ".odt")
    assert '"MacroSecurityLevel" oor:op="fuse"><value>3<' in copied.read_text()
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in copied.read_text()
    home = (folder / "home").read_text().strip()
    assert Path(home).name.startswith(office.FOLDER)
    assert f"-env:UserInstallation=file://{home}/profile --headless" in (folder / "arguments").read_text()


def test_what_a_killed_process_has_left_is_removed_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_on_path(folder / "bin", monkeypatch, CONVERTS)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, living, other = (folder / f"{office.FOLDER}{name}" for name in (f"{ended.pid}-a", f"{os.getpid()}-b", "c"))
    for each in (dead, living, other):
        each.mkdir()
    office.to_docx(ODT, ".odt")
    assert left(folder) and set(left(folder)) == {living, other}


def test_its_version_is_what_it_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for does, version in (("echo LibreOffice 9.8.7 build", "LibreOffice 9.8.7"), ("exit 1", None), ("echo", None)):
        put_on_path(folder / "bin", monkeypatch, does)
        program = office.find_office()
        assert program is not None
        assert office.office_version(program) == version


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with the one that started it")
def test_it_ends_when_we_are_killed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path(
        folder / "bin", monkeypatch, f'echo $$ > "{folder}/pid.part"; mv {folder}/pid.part {folder}/pid; exec sleep 600'
    )
    code = "from extract.office import to_docx; to_docx(b'', '.odt')"
    root = Path(__file__).parent.parent
    asking = subprocess.Popen([sys.executable, "-c", code], cwd=root, env={**os.environ, "TMPDIR": str(folder)})
    wait_until((folder / "pid").exists)
    converting = int((folder / "pid").read_text())
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    wait_until(lambda: not is_alive(converting))
