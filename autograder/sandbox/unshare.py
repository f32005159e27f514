"""The same room by util-linux alone, for hosts where bubblewrap is missing."""

import shlex
import shutil
import sys
from pathlib import Path

from autograder.sandbox.limits import Limits
from autograder.sandbox.room import HOME, PROGRAM, SYSTEM_PATH, Room, kernel_settings

NEEDED = ("unshare", "mount", "umount", "pivot_root", "setpriv")
DEVICES = ("null", "zero", "full", "random", "urandom")
NEW_ROOT = "/sys"  # a folder that every Linux has and from which the room shows nothing
LOOPBACK_UP = (
    "import fcntl, socket, struct; fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sH14x', b'lo', 0x49))"  # SIOCSIFFLAGS, up
)
NAMESPACES = ("--user", "--map-root-user", "--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child")


def find_program() -> str | None:
    """Where `unshare` is, if everything that goes with it is there too."""
    found = [shutil.which(tool, path=SYSTEM_PATH) for tool in NEEDED]
    return found[0] if all(found) else None


def command(program: str, room: Room, limits: Limits) -> list[str]:
    """The command line that builds the room inside new namespaces, drops every capability, and starts the program."""
    # Killed with its parent, as bubblewrap is: an endless cell would otherwise outlive a killed grader.
    return ["setpriv", "--pdeathsig", "KILL", program, *NAMESPACES, "sh", "-euc", _script(room, limits)]


def _script(room: Room, limits: Limits) -> str:
    quote = shlex.quote
    options = f"size={limits.disk},nr_inodes={limits.files},mode=1777"
    lines = [
        f"{quote(sys.executable)} -Sc {quote(LOOPBACK_UP)}",
        "umask 022",
        "mount --make-rprivate /",
        f"mount -t tmpfs -o size=16m,mode=0755 none {NEW_ROOT}",
        f"cd {NEW_ROOT}",
        "mkdir proc dev etc",
    ]
    lines += [f"ln -s {quote(target)} .{quote(place)}" for place, target in room.links.items()]
    for place in room.writable:  # first, so that they cover nothing: the course itself may lie below /tmp
        lines += [f"mkdir -p .{quote(place)}", f"mount -t tmpfs -o {options} none .{quote(place)}"]
    for place, source in room.shown.items():
        lines += _shown(place, source)
    for device in DEVICES:
        lines += [f": > dev/{device}", f"mount --bind /dev/{device} dev/{device}"]
    lines += ["mount -t proc proc proc"]
    lines += ["echo 0 > proc/sys/user/max_user_namespaces"]  # in one of its own, a process could mount memory that nobody counts
    for place in kernel_settings():
        lines += [f"mount --bind .{place} .{place}", f"mount -o remount,bind,ro .{place}"]
    lines += ["mkdir .old", "pivot_root . .old", "umount -l /.old", "rmdir /.old"]
    lines += ["mount -o remount,bind,ro /", f"cd {HOME}"]
    environment = " ".join(quote(f"{name}={value}") for name, value in room.environment.items())
    drop = "setpriv --no-new-privs --bounding-set=-all --inh-caps=-all"
    # The shell stays as the namespace's first process, which no signal from inside can end: the learner's must not be it.
    return "\n".join([*lines, f"{drop} env -i {environment} {shlex.join(PROGRAM)}", "exit $?"])


def _shown(place: str, source: str) -> list[str]:
    inside = f".{shlex.quote(place)}"
    folder = Path(place) if Path(source).is_dir() else Path(place).parent
    make = [f"mkdir -p .{shlex.quote(str(folder))}"] + ([] if Path(source).is_dir() else [f": > {inside}"])
    return [*make, f"mount --rbind {shlex.quote(source)} {inside}", f"mount -o remount,bind,ro {inside}"]
