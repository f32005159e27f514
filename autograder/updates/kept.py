"""A second copy of what a learner saves in `exercise.ipynb`, for the day on which an unpacked zip writes over that file."""

import contextlib
import datetime
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from autograder.errors import RefusedSubmission
from autograder.files import write_whole
from autograder.intake import read_regular_file
from autograder.layout import KEPT, MODULES, Unit
from autograder.updates.cells import answered_in, cells_of
from autograder.updates.copies import Copy


def saved(os_path: str, **_: Any) -> None:
    """JupyterLab calls this after each save; a copy that cannot be made stops no save."""
    unit = Unit(Path(os_path).parent)
    if os_path == str(unit.exercise) and MODULES in unit.folder.parents:
        keep(unit, KEPT)


def keep(unit: Unit, folder: Path) -> None:
    """Copy an exercise that holds answers; an older copy with answers that this one lacks is kept as well."""
    with contextlib.suppress(OSError, RefusedSubmission):
        data, place = read_regular_file(unit.exercise), folder / unit.name / unit.exercise.name
        now, before = _answered(data), _answered(place.read_bytes()) if place.is_file() else frozenset()
        if now:
            if not before <= now:
                os.replace(place, first_free(lambda number: place.with_stem(f"{place.stem}-{number}")))
            write_whole(place, data)


def bring_back(unit: Unit, folder: Path, found: list[Copy], day: datetime.date) -> Iterator[Path]:
    """Move each copy whose answered tasks no notebook of the learner's answers any more to a place beside the exercise."""
    for copy in sorted((folder / unit.name).glob("*.ipynb")):
        lost = _answered(copy.read_bytes())
        if lost and not any(lost <= other.answered for other in found):
            place = first_free(lambda number: unit.rescued(day, number))
            os.replace(copy, place)
            yield place


def first_free(name: Callable[[int], Path]) -> Path:
    """The first of some names that nobody has; it is an empty file from now on, so that nobody else takes it."""
    return next(place for number in itertools.count(1) if _is_free(place := name(number)))


def put_beside(unit: Unit, release: bytes, day: datetime.date) -> Path:
    """Write today's exercise under a name that nobody has, whole or not at all."""
    part = unit.exercise.with_suffix(".part")
    part.write_bytes(release)
    place = first_free(lambda number: unit.newer(day, number))
    os.replace(part, place)
    return place


def _is_free(place: Path) -> bool:
    try:
        place.open("xb").close()
    except FileExistsError:
        return False
    return True


def _answered(data: bytes) -> frozenset[str]:
    return answered_in(cells_of(data) or ())
