"""Grading a class: every submission that has no report of today's exercise, then every mark into the gradebook."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.boundary.text import plain
from autograder.errors import ClassroomError, RefusedSubmission
from autograder.gradebook import Released, back_up, is_student_name, open_class
from autograder.grading import Job, grade_many
from autograder.report import Report, Status, TaskResult
from autograder.sandbox import Isolation, find_isolation

Judge = Callable[[Sequence[Job], int], Iterator[tuple[Job, Report]]]

RENAME = "The folder's name cannot be a student's id: rename it to letters, digits and . @ + - alone."


@dataclass(frozen=True)
class Outcome:
    """What became of one submission, as a row of the table that an instructor reads."""

    student: str
    status: str
    points: str = ""
    message: str = ""
    fault: bool = False


def grade(
    root: Path,
    words: str,
    *,
    workers: int = 1,
    student: str | None = None,
    force: bool = False,
    judge: Judge = grade_many,
    isolation: Isolation | None = None,
) -> Iterator[Outcome]:
    """Grade an assignment's submissions and yield each outcome as it is settled.

    Killed anywhere and called again, it goes on where it stopped; `force` judges everything anew.
    """
    folder = open_class(root)
    with folder.lock():
        released = Released.open(folder, words)
        students = [name for name in folder.students(released.name) if student in (None, name)]
        if student is not None and not students:
            raise ClassroomError(
                f"{plain(student)} has handed in nothing for {released.name}: look into {folder.root / 'submitted'}."
            )
        yield from (Outcome(plain(name), "refused", message=RENAME) for name in students if not is_student_name(name))
        known = _known(released, filter(is_student_name, students), isolation or find_isolation(), force)
        jobs = [released.job(name) for name, report in known.items() if not report]
        if jobs:
            back_up(folder)
        yield from (_settled(released, name, report, "up to date") for name, report in known.items() if report)
        if jobs:
            yield from (_settled(released, job.key, report, "graded") for job, report in judge(jobs, workers))


def _known(released: Released, students: Iterable[str], isolation: Isolation, force: bool) -> dict[str, Report | None]:
    return {name: None if force else released.current(name, isolation) for name in students}


def _settled(released: Released, student: str, report: Report, status: str) -> Outcome:
    if report.status is Status.HOST_FAULT:
        return Outcome(student, "not graded", message=f"{report.reason} The old grade stays.", fault=True)
    try:
        graded = released.settle(student, report)
    except RefusedSubmission as refused:
        return Outcome(student, "refused", message=plain(refused))
    if graded is None:
        return Outcome(student, "refused", message=plain(report.reason))
    released.show(student, graded)
    return Outcome(student, status, f"{report.points:g}/{report.of:g}", _worst(report))


def _worst(report: Report) -> str:
    """The message of the task that lost the most points."""
    lost = [task for task in report.tasks if task.points < task.of]
    worst = max(lost, key=_loss, default=None)
    return plain(f"{worst.title}: {worst.message or worst.verdict}") if worst else ""


def _loss(task: TaskResult) -> float:
    return task.of - task.points
