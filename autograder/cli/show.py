"""A report on the screen."""

from collections.abc import Iterator
from textwrap import wrap

from autograder.report import Report, Status, TaskResult, TestResult, Verdict

MARKS = {Verdict.PASSED: "✓", Verdict.NOT_ATTEMPTED: "·", Verdict.AT_HAND_IN: "·"}
WIDTH = 100


def shown(report: Report) -> str:
    """The points, then each task with what its tests found."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    if report.status is Status.REFUSED:
        yield f"Not graded: {report.reason}"
        return
    if report.status is Status.HOST_FAULT:
        yield f"Not graded, and not your fault: {report.reason} Run it again; your work is untouched."
        return
    yield f"\n{report.unit}   {report.points:g} of {report.of:g} points   (isolation: {report.isolation})\n"
    for task in report.tasks:
        yield from _task(task)
    for note in report.notes:
        yield f"Note: {note}"


def _task(task: TaskResult) -> Iterator[str]:
    yield f"{MARKS.get(task.verdict, '✗')} {task.points:g}/{task.of:g}  {task.title}  [{task.verdict}]"
    for test in task.tests:
        yield from _test(test)
    yield ""


def _test(test: TestResult) -> Iterator[str]:
    kind = " (hidden)" if test.hidden else ""
    yield f"    {MARKS.get(test.verdict, '✗')} {test.points:g}/{test.of:g}  {test.title}{kind}"
    if test.verdict not in (Verdict.PASSED, Verdict.NOT_ATTEMPTED):
        yield from wrap(test.message, WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)
