"""What nbgrader's exchange lays beside a submission, and asks for again when it gives the feedback back."""

from pathlib import Path

from autograder.gradebook.files import write_whole
from autograder.intake import read_regular_file

STAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # names the feedback in the exchange, so that only who handed in finds it
EXCHANGED = (STAMP, SECRET)
READ_ONLY = 0o444  # as nbgrader leaves graded notebooks


def put(path: Path, data: bytes, mode: int) -> bool:
    """Put a file in place unless it is there already; whether it was not."""
    if path.is_file() and path.read_bytes() == data:
        return False
    write_whole(path, data, mode)
    return True


def carry(source: Path, target: Path, mode: int = READ_ONLY) -> None:
    """Bring what the exchange needs from one folder of a submission to the next; what is not there stays away there too."""
    for name in EXCHANGED:
        file = source / name
        if file.is_file() and not file.is_symlink():
            put(target / name, read_regular_file(file), mode)
        else:
            (target / name).unlink(missing_ok=True)
