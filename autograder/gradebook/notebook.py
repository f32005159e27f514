"""A graded notebook as Formgrader shows it: a fresh source, the learner's code, and what each test found."""

import copy
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearOutput, ClearSolutions, ComputeChecksums, LockCells

from autograder.exercise import cell_id
from autograder.gradebook.record import tests_of, unanswered
from autograder.intake import Submission
from autograder.intake.notebook import TOP
from autograder.report import Report, TestResult

STEPS = (LockCells, ClearSolutions, ClearOutput, ComputeChecksums)


def graded_notebook(source: NotebookNode, submission: Submission, report: Report) -> NotebookNode:
    """The notebook from which nbgrader reads the report's points back, cell by cell."""
    notebook: NotebookNode = copy.deepcopy(source)
    for step in STEPS:
        notebook, _ = step().preprocess(notebook, {})
    results = {test.id: test for test in tests_of(report)}
    blank = unanswered(report)
    cells: list[NotebookNode | str] = list(submission.helpers.get(TOP, ()))
    for cell in notebook.cells:
        id = cell_id(cell)
        if id in submission.answers and id not in blank:
            *earlier, cell.source = submission.answers[id]
            cells += earlier
        if id in results:
            cell.outputs = outputs(results[id])
        cells += [cell, *submission.helpers.get(id, ())]
    notebook.cells = [_own_cell(number, cell) if isinstance(cell, str) else cell for number, cell in enumerate(cells)]
    return notebook


def outputs(result: TestResult) -> list[NotebookNode]:
    """The verdict for people, and the points in the one form that nbgrader takes for a mark."""
    words = f"{result.verdict}: {result.message}" if result.message else str(result.verdict)
    points = {"text/plain": str(float(result.points))}
    return [
        _node(output_type="stream", name="stdout", text=f"{words}\n"),
        _node(output_type="execute_result", data=points, execution_count=None, metadata={}),
    ]


def _own_cell(number: int, code: str) -> NotebookNode:
    return _node(id=f"own-cell-{number}", cell_type="code", source=code, metadata={}, execution_count=None, outputs=[])


def _node(**parts: Any) -> NotebookNode:
    return nbformat.from_dict(parts)
