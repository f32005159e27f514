"""A small batch that is really judged, run as a command of its own so that it can be disturbed."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from sample_class import DOUBLED, TESTS, answered, hand_in, stock

from autograder.gradebook import ClassFolder, Journal, State
from autograder.layout import ROOT

PATIENCE = 300


def class_of(folder: ClassFolder, students: int) -> ClassFolder:
    """Learners whose answers are right, each in words of their own; the last two are the same."""
    names = [f"s{number}" for number in range(students)]
    for student, words in zip(names, [*names[:-1], names[-2]], strict=True):
        hand_in(folder, student, answered(folder, double_doubles=f"{DOUBLED}  # {words}", name_is_given=f"name = '{words[0]}'"))
    return folder


def command(folder: ClassFolder, *options: str) -> list[str]:
    return [sys.executable, "-m", "autograder", "grade", "small", "--course", str(folder.root), "--workers", "2", *options]


@dataclass
class Grading:
    """A running `grade`, with the events that it has printed so far."""

    process: subprocess.Popen[str]
    events: list[dict[str, object]] = field(default_factory=list)

    def until(self, event: str, count: int = 1) -> None:
        """Read events up to the count-th of this kind, or to the end."""
        while sum(one["event"] == event for one in self.events) < count and self.process.stdout:
            line = self.process.stdout.readline()
            if not line:
                return
            self.events.append(json.loads(line))

    def end(self) -> tuple[int, str]:
        """Wait for the end: the exit code and what was said on standard error."""
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said

    def below(self) -> list[psutil.Process]:
        """Every process that the grading has started."""
        try:
            return psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []


def start(folder: ClassFolder, *options: str) -> Grading:
    process = subprocess.Popen(
        command(folder, "--json", *options),
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_heeds_ctrl_c,
    )
    return Grading(process)


def _heeds_ctrl_c() -> None:
    """What a shell starts in the background ignores SIGINT, and so would the grading that these tests stop."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def grade_to_the_end(folder: ClassFolder, *options: str) -> tuple[int, str]:
    grading = start(folder, *options)
    return grading.end()


def final(folder: ClassFolder) -> dict[str, object]:
    """All that a grading leaves: marks, comments, times and penalties, reports, and the notebooks that Formgrader shows."""
    left: dict[str, object] = {}
    with stock(folder) as book:
        for submission in book.assignment_submissions("small"):
            student = submission.student.id
            grades = [book.find_grade(test, "exercise", "small", student) for test in TESTS]
            left[student] = (
                [(grade.auto_score, grade.manual_score, grade.needs_manual_grade) for grade in grades],
                sorted(str(comment.auto_comment) for notebook in submission.notebooks for comment in notebook.comments),
                (submission.timestamp, submission.score, submission.late_submission_penalty),
                folder.report("small", student).read_bytes(),
                folder.graded("small", student).read_bytes(),
            )
    return left


def times(folder: ClassFolder, state: State) -> list[int]:
    """How often the journal has each piece of work, or each student, in a state."""
    entries = [entry for entry in Journal(folder.private / "journal" / "small.jsonl").entries if entry.state is state]
    names = [entry.student or entry.key for entry in entries]
    return [names.count(name) for name in sorted(set(names))]


def parts(folder: ClassFolder) -> list[Path]:
    """Files that were begun and not put in place."""
    return list(folder.root.rglob("*.part"))
