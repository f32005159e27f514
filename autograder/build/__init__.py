"""From `authoring/` to notebooks, in one direction: source, release, lesson, questions."""

from autograder.build.committed import build_missing, build_unit, check_unit
from autograder.build.layout_unit import lay_out
from autograder.build.overlay import Overlay, overlaid_tasks, read_overlay
from autograder.build.questions import questions_of, read_questions
from autograder.build.release import release_of
from autograder.build.solution import solution_of
from autograder.build.source import source_of

__all__ = [
    "Overlay",
    "build_missing",
    "build_unit",
    "check_unit",
    "lay_out",
    "overlaid_tasks",
    "questions_of",
    "read_overlay",
    "read_questions",
    "release_of",
    "solution_of",
    "source_of",
]
