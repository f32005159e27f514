"""Several processes that prove a course together: each takes its share of every unit's claims."""

import subprocess
import sys
from pathlib import Path


def start_others(place: Path | None, shares: int) -> list["subprocess.Popen[bytes]"]:
    """Start the processes of all shares but the first, which is the caller's own; they print for themselves."""
    where = [str(place)] if place else []
    command = [sys.executable, "-m", "autograder", "answers", *where, "--shares", str(shares), "--share"]
    return [subprocess.Popen([*command, str(share)]) for share in range(1, shares)]
