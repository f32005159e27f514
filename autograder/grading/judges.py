"""A judge's process as its batch sees it: asked, replaced when it dies or hangs, and ended."""

import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict

from autograder.errors import HostFault
from autograder.grading.jobs import Expected, Job
from autograder.report import Report, from_json
from autograder.sandbox import Isolation, Limits

GRACE_SECONDS = 600.0  # the judge's own start and tests, on top of what the submission may take
ENDED = "A judge's process ended while it was grading: look at the machine's memory and disk."


class JudgesProcess:
    """One judge, started when it is first asked; `kill` may come from another thread and is final."""

    def __init__(self, limits: Limits, isolation: Isolation, *, ahead: bool = False) -> None:
        self._limits = limits
        self._settings = (json.dumps(asdict(limits)), isolation.kind, isolation.program, "ahead" if ahead else "")
        self._lock = threading.Lock()
        self._killed = False
        self._process: subprocess.Popen[bytes] | None = None
        self._temporary: tempfile.TemporaryDirectory[str] | None = None  # a judge is killed, so it cannot clean up itself

    def report(self, job: Job) -> Report:
        """What the judge says about a job; a HostFault when it says nothing."""
        try:
            return from_json(_report(self._write(job), self._limits.submission_seconds))
        except (OSError, ValueError) as error:
            raise HostFault(ENDED) from error

    def expect(self, expected: Expected) -> None:
        """Let the judge start and get ready for what is likely to come; nobody waits for that."""
        with contextlib.suppress(OSError):  # it has ended, and the next job gets a new one
            self._write(expected)

    def restart(self) -> None:
        """End the process; the next job gets a new one."""
        with self._lock:
            process, self._process = self._process, None
            temporary, self._temporary = self._temporary, None
        if process:
            _end(process)
        if temporary:
            temporary.cleanup()

    def kill(self) -> None:
        """End the process for good; whoever waits for its answer then sees its end."""
        with self._lock:
            self._killed = True
            if self._process:
                self._process.kill()
                self._process.wait()
            if self._temporary:
                self._temporary.cleanup()

    def _write(self, what: Job | Expected) -> int:
        """Tell the judge, which is started if it does not run; gives the end of the pipe from which it answers."""
        process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            raise HostFault("A judge was started without pipes.")
        process.stdin.write(what.to_json().encode() + b"\n")
        process.stdin.flush()
        return process.stdout.fileno()

    def _start(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._killed:
                raise HostFault("The batch was stopped.")
            self._temporary = tempfile.TemporaryDirectory(prefix="judge-", ignore_cleanup_errors=True)
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "autograder.grading.worker", *self._settings],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"TMPDIR": self._temporary.name},
                start_new_session=True,  # Ctrl-C is for the grader alone, which then ends its judges
            )
            return self._process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _report(fd: int, seconds: float) -> str:
    """The report as JSON; a judge on a slow host says before it how many seconds it needs."""
    while True:
        for line in _lines(fd, time.monotonic() + seconds + GRACE_SECONDS).splitlines():
            match json.loads(line):
                case {"report": str(report)}:
                    return report
                case {"seconds": float(more)}:
                    seconds = more


def _lines(fd: int, deadline: float) -> bytes:
    got = bytearray()
    while not got.endswith(b"\n"):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([fd], [], [], left)[0]:
            raise HostFault("A judge did not answer in time.")
        part = os.read(fd, 2**16)
        if not part:
            raise HostFault(ENDED)
        got += part
    return bytes(got)
