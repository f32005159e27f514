"""The class as a whole: counted from the reports, safe to open, and honest about what is missing."""

from dataclasses import replace
from itertools import count, cycle

import pytest
from click.testing import CliRunner
from sample_class import DOUBLED, F, Judged, N, P, answered, graded, hand_in, report_of
from test_feedback import EVIL, Outline, text_of

from autograder.classroom import ClassView, overview
from autograder.classroom.overview import class_view
from autograder.cli import classroom as commands
from autograder.errors import ClassroomError
from autograder.exercise import from_bytes
from autograder.feedback import overview_page
from autograder.gradebook import ClassFolder, batch
from autograder.grading import Job

TRIED = {"ada": (P, P, P), "ben": (P, F, N), "cem": (F, F, N), "dot": (F, F, F), "eve": (F, F, F), "fay": (N, N, N)}


def by_name(jobs: list[Job], _workers: int = 1) -> Judged:
    """Verdicts by the name that stands in the answer, and a message with another number for each."""
    numbers = count(3)
    for job in jobs:
        name = next((name for name in TRIED if f"# {name}".encode() in job.submission), "fay")
        exercise = from_bytes(job.source, job.unit)
        yield job, report_of(exercise, job.submission, job.seed, TRIED[name], f"{next(numbers)} rows of 70 were lost")


@pytest.fixture
def view(folder: ClassFolder) -> ClassView:
    for name in ("ada", "ben", "cem", "dot"):
        hand_in(folder, name, answered(folder, double_doubles=f"{DOUBLED}  # {name}"))
    hand_in(folder, "eve", answered(folder, double_doubles=f"{DOUBLED}  # dot"), at="2026-11-21 08:30:00 UTC")
    for name in ("fay", "gil"):
        hand_in(folder, name, folder.released("small").read_bytes())
    hand_in(folder, "hal", b"{")
    graded(folder, by_name)
    hand_in(folder, "ida", answered(folder))
    return class_view(folder, "small")


def test_each_task_counts_every_graded_learner_once(view: ClassView) -> None:
    assert view.marks == {"ada": 6, "ben": 1, "cem": 0, "dot": 0, "eve": 0, "fay": 0, "gil": 0}
    counts = [(task.passed, task.partly, task.lost, task.open) for task in view.tasks]
    assert counts == [(1, 1, 3, 2), (1, 0, 2, 4)]
    assert [task.learners for task in view.tasks] == [7, 7]
    assert [(task.mean, task.of) for task in view.tasks] == [(pytest.approx(4 / 7), 3), (pytest.approx(3 / 7), 3)]


def test_messages_that_differ_in_their_numbers_are_one_message(view: ClassView) -> None:
    assert [task.said for task in view.tasks] == [4, 2]
    assert all(task.message.endswith("rows of 70 were lost") for task in view.tasks)


def test_what_deserves_a_look_is_named(view: ClassView) -> None:
    assert view.same == (("dot", "eve"),)  # and not fay with gil: two who have not begun are no copy of each other
    assert list(view.refused) == ["hal"]
    assert view.waiting == ("ida",)
    assert view.handed_in["eve"] == "2026-11-21 08:30"


def test_how_long_judging_took_is_told_once_for_all_who_share_their_answers(
    folder: ClassFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "monotonic", cycle((100.0, 107.5, 200.0, 203.5)).__next__)
    for name in ("ada", "ben", "cem"):
        hand_in(folder, name, answered(folder, double_doubles=f"{DOUBLED}  # {'ada' if name == 'ben' else name}"))
    graded(folder, by_name)
    assert class_view(folder, "small").seconds == {"ada": 7.5, "ben": 7.5, "cem": 3.5}
    graded(folder, by_name)  # judges nobody
    view = class_view(folder, "small")
    assert (view.seconds, view.usual_seconds) == ({"ada": 7.5, "ben": 7.5, "cem": 3.5}, 7.5)
    page = text_of(overview_page(view))
    assert "Judging a notebook took 7.5 seconds as a rule, and 7.5 at most." in page
    assert "3.5 s" in page
    said = CliRunner().invoke(commands.overview, ["small", "--course", str(folder.root)])
    assert "7.5 seconds as a rule" in said.output


def test_the_page_holds_the_numbers_and_is_for_the_instructor_alone(view: ClassView, folder: ClassFolder) -> None:
    written, page = overview(folder.root, "01_spark_ml/small")
    assert written == view
    assert page.is_relative_to(folder.private)
    html = page.read_text()
    text = text_of(html)
    for words in ("7 graded", "Task 1 · Double", "The same answers: dot, eve", "Refused: hal", "Not graded yet: ida", "4 × "):
        assert words in text
    outline = Outline(html)
    assert "script" not in outline.tags
    assert not [name for name, value in outline.attributes if name in ("src", "href")]
    assert outline.tags.count("rect") == 7  # no bar where nobody is


def test_every_text_of_the_page_is_escaped(view: ClassView) -> None:
    task = replace(view.tasks[0], title=EVIL, message=EVIL, said=1)
    evil = replace(
        view, assignment=EVIL, tasks=(task,), same=((EVIL, EVIL),), refused={EVIL: EVIL}, waiting=(EVIL,), marks={EVIL: 1.0}
    )
    outline = Outline(overview_page(evil))
    assert "script" not in outline.tags
    assert "img" not in outline.tags


def test_the_command_shows_the_class_and_names_the_page(view: ClassView, folder: ClassFolder) -> None:
    said = CliRunner().invoke(commands.overview, ["small", "--course", str(folder.root)])
    assert said.exit_code == 0
    assert "Same answers: dot, eve" in said.output
    assert f"{folder.overview('small')}" in said.output.replace("\n", "")
    assert len(view.tasks) == 2


def test_before_the_first_grading_one_sentence_says_what_to_do(folder: ClassFolder) -> None:
    hand_in(folder, "ada", answered(folder))
    with pytest.raises(ClassroomError, match="grade it first"):
        overview(folder.root, "small")
