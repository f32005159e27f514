"""How near a sandbox is to its limits, seen from outside."""

import threading

from autograder.sandbox.cgroups import Group
from autograder.sandbox.limits import Limits
from autograder.sandbox.window import Window

LAST_PAGES = 64 * 2**10  # bytes; a folder is full a little before its last byte
PATIENCE_SECONDS = 10.0


class Measures:
    """By the kernel's own count where there is a group, and by a look at the processes otherwise."""

    def __init__(self, window: Window, group: Group | None, limits: Limits) -> None:
        self._window = window
        self._group = group
        self._limits = limits
        self._scales = Scales(window)

    def reached(self) -> str | None:
        """The resource that the sandbox is out of now, if there is one."""
        if self._group and (refused := self._group.refused()):
            return refused
        if self._processes() > self._limits.processes:
            return "processes"
        used, files = self._window.disk()
        if used >= self._limits.disk - LAST_PAGES or files >= self._limits.files:
            return "disk"
        return "memory" if self._memory(used) > self._limits.memory else None

    def settle(self) -> None:
        """Wait for a weighing that has begun."""
        self._scales.settle(PATIENCE_SECONDS)

    def close(self) -> None:
        """Let go of the sandbox, whose processes have ended."""
        self._scales.settle(None)
        self._window.close()

    def _processes(self) -> int:
        return self._group.processes() if self._group else self._window.processes(self._limits.processes + 1)

    def _memory(self, on_disk: int) -> int:
        if self._group:
            own, files = self._group.memory()
            return own + max(0, files - on_disk)  # files in memory that lie in no folder are memory
        resident = self._window.resident()
        return resident if resident <= self._limits.memory else self._scales.weight()


class Scales:
    """Weighs in a thread of its own: a process that is being copied makes its reader wait, and a bomb must be seen meanwhile."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._weight = 0
        self._thread: threading.Thread | None = None

    def weight(self) -> int:
        """What the last weighing gave, in bytes; begins the next one."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._weigh, name="sandbox-scales", daemon=True)
            self._thread.start()
        return self._weight

    def settle(self, seconds: float | None) -> None:
        """Wait for a weighing that has begun."""
        if self._thread:
            self._thread.join(seconds)

    def _weigh(self) -> None:
        try:
            self._weight = self._window.weight()
        except OSError:  # it is ending
            return
