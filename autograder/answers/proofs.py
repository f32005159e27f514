"""Prove a unit: every answer is graded, in one warm session, and must get exactly what it declares."""

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pyspark.sql import SparkSession

from autograder.answers.files import Answer, Kind, read_answers
from autograder.answers.questions import contradiction, settings_kept
from autograder.build import overlaid_tasks, read_questions, source_of
from autograder.errors import AuthoringError, HostFault
from autograder.exercise import Exercise, Task, from_source
from autograder.intake import Submission
from autograder.judge import Bench, judge_tasks, untouched
from autograder.judge.tasks import run_answer
from autograder.judge.tests import run_test
from autograder.layout import Unit
from autograder.report import TaskResult, Verdict
from autograder.sandbox import TrustedLearner

SEEDS = ("1", "2")


@dataclass(frozen=True)
class Proof:
    """One claim about a unit, and what contradicts it (nothing, when it holds)."""

    claim: str
    problem: str = ""


def prove_unit(unit: Unit, share: int = 0, shares: int = 1, task: str = "") -> Iterator[Proof]:
    """Prove every claim about a unit, or every `shares`-th from `share` on where several processes divide the work.

    With the id of a task, only what is claimed of that task: for its author, while it is being written.

    The whole reference notebook is graded on the first seed, and each of its answers alone, with all others blank, on the
    second: a stronger claim than that a blank answer loses its own points only. With an overlay, the tasks that it leaves as
    they are, and the questions, are proved elsewhere.
    """
    exercise = from_source(source_of(unit), unit.name)
    if task and task not in {known.id for known in exercise.tasks}:
        raise AuthoringError(f"{unit.name} has no task {task!r}: it has {', '.join(known.id for known in exercise.tasks)}.")
    bench = functools.cache(lambda seed: Bench(exercise, seed))
    kept = {each.id for each in exercise.tasks} - overlaid_tasks(unit) if unit.overlay else set[str]()

    def wanted(id: str) -> bool:
        return id == task if task else id not in kept

    claims: list[Callable[[], Proof]] = []
    if not task:
        claims += [lambda: _untouched(exercise), lambda: _reference(exercise, bench(SEEDS[0]))]
    claims += [functools.partial(_alone, each, SEEDS[1], bench) for each in exercise.tasks if wanted(each.id)]
    claims += [functools.partial(_answer, exercise, answer, bench) for answer in read_answers(unit) if wanted(answer.task)]
    if not task and not unit.overlay:
        claims += [functools.partial(_question, question) for question in read_questions(unit) if "proof" in question]
    spark = SparkSession.builder.getOrCreate()
    with settings_kept(spark):
        for claim in claims[share::shares]:
            yield claim()
    spark.catalog.clearCache()  # the next unit's rows need the memory


def prove_reference(unit: Unit, seeds: int, share: int = 0, shares: int = 1) -> Iterator[Proof]:
    """Prove that the reference solution gets all points on the seeds 1, 2, …: does a test fail right work by bad luck?"""
    exercise = from_source(source_of(unit), unit.name)
    for seed in range(1 + share, seeds + 1, shares):
        yield _reference(exercise, Bench(exercise, str(seed)))
    SparkSession.builder.getOrCreate().catalog.clearCache()


def _alone(task: Task, seed: str, bench: Callable[[str], Bench]) -> Proof:
    graded = judge_answer(task, task.solution, bench(seed))
    claim = f"{task.id}: keeps its {task.of:g} points on seed {seed} when all other answers are blank"
    return Proof(claim, _loss(graded, 0, ""))


def _question(question: dict[str, Any]) -> Proof:
    return Proof(f"question {question['id']}: its proof holds", contradiction(question))


def judge_answer(task: Task, code: str, bench: Bench) -> TaskResult:
    """Grade one answer to one task, as if every other answer were blank."""
    learner = TrustedLearner(bench.scope({}))
    broken = run_answer((code,), learner)
    return TaskResult(task.id, task.title, tuple(run_test(test, bench, learner, broken) for test in task.tests))


def _untouched(exercise: Exercise) -> Proof:
    tasks = untouched(exercise)
    fine = all(task.points == 0 and task.verdict is Verdict.NOT_ATTEMPTED for task in tasks)
    stub = Submission("", {task.id: (task.stub,) for task in exercise.tasks})
    begun = [task.id for task in exercise.tasks if stub.attempted(task.id, task.stub)]
    return Proof("the untouched release gets 0 points", "" if fine and not begun else f"taken for attempted: {', '.join(begun)}")


def _reference(exercise: Exercise, bench: Bench) -> Proof:
    submission = Submission("", {task.id: (task.solution,) for task in exercise.tasks})
    tasks = judge_tasks(exercise, submission, lambda: bench, TrustedLearner(bench.scope({})))
    lost = [f"{task.id} [{task.verdict}] {task.message}" for task in tasks if task.points != task.of]
    return Proof(
        f"the reference solution gets all {sum(task.of for task in tasks):g} points on seed {bench.seed}", "; ".join(lost)
    )


def _answer(exercise: Exercise, answer: Answer, bench: Callable[[str], Bench]) -> Proof:
    claim = f"{answer.task}: {answer.kind} {answer.name}"
    if answer.task not in {task.id for task in exercise.tasks}:
        return Proof(claim, f"there is no task {answer.task!r} in this exercise")
    try:
        graded = judge_answer(exercise.task(answer.task), answer.code, bench(SEEDS[0]))
    except HostFault as fault:
        return Proof(claim, str(fault))
    if answer.kind is Kind.ACCEPTED:
        return Proof(f"{claim} gets all {graded.of:g} points", _loss(graded, 0, ""))
    if answer.loses is None:
        return Proof(f"{claim} loses points", "" if graded.points < graded.of else "it lost nothing: the tests have a gap")
    return Proof(f"{claim} loses {answer.loses:g} of {graded.of:g} points", _loss(graded, answer.loses, answer.message))


def _loss(graded: TaskResult, expected: float, message: str) -> str:
    lost = graded.of - graded.points
    if lost != expected:
        return f"it lost {lost:g} instead: [{graded.verdict}] {graded.message}"
    messages = [test.message for test in graded.tests if test.verdict is not Verdict.PASSED]
    if message and not any(message in said for said in messages):
        return f"no message says {message!r}; they say {messages}"
    return ""
