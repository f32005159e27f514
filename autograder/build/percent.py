"""Reading py:percent files, and the notebook frame that everything we generate shares."""

from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode

from autograder.errors import AuthoringError
from autograder.layout import Unit

KERNEL = {"display_name": "Spark ML course", "language": "python", "name": "course"}


def percent_cells(path: Path) -> list[NotebookNode]:
    """The cells of a py:percent file, in order."""
    if not path.is_file():
        raise AuthoringError(f"{path} is missing: write it, or lay out the unit with `python -m autograder new`.")
    return list(jupytext.reads(path.read_text(), fmt="py:percent").cells)


def new_notebook(unit: Unit, cells: list[NotebookNode]) -> NotebookNode:
    """A notebook of the course's kernel that knows its unit; duplicate cell ids are an AuthoringError."""
    ids = [cell["id"] for cell in cells]
    twice = sorted({id for id in ids if ids.count(id) > 1})
    if twice:
        raise AuthoringError(f"{unit.name} has two cells called {', '.join(twice)}: give each its own id.")
    metadata: dict[str, Any] = {
        "course": {"unit": unit.name},
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
    }
    return nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def new_cell(id: str, kind: str, source: str, metadata: dict[str, Any]) -> NotebookNode:
    """One cell with a given id, so that building twice gives the same bytes."""
    cell: dict[str, Any] = {"id": id, "cell_type": kind, "source": source, "metadata": metadata}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return nbformat.from_dict(cell)
