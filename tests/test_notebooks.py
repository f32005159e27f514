"""Every lesson and every solution runs from top to bottom, lessons print what is committed, and other parameters have their turn."""

import base64
import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
import pytest
from bench.peak import Peak
from conftest import EXPERIMENTS, tracking_below
from turns import chosen

from autograder.build import solution_of
from autograder.exercise import to_bytes
from autograder.layout import Unit, units
from course.setup import kernel, memory

pytestmark = pytest.mark.slow
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
    kernels = kernel_with_its_own_store(to.parent)
    return run(
        "papermill", str(notebook), str(to), "-k", "course", "--no-progress-bar", *words, folder=folder, JUPYTER_PATH=str(kernels)
    )


def kernel_with_its_own_store(place: Path) -> Path:
    """Where Jupyter finds the course's kernel with an empty tracking store, which no other notebook and no earlier run has used."""
    shutil.copyfile(empty_store(), place / "mlflow.db")
    file = kernel.register(place / "jupyter" / "kernels") / "kernel.json"
    specification = json.loads(file.read_text())
    specification["env"] |= tracking_below(place)
    file.write_text(json.dumps(specification))
    return place / "jupyter"


@functools.cache
def empty_store() -> Path:
    """A tracking store in which there is nothing yet; MLflow needs some seconds to make one."""
    path = EXPERIMENTS / "empty.db"
    environment = os.environ | {"MLFLOW_TRACKING_URI": f"sqlite:///{path}"}
    subprocess.run(
        [sys.executable, "-c", "from course.setup import tracking; tracking.make_store()"], env=environment, check=True
    )
    return path


def lesson_as_committed(unit: Unit, place: Path) -> Ran:
    ran = place / "lesson.ipynb"
    done = papermill(unit.lesson, ran, unit.folder)
    return done if done.returncode else replace(against_its_outputs(unit.lesson, ran), most=done.most)


def lesson_with_other_parameters(unit: Unit, place: Path) -> Ran:
    return papermill(unit.lesson, place / "lesson.ipynb", unit.folder, seed="3", fraction="0.25")


def solution_with_another_seed(unit: Unit, place: Path) -> Ran:
    solved = place / "solution.ipynb"
    solved.write_bytes(to_bytes(solution_of(unit)))
    return papermill(solved, place / "run.ipynb", place, seed="11")


def against_its_outputs(notebook: Path, ran: Path) -> Ran:
    """Let nbval compare what is committed with what papermill's run has just printed."""
    options = ("--nbval", "--ran", str(ran), "-p", "whole_outputs", "-p", "no:cacheprovider", "-q")
    return run("pytest", *options, str(notebook), folder=notebook.parent, PYTHONPATH=str(Path(__file__).parent))


COMMITTED, PARAMETERS = "lesson", "lesson, other parameters"
RUNS: dict[str, Callable[[Unit, Path], Ran]] = {
    COMMITTED: lesson_as_committed,
    "solution": solution_with_another_seed,
    PARAMETERS: lesson_with_other_parameters,
}
Started = dict[tuple[str, str], Future[Ran]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "way" in metafunc.fixturenames:
        of_each = {way: chosen(metafunc.config) if way == PARAMETERS else units() for way in RUNS}
        runs = [pytest.param(way, unit, id=f"{way}-{unit.name}") for way, those in of_each.items() for unit in those]
        metafunc.parametrize(("way", "unit"), runs)


@pytest.fixture(scope="module")
def started(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """The asked runs, a few at a time; each test waits for its own."""
    asked = [
        item.callspec.params for item in request.session.items if isinstance(item, pytest.Function) and "way" in item.fixturenames
    ]
    empty_store()
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        yield {
            (each["way"], each["unit"].name): pool.submit(RUNS[each["way"]], each["unit"], tmp_path_factory.mktemp("run"))
            for each in asked
        }
        pool.shutdown(cancel_futures=True)


def test_a_notebook_runs_from_top_to_bottom(unit: Unit, way: str, started: Started) -> None:
    done = started[way, unit.name].result()
    assert done.returncode == 0, done.said[-8000:]
    assert way != COMMITTED or "passed" in done.said
    most = (memory.needed(unit.folder) - memory.SERVER) / memory.MIB  # what a notebook may take beside JupyterLab
    assert 100 < done.most < most, (
        "fewer rows, smaller models or one session less: or measure anew (`make memory`) and raise NEEDED"
    )


OTHERS = {"same": PICTURE, "another picture": PICTURE + b"x", "another cell": b""}


@pytest.mark.parametrize("what", OTHERS)
def test_only_a_lesson_that_was_run_and_printed_what_is_committed_holds(tmp_path: Path, what: str) -> None:
    committed, ran = tmp_path / "lesson.ipynb", tmp_path / "ran.ipynb"
    nbformat.write(with_picture(PICTURE), committed)
    nbformat.write(with_picture(OTHERS[what]), ran)
    done = against_its_outputs(committed, ran)
    assert (done.returncode == 0) is (what == "same"), done.said[-2000:]
    assert {"same": "1 passed", "another picture": "image/png", "another cell": "another cell was run"}[what] in done.said


def with_picture(picture: bytes) -> nbformat.NotebookNode:
    """A notebook of one cell that has shown this picture, or another one that has shown nothing."""
    cell = nbformat.v4.new_code_cell("shown" if picture else "hidden", execution_count=1)
    data = {"image/png": base64.b64encode(picture).decode(), "text/plain": "<IPython.core.display.Image object>"}
    cell.outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)] if picture else []
    return nbformat.v4.new_notebook(cells=[cell])
