"""Grading a class: every submission that has no report of today's exercise, then every mark into the gradebook."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.boundary.text import plain
from autograder.classroom.outcomes import Outcome, outcome_of
from autograder.errors import ClassroomError, RefusedSubmission
from autograder.gradebook import Batch, Judge, Released, back_up, is_student_name, late_work, open_class
from autograder.grading import grade_many
from autograder.report import Report, Status
from autograder.sandbox import Isolation, find_isolation

RENAME = "The folder's name cannot be a student's id: rename it to letters, digits and . @ + - alone."


@dataclass(frozen=True)
class Plan:
    """What a grading is about to do: of so many students, how much distinct work is left to judge.

    `interrupted` counts the students whose grade was under way when an earlier grading ended before its time.
    """

    students: int
    left: int
    interrupted: int


def _unheard(_plan: Plan) -> None:
    pass


def grade(
    root: Path,
    words: str,
    *,
    workers: int = 1,
    student: str | None = None,
    force: bool = False,
    preview: bool = False,
    apply_lower: bool = False,
    judge: Judge = grade_many,
    isolation: Isolation | None = None,
    begun: Callable[[Plan], None] = _unheard,
) -> Iterator[Outcome]:
    """Grade an assignment's submissions and yield each outcome as it is settled.

    Killed anywhere and called again, it goes on where it stopped; `force` judges everything anew. Marks that a regrade of the
    same file would lower are held back; `apply_lower` records those that were shown before, all or none. A `preview`
    judges and records nothing.
    """
    folder = open_class(root)
    with folder.lock():
        released = Released.open(folder, words)
        everybody = folder.students(released.name)
        wanted = [name for name in everybody if student in (None, name)]
        if student is not None and not wanted:
            raise ClassroomError(
                f"{plain(student)} has handed in nothing for {released.name}: look into {folder.root / 'submitted'}."
            )
        yield from (Outcome(plain(name), "refused", message=RENAME) for name in wanted if not is_student_name(name))
        everybody = [name for name in everybody if is_student_name(name)]
        batch = Batch(released, everybody, isolation or find_isolation(), wanted=wanted, force=force)
        begun(Plan(len(wanted), len(batch.left), batch.interrupted))
        if batch.news and not preview:
            back_up(folder)
        yield from _Grading(released, batch, preview, apply_lower).outcomes(judge, workers)


class _Grading:
    """What is done with the reports of a batch as they come."""

    def __init__(self, released: Released, batch: Batch, preview: bool, apply_lower: bool) -> None:
        self._released = released
        self._batch = batch
        self._preview = preview
        self._apply_lower = apply_lower
        self._same = batch.same_answers()
        self._falling: dict[str, Report] = {}

    def outcomes(self, judge: Judge, workers: int) -> Iterator[Outcome]:
        """Settle every report; those that would lower a mark come last, as a set."""
        with contextlib.closing(self._batch.reports(judge, workers)) as reports:
            for student, report in reports:
                if self._batch.fall(student, report) is not None:
                    self._falling[student] = report
                else:
                    yield self._outcome(student, report)
        yield from self._fallen()

    def _outcome(self, student: str, report: Report) -> Outcome:
        if report.status is Status.HOST_FAULT:
            return Outcome(student, "not graded", message=f"{report.reason} The old grade stays.", fault=True)
        if report.status is Status.REFUSED:
            if not self._preview:
                self._batch.refuse(student, report)
            return Outcome(student, "refused", message=plain(report.reason))
        if self._preview:
            return self._row(student, "up to date" if self._batch.is_current(student, report) else "would be graded", report)
        try:
            return self._settled({student: report})[0]
        except RefusedSubmission as refused:
            return Outcome(student, "refused", message=plain(refused))

    def _fallen(self) -> Iterator[Outcome]:
        shown = {student: report for student, report in self._falling.items() if self._batch.is_held_back(student)}
        apply = shown if self._apply_lower and not self._preview else {}
        if apply:
            yield from self._settled(apply)
        for student, report in self._falling.items():
            if student not in apply:
                self._batch.hold_back(student)
                yield self._row(student, "held back", report)

    def _settled(self, reports: dict[str, Report]) -> list[Outcome]:
        settled = self._batch.settle_set(reports)
        for student, theirs in settled.items():
            self._released.show(student, theirs.notebook)
        return [
            self._row(student, "graded" if settled[student].news else "up to date", report) for student, report in reports.items()
        ]

    def _row(self, student: str, status: str, report: Report) -> Outcome:
        late = late_work(self._released.book, self._released.name, student).get(student)
        return outcome_of(student, status, report, self._batch.before(student), self._same.get(student, []), late)
