"""A learner whose process may be lost: started again, with the cells that had gone well."""

import contextlib
import time
from typing import Any

from autograder.errors import LearnerEnded, LearnerFault, LearnerRaised, OutOf
from autograder.sandbox.isolation import Isolation
from autograder.sandbox.learner import START_SECONDS, ProcessLearner
from autograder.sandbox.limits import Limits


class ReplayingLearner:
    """A sandboxed learner; a cell or call that ends the process costs its own task, not the later ones."""

    def __init__(self, isolation: Isolation, limits: Limits) -> None:
        self._isolation = isolation
        self._limits = limits
        self._done: list[tuple[str, float | None]] = []
        self._process: ProcessLearner | None = None
        self._starts = 0
        self._seconds_left = limits.submission_seconds * limits.slowness
        self._deadline = 0.0  # of the question that is being answered

    def set_up(self, code: str) -> None:
        """Run a given cell, with the patience that starting Spark may need."""
        self._run(code, START_SECONDS)

    def run(self, code: str) -> None:
        """Run one cell and remember it for a later start."""
        self._run(code, None)

    def _run(self, code: str, seconds: float | None) -> None:
        try:
            self._guarded(lambda process: process.run(code, seconds))
        except LearnerRaised:
            self._done.append((code, seconds))  # what it defined before it raised is still there
            raise
        self._done.append((code, seconds))

    def get(self, name: str) -> Any:
        """A value by its name, or a Remote where it is a function."""
        return self._guarded(lambda process: process.get(name))

    def call(self, name: str, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """What a function of the learner's returns."""
        return self._guarded(lambda process: process.call(name, positional, named))

    def evidence(self, question: str, values: tuple[Any, ...]) -> Any:
        """What the notebook's process says of its tracking store and models, or a new one of a function."""
        match question, values:
            case "in_new_process", (str(name), list(given)):  # the first process could answer from its memory
                return self._guarded(lambda _: self._in_another(name, given))
        return self._guarded(lambda process: process.evidence(question, values))

    def close(self) -> None:
        """End the process and everything that it started."""
        if self._process:
            self._process.close()
            self._process = None

    def _guarded(self, action: Any) -> Any:
        begun = time.monotonic()
        self._deadline = begun + self._seconds_left
        self._seconds()
        try:
            return self._tried_twice(action)
        except (OutOf, LearnerEnded):
            self.close()
            raise
        finally:
            self._seconds_left -= time.monotonic() - begun  # what the judge does in between is not the learner's time

    def _seconds(self) -> float:
        """What is left for the notebook as a whole, in seconds of a host that is not slow; OutOf when nothing is."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise OutOf("time", f"The notebook as a whole took longer than {self._limits.submission_seconds:g} seconds.")
        return left / self._limits.slowness

    def _tried_twice(self, action: Any) -> Any:
        starts, done = self._starts, list(self._done)
        try:
            return action(self._alive())
        except LearnerEnded:  # by its own doing it ends again; ended from outside it must cost nobody a point
            self.close()
            self._starts, self._done = starts, done
        value = action(self._alive())
        self._starts = starts  # it went well the second time, so nobody's answer is to blame for that start
        return value

    def _alive(self) -> ProcessLearner:
        if self._process is None or self._process.closed:
            if self._starts > self._limits.restarts:
                raise LearnerEnded("The notebook's process had to be started too often, so this was not run.")
            self._starts += 1
            self._process = ProcessLearner(self._isolation, self._limits)
            self._replay(self._process)
        return self._process

    def _in_another(self, name: str, given: list[Any]) -> Any:
        with contextlib.closing(ProcessLearner(self._isolation, self._limits)) as other:
            self._replay(other)
            return other.call(name, tuple(given), {})

    def _replay(self, process: ProcessLearner) -> None:
        for code, seconds in list(self._done):
            try:
                process.run(code, min(seconds or self._limits.cell_seconds, self._seconds()))
            except LearnerRaised:
                continue
            except LearnerFault as fault:
                self._seconds()
                self._done.remove((code, seconds))
                self.close()
                raise LearnerEnded(f"An earlier cell did not run a second time: {fault}") from fault
