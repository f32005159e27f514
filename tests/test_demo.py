"""The whole way of a class: ten learners graded by our command and by nbgrader's, with exactly the expected marks."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hidden_lines import hidden_lines

from autograder import classroom
from autograder.demo import Row, run_demo
from autograder.grading import Job, grade_many
from autograder.layout import unit_named
from autograder.report import to_json

pytestmark = pytest.mark.slow
UNIT = unit_named("regression")
BY_NBGRADER = (
    "ada",
    "emil",
    "gus",
    "ivan",
    "judy",
)  # right, mistaken, at random, untouched, tampering: one after the other takes long


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("class") / "demo"


@pytest.fixture(scope="module")
def rows(root: Path) -> list[Row]:
    return list(run_demo(root, UNIT, cell_seconds=60))  # patient: the marks must not depend on the machine


def marks(root: Path) -> dict[str, str]:
    return {row["student"]: row["points"] for row in csv.DictReader(classroom.export(root).splitlines())}


def test_the_ten_learners_get_exactly_the_expected_marks(rows: list[Row]) -> None:
    assert {row.name: row.points for row in rows} == {row.name: row.expected for row in rows}
    assert len(rows) == 10


def test_the_gradebook_holds_the_same_marks(rows: list[Row], root: Path) -> None:
    assert {name: float(points) for name, points in marks(root).items()} == {row.name: row.points for row in rows}


def test_each_learner_gets_feedback_that_hides_what_is_hidden(rows: list[Row], root: Path) -> None:
    pages = list((root / "feedback").glob("*/regression/exercise.html"))
    assert len(pages) == len(rows)
    secrets = hidden_lines(UNIT)
    for page in pages:
        text = page.read_text()
        assert "Traceback" not in text
        assert not {secret for secret in secrets if secret in text}


def test_grading_again_grades_nothing_and_changes_nothing(rows: list[Row], root: Path) -> None:  # noqa: ARG001
    before = marks(root)
    outcomes = list(
        classroom.grade(root, UNIT.assignment, judge=lambda jobs, workers: pytest.fail(f"graded again: {jobs} {workers}"))
    )
    assert {outcome.status for outcome in outcomes} == {"up to date"}
    assert marks(root) == before


def test_nbgrader_autograde_gives_the_same_marks(rows: list[Row], root: Path, tmp_path: Path) -> None:  # noqa: ARG001
    course = tmp_path / "course"
    course.mkdir()
    shutil.copy(root / "nbgrader_config.py", course)
    for name in ("source", *(f"submitted/{student}" for student in BY_NBGRADER)):
        shutil.copytree(root / name, course / name)
    (course / "private").mkdir()
    shutil.copy(root / "private" / "seed", course / "private" / "seed")
    classroom.release(course, UNIT)
    command = [sys.executable, "-m", "nbgrader", "autograde", UNIT.assignment]
    done = subprocess.run(command, cwd=course, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert marks(course) == {student: points for student, points in marks(root).items() if student in BY_NBGRADER}


def test_the_same_submission_gets_the_same_report_byte_for_byte(rows: list[Row], root: Path) -> None:  # noqa: ARG001
    """Gus is the hardest case: his answer's randomness depends on the order in which rows arrive."""
    folder = root / "source" / UNIT.assignment / "exercise.ipynb"
    submission = root / "submitted" / "gus" / UNIT.assignment / "exercise.ipynb"
    job = Job("again", UNIT.name, folder.read_bytes(), submission.read_bytes(), (root / "private" / "seed").read_text().strip())
    ((_, report),) = grade_many([job])
    assert to_json(report) == (root / "private" / "reports" / UNIT.assignment / "gus.json").read_text()
