"""Which task a cell belongs to, and what the exercise holds for it: found in the released notebooks."""

import ast
import contextlib
import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AuthoringError
from autograder.exercise import Exercise, Task, Test, from_source, without_markers
from autograder.exercise.names import plain_python
from autograder.exercise.source import STUB
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
    def ran_visibly(self) -> bool:
        """Whether a test was run whose body the notebook shows; a hidden one's cell runs nothing."""
        return self.test is not None and not self.test.hidden

    @property
    def hints(self) -> list[str]:
        """The task's hints, from where to look to almost the line."""
        cells = {cell.id: cell.source for exercise in reversed(released(self.unit)) for cell in exercise.cells}
        return [text.strip() for text in HINT.findall(cells.get(f"hints-{self.task.id}", ""))]

    @property
    def hidden_tests_are_here(self) -> bool:
        """Whether this copy of the course can run the task's hidden tests."""
        return self.unit.exercise_source.is_file()

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
        self._units = units(modules)

    def place_of(self, code: str) -> Place | None:
        """The test whose cell this is, word for word; None for every other cell."""
        title, text = code.split("\n", 1)[0], code.strip()
        if not title.startswith("# "):
            return None  # the first line of a test is its title
        places = (
            Place(unit, task, test)
            for unit in self._holding(title)
            for exercise in released(unit)
            for task in exercise.tasks
            for test in task.tests
        )
        return next((place for place in places if place.test and place.test.source.strip() == text), None)

    def task_called(self, id: str, near: Place | None) -> Place | None:
        """The task with this id, in the unit of `near` before any other; None where no unit has it."""
        candidates = [near.unit] if near else []
        places = (Place(unit, task) for unit in [*candidates, *self._holding(id)] for task in tasks_of(unit))
        return next((place for place in places if place.task.id == id), None)

    def _holding(self, text: str) -> Iterator[Unit]:
        """The units in whose exercise a text occurs; to read one whole takes a tenth of a second, and there are many."""
        spelled = json.dumps(text, ensure_ascii=False)[1:-1].encode()
        return (unit for unit in self._units if any(spelled in path.read_bytes() for path in unit.releases()))


def tasks_of(unit: Unit) -> list[Task]:
    """The tasks of a unit, as its newest release has them."""
    newest: dict[str, Task] = {}
    for exercise in released(unit):
        for task in exercise.tasks:
            newest.setdefault(task.id, task)
    return list(newest.values())


@functools.cache
def released(unit: Unit) -> tuple[Exercise, ...]:
    """A unit's exercise as a learner got it, and as updates put it beside their work; newest first."""
    return tuple(_exercises(unit))


def _exercises(unit: Unit) -> Iterator[Exercise]:
    """The learner may be at work in these files: an answer that is no Python yet counts as blank, and no notebook as none."""
    for path in unit.releases():
        with contextlib.suppress(ValueError, LookupError, TypeError, AuthoringError):
            notebook = json.loads(path.read_bytes())
            for cell in notebook["cells"]:
                if cell["metadata"].get("nbgrader", {}).get("solution") and not _is_python("".join(cell["source"])):
                    cell["source"] = STUB
            yield from_source(notebook, unit.name)


def _is_python(code: str) -> bool:
    try:
        ast.parse(plain_python(code))
    except SyntaxError:
        return False
    return True
