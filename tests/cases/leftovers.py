"""What a submission left behind on the host: processes, files, control groups."""

import contextlib
import ctypes
import os
import tempfile
import time
from pathlib import Path

import psutil

PR_SET_CHILD_SUBREAPER = 36
OURS = ("java", "pyspark.daemon")  # the judge's own session
GROUPS = Path("/sys/fs/cgroup")
SECONDS = 20.0  # the kernel ends a namespace's processes in its own time


def adopt_orphans() -> None:
    """Make this process the parent of whatever its descendants leave behind, so that it can be seen."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


class Watch:
    """Remembers what is there now, and later names what was added."""

    def __init__(self) -> None:
        self._files = _files()
        self._groups = _groups()

    def left(self) -> list[str]:
        """Everything added that does not go away by itself."""
        deadline = time.monotonic() + SECONDS
        while (found := self._added()) and time.monotonic() < deadline:
            time.sleep(0.05)
        return found

    def _added(self) -> list[str]:
        return [*_processes(), *sorted(_files() - self._files), *sorted(_groups() - self._groups)]


def _processes() -> list[str]:
    found = []
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error, OSError):
            if child.status() == psutil.STATUS_ZOMBIE:
                if child.ppid() == os.getpid():
                    os.waitpid(child.pid, os.WNOHANG)
                continue
            words = " ".join(child.cmdline())
            if not (_namespace(child.pid) == _namespace(os.getpid()) and any(ours in words for ours in OURS)):
                found.append(f"process {words[:120]}")
    return found


def _namespace(pid: int) -> str:
    return str(Path(f"/proc/{pid}/ns/pid").readlink())


def _files() -> set[str]:
    """What lies in this lane's folder for temporary files; the judge's Spark keeps folders of its own there."""
    place = Path(tempfile.gettempdir())
    return {str(path) for path in place.iterdir() if not path.name.startswith(("spark-", "blockmgr-", "artifacts-", "hsperf"))}


def _groups() -> set[str]:
    """Control groups of this process's own making."""
    mine = f"-{os.getpid()}"
    return {str(path) for path in GROUPS.glob("*/*") if path.is_dir() and mine in path.name}
