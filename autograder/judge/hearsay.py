"""What a visible test says after a hidden one has run: the learner's process may have kept hidden values and put them into words.

So such words are taken from a second run that hears no hidden test; marks and verdicts are those of the first.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from autograder.report import TaskResult, TestResult, Verdict

SAYS_NOTHING = {
    Verdict.PASSED,
    Verdict.NOT_ATTEMPTED,
    Verdict.AT_HAND_IN,
    *(verdict for verdict in Verdict if verdict.startswith("out of")),
}
WITHHELD = "This went wrong only after hidden tests had called your answers: look for what they keep from call to call."
Run = Callable[[Sequence[TestResult]], tuple[TaskResult, ...]]


def without_hearsay(run: Run, known: Sequence[TestResult] = ()) -> tuple[TaskResult, ...]:
    """The results of a run of all that is not `known`, with the words of late visible tests from a run without hidden ones."""
    tasks = run(known)
    tests = [test for task in tasks for test in task.tests]
    late = _after_hidden(tests, {test.id for test in known})
    if not late:
        return tasks
    again = {test.id: test for task in run([test for test in tests if test.id not in late]) for test in task.tests}
    return tuple(
        replace(task, tests=tuple(_told(test, again[test.id]) if test.id in late else test for test in task.tests))
        for task in tasks
    )


def _after_hidden(tests: Sequence[TestResult], known: set[str]) -> set[str]:
    ran = [test for test in tests if test.id not in known and test.verdict not in (Verdict.NOT_ATTEMPTED, Verdict.AT_HAND_IN)]
    first = next((place for place, test in enumerate(ran) if test.hidden), len(ran))
    return {test.id for test in ran[first:] if not test.hidden and test.verdict not in SAYS_NOTHING}


def _told(test: TestResult, again: TestResult) -> TestResult:
    return replace(test, message=again.message if again.verdict is test.verdict else WITHHELD)
