"""What a test does before it asks the learner anything is done once, and no submission can see another's."""

import os
from dataclasses import replace

import pytest
from small_exercise import DOUBLE, small_exercise, submitted
from test_judge import judged

from autograder.errors import HostFault
from autograder.exercise import Exercise, Test
from autograder.intake import read_submission
from autograder.judge import Bench
from autograder.judge.preparation import Preparation


def prepared(source: str, *names: str) -> Preparation:
    return Preparation(Test("t", "T", source, 1, True, names), {"given": [1]})


def after(preparation: Preparation, **learners: object) -> dict[str, object]:
    scope: dict[str, object] = {"given": [1], **preparation.names(), **learners}
    exec(preparation.rest, scope)
    return scope


def test_the_first_part_ends_where_a_name_of_the_learners_is_used() -> None:
    preparation = prepared("x = 2\ny = double(x)\nz = 3", "double")
    assert preparation.names() == {"x": 2}
    scope = after(preparation, double=lambda x: 2 * x)
    assert (scope["y"], scope["z"]) == (4, 3)


def test_each_run_has_random_numbers_and_lists_of_its_own() -> None:
    source = (
        "import numpy as np\nrng = np.random.default_rng(1)\nseen = [[], rng]\nseen[0].append(ask(int(seen[1].integers(99))))"
    )
    preparation = prepared(source, "ask")
    first, second = (after(preparation, ask=lambda drawn: drawn)["seen"][0] for _ in range(2))  # type: ignore[index]
    assert first == second
    assert len(first) == 1


@pytest.mark.parametrize(
    "first_part",
    ["from course import tracked\nruns = tracked", "import course\nruns = course.tracked", "def f(): return later", "f = lambda: later",
     "class C:\n    pass"],
)  # fmt: skip
def test_questions_about_the_learners_work_and_functions_are_never_shared(first_part: str) -> None:
    assert prepared(f"{first_part}\nlater = 1", "double").names().keys() <= {"tracked", "course"}


def test_what_cannot_be_copied_is_made_anew_in_each_run() -> None:
    preparation = prepared("import threading\nlock = threading.Lock()\nseen = ask(lock)", "ask")
    assert preparation.names() == {}
    first, second = (after(preparation, ask=lambda lock: lock)["seen"] for _ in range(2))
    assert first is not second


def test_a_first_part_that_fails_is_the_hosts_fault_and_no_verdict() -> None:
    exercise = with_first_test("1 / 0\nassert double(1) == 2, 'no'")
    with pytest.raises(HostFault, match="before it asked anything"):
        judged(submitted(doubles=DOUBLE), exercise)


def test_two_benches_draw_from_their_own_seeds_whichever_was_made_last() -> None:
    exercise = with_first_test("from course import drawn\nnumber = int(drawn('x').integers(10**9))\nassert double(number), 'no'")
    test = exercise.tasks[0].tests[0]
    first, second = Bench(exercise, "1"), Bench(exercise, "2")
    numbers = [bench.prepared(test).names()["number"] for bench in (first, second, Bench(exercise, "1"))]
    assert numbers[0] == numbers[2] != numbers[1]
    first.scope({})
    assert os.environ["COURSE_SEED"] == "1"


def with_first_test(source: str) -> Exercise:
    exercise = small_exercise()
    task = exercise.tasks[0]
    test = replace(task.tests[0], source=source)
    assert read_submission(submitted(doubles=DOUBLE), exercise).answers
    return replace(exercise, tasks=(replace(task, tests=(test, *task.tests[1:])), *exercise.tasks[1:]))
