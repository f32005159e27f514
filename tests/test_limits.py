"""Each limit has its verdict and its sentence, whoever keeps it: the kernel's groups, or the supervisor alone."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from processes import anywhere

from autograder.boundary.frames import Closed
from autograder.errors import HostFault, LearnerRaised, OutOf
from autograder.sandbox import Limits, ReplayingLearner, cgroups, confinement, find_isolation
from autograder.sandbox import learner as learners
from autograder.sandbox.isolation import Kind
from autograder.sandbox.limits import MIB

SMALL = Limits(cell_seconds=30, memory=400 * MIB, processes=40, disk=50 * MIB, files=2000, output=4 * MIB)
ENDLESS = {
    "memory": "held = []\nwhile True: held.append(bytearray(10**6))",
    "memory, by children": "import os, time\nfor _ in range(6):\n    if not os.fork(): held = bytearray(10**8); time.sleep(60)\ntime.sleep(60)",
    "memory, in files that no folder has": "import os\nfiles = [os.memfd_create('x') for _ in range(20)]\nfor file in files:\n"
    "    for _ in range(50): os.write(file, bytes(10**6))\nimport time; time.sleep(60)",
    "processes": "import os, time\nfor _ in range(6): os.fork()\ntime.sleep(60)",
    "processes, as threads": "import threading, time\nfor _ in range(60): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    "time.sleep(60)",
    "processes, detached": "import os, time\nfor _ in range(60):\n    if not os.fork(): os.setsid(); os.fork(); time.sleep(60)\ntime.sleep(60)",
    "disk": "with open('large', 'wb') as file:\n    while True: file.write(bytes(10**6))",
    "disk, the error swallowed": "with open('/tmp/large', 'wb', buffering=0) as file:\n    while True:\n"
    "        try: file.write(bytes(10**6))\n        except OSError: pass",
    "disk, over all folders": "import itertools\nfor folder in itertools.cycle(['/tmp', '/dev/shm', '.']):\n"
    "    with open(f'{folder}/large', 'ab') as file: file.write(bytes(10**6))",
    "disk, many files": "for number in range(10**6): open(f'/tmp/{number}', 'w').close()",
    "disk, a sparse file": "with open('/tmp/sparse', 'wb') as file: file.truncate(10 * 2**30)",
    "output": "import os\nwhile True: os.write(1, bytes(10**6))",
    "output, as errors": "import os\nwhile True: os.write(2, bytes(10**6))",
    "output, one line": "print('x' * 20 * 10**6, flush=True)",
    "output, after the cell": "import os, threading\ndef flood():\n    while True: os.write(1, bytes(10**6))\n"
    "threading.Thread(target=flood, daemon=True).start()\nimport time; time.sleep(60)",
}
NEEDS_A_GROUP = {"memory, in files that no folder has"}
Start = Callable[[], ReplayingLearner]


@pytest.fixture(params=[(kind, grouped) for kind in (Kind.BUBBLEWRAP, Kind.UNSHARE) for grouped in (True, False)],
                ids=lambda param: f"{param[0]}-{'group' if param[1] else 'supervisor'}")  # fmt: skip
def start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    kind, grouped = request.param
    if grouped:
        writable_groups()
    if not grouped:
        monkeypatch.setattr(confinement, "find_parents", lambda: None)
    learner = ReplayingLearner(find_isolation(kind), SMALL)
    yield lambda: learner
    learner.close()


@pytest.mark.slow
@pytest.mark.parametrize("what", ENDLESS)
def test_what_goes_over_a_limit_is_out_of_it_and_leaves_nothing_behind(
    start: Start, what: str, request: pytest.FixtureRequest
) -> None:
    if what in NEEDS_A_GROUP and "supervisor" in request.node.name:
        pytest.skip("only the kernel counts files that no folder has")
    learner = start()
    learner.run(f"kept = 1; mark = {(mark := f'limits-{os.getpid()}')!r}")
    resource = what.split(",")[0]
    with pytest.raises(OutOf) as out:
        learner.run(f"__import__('ctypes').CDLL(None).prctl(15, {mark[-15:].encode()!r})\n{ENDLESS[what]}")
    assert out.value.resource == resource
    assert str(out.value) == str(SMALL.reached(resource))
    assert named(mark[-15:]) == groups() == []
    assert learner.get("kept") == 1


@pytest.mark.slow
@pytest.mark.parametrize("what", ["import os, signal; os.kill(-1, signal.SIGKILL)",
    "import signal\nfor number in range(1, 65):\n    try: signal.signal(number, signal.SIG_IGN)\n    except (OSError, ValueError): pass"])  # fmt: skip
def test_signals_reach_nobody_outside_and_ignoring_them_keeps_nobody_alive(start: Start, what: str) -> None:
    learner = start()
    with contextlib.suppress(LearnerRaised):  # where there was nobody else inside
        learner.run(what)
    assert learner.get("__name__") == "__main__"
    learner.close()
    assert groups() == []


@pytest.mark.slow
def test_a_process_that_reads_nothing_is_out_of_time_and_holds_nobody_up(start: Start) -> None:
    learner = start()
    learner._limits = Limits(cell_seconds=2)
    learner.run("import os\ndef late(data):\n    return len(data)")
    forged = (
        "import json, os, struct, time\nheader = json.dumps({'ok': None}).encode()\n"
        "pipes = [int(fd) for fd in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{fd}') "
        "and os.readlink(f'/proc/self/fd/{fd}').startswith('pipe:') and int(fd) > 2]\n"
        "for fd in pipes:\n    try: os.write(fd, struct.pack('>QQ', 1, len(header)) + header)\n    except OSError: pass\n"
        "while True: time.sleep(60)"
    )
    learner.run(forged)
    with pytest.raises(OutOf, match="2 seconds"):
        learner.call("late", (b"x" * 2**20,), {})


@pytest.mark.slow
def test_no_memory_is_held_where_nobody_counts_it(start: Start) -> None:
    learner = start()
    learner.run("""
