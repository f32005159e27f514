"""A notebook from top to bottom: the learner's cells in the sandbox, the tests here."""

from collections.abc import Callable, Mapping, Sequence

from autograder.errors import HostFault, LearnerEnded, LearnerFault, OutOf
from autograder.exercise import Cell, Exercise, Role, Test
from autograder.intake import Submission
from autograder.intake.notebook import TOP
from autograder.judge.bench import Bench
from autograder.judge.patience import Patience
from autograder.judge.tests import fault_result, has_body, result, run_test
from autograder.report import TaskResult, TestResult, Verdict
from autograder.sandbox import Learner

BLANK = "This answer is still as it was released."


def judge_tasks(
    exercise: Exercise,
    submission: Submission,
    set_up: Callable[[], Bench],
    learner: Learner,
    known: Sequence[TestResult] = (),
    patience: Patience | None = None,
) -> tuple[TaskResult, ...]:
    """Judge every task in the order of the notebook; a HostFault ends the judging without a mark.

    Tests whose result is `known` are not run again. `set_up` gives the judge's own side and is not called where nothing
    was attempted or everything is known.
    """
    attempted = {task.id for task in exercise.tasks if submission.attempted(task.id, task.stub)}
    if not attempted:
        return untouched(exercise)
    results = {result.id: result for result in known}
    cells = up_to_the_last(exercise.cells, results)
    if not cells:
        return in_order(exercise, results)
    bench, patience = set_up(), patience or Patience()
    run_helpers(submission, TOP, learner)
    own_code_ran = bool(submission.helpers.get(TOP))
    tests = {test.id: (task, test) for task in exercise.tasks for test in task.tests}
    broken: dict[str, LearnerFault | None] = {}
    for cell in cells:
        if cell.role is Role.GIVEN:
            run_given(cell.source, learner, own_code_ran)
        elif cell.role is Role.ANSWER and cell.id in attempted:
            broken[cell.id] = run_answer(submission.answers[cell.id], learner)
            own_code_ran = True
        elif cell.role is Role.TEST and cell.id not in results:
            task, test = tests[cell.id]
            results[cell.id] = _judge_test(test, task.id in attempted, broken.get(task.id), bench, learner, patience)
            if patience.fault:  # the task's next test would wait as long
                broken[task.id], patience.fault = patience.fault, None
        own_code_ran = run_helpers(submission, cell.id, learner) or own_code_ran
    return in_order(exercise, results)


def up_to_the_last(cells: tuple[Cell, ...], known: Mapping[str, TestResult]) -> tuple[Cell, ...]:
    """The cells up to the last test that has to be run."""
    open_tests = [place for place, cell in enumerate(cells, 1) if cell.role is Role.TEST and cell.id not in known]
    return cells[: max(open_tests, default=0)]


def in_order(exercise: Exercise, results: Mapping[str, TestResult]) -> tuple[TaskResult, ...]:
    """The results of all tests, by task."""
    return tuple(TaskResult(task.id, task.title, tuple(results[test.id] for test in task.tests)) for task in exercise.tasks)


def untouched(exercise: Exercise, message: str = BLANK) -> tuple[TaskResult, ...]:
    """The results of an exercise of which nothing was attempted."""
    return tuple(
        TaskResult(task.id, task.title, tuple(result(test, Verdict.NOT_ATTEMPTED, message) for test in task.tests))
        for task in exercise.tasks
    )


def run_given(source: str, learner: Learner, own_code_ran: bool) -> None:
    """Run a given cell for the learner; before any code of theirs it must work, or the host is at fault."""
    try:
        learner.set_up(source)
    except LearnerFault as fault:
        if not own_code_ran:
            raise HostFault(f"A given cell did not run in the sandbox: {fault}") from fault


def run_answer(parts: tuple[str, ...], learner: Learner) -> LearnerFault | None:
    """Run an answer's cells; what the last one ran into is kept for its tests."""
    broken: LearnerFault | None = None
    for part in parts:
        try:
            learner.run(part)
            broken = None
        except LearnerFault as fault:
            broken = fault
    return broken


def run_helpers(submission: Submission, anchor: str, learner: Learner) -> bool:
    """Run the learner's own cells at this place; their failures show where an answer needs them."""
    helpers = submission.helpers.get(anchor, ())
    for helper in helpers:
        try:
            learner.run(helper)
        except LearnerFault:
            continue
    return bool(helpers)


def _judge_test(
    test: Test, attempted: bool, broken: LearnerFault | None, bench: Bench, learner: Learner, patience: Patience
) -> TestResult:
    if not attempted:
        return result(test, Verdict.NOT_ATTEMPTED, BLANK)
    if isinstance(broken, OutOf | LearnerEnded) and has_body(test):
        return fault_result(test, broken)
    return run_test(test, bench, learner, broken, patience)
