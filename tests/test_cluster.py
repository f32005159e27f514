"""Grading on a Dask cluster: a real scheduler, three workers on hosts of their own, and one that dies half-way."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hosts import Host, hosts
from small_exercise import COUNT, DOUBLE, source_notebook, submitted

from autograder.errors import HostFault
from autograder.exercise import to_bytes
from autograder.grading import Job, grade_many
from autograder.grading.cluster import grade_on_cluster, judged
from autograder.report import Report, Status, from_json, to_json

pytestmark = pytest.mark.slow
WORKERS = 3


def jobs(count: int) -> list[Job]:
    """Distinct submissions; every third has one answer wrong."""
    source = to_bytes(source_notebook())
    answers = [DOUBLE if number % 3 else "def double(x): return 4" for number in range(count)]
    handed_in = [submitted(doubles=f"{code}  # {number}", counts=COUNT) for number, code in enumerate(answers)]
    return [Job(f"student-{number}", "00_small/small", source, data, "1") for number, data in enumerate(handed_in)]


def texts(pairs: Iterator[tuple[Job, Report]]) -> dict[str, str]:
    return {job.key: to_json(report) for job, report in pairs}


@pytest.fixture(scope="module")
def machines() -> Iterator[list[Host]]:
    with hosts(WORKERS + 1) as made:
        yield made


@contextlib.contextmanager
def running(*words: str, host: Host) -> Iterator["subprocess.Popen[bytes]"]:
    program = subprocess.Popen([*host.enter, sys.executable, "-m", *words], env=os.environ, start_new_session=True)
    try:
        yield program
    finally:
        end(program)


def end(program: "subprocess.Popen[bytes]") -> None:
    """Kill a program and all that it started, as a machine without power does."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for process in (*psutil.Process(program.pid).children(recursive=True), psutil.Process(program.pid)):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
    program.wait()


@pytest.fixture
def address(machines: list[Host], tmp_path: Path) -> Iterator[str]:
    file = tmp_path / "scheduler.json"
    words = ("distributed.cli.dask_scheduler", "--host", machines[0].address, "--port", "0", "--no-dashboard")
    with running(*words, "--scheduler-file", str(file), host=machines[0]) as scheduler:
        while not file.is_file() or not file.read_text():
            assert scheduler.poll() is None
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"]


def test_a_worker_that_dies_half_way_costs_no_submission_and_changes_no_report(address: str, machines: list[Host]) -> None:
    work = jobs(9)
    with contextlib.ExitStack() as stack:
        workers = [stack.enter_context(running("autograder", "worker", address, host=machine)) for machine in machines[1:]]
        coming = grade_on_cluster(work, address=address)
        found = texts([next(coming) for _ in range(3)])
        end(workers[0])
        found |= texts(coming)
    assert found == texts(grade_many(work, 2))


def test_without_a_worker_the_grading_ends_with_a_sentence(address: str) -> None:
    with pytest.raises(HostFault, match="has no worker: start one with"):
        list(grade_on_cluster(jobs(1), address=address, patience=3))


def test_without_a_scheduler_the_grading_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.grading.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(HostFault, match="No Dask scheduler answers"):
        list(grade_on_cluster(jobs(1), address="tcp://127.0.0.1:9"))


def test_a_worker_of_another_version_grades_nothing() -> None:
    [job] = jobs(1)
    report = from_json(judged(job.to_json(), json.dumps([{}, "bubblewrap", "another"])))
    assert report.status is Status.HOST_FAULT
    assert "another version" in report.reason
