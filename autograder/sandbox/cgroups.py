"""The kernel's own limits on memory and processes, where this host lets us set them: control groups, version 1 or 2."""

import contextlib
import functools
import itertools
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from autograder.sandbox.limits import Limits
from autograder.sandbox.room import SYSTEM_PATH

PREFIX = "course-sandbox-"
PROC = Path("/proc")
REMOVE_TRIES = 200  # ten milliseconds each: the kernel takes its time to let go of an ended process
NEAR_THE_LIMIT = 16 * 2**20  # bytes; the kernel charges in pieces
NUMBERS = itertools.count()
JOIN = 'echo 0 > "$1/cgroup.procs"; echo 0 > "$2/cgroup.procs"; shift 2; exec "$@"'


class Version(StrEnum):
    """Which interface the kernel offers."""

    ONE = "cgroup v1"
    TWO = "cgroup v2"


@dataclass(frozen=True)
class Parents:
    """The folders below which groups can be made, by controller; in version 2 they are one."""

    version: Version
    memory: Path
    pids: Path


class Group:
    """A group of processes with limits that the kernel keeps; OSError where it cannot be made."""

    def __init__(self, parents: Parents, limits: Limits) -> None:
        name = f"{PREFIX}{os.getpid()}-{next(NUMBERS)}"
        self._version = parents.version
        self._memory, self._pids = parents.memory / name, parents.pids / name
        for folder in self._folders():
            folder.mkdir()
        try:
            self._limit(limits)
        except OSError:
            self.remove()
            raise

    def joined(self, command: list[str]) -> list[str]:
        """The command that enters the group and becomes `command`, under the same process id."""
        return ["/bin/sh", "-euc", JOIN, "sh", str(self._memory), str(self._pids), *command]

    def processes(self) -> int:
        """How many processes and threads there are now."""
        return int((self._pids / "pids.current").read_text())

    def memory(self) -> tuple[int, int]:
        """Bytes of the processes' own memory, and bytes of files that exist in memory only."""
        stat = _numbers(self._memory / "memory.stat")
        if self._version is Version.ONE:
            return stat["total_rss"], stat.get("total_shmem", 0)
        return stat["anon"], stat.get("shmem", 0)

    def refused(self) -> str | None:
        """The resource of which the kernel has refused more; "host" where it had none left for anybody."""
        ended = "memory.oom_control" if self._version is Version.ONE else "memory.events"
        if _numbers(self._memory / ended).get("oom_kill", 0):
            return "memory" if self._own_limit_was_met() else "host"
        return "processes" if _numbers(self._pids / "pids.events").get("max", 0) else None

    def _own_limit_was_met(self) -> bool:
        if self._version is Version.TWO:
            return _numbers(self._memory / "memory.events")["max"] > 0
        # Not by the count of refusals: memory.failcnt stays 0 in some kernels.
        most, limit = (int((self._memory / f"memory.{name}_in_bytes").read_text()) for name in ("max_usage", "limit"))
        return most > limit - NEAR_THE_LIMIT

    def end(self) -> None:
        """Kill what is left in the group."""
        for number in (self._pids / "cgroup.procs").read_text().split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(number), signal.SIGKILL)

    def remove(self) -> None:
        """Remove the group, whose processes have ended."""
        for folder in self._folders():
            _remove(folder, REMOVE_TRIES)

    def _folders(self) -> list[Path]:
        return list(dict.fromkeys((self._memory, self._pids)))

    def _limit(self, limits: Limits) -> None:
        # Files in the sandbox lie in memory; the supervisor tells them apart, the kernel's limit is on both together.
        most = str(limits.memory + limits.disk)
        if self._version is Version.ONE:
            (self._memory / "memory.limit_in_bytes").write_text(most)
            _write_if_there(self._memory / "memory.memsw.limit_in_bytes", most)
        else:
            (self._memory / "memory.max").write_text(most)
            _write_if_there(self._memory / "memory.swap.max", "0")
            _write_if_there(self._memory / "memory.oom.group", "1")
        (self._pids / "pids.max").write_text(str(limits.processes))


@functools.cache
def find_parents() -> Parents | None:
    """Where groups can be made on this host, found by making one; None where they cannot."""
    for parents in _candidates():
        if _works(parents):
            return parents
    return None


def keepers_of_limits() -> str:
    """Who keeps the limits on memory and processes on this host, in words."""
    parents = find_parents()
    return f"{parents.version} and a supervisor" if parents else "a supervisor alone (no writable cgroup v1 or v2)"


def _candidates() -> Iterator[Parents]:
    memory, pids = (_own_folders("cgroup", controller) for controller in ("memory", "pids"))
    if memory and pids:
        yield Parents(Version.ONE, memory[0], pids[0])
        yield Parents(Version.ONE, memory[-1], pids[-1])
    for folder in _own_folders("cgroup2", ""):
        try:
            offered = (folder / "cgroup.subtree_control").read_text().split()
        except OSError:
            continue
        if {"memory", "pids"} <= set(offered):
            yield Parents(Version.TWO, folder, folder)


def _own_folders(kind: str, controller: str) -> list[Path]:
    """The folder of this process's group, then those above it, in the hierarchy with this controller."""
    own = next((path for names, path in _memberships() if controller in names), None)
    for root, mount, fstype, options in _mounts():
        if own and fstype == kind and (not controller or controller in options):
            inside = os.path.relpath(own, root)
            folder = mount if inside.startswith("..") else mount / inside
            return [folder, *(above for above in folder.parents if above.is_relative_to(mount))]
    return []


def _memberships() -> Iterator[tuple[list[str], str]]:
    for line in (PROC / "self" / "cgroup").read_text().splitlines():
        _, names, path = line.split(":", 2)
        yield names.split(","), path


def _mounts() -> Iterator[tuple[str, Path, str, list[str]]]:
    for line in (PROC / "self" / "mountinfo").read_text().splitlines():
        before, after = line.split(" - ", 1)
        root, mount = before.split()[3:5]
        fstype, _, options = after.split(" ", 2)
        yield root, Path(mount), fstype, options.split(",")


def _works(parents: Parents) -> bool:
    try:
        for parent in {parents.memory, parents.pids}:
            _sweep(parent)
        group = Group(parents, Limits())
    except OSError:
        return False
    try:
        entered = subprocess.run(group.joined(["true"]), check=False, capture_output=True, env={"PATH": SYSTEM_PATH})
        return entered.returncode == 0 and group.refused() is None and group.processes() == 0 and group.memory()[0] >= 0
    except (OSError, KeyError, ValueError):
        return False
    finally:
        group.remove()


def _sweep(parent: Path) -> None:
    """Remove the empty groups of graders that were killed."""
    for left in parent.glob(f"{PREFIX}*"):
        owner = left.name.removeprefix(PREFIX).split("-")[0]
        if not (PROC / owner).exists():
            _remove(left, 1)


def _remove(folder: Path, tries: int) -> None:
    for _ in range(tries):
        try:
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.01)
        else:
            return


def _numbers(file: Path) -> dict[str, int]:
    pairs = (line.split() for line in file.read_text().splitlines())
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2}


def _write_if_there(file: Path, text: str) -> None:
    if file.exists():
        file.write_text(text)
