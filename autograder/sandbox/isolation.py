"""Which isolation this host offers, found by trying it."""

import functools
import subprocess
from dataclasses import dataclass
from enum import StrEnum

from autograder.errors import NoSandbox
from autograder.sandbox import bubblewrap, unshare
from autograder.sandbox.limits import Limits
from autograder.sandbox.room import PROGRAM, SYSTEM_PATH, Room, learners_room

PROBE_SECONDS = 120
NOT_STARTED = 1
SIGNALLED = 128  # what a shell, and bubblewrap, add to the number of the signal that ended a program


class Kind(StrEnum):
    """The kinds of isolation, best first; the last one only where a person trusts the notebook."""

    BUBBLEWRAP = "bubblewrap"
    UNSHARE = "unshare"
    NONE = "none (trusted)"


@dataclass(frozen=True)
class Isolation:
    """A kind of isolation and the program that provides it."""

    kind: Kind
    program: str = ""

    def command(self, room: Room, limits: Limits) -> list[str]:
        """The command line that starts the learner's program."""
        match self.kind:
            case Kind.BUBBLEWRAP:
                return bubblewrap.command(self.program, room, limits)
            case Kind.UNSHARE:
                return unshare.command(self.program, room, limits)
        return list(PROGRAM)


@functools.cache
def find_isolation(wanted: Kind | None = None) -> Isolation:
    """The first isolation that works here; NoSandbox says how to get one."""
    for kind, provider in ((Kind.BUBBLEWRAP, bubblewrap), (Kind.UNSHARE, unshare)):
        program = provider.find_program()
        if program and wanted in (None, kind) and _works(Isolation(kind, program)):
            return Isolation(kind, program)
    raise NoSandbox(
        "This host offers no sandbox, so nothing was graded: allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, "
        "or kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu) or grade on another machine; "
        "to check only your own notebook, add --trust-me."
    )


def _works(isolation: Isolation) -> bool:
    """Whether a sandbox starts; one that was ended by a signal says nothing about that, so it is tried once more."""
    code = _probe(isolation)
    if code < 0 or code > SIGNALLED:
        code = _probe(isolation)
    return code == 0


def _probe(isolation: Isolation) -> int:
    """The exit code of a sandbox that has nothing to do; negative, or above 128, when a signal ended it."""
    command = isolation.command(learners_room("0"), Limits())
    try:
        probe = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=False,
            env={"PATH": SYSTEM_PATH},
        )
    except (OSError, subprocess.TimeoutExpired):
        return NOT_STARTED
    return probe.returncode or (0 if b"ready" in probe.stdout else NOT_STARTED)
