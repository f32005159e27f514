"""What the results of a submission depend on, as keys: equal keys mean equal results."""

import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from autograder.exercise import Exercise, Role, Test
from autograder.intake import Submission
from autograder.intake.notebook import TOP
from autograder.layout import LOCK
from autograder.report import SCHEMA, Report, Status, TaskResult, TestResult, Verdict
from autograder.sandbox import Isolation


@dataclass(frozen=True)
class Finding:
    """What was found for one test, without the words that its exercise has for it."""

    verdict: Verdict
    message: str


@dataclass(frozen=True)
class Work:
    """A submission as intake sees it, with everything else that its results depend on."""

    exercise: Exercise
    submission: Submission
    seed: str
    isolation: Isolation

    @functools.cached_property
    def key(self) -> str:
        """One key for all that this work can bring: whoever hands in the same answers has the same."""
        return digest([self.exercise.digest, self.context])

    @functools.cached_property
    def context(self) -> str:
        """One key for everything but the tests: the code that runs around them, the data and the environment."""
        return digest([self.exercise.unit, environment(self.isolation), variant(self.seed), self._code])

    @functools.cached_property
    def test_keys(self) -> dict[str, str]:
        """By the id of each test, a key that changes with the context, the test, or its place in the code."""
        places = self._places
        keys = {}
        for task in self.exercise.tasks:
            attempted = self.submission.attempted(task.id, task.stub)
            for test in task.tests:
                keys[test.id] = digest([self.context, places[test.id], task.id, attempted, asdict(test)])
        return keys

    @property
    def attempted(self) -> bool:
        """Whether there is an answer at all."""
        return any(self.submission.attempted(task.id, task.stub) for task in self.exercise.tasks)

    def known(self, findings: Mapping[str, Finding]) -> tuple[TestResult, ...]:
        """The results of those tests for which something was found under their key."""
        found = ((test, findings.get(self.test_keys[test.id])) for task in self.exercise.tasks for test in task.tests)
        return tuple(_result(test, finding) for test, finding in found if finding)

    def findings(self, report: Report) -> dict[str, Finding]:
        """What a report found, by the keys of its tests."""
        results = [test for task in report.tasks for test in task.tests]
        return {self.test_keys[result.id]: Finding(result.verdict, result.message) for result in results}

    def report(self, known: tuple[TestResult, ...]) -> Report | None:
        """The report of this work, if every test's result is known."""
        results = {result.id: result for result in known}
        tasks = self.exercise.tasks
        if any(test.id not in results for task in tasks for test in task.tests):
            return None
        found = tuple(TaskResult(task.id, task.title, tuple(results[test.id] for test in task.tests)) for task in tasks)
        facts = facts_of(self.exercise, self.submission.digest, self.seed, self.isolation)
        return Report(status=Status.GRADED, tasks=found, notes=self.submission.notes, **facts)

    def notebook(self) -> bytes:
        """The least notebook that intake reads as this submission; equal work gives equal bytes."""
        return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(self._cells())}).encode()

    def _cells(self) -> Iterator[dict[str, Any]]:
        yield from map(_cell, self.submission.helpers.get(TOP, ()))
        for cell in self.exercise.cells:
            helpers = self.submission.helpers.get(cell.id, ())
            parts = self.submission.answers.get(cell.id, ("",) if helpers else ())
            yield from (_cell(part, cell.id) for part in parts)
            yield from map(_cell, helpers)

    @functools.cached_property
    def _code(self) -> list[list[str]]:
        return [step for step, test in self._walk() if step and not test]

    @functools.cached_property
    def _places(self) -> dict[str, int]:
        """By the id of each test, how many pieces of code run before it."""
        places: dict[str, int] = {}
        before = 0
        for step, test in self._walk():
            if test:
                places[test] = before
            before += bool(step)
        return places

    def _walk(self) -> Iterator[tuple[list[str], str]]:
        """Each piece of code that runs, with its kind, or the id of a test, in the order of the notebook."""
        attempted = {task.id for task in self.exercise.tasks if self.submission.attempted(task.id, task.stub)}
        yield from self._helpers(TOP)
        for cell in self.exercise.cells:
            if cell.role is Role.GIVEN:
                yield ["given", cell.source], ""
            elif cell.role is Role.ANSWER and cell.id in attempted:
                yield ["answer", cell.id, *self.submission.answers[cell.id]], ""
            elif cell.role is Role.TEST:
                yield [], cell.id
            yield from self._helpers(cell.id)

    def _helpers(self, anchor: str) -> Iterator[tuple[list[str], str]]:
        yield from ((["own", code], "") for code in self.submission.helpers.get(anchor, ()))


def facts_of(exercise: Exercise, submission: str, seed: str, isolation: Isolation) -> dict[str, Any]:
    """What a report says it was made from; `submission` is the SHA-256 of the bytes handed in."""
    return {
        "unit": exercise.unit,
        "submission": submission,
        "exercise": exercise.digest,
        "variant": variant(seed),
        "isolation": isolation.kind,
    }


def variant(seed: str) -> str:
    """A name for the hidden data, from which the seed cannot be told."""
    return hashlib.sha256(f"variant {seed}".encode()).hexdigest()


@functools.cache
def environment(isolation: Isolation) -> str:
    """A key for what grades: the kind of sandbox, the report's schema, and the locked versions."""
    lock = LOCK.read_bytes() if LOCK.is_file() else b""
    return digest([isolation.kind, SCHEMA, hashlib.sha256(lock).hexdigest()])


def digest(value: Any) -> str:
    """SHA-256 of plain data."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _result(test: Test, finding: Finding) -> TestResult:
    return TestResult(test.id, test.title, test.hidden, test.points, finding.verdict, finding.message)


def _cell(source: str, id: str = "") -> dict[str, Any]:
    marks = {"nbgrader": {"grade_id": id}} if id else {}
    return {"id": id, "cell_type": "code", "metadata": marks, "source": source, "outputs": [], "execution_count": None}
