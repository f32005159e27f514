"""The way of one submission, from its bytes to its report."""

import contextlib
import functools
import hashlib
from collections.abc import Sequence

from autograder.boundary.text import plain
from autograder.errors import HostFault, RefusedSubmission
from autograder.exercise import Exercise
from autograder.grading.calibration import Calibration, out_of_time
from autograder.grading.standby import Standby
from autograder.grading.work import facts_of
from autograder.intake import read_submission
from autograder.judge import Bench, Patience, has_body, judge_tasks, untouched, without_hearsay
from autograder.report import Report, Status, TaskResult, TestResult
from autograder.sandbox import Isolation, Limits, StartedAhead


def grade_one(
    exercise: Exercise,
    data: bytes,
    seed: str,
    isolation: Isolation,
    limits: Limits,
    known: Sequence[TestResult] = (),
    standby: Standby | None = None,
    calibration: Calibration | None = None,
) -> Report:
    """Grade one submission in this process, whose Spark session is the judge's; every outcome is a report."""
    standby = standby or Standby(isolation, limits)
    calibration = calibration or Calibration(standby, limits)
    facts = facts_of(exercise, hashlib.sha256(data).hexdigest(), seed, isolation)
    try:
        submission = read_submission(data, exercise)
    except RefusedSubmission as refused:
        return refuse(exercise, data, seed, isolation, refused)

    patience = standby.patience()

    def run(learners: Standby, patience: Patience, known: Sequence[TestResult]) -> tuple[TaskResult, ...]:
        with contextlib.closing(learners.take(exercise, submission)) as learner:
            ready = functools.partial(_ready, exercise, seed, learner, standby)
            return judge_tasks(exercise, submission, ready, learner, known, patience)

    try:
        tasks = without_hearsay(functools.partial(run, standby, patience), known)
        slow = out_of_time(tasks, known) and not patience.overran
        if slow and (patient := calibration.patient(exercise, lambda: bench(exercise, seed))):
            tasks = without_hearsay(functools.partial(run, patient, patient.patience()), known)
    except HostFault as fault:
        return Report(status=Status.HOST_FAULT, reason=str(fault), **facts)
    except Exception as error:  # whatever else fails here is ours: no evidence, no points, and no zero either
        reason = f"The grader itself failed ({type(error).__name__}: {plain(error)})."
        return Report(status=Status.HOST_FAULT, reason=reason, **facts)
    return Report(status=Status.GRADED, tasks=tasks, notes=submission.notes, **facts)


def _ready(exercise: Exercise, seed: str, learner: StartedAhead, standby: Standby) -> Bench:
    learner.begin()  # Spark starts there while it starts here
    made = bench(exercise, seed)
    learner.wait()
    standby.start_meanwhile(exercise)
    return made


def get_ready(exercise: Exercise, seed: str, standby: Standby) -> None:
    """Do ahead what needs no submission: a learner's process, the judge's side, and what tests do before they ask."""
    standby.start_next(exercise)
    with contextlib.suppress(Exception):  # whoever is graded next is told of it
        made = bench(exercise, seed)
        for test in (test for task in exercise.tasks for test in task.tests if has_body(test)):
            made.prepared(test)


def refuse(exercise: Exercise, data: bytes, seed: str, isolation: Isolation, refused: RefusedSubmission) -> Report:
    """The report of a file that is no submission: nothing was run, and no attempt is lost."""
    tasks = untouched(exercise, str(refused))
    facts = facts_of(exercise, hashlib.sha256(data).hexdigest(), seed, isolation)
    return Report(status=Status.REFUSED, tasks=tasks, reason=str(refused), **facts)


@functools.lru_cache(maxsize=4)
def bench(exercise: Exercise, seed: str) -> Bench:
    """The judge's side of an exercise, set up once for all its submissions."""
    return Bench(exercise, seed)
