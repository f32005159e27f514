"""How long the judge works with what an answer gave: a learner's own estimator may be one that never ends."""

import contextlib
import math
import threading
import time
from collections.abc import Iterator

from autograder.errors import OutOf

OFTEN = 0.5  # seconds from one look at the clock to the next


class Patience:
    """Seconds that the judge's own part of a test may take, without what it waits for the learner's process.

    `slowest` is the most that a test took; `fault` is there until somebody has taken note of it, and `overran` stays: the
    part of a cancelled job that is busy with one row goes on, and this Spark is no measure of the host any more.
    """

    def __init__(self, seconds: float = math.inf, slowness: float = 1.0) -> None:
        self._seconds, self._slowness = seconds, slowness
        self.slowest = 0.0
        self.fault: OutOf | None = None
        self.overran = False
        self._spent, self._since = 0.0, math.inf

    @contextlib.contextmanager
    def one_test(self) -> Iterator[None]:
        """Watch over one test; when its time is over, Spark's jobs end with an error, and `fault` says why."""
        self._spent, self._since = 0.0, time.monotonic()
        over = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(over,), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()
            self.slowest = max(self.slowest, self._so_far())

    @contextlib.contextmanager
    def learners_turn(self) -> Iterator[None]:
        """Let time pass that is the learner's, who has a limit of their own."""
        self._spent, self._since = self._so_far(), math.inf
        try:
            yield
        finally:
            self._since = time.monotonic()

    def _so_far(self) -> float:
        return self._spent + max(0.0, time.monotonic() - self._since)

    def _watch(self, over: threading.Event) -> None:
        while not over.wait(OFTEN):
            if self._so_far() > self._seconds * self._slowness:
                self.overran = True
                self.fault = OutOf(
                    "time",
                    f"What came back kept the test busy for more than {self._seconds:g} seconds: look for a large setting.",
                )
                _cancel_jobs()


def _cancel_jobs() -> None:
    from pyspark import SparkContext

    context = SparkContext._active_spark_context
    if context:
        with contextlib.suppress(Exception):  # it is asked again as long as the test goes on
            context.cancelAllJobs()