import ctypes, os
def fails(call):
    try: return call() == -1
    except OSError: return True
device = fails(lambda: os.open('/dev/file', os.O_CREAT | os.O_WRONLY))
namespace = fails(lambda: ctypes.CDLL(None).unshare(0x10000000))
""")
    assert learner.get("device") is True
    assert learner.get("namespace") is True


@pytest.mark.parametrize(("inside", "grouped"), [("sleep", True), ("setsid sleep", True), ("sleep", False)])
def test_a_sandbox_that_is_killed_while_it_is_built_is_noticed_and_leaves_nothing(
    inside: str, grouped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if grouped:
        writable_groups()
    if not grouped:
        monkeypatch.setattr(confinement, "find_parents", lambda: None)
    monkeypatch.setattr(learners, "START_SECONDS", 30)
    seconds = str(10**6 + os.getpid())  # by which we find it again
    killed = SimpleNamespace(
        kind=Kind.BUBBLEWRAP, command=lambda *_: ["/bin/sh", "-c", f"{inside} {seconds} & sleep 0.2; kill -9 $$"]
    )
    with pytest.raises(HostFault, match="The sandbox did not start") as fault:
        learners.ProcessLearner(killed, SMALL)  # type: ignore[arg-type]
    assert isinstance(fault.value.__cause__, Closed), "not after the patience for a slow host"
    deadline = time.monotonic() + 10  # a process that was killed has its words until the kernel has run it to its end
    while (alive := anywhere(seconds)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive, "left running"
    assert groups() == [], "a group is left"


@pytest.mark.parametrize(("program", "refused"), [
    ("b'x' * 2**30", "memory"),
    ("import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(5,), daemon=True).start()", "processes"),
    ("pass", None)])  # fmt: skip
def test_a_group_keeps_its_limits_without_a_supervisor_and_says_which_was_met(program: str, refused: str | None) -> None:
    group = cgroups.Group(writable_groups(), SMALL)
    try:
        ended = subprocess.run(group.joined([sys.executable, "-c", program]), check=False, capture_output=True)
        assert (group.refused(), ended.returncode == 0) == (refused, refused is None)
    finally:
        group.end()
        group.remove()
    assert not any(folder.exists() for folder in group._folders())


def test_a_group_of_version_two_is_limited_and_read(tmp_path: Path) -> None:
    group = cgroups.Group(cgroups.Parents(cgroups.Version.TWO, tmp_path, tmp_path), SMALL)
    (folder,) = tmp_path.iterdir()
    assert (folder / "memory.max").read_text() == str(SMALL.memory + SMALL.disk)
    assert (folder / "pids.max").read_text() == "40"
    (folder / "memory.stat").write_text("anon 700\nfile 300\nshmem 200\n")
    assert group.memory() == (700, 200)
    for events, refused in (("oom_kill 0\nmax 3", None), ("oom_kill 1\nmax 3", "memory"), ("oom_kill 1\nmax 0", "host")):
        (folder / "memory.events").write_text(events)
        (folder / "pids.events").write_text("max 0\n")
        assert group.refused() == refused
    (folder / "memory.events").write_text("oom_kill 0\nmax 0")
    (folder / "pids.events").write_text("max 7\n")
    assert group.refused() == "processes"
    assert group.joined(["true"])[-3:] == [str(folder), str(folder), "true"]


def test_a_process_that_the_host_ended_is_told_apart_in_version_one(tmp_path: Path) -> None:
    group = cgroups.Group(cgroups.Parents(cgroups.Version.ONE, tmp_path, tmp_path), SMALL)
    (folder,) = tmp_path.iterdir()
    (folder / "memory.oom_control").write_text("oom_kill_disable 0\noom_kill 1\n")
    for most, refused in ((SMALL.memory // 2, "host"), (SMALL.memory + SMALL.disk - 4096, "memory")):
        (folder / "memory.max_usage_in_bytes").write_text(str(most))
        assert group.refused() == refused


def test_groups_are_made_where_version_two_hands_both_controllers_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "fs" / "user.slice" / "session.scope"
    own.mkdir(parents=True)
    for folder, offered in ((own, ""), (own.parent, "cpu memory pids"), (own.parent.parent, "memory")):
        (folder / "cgroup.subtree_control").write_text(offered)
    (tmp_path / "self").mkdir()
    (tmp_path / "self" / "cgroup").write_text("0::/user.slice/session.scope\n")
    (tmp_path / "self" / "mountinfo").write_text(f"30 23 0:26 / {tmp_path / 'fs'} rw - cgroup2 cgroup2 rw,nsdelegate\n")
    monkeypatch.setattr(cgroups, "PROC", tmp_path)
    assert list(cgroups._candidates()) == [cgroups.Parents(cgroups.Version.TWO, own.parent, own.parent)]


@pytest.mark.parametrize("resource", ["memory", "processes", "disk", "output"])
def test_a_sentence_says_the_limit_and_never_what_was_measured(resource: str) -> None:
    assert str(Limits().reached(resource)) == str(Limits(slowness=7.3).reached(resource))
    assert str(Limits().reached(resource)).count(".") == 1


def named(name: str) -> list[str]:
    """Processes anywhere on this host that call themselves so."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if name in (process / "comm").read_text():
                found.append(process.name)
        except OSError:
            continue
    return found


def writable_groups() -> cgroups.Parents:
    """Where this host lets us make control groups; skips the test where it does not."""
    parents = cgroups.find_parents()
    if not parents:
        pytest.skip("this host lets us make no control groups")
    return parents


def groups() -> list[Path]:
    """Control groups that sandboxes of this process have left."""
    parents = cgroups.find_parents()
    folders = {parents.memory, parents.pids} if parents else set()
    return [left for folder in folders for left in folder.glob(f"{cgroups.PREFIX}{os.getpid()}-*")]
