"""What the start page says of a learner: it follows from the receipts and tries that this machine noted, and from nothing else."""

import json
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from autograder.build import read_questions, source_of
from autograder.cli.receipts import keep
from autograder.exercise import Exercise, from_source
from autograder.layout import MODULES, Unit, unit_named, units
from autograder.report import Report, Status, TaskResult, TestResult, Verdict
from course import Quiz
from course.setup import start
from course.setup.bars import bars, percent
from course.setup.readiness import SYLLABUS, Readiness, readiness
from course.setup.records import Records

SHA = "a" * 64


@pytest.fixture
def unit() -> Unit:
    return unit_named("regression")


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path)


def exercise_of(unit: Unit) -> Exercise:
    return from_source(source_of(unit), unit.name)


def checked(unit: Unit, passed: set[str]) -> Report:
    """A report in which these tasks passed and all others failed."""
    tasks = []
    for task in exercise_of(unit).tasks:
        verdict = Verdict.PASSED if task.id in passed else Verdict.FAILED
        tasks.append(TaskResult(task.id, task.title, (TestResult(task.id, task.title, False, task.of, verdict),)))
    return Report(unit.name, Status.GRADED, SHA, SHA, SHA, "none", tuple(tasks))


def prompt(unit: Unit, task: str) -> str:
    return next(cell.source for cell in source_of(unit).cells if cell["id"] == f"prompt-{task}")


def answer_all(unit: Unit, records: Records, right: bool = True) -> None:
    quiz = Quiz(unit.name, records=records)
    for question in read_questions(unit):
        letters = [letter for letter, choice in zip("ABCD", question["choice"], strict=True) if choice["right"] is right]
        quiz.answer(question["id"], "".join(letters[: question["choose"]]))


def tally_of(ready: Readiness, objective: str) -> tuple[float, float, int, int]:
    tally = next(domain.tallies[objective] for domain in ready.domains if objective in domain.tallies)
    return tally.points, tally.of, tally.right, tally.questions


def test_the_syllabus_has_the_48_objectives_of_the_guide_in_four_weighted_domains() -> None:
    domains = tomllib.loads(SYLLABUS.read_text())["domain"]
    assert sum(domain["weight"] for domain in domains) == 100
    numbers = [int(id.split("-")[1]) for domain in domains for id in domain["objectives"]]
    assert numbers == list(range(1, 49))


def test_every_objective_of_the_guide_has_a_unit_and_its_module_names_it() -> None:
    taught = set()
    for manifest in MODULES.glob("*/module.toml"):
        named = tomllib.loads(manifest.read_text())
        of_units = {objective for unit in named["unit"] for objective in unit["objectives"]}
        assert of_units == set(named["objectives"]), manifest
        taught |= of_units
    assert taught == {id for domain in tomllib.loads(SYLLABUS.read_text())["domain"] for id in domain["objectives"]}


def test_every_objective_that_a_unit_or_a_question_names_is_in_the_syllabus() -> None:
    known = {id for domain in tomllib.loads(SYLLABUS.read_text())["domain"] for id in domain["objectives"]}
    for manifest in MODULES.glob("*/module.toml"):
        named = tomllib.loads(manifest.read_text())
        assert set(named["objectives"]) <= known
        for unit in named["unit"]:
            assert set(unit.get("objectives", ())) <= known
    for unit in units():
        asked = {question["objective"] for question in read_questions(unit)}
        assert not {objective for objective in asked if objective.split("-")[0] in {"DBX", "DP", "MD", "DEP"}} - known


def test_without_notes_nothing_is_won_and_the_first_unit_comes_next(records: Records) -> None:
    ready = readiness(MODULES, records)
    assert (ready.share, ready.begun) == (0, False)
    assert ready.next_unit == ready.units[0]
    assert start.NOTHING_YET in start.page(MODULES, readiness(MODULES, records))


def test_the_points_of_a_task_count_for_the_objectives_that_it_names(unit: Unit, records: Records) -> None:
    before = tally_of(readiness(MODULES, records), "MD-41")
    (task,) = [task for task in exercise_of(unit).tasks if "MD-41" in prompt(unit, task.id)]
    keep(checked(unit, {task.id}), Path("mine.ipynb"), "1", records)
    points, of, *questions = tally_of(readiness(MODULES, records), "MD-41")
    assert (points, of, *questions) == (task.of, before[1], *before[2:])


def test_a_task_that_names_none_counts_for_all_objectives_of_its_unit(records: Records) -> None:
    unit = unit_named("monitoring")
    tasks = exercise_of(unit).tasks
    assert not any("DBX-01" in prompt(unit, task.id) for task in tasks)
    keep(checked(unit, {tasks[0].id}), Path("mine.ipynb"), "1", records)
    assert tally_of(readiness(MODULES, records), "DBX-01")[:2] == (tasks[0].of, sum(task.of for task in tasks))


