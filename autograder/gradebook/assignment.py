"""A released assignment: how it is graded now, and where the marks of its submissions go."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.errors import ClassroomError, RefusedSubmission
from autograder.exercise import Exercise, from_source, read_notebook, to_bytes
from autograder.gradebook.database import Gradebook, open_gradebook
from autograder.gradebook.exchange import READ_ONLY, carry, put
from autograder.gradebook.files import PRIVATE
from autograder.gradebook.folder import ClassFolder, assignment_name
from autograder.gradebook.made import check_overlay
from autograder.gradebook.notebook import graded_notebook
from autograder.gradebook.record import Handed, record_set
from autograder.grading import Work, refuse
from autograder.intake import read_regular_file, read_submission
from autograder.report import Report, to_json
from autograder.sandbox import Isolation


@dataclass(frozen=True)
class Settled:
    """A graded notebook as Formgrader shows it, and whether its marks or its report are new."""

    notebook: NotebookNode
    news: bool


@dataclass(frozen=True)
class Released:
    """An assignment of a class as it is graded now."""

    folder: ClassFolder
    name: str
    source: NotebookNode
    exercise: Exercise
    seed: str
    book: Gradebook

    @classmethod
    def open(cls, folder: ClassFolder, words: str) -> "Released":
        """The assignment of this name; ClassroomError when it was not released."""
        name = assignment_name(words)
        path = folder.source(name)
        if not path.is_file():
            raise ClassroomError(f"{path} does not exist: release it first, with `python -m autograder release {name}`.")
        check_overlay(folder, name)
        source = read_notebook(path)
        unit = str(source.metadata.get("course", {}).get("unit", name))
        return cls(folder, name, source, from_source(source, unit), folder.seed(name), open_gradebook(folder.gradebook))

    def work(self, student: str, isolation: Isolation) -> Work | Report:
        """What a student handed in, or the report that refuses it."""
        data = b""
        try:
            data = read_regular_file(self.folder.submitted(self.name, student))
            return Work(self.exercise, read_submission(data, self.exercise), self.seed, isolation)
        except RefusedSubmission as refused:
            return refuse(self.exercise, data, self.seed, isolation, refused)

    def settle(self, student: str, report: Report) -> Settled:
        """Record the marks of a graded report, then keep the report; RefusedSubmission as `settle_set`."""
        return self.settle_set({student: report})[student]

    def settle_set(self, reports: Mapping[str, Report]) -> dict[str, Settled]:
        """Record the marks of graded reports in one transaction, then keep the reports.

        RefusedSubmission when a file or its timestamp is not what was graded: then nothing is recorded.
        """
        notebooks = {student: self._notebook(student, report) for student, report in reports.items()}
        stamps = {student: self.folder.timestamp(self.name, student) for student in reports}
        handed = [(Handed(student, self.name, stamps[student]), report) for student, report in reports.items()]
        marked = record_set(self.book, handed, self.folder.late_policy)
        # The report comes after the mark: killed in between, the next grading makes it again from the kept results.
        kept = {student: self.keep(student, report) for student, report in reports.items()}
        return {student: Settled(notebook, marked or kept[student]) for student, notebook in notebooks.items()}

    def keep(self, student: str, report: Report) -> bool:
        """Put a student's report in place; whether it is another one than before."""
        return put(self.folder.report(self.name, student), to_json(report).encode(), PRIVATE)

    def show(self, student: str, graded: NotebookNode) -> None:
        """Put a graded notebook where Formgrader looks."""
        target = self.folder.graded(self.name, student)
        carry(self.folder.submitted(self.name, student).parent, target.parent)
        put(target, to_bytes(graded), READ_ONLY)

    def _notebook(self, student: str, report: Report) -> NotebookNode:
        path = self.folder.submitted(self.name, student)
        data = read_regular_file(path)
        if hashlib.sha256(data).hexdigest() != report.submission:
            raise RefusedSubmission(f"{path} changed while it was graded: run the same command again.")
        return graded_notebook(self.source, read_submission(data, self.exercise), report)
