"""The generated notebooks as they stand in the repository: written whole, and checked for freshness."""

import os
from pathlib import Path

from nbformat import NotebookNode

from autograder.build.lesson import executed, lesson_of, without_outputs
from autograder.build.release import release_of
from autograder.build.source import source_of
from autograder.errors import AuthoringError
from autograder.exercise import read_notebook, to_bytes
from autograder.exercise.source import UNANSWERED
from autograder.layout import Unit


def holds_answers(unit: Unit) -> bool:
    """Whether somebody has begun to answer in the exercise where it stands."""
    if not unit.exercise.is_file():
        return False
    answers = (cell.source for cell in read_notebook(unit.exercise).cells if cell.metadata.get("nbgrader", {}).get("solution"))
    return any(UNANSWERED not in source and source.strip() for source in answers)


def build_unit(unit: Unit, again: bool = False) -> list[Path]:
    """Write `exercise.ipynb` and, where its cells changed or `again` is asked, run and write `lesson.ipynb`."""
    if holds_answers(unit):
        raise AuthoringError(
            f"{unit.exercise} holds answers, so nothing of {unit.name} was built: move your work to another name, as in "
            f"exercise-mine.ipynb, take the released file back with `git checkout -- {unit.exercise.name}`, and build again."
        )
    written = []
    if _write(unit.exercise, release_of(source_of(unit))):
        written.append(unit.exercise)
    if (again or _lesson_is_stale(unit)) and _write(unit.lesson, executed(lesson_of(unit), unit)):
        written.append(unit.lesson)
    return written


def check_unit(unit: Unit) -> list[str]:
    """One sentence for each committed notebook that its source would no longer make."""
    again = "run `python -m autograder build` and commit the result."
    stale = []
    if not unit.exercise.is_file() or unit.exercise.read_bytes() != to_bytes(release_of(source_of(unit))):
        stale.append(f"{unit.name}/exercise.ipynb is not what authoring/exercise.py makes: {again}")
    if _lesson_is_stale(unit):
        stale.append(f"{unit.name}/lesson.ipynb is not what authoring/lesson.py makes: {again}")
    return stale


def _lesson_is_stale(unit: Unit) -> bool:
    if not unit.lesson.is_file():
        return True
    committed = read_notebook(unit.lesson)
    ran = all(cell.execution_count for cell in committed.cells if cell.cell_type == "code")
    return not ran or to_bytes(without_outputs(committed)) != to_bytes(lesson_of(unit))


def _write(path: Path, notebook: NotebookNode) -> bool:
    data = to_bytes(notebook)
    if path.is_file() and path.read_bytes() == data:
        return False
    part = path.with_suffix(".part")
    part.write_bytes(data)
    os.replace(part, path)
    return True
