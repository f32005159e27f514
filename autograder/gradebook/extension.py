"""An extension for one student, in nbgrader's own field, with the late penalty that follows from it."""

import datetime
from dataclasses import dataclass

from nbgrader.api import Assignment
from sqlalchemy import select

from autograder.errors import ClassroomError
from autograder.gradebook.database import Gradebook
from autograder.gradebook.late import Penalty, is_marked, take_off
from autograder.gradebook.record import submission_of


@dataclass(frozen=True)
class Extension:
    """What a student now has: the due time (UTC), how much more than the class, and the penalty before and now."""

    student: str
    due: datetime.datetime
    more: datetime.timedelta
    before: float
    penalty: float


def due_date(book: Gradebook, assignment: str) -> datetime.datetime:
    """The due date of the class (UTC); ClassroomError where there is none."""
    with book.reading() as session:
        found = session.scalar(select(Assignment).where(Assignment.name == assignment))
        if found is None:
            raise ClassroomError(f"The gradebook does not know {assignment}: release it first.")
        if found.duedate is None:
            raise ClassroomError(
                f"{assignment} has no due date, so there is nothing to extend: set one in Formgrader, or run "
                f'`nbgrader db assignment add {assignment} --duedate "2026-12-01 18:00 UTC"` in the class folder.'
            )
        return found.duedate


def set_due_date(book: Gradebook, assignment: str, due: datetime.datetime) -> None:
    """Set the due date of the class (UTC)."""
    with book.writing() as session:
        session.scalars(select(Assignment).where(Assignment.name == assignment)).one().duedate = due


def extend(book: Gradebook, assignment: str, student: str, more: datetime.timedelta, penalty: Penalty) -> Extension:
    """Give a student this much more time than the class, instead of any earlier extension; none when it is zero.

    A mark that the student has already is charged anew, in the same transaction.
    """
    with book.writing() as session:
        known = session.scalars(select(Assignment).where(Assignment.name == assignment)).one()
        submission = submission_of(session, student, known)  # without a notebook, which would freeze the cells of the release
        submission.extension = more or None
        before = sum(part.late_submission_penalty or 0.0 for part in submission.notebooks)
        for part in submission.notebooks:
            if is_marked(part):
                take_off(session, submission, part, penalty)
        now = sum(part.late_submission_penalty or 0.0 for part in submission.notebooks)
        return Extension(student, submission.duedate, more, float(before), float(now))
