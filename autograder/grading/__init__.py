"""One submission, or many: intake, sandbox, judge, report."""

from autograder.grading.batch import grade_many
from autograder.grading.jobs import Job
from autograder.grading.submission import grade_one

__all__ = ["Job", "grade_many", "grade_one"]
