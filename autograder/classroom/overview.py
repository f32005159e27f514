"""The class as a whole, from its reports: how each task went, what was said most, and what deserves a look."""

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.boundary.text import plain
from autograder.errors import ClassroomError, RefusedSubmission
from autograder.feedback import overview_page
from autograder.gradebook import (
    ClassFolder,
    Journal,
    Late,
    State,
    assignment_name,
    late_work,
    open_class,
    open_gradebook,
    write_whole,
)
from autograder.report import Report, Status, TaskResult, Verdict

NUMBER = re.compile(r"[-+]?\d[\d.,]*")


@dataclass(frozen=True)
class TaskView:
    """One task over all graded learners: how many passed it, won a part, lost all, or did not try; and the mean points."""

    id: str
    title: str
    of: float
    passed: int
    partly: int
    lost: int
    open: int
    mean: float
    message: str
    said: int

    @property
    def learners(self) -> int:
        """How many were graded."""
        return self.passed + self.partly + self.lost + self.open


@dataclass(frozen=True)
class ClassView:
    """What an instructor sees of an assignment; `marks` are points by student, `handed_in` says when, in UTC.

    `seconds` is how long judging took, the last time it was needed: the same for all who share their answers.
    `late` is what the gradebook says about late work; its penalties are not taken off the marks.
    """

    assignment: str
    of: float
    marks: Mapping[str, float]
    tasks: tuple[TaskView, ...]
    same: tuple[tuple[str, ...], ...]
    refused: Mapping[str, str]
    waiting: tuple[str, ...]
    handed_in: Mapping[str, str]
    seconds: Mapping[str, float]
    late: Mapping[str, Late]

    @property
    def mean(self) -> float:
        """The mean of the marks."""
        return statistics.mean(self.marks.values())

    @property
    def median(self) -> float:
        """The median of the marks."""
        return statistics.median(self.marks.values())

    @property
    def usual_seconds(self) -> float | None:
        """The median of the seconds that judging took, or None where nobody knows them."""
        return statistics.median(self.seconds.values()) if self.seconds else None

    @property
    def judging(self) -> str:
        """How long judging took, as a sentence; empty where nobody knows."""
        if self.usual_seconds is None:
            return ""
        longest = max(self.seconds.values())
        return f"Judging a notebook took {self.usual_seconds:.1f} seconds as a rule, and {longest:.1f} at most."


def overview(root: Path, words: str) -> tuple[ClassView, Path]:
    """Look at an assignment's reports and write the page that shows them; ClassroomError where nobody was graded."""
    folder = open_class(root)
    assignment = assignment_name(words)
    view = class_view(folder, assignment)
    target = folder.overview(assignment)
    write_whole(target, overview_page(view).encode())
    return view, target


def class_view(folder: ClassFolder, assignment: str) -> ClassView:
    """The view of one assignment; ClassroomError where there is no graded report of it."""
    students = folder.students(assignment)
    reports = {student: folder.last_report(assignment, student) for student in students}
    graded = {student: report for student, report in reports.items() if report and report.status is Status.GRADED}
    if not graded:
        raise ClassroomError(f"There is no report of {assignment} yet: grade it first.")
    usual = _of_the_usual_exercise(list(graded.values()))
    entries = Journal(folder.journal(assignment)).entries
    key_of = {entry.student: entry.key for entry in entries if entry.state is State.RECORDED and entry.student in graded}
    took = {entry.key: entry.seconds for entry in entries if entry.state is State.JUDGED and entry.seconds}
    return ClassView(
        assignment=assignment,
        of=usual.of,
        marks={student: report.points for student, report in graded.items()},
        tasks=tuple(_task_view(task, [_same_task(report, task) for report in graded.values()]) for task in usual.tasks),
        same=_same_work(key_of, graded),
        refused={student: plain(report.reason) for student, report in reports.items() if _is_refused(report) and report},
        waiting=tuple(student for student, report in reports.items() if report is None or report.status is Status.HOST_FAULT),
        handed_in={student: when for student in graded if (when := _handed_in(folder, assignment, student))},
        seconds={student: took[key] for student, key in key_of.items() if key in took},
        late=late_work(open_gradebook(folder.gradebook), assignment),
    )


def _of_the_usual_exercise(reports: list[Report]) -> Report:
    """A report of the exercise that most learners were graded with: some may wait for the next grading after a change."""
    by_exercise = Counter(report.exercise for report in reports)
    most = by_exercise.most_common(1)[0][0]
    return next(report for report in reports if report.exercise == most)


def _same_task(report: Report, task: TaskResult) -> TaskResult | None:
    return next((theirs for theirs in report.tasks if theirs.id == task.id), None)


def _task_view(task: TaskResult, results: Iterable[TaskResult | None]) -> TaskView:
    theirs = [result for result in results if result]
    untried = [result for result in theirs if not _tried(result)]
    passed = [result for result in theirs if result.points == result.of]
    partly = [result for result in theirs if 0 < result.points < result.of]
    message, said = _commonest(result for result in theirs if result.points < result.of and _tried(result))
    return TaskView(
        id=task.id,
        title=task.title,
        of=task.of,
        passed=len(passed),
        partly=len(partly),
        lost=len(theirs) - len(passed) - len(partly) - len(untried),
        open=len(untried),
        mean=statistics.mean(result.points for result in theirs),
        message=message,
        said=said,
    )


def _commonest(results: Iterable[TaskResult]) -> tuple[str, int]:
    """The message that most learners got, and how many: numbers differ between learners, so they do not count as a difference."""
    messages = [plain(result.message or result.verdict) for result in results]
    if not messages:
        return "", 0
    kind, count = Counter(NUMBER.sub("#", message) for message in messages).most_common(1)[0]
    return next(message for message in messages if NUMBER.sub("#", message) == kind), count


def _same_work(key_of: Mapping[str, str], graded: Mapping[str, Report]) -> tuple[tuple[str, ...], ...]:
    """Groups of learners whose answers are the same, by the keys under which their work was judged."""
    groups: dict[str, list[str]] = {}
    for student, report in graded.items():
        if student in key_of and any(map(_tried, report.tasks)):
            groups.setdefault(key_of[student], []).append(student)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _tried(task: TaskResult) -> bool:
    return task.verdict is not Verdict.NOT_ATTEMPTED


def _is_refused(report: Report | None) -> bool:
    return report is not None and report.status is Status.REFUSED


def _handed_in(folder: ClassFolder, assignment: str, student: str) -> str:
    try:
        when = folder.timestamp(assignment, student)
    except RefusedSubmission:
        return ""
    return f"{when:%Y-%m-%d %H:%M}" if when else ""
