"""After an update: which of a learner's notebooks are older than their exercise, and the new version put beside them."""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.exercise import to_bytes
from autograder.layout import Unit, units
from autograder.updates.cells import cells_of
from autograder.updates.changes import Changes, changes
from autograder.updates.copies import Copy, copies
from autograder.updates.kept import bring_back, keep, put_beside


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
    return News(back, tuple(notice for unit in here for notice in _notices(unit, _of(unit, found), kept, day)))


def _of(unit: Unit, found: list[Copy]) -> list[Copy]:
    return [copy for copy in found if copy.unit == unit]


def _notices(unit: Unit, found: list[Copy], kept: Path, day: datetime.date) -> Iterator[Notice]:
    own = next((copy for copy in found if copy.path == unit.exercise), None)
    broken = own is None and unit.exercise.is_file()
    if not broken and not any(copy.answered for copy in found):
        return
    note, facts = kept / unit.name / "current.txt", _facts(unit, own)
    known = own is not None and note.is_file() and note.read_text() == facts
    release = unit.exercise.read_bytes() if own and (known or not own.answered) else _built(unit)
    current = cells_of(release)
    if current is None:
        return
    compared = {copy: changes(copy.cells, current) for copy in found}
    upon_it = sorted((copy for copy in found if not compared[copy]), key=lambda copy: copy.path != unit.exercise)
    if own and own.answered and own in upon_it and not known:
        note.write_text(facts)
    behind = [] if any(copy.answered for copy in upon_it) else [copy for copy in found if copy.answered]
    if broken or behind:
        newer = upon_it[0].path if upon_it else put_beside(unit, release, day)
        yield from [Notice(unit.exercise, newer, None)] if broken else []
        yield from (Notice(copy.path, newer, compared[copy]) for copy in behind)


def _facts(unit: Unit, own: Copy | None) -> str:
    """What makes an exercise the one of today: found so once, it need not be built again to see it."""
    source = unit.exercise_source.read_bytes() if unit.exercise_source.is_file() else b""
    asked = [(cell.id, cell.released) for cell in own.cells if not cell.is_answer] if own else []
    return hashlib.sha256(source + repr(asked).encode()).hexdigest()


def _built(unit: Unit) -> bytes:
    """Today's exercise, as authoring makes it; empty where there is no authoring."""
    if not unit.exercise_source.is_file():
        return b""
    from autograder.build import release_of, source_of  # takes seconds to import

    return to_bytes(release_of(source_of(unit)))
