"""The step of `nbgrader autograde` that replaces running the learner's notebook by asking the judge."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.errors import ClassroomError, HostFault, RefusedSubmission
from autograder.gradebook import Batch, Released, back_up, is_student_name, open_class
from autograder.grading import grade_many
from autograder.layout import NOTEBOOK
from autograder.report import Report, Status
from autograder.sandbox import find_isolation

WORKERS = min(2, os.cpu_count() or 1)  # each takes a core and about 2 GB


@dataclass(frozen=True)
class _Judged:
    """What the judge said in one call of nbgrader."""

    batch: Batch
    reports: dict[str, Report]


class ThroughTheJudge(NbGraderPreprocessor):  # type: ignore[misc]
    """Turns a submitted notebook into the graded one; without a graded report it raises, and nbgrader records nothing.

    It has to be an NbGraderPreprocessor: a plain one is off by default, and then every test would count as passed.
    """

    _calls: ClassVar[WeakKeyDictionary[Autograde, _Judged]] = WeakKeyDictionary()

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
        folder = open_class(Path(converter.coursedir.root))
        with folder.lock():
            if converter not in self._calls:
                released = Released.open(folder, assignment)
                self._calls[converter] = _judged(released, sorted({student, *_students(converter, released)}))
            call = self._calls[converter]
            report = call.reports.get(student)
            if report is None:
                raise HostFault(f"The judge brought no report for {student}: run the same command again.")
            # Marks go in here, in one transaction, before nbgrader writes the notebook that makes it skip this student.
            graded = _settled(call.batch, assignment, student, report)
        self.log.info("The judge gave %s %g of %g points", student, report.points, report.of)
        return graded


def _students(converter: Autograde, released: Released) -> Iterator[str]:
    """Everybody whom this call of nbgrader is about, so that one judge serves them all."""
    matches = (re.fullmatch(released.folder.pattern(released.name), path) for path in converter.assignments)
    return (match["student"] for match in matches if match and is_student_name(match["student"]))


def _judged(released: Released, students: list[str]) -> _Judged:
    batch = Batch(released, students, find_isolation(), wanted=students)
    if batch.news:
        back_up(released.folder)
    return _Judged(batch, dict(batch.reports(grade_many, WORKERS)))


def _settled(batch: Batch, assignment: str, student: str, report: Report) -> NotebookNode:
    if report.status is Status.HOST_FAULT:
        raise HostFault(report.reason)
    if report.status is Status.REFUSED:
        batch.refuse(student, report)
        raise RefusedSubmission(report.reason)
    before = batch.fall(student, report)
    if before is not None:
        raise ClassroomError(
            f"This regrade would lower the mark from {before:g} to {report.points:g}: "
            f"see all of them with `python -m autograder grade {assignment} --preview`."
        )
    return batch.settle(student, report).notebook
