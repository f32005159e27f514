"""How much memory this machine or container gives, and one sentence where a notebook with Spark will not fit into it."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

MIB = 2**20
NEEDED = 1_900 * MIB  # a notebook and JupyterLab, unless the unit's manifest says more; course/DEVELOPERS.md: how measured
SERVER = 150 * MIB  # JupyterLab's own part of it
ROOMY = 6_500 * MIB  # where so much is given, a judge and the next learner's process may stay
STAYS = 1_450 * MIB  # what these two take between two checks
CHECK = 1_600 * MIB  # what a check takes beside the notebook that asks for it
GROUPS = Path("/sys/fs/cgroup")
OWN = Path("/proc/self/cgroup")
MACHINE = Path("/proc/meminfo")
LIMITS = ("memory.max", "memory.limit_in_bytes")  # of control groups, version 2 and 1
USED = ("memory.current", "memory.usage_in_bytes")
CACHE = ("inactive_file", "total_inactive_file")  # of files, which the kernel gives back when somebody needs it


def given() -> int:
    """The most bytes that all processes here may take together: the machine's, or a container's limit below that."""
    return min([_machine(), *(limit for limit, _ in _groups())])


def left() -> int | None:
    """The bytes that a container has left; None on a whole machine, which swaps before it ends a process."""
    return min((limit - used for limit, used in _groups()), default=None)


def room_to_stay(more: int = 0) -> bool:
    """Whether a judge may stay for the next check, `more` bytes of it still to come, and another notebook still fits."""
    return given() >= ROOMY and _free() >= NEEDED + more


def needed(unit: Path) -> int:
    """The most bytes that a notebook of a unit's folder and JupyterLab take; its manifest says where that is more than usual."""
    manifest = unit.parent / "module.toml"
    units = tomllib.loads(manifest.read_text(encoding="utf-8"))["unit"] if manifest.is_file() else []
    return max([NEEDED, *(each.get("memory", 0) * MIB for each in units if each["name"] == unit.name)])


def sentence(most: int = NEEDED) -> str:
    """What to know and do where a notebook that takes so much does not fit into what is given; empty where it does."""
    if given() >= most:
        return ""
    return (
        f"There are {_mib(given())} of memory here, and a notebook with Spark takes up to {_mib(most)}, so its kernel may end "
        "without a word: open the course on a machine with more, or run one notebook at a time."
    )


def crowded() -> str:
    """What to do where others have taken what a notebook needs; empty where enough is left."""
    return _too_little_for("A notebook with Spark takes", NEEDED - SERVER, "its kernel may end without a word")


def no_room_for_a_check() -> str:
    """What to do where a check, with a Spark for the answers and one for the tests, does not fit; empty where it does."""
    return _too_little_for("A check takes", CHECK, "nothing was checked")


def _too_little_for(what: str, needed: int, so: str) -> str:
    room = left()
    if room is None or room >= needed:
        return ""
    way_out = (
        "open the course on a machine with more."
        if given() < needed
        else "save your work, shut down the notebooks that run (in JupyterLab: Kernel, Shut Down All Kernels), and run it first."
    )
    return f"{what} up to {_mib(needed)} of memory and {_mib(room)} are left here, so {so}: {way_out}"


def _groups() -> Iterator[tuple[int, int]]:
    """Limit and use of each control group above this process that limits it."""
    for place in _places():
        for limit_file, used_file, cache in zip(LIMITS, USED, CACHE, strict=True):
            limit, used = _number(place / limit_file), _number(place / used_file)
            if limit is not None and limit < _machine() and used is not None:
                yield limit, used - _listed(place / "memory.stat").get(cache, 0)


def _free() -> int:
    """The bytes that nobody needs now on this machine, or that a container's limit leaves below that."""
    listed = _listed(MACHINE)
    machine = listed["MemAvailable:"] * 1024 if "MemAvailable:" in listed else _machine()  # kB of 1,024 bytes
    room = left()
    return machine if room is None else min(machine, room)


def _machine() -> int:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _places() -> Iterator[Path]:
    """The folders of control groups that may hold a limit; in a container, its own is often the top one."""
    lines = OWN.read_text().splitlines() if OWN.is_file() else []
    for _, names, path in (line.split(":", 2) for line in lines):
        if names in ("", "memory"):
            top = GROUPS / names
            own = top / path.lstrip("/")
            yield from (place for place in (own, *own.parents) if place.is_relative_to(top))


def _listed(file: Path) -> dict[str, int]:
    pairs = (line.split()[:2] for line in file.read_text().splitlines()) if file.is_file() else ()
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2}


def _number(file: Path) -> int | None:
    """The number in a file; None where there is no file, or it says that there is no limit."""
    text = file.read_text().strip() if file.is_file() else ""
    return int(text) if text.isdecimal() else None


def _mib(count: int) -> str:
    return f"{count // MIB:,} MiB"
