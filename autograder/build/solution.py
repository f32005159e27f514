"""The solved exercise as a notebook that runs from top to bottom without the grader, as in any nbgrader course."""

from nbformat import NotebookNode

from autograder.build.percent import new_cell
from autograder.build.source import source_of
from autograder.layout import Unit

PARAMETERS = "seed = 0"
USE = "import os\n\nos.environ['COURSE_SEED'] = str(seed)"


def solution_of(unit: Unit) -> NotebookNode:
    """The source notebook with a parameter cell on top: the seed from which its hidden tests draw."""
    notebook = source_of(unit)
    cells = [new_cell("parameters", "code", PARAMETERS, {"tags": ["parameters"]}), new_cell("use-seed", "code", USE, {})]
    notebook.cells = cells + notebook.cells
    return notebook
