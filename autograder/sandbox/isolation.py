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
PROBES = 5  # a kind that works fails only where a probe is killed from outside; another kind would be another grading


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
    """Whether a sandbox starts; one failure may be a disturbance, all of them are an answer."""
    try:
        return any(_starts(isolation) for _ in range(PROBES))
    except (OSError, subprocess.TimeoutExpired):
        return False


def _starts(isolation: Isolation) -> bool:
    """Whether a sandbox that has nothing to do says that it is ready."""
    command = isolation.command(learners_room(), Limits())
    probe = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PROBE_SECONDS, check=False, env={"PATH": SYSTEM_PATH}
    )
    return probe.returncode == 0 and b"ready" in probe.stdout
