"""The questions as learners meet them: nothing is given away, every letter has its reason, and the first try counts."""

import json
import tomllib
from pathlib import Path

import nbformat
import pytest
from pyspark.sql import SparkSession

from autograder.answers.questions import contradiction
from autograder.build import build_unit, questions_of
from autograder.errors import AuthoringError
from autograder.layout import MODULES, Unit, units
from course import Quiz
from course.setup.records import Records

UNITS = pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)


def written(unit: Unit) -> dict[str, dict[str, object]]:
    return {question["id"]: question for question in tomllib.loads(unit.quiz.read_text())["question"]}


def letters(question: dict[str, object], right: bool = True) -> str:
    return "".join(
        letter for letter, choice in zip("ABCD", question["choice"], strict=True) if choice.get("right", False) is right
    )


@pytest.fixture
def unit() -> Unit:
    return units()[0]


@pytest.fixture
def quiz(unit: Unit, tmp_path: Path) -> Quiz:
    return Quiz(unit.name, records=Records(tmp_path))


@UNITS
def test_the_notebook_gives_nothing_away_and_runs_unanswered(unit: Unit, tmp_path: Path) -> None:
    notebook = questions_of(unit)
    nbformat.validate(notebook)
    sources = [cell.source for cell in notebook.cells]
    for question in written(unit).values():
        assert not [choice for choice in question["choice"] if any(choice["why"].strip() in source for source in sources)]
    names = {"quiz": Quiz(unit.name, records=Records(tmp_path))}
    for cell in notebook.cells[2:]:
        if cell.cell_type == "code":
            said = eval(cell.source, names)._repr_markdown_()
            assert said.startswith(("Write one letter", "Write two letters", "| objective |"))
    assert not list(tmp_path.rglob("*.jsonl"))


@UNITS
def test_the_right_letters_are_right_and_all_others_are_not(unit: Unit, tmp_path: Path) -> None:
    quiz = Quiz(unit.name, records=Records(tmp_path))
    for id, question in written(unit).items():
        right, other = letters(question), letters(question, right=False)
        not_yet = repr(quiz.answer(id, other[: len(right)]))
        assert not_yet.startswith("**Not yet.**")
        all_four = repr(quiz.answer(id, right))
        assert all_four.startswith("**Right.**")
        for letter, choice in zip("ABCD", question["choice"], strict=True):
            said = f"- **{letter}** {'holds' if letter in right else 'does not hold'}: {choice['why'].strip()}"
            assert said in all_four
            assert (said in not_yet) is (letter in other[: len(right)])
        assert (str(question.get("proof", "no proof")).strip() in all_four) is ("proof" in question)
    total = len(written(unit))
    assert f"**0 of {total}** right at the first try." in repr(quiz.score())
    assert "Not answered yet" not in repr(quiz.score())


def test_the_first_try_counts_and_later_ones_are_kept(unit: Unit, quiz: Quiz, tmp_path: Path) -> None:
    (first, one), (second, two), *_ = [item for item in written(unit).items() if item[1]["choose"] == 1]
    quiz.answer(first, letters(one, right=False)[0])
    quiz.answer(first, letters(one))
    Quiz(unit.name, records=Records(tmp_path)).answer(second, letters(two).lower())
    said = repr(quiz.score())
    assert f"**1 of {len(written(unit))}** right at the first try. Not answered yet: {len(written(unit)) - 2}." in said
    rows = [[int(cell) for cell in line.split("|")[2:5]] for line in said.splitlines()[2:] if line.startswith("|")]
    assert [sum(column) for column in zip(*rows, strict=True)] == [len(written(unit)), 1, 2]


@pytest.mark.parametrize("chosen", ["", "AB", "E", "ABCDE", "?"])
def test_odd_letters_are_told_and_not_noted(unit: Unit, quiz: Quiz, tmp_path: Path, chosen: str) -> None:
    first = next(id for id, question in written(unit).items() if question["choose"] == 1)
    assert repr(quiz.answer(first, chosen)).startswith("Write one letter of A, B, C, D")
    assert not list(tmp_path.rglob("*.jsonl"))


