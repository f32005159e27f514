"""Exercises to and from notebooks with nbgrader's own markers, so that any course can take them as they are."""

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from autograder.errors import AuthoringError
from autograder.exercise.names import bound_names, free_names
from autograder.exercise.values import Cell, Exercise, Role, Task, Test

HIDDEN_BEGIN = "### BEGIN HIDDEN TESTS"
HIDDEN_END = "### END HIDDEN TESTS"


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook of ours; one written by a learner goes through `intake` instead."""
    return nbformat.read(path, as_version=4)


def to_bytes(notebook: NotebookNode) -> bytes:
    """The one spelling of a notebook on disk: nbformat's, with a final newline."""
    text: str = nbformat.writes(notebook, version=nbformat.NO_CONVERT)
    return (text.rstrip("\n") + "\n").encode()


def cell_id(cell: NotebookNode) -> str:
    """nbgrader's name of a cell, or Jupyter's where nbgrader has none."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", ""))


def from_source(notebook: NotebookNode, unit: str) -> Exercise:
    """Read an exercise from its source notebook (or from a release, whose hidden tests are then empty).

    A test belongs to the nearest answer above it, as a reader of the notebook would think.
    """
    cells = tuple(Cell(cell_id(cell), _role(cell), cell.source) for cell in notebook.cells)
    stubs = _stubs(notebook)
    tasks: list[Task] = []
    title = ""
    for cell, node in zip(cells, notebook.cells, strict=True):
        if cell.role is Role.PROSE:
            title = _heading(cell.source) or title
        elif cell.role is Role.ANSWER:
            tasks.append(Task(cell.id, title, cell.source, stubs[cell.id], ()))
        elif cell.role is Role.TEST:
            if not tasks:
                raise AuthoringError(f"The test {cell.id} of {unit} stands above every answer: move it below the one it tests.")
            last = tasks[-1]
            test = _test(cell, float(node.metadata.nbgrader.points), last)
            tasks[-1] = Task(last.id, last.title, last.solution, last.stub, (*last.tests, test))
    return Exercise(unit, cells, tuple(tasks))


def from_bytes(source: bytes, unit: str) -> Exercise:
    """Read an exercise from the bytes of its source notebook."""
    return from_source(nbformat.reads(source.decode(), as_version=4), unit)


def _role(cell: NotebookNode) -> Role:
    marks: dict[str, Any] = cell.metadata.get("nbgrader", {})
    if cell.cell_type != "code":
        return Role.PROSE
    if marks.get("solution"):
        return Role.ANSWER
    return Role.TEST if marks.get("grade") else Role.GIVEN


def _test(cell: Cell, points: float, task: Task) -> Test:
    title = cell.source.split("\n", 1)[0].lstrip("# ").strip()
    names = sorted(free_names(cell.source) & bound_names(task.solution))
    return Test(cell.id, title, cell.source, points, is_hidden(cell.source), tuple(names))


def is_hidden(source: str) -> bool:
    """Whether a test cell keeps its body back, in a source or in a release."""
    return HIDDEN_BEGIN in source or all(line.startswith("#") for line in source.splitlines() if line.strip())


def _heading(source: str) -> str:
    return next((line.lstrip("# ").strip() for line in source.splitlines() if line.startswith("## ")), "")


def _stubs(notebook: NotebookNode) -> dict[str, str]:
    cleared, _ = ClearSolutions().preprocess(nbformat.from_dict(json.loads(json.dumps(notebook))), {})
    return {cell_id(cell): cell.source for cell in cleared.cells}
