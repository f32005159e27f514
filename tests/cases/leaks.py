"""What must never come back to a learner: lines of hidden tests, and the values that they draw and expect."""

import contextlib
import re
from collections.abc import Iterator
from numbers import Real
from typing import Any

from nbformat import NotebookNode

from autograder.exercise import Exercise
from autograder.feedback import page
from autograder.judge import Bench
from autograder.report import Report, to_json

SHORTEST_LINE = 16  # characters; shorter ones stand in ordinary sentences
SHORTEST_VALUE = 7
SENTENCE = re.compile(r"f?\"")  # the message of an assert on a line of its own is there to be shown


def hidden_lines(exercise: Exercise, release: NotebookNode) -> set[str]:
    """The lines of hidden tests that the release does not show."""
    public = "\n".join(cell.source for cell in release.cells)
    lines = {line.strip() for task in exercise.tasks for test in task.tests if test.hidden for line in test.source.splitlines()}
    return {line for line in lines if len(line) >= SHORTEST_LINE and line not in public and not SENTENCE.match(line)}


@contextlib.contextmanager
def listening(public: str) -> Iterator[set[str]]:
    """Collects what tests draw and expect while right answers are judged, as far as `public` does not say it."""
    scopes: list[dict[str, Any]] = []
    real = Bench.scope

    def scope(self: Bench, names: dict[str, Any]) -> dict[str, Any]:
        scopes.append(real(self, names))
        return scopes[-1]

    found: set[str] = set()
    Bench.scope = scope  # type: ignore[method-assign]
    try:
        yield found
    finally:
        Bench.scope = real  # type: ignore[method-assign]
        texts = {text for names in scopes for value in names.values() for text in _texts(value, 0)}
        found |= {text for text in texts if len(text) >= SHORTEST_VALUE and text not in public}


def leaked(report: Report, secrets: set[str]) -> list[str]:
    """The secrets that the report or the page made from it shows."""
    shown = to_json(report) + page(report, "learner")
    return sorted(secret for secret in secrets if secret in shown)


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, Real) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list | tuple | set) and depth < 3:
        for item in value:
            yield from _texts(item, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        for item in value.values():
            yield from _texts(item, depth + 1)
