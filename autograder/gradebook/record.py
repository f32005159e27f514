"""One submission's marks in nbgrader's tables, as nbgrader's own SaveAutoGrades and AssignLatePenalties would leave them."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from autograder.errors import ClassroomError
from autograder.gradebook.database import Gradebook
from autograder.gradebook.late import Penalty, take_off
from autograder.layout import NOTEBOOK
from autograder.report import Report, Status, TaskResult, TestResult, Verdict

NO_RESPONSE = "No response."  # nbgrader's words for an answer cell that is as released


@dataclass(frozen=True)
class Handed:
    """Whose submission, of what, and when (UTC, as nbgrader keeps it)."""

    student: str
    assignment: str
    timestamp: datetime.datetime | None


def record(book: Gradebook, handed: Handed, report: Report, penalty: Penalty) -> bool:
    """Write a graded report's marks in one transaction; whether this changed anything."""
    return record_set(book, [(handed, report)], penalty)


def record_set(book: Gradebook, marks: Sequence[tuple[Handed, Report]], penalty: Penalty) -> bool:
    """Write the marks of several graded reports in one transaction; whether this changed anything.

    Manual scores, extra credit and comments stay as they are.
    """
    with book.writing() as session:
        changes: list[object] = []
        event.listen(session, "before_flush", lambda *_: changes.extend(_changed(session)))
        for handed, report in marks:
            _record(session, handed, report, penalty)
        session.flush()
        return bool(changes)


def _record(session: Session, handed: Handed, report: Report, penalty: Penalty) -> None:
    if report.status is not Status.GRADED:
        raise ClassroomError(f"The report of {handed.student} is {report.status}, which is no mark: nothing was recorded.")
    notebook = _known(session, handed.assignment, report)
    submission = _submission(session, handed, notebook.assignment)
    submitted = next(part for part in submission.notebooks if part.notebook_id == notebook.id)
    _grade(session, submitted, notebook, report)
    _comment(session, submitted, notebook, report)
    session.flush()
    take_off(session, submission, submitted, penalty)


def _changed(session: Session) -> list[object]:
    return [*session.new, *(value for value in session.dirty if session.is_modified(value))]


def unanswered(report: Report) -> set[str]:
    """The tasks that nobody has begun."""
    return {task.id for task in report.tasks if _blank(task)}


def _blank(task: TaskResult) -> bool:
    return all(test.verdict is Verdict.NOT_ATTEMPTED for test in task.tests)


def tests_of(report: Report) -> Iterator[TestResult]:
    """Every test of a report, in the order of the notebook."""
    for task in report.tasks:
        yield from task.tests


def _known(session: Session, assignment: str, report: Report) -> Notebook:
    found = session.scalar(select(Notebook).join(Assignment).where(Assignment.name == assignment, Notebook.name == NOTEBOOK))
    if found is None:
        raise ClassroomError(f"The gradebook does not know {assignment}: run `python -m autograder release {assignment}` first.")
    maxima = {cell.name: cell.max_score for cell in found.grade_cells}
    if any(maxima.get(test.id) != test.of for test in tests_of(report)):
        raise ClassroomError(
            f"The tests of {assignment} in the gradebook are not those of its source notebook: "
            f"run `nbgrader generate_assignment {assignment} --force` in the class folder, then grade again."
        )
    return found


def submission_of(session: Session, student: str, assignment: Assignment) -> SubmittedAssignment:
    """A student's row for an assignment, made where it is missing."""
    found = session.scalar(
        select(SubmittedAssignment).where(
            SubmittedAssignment.assignment_id == assignment.id, SubmittedAssignment.student_id == student
        )
    )
    submission = found or SubmittedAssignment(assignment_id=assignment.id, student_id=student)
    session.add_all([session.get(Student, student) or Student(id=student), submission])
    session.flush()
    return submission


def _submission(session: Session, handed: Handed, assignment: Assignment) -> SubmittedAssignment:
    submission = submission_of(session, handed.student, assignment)
    if handed.timestamp:
        submission.timestamp = handed.timestamp
    have = {part.notebook_id for part in submission.notebooks}
    missing = [notebook.id for notebook in assignment.notebooks if notebook.id not in have]
    session.add_all(SubmittedNotebook(notebook_id=id, assignment_id=submission.id) for id in missing)
    session.flush()
    session.refresh(submission)
    return submission


def _grade(session: Session, submitted: SubmittedNotebook, notebook: Notebook, report: Report) -> None:
    points = {test.id: test.points for test in tests_of(report)}
    have = {grade.cell_id: grade for grade in submitted.grades}
    for cell in notebook.grade_cells + notebook.task_cells:
        grade = have.get(cell.id) or Grade(cell_id=cell.id, notebook_id=submitted.id)
        mark = points.get(cell.name) if isinstance(cell, GradeCell) else None
        if cell.id not in have or grade.auto_score != mark:  # the same mark again leaves an instructor's decision alone
            grade.auto_score = mark
            grade.needs_manual_grade = grade.manual_score is not None or mark is None
        session.add(grade)


def _comment(session: Session, submitted: SubmittedNotebook, notebook: Notebook, report: Report) -> None:
    blank = unanswered(report)
    have = {comment.cell_id: comment for comment in submitted.comments}
    for cell in notebook.solution_cells + notebook.task_cells:
        comment = have.get(cell.id) or Comment(cell_id=cell.id, notebook_id=submitted.id)
        comment.auto_comment = NO_RESPONSE if cell.name in blank else None
        session.add(comment)
