"""Late work: how late it is by nbgrader's due dates and extensions, and the points that the class's policy takes off."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nbgrader.api import Assignment, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.gradebook.database import Gradebook

Penalty = Callable[[str, float, float], float | None]  # student, score, seconds late → points to take off

UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


@dataclass(frozen=True)
class Late:
    """Work handed in after its due time, an extension included (both in UTC), and the points that this costs."""

    due: datetime.datetime
    handed_in: datetime.datetime
    penalty: float

    @property
    def by(self) -> str:
        """How late, in words."""
        return in_words(self.handed_in - self.due)

    @property
    def cost(self) -> str:
        """The penalty as people read it."""
        return points(self.penalty)


def late_work(book: Gradebook, assignment: str, student: str | None = None) -> dict[str, Late]:
    """By student, the graded work that was handed in late."""
    with book.reading() as session:
        return {
            submission.student_id: Late(submission.duedate, submission.timestamp, float(part.late_submission_penalty or 0.0))
            for submission, part in _graded(session, assignment, student)
            if seconds_late(submission) > 0
        }


def penalties_changed(book: Gradebook, assignment: str, penalty: Penalty) -> bool:
    """Whether a due date, an extension or the policy has changed since penalties were last written."""
    with book.reading() as session:
        return any(
            part.late_submission_penalty != _penalty(session, submission, part, penalty)
            for submission, part in _graded(session, assignment)
        )


def take_off(session: Session, submission: SubmittedAssignment, part: SubmittedNotebook, penalty: Penalty) -> None:
    """Write what late work costs, as nbgrader's AssignLatePenalties would."""
    part.late_submission_penalty = _penalty(session, submission, part, penalty)


def seconds_late(submission: SubmittedAssignment) -> float:
    """How late it was handed in; nbgrader's own count fails on an extension whose due date was taken away again."""
    return float(submission.total_seconds_late) if submission.assignment.duedate else 0.0


def is_marked(part: SubmittedNotebook) -> bool:
    """Whether anybody has given a mark for it."""
    return any(grade.auto_score is not None or grade.manual_score is not None for grade in part.grades)


def points(penalty: float) -> str:
    """A penalty with two decimals at most: policies divide."""
    return f"{round(penalty, 2):g}"


def in_words(time: datetime.timedelta) -> str:
    """A time in its two largest units, as in `1 day 2 hours`."""
    left = max(1, round(time.total_seconds()))
    parts = []
    for name, size in UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts[:2])


def _graded(
    session: Session, assignment: str, student: str | None = None
) -> Iterator[tuple[SubmittedAssignment, SubmittedNotebook]]:
    found = (
        select(SubmittedAssignment, SubmittedNotebook)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment, *((SubmittedAssignment.student_id == student,) if student else ()))
        .order_by(SubmittedAssignment.student_id)
    )
    yield from ((submission, part) for submission, part in session.execute(found) if is_marked(part))


def _penalty(session: Session, submission: SubmittedAssignment, part: SubmittedNotebook, penalty: Penalty) -> float | None:
    late = seconds_late(submission)
    score = session.scalar(select(SubmittedNotebook.score).where(SubmittedNotebook.id == part.id))
    return penalty(submission.student_id, float(score or 0.0), late) if late > 0 else None
