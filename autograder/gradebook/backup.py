"""Copies of the gradebook, taken before a grading writes to it, and the way back to one of them."""

import contextlib
import datetime
import os
import re
import sqlite3
import time
from pathlib import Path

from sqlalchemy.engine import make_url

from autograder.errors import ClassroomError
from autograder.gradebook.database import WAIT_SECONDS, open_gradebook
from autograder.gradebook.files import PRIVATE, READABLE, unwritable, write_whole
from autograder.gradebook.folder import ClassFolder

KEPT = 10
NUMBERED = re.compile(r"gradebook-(\d{6})-.*\.db")  # in the order of their numbers: a clock may jump
BESIDE = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a database, and would apply to the next one of this name


def back_up(folder: ClassFolder) -> Path | None:
    """Copy the gradebook to private/backups and keep the newest ten; None when it is not a file."""
    book = _file(folder)
    if book is None:
        return None
    copy = _next_place(folder, "gradebook")
    part = copy.with_suffix(".part")
    try:
        part.touch(mode=PRIVATE)
        _copied(book, part)
        os.replace(part, copy)
    except OSError as error:
        raise unwritable(copy, error) from error
    except sqlite3.Error as error:
        raise ClassroomError(
            f"{book} could not be copied to {copy} ({error}): mend this, then run the same command again."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    for old in backups(folder)[KEPT:]:
        old.unlink()
    return copy


def backups(folder: ClassFolder) -> list[Path]:
    """The copies of the gradebook, newest first."""
    found = (folder.private / "backups").glob("gradebook-*.db")
    return sorted((path for path in found if NUMBERED.fullmatch(path.name)), key=_number, reverse=True)


def restore_backup(folder: ClassFolder, copy: Path) -> Path | None:
    """Bring a copy back, once it has proved whole; where the present gradebook is kept, if there was one."""
    book = _file(folder)
    if book is None:
        raise ClassroomError(f"The gradebook at {folder.gradebook} is no file: restore it with the tools of its database.")
    open_gradebook(f"sqlite:///{copy}")
    data = copy.read_bytes()
    try:
        open_gradebook(folder.gradebook)
        kept = back_up(folder)
    except ClassroomError:
        return _replaced(folder, book, data)
    # Through SQLite and not by a rename: a program that has the gradebook open sees the change.
    with contextlib.closing(sqlite3.connect(":memory:")) as source:
        source.deserialize(data)
        _into(source, book)
    return kept


def _replaced(folder: ClassFolder, book: Path, data: bytes) -> Path | None:
    there = book.exists()
    kept = _next_place(folder, "damaged")
    mode = book.stat().st_mode & 0o777 if there else READABLE
    for end in ("", *BESIDE):
        beside = book.with_name(book.name + end)
        if beside.exists():
            os.replace(beside, kept.with_name(kept.name + end))
    write_whole(book, data, mode, lasting=True)
    return kept if there else None


def _copied(book: Path, copy: Path) -> None:
    with contextlib.closing(sqlite3.connect(book)) as source:
        _into(source, copy)


def _into(source: sqlite3.Connection, target: Path) -> None:
    deadline = time.monotonic() + WAIT_SECONDS

    def wait(status: int, _left: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise sqlite3.OperationalError("it is held by another program")

    with contextlib.closing(sqlite3.connect(target)) as connection:
        source.backup(connection, progress=wait)


def _next_place(folder: ClassFolder, kind: str) -> Path:
    place = folder.private / "backups"
    place.mkdir(parents=True, exist_ok=True)
    number = max(map(_number, backups(folder)), default=0) + 1
    return place / f"{kind}-{number:06}-{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S%f}.db"


def _number(copy: Path) -> int:
    found = NUMBERED.fullmatch(copy.name)
    return int(found[1]) if found else 0


def _file(folder: ClassFolder) -> Path | None:
    url = make_url(folder.gradebook)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
