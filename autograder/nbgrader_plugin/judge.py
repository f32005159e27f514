"""The step of `nbgrader autograde` that replaces running the learner's notebook by asking the judge."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.errors import ClassroomError, HostFault, RefusedSubmission
from autograder.gradebook import Released, is_student_name, open_class
from autograder.grading import grade_many
from autograder.layout import NOTEBOOK
from autograder.report import Report
from autograder.sandbox import find_isolation

WORKERS = min(2, os.cpu_count() or 1)  # each takes a core and about 2 GB


class ThroughTheJudge(NbGraderPreprocessor):  # type: ignore[misc]
    """Turns a submitted notebook into the graded one; without a graded report it raises, and nbgrader records nothing.

    It has to be an NbGraderPreprocessor: a plain one is off by default, and then every test would count as passed.
    """

    _reports: ClassVar[WeakKeyDictionary[Autograde, dict[str, Report]]] = WeakKeyDictionary()

    def preprocess(self, _nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Put the graded notebook in place of the submitted one, and its marks into the gradebook."""
        asked = resources["nbgrader"]
        if asked["notebook"] != NOTEBOOK:
            raise ClassroomError(
                f"The judge grades {NOTEBOOK}.ipynb alone: move {asked['notebook']}.ipynb into an assignment of another course."
            )
        try:
            return self._graded(asked["assignment"], asked["student"]), resources
        except Exception as error:
            self.log.error("%s was not graded, and an earlier grade stays: %s", asked["student"], error)
            raise

    def _graded(self, assignment: str, student: str) -> NotebookNode:
        converter: Autograde = self.parent.parent  # nbgrader's chain: converter, exporter, this step
        released = Released.open(open_class(Path(converter.coursedir.root)), assignment)
        if converter not in self._reports:
            self._reports[converter] = dict(_reports(released, sorted({student, *_students(converter, released)})))
        report = self._reports[converter].get(student)
        if report is None:
            raise HostFault(f"The judge brought no report for {student}: run the same command again.")
        # Marks go in here, in one transaction, before nbgrader writes the notebook that makes it skip this student.
        graded = released.settle(student, report)
        if graded is None:
            raise RefusedSubmission(report.reason)
        self.log.info("The judge gave %s %g of %g points", student, report.points, report.of)
        return graded


def _students(converter: Autograde, released: Released) -> Iterator[str]:
    """Everybody whom this call of nbgrader is about, so that one judge serves them all."""
    matches = (re.fullmatch(released.folder.pattern(released.name), path) for path in converter.assignments)
    return (match["student"] for match in matches if match and is_student_name(match["student"]))


def _reports(released: Released, students: list[str]) -> Iterator[tuple[str, Report]]:
    isolation = find_isolation()
    known = {student: released.current(student, isolation) for student in students}
    yield from ((student, report) for student, report in known.items() if report)
    jobs = [released.job(student) for student, report in known.items() if not report]
    if jobs:
        yield from ((job.key, report) for job, report in grade_many(jobs, WORKERS))
