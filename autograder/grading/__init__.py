"""One submission, or many: intake, sandbox, judge, report."""

from autograder.grading.batch import grade_many
from autograder.grading.jobs import Job
from autograder.grading.submission import facts_of, grade_one, refuse

__all__ = ["Job", "facts_of", "grade_many", "grade_one", "refuse"]
