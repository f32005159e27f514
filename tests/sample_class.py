"""A class for tests: a unit of two tasks, notebooks that answer it, and a judge that needs no Spark."""

import atexit
import datetime
import functools
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook as Stock

from autograder.classroom import Outcome, grade, release
from autograder.exercise import Exercise, cell_id, from_bytes, read_notebook, to_bytes
from autograder.gradebook import ClassFolder, Handed, Released, open_class
from autograder.grading import Job
from autograder.layout import Unit
from autograder.report import Report, Status, TaskResult, TestResult, Verdict
from autograder.sandbox import Isolation
from autograder.sandbox.isolation import Kind

P, F, N = Verdict.PASSED, Verdict.FAILED, Verdict.NOT_ATTEMPTED
WHEN = datetime.datetime(2026, 11, 20, 12)
ADA = Handed("ada", "small", WHEN)
ISOLATION = Isolation(Kind.BUBBLEWRAP)
SECRET = "assert double(21) == 42"
SOURCE = f"""# %% [markdown]
# # Two small tasks

# %% given="setup"
number = 2

# %% [markdown] task="double-doubles"
# ## Task 1 · Double

# %% [markdown] hint="double-doubles"
# one

# %% [markdown] hint="double-doubles"
# two

# %% [markdown] hint="double-doubles"
# three

# %% answer="double-doubles"
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% test="double-doubles" points=1
# One is doubled
assert double(1) == 2, "one was not doubled"

# %% test="double-doubles" points=2 hidden=true
# Any number is doubled
{SECRET}, "a drawn number was not doubled"

# %% [markdown] task="name-is-given"
# ## Task 2 · Name

# %% [markdown] hint="name-is-given"
# one

# %% [markdown] hint="name-is-given"
# two

# %% [markdown] hint="name-is-given"
# three

# %% answer="name-is-given"
### BEGIN SOLUTION
name = "spark"
### END SOLUTION

# %% test="name-is-given" points=3 hidden=true
# The name is a word
assert name.isalpha(), "the name is no word"
"""
DOUBLED = "def double(x):\n    return x + x"
TESTS = ("double-doubles-test-1", "double-doubles-test-2", "name-is-given-test-1")


def small_unit(place: Path) -> Unit:
    unit = Unit(place / "01_spark_ml" / "small")
    unit.authoring.mkdir(parents=True)
    unit.exercise_source.write_text(SOURCE)
    return unit


def small_class(place: Path) -> ClassFolder:
    shutil.copytree(_released_once(), place, dirs_exist_ok=True)
    return open_class(place / "course")


@functools.cache
def _released_once() -> Path:
    place = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, place)
    release(place / "course", small_unit(place))
    return place


def answered(folder: ClassFolder, **answers: str) -> bytes:
    """The released notebook with an answer to each task named (with _ for -), and one cell of the learner's own."""
    notebook = read_notebook(folder.released("small"))
    for cell in notebook.cells:
        cell.source = answers.get(cell_id(cell).replace("-", "_"), cell.source)
    own = NotebookNode(id="own", cell_type="code", source="print('mine')", metadata={}, outputs=[], execution_count=None)
    notebook.cells.insert(3, own)
    return to_bytes(notebook)


def hand_in(folder: ClassFolder, student: str, data: bytes, at: str = "2026-11-20 12:00:00 UTC") -> Path:
    target = folder.submitted("small", student)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    target.with_name("timestamp.txt").write_text(at)
    return target


def distinct(folder: ClassFolder, *students: str) -> None:
    """Each student hands in an answer of their own."""
    for student in students:
        hand_in(folder, student, answered(folder, double_doubles=f"{DOUBLED}  # {student}"))


def report_of(exercise: Exercise, data: bytes, seed: str, verdicts: Sequence[Verdict], message: str = "") -> Report:
    """A graded report with these verdicts for the tests in their order; what did not pass has the message."""
    found = iter(verdicts)
    tasks = []
    for task in exercise.tasks:
        blank = [TestResult(test.id, test.title, test.hidden, test.points, next(found)) for test in task.tests]
        tests = [test if test.verdict is Verdict.PASSED else replace(test, message=message) for test in blank]
        tasks.append(TaskResult(task.id, task.title, tuple(tests)))
    digests = [hashlib.sha256(part).hexdigest() for part in (data, f"variant {seed}".encode())]
    return Report(
        exercise.unit, Status.GRADED, digests[0], exercise.digest, digests[1], ISOLATION.kind, tuple(tasks), ("a note",)
    )


Judged = Generator[tuple[Job, Report], None, None]
Fake = Callable[[Iterable[Job], int], Judged]


def judge(asked: list[str] | None = None, message: str = "", **verdicts: Sequence[Verdict]) -> Fake:
    """A judge with a verdict for each test of each student; it notes in `asked` whom it was asked about."""

    def grade(jobs: Iterable[Job], _workers: int = 1) -> Judged:
        for job in jobs:
            if asked is not None:
                asked.append(job.key)
            exercise = from_bytes(job.source, job.unit)
            yield job, report_of(exercise, job.submission, job.seed, verdicts[job.key], message)

    return grade


def failing_judge(status: Status, reason: str) -> Fake:
    """A judge whose every report says that nothing was graded."""

    def grade(jobs: Iterable[Job], _workers: int = 1) -> Judged:
        for job in jobs:
            yield job, Report(job.unit, status, "", "", "", "", reason=reason)

    return grade


def unit_of(folder: ClassFolder) -> Unit:
    return Unit(folder.root.parent / "01_spark_ml" / "small")


def graded(folder: ClassFolder, fake: object = None, **options: object) -> list[Outcome]:
    return list(grade(folder.root, "small", judge=fake, isolation=ISOLATION, **options))  # type: ignore[arg-type]


def auto_scores(folder: ClassFolder, student: str) -> list[float | None]:
    with Stock(folder.gradebook, "spark_ml") as book:
        return [book.find_grade(test, "exercise", "small", student).auto_score for test in TESTS]


def no_penalty(_student: str, _score: float, _seconds: float) -> float | None:
    return None


def report(released: Released, *verdicts: Verdict) -> Report:
    return report_of(released.exercise, b"", released.seed, verdicts)


def stock(folder: ClassFolder) -> Stock:
    return Stock(folder.gradebook, "spark_ml")
