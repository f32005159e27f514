"""The report of one submission: the only value from which gradebook and feedback are made."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What was found for one test."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_ATTEMPTED = "not attempted"
    RAISED = "raised"
    OUT_OF_TIME = "out of time"
    OUT_OF_MEMORY = "out of memory"
    OUT_OF_PROCESSES = "out of processes"
    OUT_OF_DISK = "out of disk"
    OUT_OF_OUTPUT = "out of output"
    BAD_EVIDENCE = "bad evidence"
    AT_HAND_IN = "runs at hand-in"


class Status(StrEnum):
    """What became of a submission as a whole."""

    GRADED = "graded"
    REFUSED = "refused"
    HOST_FAULT = "infrastructure error"


@dataclass(frozen=True)
class TestResult:
    """One test cell: its points are all or nothing."""

    __test__ = False  # pytest: not a test class

    id: str
    title: str
    hidden: bool
    of: float
    verdict: Verdict
    message: str = ""

    @property
    def points(self) -> float:
        """Full points for a passed test, none for anything else."""
        return self.of if self.verdict is Verdict.PASSED else 0.0


@dataclass(frozen=True)
class TaskResult:
    """One task: an answer and its tests, in the order of the notebook."""

    id: str
    title: str
    tests: tuple[TestResult, ...]

    @property
    def points(self) -> float:
        """The sum over the task's tests."""
        return sum(test.points for test in self.tests)

    @property
    def of(self) -> float:
        """The most points that this task can give."""
        return sum(test.of for test in self.tests)

    @property
    def _decisive(self) -> TestResult | None:
        return next((test for test in self.tests if test.verdict is not Verdict.PASSED), None)

    @property
    def verdict(self) -> Verdict:
        """The verdict of the first test that did not pass, or passed."""
        return self._decisive.verdict if self._decisive else Verdict.PASSED

    @property
    def message(self) -> str:
        """The message of the first test that did not pass."""
        return self._decisive.message if self._decisive else ""


@dataclass(frozen=True)
class Report:
    """All that a grading says about one submission; equal inputs give an equal report.

    `submission`, `exercise` and `variant` are SHA-256 digests of the bytes handed in, of the exercise
    with its tests, and of the seed from which the hidden data were drawn.
    """

    unit: str
    status: Status
    submission: str
    exercise: str
    variant: str
    isolation: str
    tasks: tuple[TaskResult, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""

    @property
    def points(self) -> float:
        """The sum over all tasks."""
        return sum(task.points for task in self.tasks)

    @property
    def of(self) -> float:
        """The most points that the exercise can give."""
        return sum(task.of for task in self.tasks)
