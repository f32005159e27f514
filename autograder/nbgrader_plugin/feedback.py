"""nbgrader's own feedback without the bodies of hidden tests."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade


class HideTests(ClearHiddenTests):  # type: ignore[misc]
    """Takes hidden tests out of test cells; a learner's cell that has nbgrader's markers is left as it is."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, _index: int) -> tuple[NotebookNode, Any]:
        """Shorten one cell to what its release shows."""
        if is_grade(cell):
            self._remove_hidden_test_region(cell)
        return cell, resources
