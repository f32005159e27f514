"""The way of one submission, from its bytes to its report."""

import functools
import hashlib
from collections.abc import Sequence

from autograder.boundary.text import plain
from autograder.errors import HostFault, RefusedSubmission
from autograder.exercise import Exercise
from autograder.grading.standby import Standby
from autograder.grading.work import facts_of
from autograder.intake import read_submission
from autograder.judge import Bench, judge_tasks, untouched
from autograder.report import Report, Status, TestResult
from autograder.sandbox import Isolation, Limits


def grade_one(
    exercise: Exercise,
    data: bytes,
    seed: str,
    isolation: Isolation,
    limits: Limits,
    known: Sequence[TestResult] = (),
    standby: Standby | None = None,
) -> Report:
    """Grade one submission in this process, whose Spark session is the judge's; every outcome is a report."""
    standby = standby or Standby(isolation, limits)
    facts = facts_of(exercise, hashlib.sha256(data).hexdigest(), seed, isolation)
    try:
        submission = read_submission(data, exercise)
    except RefusedSubmission as refused:
        return refuse(exercise, data, seed, isolation, refused)
    learner = standby.take(exercise, submission, seed)

    def set_up() -> Bench:
        learner.begin()  # Spark starts there while it starts here
        ready = bench(exercise, seed)
        learner.wait()
        standby.start_next(exercise, seed)
        return ready

    try:
        tasks = judge_tasks(exercise, submission, set_up, learner, known)
    except HostFault as fault:
        return Report(status=Status.HOST_FAULT, reason=str(fault), **facts)
    except Exception as error:  # whatever else fails here is ours: no evidence, no points, and no zero either
        reason = f"The grader itself failed ({type(error).__name__}: {plain(error)})."
        return Report(status=Status.HOST_FAULT, reason=reason, **facts)
    finally:
        learner.close()
    return Report(status=Status.GRADED, tasks=tasks, notes=submission.notes, **facts)


def refuse(exercise: Exercise, data: bytes, seed: str, isolation: Isolation, refused: RefusedSubmission) -> Report:
    """The report of a file that is no submission: nothing was run, and no attempt is lost."""
    tasks = untouched(exercise, str(refused))
    facts = facts_of(exercise, hashlib.sha256(data).hexdigest(), seed, isolation)
    return Report(status=Status.REFUSED, tasks=tasks, reason=str(refused), **facts)


@functools.lru_cache(maxsize=4)
def bench(exercise: Exercise, seed: str) -> Bench:
    """The judge's side of an exercise, set up once for all its submissions."""
    return Bench(exercise, seed)
