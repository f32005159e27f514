"""Cases of a whole class: odd files in an inbox, and faults of the host while right answers are graded."""

import functools
import json
import shutil
import tempfile
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from real_batch import class_of, final, grade_to_the_end, parts
from sample_class import DOUBLED, SECRET, answered, small_class, stock

from autograder.classroom import collect, grade
from autograder.errors import ClassroomError
from autograder.exercise import from_bytes
from autograder.gradebook import ClassFolder, open_class
from autograder.grading import Job, grade_one
from autograder.report import Report
from autograder.sandbox import Limits, find_isolation
from cases import damages, faults
from cases.catalogue import Case
from cases.disturbing import ONE_JUDGE

STUDENTS = 3
TRIES = 3  # how often the same command is run until it says that all is well


@dataclass
class Found:
    """What became of a class: sentences in their order, marks by student, and what is not as it must be."""

    said: list[str] = field(default_factory=list)
    marks: dict[str, float] = field(default_factory=dict)
    wrong: str = ""

    def to_json(self) -> str:
        """The recorded form."""
        return json.dumps({"marks": self.marks, "said": self.said}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    @property
    def leaked(self) -> tuple[str, ...]:
        """Hidden lines that were said."""
        return tuple(line for line in self.said if SECRET in line)


def run_class(case: Case) -> Found:
    """Do to a class of its own what the case says, and look at what is left."""
    with tempfile.TemporaryDirectory(prefix="class-") as place:
        folder = _copy(_template(), Path(place)) if case.fault else small_class(Path(place))
        found = _disturbed(case, folder) if case.fault else _collected(case, folder, Path(place, "inbox"))
        found.said = [sentence.replace(str(folder.root), "CLASS").replace(place, "PLACE") for sentence in found.said]
        found.marks = _marks(folder)
        return found


def _disturbed(case: Case, folder: ClassFolder) -> Found:
    found = Found()
    fault = getattr(faults, case.fault, None) or getattr(damages, case.fault)
    found.said += list(fault(folder))
    for _ in range(TRIES):
        code, said = grade_to_the_end(folder, *ONE_JUDGE)
        found.said += [f"exit {code}", *said.splitlines()]
        if code == 0:
            break
    if final(folder) != _undisturbed():
        found.wrong = "the gradebook is not that of an undisturbed run"
    elif parts(folder):
        found.wrong = f"files are half-written: {parts(folder)}"
    return found


def _collected(case: Case, folder: ClassFolder, inbox: Path) -> Found:
    inbox.mkdir()
    right = answered(folder, double_doubles=DOUBLED, name_is_given="name = 'spark'")
    place = case.made("inbox")(inbox, right) or inbox
    found = Found()
    try:
        found.said += collect(folder.root, "small", [place])
        found.said += _graded(folder)
    except ClassroomError as error:
        found.said.append(str(error))
    return found


def _graded(folder: ClassFolder) -> Iterator[str]:
    for outcome in grade(folder.root, "small", judge=_judged_here):
        points = "" if outcome.points is None else f"{outcome.points:g}"
        yield " ".join(filter(None, (outcome.student, outcome.status, points, outcome.message)))


def _judged_here(jobs: Iterable[Job], _workers: int) -> Generator[tuple[Job, Report], None, None]:
    for job in jobs:
        exercise = from_bytes(job.source, job.unit)
        yield job, grade_one(exercise, job.submission, job.seed, find_isolation(), Limits(), job.known)


def prepare() -> None:
    """Make what all these cases start from, so that none of them seems to leave it behind."""
    _undisturbed()
    with tempfile.TemporaryDirectory(prefix="class-") as place:
        list(_graded(_copy(_template(), Path(place))))


@functools.cache
def _template() -> ClassFolder:
    return class_of(small_class(Path(tempfile.mkdtemp(prefix="class-"))), STUDENTS)


@functools.cache
def _undisturbed() -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="class-") as place:
        folder = _copy(_template(), Path(place))
        grade_to_the_end(folder, *ONE_JUDGE)
        return final(folder)


def _copy(folder: ClassFolder, place: Path) -> ClassFolder:
    shutil.copytree(folder.root, place / "course")
    return open_class(place / "course")


def _marks(folder: ClassFolder) -> dict[str, float]:
    with stock(folder) as book:
        return {submission.student.id: submission.score for submission in book.assignment_submissions("small")}
