"""What a learner is told inside the notebook: after each visible test, by hints and solution, and by the whole check."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.layout import ROOT, unit_named
from autograder.learner.__main__ import ASIDES
from autograder.notebook import companion, words
from autograder.notebook.companion import MAGICS, Companion
from autograder.notebook.guide import Guide, Place
from autograder.notebook.whole import notebook_here
from course.setup import kernel

UNIT = unit_named("01_spark_ml/regression")
ID = "split-is-stable"


@pytest.fixture
def place() -> Place:
    found = Guide().task_called(ID, None)
    assert found
    return Place(found.unit, found.task, found.task.tests[0])


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    monkeypatch.setattr(companion, "display", lambda bundle, **_: texts.append(bundle["text/markdown"]))
    return texts


@pytest.fixture
def beside() -> Companion:
    return Companion(SimpleNamespace(user_ns={}))  # type: ignore[arg-type]


def ran(code: str, error: BaseException | None = None) -> Any:
    return SimpleNamespace(info=SimpleNamespace(raw_cell=code), error_before_exec=None, error_in_exec=error)


def without_name(name: str) -> NameError:
    return NameError(f"name {name!r} is not defined", name=name)


@pytest.mark.parametrize(
    ("error", "begins", "holds"),
    [
        (None, "✓ **Passed.**", "2 hidden tests of this task run at hand-in"),
        (NotImplementedError(), "· **Not attempted yet.**", "answer cell above"),
        (without_name("split_by_key"), "· **Not attempted yet.**", "answer cell above"),
        (without_name("splitted"), "✗ **Your code stopped** with NameError", f"%hint {ID}"),
        (AssertionError("the share is *0.4*"), "✗ **Seen:** the share is \\*0.4\\*", f"%hint {ID}"),
        (ZeroDivisionError("division"), "✗ **Your code stopped** with ZeroDivisionError: division", "The lines above"),
    ],
)
def test_each_end_of_a_visible_test_has_its_words(place: Place, error: BaseException | None, begins: str, holds: str) -> None:
    text = words.after(place, error)
    assert text.startswith(begins)
    assert holds in text


def test_every_readable_test_of_the_course_is_found_by_its_cell() -> None:
    guide, found = Guide(), 0
    for unit in guide._units:
        for cell in nbformat.read(unit.exercise, 4).cells:
            if cell.metadata.get("nbgrader", {}).get("grade"):
                place = guide.place_of(cell.source)
                assert place
                assert place.test
                assert place.test.hidden or (place.unit, place.test.id) == (unit, cell.id)
                found += 1
    assert found > 300


def test_other_cells_are_no_business_of_the_companion(beside: Companion, said: list[str], place: Place) -> None:
    assert place.test
    for code in ("1 + 1", "# a comment", place.test.source + "\nmore = 1", "", place.task.stub):
        beside.heard(ran(code))
    beside.heard(SimpleNamespace(info=None, error_before_exec=None, error_in_exec=None))  # type: ignore[arg-type]
    assert not said


def test_a_hidden_test_says_when_it_runs(beside: Companion, said: list[str], place: Place) -> None:
    beside.heard(ran(place.task.tests[1].source))
    assert said[0].startswith("**Hidden.**")


def test_hints_come_in_steps_and_the_task_is_the_one_tested_last(beside: Companion, said: list[str], place: Place) -> None:
    assert place.test
    beside.hint("")
    beside.heard(ran(place.test.source, AssertionError("no")))
    for _ in range(4):
        beside.hint("")
    beside.hint("metrics-follow-their-definitions")
    beside.hint("nonsense")
    assert "Run a test of your task first" in said[0]
    assert [text.split("**")[1] for text in said[2:7]] == [f"Hint {number} of 3" for number in (1, 2, 3, 1, 1)]
    assert place.hints[0] in said[2]
    assert "There is no task nonsense" in said[7]
    assert f"`%hint {ID}`" in said[7]


def test_the_solution_comes_when_it_is_asked_for_twice(beside: Companion, said: list[str], place: Place) -> None:
    beside.solution(ID)
    beside.solution("log-label-is-undone")
    beside.solution(f"'{ID}'")
    assert "ask once more" in said[0]
    assert "ask once more" in said[1]
    assert "```python\ndef split_by_key(" in said[2]
    assert "SOLUTION" not in said[2]
    assert place.solution in said[2]


def test_a_copy_without_solutions_says_so(tmp_path: Path) -> None:
    folder = tmp_path / UNIT.name
    folder.mkdir(parents=True)
    (folder / "exercise.ipynb").write_bytes(UNIT.exercise.read_bytes())
    place = Guide(tmp_path).task_called(ID, None)
    assert place
    assert words.solution(place).startswith("This copy of the course holds no solutions.")
    assert len(place.hints) == 3


def test_the_notebooks_file_is_asked_of_the_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "mine.ipynb"
    mine.touch()
    monkeypatch.chdir(tmp_path)
    assert notebook_here({"JPY_SESSION_NAME": str(mine)}, {}) == mine
    assert notebook_here({"JPY_SESSION_NAME": "work/mine.ipynb"}, {}) == mine
    assert notebook_here({"JPY_SESSION_NAME": "other.ipynb"}, {"__vsc_ipynb_file__": str(mine)}) == mine
    assert notebook_here({}, {}) is None


@pytest.mark.parametrize(
    ("line", "environment", "sentence"),
    [
        ("", {}, "does not say which file"),
        ("gone.ipynb", {}, "no file gone.ipynb"),
        ("", {"JPY_SESSION_NAME": "old.ipynb"}, "old.ipynb"),
    ],
)
def test_a_check_without_its_file_says_what_to_write(
    beside: Companion, said: list[str], monkeypatch: pytest.MonkeyPatch, line: str, environment: dict[str, str], sentence: str
) -> None:
    monkeypatch.setattr(companion.os, "environ", environment)
    beside.check(line)
    assert sentence in said[0]
    assert "`%check mine.ipynb`" in said[0]


def test_in_the_sandbox_the_magics_stop_nothing() -> None:
    assert set(ASIDES) == set(MAGICS)
    program = (
        "from autograder.learner.__main__ import _new_shell\n"
        "shell = _new_shell()\n"
        "assert shell.run_cell('%hint\\n%solution a-task\\n%check mine.ipynb\\nhelper = 1').success\n"
        "assert shell.user_ns['helper'] == 1\n"
        "assert not shell.run_cell('%unheard_of').success\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


@pytest.mark.slow
def test_the_courses_kernel_comments_tests_and_checks_a_saved_notebook(tmp_path: Path) -> None:
    exercise = nbformat.read(UNIT.exercise, 4)
    test = next(cell.source for cell in exercise.cells if cell.id == f"{ID}-test-1")
    (tmp_path / "mine.ipynb").write_text("{")  # refused at once, and no receipt is kept
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in (test, "1 + 1", "%check mine.ipynb")])
    where = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, kernel_name=kernel.NAME, allow_errors=True, resources=where).execute()
    tested, other, checked = ([shown(output) for output in cell.outputs] for cell in notebook.cells)
    assert tested[-1].startswith("· **Not attempted yet.**")
    assert other == ["2"]
    assert "mine.ipynb as it was saved" in checked[0]
    assert "Checked in" in checked[1]
    assert "This file is not a whole notebook" in checked[2]


def shown(output: nbformat.NotebookNode) -> str:
    data = output.get("data", {})
    return str(data.get("text/markdown") or data.get("text/plain") or output.get("text") or output.get("ename"))
