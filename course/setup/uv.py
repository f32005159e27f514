"""Finds uv, the program that installs from the lock, or fetches it with pip in the lock's version."""

import shutil
from pathlib import Path

from . import BASE, LOCAL, VENV, command, lock

FOLDER = LOCAL / "uv"


def find() -> Path:
    """The path of a uv: PATH's, or the course's own."""
    own = FOLDER / "bin" / "uv"
    on_path = Path(shutil.which("uv") or own)
    if on_path != own and VENV not in on_path.parents:  # .venv is about to be made anew
        return on_path
    if not own.exists():
        pins = LOCAL / "uv.txt"
        pins.write_text(lock.only(lock.LOCK.read_text(), "uv"))
        pip = (BASE, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore")
        command.run("fetching uv", *pip, "--require-hashes", "--upgrade", "--target", FOLDER, "--requirement", pins)
    return own
