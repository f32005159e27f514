"""Which task a cell belongs to, and what the exercise holds for it: found in the released notebooks."""

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.exercise import Exercise, Task, Test, from_bytes, from_source, without_markers
from autograder.layout import MODULES, Unit, units

HINT = re.compile(r"<details><summary>[^\n]*</summary>\n(.*?)</details>", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """A task of a unit, and the test of it that was run, if one was."""

    unit: Unit
    task: Task
    test: Test | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells the task from all others of the course."""
        return self.unit.name, self.task.id

    @property
    def hints(self) -> list[str]:
        """The task's hints, from where to look to almost the line."""
        cells = {cell.id: cell.source for cell in released(self.unit).cells}
        return [text.strip() for text in HINT.findall(cells.get(f"hints-{self.task.id}", ""))]

    @property
    def solution(self) -> str:
        """The reference solution; empty where this copy of the course holds none."""
        if not self.unit.exercise_source.is_file():
            return ""
        from autograder.build import source_of  # imports jupytext, which takes a second

        return without_markers(from_source(source_of(self.unit), self.unit.name).task(self.task.id).solution)


class Guide:
    """The exercises below one folder of modules."""

    def __init__(self, modules: Path = MODULES) -> None:
        self._units = [unit for unit in units(modules) if unit.exercise.is_file()]

    def place_of(self, code: str) -> Place | None:
        """The test whose cell this is, word for word; None for every other cell."""
        title, text = code.split("\n", 1)[0], code.strip()
        if not title.startswith("# "):
            return None  # the first line of a test is its title
        places = (
            Place(unit, task, test) for unit in self._holding(title) for task in released(unit).tasks for test in task.tests
        )
        return next((place for place in places if place.test and place.test.source.strip() == text), None)

    def task_called(self, id: str, near: Place | None) -> Place | None:
        """The task with this id, in the unit of `near` before any other; None where no unit has it."""
        candidates = [near.unit] if near else []
        places = (Place(unit, task) for unit in [*candidates, *self._holding(id)] for task in released(unit).tasks)
        return next((place for place in places if place.task.id == id), None)

    def _holding(self, text: str) -> Iterator[Unit]:
        """The units in whose exercise a text occurs; to read one whole takes a tenth of a second, and there are many."""
        spelled = json.dumps(text, ensure_ascii=False)[1:-1].encode()
        return (unit for unit in self._units if spelled in unit.exercise.read_bytes())


@functools.cache
def released(unit: Unit) -> Exercise:
    """A unit's exercise as a learner gets it."""
    return from_bytes(unit.exercise.read_bytes(), unit.name)
