"""A class from release to export: each step is one function, and everything it makes can be made again."""

from autograder.classroom.collect import collect
from autograder.classroom.export import export
from autograder.classroom.feedback import give_feedback
from autograder.classroom.grade import Plan, grade
from autograder.classroom.outcomes import Outcome
from autograder.classroom.overview import ClassView, overview
from autograder.classroom.release import release
from autograder.classroom.restore import Copies, copies, restore

__all__ = [
    "ClassView",
    "Copies",
    "Outcome",
    "Plan",
    "collect",
    "copies",
    "export",
    "give_feedback",
    "grade",
    "overview",
    "release",
    "restore",
]
