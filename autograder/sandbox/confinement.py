"""One started sandbox: its process, the limits around it, and its end."""

import contextlib
import os
import select
import signal
import subprocess
from collections.abc import Mapping

import psutil

from autograder.errors import HostFault
from autograder.sandbox.cgroups import Group, find_parents
from autograder.sandbox.limits import Limits
from autograder.sandbox.measures import Measures
from autograder.sandbox.room import WRITABLE
from autograder.sandbox.supervisor import Supervisor
from autograder.sandbox.window import Window

END_SECONDS = 60.0


class Confinement:
    """A process with pipes to it; `watch` puts it under supervision once it has said that it is ready."""

    def __init__(self, command: list[str], environment: Mapping[str, str], limits: Limits, behind_walls: bool) -> None:
        self._limits = limits
        self._behind_walls = behind_walls
        self._group = self._new_group() if behind_walls else None
        self._supervisor: Supervisor | None = None
        self._measures: Measures | None = None
        self._first: int | None = None  # a handle on the first process inside, with which all others end
        self.process = subprocess.Popen(
            self._group.joined(command) if self._group else command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
        if self.process.stdin:
            os.set_blocking(self.process.stdin.fileno(), False)  # a process that does not read must not hold the judge up

    def ended_silently(self, seconds: float) -> bool:
        """Wait for its first words; whether it ended before, so that what it had started may hold the pipe for ever."""
        if not self._behind_walls or self.process.stdout is None:  # without walls it starts nothing, and its pipe ends with it
            return False
        end = os.pidfd_open(self.process.pid)
        try:
            return select.select([self.process.stdout.fileno(), end], [], [], seconds)[0] == [end]
        finally:
            os.close(end)

    def watch(self) -> None:
        """Read its output away and measure it from now on; HostFault where this host does not let us look inside."""
        if self._behind_walls:
            try:
                first = psutil.Process(self.process.pid).children()[0].pid
                self._first = os.pidfd_open(first)
                self._measures = Measures(Window(first, WRITABLE), self._group, self._limits)
            except (OSError, psutil.Error, IndexError) as error:
                raise HostFault("The sandbox cannot be measured from outside: allow /proc to be read on this machine.") from error
        if self.process.stderr is None:
            raise HostFault("The sandbox was started without a pipe for its output.")
        self._supervisor = Supervisor(self.process.stderr.fileno(), self._limits, self._measures, self._end)

    def reached(self) -> str | None:
        """The resource that the sandbox is out of, seen from outside."""
        return self._supervisor.reached() if self._supervisor else None

    def close(self) -> None:
        """End the process and everything that it started, and leave nothing behind."""
        if self._supervisor:
            self._supervisor.close()
            self._supervisor = None
        self._end()
        self.process.wait()
        if self._first is not None:
            select.select([self._first], [], [], END_SECONDS)  # readable when the last process inside is gone
            os.close(self._first)
            self._first = None
        if self._measures:
            self._measures.close()
            self._measures = None
        if self._group:
            self._group.end()
            self._group.remove()
            self._group = None
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()

    def _end(self) -> None:
        """Kill the first process inside, or the whole session where there is none; whoever waits for it outside then ends too."""
        with contextlib.suppress(ProcessLookupError):
            if self._first is not None:
                signal.pidfd_send_signal(self._first, signal.SIGKILL)
            elif self.process.returncode is None:  # it may have ended, and what it started not; nobody else has its number yet
                os.killpg(self.process.pid, signal.SIGKILL)

    def _new_group(self) -> Group | None:
        parents = find_parents()
        try:
            return Group(parents, self._limits) if parents else None
        except OSError as error:
            raise HostFault("A control group could not be made for the sandbox: look at /sys/fs/cgroup.") from error
