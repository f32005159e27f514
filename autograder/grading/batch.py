"""Many submissions: a few judges side by side, each of which may die without taking the batch along."""

import contextlib
import json
import os
import queue
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from autograder.errors import HostFault
from autograder.grading.jobs import Job
from autograder.report import Report, Status, from_json
from autograder.sandbox import Isolation, Limits, find_isolation

TRIES = 2  # a judge that dies is replaced once; a second death is reported as a fault of the host
GRACE_SECONDS = 600.0  # the judge's own start and tests, on top of what the submission may take


def grade_many(
    jobs: Sequence[Job], workers: int = 1, limits: Limits | None = None, isolation: Isolation | None = None
) -> Iterator[tuple[Job, Report]]:
    """Grade jobs in `workers` judges and yield each report as it comes; NoSandbox before any is begun."""
    isolation = isolation or find_isolation()
    waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    done: queue.SimpleQueue[tuple[Job, Report] | BaseException] = queue.SimpleQueue()
    judges = [_Judge(waiting, done, limits or Limits(), isolation) for _ in range(max(1, min(workers, len(jobs))))]
    for judge in judges:
        judge.start()
    try:
        for _ in jobs:
            outcome = done.get()
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome
    finally:
        for judge in judges:
            judge.stop()


class _Judge(threading.Thread):
    """Feeds one judge's process; replaces it when it dies or hangs."""

    def __init__(
        self,
        waiting: "queue.SimpleQueue[Job]",
        done: "queue.SimpleQueue[tuple[Job, Report] | BaseException]",
        limits: Limits,
        isolation: Isolation,
    ) -> None:
        super().__init__(daemon=True)
        self._waiting = waiting
        self._done = done
        self._limits = limits
        self._isolation = isolation
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()

    def run(self) -> None:
        try:
            while not self._stopping.is_set():
                job = self._waiting.get_nowait()
                self._done.put((job, self._graded(job)))
        except queue.Empty:
            pass
        except BaseException as error:
            self._done.put(error)
        finally:
            self._end()

    def stop(self) -> None:
        """Take no further job and end the process."""
        self._stopping.set()
        self._end()

    def _graded(self, job: Job) -> Report:
        reason = ""
        for _ in range(TRIES):
            try:
                report = from_json(self._asked(job))
            except HostFault as fault:
                reason = str(fault)
                self._end()
                continue
            if report.status is not Status.HOST_FAULT:
                return report
            reason = report.reason
            self._end()
        return Report(job.unit, Status.HOST_FAULT, "", "", "", "", reason=reason)

    def _asked(self, job: Job) -> str:
        process = self._process or self._new_process()
        if process.stdin is None or process.stdout is None:
            raise HostFault("A judge was started without pipes.")
        try:
            process.stdin.write(job.to_json().encode() + b"\n")
            process.stdin.flush()
            line = _line(process.stdout.fileno(), time.monotonic() + self._limits.submission_seconds + GRACE_SECONDS)
            return str(json.loads(line)["report"])
        except (OSError, ValueError) as error:
            raise HostFault("A judge's process ended while it was grading: look at the machine's memory and disk.") from error

    def _new_process(self) -> subprocess.Popen[bytes]:
        if self._stopping.is_set():
            raise HostFault("The batch was stopped.")
        settings = (json.dumps(asdict(self._limits)), self._isolation.kind, self._isolation.program)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "autograder.grading.worker", *settings],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()


def _line(fd: int, deadline: float) -> bytes:
    got = bytearray()
    while not got.endswith(b"\n"):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([fd], [], [], left)[0]:
            raise HostFault("A judge did not answer in time.")
        part = os.read(fd, 2**16)
        if not part:
            raise HostFault("A judge's process ended while it was grading: look at the machine's memory and disk.")
        got += part
    return bytes(got)
