"""Feedback: a page per learner, made from the learner's report, and from the gradebook what late work cost."""

from collections.abc import Iterator
from pathlib import Path

from autograder.classroom.extend import shown
from autograder.feedback import Lateness, page
from autograder.gradebook import assignment_name, carry, is_student_name, late_work, open_class, open_gradebook, write_whole
from autograder.report import Status


def give_feedback(root: Path, words: str, student: str | None = None) -> Iterator[Path]:
    """Write the feedback page of every learner of an assignment that has a report; yields what was written."""
    folder = open_class(root)
    assignment = assignment_name(words)
    late = late_work(open_gradebook(folder.gradebook), assignment, student)
    for name in folder.students(assignment):
        report = folder.last_report(assignment, name)
        if report and student in (None, name) and is_student_name(name):
            target = folder.feedback(assignment, name)
            theirs = late.get(name)
            lateness = Lateness(theirs.by, shown(theirs.due), theirs.penalty) if theirs else None
            write_whole(target, page(report, name, lateness).encode())
            work = folder.graded if report.status is Status.GRADED else folder.submitted
            carry(work(assignment, name).parent, target.parent)
            yield target
