"""Hosts of their own for the tests of a cluster: network namespaces on one bridge where the machine allows them, else none."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

BRIDGE = "course-br0"
NETWORK = "10.213.77"


@dataclass(frozen=True)
class Host:
    """Where a program runs: its address, and the words that put a command there."""

    address: str
    enter: tuple[str, ...] = ()


@contextlib.contextmanager
def hosts(count: int) -> Iterator[list[Host]]:
    """The first host is where the test runs; the others have a network of their own, if that can be made."""
    try:
        try:
            made = [_begin(), *(_namespace(number) for number in range(1, count))]
        except (OSError, subprocess.CalledProcessError):
            made = [Host("127.0.0.1")] * count
        yield made
    finally:
        _clear(count)


def _begin() -> Host:
    _ip("link", "add", BRIDGE, "type", "bridge")
    _ip("addr", "add", f"{NETWORK}.1/24", "dev", BRIDGE)
    _ip("link", "set", BRIDGE, "up")
    return Host(f"{NETWORK}.1")


def _namespace(number: int) -> Host:
    name, outside, inside = f"course-{number}", f"course-v{number}", "eth0"
    address = f"{NETWORK}.{number + 1}"
    _ip("netns", "add", name)
    _ip("link", "add", outside, "type", "veth", "peer", "name", inside, "netns", name)
    _ip("link", "set", outside, "master", BRIDGE, "up")
    for words in (("addr", "add", f"{address}/24", "dev", inside), ("link", "set", inside, "up"), ("link", "set", "lo", "up")):
        _ip("-n", name, *words)
    return Host(address, (_program(), "netns", "exec", name))


def _clear(count: int) -> None:
    with contextlib.suppress(OSError):
        for words in (*(("netns", "del", f"course-{number}") for number in range(1, count)), ("link", "del", BRIDGE)):
            subprocess.run([_program(), *words], capture_output=True, check=False)


def _ip(*words: str) -> None:
    subprocess.run([_program(), *words], capture_output=True, check=True)


def _program() -> str:
    found = shutil.which("ip", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if not found:
        raise FileNotFoundError("ip")
    return found
