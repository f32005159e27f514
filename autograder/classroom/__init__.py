"""A class from release to export: each step is one function, and everything it makes can be made again."""

from autograder.classroom.canvas import fill_canvas
from autograder.classroom.collect import collect
from autograder.classroom.export import export
from autograder.classroom.extend import extend
from autograder.classroom.feedback import give_feedback
from autograder.classroom.grade import Plan, grade
from autograder.classroom.marks import Exported, read_marks
from autograder.classroom.moodle import By, to_moodle
from autograder.classroom.outcomes import Outcome
from autograder.classroom.overview import ClassView, overview
from autograder.classroom.release import overlaid, release
from autograder.classroom.restore import Copies, copies, restore

__all__ = [
    "By",
    "ClassView",
    "Copies",
    "Exported",
    "Outcome",
    "Plan",
    "collect",
    "copies",
    "export",
    "extend",
    "fill_canvas",
    "give_feedback",
    "grade",
    "overlaid",
    "overview",
    "read_marks",
    "release",
    "restore",
    "to_moodle",
]
