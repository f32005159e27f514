"""The frozen values that an exercise is made of."""

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a cell is for."""

    PROSE = "prose"
    GIVEN = "given"
    ANSWER = "answer"
    TEST = "test"


@dataclass(frozen=True)
class Cell:
    """One cell of the source notebook; `source` holds solutions and hidden tests where there are any."""

    id: str
    role: Role
    source: str


@dataclass(frozen=True)
class Test:
    """One graded test cell, and the names of the answer that it looks at."""

    __test__ = False  # pytest: not a test class

    id: str
    title: str
    source: str
    points: float
    hidden: bool
    names: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """One answer cell with the tests that follow it; `stub` is what the release shows."""

    id: str
    title: str
    solution: str
    stub: str
    tests: tuple[Test, ...]

    @property
    def is_solved(self) -> bool:
        """Whether the reference answer is here, as in a source, and not in a release."""
        return self.solution != self.stub

    @property
    def of(self) -> float:
        """The most points that this task can give."""
        return sum(test.points for test in self.tests)


@dataclass(frozen=True)
class Exercise:
    """An exercise in the order of its notebook."""

    unit: str
    cells: tuple[Cell, ...]
    tasks: tuple[Task, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over everything that can change a mark."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()

    def task(self, id: str) -> Task:
        """The task with this id; KeyError when there is none."""
        return {task.id: task for task in self.tasks}[id]
