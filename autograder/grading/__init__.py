"""One submission, or many: intake, sandbox, judge, report."""

from autograder.grading.batch import grade_many
from autograder.grading.jobs import Job
from autograder.grading.submission import grade_one, refuse
from autograder.grading.work import Finding, Work

__all__ = ["Finding", "Job", "Work", "grade_many", "grade_one", "refuse"]
