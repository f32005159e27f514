"""Several processes that prove a course together: each takes its share of every unit's claims."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def start_others(
    places: Sequence[Path], shares: int, task: str, seeds: int, overlay: Path | None = None
) -> list["subprocess.Popen[bytes]"]:
    """Start the processes of all shares but the first, which is the caller's own; they print for themselves."""
    where = [str(place) for place in places]
    where += ["--overlay", str(overlay)] if overlay else []
    what = ["--task", task, "--seeds", str(seeds), "--shares", str(shares), "--share"]
    command = [sys.executable, "-m", "autograder", "answers", *where, *what]
    return [subprocess.Popen([*command, str(share)]) for share in range(1, shares)]
