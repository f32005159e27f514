"""A class from release to export: each step is one function, and everything it makes can be made again."""

from autograder.classroom.collect import collect
from autograder.classroom.export import export
from autograder.classroom.feedback import give_feedback
from autograder.classroom.grade import Outcome, grade
from autograder.classroom.release import release

__all__ = ["Outcome", "collect", "export", "give_feedback", "grade", "release"]
