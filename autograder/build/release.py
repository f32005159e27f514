"""The release of an exercise, made by nbgrader's own steps, so that stock nbgrader would make the same."""

import json

import nbformat
from nbformat import NotebookNode

STEPS = (  # of nbgrader's own
    "LockCells",
    "ClearSolutions",
    "ClearOutput",
    "CheckCellMetadata",
    "ClearHiddenTests",
    "ClearMarkScheme",
    "ComputeChecksums",
    "CheckCellMetadata",
)


def release_of(source: NotebookNode) -> NotebookNode:
    """What a learner gets: no solutions, and of a hidden test only its title."""
    from nbgrader import preprocessors  # takes seconds to import, which a check need not wait for

    notebook = nbformat.from_dict(json.loads(json.dumps(source)))
    for step in STEPS:
        notebook, _ = getattr(preprocessors, step)().preprocess(notebook, {})
    return notebook
