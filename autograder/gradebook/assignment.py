"""A released assignment: which job grades a student, whether a report still holds, and where its marks go."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.errors import ClassroomError, RefusedSubmission
from autograder.exercise import Exercise, from_source, read_notebook, to_bytes
from autograder.gradebook.database import Gradebook, open_gradebook
from autograder.gradebook.files import PRIVATE, write_whole
from autograder.gradebook.folder import STAMP, ClassFolder, assignment_name
from autograder.gradebook.notebook import graded_notebook
from autograder.gradebook.record import Handed, record
from autograder.grading import Job, refuse
from autograder.grading.work import facts_of
from autograder.intake import read_regular_file, read_submission
from autograder.report import Report, Status, to_json
from autograder.sandbox import Isolation

READ_ONLY = 0o444  # as nbgrader leaves graded notebooks


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
        source = read_notebook(path)
        unit = str(source.metadata.get("course", {}).get("unit", name))
        return cls(folder, name, source, from_source(source, unit), folder.seed(), open_gradebook(folder.gradebook))

    def job(self, student: str) -> Job:
        """What the judge is asked about a student; RefusedSubmission when the file cannot be read."""
        submission = read_regular_file(self.folder.submitted(self.name, student))
        return Job(student, self.exercise.unit, to_bytes(self.source), submission, self.seed)

    def current(self, student: str, isolation: Isolation) -> Report | None:
        """The report of exactly this file, exercise, seed and isolation, if there is one."""
        report = self.folder.last_report(self.name, student)
        try:
            data = read_regular_file(self.folder.submitted(self.name, student))
        except RefusedSubmission as refused:
            return refuse(self.exercise, b"", self.seed, isolation, refused)
        facts = facts_of(self.exercise, hashlib.sha256(data).hexdigest(), self.seed, isolation)
        return report if report and all(getattr(report, name) == fact for name, fact in facts.items()) else None

    def settle(self, student: str, report: Report) -> NotebookNode | None:
        """Keep a report and record its marks; the graded notebook, or None where the report gives no marks.

        RefusedSubmission when the file or its timestamp is not what was graded: then nothing is kept.
        """
        if report.status is Status.HOST_FAULT:
            return None
        if report.status is Status.REFUSED:
            self._keep(student, report)
            return None
        path = self.folder.submitted(self.name, student)
        data = read_regular_file(path)
        if hashlib.sha256(data).hexdigest() != report.submission:
            raise RefusedSubmission(f"{path} changed while it was graded: run the same command again.")
        graded = graded_notebook(self.source, read_submission(data, self.exercise), report)
        handed = Handed(student, self.name, self.folder.timestamp(self.name, student))
        self._keep(student, report)
        record(self.book, handed, report, self.folder.late_policy)
        return graded

    def show(self, student: str, graded: NotebookNode) -> None:
        """Put a graded notebook where Formgrader looks."""
        target = self.folder.graded(self.name, student)
        stamp = self.folder.submitted(self.name, student).with_name(STAMP)
        if stamp.is_file():
            _put(target.with_name(STAMP), read_regular_file(stamp))
        _put(target, to_bytes(graded))

    def _keep(self, student: str, report: Report) -> None:
        write_whole(self.folder.report(self.name, student), to_json(report).encode(), PRIVATE)


def _put(path: Path, data: bytes) -> None:
    if not (path.is_file() and path.read_bytes() == data):
        write_whole(path, data, READ_ONLY)
