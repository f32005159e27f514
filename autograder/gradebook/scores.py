"""What the gradebook holds, for export."""

import datetime
from dataclasses import dataclass

from nbgrader.api import Assignment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from autograder.gradebook.database import Gradebook


@dataclass(frozen=True)
class Score:
    """One student's marks in one assignment; the points are None where nothing was graded."""

    student: str
    assignment: str
    points: float | None
    of: float
    late_penalty: float
    needs_manual_grade: bool
    timestamp: datetime.datetime | None

    @property
    def total(self) -> float | None:
        """What counts: the points without the late penalty, never below zero."""
        return None if self.points is None else max(0.0, self.points - self.late_penalty)

    @property
    def status(self) -> str:
        """Where the submission stands."""
        if self.points is None:
            return "nothing graded"
        return "needs manual grading" if self.needs_manual_grade else "graded"


@dataclass(frozen=True)
class Enrolled:
    """A student as the gradebook knows them: the id of the class, and the ids of mail and LMS where somebody gave them."""

    id: str
    email: str
    lms_user_id: str


def enrolled(book: Gradebook) -> list[Enrolled]:
    """Every student, in the order of their ids."""
    with book.reading() as session:
        students = session.scalars(select(Student).order_by(Student.id))
        return [Enrolled(student.id, student.email or "", student.lms_user_id or "") for student in students]


def scores(book: Gradebook) -> list[Score]:
    """Every student with every assignment, in the order of their names."""
    with book.reading() as session:
        students = session.scalars(select(Student).order_by(Student.id)).all()
        assignments = session.scalars(select(Assignment).order_by(Assignment.name)).all()
        return [_score(session, student, assignment) for student in students for assignment in assignments]


def known_students(book: Gradebook) -> set[str]:
    """The ids of everybody in the gradebook."""
    with book.reading() as session:
        return set(session.scalars(select(Student.id)))


def recorded_points(book: Gradebook, assignment: str) -> dict[str, float]:
    """The points that the grader has recorded for each student, whatever a person gave beside them."""
    points = (
        select(SubmittedAssignment.student_id, func.sum(Grade.auto_score))
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment, Grade.auto_score.is_not(None))
        .group_by(SubmittedAssignment.student_id)
    )
    with book.reading() as session:
        return {student: float(total) for student, total in session.execute(points)}


def _score(session: Session, student: Student, assignment: Assignment) -> Score:
    found = session.scalar(
        select(SubmittedAssignment).where(
            SubmittedAssignment.assignment_id == assignment.id, SubmittedAssignment.student_id == student.id
        )
    )
    of = float(assignment.max_score)
    if found is None or not session.scalar(_has_marks(found)):
        return Score(student.id, assignment.name, None, of, 0.0, False, None)
    return Score(
        student=student.id,
        assignment=assignment.name,
        points=float(found.score),
        of=of,
        late_penalty=float(found.late_submission_penalty),
        needs_manual_grade=bool(found.needs_manual_grade),
        timestamp=found.timestamp,
    )


def _has_marks(submission: SubmittedAssignment) -> Select[int]:
    scored = Grade.auto_score.is_not(None) | Grade.manual_score.is_not(None)
    notebooks = select(SubmittedNotebook.id).where(SubmittedNotebook.assignment_id == submission.id)
    return select(func.count()).where(Grade.notebook_id.in_(notebooks), scored)
