"""One command, measured from outside: seconds, CPU seconds of all that it started, and its largest process."""

import os
import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What a command took; `cpu` counts every process that ended, `largest` is the peak of one process in MiB."""

    seconds: float
    cpu: float
    largest: float


def measured(command: list[str], folder: Path) -> Cost:
    """Run a command to its end; CalledProcessError with its last words when it fails."""
    script = ["/bin/sh", "-c", 'exec "$@"', "sh", *command]
    began = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(script, cwd=folder, env=os.environ, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout[-2000:], done.stderr[-2000:])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.monotonic() - began, cpu, after.ru_maxrss / 1024)
