"""The sandbox: what runs in it sees little, changes nothing outside, and ends when it must."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import LearnerEnded, LearnerRaised, NoSandbox, OutOf
from autograder.layout import COURSE, ROOT
from autograder.sandbox import Isolation, Limits, Remote, ReplayingLearner, bubblewrap, find_isolation, isolation, replay
from autograder.sandbox.isolation import Kind
from course import OWN_SEED

pytestmark = pytest.mark.slow
KINDS = (Kind.BUBBLEWRAP, Kind.UNSHARE)
Start = Callable[[], ReplayingLearner]


@pytest.fixture(params=KINDS, ids=str)
def start(request: pytest.FixtureRequest) -> Iterator[Start]:
    started: list[ReplayingLearner] = []

    def one(cell_seconds: float = 60) -> ReplayingLearner:
        started.append(ReplayingLearner(find_isolation(request.param), Limits(cell_seconds=cell_seconds)))
        return started[-1]

    yield one
    for learner in started:
        learner.close()


def test_cells_run_and_values_come_back(start: Start) -> None:
    learner = start()
    learner.run("%matplotlib inline\nx = 2\ndef double(n): return 2 * n")
    assert learner.get("x") == 2
    assert learner.get("double") == Remote("double")
    assert learner.call("double", (4,), {}) == 8
    assert learner.call("double", (), {"n": [1]}) == [1, 1]
    with pytest.raises(LearnerRaised, match="is not defined"):
        learner.get("y")
    learner.run("import pickle\nclass Own: pass\nfound = type(pickle.loads(pickle.dumps(Own()))) is Own")
    assert learner.get("found") is True, "a class of one's own is not in __main__, as it is in a kernel"


def test_the_grader_the_class_and_the_tests_cannot_be_seen(start: Start) -> None:
    learner = start()
    places = [ROOT / "modules", COURSE / "source", COURSE / "private", ROOT / "autograder" / "judge", ROOT / ".git", Path("/root/.ssh"),
              Path("/etc/shadow"), Path("/home"), Path("/run"), Path("/sys")]  # fmt: skip
    learner.run("import os")
    learner.run(
        f"seen = [path for path in {[str(place) for place in places]!r} if os.path.exists(path) and os.listdir(path) != ['learner']]"
    )
    assert learner.get("seen") == []
    learner.run("seed = os.environ['COURSE_SEED']; names = sorted(os.environ)")
    assert learner.get("seed") == OWN_SEED
    assert not {"SSH_AUTH_SOCK", "PIP_INDEX_URL"} & set(learner.get("names"))


def test_nothing_outside_the_home_can_be_written(start: Start) -> None:
    learner = start()
    learner.run("""
import os, sys
def writable(folder):
    try:
        with open(os.path.join(folder, "trace"), "w") as file:
            file.write("x")
        return True
    except OSError:
        return False
found = [folder for folder in ("/", "/etc", "/usr", sys.prefix, sys.base_prefix, os.environ["COURSE_DATASETS"], "/proc") if writable(folder)]
home = writable(os.path.expanduser("~")) and writable("/tmp")
""")
    assert learner.get("found") == []
    assert learner.get("home") is True


def test_no_setting_of_the_kernel_can_be_changed(start: Start) -> None:
    learner = start()
    learner.run("""
import os
def opened(path):
    try:
        os.close(os.open(path, os.O_WRONLY))
        return True
    except OSError:
        return False
settings = [os.path.join(folder, name) for top in ("sys/kernel", "sys/vm", "sys/fs", "irq", "bus", "fs") for folder, _, names in os.walk("/proc/" + top) for name in names]
found = [path for path in [*settings, "/proc/mtrr", "/proc/sysrq-trigger", "/proc/pressure/cpu"] if opened(path)]
""")
    assert learner.get("found") == []


def test_there_is_no_network_but_a_loopback_of_its_own(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as outside:
        port = outside.getsockname()[1]
        learner = start()
        learner.run(f"""
import socket
def reaches(host, port):
    try:
        socket.create_connection((host, port), timeout=2).close()
        return True
    except OSError:
        return False
