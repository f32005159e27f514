"""nbgrader's gradebook as a database: made whole, opened with care, written in transactions that wait their turn."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import nbgrader
from alembic.script import ScriptDirectory
from nbgrader.api import Base
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from autograder.errors import ClassroomError

WAIT_SECONDS = 90  # how long another program may hold the gradebook
CAUSES = {
    "locked": "is held by another program for more than {wait:g} seconds: end that program",
    "readonly": "cannot be written: mend the permissions of the file and its folder",
    "full": "has no room left on its disk: free some space",
    "disk I/O": "cannot be written or read to its end: look at the room on its disk",
    "unable to open": "cannot be opened: mend the permissions of the file and its folder",
    "malformed": "is damaged: run `python -m autograder restore` and choose a copy",
    "not a database": "is damaged: run `python -m autograder restore` and choose a copy",
    "no such": "was made by another version of nbgrader: run `nbgrader db upgrade` in the class folder, which keeps a copy, "
    "or `python -m autograder restore` and choose one of today's",
}


class Gradebook:
    """A gradebook of today's schema."""

    def __init__(self, url: str, wait_seconds: float = WAIT_SECONDS) -> None:
        self._name = _file(url) or "The gradebook"
        self._wait = wait_seconds
        self._engine = _engine(url, wait_seconds)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, committed whole at the end or not at all."""
        with self._explained(), Session(self._engine) as session, session.begin():
            yield session

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view of the gradebook, which may be read-only."""
        with self._explained(), Session(self._engine.execution_options(reading=True)) as session:
            yield session

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            said = str(getattr(error, "orig", None) or error)
            causes = (todo.format(wait=self._wait) for sign, todo in CAUSES.items() if sign in said)
            why = next(causes, f"reports {said!r}: mend this")
            raise ClassroomError(f"{self._name} {why}, then run the same command again; no grade was lost.") from error


def open_gradebook(url: str, wait_seconds: float = WAIT_SECONDS) -> Gradebook:
    """The class's gradebook; ClassroomError when it is missing, damaged or of another schema."""
    file = _file(url)
    if file and not file.is_file():
        raise ClassroomError(
            f"{file} does not exist yet: release an assignment first, with `python -m autograder release UNIT`; "
            "if it was there before, run `python -m autograder restore` and choose a copy."
        )
    book = Gradebook(url, wait_seconds)
    with book.reading() as session:
        if file and session.scalar(text("PRAGMA quick_check(1)")) != "ok":
            raise ClassroomError(f"{file} {CAUSES['malformed']}, then run the same command again; no grade was lost.")
        version = session.scalar(text("SELECT version_num FROM alembic_version"))
    if version != _head():
        raise ClassroomError(f"{file or url} {CAUSES['no such']}, then run the same command again; no grade was lost.")
    return book


def create_gradebook(url: str) -> None:
    """An empty gradebook as nbgrader would make it, unless there is one."""
    file = _file(url)
    if file is None:
        with _engine(url).begin() as connection:
            _make_tables(connection)
        return
    if file.exists():
        return
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    with create_engine(f"sqlite:///{part}", poolclass=NullPool).begin() as connection:
        _make_tables(connection)
    with contextlib.suppress(FileExistsError):
        os.link(part, file)
    part.unlink()


def _make_tables(connection: Connection) -> None:
    if inspect(connection).has_table("alembic_version"):
        return
    Base.metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": _head()})


def _head() -> str:
    return str(ScriptDirectory(str(Path(nbgrader.__file__).parent / "alembic")).get_current_head())


def _file(url: str) -> Path | None:
    parts = make_url(url)
    return Path(parts.database) if parts.get_backend_name() == "sqlite" and parts.database else None


def _engine(url: str, wait_seconds: float = WAIT_SECONDS) -> Engine:
    if _file(url) is None:
        return create_engine(url)
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": wait_seconds})

    @event.listens_for(engine, "connect")
    def no_implicit_begin(connection: object, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at the start, so that two of them queue instead of failing half-way.
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
