"""A process that was started ahead is used once, and only where the submission leaves the given cells first."""

import contextlib

import psutil
import pytest
from processes import LEARNER, running
from small_exercise import COUNT, DOUBLE, helper, small_exercise, submitted

from autograder.grading.standby import Standby, given_first
from autograder.intake import read_submission
from autograder.sandbox import Isolation, Limits, find_isolation
from autograder.sandbox.isolation import Kind

EXERCISE = small_exercise()
PLAIN = read_submission(submitted(doubles=DOUBLE, counts=COUNT), EXERCISE)
OWN_CELL_FIRST = read_submission(submitted(helper("base = 11"), doubles=DOUBLE), EXERCISE)


def test_given_cells_run_ahead_up_to_the_first_cell_of_the_learners() -> None:
    assert given_first(EXERCISE) == given_first(EXERCISE, PLAIN) == ("import math\nbase = 10",)
    assert given_first(EXERCISE, OWN_CELL_FIRST) == ()


@pytest.mark.slow
def test_the_process_that_stands_by_is_used_once() -> None:
    standby = Standby(find_isolation(), Limits(), ahead=True)
    first = standby.take(EXERCISE, PLAIN)
    standby.start_meanwhile(EXERCISE)
    second = standby.take(EXERCISE, PLAIN)
    for learner in (first, second):
        learner.set_up(EXERCISE.cells[0].source)
        learner.run("base += 1")
        assert learner.get("base") == 11
        learner.close()


def test_where_no_core_is_free_none_starts_meanwhile() -> None:
    standby = Standby(Isolation(Kind.NONE), Limits())
    standby.start_meanwhile(EXERCISE)
    assert standby._next is None


@pytest.mark.slow
def test_a_process_that_ends_while_it_stands_by_is_replaced() -> None:
    standby = Standby(find_isolation(), Limits())
    standby.start_next(EXERCISE)
    learner = standby.take(EXERCISE, PLAIN)
    learner.wait()
    there = running(LEARNER)
    assert there
    for process in there:
        with contextlib.suppress(psutil.NoSuchProcess):  # one that ended with another
            process.kill()
    learner.set_up(EXERCISE.cells[0].source)
    learner.run("base += 1")
    assert learner.get("base") == 11
    learner.close()


@pytest.mark.slow
def test_an_own_cell_above_the_given_ones_runs_before_them() -> None:
    standby = Standby(find_isolation(), Limits())
    standby.start_next(EXERCISE)
    learner = standby.take(EXERCISE, OWN_CELL_FIRST)
    learner.run("base = 11; early = 'math' not in dir()")
    learner.set_up(EXERCISE.cells[0].source)
    assert learner.get("early") is True
    assert learner.get("base") == 10
    learner.close()
