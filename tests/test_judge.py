"""Verdicts: each says what was found, and none can be talked away."""

from collections.abc import Sequence
from typing import Any

import pytest
from pyspark.sql import SparkSession
from small_exercise import COUNT, DOUBLE, helper, small_exercise, source_notebook, submitted

from autograder.build import release_of
from autograder.errors import BadEvidence, HostFault, LearnerEnded, OutOf
from autograder.exercise import Exercise, from_source
from autograder.intake import read_submission
from autograder.judge import Bench, judge_tasks, prepare_session, without_hearsay
from autograder.report import TaskResult, TestResult, Verdict
from autograder.sandbox import TrustedLearner

EXERCISE = small_exercise()


def judged(data: bytes, exercise: Exercise = EXERCISE, learner: Any = None) -> dict[str, TaskResult]:
    bench = Bench(exercise, "1")
    tasks = judge_tasks(exercise, read_submission(data, exercise), lambda: bench, learner or TrustedLearner(bench.scope({})))
    return {task.id: task for task in tasks}


class Stubborn(TrustedLearner):
    """A learner whose calls end in a given fault."""

    def __init__(self, fault: Exception) -> None:
        super().__init__({})
        self.fault = fault

    def call(self, name: str, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        raise self.fault


def test_right_answers_get_all_points() -> None:
    tasks = judged(submitted(doubles=DOUBLE, counts=COUNT))
    assert [(task.points, task.of, task.verdict) for task in tasks.values()] == [(3, 3, "passed"), (7, 7, "passed")]


def test_a_blank_answer_loses_its_own_points_only() -> None:
    tasks = judged(submitted(counts=COUNT))
    assert (tasks["doubles"].points, tasks["doubles"].verdict) == (0, Verdict.NOT_ATTEMPTED)
    assert tasks["counts"].points == 7


def test_the_judge_looks_each_java_name_up_once(spark: SparkSession) -> None:
    with pytest.MonkeyPatch.context() as variables:
        variables.setenv("PYSPARK_SUBMIT_ARGS", "")
        prepare_session()
    jvm: Any = spark.sparkContext._jvm
    assert jvm.org.apache.spark.ml is jvm.org.apache.spark.ml
    assert jvm.java.lang.Math.max(2, 3) == 3


def test_each_test_is_all_or_nothing_and_says_why() -> None:
    tasks = judged(submitted(doubles="def double(x): return 4"))
    assert tasks["doubles"].points == 1
    assert tasks["doubles"].message == "a drawn number was not doubled"


def test_a_raising_answer_is_told_what_it_raised() -> None:
    tasks = judged(submitted(doubles="def double(x): return x.nothing", counts=COUNT))
    assert tasks["doubles"].verdict is Verdict.RAISED
    assert "AttributeError" in tasks["doubles"].message
    assert tasks["counts"].points == 7


def test_a_syntax_error_costs_its_own_task() -> None:
    tasks = judged(submitted(doubles="def double(x) return", counts=COUNT))
    assert tasks["doubles"].verdict is Verdict.RAISED
    assert "SyntaxError" in tasks["doubles"].message
    assert tasks["counts"].points == 7


def test_a_name_that_is_missing_is_named() -> None:
    assert "`double`" in judged(submitted(doubles="twice = 2"))["doubles"].message


def test_a_learners_assertion_error_is_raised_not_failed() -> None:
    assert judged(submitted(doubles="def double(x): raise AssertionError('mine')"))["doubles"].verdict is Verdict.RAISED


def test_a_value_of_no_known_kind_is_bad_evidence() -> None:
    equal = "class E:\n    __eq__ = lambda self, other: True\ndef double(x): return E()"
    assert judged(submitted(doubles=equal))["doubles"].verdict is Verdict.BAD_EVIDENCE


def test_a_function_in_place_of_a_result_is_bad_evidence() -> None:
    assert judged(submitted(doubles="def double(x): return print"))["doubles"].verdict is Verdict.BAD_EVIDENCE


@pytest.mark.parametrize(
    ("fault", "verdict"),
    [(OutOf("time", "late"), Verdict.OUT_OF_TIME), (OutOf("memory", "big"), Verdict.OUT_OF_MEMORY),
     (LearnerEnded("gone"), Verdict.RAISED), (BadEvidence("odd"), Verdict.BAD_EVIDENCE)],
)  # fmt: skip
def test_a_fault_decides_even_where_a_test_swallows_it(fault: Exception, verdict: Verdict) -> None:
    notebook = source_notebook()
    notebook.cells[3].source = "# Swallows\ntry:\n    double(2)\nexcept Exception:\n    pass"
    tasks = judged(submitted(doubles=DOUBLE), from_source(notebook, "u"), Stubborn(fault))
    assert tasks["doubles"].tests[0].verdict is verdict


def test_a_test_may_expect_the_builtin_error_that_a_task_asks_for() -> None:
    notebook = source_notebook()
    notebook.cells[
        3
    ].source = "# Refuses text\ntry:\n    double('a')\nexcept ValueError:\n    pass\nelse:\n    assert False, 'took text'"
    strict = "def double(x):\n    if isinstance(x, str):\n        raise ValueError('no text')\n    return 2 * x"
    tasks = judged(submitted(doubles=strict), from_source(notebook, "u"))
    assert tasks["doubles"].points == 3


def test_a_fault_of_the_host_is_no_verdict() -> None:
    with pytest.raises(HostFault):
        judged(submitted(doubles=DOUBLE), learner=Stubborn(HostFault("disk full")))


def test_a_given_cell_that_fails_before_any_learner_code_is_the_hosts_fault() -> None:
    class Broken(TrustedLearner):
        def set_up(self, code: str) -> None:
            raise LearnerEnded("no Java")

    with pytest.raises(HostFault):
        judged(submitted(doubles=DOUBLE), learner=Broken({}))


def test_a_helper_cell_is_there_for_the_answers() -> None:
    assert judged(submitted(helper("two = 2"), doubles="def double(x): return two * x"))["doubles"].points == 3


def test_a_broken_helper_costs_nothing_by_itself() -> None:
    assert judged(submitted(helper("1 / 0"), doubles=DOUBLE))["doubles"].points == 3


def test_a_hidden_test_never_shows_what_it_compared() -> None:
    tasks = judged(submitted(doubles="def double(x): return 'text'"))
    assert "base" not in tasks["doubles"].tests[1].message


def test_no_word_of_the_learners_carries_a_hidden_value_out() -> None:
    for told in ("raise ValueError(x)", "raise type(f'E{x}', (Exception,), {})", "return type(f'E{x}', (), {})()"):
        first, second = judged(submitted(doubles=f"def double(x):\n    {told}"))["doubles"].tests
        assert "2" in first.message
        assert "10" not in second.message


def test_no_later_word_of_the_learners_carries_a_hidden_value_out() -> None:
    keeps = "heard = []\ndef double(x):\n    heard.append(x)\n    return 2 * x"
    data = submitted(doubles=keeps, counts="raise ValueError(f'heard {heard}')")
    bench = Bench(EXERCISE, "1")

    def run(known: Sequence[TestResult]) -> tuple[TaskResult, ...]:
        learner = TrustedLearner(bench.scope({}))
        return judge_tasks(EXERCISE, read_submission(data, EXERCISE), lambda: bench, learner, known)

    assert "heard [2, 10]" in run([])[1].message
    doubles, counts = without_hearsay(run)
    assert doubles.points == 3
    assert (counts.verdict, counts.message) == (Verdict.RAISED, "Your code did not come to its end: ValueError: heard []")


def test_an_answer_that_fails_only_after_hidden_tests_is_told_so() -> None:
    passed = TestResult("a", "A", True, 1, Verdict.PASSED)
    results = {0: TestResult("b", "B", False, 1, Verdict.FAILED, "heard 10"), 1: TestResult("b", "B", False, 1, Verdict.PASSED)}
    [task] = without_hearsay(lambda known: (TaskResult("t", "T", (passed, results[len(known)])),))
    assert (task.points, task.verdict) == (1, Verdict.FAILED)
    assert "only after hidden tests" in task.message


@pytest.mark.parametrize("kind", ["MemoryError", "ConnectionResetError"])
def test_an_error_of_the_learners_is_no_fault_of_the_host_whatever_its_kind(kind: str) -> None:
    tasks = judged(submitted(doubles=f"def double(x): raise {kind}", counts=COUNT))
    assert [task.verdict for task in tasks.values()] == [Verdict.RAISED, Verdict.PASSED]


def test_nothing_runs_for_an_untouched_release() -> None:
    def never() -> Bench:
        raise AssertionError("the judge was set up")

    submission = read_submission(submitted(), EXERCISE)
    tasks = judge_tasks(EXERCISE, submission, never, TrustedLearner({}))
    assert sum(task.points for task in tasks) == 0
    assert {task.verdict for task in tasks} == {Verdict.NOT_ATTEMPTED}


def test_from_a_release_alone_the_hidden_tests_wait_for_the_hand_in() -> None:
    released = from_source(release_of(source_notebook()), "u")
    tasks = judged(submitted(doubles=DOUBLE), released)
    assert [test.verdict for test in tasks["doubles"].tests] == [Verdict.PASSED, Verdict.AT_HAND_IN]
    assert [test.title for test in tasks["doubles"].tests] == ["Two becomes four", "Any number is doubled"]
