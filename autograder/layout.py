"""Where things are: the only place that spells a path of the project."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AuthoringError

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "modules"
DATASETS = ROOT / "datasets"
COURSE = ROOT / "course"
BUILD = ROOT / "build"
SITE = BUILD / "site"
SPARK_CONF = COURSE / "spark"
KEPT = COURSE / "local" / "kept"  # second copies of a learner's exercises
UNTOUCHED = COURSE / "local" / "released"  # without authoring, as on Binder: the exercises before anybody worked in them
LOCK = ROOT / "requirements.lock"

OVERLAY = "overlay.toml"  # what an overlay says beside its tests: seeds and due dates
NOTEBOOK = "exercise"  # nbgrader's name of the one notebook in each assignment
NOT_A_LEARNERS = ("autograder", "build", "course", "datasets", "tests")  # folders in which no learner keeps work


@dataclass(frozen=True, order=True)
class Unit:
    """One unit's folder, named `MODULE/UNIT` as in `01_spark_ml/regression`, and the overlay of a class, if it has one."""

    folder: Path
    overlay: Path | None = None

    @property
    def name(self) -> str:
        """`MODULE/UNIT`."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def assignment(self) -> str:
        """The name under which nbgrader knows the unit's exercise."""
        return self.folder.name

    @property
    def authoring(self) -> Path:
        """The only folder that a human edits."""
        return self.folder / "authoring"

    @property
    def lesson_source(self) -> Path:
        """The lesson as py:percent."""
        return self.authoring / "lesson.py"

    @property
    def exercise_source(self) -> Path:
        """The exercise, with solutions and hidden tests, as py:percent."""
        return self.authoring / "exercise.py"

    @property
    def quiz(self) -> Path:
        """The unit's questions."""
        return self.authoring / "quiz.toml"

    @property
    def answers(self) -> Path:
        """The folder of `accepted/` and `rejected/` answers."""
        return self.authoring / "answers"

    @property
    def overlay_tests(self) -> Path | None:
        """The hidden tests that a class has in place of the unit's."""
        return self.overlay / self.assignment / "exercise.py" if self.overlay else None

    @property
    def overlay_answers(self) -> Path | None:
        """The answers with which a class proves its own tests, in the form of the unit's."""
        return self.overlay / self.assignment / "answers" if self.overlay else None

    @property
    def lesson(self) -> Path:
        """The generated lesson, committed with its outputs."""
        return self.folder / "lesson.ipynb"

    @property
    def exercise(self) -> Path:
        """The generated exercise that a learner opens."""
        return self.folder / f"{NOTEBOOK}.ipynb"

    @property
    def untouched(self) -> Path:
        """The exercise as it was released, where there is no authoring to make it from."""
        return UNTOUCHED / "modules" / self.name / f"{NOTEBOOK}.ipynb"

    def newer(self, day: datetime.date, number: int) -> Path:
        """Where today's exercise goes while the learner's answers stand in `exercise.ipynb`; a name for every shell."""
        return self._beside(f"new-{day}", number)

    def rescued(self, day: datetime.date, number: int) -> Path:
        """Where work goes that stood in `exercise.ipynb` until something wrote over it."""
        return self._beside(f"mine-{day}", number)

    def releases(self) -> list[Path]:
        """The exercise and the newer versions that an update put beside it, newest first."""
        beside = sorted(self.folder.glob(f"{NOTEBOOK}-new-*.ipynb"), key=lambda path: path.stem, reverse=True)
        return [*beside, *(path for path in (self.untouched, self.exercise) if path.is_file())]

    @property
    def questions(self) -> Path:
        """The generated notebook that asks the unit's questions."""
        return self.folder / "questions.ipynb"

    @property
    def key(self) -> Path:
        """What that notebook looks answers up in: reasons and proofs, as JSON."""
        return self.folder / "questions.json"

    def _beside(self, mark: str, number: int) -> Path:
        return self.folder / f"{NOTEBOOK}-{mark}{f'-{number}' if number > 1 else ''}.ipynb"


def units(place: Path | None = None) -> list[Unit]:
    """All units below a place (the whole course, a module or one unit), in the order of their names."""
    found = sorted(_units_below((place or MODULES).resolve()))
    if not found:
        raise AuthoringError(f"No unit lies at {place or MODULES}: name a module or a unit folder, as in modules/01_spark_ml.")
    return found


def unit_named(name: str) -> Unit:
    """The unit called `MODULE/UNIT`, or just `UNIT`."""
    for unit in units():
        if name in (unit.name, unit.assignment):
            return unit
    known = ", ".join(unit.name for unit in units())
    raise AuthoringError(f"There is no unit {name!r} in this course: choose one of {known}.")


def _units_below(place: Path) -> set[Unit]:
    marks = ("authoring", f"{NOTEBOOK}.ipynb")
    return {Unit(found.parent) for depth in ("", "*/", "*/*/") for mark in marks for found in place.glob(depth + mark)}
