"""After an update: which of a learner's notebooks are older than their exercise, and the new version put beside them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.exercise import to_bytes
from autograder.layout import Unit, units
from autograder.updates.cells import cells_of
from autograder.updates.changes import Changes, changes
from autograder.updates.copies import Copy, copies
from autograder.updates.kept import bring_back, first_free, keep, written


@dataclass(frozen=True)
class Notice:
    """A learner's notebook that is older than its exercise (or cannot be read), and where today's exercise stands."""

    path: Path
    newer: Path
    changes: Changes | None  # None: the notebook cannot be read


@dataclass(frozen=True)
class News:
    """What a learner is told; `back` are rescued notebooks, which something had written over."""

    back: tuple[Path, ...]
    notices: tuple[Notice, ...]


def look(root: Path, kept: Path, day: datetime.date) -> News:
    """Compare each answered notebook below a course's root with its exercise; no file that is there is changed."""
    here = units(root / "modules")
    found = list(copies(root, here))
    back = tuple(place for unit in here for place in bring_back(unit, kept, _of(unit, found), day))
    if back:
        found = list(copies(root, here))
    for copy in found:
        if copy.path == copy.unit.exercise:
            keep(copy.unit, kept)
    return News(back, tuple(notice for unit in here for notice in _notices(unit, _of(unit, found), day)))


def _of(unit: Unit, found: list[Copy]) -> list[Copy]:
    return [copy for copy in found if copy.unit == unit]


def _notices(unit: Unit, found: list[Copy], day: datetime.date) -> Iterator[Notice]:
    own = next((copy for copy in found if copy.path == unit.exercise), None)
    broken = own is None and unit.exercise.is_file()
    if not broken and not any(copy.answered for copy in found):
        return
    release = _release(unit, own)
    current = cells_of(release)
    if current is None:
        return
    compared = {copy: changes(copy.cells, current) for copy in found}
    upon_it = sorted((copy for copy in found if not compared[copy]), key=lambda copy: copy.path != unit.exercise)
    behind = [] if any(copy.answered for copy in upon_it) else [copy for copy in found if copy.answered]
    if broken or behind:
        newer = upon_it[0].path if upon_it else written(first_free(lambda number: unit.newer(day, number)), release)
        yield from [Notice(unit.exercise, newer, None)] if broken else []
        yield from (Notice(copy.path, newer, compared[copy]) for copy in behind)


def _release(unit: Unit, own: Copy | None) -> bytes:
    """Today's exercise: the file while nobody has answered in it, else what authoring makes; empty where there is neither."""
    if own and not own.answered:
        return unit.exercise.read_bytes()
    if not unit.exercise_source.is_file():
        return b""
    from autograder.build import release_of, source_of  # takes seconds to import

    return to_bytes(release_of(source_of(unit)))
