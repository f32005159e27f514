"""What a new learner does: the start page, a lesson, an exercise and its check in JupyterLab, in a real browser."""

import datetime
import hashlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import nbformat
import pytest
from looking import chromium, picture, trouble_without_a_mouse, violations
from playwright.sync_api import Locator, Page, expect
from processes import JUDGE, running

from autograder.build import read_questions, source_of
from autograder.classroom import ClassView
from autograder.classroom.overview import TaskView
from autograder.exercise import Exercise, from_source, without_markers
from autograder.feedback import overview_page
from autograder.feedback import page as feedback_page
from autograder.gradebook.late import Late
from autograder.layout import ROOT, unit_named
from autograder.report import Report, Status, TaskResult, TestResult, Verdict
from course.pictures.browsing import (
    PATIENCE,
    TITLE,
    browser_page,
    choose,
    code_cell,
    copy_for_learner,
    jupyterlab,
    open_notebook,
    run_below,
    run_cell,
    save,
    write_into,
)
from course.setup import memory

pytestmark = pytest.mark.slow
UNIT = unit_named("regression")
NOTEBOOK = UNIT.exercise.relative_to(ROOT)
SOLVED = {
    "metrics-follow-their-definitions": "def regression_metrics(",
    "baseline-comes-from-training-rows": "def gain_over_mean(",
}
NOISE = "[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type='application/vnd.jupyter.error']"


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    return from_source(source_of(UNIT), UNIT.name)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("learner") / "course"
    copy_for_learner(tree)
    return tree


@pytest.fixture(scope="module")
def page(tree: Path) -> Iterator[Page]:
    browser = chromium()
    with jupyterlab(tree) as address, browser_page(browser) as page:
        page.goto(address)
        yield page


@pytest.fixture(scope="module")
def solved(page: Page, exercise: Exercise) -> Locator:
    """The exercise with two answers typed in, run with the tests below them, and saved."""
    panel = open_notebook(page, "exercise")
    run_cell(page, code_cell(panel, "SparkSession.builder"), 1)
    runs = 1
    for task, opening in SOLVED.items():
        answer = code_cell(panel, opening)
        write_into(page, answer, typed(exercise, task))
        for cell in (answer, code_cell(panel, exercise.task(task).tests[0].title)):
            runs += 1
            run_cell(page, cell, runs)
    save(page, "exercise")
    picture(page, "exercise")
    return panel


@pytest.fixture(scope="module")
def checked(page: Page, solved: Locator, tree: Path) -> tuple[str, str]:
    """The SHA-256 of the saved exercise, and the report that `%check` shows below it."""
    saved = hashlib.sha256((tree / NOTEBOOK).read_bytes()).hexdigest()
    below = run_below(page, solved, code_cell(solved, "# Hidden").last, "%check", 6)
    expect(below).to_contain_text("Receipt: ")
    picture(page, "report")
    return saved, " ".join(below.inner_text().split())


def test_the_start_page_opens_as_a_page_and_names_the_units(page: Page) -> None:
    expect(page.get_by_role("heading", name="Spark ML course")).to_be_visible()
    expect(page.locator(".jp-MarkdownViewer table").first).to_be_visible()
    picture(page, "start")


def test_a_lesson_opens_with_the_courses_kernel_and_runs_quietly(page: Page) -> None:
    lesson = open_notebook(page, "lesson")
    expect(lesson.locator(".jp-KernelName")).to_contain_text("Spark ML course")
    choose(page, "Edit", "Clear Outputs of All Cells")
    cells = lesson.locator(".jp-CodeCell")
    for number in (1, 2):
        run_cell(page, cells.nth(number - 1), number)
    expect(cells.nth(1).locator(".jp-OutputArea")).to_contain_text("arr_delay")
    picture(page, "lesson")
    expect(lesson.locator(NOISE)).to_have_count(0)


