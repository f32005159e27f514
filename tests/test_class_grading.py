"""Grading a class: every submission once, whatever stops the grading, and no mark without evidence."""

import stat
from collections.abc import Iterable

import pytest
from nbgrader.api import Gradebook as Stock
from sample_class import (
    DOUBLED,
    ISOLATION,
    TESTS,
    F,
    Judged,
    N,
    P,
    answered,
    auto_scores,
    distinct,
    failing_judge,
    graded,
    hand_in,
    judge,
)

from autograder.classroom import Outcome, grade
from autograder.errors import ClassroomError
from autograder.exercise import cell_id, read_notebook
from autograder.gradebook import ClassFolder
from autograder.grading import Job
from autograder.report import Status


def test_grading_fills_gradebook_reports_and_formgraders_notebooks(folder: ClassFolder) -> None:
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    hand_in(folder, "bob", answered(folder, double_doubles=DOUBLED, name_is_given="name = 'x'"))
    outcomes = graded(folder, judge(ada=(P, F, N), bob=(P, P, P), message="look at 2 * x"), workers=2)
    assert outcomes == [
        Outcome("ada", "graded", 1, 6, "Task 2 · Name: look at 2 * x"),
        Outcome("bob", "graded", 6, 6),
    ]
    assert auto_scores(folder, "ada") == [1.0, 0.0, 0.0]
    assert auto_scores(folder, "bob") == [1.0, 2.0, 3.0]
    shown = read_notebook(folder.graded("small", "ada"))
    test = next(cell for cell in shown.cells if cell_id(cell) == TESTS[1])
    assert [output.get("text") or output.data["text/plain"] for output in test.outputs] == ["failed: look at 2 * x\n", "0.0"]
    assert folder.graded("small", "ada").with_name("timestamp.txt").is_file()
    assert stat.S_IMODE(folder.report("small", "ada").stat().st_mode) == 0o600


def test_what_is_up_to_date_is_not_judged_again(folder: ClassFolder) -> None:
    asked: list[str] = []
    distinct(folder, "ada", "bob")
    fake = judge(asked, ada=(P, P, N), bob=(P, P, N))
    graded(folder, fake)
    hand_in(folder, "bob", answered(folder, double_doubles=DOUBLED, name_is_given="name = 'x'"))
    assert [outcome.status for outcome in graded(folder, fake)] == ["up to date", "graded"]
    assert asked == ["ada", "bob", "bob"]
    graded(folder, fake, force=True)
    assert asked == ["ada", "bob", "bob", "ada", "bob"]


def test_a_killed_grading_goes_on_where_it_stopped(folder: ClassFolder) -> None:
    asked: list[str] = []
    distinct(folder, "ada", "bob", "cyd")
    fake = judge(asked, ada=(P, P, N), bob=(P, F, N), cyd=(F, F, N))
    running = grade(folder.root, "small", judge=fake, isolation=ISOLATION)
    next(running)
    running.close()
    assert [outcome.status for outcome in graded(folder, fake)] == ["up to date", "graded", "graded"]
    assert asked == ["ada", "bob", "cyd"]
    assert auto_scores(folder, "cyd") == [0.0, 0.0, 0.0]


def test_a_refused_file_costs_no_grade(folder: ClassFolder) -> None:
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    graded(folder, judge(ada=(P, P, N)))
    hand_in(folder, "ada", b"{")
    [outcome] = graded(folder, judge())
    assert (outcome.status, outcome.fault) == ("refused", False)
    assert "not a whole notebook" in outcome.message
    assert auto_scores(folder, "ada") == [1.0, 2.0, 0.0]


def test_a_fault_of_the_host_is_never_a_zero(folder: ClassFolder) -> None:
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    [outcome] = graded(folder, failing_judge(Status.HOST_FAULT, "The disk was full."))
    assert outcome.fault
    assert not folder.report("small", "ada").exists()
    with Stock(folder.gradebook, "spark_ml") as book:
        assert book.students == []


def test_one_student_is_graded_alone(folder: ClassFolder) -> None:
    distinct(folder, "ada", "bob")
    assert [outcome.student for outcome in graded(folder, judge(bob=(P, P, N)), student="bob")] == ["bob"]
    with pytest.raises(ClassroomError, match="cyd has handed in nothing"):
        graded(folder, judge(), student="cyd")


def test_links_and_odd_names_among_the_submissions_do_not_stop_the_class(folder: ClassFolder) -> None:
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    hand_in(folder, "=cmd()", b"{}")
    target = hand_in(folder, "bob", b"{}")
    target.unlink()
    target.symlink_to(folder.source("small"))
    statuses = {outcome.student: outcome.status for outcome in graded(folder, judge(ada=(P, P, N)))}
    assert statuses == {"ada": "graded", "bob": "refused", "=cmd()": "refused"}


def test_a_file_that_changes_while_it_is_graded_is_not_recorded(folder: ClassFolder) -> None:
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    fake = judge(ada=(P, P, N))

    def slow(jobs: Iterable[Job], workers: int) -> Judged:
        for job, report in fake(jobs, workers):
            hand_in(folder, "ada", b"another")
            yield job, report

    [outcome] = graded(folder, slow)
    assert "changed while it was graded" in outcome.message
    assert not folder.report("small", "ada").exists()


def test_two_graders_of_one_class_do_not_meet(folder: ClassFolder) -> None:
    with folder.lock(), pytest.raises(ClassroomError, match="Another grading"):
        graded(folder, judge())


def test_a_spoiled_seed_is_said(folder: ClassFolder) -> None:
    (folder.private / "seed").write_text("")
    hand_in(folder, "ada", b"{}")
    with pytest.raises(ClassroomError, match="holds no seed"):
        graded(folder, judge())
