"""A class folder: nbgrader's places in it, and beside them `private/`, which no learner ever sees."""

import contextlib
import datetime
import fcntl
import functools
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from nbgrader.utils import parse_utc
from traitlets.config import Config

from autograder.build import Overlay, read_overlay
from autograder.errors import ClassroomError, RefusedSubmission
from autograder.gradebook.exchange import STAMP
from autograder.gradebook.files import PRIVATE, sweep, unwritable
from autograder.gradebook.settings import LatePolicy, directory_of, read_settings
from autograder.intake import read_regular_file
from autograder.layout import NOTEBOOK
from autograder.report import Report, from_json

FILE = f"{NOTEBOOK}.ipynb"
NAME = re.compile(r"\w[\w.-]*")
STUDENT = re.compile(r"\w[\w.@+-]*(?: [\w.@+-]+)*")  # no sign with a meaning to a shell, a glob or a spreadsheet
LONGEST_NAME = 100
SEED = re.compile(r"[0-9a-f]{16,}")


@dataclass(frozen=True)
class ClassFolder:
    """Where everything of one class lies."""

    root: Path
    config: Config

    @functools.cached_property
    def late_policy(self) -> LatePolicy:
        """The class's penalty for late work."""
        return LatePolicy(self.config, self.root)

    @property
    def gradebook(self) -> str:
        """The gradebook's URL."""
        return str(directory_of(self.config).db_url)

    @property
    def private(self) -> Path:
        """Seed, reports, replaced files and backups; readable by the instructor alone."""
        return self.root / "private"

    def source(self, assignment: str) -> Path:
        """The notebook with solutions and hidden tests."""
        return self._place("source", ".", assignment) / FILE

    def released(self, assignment: str) -> Path:
        """The notebook that learners get."""
        return self._place("release", ".", assignment) / FILE

    def submitted(self, assignment: str, student: str) -> Path:
        """What a learner handed in."""
        return self._place("submitted", student, assignment) / FILE

    def graded(self, assignment: str, student: str) -> Path:
        """What Formgrader shows."""
        return self._place("autograded", student, assignment) / FILE

    def feedback(self, assignment: str, student: str) -> Path:
        """The page that a learner gets back."""
        return self._place("feedback", student, assignment) / f"{NOTEBOOK}.html"

    def report(self, assignment: str, student: str) -> Path:
        """The report from which marks and feedback are made."""
        return self.private / "reports" / assignment / f"{student}.json"

    def journal(self, assignment: str) -> Path:
        """The journal of an assignment's gradings."""
        return self.private / "journal" / f"{assignment}.jsonl"

    def made(self, assignment: str) -> Path:
        """What the source notebook was made from at the last release."""
        return self.private / "made" / f"{assignment}.json"

    @functools.cached_property
    def overlay(self) -> Overlay | None:
        """The class's overlay: a folder of the private ones, or a link to one elsewhere."""
        place = self.private / "overlay"
        return read_overlay(place) if place.is_symlink() or place.exists() else None

    def overview(self, assignment: str) -> Path:
        """The page that shows the class as a whole."""
        return self.private / "overview" / f"{assignment}.html"

    def last_report(self, assignment: str, student: str) -> Report | None:
        """The last report of a student; None where there is none, or one of another schema."""
        path = self.report(assignment, student)
        try:
            return from_json(path.read_text()) if path.is_file() else None
        except (ValueError, KeyError):
            return None

    def students(self, assignment: str) -> list[str]:
        """Everybody who has a folder for this assignment among the submissions."""
        student = re.compile(self.pattern(assignment))
        places = self._place("submitted", "*", assignment).relative_to(self.root)
        matches = (student.fullmatch(str(path)) for path in self.root.glob(str(places)))
        return sorted(match["student"] for match in matches if match and not match["student"].startswith("."))

    def pattern(self, assignment: str) -> str:
        """A regular expression that finds the student in the path of a submission's folder."""
        directory = directory_of(self.config)
        step = directory.submitted_directory
        return str(directory.format_path(step, "(?P<student>.*)", re.escape(assignment), escape=True))

    def timestamp(self, assignment: str, student: str) -> datetime.datetime | None:
        """When a learner handed in, in UTC without a zone as nbgrader keeps it; None when nothing says so."""
        stamp = self.submitted(assignment, student).with_name(STAMP)
        if not stamp.exists():
            return None
        try:
            return parse_utc(read_regular_file(stamp).decode().strip())
        except (ValueError, OverflowError) as error:
            raise RefusedSubmission(f"{stamp} holds no time: write one as 2026-11-23 18:00:00 UTC.") from error

    def seed(self, assignment: str = "") -> str:
        """The secret seed of the hidden data: the overlay's for an assignment, or else the class's, made at the first call."""
        if self.overlay and (seed := self.overlay.seed(assignment)):
            return seed
        self._make_private()
        file = self.private / "seed"
        with contextlib.suppress(FileExistsError):
            made = self.private / f".seed.{os.getpid()}"
            made.touch(mode=PRIVATE)
            made.write_text(secrets.token_hex(16) + "\n")
            try:
                os.link(made, file)  # unlike a replace, this never overwrites a seed
            finally:
                made.unlink()
        seed = file.read_text().strip()
        if not SEED.fullmatch(seed):
            raise ClassroomError(f"{file} holds no seed: restore it from your backup, or delete it and grade everybody again.")
        return seed

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the class for one grader; ClassroomError while another one grades."""
        self._make_private()
        with self._lock_file() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ClassroomError(f"Another grading of {self.root} is running: wait for its end and run again.") from error
            for place in (self.private, self.root / directory_of(self.config).autograded_directory):
                sweep(place)
            yield

    def _lock_file(self) -> TextIO:
        place = self.private / "lock"
        try:
            return place.open("w")
        except OSError as error:
            raise unwritable(place, error) from error

    def _make_private(self) -> None:
        try:
            self.private.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise unwritable(self.private, error) from error

    def _place(self, step: str, student: str, assignment: str) -> Path:
        directory = directory_of(self.config)
        return Path(directory.format_path(getattr(directory, f"{step}_directory"), student, assignment))


def open_class(root: Path) -> ClassFolder:
    """The class in this folder; ClassroomError when there is none."""
    root = root.resolve()
    return ClassFolder(root, read_settings(root))


def assignment_name(words: str) -> str:
    """An assignment's name, also where it was written as MODULE/UNIT."""
    name = words.rstrip("/").rpartition("/")[2]
    if not NAME.fullmatch(name):
        raise ClassroomError(f"{words!r} is no assignment: name a unit, as in regression.")
    return name


def is_student_name(name: str) -> bool:
    """Whether a name can be a student's id in folders, gradebook and tables."""
    return len(name) <= LONGEST_NAME and bool(STUDENT.fullmatch(name))
