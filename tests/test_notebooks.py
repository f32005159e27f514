"""Every lesson and every solution runs from top to bottom, with other parameters too, and lessons print what is committed."""

import base64
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from bench.peak import Peak

from autograder.build import solution_of
from autograder.exercise import to_bytes
from autograder.layout import Unit, units
from course.setup import memory

pytestmark = pytest.mark.slow
UNITS = pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
AT_A_TIME = 2  # notebooks with a Spark of their own
PICTURE = b"\x89PNG\r\n\x1a\n and no more"  # enough for a notebook to take it for a picture


@dataclass(frozen=True)
class Ran:
    """How a run ended, what it said, and the most MiB that its kernel, Spark and servers held."""

    returncode: int
    said: str
    most: float


def run(*words: str, folder: Path, **variables: str) -> Ran:
    command, environment = [sys.executable, "-m", *words], os.environ | variables
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=folder, text=True, env=environment, **pipes) as process:
        peak = Peak(process.pid)
        said, _ = process.communicate()
        peak.close()
    return Ran(process.returncode, said, peak.most)


def papermill(notebook: Path, to: Path, folder: Path, **parameters: str) -> Ran:
    words = [word for name, value in parameters.items() for word in ("-p", name, value)]
    return run("papermill", str(notebook), str(to), "-k", "course", "--no-progress-bar", *words, folder=folder)


def lesson_with_other_parameters(unit: Unit, place: Path) -> Ran:
    return papermill(unit.lesson, place / "lesson.ipynb", unit.folder, seed="3", fraction="0.25")


def solution_with_another_seed(unit: Unit, place: Path) -> Ran:
    solved = place / "solution.ipynb"
    solved.write_bytes(to_bytes(solution_of(unit)))
    return papermill(solved, place / "run.ipynb", place, seed="11")


def against_its_outputs(notebook: Path) -> Ran:
    options = ("--nbval", "--nbval-kernel-name", "course", "-p", "whole_outputs", "-p", "no:cacheprovider", "-q")
    return run("pytest", *options, str(notebook), folder=notebook.parent, PYTHONPATH=str(Path(__file__).parent))


def lesson_against_its_outputs(unit: Unit, _: Path) -> Ran:
    return against_its_outputs(unit.lesson)


RUNS: dict[str, Callable[[Unit, Path], Ran]] = {
    "lesson, papermill": lesson_with_other_parameters,
    "solution, papermill": solution_with_another_seed,
    "lesson, nbval": lesson_against_its_outputs,
}
Started = dict[tuple[str, str], Future[Ran]]


@pytest.fixture(scope="module")
def started(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """The chosen runs, a few at a time; each test waits for its own."""
    chosen = [
        item.callspec.params for item in request.session.items if isinstance(item, pytest.Function) and "way" in item.fixturenames
    ]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        yield {
            (each["way"], each["unit"].name): pool.submit(RUNS[each["way"]], each["unit"], tmp_path_factory.mktemp("run"))
            for each in chosen
        }
        pool.shutdown(cancel_futures=True)


@UNITS
@pytest.mark.parametrize("way", RUNS)
def test_a_notebook_runs_from_top_to_bottom(unit: Unit, way: str, started: Started) -> None:
    done = started[way, unit.name].result()
    assert done.returncode == 0, done.said[-8000:]
    assert way != "lesson, nbval" or "passed" in done.said
    most = (memory.needed(unit.folder) - memory.SERVER) / memory.MIB  # what a notebook may take beside JupyterLab
    assert 100 < done.most < most, (
        "fewer rows, smaller models or one session less: or measure anew (`make memory`) and raise NEEDED"
    )


@pytest.mark.parametrize(("committed", "holds"), [(PICTURE, True), (PICTURE + b"x", False)], ids=["same", "other"])
def test_a_picture_that_is_not_the_committed_one_is_seen(tmp_path: Path, committed: bytes, holds: bool) -> None:
    cell = nbformat.v4.new_code_cell(f"from IPython.display import Image\nImage(data={PICTURE!r})", execution_count=1)
    shown = {"image/png": base64.b64encode(committed).decode(), "text/plain": "<IPython.core.display.Image object>"}
    cell.outputs = [nbformat.v4.new_output("execute_result", shown, execution_count=1)]
    notebook = tmp_path / "lesson.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), notebook)
    done = against_its_outputs(notebook)
    assert (done.returncode == 0) is holds, done.said[-2000:]
    assert holds or "image/png" in done.said
