"""The ten: what each hands in, and the marks that this must bring by what the unit's answers declare."""

from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from autograder.answers import Answer, Kind, read_answers
from autograder.build import release_of, source_of
from autograder.build.percent import new_cell
from autograder.exercise import Exercise, cell_id, from_source, to_bytes
from autograder.layout import Unit

# It waits for its limit as any endless loop does, and leaves the core to the others.
ENDLESS = "import time\n\nwhile True:\n    time.sleep(0.1)\n"
TAMPERING = """\
import builtins
import unittest.mock
import numpy.testing
import pandas.testing
from pyspark.sql import DataFrame

class Agreeable:
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __sub__ = __rsub__ = __add__ = __radd__ = __abs__ = __getitem__ = __getattr__ = __call__ = lambda self, *ignored: self
    __len__ = lambda self: 2
    __iter__ = lambda self: iter((self, self))

builtins.AssertionError = Warning
numpy.testing.assert_allclose = pandas.testing.assert_frame_equal = lambda *ignored, **also: None
DataFrame.count = lambda self: 0
get_ipython().ast_transformers.append(unittest.mock.MagicMock(visit=lambda tree: tree))
"""
AGREEABLE_ANSWER = "{name} = lambda *ignored, **also: Agreeable()\n"


@dataclass(frozen=True)
class Classmate:
    """One learner: the notebook's bytes, and the points that a right grader gives."""

    name: str
    story: str
    notebook: bytes
    points: float


def classmates(unit: Unit) -> list[Classmate]:
    """The class of ten for a unit."""
    source = source_of(unit)
    exercise = from_source(source, unit.name)
    release = release_of(source)
    total = sum(task.of for task in exercise.tasks)
    reference = {task.id: task.solution for task in exercise.tasks}
    first, last = _other_ways(unit)
    mistaken = _one_misconception_each(unit)
    looping = exercise.tasks[0]
    tampering = {
        task.id: "".join(AGREEABLE_ANSWER.format(name=name) for name in _names(task.id, exercise)) for task in exercise.tasks
    }
    return [
        Classmate("ada", "the reference solution", _notebook(release, reference), total),
        # The one that takes longest comes early, so that no core waits for it at the end.
        Classmate(
            "blaise", "one answer loops for ever", _notebook(release, reference | {looping.id: ENDLESS}), total - looping.of
        ),
        Classmate("carl", "another right way in every task", _notebook(release, reference | first), total),
        Classmate("dana", "one more right way in every task", _notebook(release, reference | last), total),
        *(
            Classmate(
                name,
                answer.name.replace("_", " "),
                _notebook(release, reference | {answer.task: answer.code}),
                total - (answer.loses or 0.0),
            )
            for name, answer in zip(("emil", "fay", "gus", "hana"), mistaken, strict=True)
        ),
        Classmate("ivan", "the release, untouched", to_bytes(release), 0),
        Classmate("judy", "tampers with the tests instead of answering", _notebook(release, tampering, TAMPERING), 0),
    ]


def _other_ways(unit: Unit) -> tuple[dict[str, str], dict[str, str]]:
    accepted = [answer for answer in read_answers(unit) if answer.kind is Kind.ACCEPTED]
    return {answer.task: answer.code for answer in reversed(accepted)}, {answer.task: answer.code for answer in accepted}


def _one_misconception_each(unit: Unit) -> list[Answer]:
    by_task = {answer.task: answer for answer in read_answers(unit) if answer.kind is Kind.REJECTED}
    return list(by_task.values())[:4]


def _names(task: str, exercise: Exercise) -> list[str]:
    return sorted({name for test in exercise.task(task).tests for name in test.names})


def _notebook(release: NotebookNode, answers: dict[str, str], helper: str = "") -> bytes:
    cells = [{**cell, "source": answers.get(cell_id(cell), cell.source)} for cell in release.cells]
    first = [new_cell("my-own-cell", "code", helper, {})] if helper else []
    return to_bytes(nbformat.from_dict({**release, "cells": first + cells}))