outside = reaches("127.0.0.1", {port}) or reaches("1.1.1.1", 53) or reaches("::1", {port})
server = socket.create_server(("127.0.0.1", 0))
own = reaches("127.0.0.1", server.getsockname()[1])
""")
        assert learner.get("outside") is False
        assert learner.get("own") is True


def test_no_other_process_can_be_seen_or_ended(start: Start) -> None:
    learner = start()
    learner.run("import os\nseen = sorted(int(name) for name in os.listdir('/proc') if name.isdigit())")
    assert os.getpid() not in learner.get("seen")
    learner.run("import ctypes\nmounted = ctypes.CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, None)")
    assert learner.get("mounted") == -1


def test_an_endless_cell_is_out_of_time_and_later_cells_still_run(start: Start) -> None:
    learner = start(cell_seconds=3)
    learner.run("kept = 1")
    with pytest.raises(OutOf, match="3 seconds"):
        learner.run("while True:\n    try:\n        while True: pass\n    except BaseException: pass")
    assert learner.get("kept") == 1


@pytest.mark.parametrize("end", ["import os; os._exit(0)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"])
def test_a_process_that_ends_itself_costs_its_own_cell(start: Start, end: str) -> None:
    learner = start()
    learner.run("kept = 1")
    with pytest.raises(LearnerEnded):
        learner.run(end)
    assert learner.get("kept") == 1


def test_sys_exit_is_an_exception_like_any_other(start: Start) -> None:
    learner = start()
    learner.run("import sys\ndef leave(): sys.exit()")
    with pytest.raises(LearnerRaised, match="SystemExit"):
        learner.call("leave", (), {})
    assert learner.get("leave") == Remote("leave")


def test_printing_much_hurts_nobody(start: Start) -> None:
    learner = start()
    learner.run("import os\nfor _ in range(30): os.write(1, b'x' * 2**20); os.write(2, b'y' * 2**20)\ndone = True")
    assert learner.get("done") is True


def test_a_detached_child_ends_with_its_sandbox(start: Start) -> None:
    learner = start()
    mark = f"course-sandbox-{os.getpid()}"
    learner.run(
        f"import subprocess, sys\nchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)', '{mark}'], start_new_session=True)"
    )
    assert seen(mark, True)  # a process has no command line yet in the moment in which it begins
    learner.close()
    assert seen(mark, False)  # the kernel ends a namespace's processes in its own time


def seen(mark: str, wanted: bool) -> bool:
    """Whether, within a minute, there are processes with this mark, or none if they are not wanted."""
    deadline = time.monotonic() + 60
    while bool(processes_with(mark)) is not wanted and time.monotonic() < deadline:
        os.sched_yield()
    return bool(processes_with(mark)) is wanted


def processes_with(mark: str) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


def test_without_a_sandbox_there_is_no_grading(monkeypatch: pytest.MonkeyPatch) -> None:
    find_isolation.cache_clear()
    for provider in (isolation.bubblewrap, isolation.unshare):
        monkeypatch.setattr(provider, "find_program", lambda: None)
    with pytest.raises(NoSandbox, match="nothing was graded"):
        find_isolation()
    find_isolation.cache_clear()


def test_a_replay_has_no_more_time_than_the_notebook_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, started = [0.0], []

    class SlowTheSecondTime:
        closed = False

        def __init__(self, *_: Any) -> None:
            self.seconds = 50.0 if started else 0.0
            started.append(self)

        def run(self, code: str, seconds: float | None) -> None:
            allowed = seconds or 60.0
            clock[0] += min(self.seconds, allowed)
            if self.seconds > allowed:
                raise OutOf("time", f"This did not come to an end within {allowed:g} seconds.")

        def get(self, name: str) -> None:
            raise LearnerEnded(name)

        def close(self) -> None:
            self.closed = True

    monkeypatch.setattr(replay, "ProcessLearner", SlowTheSecondTime)
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    learner = ReplayingLearner(Isolation(Kind.NONE), Limits(submission_seconds=600))
    for number in range(100):
        learner.run(f"cell {number}")
    with pytest.raises(OutOf, match="as a whole"):
        learner.get("x")
    assert clock[0] == 600
    assert len(started) == 2, "it was tried again although nothing was left"


def test_an_old_bubblewrap_of_the_system_gives_way_to_the_one_that_closes_namespaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled, system = bubblewrap.find_program(), tmp_path / "bwrap"
    for says, found in (("--disable-userns", str(system)), ("--die-with-parent", bundled)):
        system.write_text(f"#!/bin/sh\necho {says}\n")
        system.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        bubblewrap._closes_namespaces.cache_clear()
        assert bubblewrap.find_program() == found
    bubblewrap._closes_namespaces.cache_clear()
