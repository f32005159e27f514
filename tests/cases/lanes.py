"""Cases spread over a few judges' processes, each replaced when it dies or hangs."""

import contextlib
import os
import queue
import select
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence

from autograder.layout import ROOT
from cases.catalogue import Case
from cases.outcome import Outcome
from cases.places import TESTS

SECONDS = 300  # for a case and its canary
PATIENCE = 10  # seconds for a process to end by itself
LOG = ROOT / "build" / "cases.log"


def run_all(cases: Sequence[Case], lanes: int = 2, write: bool = False) -> Iterator[Outcome]:
    """Run each case once, `lanes` at a time, and yield each outcome as it comes.

    Half of the lanes begin with the cases that mostly wait, the others with those that keep the cores busy: each kind has the other
    beside it, and a lane starts Spark once.
    """
    waiting = deque(sorted(cases, key=lambda case: (case.unit != "plain", case.unit)))
    done: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
    running = [_Lane((waiting.popleft, waiting.pop)[number % 2], done, write) for number in range(max(1, min(lanes, len(cases))))]
    for lane in running:
        lane.start()
    try:
        for _ in cases:
            yield done.get()
    finally:
        for lane in running:
            lane.stop()


class _Lane(threading.Thread):
    """Feeds one process, case by case."""

    def __init__(self, next_case: Callable[[], Case], done: "queue.SimpleQueue[Outcome]", write: bool) -> None:
        super().__init__(daemon=True)
        self._next, self._done, self._write = next_case, done, write
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = False

    def run(self) -> None:
        while not self._stopping:
            try:
                case = self._next()
            except IndexError:  # none is left
                break
            self._done.put(self._outcome(case))
        self.stop()

    def stop(self) -> None:
        """Take no further case and end the process."""
        self._stopping = True
        process, self._process = self._process, None
        if process and process.stdin and process.stdout:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)  # it removes what it keeps in /tmp
            process.kill()
            process.wait()
            process.stdout.close()

    def _outcome(self, case: Case) -> Outcome:
        try:
            return Outcome.from_json(self._asked(case))
        except (OSError, ValueError) as error:
            stopping = self._stopping
            self.stop()
            self._stopping = stopping
            return Outcome(case.name, unexpected=f"the judge's process ended or hung: {error}")

    def _asked(self, case: Case) -> str:
        process = self._process = self._process or _started(self._write)
        if not process.stdin or not process.stdout:
            raise OSError("no pipes")
        process.stdin.write(f"{case.folder}\n".encode())
        process.stdin.flush()
        if not select.select([process.stdout], [], [], SECONDS)[0]:
            raise OSError(f"no answer within {SECONDS} seconds")
        return process.stdout.readline().decode()


def _started(write: bool) -> "subprocess.Popen[bytes]":
    LOG.parent.mkdir(exist_ok=True)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(TESTS)))}
    with LOG.open("ab") as log:
        command = [sys.executable, "-m", "cases.lane", *(["--write"] if write else [])]
        return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
