"""The release of an exercise, made by nbgrader's own steps, so that stock nbgrader would make the same."""

import json

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

STEPS = (
    LockCells,
    ClearSolutions,
    ClearOutput,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
)


def release_of(source: NotebookNode) -> NotebookNode:
    """What a learner gets: no solutions, and of a hidden test only its title."""
    notebook = nbformat.from_dict(json.loads(json.dumps(source)))
    for step in STEPS:
        notebook, _ = step().preprocess(notebook, {})
    return notebook
