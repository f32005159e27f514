"""The files of a class: whole or not at all, and one sentence where one cannot be written."""

import os
import re
from pathlib import Path

from autograder import files
from autograder.errors import ClassroomError

READABLE = 0o644
PRIVATE = 0o600


def write_whole(path: Path, data: bytes, mode: int = READABLE, *, lasting: bool = False) -> None:
    """Put a file in place in one step; ClassroomError where it cannot be written. A `lasting` one survives a power cut."""
    try:
        files.write_whole(path, data, mode, lasting=lasting)
    except OSError as error:
        raise unwritable(path, error) from error


def sweep(place: Path) -> None:
    """Remove what processes that were killed had begun to write somewhere below a folder."""
    for part in place.rglob("*.part"):
        written_by = re.fullmatch(r"\..*\.(\d+)\.part", part.name)
        if not (written_by and _lives(int(written_by[1]))):
            part.unlink(missing_ok=True)


def append(path: Path, line: bytes) -> None:
    """Add a line to the end of a file in one step."""
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, PRIVATE)
        try:
            written = os.write(fd, line)
        finally:
            os.close(fd)
        if written < len(line):
            raise OSError(None, "No space left on device")
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> ClassroomError:
    """The sentence for a file that cannot be written."""
    return ClassroomError(
        f"{path} cannot be written ({error.strerror}): mend this and run the same command again; what was there is kept."
    )


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
