"""What a learner is told inside the notebook: after each visible test, by hints and solution, and by the whole check."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from autograder import layout
from autograder.cli import learners
from autograder.layout import ROOT, Unit, unit_named, units
from autograder.learner.__main__ import ASIDES
from autograder.notebook import companion, words
from autograder.notebook.companion import MAGICS, Companion
from autograder.notebook.guide import Guide, Place
from autograder.notebook.whole import as_a_block, notebook_here
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


@pytest.mark.parametrize(
    ("test", "error", "editor", "expected"),
    [
        (0, None, True, True),
        (0, None, False, False),
        (0, AssertionError("no"), True, False),
        (0, NotImplementedError(), True, False),
        (1, None, True, False),
    ],
)
def test_who_passes_a_visible_test_in_an_editor_will_check_before_long(
    beside: Companion, said: list[str], place: Place, test: int, error: BaseException | None, editor: bool, expected: bool
) -> None:
    asked: list[Path] = []
    beside._checker.expect = asked.append  # type: ignore[method-assign]
    beside._shell.user_ns |= {"__vsc_ipynb_file__": str(UNIT.exercise)} if editor else {}
    beside.heard(ran(place.task.tests[test].source, error))
    assert asked == [UNIT.exercise] * expected
    assert len(said) == 1


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
    visible, hidden, *_ = (Place(place.unit, place.task, test) for test in place.task.tests)
    assert words.after(visible, None).endswith("run at hand-in; this copy of the course has no hidden tests.")
    assert words.after(hidden, None).endswith("It cannot run now: this copy of the course has no hidden tests.")
    assert len(place.hints) == 3


def test_without_authoring_a_check_takes_its_tests_from_the_release_and_not_from_the_learners_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = Unit(tmp_path / "modules" / UNIT.name)
    unit.folder.mkdir(parents=True)
    monkeypatch.setattr(layout, "UNTOUCHED", tmp_path / "released")
    released = nbformat.read(UNIT.exercise, 4)
    worked_in = nbformat.read(UNIT.exercise, 4)
    worked_in.cells.insert(2, nbformat.v4.new_code_cell("%hint"))
    unit.exercise.write_text(nbformat.writes(worked_in))
    assert [cell.id for cell in learners.tests_of(unit).cells] == [cell.id for cell in released.cells]
    for cell in worked_in.cells:
        cell.source = "changed"
    unit.untouched.parent.mkdir(parents=True)
    unit.untouched.write_text(nbformat.writes(released))
    unit.exercise.write_text(nbformat.writes(worked_in))
    assert learners.tests_of(unit) == released


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
def test_the_kernel_serves_an_editor_other_than_jupyterlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As VS Code does it: no server, no JPY_SESSION_NAME, and a cell of the editor's own that tells the notebook's file."""
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    exercise = nbformat.read(UNIT.exercise, 4)
    test = next(cell.source for cell in exercise.cells if cell.id == f"{ID}-test-1")
    mine = tmp_path / "mine.ipynb"
    mine.write_text("{")  # refused at once, and no receipt is kept
    codes = (test, "1 + 1", "%hint", "%solution", "%check")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in codes])
    client = NotebookClient(notebook, kernel_name=kernel.NAME, allow_errors=True)
    with client.setup_kernel():
        assert client.kc
        client.kc.execute(f'__vsc_ipynb_file__ = "{mine}"', silent=False, store_history=False)
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
    tested, other, hinted, asked, checked = ([shown(output) for output in cell.outputs] for cell in notebook.cells)
    assert tested[-1].startswith("· **Not attempted yet.**")
    assert other == ["2"]
    assert hinted[0].startswith("**Hint 1 of 3**")
    assert "ask once more" in asked[0]
    assert "mine.ipynb as it was saved" in checked[0]
    assert "Checked in" in checked[1]
    assert "This file is not a whole notebook" in checked[2]
    assert "text/markdown" in notebook.cells[-1].outputs[-1].data, "of a long plain text, VS Code leaves out the middle"
    kinds = [set(output.data) for cell in notebook.cells for output in cell.outputs if "data" in output]
    assert all(each in ({"text/plain"}, {"text/plain", "text/markdown"}) for each in kinds), "every editor shows these"


@pytest.mark.parametrize(("text", "fence"), [("plain", "```"), ("of `x`", "```"), ("```python\nx\n```", "````")])
def test_a_report_is_one_block_whatever_it_quotes(text: str, fence: str) -> None:
    assert as_a_block(text) == {"text/plain": text, "text/markdown": f"{fence}text\n{text}\n{fence}"}


def test_a_long_line_of_a_report_is_broken_between_its_words() -> None:
    title = "A flight without a label or without a prediction does not count, and other gaps do not matter (hidden)"
    long = "x" * 200
    text = as_a_block(f"✓ 2/2  Task 3\n    ✓ 1/1  {title}\n\nReceipt: {long}")["text/plain"]
    lines = text.split("\n")
    assert lines[:3] == ["✓ 2/2  Task 3", f"    ✓ 1/1  {title[:74]}", f"        {title[75:]}"]
    assert lines[3:] == ["", "Receipt:", f"    {long}"]


def test_what_lessons_show_needs_no_script_of_an_editor() -> None:
    shown = [
        output.data
        for unit in units()
        for cell in nbformat.read(unit.lesson, 4).cells
        for output in cell.get("outputs", ())
        if "data" in output
    ]
    assert {kind for data in shown for kind in data} <= {"text/plain", "text/markdown", "text/html", "image/png"}
    assert all("text/plain" in data and "<script" not in data.get("text/html", "") for data in shown)


def test_an_exercise_that_is_being_written_disturbs_no_test(tmp_path: Path, place: Place) -> None:
    folder = tmp_path / UNIT.name
    folder.mkdir(parents=True)
    exercise = nbformat.read(UNIT.exercise, 4)
    for cell in exercise.cells:
        if cell.id == ID:
            cell.source = "def split_by_key(rows,"
    (folder / "exercise.ipynb").write_text(nbformat.writes(exercise))
    (folder / "exercise-new-2026-11-26.ipynb").write_text("<<<<<<< a conflict")
    assert place.test
    found = Guide(tmp_path).place_of(place.test.source)
    assert found
    assert words.after(found, without_name("split_by_key")).startswith("✗ **Your code stopped** with NameError")


def test_a_newer_version_beside_the_exercise_is_known_too(tmp_path: Path, place: Place) -> None:
    folder = tmp_path / UNIT.name
    folder.mkdir(parents=True)
    (folder / "exercise.ipynb").write_bytes(UNIT.exercise.read_bytes())
    newer = (
        UNIT.exercise.read_text().replace(ID, "split-is-the-same").replace("# Each flight of the sample", "# All flights of it")
    )
    (folder / "exercise-new-2026-11-26.ipynb").write_text(newer)
    guide = Guide(tmp_path)
    assert place.test
    old, new = (
        guide.place_of(text)
        for text in (place.test.source, place.test.source.replace("Each flight of the sample", "All flights of it"))
    )
    assert (old and old.task.id, new and new.task.id) == (ID, "split-is-the-same")
    called = guide.task_called("split-is-the-same", old)
    assert called
    assert len(called.hints) == 3


def shown(output: nbformat.NotebookNode) -> str:
    data = output.get("data", {})
    return str(data.get("text/markdown") or data.get("text/plain") or output.get("text") or output.get("ename"))
