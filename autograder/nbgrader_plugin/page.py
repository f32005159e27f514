"""The button *Generate Feedback* and `nbgrader generate_feedback`: the learner's page, made from the report."""

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter, HTMLExporter
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from autograder.feedback import page
from autograder.gradebook import open_class
from autograder.gradebook.batch import SAME
from autograder.gradebook.record import NO_RESPONSE, tests_of
from autograder.report import Report, Status


class FeedbackPage(HTMLExporter):
    """Our page; nbgrader's own where the gradebook holds what no report says: manual scores, comments, a late penalty."""

    def from_notebook_node(  # type: ignore[override]  # as HTMLExporter has it, too
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page for one graded notebook."""
        assert resources is not None
        assert self.parent is not None
        asked = resources["nbgrader"]
        folder = open_class(Path(self.parent.coursedir.root))
        report = folder.last_report(asked["assignment"], asked["student"])
        marked, resources = Exporter.from_notebook_node(self, nb, resources)
        if report and report.status is Status.GRADED and not _by_hand(marked, resources["nbgrader"], report):
            return page(report, asked["student"]), resources
        return super().from_notebook_node(nb, resources, **kw)


def _by_hand(marked: NotebookNode, said: dict[str, Any], report: Report) -> bool:
    points = {test.id: test.points for test in tests_of(report)}
    if said["late_penalty"] or abs(said["score"] - report.points) > SAME:
        return True
    return any(_differs(cell, points) for cell in marked.cells if is_grade(cell) or is_solution(cell) or is_task(cell))


def _differs(cell: NotebookNode, points: dict[str, float]) -> bool:
    found = cell.metadata.nbgrader
    comment = found.get("comment") not in (None, "", NO_RESPONSE)
    return comment or (is_grade(cell) and abs((found.score or 0.0) - points.get(found.grade_id, 0.0)) > SAME)
