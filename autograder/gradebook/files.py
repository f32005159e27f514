"""Files that are there whole or not at all."""

import os
from pathlib import Path

from autograder.errors import ClassroomError

READABLE = 0o644
PRIVATE = 0o600


def write_whole(path: Path, data: bytes, mode: int = READABLE) -> None:
    """Put a file in place in one step; the old one stays until then."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, PRIVATE), "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(data)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ClassroomError(
            f"{path} cannot be written ({error.strerror}): mend this and run the same command again; what was there is kept."
        ) from error
