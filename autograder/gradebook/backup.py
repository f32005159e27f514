"""Copies of the gradebook, taken before a grading writes to it."""

import contextlib
import datetime
import os
import sqlite3
from pathlib import Path

from sqlalchemy.engine import make_url

from autograder.gradebook.files import PRIVATE
from autograder.gradebook.folder import ClassFolder

KEPT = 10


def back_up(folder: ClassFolder) -> Path | None:
    """Copy the gradebook to private/backups and keep the newest ten; None when it is not a file."""
    url = make_url(folder.gradebook)
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    place = folder.private / "backups"
    place.mkdir(parents=True, exist_ok=True)
    copy = place / f"gradebook-{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S%f}.db"
    part = copy.with_suffix(".part")
    part.touch(mode=PRIVATE)
    with contextlib.closing(sqlite3.connect(url.database)) as book, contextlib.closing(sqlite3.connect(part)) as target:
        book.backup(target)
    os.replace(part, copy)
    for old in sorted(place.glob("gradebook-*.db"))[:-KEPT]:
        old.unlink()
    return copy
