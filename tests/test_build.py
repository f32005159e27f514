"""The generated notebooks: fresh, reproducible, and without anything that a learner must not see."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hidden_lines import MARKERS, hidden_lines
from small_exercise import small_exercise, source_notebook

from autograder.answers import missing
from autograder.build import build_missing, build_unit, check_unit, lay_out, release_of, source_of
from autograder.build.lesson import executed, lesson_of
from autograder.errors import AuthoringError
from autograder.exercise import Role, from_source, to_bytes
from autograder.exercise.names import bound_names, free_names
from autograder.exercise.source import stub_of
from autograder.layout import MODULES, ROOT, Unit, unit_named, units

UNITS = pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)


@UNITS
def test_the_committed_notebooks_are_what_their_sources_make(unit: Unit) -> None:
    assert check_unit(unit) == []


@UNITS
def test_building_an_exercise_twice_gives_the_same_bytes(unit: Unit) -> None:
    assert to_bytes(release_of(source_of(unit))) == to_bytes(release_of(source_of(unit))) == unit.exercise.read_bytes()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_building_a_lesson_twice_gives_the_same_bytes() -> None:
    """One lesson shows that a build adds nothing of its own; nbval holds the outputs of every lesson, pictures included."""
    unit = unit_named("tracking")
    assert to_bytes(executed(lesson_of(unit), unit)) == unit.lesson.read_bytes()


@UNITS
def test_a_unit_keeps_every_rule_of_the_course(unit: Unit) -> None:
    assert missing(unit) == []


@UNITS
def test_nothing_hidden_stands_in_a_notebook_that_learners_get(unit: Unit) -> None:
    secrets = hidden_lines(unit)
    assert len(secrets) > 50
    for notebook in (unit.exercise, unit.lesson):
        text = json.loads(notebook.read_text())
        seen = {line.strip() for cell in text["cells"] for line in cell["source"]}
        assert not secrets & seen
        assert not any(marker in notebook.read_text() for marker in MARKERS)


@pytest.mark.parametrize("module", sorted({unit.folder.parent for unit in units()}), ids=lambda module: module.name)
def test_a_modules_page_shows_minutes_points_and_objectives_of_its_units(module: Path) -> None:
    page = (module / "README.md").read_text()
    for unit in tomllib.loads((module / "module.toml").read_text())["unit"]:
        name = unit["name"]
        points = sum(task.of for task in from_source(source_of(unit_named(name)), name).tasks)
        minutes = f"{unit['minutes_lesson']} + {unit['minutes_exercise']}"
        objectives = ", ".join([*unit["objectives"], *unit.get("older_outline", [])])
        links = f"[{name}]({name}/lesson.ipynb) · [exercise]({name}/exercise.ipynb) · [questions]({name}/questions.ipynb)"
        assert f"| {links} | {unit['title']} | {minutes} | {points:g} | {objectives} |" in page


def test_nothing_hidden_stands_in_the_wheel(tmp_path: Path) -> None:
    source = tmp_path / "source"
    ignored = shutil.ignore_patterns(".venv", ".git", "build", "local", "private", "__pycache__", "*.egg-info")
    shutil.copytree(ROOT, source, ignore=ignored)
    command = [
        sys.executable,
        "-m",
        "uv",
        "build",
        "--wheel",
        "--offline",
        "--no-build-isolation",
        "--out-dir",
        str(tmp_path / "wheels"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = (tmp_path / "wheels").glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "content", "zip")
    text = "\n".join(path.read_text() for path in (tmp_path / "content").rglob("*") if path.is_file())
    lines = set(map(str.strip, text.splitlines()))
    assert "autograder/judge/tasks.py" in text
    for unit in units():
        assert not hidden_lines(unit) & lines


def test_a_hidden_test_keeps_its_title_and_loses_its_body() -> None:
    released = {cell.id: cell.source for cell in release_of(source_notebook()).cells}
    assert released["doubles-test-2"].startswith("# Any number is doubled\n# Hidden")
    assert "assert" not in released["doubles-test-2"]
    assert "2 * x" not in released["doubles"]


def test_an_exercise_knows_which_names_its_tests_look_at() -> None:
    exercise = small_exercise()
    assert [test.names for test in exercise.tasks[0].tests] == [("double",), ("double",)]
    assert [cell.role for cell in exercise.cells][:3] == [Role.GIVEN, Role.PROSE, Role.ANSWER]
    assert [test.hidden for test in exercise.tasks[1].tests] == [False, True]


def test_names_are_read_from_the_syntax_tree() -> None:
    assert bound_names("%matplotlib inline\nimport a.b as c\ndef f(x): y = 1\nz: int = 2") == {"c", "f", "z"}
    assert free_names("d = f(z)\nassert len(d)") == {"f", "z"}


def test_a_new_unit_is_laid_out_and_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.build.layout_unit.MODULES", tmp_path)
    unit = lay_out("07_more/first_steps")
    lacking = "\n".join(missing(unit))
    assert "lesson" in lacking
    assert "0 tasks" in lacking
    assert "questions" in lacking
    with pytest.raises(AuthoringError, match="already there"):
        lay_out("07_more/first_steps")
    with pytest.raises(AuthoringError, match="MODULE/UNIT"):
        lay_out("../outside")


def test_a_stale_notebook_is_named_and_built_again(tmp_path: Path) -> None:
    shutil.copytree(unit_named("regression").folder, tmp_path / "01_spark_ml" / "regression")
    unit = Unit(tmp_path / "01_spark_ml" / "regression")
    assert check_unit(unit) == []
    unit.exercise_source.write_text(unit.exercise_source.read_text().replace("# # Exercise", "# # An exercise", 1))
    assert "authoring/exercise.py" in check_unit(unit)[0]
    assert build_unit(unit) == [unit.exercise]
    assert check_unit(unit) == []


def test_the_set_up_makes_what_is_missing_and_leaves_a_learners_work_alone(tmp_path: Path) -> None:
    unit = Unit(shutil.copytree(unit_named("regression").folder, tmp_path / "01_spark_ml" / "regression"))
    before = unit.exercise.read_bytes()
    unit.exercise.rename(unit.folder / "mine.ipynb")
    letters = unit.questions.read_text().replace(', \\"\\")', ', \\"A\\")')
    unit.questions.write_text(letters)
    with pytest.raises(AuthoringError, match="holds answers"):
        build_unit(unit)
    assert build_missing(unit) == [unit.exercise]
    assert unit.exercise.read_bytes() == before
    assert unit.questions.read_text() == letters
    assert build_missing(unit) == []


def test_a_unit_that_does_not_exist_is_named_in_one_sentence() -> None:
    with pytest.raises(AuthoringError, match="choose one of"):
        unit_named("nonsense")
    with pytest.raises(AuthoringError, match="No unit"):
        units(MODULES / "99_nothing")


@pytest.mark.parametrize(
    "answer",
    ["def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", "x = 1",
     "a = 0\n\t### BEGIN SOLUTION\n\tx = 1\n\n\t### END SOLUTION\nb = 1\n  # ### BEGIN SOLUTION\ny = 2\n# ### END SOLUTION now\nc"],
)  # fmt: skip
def test_the_stub_of_an_answer_is_what_nbgrader_leaves_of_it(answer: str) -> None:
    notebook = source_notebook()
    cell = next(cell for cell in notebook.cells if cell.id == "doubles")
    cell.source = answer
    released = next(cell for cell in release_of(notebook).cells if cell.id == "doubles")
    assert stub_of(answer) == released.source
    assert stub_of(released.source) == released.source
