"""An exercise as the grader sees it: its cells in order, its tasks, and which names its answers define."""

from autograder.exercise.notebooks import read_notebook, to_bytes
from autograder.exercise.source import cell_id, from_bytes, from_source, without_markers
from autograder.exercise.values import Cell, Exercise, Role, Task, Test

__all__ = [
    "Cell",
    "Exercise",
    "Role",
    "Task",
    "Test",
    "cell_id",
    "from_bytes",
    "from_source",
    "read_notebook",
    "to_bytes",
    "without_markers",
]
