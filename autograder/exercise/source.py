"""Reading an exercise from the JSON of its source notebook; a judge starts often, and waits for no notebook library."""

import json
import re
from collections.abc import Mapping
from typing import Any

from autograder.errors import AuthoringError
from autograder.exercise.names import bound_names, free_names
from autograder.exercise.values import Cell, Exercise, Role, Task, Test

HIDDEN_BEGIN = "### BEGIN HIDDEN TESTS"
HIDDEN_END = "### END HIDDEN TESTS"
UNANSWERED = "raise NotImplementedError()"  # what nbgrader leaves of an answer, below its comment
STUB = f"# YOUR CODE HERE\n{UNANSWERED}"
MARKER = re.compile(r"^[^\n]*### (?:BEGIN|END) SOLUTION[^\n]*\n?", re.MULTILINE)
SOLUTION = re.compile(r"^([ \t]*)[^\n]*### BEGIN SOLUTION.*?### END SOLUTION[^\n]*$", re.DOTALL | re.MULTILINE)


def from_bytes(source: bytes, unit: str) -> Exercise:
    """Read an exercise from the bytes of its source notebook."""
    return from_source(json.loads(source), unit)


def from_source(notebook: Mapping[str, Any], unit: str) -> Exercise:
    """Read an exercise from its source notebook (or from a release, whose hidden tests are then empty).

    A test belongs to the nearest answer above it, as a reader of the notebook would think.
    """
    cells = tuple(Cell(cell_id(cell), _role(cell), _text(cell)) for cell in notebook["cells"])
    tasks: list[Task] = []
    title = ""
    for cell, node in zip(cells, notebook["cells"], strict=True):
        if cell.role is Role.PROSE:
            title = _heading(cell.source) or title
        elif cell.role is Role.ANSWER:
            tasks.append(Task(cell.id, title, cell.source, stub_of(cell.source), ()))
        elif cell.role is Role.TEST:
            if not tasks:
                raise AuthoringError(f"The test {cell.id} of {unit} stands above every answer: move it below the one it tests.")
            last = tasks[-1]
            test = _test(cell, float(node["metadata"]["nbgrader"]["points"]), last)
            tasks[-1] = Task(last.id, last.title, last.solution, last.stub, (*last.tests, test))
    return Exercise(unit, cells, tuple(tasks))


def cell_id(cell: Mapping[str, Any]) -> str:
    """nbgrader's name of a cell, or Jupyter's where nbgrader has none."""
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id") or cell.get("id", ""))


def is_hidden(source: str) -> bool:
    """Whether a test cell keeps its body back, in a source or in a release."""
    return HIDDEN_BEGIN in source or all(line.startswith("#") for line in source.splitlines() if line.strip())


def stub_of(answer: str) -> str:
    """What the release shows of an answer, as nbgrader's ClearSolutions makes it; what is released already stays as it is."""
    if SOLUTION.search(answer):
        return SOLUTION.sub(lambda found: "\n".join(found[1] + line for line in STUB.splitlines()), answer)
    return answer if UNANSWERED in answer else STUB


def without_markers(answer: str) -> str:
    """An answer of the source as a learner would write it."""
    return MARKER.sub("", answer).strip()


def _text(cell: Mapping[str, Any]) -> str:
    source: str | list[str] = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _role(cell: Mapping[str, Any]) -> Role:
    marks: Mapping[str, Any] = cell["metadata"].get("nbgrader", {})
    if cell["cell_type"] != "code":
        return Role.PROSE
    if marks.get("solution"):
        return Role.ANSWER
    return Role.TEST if marks.get("grade") else Role.GIVEN


def _test(cell: Cell, points: float, task: Task) -> Test:
    title = cell.source.split("\n", 1)[0].lstrip("# ").strip()
    names = sorted(free_names(cell.source) & bound_names(task.solution))
    return Test(cell.id, title, cell.source, points, is_hidden(cell.source), tuple(names))


def _heading(source: str) -> str:
    return next((line.lstrip("# ").strip() for line in source.splitlines() if line.startswith("## ")), "")
