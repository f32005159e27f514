"""Limits on time are fair: a host that is five times slower costs no points, and a fast one pays nothing."""

from typing import Any

import pytest
from small_exercise import COUNT, DOUBLE, small_exercise, source_notebook, submitted

from autograder.build import release_of
from autograder.errors import OutOf
from autograder.exercise import Exercise, from_source
from autograder.grading import calibration
from autograder.grading.calibration import Calibration
from autograder.grading.submission import grade_one
from autograder.judge import Patience
from autograder.report import Report, Status, Verdict
from autograder.sandbox import Isolation, Limits, TrustedLearner
from autograder.sandbox.isolation import Kind

LIMITS = Limits(cell_seconds=60, submission_seconds=600)
WORK = submitted(doubles=DOUBLE, counts=COUNT)
ENDLESS = "def double(x):\n    for _ in range(10**9): pass\n    return 2 * x"


class Clock:
    """Time that passes only when a learner works."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class TimedLearner(TrustedLearner):
    """A learner whose cells and calls take a known time on the clock, and are out of time as a sandbox's would be."""

    def __init__(self, clock: Clock, limits: Limits, seconds: float) -> None:
        super().__init__({"base": 10})
        self._clock, self._limits, self._seconds = clock, limits, seconds

    def begin(self) -> None: ...

    def wait(self) -> None: ...

    def close(self) -> None: ...

    def run(self, code: str) -> None:
        self._work(0.1)
        super().run(code)

    def call(self, name: str, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        self._work(1e9 if 10**9 in self.namespace[name].__code__.co_consts else 1.0)
        return super().call(name, positional, named)

    def _work(self, share: float) -> None:
        allowed = self._limits.cell_seconds * self._limits.slowness
        self._clock.now += min(share * self._seconds, allowed)
        if share * self._seconds > allowed:
            raise OutOf("time", f"This did not come to an end within {self._limits.cell_seconds:g} seconds.")


class Host:
    """Stands in for the processes of a host on which one call of the work takes so many seconds; remembers who was taken."""

    def __init__(
        self, seconds: float, limits: Limits = LIMITS, clock: Clock | None = None, taken: list[float] | None = None
    ) -> None:
        self.seconds, self.limits = seconds, limits
        self.clock = clock or Clock()
        self.taken = [] if taken is None else taken

    def patient(self, slowness: float) -> "Host":
        limits = Limits(cell_seconds=60, submission_seconds=600, slowness=slowness)
        return Host(self.seconds, limits, self.clock, self.taken)

    def patience(self) -> Patience:
        return Patience(self.limits.test_seconds, self.limits.slowness)

    def take(self, *_: Any) -> TimedLearner:
        self.taken.append(self.limits.slowness)
        return TimedLearner(self.clock, self.limits, self.seconds)

    def start_meanwhile(self, *_: Any) -> None: ...


def graded(host: Any, data: bytes, exercise: Exercise | None = None, measured: Calibration | None = None) -> Report:
    measured = measured or Calibration(host, LIMITS, host.clock)
    return grade_one(exercise or small_exercise(), data, "1", Isolation(Kind.NONE), LIMITS, (), host, measured)


def test_a_fast_host_pays_nothing() -> None:
    host = Host(seconds=20)
    assert graded(host, WORK).points == 10
    assert host.taken == [1.0]


def test_a_host_five_times_slower_costs_no_points_and_changes_no_byte() -> None:
    host = Host(seconds=100)
    assert graded(host, WORK) == graded(Host(seconds=20), WORK)
    assert host.taken == [1.0, calibration.MOST_PATIENCE, calibration.MARGIN * 100 / 60]


def test_what_has_no_end_is_out_of_time_on_any_host_in_the_same_words() -> None:
    endless = submitted(doubles=ENDLESS, counts=COUNT)
    slow, fast = graded(Host(seconds=100), endless), graded(Host(seconds=1), endless)
    assert slow == fast
    assert [task.verdict for task in slow.tasks] == [Verdict.OUT_OF_TIME, Verdict.PASSED]


def test_an_exercise_is_measured_once_for_a_judge() -> None:
    host = Host(seconds=100)
    measured = Calibration(host, LIMITS, host.clock)  # type: ignore[arg-type]
    for _ in range(3):
        graded(host, WORK, measured=measured)
    assert host.taken.count(calibration.MOST_PATIENCE) == 1


def test_where_even_the_reference_is_out_of_time_the_host_is_at_fault() -> None:
    report = graded(Host(seconds=700), WORK)
    assert report.status is Status.HOST_FAULT
    assert "too slow" in report.reason


def test_a_release_without_solutions_is_no_measure() -> None:
    host = Host(seconds=100)
    report = graded(host, WORK, from_source(release_of(source_notebook()), "00_small/small"))
    assert host.taken == [1.0]
    assert report.tasks[0].verdict is Verdict.OUT_OF_TIME


def test_who_waits_for_the_judge_is_told_that_it_takes_longer() -> None:
    said: list[float] = []
    host = Host(seconds=100)
    graded(host, WORK, measured=Calibration(host, LIMITS, host.clock, said.append))  # type: ignore[arg-type]
    assert said == [6000.0, pytest.approx(8000)]
