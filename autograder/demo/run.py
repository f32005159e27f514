"""Release, collect, grade, feedback and export for the class of ten."""

import functools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder import classroom
from autograder.demo.classmates import classmates
from autograder.gradebook import write_whole
from autograder.grading import grade_many
from autograder.layout import Unit
from autograder.sandbox import Limits

CELL_SECONDS = 15.0  # what one learner's endless loop costs the demo


@dataclass(frozen=True)
class Row:
    """One learner of the demo: what they handed in, what it must bring and what it brought."""

    name: str
    story: str
    expected: float
    points: float | None
    message: str

    @property
    def right(self) -> bool:
        """Whether the mark is the one that the unit's answers declare."""
        return self.points == self.expected


def run_demo(root: Path, unit: Unit, workers: int = 2, cell_seconds: float = CELL_SECONDS) -> Iterator[Row]:
    """Grade the class of ten in a new class folder at `root`, and yield each row as its mark is in the gradebook."""
    shutil.rmtree(root, ignore_errors=True)
    pupils = {pupil.name: pupil for pupil in classmates(unit)}
    classroom.release(root, unit)
    for pupil in pupils.values():
        write_whole(root / "inbox" / pupil.name / "exercise.ipynb", pupil.notebook)
    list(classroom.collect(root, unit.assignment, [root / "inbox"]))
    judge = functools.partial(grade_many, limits=Limits(cell_seconds=cell_seconds))
    for outcome in classroom.grade(root, unit.assignment, workers=workers, judge=judge):
        pupil = pupils[outcome.student]
        yield Row(pupil.name, pupil.story, pupil.points, outcome.points, outcome.message)
    list(classroom.give_feedback(root, unit.assignment, None))
    write_whole(root / "grades.csv", classroom.export(root).encode())
