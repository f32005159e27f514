"""How slow this host is: the reference solution runs here and now before a submission may be out of time."""

import contextlib
import time
from collections.abc import Callable, Sequence
from typing import Any

from autograder.errors import HostFault
from autograder.exercise import Exercise
from autograder.grading.standby import Standby
from autograder.intake import Submission
from autograder.judge import Bench, judge_tasks
from autograder.report import TaskResult, TestResult, Verdict
from autograder.sandbox import Learner, Limits

MARGIN = 4.0  # a submission may take so many times what the reference takes
MOST_PATIENCE = 10.0  # times its limits that the reference itself may take before the host is at fault
Clock = Callable[[], float]


class Calibration:
    """One judge's measurements: an exercise is measured once, and only when somebody is out of time.

    `announce` is told how many seconds the judge may still need, by whoever waits for it.
    """

    def __init__(
        self,
        standby: Standby,
        limits: Limits,
        clock: Clock = time.monotonic,
        announce: Callable[[float], object] = float,
    ) -> None:
        self._standby = standby
        self._limits = limits
        self._clock = clock
        self._announce = announce
        self._slowness: dict[str, float] = {}

    def patient(self, exercise: Exercise, set_up: Callable[[], Bench]) -> Standby | None:
        """Learners with as much time as this host needs, or None where the limits as they are were fair."""
        slowness = self.slowness(exercise, set_up)
        if slowness <= 1:
            return None
        self._announce(2 * self._limits.submission_seconds * slowness)
        return self._standby.patient(slowness)

    def slowness(self, exercise: Exercise, set_up: Callable[[], Bench]) -> float:
        """How many times longer than its limits a submission may take here; a release without solutions tells nothing."""
        if exercise.digest not in self._slowness:
            solved = all(task.is_solved for task in exercise.tasks)
            self._slowness[exercise.digest] = self._measured(exercise, set_up) if solved else 1.0
        return self._slowness[exercise.digest]

    def _measured(self, exercise: Exercise, set_up: Callable[[], Bench]) -> float:
        solved = reference(exercise)
        self._announce(self._limits.submission_seconds * MOST_PATIENCE)
        learners = self._standby.patient(MOST_PATIENCE)
        patience = learners.patience()
        with contextlib.closing(learners.take(exercise, solved)) as learner:
            watch = Stopwatch(learner, self._clock)
            tasks = judge_tasks(exercise, solved, set_up, watch, patience=patience)
        if out_of_time(tasks):
            raise HostFault(f"This machine is too slow for {exercise.unit}: the reference solution itself is out of time here.")
        longest = max(watch.slowest / self._limits.cell_seconds, patience.slowest / self._limits.test_seconds)
        return max(1.0, MARGIN * longest, MARGIN * watch.total / self._limits.submission_seconds)


class Stopwatch:
    """A learner whose answers are timed, in seconds: the slowest cell or call, and all together."""

    def __init__(self, learner: Learner, clock: Clock) -> None:
        self._learner = learner
        self._clock = clock
        self.slowest = 0.0
        self.total = 0.0

    def set_up(self, code: str) -> None:
        """Run a given cell, which has a limit of its own."""
        begun = self._clock()
        try:
            self._learner.set_up(code)
        finally:
            self.total += self._clock() - begun

    def run(self, code: str) -> None:
        """Run one cell."""
        self._timed(lambda: self._learner.run(code))

    def get(self, name: str) -> Any:
        """A value by its name, or a Remote where it is a function."""
        return self._timed(lambda: self._learner.get(name))

    def call(self, name: str, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """What a function of the learner's returns."""
        return self._timed(lambda: self._learner.call(name, positional, named))

    def evidence(self, question: str, values: tuple[Any, ...]) -> Any:
        """What the notebook's process says of its tracking store and models."""
        return self._timed(lambda: self._learner.evidence(question, values))

    def _timed(self, question: Callable[[], Any]) -> Any:
        begun = self._clock()
        try:
            return question()
        finally:
            seconds = self._clock() - begun
            self.slowest = max(self.slowest, seconds)
            self.total += seconds


def reference(exercise: Exercise) -> Submission:
    """The exercise's own solutions as a submission."""
    return Submission(digest="", answers={task.id: (task.solution,) for task in exercise.tasks})


def out_of_time(tasks: Sequence[TaskResult], known: Sequence[TestResult] = ()) -> bool:
    """Whether any test that is not `known` from before is out of time."""
    before = {test.id for test in known}
    return any(test.verdict is Verdict.OUT_OF_TIME and test.id not in before for task in tasks for test in task.tests)