def test_the_best_check_of_each_task_counts(unit: Unit, records: Records) -> None:
    first, second, *_ = exercise_of(unit).tasks
    for passed in ({first.id}, {second.id}, set()):
        keep(checked(unit, passed), Path("mine.ipynb"), "1", records)
    progress = next(each for each in readiness(MODULES, records).units if each.folder == unit.folder)
    assert progress.tally.points == first.of + second.of


def test_first_tries_count_and_later_ones_do_not(unit: Unit, records: Records) -> None:
    answer_all(unit, records, right=False)
    answer_all(unit, records)
    assert readiness(MODULES, records).share == 0


def test_who_has_won_all_is_as_ready_as_the_course_can_make_them(records: Records) -> None:
    for unit in units():
        keep(checked(unit, {task.id for task in exercise_of(unit).tasks}), Path("mine.ipynb"), "1", records)
        answer_all(unit, records)
    ready = readiness(MODULES, records)
    for domain in ready.domains:
        taught = len(domain.tallies) - len(domain.not_taught)
        assert domain.share == pytest.approx(taught / len(domain.tallies))
    assert ready.next_unit is None
    assert "**Next:**" not in start.page(MODULES, readiness(MODULES, records))


def test_the_page_says_what_was_won_and_what_comes_next(unit: Unit, records: Records) -> None:
    task = exercise_of(unit).tasks[0]
    keep(checked(unit, {task.id}), Path("mine.ipynb"), "1", records)
    answer_all(unit, records)
    text = start.page(MODULES, readiness(MODULES, records))
    total, count = sum(task.of for task in exercise_of(unit).tasks), len(read_questions(unit))
    assert (
        f"**{task.of:g} of {total:g} points** | [questions](../modules/01_spark_ml/regression/questions.ipynb), **{count} of {count}**"
        in text
    )
    assert (
        "**Next:** *What does Spark do when I ask for a table?* [lesson](../modules/01_spark_ml/dataframes/lesson.ipynb)" in text
    )
    for domain in readiness(MODULES, records).domains:
        assert f"| {domain.title} | {domain.weight} % | {percent(domain.share)} |" in text


def test_notes_that_cannot_be_read_are_left_out(unit: Unit, records: Records) -> None:
    task = exercise_of(unit).tasks[0]
    place = keep(checked(unit, {task.id}), Path("mine.ipynb"), "1", records)
    for number, text in enumerate(
        ("", "{", "[]", "{}", '{"report": []}', '{"report": {"tasks": [1, {"id": 1}, {"id": "x", "points": "9"}]}}')
    ):
        place.with_name(f"{number}.json").write_text(text)
    assert records.best_points(unit.name)[task.id] == task.of


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"cells": [{"cell_type": "code", "source": ""}]}'])
def test_an_exercise_that_is_no_notebook_any_more_has_no_tasks(tmp_path: Path, text: str) -> None:
    unit = tmp_path / "01_a" / "b"
    unit.mkdir(parents=True)
    (tmp_path / "01_a" / "module.toml").write_text('title = "A"\n[[unit]]\nname = "b"\ntitle = "B?"\nobjectives = ["MD-30"]\n')
    (unit / "exercise.ipynb").write_text(text)
    (progress,) = readiness(tmp_path, Records(tmp_path)).units
    assert progress.tally.of == 0


def test_a_receipt_says_when_which_bytes_which_data_and_which_marks(unit: Unit, records: Records) -> None:
    report = checked(unit, {exercise_of(unit).tasks[0].id})
    receipt = json.loads(keep(report, Path("mine.ipynb"), "1", records).read_text())
    assert (receipt["sha256"], receipt["seed"], receipt["points"], receipt["of"]) == (SHA, "1", report.points, report.of)
    assert receipt["at"].endswith("+00:00")
    assert [path.suffix for path in (records.receipts / unit.name).iterdir()] == [".json"]


def test_only_all_is_a_hundred_percent() -> None:
    assert [percent(share) for share in (0, 0.29, 0.999, 1 / 3 + 1 / 3 + 1 / 3)] == ["0 %", "29 %", "99 %", "100 %"]


def test_the_picture_is_an_image_with_a_text_for_those_who_do_not_see_it() -> None:
    drawn = ElementTree.fromstring(bars("Ready", {"A & B": 0.25, "C": 1.0}))
    space = "{http://www.w3.org/2000/svg}"
    assert drawn.get("role") == "img"
    assert drawn.findtext(f"{space}desc") == "A & B 25 %, C 100 %"
    widths = [float(bar.get("width", 0)) for bar in drawn.iter(f"{space}rect")][1:]
    assert widths[1] / widths[0] == pytest.approx(0.25)
    assert widths[3] == widths[2]
