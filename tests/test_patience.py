"""What a learner hands over may keep the judge busy for ever: each test's own part has a limit, and the learner's time is not its own."""

import itertools
import time

import pytest
from small_exercise import COUNT, DOUBLE, source_notebook, submitted

from autograder.exercise import from_source
from autograder.intake import read_submission
from autograder.judge import Bench, Patience, judge_tasks, patience
from autograder.report import Verdict
from autograder.sandbox import TrustedLearner


def test_a_test_that_never_ends_is_out_of_time_with_the_rest_of_its_task_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    source = source_notebook()
    source.cells[0].source += "\nimport threading\nended = threading.Event()"
    source.cells[3].source = "# Two becomes four\nassert double(2) == 4\nassert ended.wait(60), 'nobody ended it'"
    exercise = from_source(source, "00_small/small")
    bench = Bench(exercise, "1")
    monkeypatch.setattr(patience, "_cancel_jobs", bench.scope({})["ended"].set)
    submission = read_submission(submitted(doubles=DOUBLE, counts=COUNT), exercise)
    tasks = judge_tasks(exercise, submission, lambda: bench, TrustedLearner(bench.scope({})), patience=Patience(0))
    assert [[test.verdict for test in task.tests] for task in tasks] == [
        [Verdict.OUT_OF_TIME, Verdict.OUT_OF_TIME],
        [Verdict.PASSED, Verdict.PASSED],
    ]
    assert "more than 0 seconds" in tasks[0].message


def test_the_learners_time_is_not_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count(step=10)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(Patience, "_watch", lambda *_: None)
    patient = Patience(100)
    with patient.one_test(), patient.learners_turn():
        for _ in range(50):
            time.monotonic()
    assert patient.slowest == 20
    assert patient.fault is None
