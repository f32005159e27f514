"""The lesson notebook: its cells from `authoring/lesson.py`, its outputs from really running them."""

from typing import Any

from nbformat import NotebookNode

from autograder.build.percent import new_cell, new_notebook, percent_cells
from autograder.layout import Unit

SECONDS_PER_CELL = 600  # a lesson that hangs must end the build some day


def lesson_of(unit: Unit) -> NotebookNode:
    """Build a unit's lesson without outputs."""
    cells = [
        new_cell(f"cell-{number:02}", cell.cell_type, cell.source, _metadata(cell))
        for number, cell in enumerate(percent_cells(unit.lesson_source), start=1)
    ]
    return new_notebook(unit, cells)


def executed(notebook: NotebookNode, unit: Unit) -> NotebookNode:
    """Run a lesson top to bottom in the unit's folder; the first failing cell is an error."""
    from nbclient import NotebookClient  # with its kernels it takes a second to import, which a check need not wait for

    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="course",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(unit.folder)}},
    )
    ran = client.execute()
    ran.metadata["language_info"] = {"name": "python"}  # the interpreter's version is no part of a lesson
    return ran


def without_outputs(notebook: NotebookNode) -> NotebookNode:
    """The same notebook as `lesson_of` made it."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    return notebook


def _metadata(cell: NotebookNode) -> dict[str, Any]:
    return {"tags": list(cell.metadata.tags)} if "tags" in cell.metadata else {}
