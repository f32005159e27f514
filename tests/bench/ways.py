"""The ways of grading that are compared: each makes a class of its own, hands the notebooks in, and is measured."""

import datetime
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from autograder import classroom
from autograder.layout import Unit
from autograder.notebook.checker import Checker
from bench.clock import Cost, measured, measured_call

THINKING = 30  # seconds between the first visible test that passes and the first check, and between two checks
STOCK = """\
c = get_config()
c.CourseDirectory.course_id = "bench"
c.ExecutePreprocessor.timeout = 900
c.ExecutePreprocessor.kernel_name = "{kernel}"
c.Execute.timeout = 900
"""
PLAIN = "python3"  # ipykernel's own


def stock(place: Path, unit: Unit, notebooks: list[bytes], kernel: str) -> Cost:
    """`nbgrader autograde` as it comes: one call for all, a fresh kernel for each notebook, no sandbox.

    In the plain kernel Spark has its own settings; the course's kernel brings ours, and the archive of classes.
    """
    classroom.release(place / "ours", unit)  # for the source notebook that both grade
    course = place / "stock"
    course.mkdir()
    (course / "nbgrader_config.py").write_text(STOCK.format(kernel=kernel))
    shutil.copytree(place / "ours" / "source", course / "source")
    nbgrader = [sys.executable, "-m", "nbgrader"]
    subprocess.run(
        [*nbgrader, "generate_assignment", unit.assignment], cwd=course, env=os.environ, capture_output=True, check=True
    )
    _hand_in(course, unit, notebooks)
    environment = dict(os.environ)
    if kernel == PLAIN:
        environment.pop("SPARK_CONF_DIR", None)
    return measured([*nbgrader, "autograde", unit.assignment], course, environment)


def ours(place: Path, unit: Unit, notebooks: list[bytes], workers: int) -> Cost:
    """`python -m autograder grade`, with the sandbox and the judge."""
    course = place / "course"
    classroom.release(course, unit)
    _hand_in(course, unit, notebooks)
    words = ["grade", unit.assignment, "--course", str(course), "--workers", str(workers)]
    return measured([sys.executable, "-m", "autograder", *words], place)


def check(place: Path, notebook: bytes) -> Cost:
    """What a learner waits for: `python -m autograder check`."""
    file = place / "mine.ipynb"
    file.write_bytes(notebook)
    return measured([sys.executable, "-m", "autograder", "check", str(file)], place)


def check_in_notebook(place: Path, *versions: bytes) -> Cost:
    """What a learner waits for at the `%check` of a notebook's last version, with half a minute of thinking before each check."""
    file, checker = place / "mine.ipynb", Checker()

    def check() -> None:
        checker.ask(str(file))
        while (said := checker.answer(60)) is None:
            continue
        if "Receipt:" not in said:
            raise RuntimeError(said)

    try:
        for number, version in enumerate(versions):
            file.write_bytes(version)
            if number == 0:
                checker.expect(file)  # a visible test was passed
            time.sleep(THINKING)
            cost = measured_call(check)
        return cost
    finally:
        checker.stop()


def _hand_in(course: Path, unit: Unit, notebooks: list[bytes]) -> None:
    for number, data in enumerate(notebooks):
        target = course / "submitted" / f"student-{number:03}" / unit.assignment / "exercise.ipynb"
        target.parent.mkdir(parents=True)
        target.write_bytes(data)
        target.with_name("timestamp.txt").write_text(f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M:%S} UTC")