def test_two_letters_may_be_parted_by_anything_usual(tmp_path: Path) -> None:
    unit, id, question = next(
        (unit, id, question) for unit in units() for id, question in written(unit).items() if question["choose"] == 2
    )
    for between in ("", " ", ", ", ";"):
        assert repr(Quiz(unit.name, records=Records(tmp_path)).answer(id, between.join(letters(question)))).startswith(
            "**Right.**"
        )


def test_all_reasons_are_shown_after_two_tries(unit: Unit, quiz: Quiz) -> None:
    id, question = next(iter(written(unit).items()))
    other = letters(question, right=False)[: len(letters(question))]
    assert "answer twice" in repr(quiz.reasons(id))
    quiz.answer(id, other)
    assert "answer twice" in repr(quiz.reasons(id))
    quiz.answer(id, other)
    assert repr(quiz.reasons(id)).count("hold") >= 4


def test_names_that_are_not_there_are_told(quiz: Quiz) -> None:
    assert repr(quiz.answer("no-such-question", "A")).startswith("There is no question `no-such-question`")
    assert repr(quiz.reasons("no-such-question")).startswith("There is no question `no-such-question`")
    with pytest.raises(ValueError, match="no questions for '09_none/none'"):
        Quiz("09_none/none")


def test_a_torn_or_foreign_line_of_the_record_is_left_out(unit: Unit, quiz: Quiz, tmp_path: Path) -> None:
    id, question = next(iter(written(unit).items()))
    quiz.answer(id, letters(question))
    record = next(tmp_path.rglob("*.jsonl"))
    foreign = [json.dumps(line) for line in ([1], {"question": "gone", "right": True}, {"question": id, "right": "yes"})]
    record.write_bytes(b"\xff\n" + "\n".join(foreign).encode() + b"\n" + record.read_bytes() + b'{"question": "')
    assert f"**1 of {len(written(unit))}** right" in repr(quiz.score())
    quiz.answer(id, letters(question))
    assert f"**1 of {len(written(unit))}** right" in repr(quiz.score())


def test_a_record_that_cannot_be_written_hides_no_reason(unit: Unit, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    id, question = next(iter(written(unit).items()))
    said = repr(Quiz(unit.name, records=Records(tmp_path / "taken")).answer(id, letters(question)))
    assert said.startswith("**Right.**")
    assert "could not be noted" in said


def test_starting_over_keeps_what_was_noted(unit: Unit, quiz: Quiz, tmp_path: Path) -> None:
    assert repr(quiz.start_over()) == "Nothing is noted yet."
    id, question = next(iter(written(unit).items()))
    quiz.answer(id, letters(question))
    noted = next(tmp_path.rglob("*.jsonl")).read_bytes()
    quiz.start_over()
    assert f"**0 of {len(written(unit))}** right" in repr(quiz.score())
    assert [path.read_bytes() for path in tmp_path.rglob("*.jsonl")] == [noted]


def test_a_build_writes_over_no_letters(unit: Unit, tmp_path: Path) -> None:
    copy = Unit(tmp_path / unit.name)
    copy.authoring.mkdir(parents=True)
    for source in (unit.lesson_source, unit.exercise_source, unit.quiz):
        (copy.authoring / source.name).write_text(source.read_text())
    answered = unit.questions.read_text().replace('\\"\\")', '\\"B\\")', 1)
    assert answered != unit.questions.read_text()
    copy.questions.write_text(answered)
    with pytest.raises(AuthoringError, match=r"questions\.ipynb holds answers"):
        build_unit(copy)
    assert copy.questions.read_text() == answered


def test_every_module_names_its_units_questions() -> None:
    assert {unit.questions for unit in units()} == set(MODULES.glob("*/*/questions.ipynb"))


def test_a_proof_leaves_no_setting_behind(spark: SparkSession) -> None:
    before = dict(spark.conf.getAll)
    proof = "spark.conf.set('spark.sql.ansi.enabled', False); spark.conf.set('course.new', 'x'); spark.conf.set('spark.sql.shuffle.partitions', 7)"
    assert contradiction({"id": "leaves-settings", "proof": proof}) == ""
    assert "AssertionError" in contradiction({"id": "fails", "proof": f"{proof}; assert False"})
    assert dict(spark.conf.getAll) == before
