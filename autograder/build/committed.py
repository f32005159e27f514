"""The generated files as they stand in the repository: written whole, and checked for freshness."""

from pathlib import Path

from autograder.build.lesson import executed, lesson_of, without_outputs
from autograder.build.questions import NOTHING_CHOSEN, key_of, questions_of
from autograder.build.release import release_of
from autograder.build.source import source_of
from autograder.errors import AuthoringError
from autograder.exercise import read_notebook, to_bytes
from autograder.exercise.source import UNANSWERED
from autograder.files import write_whole
from autograder.layout import Unit


def holds_answers(unit: Unit) -> bool:
    """Whether somebody has begun to answer in the exercise where it stands."""
    if not unit.exercise.is_file():
        return False
    answers = (cell.source for cell in read_notebook(unit.exercise).cells if cell.metadata.get("nbgrader", {}).get("solution"))
    return any(UNANSWERED not in source and source.strip() for source in answers)


def holds_letters(unit: Unit) -> bool:
    """Whether somebody has begun to answer the questions where they stand."""
    if not unit.questions.is_file():
        return False
    asked = (cell.source for cell in read_notebook(unit.questions).cells if cell.source.startswith("quiz.answer("))
    return any(not source.endswith(NOTHING_CHOSEN) for source in asked)


def build_unit(unit: Unit, again: bool = False) -> list[Path]:
    """Write a unit's exercise and questions and, where its cells changed or `again` is asked, run and write its lesson."""
    for begun, path in ((holds_answers(unit), unit.exercise), (holds_letters(unit), unit.questions)):
        if begun:
            raise AuthoringError(
                f"{path} holds answers, so nothing of {unit.name} was built: move your work to another name, as in "
                f"{path.stem}-mine.ipynb, take the released file back with `git checkout -- {path.name}`, and build again."
            )
    written = [path for path, (data, _) in _made(unit).items() if _write(path, data)]
    if (again or _lesson_is_stale(unit)) and _write(unit.lesson, to_bytes(executed(lesson_of(unit), unit))):
        written.append(unit.lesson)
    return written


def build_missing(unit: Unit) -> list[Path]:
    """Write what is not there of a unit, whatever a learner has written into the rest of it."""
    if all(path.is_file() for path in (unit.exercise, unit.questions, unit.key, unit.lesson)):
        return []
    written = [path for path, (data, _) in _made(unit).items() if not path.is_file() and _write(path, data)]
    if not unit.lesson.is_file() and _write(unit.lesson, to_bytes(executed(lesson_of(unit), unit))):
        written.append(unit.lesson)
    return written


def check_unit(unit: Unit) -> list[str]:
    """One sentence for each committed file that its source would no longer make."""
    stale = [(path, source) for path, (data, source) in _made(unit).items() if not _holds(path, data)]
    stale += [(unit.lesson, unit.lesson_source)] if _lesson_is_stale(unit) else []
    again = "run `python -m autograder build` and commit the result."
    return [f"{unit.name}/{path.name} is not what authoring/{source.name} makes: {again}" for path, source in stale]


def _made(unit: Unit) -> dict[Path, tuple[bytes, Path]]:
    """Each file that is made without running anything: its bytes, and the source that they come from."""
    return {
        unit.exercise: (to_bytes(release_of(source_of(unit))), unit.exercise_source),
        unit.questions: (to_bytes(questions_of(unit)), unit.quiz),
        unit.key: (key_of(unit), unit.quiz),
    }


def _lesson_is_stale(unit: Unit) -> bool:
    if not unit.lesson.is_file():
        return True
    committed = read_notebook(unit.lesson)
    ran = all(cell.execution_count for cell in committed.cells if cell.cell_type == "code")
    return not ran or to_bytes(without_outputs(committed)) != to_bytes(lesson_of(unit))


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _write(path: Path, data: bytes) -> bool:
    if _holds(path, data):
        return False
    write_whole(path, data)
    return True
