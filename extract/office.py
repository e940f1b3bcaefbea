"""Documents of other word processors (.doc, .odt, .rtf) as DOCX, made by LibreOffice where that is installed.

The file itself stays as received. LibreOffice sees a copy, in a folder of its own with a profile of its own, in which
no macro runs, no link is followed and no network is reached. It ends with the process that asked for it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from .model import Refused

SECONDS = 120.0
"""A conversion takes 2 to 10 s; one that takes longer than this has gone astray."""
NAMES = ("soffice", "libreoffice")
"""What the program is called on the PATH; ..."""
ELSEWHERE = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
"""... and where macOS keeps it."""
FILTER = "docx:MS Word 2007 XML"
RESTART = 81
"""With this exit code LibreOffice asks to be started again: it has only made its profile."""
INSTALL = "Debian, Ubuntu: apt-get install libreoffice-writer-nogui; macOS: brew install --cask libreoffice"
FOLDER = "calpae-office-"
SCRIPTING = "Office.Common/Security/Scripting"
SAFE = (
    (SCRIPTING, "MacroSecurityLevel", "3"),
    (SCRIPTING, "DisableMacrosExecution", "true"),
    (SCRIPTING, "DisableActiveContent", "true"),
    (SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Of LibreOffice's own settings: macros never, links never, and a proxy that is none (port 9 discards)."""
LEASH = (
    "import ctypes, os, sys; "
    f"ctypes.CDLL(None).prctl(1, {int(signal.SIGKILL)}); "  # PR_SET_PDEATHSIG, which outlives exec
    "os.getppid() == int(sys.argv[1]) and os.execv(sys.argv[2], sys.argv[2:])"
)


def find_office() -> Path | None:
    """The program that converts; none where LibreOffice is not installed. The binary rather than its wrapper."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        return ELSEWHERE if ELSEWHERE.is_file() else None
    program = Path(found).resolve()
    binary = program.with_name("soffice.bin")
    return binary if binary.is_file() else program


def to_docx(data: bytes, suffix: str) -> bytes:
    """The DOCX that LibreOffice makes of a document's bytes. Raises `Refused` where it is missing, late, or fails."""
    program = find_office()
    if program is None:
        said = f"LibreOffice, which must convert {suffix} documents, is not installed here"
        raise Refused("converter_missing", f"{said}; install it ({INSTALL}), or save it as DOCX or PDF and send that")
    _sweep()
    with tempfile.TemporaryDirectory(prefix=f"{FOLDER}{os.getpid()}-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        received = folder / f"document{suffix}"
        received.write_bytes(data)
        _write_settings(folder / "profile")
        _convert(program, received)
        made = received.with_suffix(".docx")
        if not made.is_file():
            said = "LibreOffice cannot convert it: it is damaged, protected, or no text document"
            raise Refused("unreadable", f"{said}; open it, save it as DOCX or PDF, and send that")
        return made.read_bytes()


def office_version(program: Path) -> str | None:
    """What the program says of its version; none where it does not answer."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = said.stdout.split()
    return " ".join(words[:2]) if said.returncode == 0 and len(words) > 1 else None


def _convert(program: Path, received: Path) -> None:
    folder = received.parent
    profile = f"-env:UserInstallation=file://{quote(str(folder / 'profile'))}"
    quiet = ("--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault", "--nofirststartwizard")
    command = [str(program), profile, *quiet, "--convert-to", FILTER, "--outdir", str(folder), str(received)]
    known = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    environment = {**known, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    try:
        if _run(command, environment) == RESTART:
            _run(command, environment)
    except subprocess.TimeoutExpired:
        said = f"LibreOffice took longer than {SECONDS:g} s to convert it"
        raise Refused("timed_out", f"{said}; open it, save it as DOCX or PDF, and send that") from None
    except OSError as error:
        raise Refused("converter_missing", f"LibreOffice cannot be started ({error}); install it anew") from None


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Its exit code. It stays in our group of processes, so that whoever ends us all ends it too."""
    if sys.platform == "linux":
        command = [sys.executable, "-I", "-S", "-c", LEASH, str(os.getpid()), *command]
    nothing = subprocess.DEVNULL
    return subprocess.run(
        command, env=environment, stdin=nothing, stdout=nothing, stderr=nothing, check=False, timeout=SECONDS
    ).returncode


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>"
        for path, name, value in SAFE
    )
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )


def _sweep() -> None:
    """Remove what a process that was killed has left: a copy of a document is nothing to leave lying about."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        process = folder.name.removeprefix(FOLDER).partition("-")[0]
        if process.isdecimal() and not _is_alive(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another person's
        return True
    return True
