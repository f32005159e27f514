"""One command or call, measured from outside: seconds, CPU seconds of all processes that it used, and the largest of them."""

import ctypes
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER, linux/prctl.h
PAUSE = 0.2  # seconds between two looks; a process that lives less is not seen


@dataclass(frozen=True)
class Cost:
    """What a command took; `cpu` counts every process below it, `largest` is the peak of one process in MiB."""

    seconds: float
    cpu: float
    largest: float

    def __add__(self, other: "Cost") -> "Cost":
        """Both, one after the other."""
        return Cost(self.seconds + other.seconds, self.cpu + other.cpu, max(self.largest, other.largest))


@dataclass
class _Seen:
    """By process, the CPU seconds and the peak of memory when it was last looked at."""

    cpu: dict[tuple[int, float], float] = field(default_factory=dict)
    peak: float = 0.0

    def look(self) -> None:
        """Note every process below this one."""
        for process in psutil.Process().children(recursive=True):
            try:
                with process.oneshot():
                    times = process.cpu_times()
                    self.cpu[process.pid, process.create_time()] = times.user + times.system
                    self.peak = max(self.peak, process.memory_info().rss / 2**20)
            except psutil.NoSuchProcess:
                continue


def measured(command: list[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end; CalledProcessError with its last words when it fails."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)  # who loses a parent stays below this process

    def run() -> None:
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT, check=False)
            if done.returncode:
                said.seek(0)
                raise subprocess.CalledProcessError(done.returncode, command, said.read()[-4000:])

    return measured_call(run)


def measured_call(call: Callable[[], object]) -> Cost:
    """Measure a call that asks processes below this one; what they took before it does not count."""
    before, seen, done = _Seen(), _Seen(), threading.Event()
    before.look()

    def watch() -> None:
        while not done.wait(PAUSE):
            seen.look()

    watching = threading.Thread(target=watch)
    watching.start()
    began = time.monotonic()
    try:
        call()
    finally:
        seconds = time.monotonic() - began
        done.set()
        watching.join()
    seen.look()
    return Cost(seconds, sum(cpu - before.cpu.get(process, 0.0) for process, cpu in seen.cpu.items()), seen.peak)
