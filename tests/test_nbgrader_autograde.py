"""nbgrader's own commands in a class: the same judge, the same marks, and nothing where the judge cannot run."""

import shutil

import pytest
from nbgrader.api import Gradebook as Stock
from nbgrader.apps import NbGraderAPI
from sample_class import (
    DOUBLED,
    ISOLATION,
    SECRET,
    F,
    N,
    P,
    answered,
    auto_scores,
    distinct,
    failing_judge,
    graded,
    hand_in,
    judge,
    unit_of,
)

from autograder import nbgrader_plugin
from autograder.classroom import release
from autograder.errors import NoSandbox
from autograder.exercise import read_notebook, to_bytes
from autograder.gradebook import ClassFolder, backups
from autograder.report import Status

NBGRADERS_OWN = pytest.mark.filterwarnings("ignore:Object of type <Submitted")


def stock_autograde(folder: ClassFolder, student: str) -> dict[str, object]:
    return NbGraderAPI(config=folder.config).autograde("small", student)  # type: ignore[no-any-return]


@NBGRADERS_OWN
def test_nbgrader_autograde_gives_the_same_marks_and_the_same_notebook(
    folder: ClassFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    distinct(folder, "ada", "bob")
    fake = judge(ada=(P, F, N), bob=(P, P, F))
    graded(folder, fake)
    ours = {student: (auto_scores(folder, student), folder.graded("small", student).read_bytes()) for student in ("ada", "bob")}
    (folder.root / "gradebook.db").unlink()
    for student in ("ada", "bob"):
        folder.report("small", student).unlink()
    shutil.rmtree(folder.private / "results")
    release(folder.root, unit_of(folder))
    asked: list[str] = []
    monkeypatch.setattr(nbgrader_plugin.judge, "grade_many", judge(asked, ada=(P, F, N), bob=(P, P, F)))
    monkeypatch.setattr(nbgrader_plugin.judge, "find_isolation", lambda: ISOLATION)
    result = stock_autograde(folder, "*")
    assert result["success"], result
    theirs = {student: (auto_scores(folder, student), folder.graded("small", student).read_bytes()) for student in ("ada", "bob")}
    assert theirs == ours
    assert asked == ["ada", "bob"], "one judge serves the whole call"
    assert folder.report("small", "ada").is_file()
    with Stock(folder.gradebook, "spark_ml") as book:
        comments = [book.find_comment(task, "exercise", "small", "ada").comment for task in ("double-doubles", "name-is-given")]
    assert comments == [None, "No response."]


@NBGRADERS_OWN
def test_without_a_sandbox_nbgrader_autograde_fails_and_marks_nothing(
    folder: ClassFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise NoSandbox("This host offers no sandbox, so nothing was graded.")

    monkeypatch.setattr(nbgrader_plugin.judge, "find_isolation", missing)
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    result = stock_autograde(folder, "ada")
    assert not result["success"]
    assert "This host offers no sandbox" in str(result["log"])
    assert auto_scores(folder, "ada") == [None, None, None]
    assert not folder.graded("small", "ada").exists()


def test_nbgrader_autograde_keeps_the_old_grade_when_the_new_file_is_refused(
    folder: ClassFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    graded(folder, judge(ada=(P, P, N)))
    notebook = read_notebook(folder.released("small"))
    notebook.cells = notebook.cells[:1]
    hand_in(folder, "ada", to_bytes(notebook))
    monkeypatch.setattr(nbgrader_plugin.judge, "grade_many", failing_judge(Status.REFUSED, "It has no answer cell."))
    monkeypatch.setattr(nbgrader_plugin.judge, "find_isolation", lambda: ISOLATION)
    assert not stock_autograde(folder, "ada")["success"]
    assert auto_scores(folder, "ada") == [1.0, 2.0, 0.0]


def test_nbgrader_autograde_holds_a_falling_regrade_back(folder: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    distinct(folder, "ada")
    graded(folder, judge(ada=(P, P, N)))
    source = folder.source("small")
    source.write_text(source.read_text().replace("double(21) == 42", "double(22) == 44"))
    monkeypatch.setattr(nbgrader_plugin.judge, "grade_many", judge(ada=(P, F, N)))
    monkeypatch.setattr(nbgrader_plugin.judge, "find_isolation", lambda: ISOLATION)
    result = stock_autograde(folder, "ada")
    assert "would lower the mark from 3 to 1" in str(result["log"])
    assert auto_scores(folder, "ada") == [1.0, 2.0, 0.0]
    assert [outcome.status for outcome in graded(folder, judge(), preview=True)] == ["held back"]
    assert [outcome.status for outcome in graded(folder, judge(), apply_lower=True)] == ["graded"]
    assert stock_autograde(folder, "ada")["success"]
    assert auto_scores(folder, "ada") == [1.0, 0.0, 0.0]


@NBGRADERS_OWN
def test_nbgrader_autograde_refuses_while_a_grading_runs(folder: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    distinct(folder, "ada")
    monkeypatch.setattr(nbgrader_plugin.judge, "grade_many", judge(ada=(P, P, N)))
    monkeypatch.setattr(nbgrader_plugin.judge, "find_isolation", lambda: ISOLATION)
    with folder.lock():
        result = stock_autograde(folder, "ada")
    assert "Another grading" in str(result["log"])
    assert auto_scores(folder, "ada") == [None, None, None]
    assert stock_autograde(folder, "ada")["success"]
    assert len(backups(folder)) == 1, "it backs the gradebook up as `grade` does"
    assert [outcome.status for outcome in graded(folder, judge())] == ["up to date"]


@NBGRADERS_OWN
def test_a_folder_that_nbgrader_left_half_made_is_put_right_by_grade(folder: ClassFolder) -> None:
    distinct(folder, "ada")
    half = folder.graded("small", "ada").with_name("timestamp.txt")
    half.parent.mkdir(parents=True)
    shutil.copy(folder.submitted("small", "ada").with_name("timestamp.txt"), half)
    assert NbGraderAPI(config=folder.config).autograde("small", "ada", force=False)["success"], "nbgrader takes it for graded"
    assert not folder.report("small", "ada").exists()
    graded(folder, judge(ada=(P, P, N)))
    assert auto_scores(folder, "ada") == [1.0, 2.0, 0.0]
    assert folder.graded("small", "ada").is_file()


def test_nbgraders_own_feedback_shows_no_hidden_test(folder: ClassFolder) -> None:
    hand_in(folder, "ada", answered(folder, double_doubles="x = '<script>alert(1)</script>' ### BEGIN HIDDEN TESTS"))
    graded(folder, judge(ada=(P, F, N)))
    assert SECRET in folder.graded("small", "ada").read_text()
    result = NbGraderAPI(config=folder.config).generate_feedback("small", "ada")
    assert result["success"], result
    html = folder.feedback("small", "ada").read_text()
    assert "double(21)" not in html
    assert "Any number is doubled" in html
    assert "<script>alert(1)" not in html
