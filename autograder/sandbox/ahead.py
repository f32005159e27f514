"""A learner who starts while the judge does something else: the process, Spark, and the first given cells."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from autograder.errors import CourseError
from autograder.sandbox.replay import ReplayingLearner

# One thread that never ends: a sandbox dies with the thread that started it.
_starter = ThreadPoolExecutor(1, thread_name_prefix="starts-learners")


class StartedAhead:
    """A learner whose first given cells run when it begins; whoever asks it something waits for them."""

    def __init__(self, learner: ReplayingLearner, given: Sequence[str]) -> None:
        self._learner = learner
        self._given = list(given)
        self._faults: list[CourseError | None] = []
        self._started: Future[None] | None = None

    def begin(self) -> None:
        """Start, unless it has started."""
        self._started = self._started or _starter.submit(self._start)

    def wait(self) -> None:
        """Wait until the given cells have run; what they ran into is told to whoever asks for them."""
        self.begin()
        if self._started:
            self._started.result()

    def set_up(self, code: str) -> None:
        """Run a given cell, unless it has run ahead."""
        self.wait()
        if not (self._given and code == self._given[0]):
            self._given.clear()
            return self._learner.set_up(code)
        self._given.pop(0)
        if fault := self._faults.pop(0):
            raise fault
        return None

    def run(self, code: str) -> None:
        """Run one cell."""
        self.wait()
        self._learner.run(code)

    def get(self, name: str) -> Any:
        """A value by its name, or a Remote where it is a function."""
        self.wait()
        return self._learner.get(name)

    def call(self, name: str, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """What a function of the learner's returns."""
        self.wait()
        return self._learner.call(name, positional, named)

    def evidence(self, question: str, values: tuple[Any, ...]) -> Any:
        """What the notebook's process says of its tracking store and models."""
        self.wait()
        return self._learner.evidence(question, values)

    def close(self) -> None:
        """End the process and everything that it started."""
        if self._started:
            self._started.result()
        self._learner.close()

    def _start(self) -> None:
        for code in self._given:
            self._faults.append(self._fault(code))

    def _fault(self, code: str) -> CourseError | None:
        try:
            self._learner.set_up(code)
        except CourseError as fault:
            return fault
        return None
