"""A judge's process, and what is left of it."""

import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest
from small_exercise import COUNT, DOUBLE, source_notebook, submitted

from autograder.exercise import to_bytes
from autograder.grading import Job, batch, grade_many
from autograder.report import Report, Status, TaskResult, TestResult, Verdict
from autograder.sandbox import Isolation
from autograder.sandbox.isolation import Kind

pytestmark = pytest.mark.slow


def test_a_batch_leaves_nothing_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # of the judge
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # of this process
    job = Job("ada", "00_small/small", to_bytes(source_notebook()), submitted(doubles=DOUBLE, counts=COUNT), "1")
    ((_, report),) = grade_many([job])
    assert report.points == 10
    assert list(tmp_path.iterdir()) == []


def test_who_is_out_of_time_beside_another_is_judged_anew_when_nobody_else_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: set[str] = set()
    at_work: list[str] = []
    together = threading.Barrier(2, timeout=60)

    class Beside:
        """A judge on a machine whose cores another's work takes: whoever runs beside it is out of time."""

        def __init__(self, *_: Any, **__: Any) -> None: ...

        def report(self, job: Job) -> Report:
            at_work.append(job.key)
            beside = job.key not in begun
            if beside:
                begun.add(job.key)
                together.wait()
            late = beside or len(at_work) > 1 or job.key == "endless"
            at_work.remove(job.key)
            test = TestResult("t", "t", False, 1, Verdict.OUT_OF_TIME if late else Verdict.PASSED, "")
            return Report(job.unit, Status.GRADED, "", "", "", "", tasks=(TaskResult("t", "t", (test,)),))

        def restart(self) -> None: ...

        def kill(self) -> None: ...

    monkeypatch.setattr(batch, "JudgesProcess", Beside)
    jobs = [Job(key, "00_small/small", b"", b"", "1") for key in ("endless", "right")]
    reports = {job.key: report for job, report in grade_many(jobs, 2, isolation=Isolation(Kind.NONE))}
    assert {key: report.tasks[0].verdict for key, report in reports.items()} == {
        "endless": Verdict.OUT_OF_TIME,
        "right": Verdict.PASSED,
    }
