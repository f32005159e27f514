"""Marks in nbgrader's gradebook: the same as nbgrader's own, in one transaction, and never at a person's cost."""

import datetime
import sqlite3

import pytest
from nbgrader.api import Grade
from nbgrader.utils import determine_grade, is_grade
from sample_class import ADA, TESTS, WHEN, F, N, P, answered, no_penalty, report, stock

from autograder.errors import ClassroomError
from autograder.gradebook import (
    Released,
    graded_notebook,
    record,
    scores,
)
from autograder.gradebook.folder import ClassFolder
from autograder.intake import read_submission


def points(folder: ClassFolder) -> list[float | None]:
    with stock(folder) as book:
        return [book.find_grade(test, "exercise", "small", "ada").auto_score for test in TESTS]


def test_each_test_has_its_points_and_no_more(folder: ClassFolder, released: Released) -> None:
    record(released.book, ADA, report(released, P, F, P), no_penalty)
    assert points(folder) == [1.0, 0.0, 3.0]
    with stock(folder) as book:
        submission = book.find_submission("small", "ada")
        assert (submission.score, submission.max_score, submission.timestamp) == (4.0, 6.0, WHEN)
        assert not submission.needs_manual_grade


def test_an_answer_as_released_is_marked_as_no_response(folder: ClassFolder, released: Released) -> None:
    record(released.book, ADA, report(released, P, F, N), no_penalty)
    with stock(folder) as book:
        comments = [book.find_comment(task, "exercise", "small", "ada").comment for task in ("double-doubles", "name-is-given")]
    assert comments == [None, "No response."]


def test_what_a_person_wrote_is_never_touched(folder: ClassFolder, released: Released) -> None:
    record(released.book, ADA, report(released, F, F, F), no_penalty)
    with stock(folder) as book:
        grade = book.find_grade(TESTS[0], "exercise", "small", "ada")
        grade.manual_score, grade.extra_credit = 0.5, 0.25
        book.find_comment("double-doubles", "exercise", "small", "ada").manual_comment = "see me"
        book.db.commit()
    record(released.book, ADA, report(released, P, P, P), no_penalty)
    with stock(folder) as book:
        grade = book.find_grade(TESTS[0], "exercise", "small", "ada")
        assert (grade.auto_score, grade.manual_score, grade.extra_credit, grade.score) == (1.0, 0.5, 0.25, 0.75)
        assert grade.needs_manual_grade, "nbgrader asks for a second look where a person had graded"
        assert book.find_comment("double-doubles", "exercise", "small", "ada").comment == "see me"


def test_recording_twice_changes_nothing(folder: ClassFolder, released: Released) -> None:
    for _ in range(2):
        record(released.book, ADA, report(released, P, P, F), no_penalty)
    with stock(folder) as book:
        assert book.db.query(Grade).count() == len(TESTS)
        assert len(book.find_assignment("small").submissions) == 1


def test_a_failure_half_way_leaves_the_old_grade_whole(folder: ClassFolder, released: Released) -> None:
    record(released.book, ADA, report(released, P, F, F), no_penalty)
    with stock(folder) as book:
        book.find_assignment("small").duedate = WHEN - datetime.timedelta(days=1)
        book.db.commit()

    def broken(_student: str, _score: float, _seconds: float) -> float | None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record(released.book, ADA, report(released, F, P, P), broken)
    assert points(folder) == [1.0, 0.0, 0.0]


def test_late_work_is_charged_by_the_policy_of_the_class(folder: ClassFolder, released: Released) -> None:
    with stock(folder) as book:
        book.find_assignment("small").duedate = WHEN - datetime.timedelta(hours=1)
        book.db.commit()
    asked = []

    def a_tenth(student: str, score: float, seconds: float) -> float | None:
        asked.append((student, score, seconds))
        return score / 10

    record(released.book, ADA, report(released, P, P, F), a_tenth)
    assert asked == [("ada", 3.0, 3600.0)]
    [score] = scores(released.book)
    assert (score.points, score.late_penalty, score.total) == (3.0, 0.3, 2.7)


def test_the_late_policy_of_the_settings_is_nbgraders_plugin(folder: ClassFolder) -> None:
    folder.config.LateSubmissionPlugin.penalty_method = "zero"
    assert folder.late_policy("ada", 3.0, 60.0) == 3.0


def test_nbgrader_reads_the_same_points_from_the_graded_notebook(folder: ClassFolder, released: Released) -> None:
    data = answered(folder, double_doubles="def double(x):\n    return x + x")
    verdicts = report(released, P, F, N)
    notebook = graded_notebook(released.source, read_submission(data, released.exercise), verdicts)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    assert [determine_grade(cell)[0] for cell in cells.values() if is_grade(cell)] == [1.0, 0.0, 0.0]
    assert cells["double-doubles"].source == "def double(x):\n    return x + x"
    assert [cell.source for cell in notebook.cells if "nbgrader" not in cell.metadata] == ["print('mine')"]


def test_tests_that_the_gradebook_does_not_know_are_not_recorded(folder: ClassFolder, released: Released) -> None:
    with sqlite3.connect(folder.root / "gradebook.db") as book:
        book.execute("UPDATE grade_cells SET max_score = 9")
    with pytest.raises(ClassroomError, match="nbgrader generate_assignment small"):
        record(released.book, ADA, report(released, P, P, P), no_penalty)
