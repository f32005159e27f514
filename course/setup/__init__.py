"""Sets up the course with the standard library alone: the system's Python runs this before any package exists."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / "course" / "local"  # what the course keeps on this machine: experiments, logs, uv
PERSONAL = "COURSE_PERSONAL"  # names another folder for what is one person's, where several people share the course
VENV = ROOT / ".venv"
BASE = getattr(sys, "_base_executable", sys.executable)  # not the Python inside .venv, if that one is active


def personal() -> Path:
    """The folder of one person's experiments, receipts and tries."""
    return Path(os.environ.get(PERSONAL) or LOCAL)


class SetupError(Exception):
    """The set-up cannot go on; the text is one sentence that says what to do."""