def test_typed_answers_pass_their_tests_quietly_and_are_saved(solved: Locator, tree: Path, exercise: Exercise) -> None:
    expect(solved.locator(NOISE)).to_have_count(0)
    cells = nbformat.read(tree / NOTEBOOK, 4).cells
    run = [cell for cell in cells if cell.get("execution_count")]
    assert [cell.execution_count for cell in run] == [1, 2, 3, 4, 5]
    assert [typed(exercise, task) for task in SOLVED] == [run[1].source, run[3].source]
    assert (tree / "course" / "local" / "kept" / UNIT.name / NOTEBOOK.name).read_bytes() == (tree / NOTEBOOK).read_bytes()
    assert {output.output_type for cell in run for output in cell.outputs} == {"stream", "display_data"}
    expect(solved.get_by_text("Passed.", exact=True)).to_have_count(len(SOLVED))
    late = time.monotonic() + PATIENCE / 1000
    while memory.room_to_stay(memory.STAYS) and not running(JUDGE):
        assert time.monotonic() < late, "whoever passes a test will check: the judge gets ready for that"
        time.sleep(0.1)


def test_a_check_in_the_notebook_gives_the_points_and_a_receipt(checked: tuple[str, str], exercise: Exercise, tree: Path) -> None:
    saved, report = checked
    assert "6 of 20 points" in report
    for task in exercise.tasks:
        points, found = (task.of, "passed") if task.id in SOLVED else (0, "not attempted")
        assert f"{points:g}/{task.of:g} {task.title} [{found}]" in report
    (receipt,) = (tree / "course" / "local" / "receipts" / UNIT.name).glob("*.json")
    assert json.loads(receipt.read_text())["sha256"] == saved


@pytest.mark.usefixtures("checked")
def test_the_start_page_shows_what_was_won(page: Page) -> None:
    page.get_by_role("tab", name="Start.md").click()
    choose(page, "File", "Reload Markdown File from Disk")
    viewer = page.locator(".jp-MarkdownViewer")
    expect(viewer.get_by_role("row").filter(has_text=TITLE)).to_contain_text("6 of 20 points")
    expect(viewer.get_by_role("img")).to_have_js_property("complete", True)
    assert viewer.get_by_role("img").evaluate("image => image.naturalWidth") > 0
    picture(page, "ready")


@pytest.mark.usefixtures("checked")
def test_a_task_is_failed_then_hinted_then_passed_and_counts_in_the_next_check(
    page: Page, solved: Locator, exercise: Exercise
) -> None:
    task = exercise.task("split-is-stable")
    page.get_by_role("tab", name="exercise.ipynb").click()
    answer, test = (
        code_cell(solved, "def split_by_key("),
        code_cell(solved, task.tests[0].title).first,
    )  # the report holds it, too
    run_cell(page, test, 7)
    expect(test).to_contain_text("Not attempted yet.")
    write_into(page, answer, "def split_by_key(rows, key, test_share):\n    return rows, rows")
    run_cell(page, answer, 8)
    run_cell(page, test, 9)
    expect(test).to_contain_text("Seen:")
    picture(page, "failed")
    expect(run_below(page, solved, test, "%hint", 10)).to_contain_text("Hint 1 of 3")
    write_into(page, answer, typed(exercise, task.id))
    run_cell(page, answer, 11)
    run_cell(page, test, 12)
    expect(test).to_contain_text("Passed. 2 hidden tests of this task run at hand-in")
    picture(page, "passed")
    save(page, "exercise")
    check = code_cell(solved, "Receipt: ")
    run_cell(page, check, 13)
    expect(check).to_contain_text(f"{6 + task.of:g} of 20 points")
    picture(page, "second-report")


