"""The private overlay of a class: its own hidden tests for some tasks, its own seeds and due dates; all else is the unit's."""

import datetime
import hashlib
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.build.percent import percent_cells
from autograder.errors import AuthoringError
from autograder.layout import OVERLAY, Unit

FORM = '# %% test="task-id" points=2 hidden=true'
SHORTEST_SEED = 16


@dataclass(frozen=True)
class Overlay:
    """What an overlay says beside its tests, by assignment; the table for all is the one without a name."""

    place: Path
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    def seed(self, assignment: str) -> str | None:
        """The secret from which the hidden data of an assignment are drawn, if the class has one for it."""
        return self._table(assignment).get("seed")

    def due(self, assignment: str) -> datetime.datetime | None:
        """The due date of an assignment, in UTC without a zone as nbgrader keeps it."""
        due: datetime.datetime | None = self._table(assignment).get("due")
        return due.astimezone(datetime.UTC).replace(tzinfo=None) if due else None

    def tests(self, assignment: str) -> bytes:
        """The file of hidden tests for an assignment; nothing where there is none."""
        path = Unit(Path(assignment), self.place).overlay_tests
        return path.read_bytes() if path and path.is_file() else b""

    def digest(self, assignment: str) -> str:
        """SHA-256 of all that the overlay says of an assignment; nothing where it says nothing."""
        code = self.tests(assignment)
        said = self._table(assignment)
        return hashlib.sha256(repr((code, sorted(said.items()))).encode()).hexdigest() if code or said else ""

    def strangers(self, known: Collection[str]) -> list[str]:
        """The names that the overlay has for assignments, and which are none."""
        folders = [path.name for path in self.place.iterdir() if path.is_dir() and not path.name.startswith(".")]
        return sorted({*folders, *self.tables} - {"", *known})

    def _table(self, assignment: str) -> dict[str, Any]:
        return {**self.tables.get("", {}), **self.tables.get(assignment, {})}


def read_overlay(place: Path) -> Overlay:
    """The overlay in a folder; AuthoringError when it is not there, or its file says what nobody understands."""
    if not place.is_dir():
        raise AuthoringError(f"There is no overlay at {place}: bring the folder, or the one that the link leads to, back.")
    path = place / OVERLAY
    try:
        said = tomllib.loads(path.read_text()) if path.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AuthoringError(f"{path} is no TOML ({error}): mend that line.") from error
    tables = {"": {key: value for key, value in said.items() if not isinstance(value, dict)}}
    tables |= {key: value for key, value in said.items() if isinstance(value, dict)}
    for name, table in tables.items():
        for fault in _faults(name, table):
            raise AuthoringError(f"{path}: {fault}")
    return Overlay(place, tables)


def exercise_cells(unit: Unit) -> list[NotebookNode]:
    """The cells of a unit's exercise, with the overlay's hidden tests in place of the unit's where a task has some."""
    left = _tests(unit)
    replaced = set(left)
    cells = []
    for cell in percent_cells(unit.exercise_source):
        task = cell.metadata.get("test")
        if task in replaced and cell.metadata.get("hidden"):
            cells += left.pop(task, [])
        else:
            cells.append(cell)
    if left:
        raise AuthoringError(
            f"{unit.overlay_tests} has tests for {next(iter(left))!r}, which is no task of {unit.name} with a hidden test: "
            f"its tasks are {', '.join(_tasks(cells))}."
        )
    return cells


def overlaid_tasks(unit: Unit) -> set[str]:
    """The tasks whose hidden tests are the overlay's."""
    return set(_tests(unit))


def _tests(unit: Unit) -> dict[str, list[NotebookNode]]:
    tests: dict[str, list[NotebookNode]] = {}
    path = unit.overlay_tests
    for cell in percent_cells(path) if path and path.is_file() else ():
        marks = cell.metadata
        if "test" in marks and marks.get("hidden") and cell.cell_type == "code":
            tests.setdefault(str(marks["test"]), []).append(cell)
        elif cell.cell_type == "code" and any(line.strip() and not line.startswith("#") for line in cell.source.splitlines()):
            raise AuthoringError(
                f"{path} holds a cell that is no hidden test ({cell.source.strip().splitlines()[0]!r}): "
                f"begin each with {FORM}; all else comes from {unit.name}."
            )
    return tests


def _tasks(cells: list[NotebookNode]) -> list[str]:
    return [str(cell.metadata["answer"]) for cell in cells if "answer" in cell.metadata]


def _faults(name: str, table: dict[str, Any]) -> Iterator[str]:
    where = f"[{name}]" if name else "the part above all tables"
    for key, value in table.items():
        match key, value:
            case "seed", str():
                if len(value) < SHORTEST_SEED:
                    yield f"the seed in {where} can be guessed: take {SHORTEST_SEED} signs or more, as of `openssl rand -hex 16`."
            case "due", datetime.datetime() if name:
                if value.tzinfo is None:
                    yield f"due in {where} names no zone: write due = 2026-12-18 18:00:00Z for UTC, or end it with +01:00."
            case "seed", _:
                yield f'seed in {where} is no text: put it between ".'
            case "due", _ if name:
                yield f"due in {where} is no time: write due = 2026-12-18 18:00:00Z."
            case _:
                yield f"{key} in {where} is not understood: write seed there or in [ASSIGNMENT], and due in [ASSIGNMENT] alone."
