"""Every lesson and every solution runs from top to bottom, with other parameters too, and lessons print what is committed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.build import solution_of
from autograder.exercise import to_bytes
from autograder.layout import Unit, units

pytestmark = pytest.mark.slow
UNITS = pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)


def run(*words: str, folder: Path) -> str:
    done = subprocess.run([sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def papermill(notebook: Path, to: Path, folder: Path, **parameters: str) -> None:
    words = [word for name, value in parameters.items() for word in ("-p", name, value)]
    run("papermill", str(notebook), str(to), "-k", "course", "--no-progress-bar", *words, folder=folder)


@UNITS
def test_papermill_runs_a_lesson_on_another_seed_and_a_quarter_of_the_rows(unit: Unit, tmp_path: Path) -> None:
    papermill(unit.lesson, tmp_path / "lesson.ipynb", unit.folder, seed="3", fraction="0.25")


@UNITS
def test_papermill_runs_a_solution_on_another_seed(unit: Unit, tmp_path: Path) -> None:
    solved = tmp_path / "solution.ipynb"
    solved.write_bytes(to_bytes(solution_of(unit)))
    papermill(solved, tmp_path / "run.ipynb", tmp_path, seed="11")


@UNITS
def test_a_lesson_prints_what_is_committed(unit: Unit) -> None:
    said = run(
        "pytest", "--nbval", "--nbval-kernel-name", "course", "-p", "no:cacheprovider", "-q", str(unit.lesson), folder=unit.folder
    )
    assert "passed" in said


@UNITS
def test_every_claim_about_a_unit_holds(unit: Unit) -> None:
    assert "Every claim holds." in run("autograder", "answers", str(unit.folder), folder=unit.folder)
