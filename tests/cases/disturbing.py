"""What the faults have in common: a grading that is started, disturbed and listened to."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from real_batch import Grading, grade_to_the_end, start

from autograder.gradebook import ClassFolder
from autograder.layout import ROOT

Said = Iterator[str]
ONE_JUDGE = ("--workers", "1")  # two lanes of cases run side by side


def end(grading: Grading) -> Said:
    """The exit code and the sentences of a grading."""
    code, said = grading.end()
    yield from (f"exit {code}", *said.splitlines())


def whole(folder: ClassFolder) -> Said:
    """A grading from begin to end."""
    code, said = grade_to_the_end(folder, *ONE_JUDGE)
    yield from (f"exit {code}", *said.splitlines())


def killed_after(folder: ClassFolder, grades: int) -> Said:
    """A grading that is killed after so many grades."""
    grading = start(folder, *ONE_JUDGE)
    grading.until("settled", grades)
    grading.process.kill()
    yield from end(grading)


def stopped(folder: ClassFolder, number: signal.Signals) -> Said:
    """A grading that gets a signal after its first grade."""
    grading = start(folder, *ONE_JUDGE)
    grading.until("settled")
    grading.process.send_signal(number)
    yield from end(grading)


def spoiled(folder: ClassFolder, spoil: Callable[[Path], object]) -> Said:
    """A graded class whose gradebook is spoiled, refused and restored."""
    yield from whole(folder)
    spoil(folder.root / "gradebook.db")
    yield from whole(folder)
    back = [sys.executable, "-m", "autograder", "restore", "newest", "--course", str(folder.root)]
    done = subprocess.run(back, cwd=ROOT, capture_output=True, text=True, check=False)
    yield f"restore: exit {done.returncode}"


def older(book: Path) -> None:
    """Give a gradebook an older schema."""
    with contextlib.closing(sqlite3.connect(book)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '50a4d84c131a'")


@contextlib.contextmanager
def held(folder: ClassFolder) -> Iterator[None]:
    """Hold the gradebook as another program might."""
    with contextlib.closing(sqlite3.connect(folder.root / "gradebook.db", timeout=60)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.rollback()


@contextlib.contextmanager
def frozen(grading: Grading) -> Iterator[None]:
    """Let a grading and all that it has started stand still."""
    asleep = [psutil.Process(grading.process.pid), *grading.below()]
    send(asleep, signal.SIGSTOP)
    try:
        yield
    finally:
        send(asleep, signal.SIGCONT)


def send(processes: list[psutil.Process], number: signal.Signals) -> None:
    """Give a signal to each of these that is still there."""
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)


def children(grading: Grading) -> list[psutil.Process]:
    """The processes that a grader has started itself."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(grading.process.pid).children()
    return []


def judges(grading: Grading) -> list[psutil.Process]:
    """The same, waited for."""
    while not (found := children(grading)) and grading.process.poll() is None:
        time.sleep(0.02)
    return found


def is_sandbox(process: psutil.Process) -> bool:
    """Whether this is a learner's process."""
    with contextlib.suppress(psutil.Error):
        return "autograder.learner" in " ".join(process.cmdline())
    return False


def shift(folder: ClassFolder, seconds: float) -> None:
    """Move the times of a class's files."""
    for path in [*folder.private.rglob("*"), folder.root / "gradebook.db"]:
        if path.is_file():
            found = path.stat()
            os.utime(path, (found.st_atime + seconds, found.st_mtime + seconds))
