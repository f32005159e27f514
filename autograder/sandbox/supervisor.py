"""Somebody outside who watches a sandbox: counts what it prints, measures it, and ends it where it reaches a limit."""

import contextlib
import os
import select
import threading
import time
from collections.abc import Callable

from autograder.sandbox.limits import Limits
from autograder.sandbox.measures import Measures

LOOK_SECONDS = 0.1
PIECE = 2**20  # bytes


class Supervisor:
    """A thread that reads a sandbox's output away and looks at it ten times a second."""

    def __init__(self, output: int, limits: Limits, measures: Measures | None, end: Callable[[], None]) -> None:
        self._output = output
        self._limits = limits
        self._measures = measures
        self._end = end
        self._printed = 0
        self._resource: str | None = None
        self._lock = threading.Lock()
        self._stop, self._stopped = os.pipe()
        os.set_blocking(output, False)
        self._thread = threading.Thread(target=self._watch, name="sandbox-supervisor", daemon=True)
        self._thread.start()

    def reached(self) -> str | None:
        """The resource that the sandbox is out of, after a look at all that it has done up to now."""
        with self._lock:
            self._drain()
            self._look()
        if self._measures and not self._resource:
            self._measures.settle()  # without the lock, so that watching goes on
            with self._lock:
                self._look()
        return self._resource

    def close(self) -> None:
        """Stop watching; the sandbox has ended or is about to."""
        os.close(self._stopped)
        self._thread.join()
        os.close(self._stop)

    def _watch(self) -> None:
        watched = [self._stop, self._output]
        look_at = time.monotonic()
        while True:
            ready = select.select(watched, [], [], max(0.0, look_at - time.monotonic()))[0]
            if self._stop in ready:
                return
            with self._lock:
                if self._output in ready and not self._drain():
                    watched.remove(self._output)
                if time.monotonic() >= look_at:
                    self._look()
                    look_at = time.monotonic() + LOOK_SECONDS

    def _drain(self) -> bool:
        """Read away what has been printed up to now; False when nobody can print any more."""
        with contextlib.suppress(BlockingIOError):
            while piece := os.read(self._output, PIECE):
                self._printed += len(piece)
                if self._printed > self._limits.output:
                    self._reach("output")
                    return True
            return False
        return True

    def _look(self) -> None:
        if self._measures and not self._resource:
            try:
                found = self._measures.reached()
            except (OSError, ValueError, KeyError):  # it is ending
                return
            if found:
                self._reach(found)

    def _reach(self, resource: str) -> None:
        if self._resource is None:
            self._resource = resource
            self._end()