def test_a_question_gives_its_reason_at_once(page: Page) -> None:
    asked = next(question for question in read_questions(UNIT) if question["choose"] == 1)
    right, other = (
        next(at for at, choice in enumerate(asked["choice"]) if choice["right"] is wanted) for wanted in (True, False)
    )
    panel = open_notebook(page, "questions")
    run_cell(page, code_cell(panel, "from course import Quiz"), 1)
    cell = code_cell(panel, f'quiz.answer("{asked["id"]}"')
    for number, (chosen, said) in enumerate(((other, "Not yet."), (right, "Right.")), start=2):
        write_into(page, cell, f'quiz.answer("{asked["id"]}", "{"ABCD"[chosen]}")')
        run_cell(page, cell, number)
        expect(cell.locator(".jp-RenderedMarkdown strong").first).to_have_text(said)
    expect(cell.locator(".jp-RenderedMarkdown li")).to_have_count(len(asked["choice"]))
    picture(page, "questions")
    expect(panel.locator(NOISE)).to_have_count(0)


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_what_the_course_shows_in_jupyterlab_can_be_read_by_everybody(page: Page, theme: str) -> None:
    choose(page, "Settings", "Theme", f"JupyterLab {theme}")
    for name in ("exercise", "questions"):
        page.get_by_role("tab", name=f"{name}.ipynb").click()
        assert not violations(page, ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea .jp-RenderedMarkdown")
    page.get_by_role("tab", name="Start.md").click()
    assert not violations(page, ".jp-MarkdownViewer .jp-RenderedHTMLCommon")
    picture(page, f"start_{theme.lower()}")


@pytest.fixture
def shown(page: Page) -> Iterator[Page]:
    """A page of its own, for what is no part of JupyterLab."""
    assert page.context.browser
    shown = page.context.browser.new_page()
    yield shown
    shown.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["feedback", "overview"])
def test_our_pages_can_be_read_by_everybody(shown: Page, name: str, scheme: Literal["light", "dark"], view: ClassView) -> None:
    shown.emulate_media(color_scheme=scheme)
    shown.set_content(feedback_page(report_with_every_verdict(), "ada") if name == "feedback" else overview_page(view))
    picture(shown, f"{name}_{scheme}")
    assert not violations(shown)
    assert not trouble_without_a_mouse(shown)
    shown.set_viewport_size({"width": 360, "height": 740})
    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it must be pushed sideways on a phone"


def test_a_page_that_cannot_be_read_by_everybody_is_found(shown: Page) -> None:
    shown.set_content(
        '<html lang="en"><title>Pale</title><main><h1>Pale</h1><p style="color: #bbb">Too pale</p><img src="x"></main>'
    )
    assert {found.split(":")[0] for found in violations(shown)} == {"color-contrast", "image-alt"}


def test_a_control_that_needs_a_mouse_is_found(shown: Page) -> None:
    shown.set_content(
        '<style>a.none:focus { outline: none }</style><a href="#1">Good</a> <a href="#2" class="none">Unseen</a> '
        '<button tabindex="-1">Lost</button> <details><summary>Good</summary><a href="#3">Folded away</a></details>'
    )
    lost, unseen = trouble_without_a_mouse(shown)
    assert "Lost" in lost
    assert "Unseen" in unseen


@pytest.fixture(scope="module")
def view() -> ClassView:
    task = TaskView("a", "Task 1 · Split", 4.0, 5, 3, 1, 2, 2.9, "61 of 64 flights were kept; look at `nulls`", 3)
    marks = {"ada": 4.0, "ben": 0.0}
    due = datetime.datetime(2026, 11, 20, 10)
    late = {"ada": Late(due, due + datetime.timedelta(hours=2), 0.5)}
    handed_in, seconds = {"ada": "2026-11-20 12:00"}, {"ada": 18.4}
    return ClassView(
        "small", 4.0, marks, (task, task), (("ada", "ben"),), {"cem": "no notebook"}, ("dot",), handed_in, seconds, late
    )


def report_with_every_verdict() -> Report:
    tests = [
        TestResult(f"t-{verdict}", f"A test that is {verdict}", True, 1.0, verdict, "3 of `flights` were lost")
        for verdict in Verdict
    ]
    tasks = tuple(TaskResult(test.id, f"Task · {test.verdict}", (test,)) for test in tests)
    return Report(UNIT.name, Status.GRADED, "a" * 64, "b" * 64, "c" * 64, "bubblewrap", tasks, ("a note",))


def typed(exercise: Exercise, task: str) -> str:
    """The reference answer without the author's markers."""
    return without_markers(exercise.task(task).solution)
