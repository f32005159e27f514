"""Sets up the course with the standard library alone: the system's Python runs this before any package exists."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / "course" / "local"  # what the course keeps on this machine: experiments, logs, uv
VENV = ROOT / ".venv"
BASE = getattr(sys, "_base_executable", sys.executable)  # not the Python inside .venv, if that one is active


class SetupError(Exception):
    """The set-up cannot go on; the text is one sentence that says what to do."""
