"""The small exercises that the cases answer, built the way the course builds its own."""

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.build import release_of, source_of
from autograder.exercise import Exercise, from_source
from autograder.layout import Unit
from cases.places import CANARIES, UNITS

SEED = "cases"  # of the hidden data, in every case
# The tasks that it answers: not all, where each takes long. What else a case has disturbed shows in the cases that follow it
# in the same judge, whose reports must be the recorded ones too.
CANARY = {"spark": ("pipeline",), "mlflow": ("search",)}


@dataclass(frozen=True)
class Known:
    """An exercise with its source and release."""

    source: NotebookNode
    release: NotebookNode
    exercise: Exercise

    @property
    def right(self) -> dict[str, str]:
        """The reference answer to each task."""
        return {task.id: task.solution for task in self.exercise.tasks}

    def notebook(self, answers: dict[str, str]) -> dict[str, Any]:
        """The release as JSON, with these answers in their cells."""
        notebook: dict[str, Any] = json.loads(json.dumps(self.release))
        for cell in notebook["cells"]:
            cell["source"] = answers.get(cell["id"], cell["source"])
        return notebook


@functools.cache
def known(unit: str) -> Known:
    """The exercise of a unit of the cases."""
    source = source_of(Unit(UNITS / unit))
    return Known(source, release_of(source), from_source(source, f"cases/{unit}"))


def right_answers(unit: str) -> dict[str, str]:
    """The answers of the canary."""
    right = known(unit).right
    return {task: right[task] for task in CANARY.get(unit, right)}


def canary_report(unit: str) -> Path:
    """Where the report of a right submission is recorded."""
    return CANARIES / f"{unit}.json"
