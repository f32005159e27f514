"""Reading a file that somebody else put there."""

import os
import stat
from pathlib import Path

from autograder.errors import RefusedSubmission

LARGEST = 20 * 2**20  # bytes; a notebook whose outputs hold big pictures still fits


def read_regular_file(path: Path) -> bytes:
    """The bytes of a regular file of at most 20 MiB; RefusedSubmission for a link, folder, pipe or larger file."""
    if not os.path.lexists(path):
        raise RefusedSubmission(f"There is no file {path}: look at its name and folder.")
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise RefusedSubmission(
            f"{path.name!r} cannot be read as a file ({error.strerror}): hand in the notebook itself."
        ) from error
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise RefusedSubmission(f"{path.name!r} is no regular file: hand in the notebook itself, not a folder or link.")
    with os.fdopen(fd, "rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise RefusedSubmission(
            f"{path.name!r} is larger than {LARGEST // 2**20} MiB: "
            "clear the outputs (Edit, Clear Outputs of All Cells), save, and hand it in again."
        )
    return data
