"""The notebooks in which a learner answered: exercises where they stand, and copies by any name in any folder of the course."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import RefusedSubmission
from autograder.intake import read_regular_file, unit_of
from autograder.layout import NOT_A_LEARNERS, Unit
from autograder.updates.cells import Written, answered_in, cells_of

ANSWER = b'"solution"'  # nbgrader's mark of an answer cell, and of no cell of a lesson


@dataclass(frozen=True)
class Copy:
    """A notebook of a unit's exercise, blank or answered."""

    path: Path
    unit: Unit
    cells: tuple[Written, ...]

    @property
    def answered(self) -> frozenset[str]:
        """The tasks in which somebody has begun to answer."""
        return answered_in(self.cells)


def copies(root: Path, units: list[Unit]) -> Iterator[Copy]:
    """All notebooks below a course's root that belong to the exercise of one of these units."""
    named = {unit.name: unit for unit in units}
    for path in _notebooks(root):
        try:
            data = read_regular_file(path)
            if ANSWER not in data:  # most notebooks are lessons, and need not be taken apart
                continue
            unit, cells = named.get(unit_of(data)), cells_of(data)
        except RefusedSubmission:
            continue
        if unit and cells and any(cell.is_answer for cell in cells):
            yield Copy(path, unit, cells)


def _notebooks(root: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(root):
        here = Path(place)
        folders[:] = sorted(name for name in folders if name[0] != "." and (here != root or name not in NOT_A_LEARNERS))
        yield from sorted(here / name for name in names if name.endswith(".ipynb"))
