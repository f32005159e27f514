"""A class on a JupyterHub: the whole way of an assignment through a real browser, and what the start refuses."""

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from hub_in_browser import (
    INSTRUCTOR,
    STUDENT,
    Hub,
    assignments,
    in_jupyterlab,
    log_in,
    press,
    running_hub,
    write_settings,
)
from looking import chromium, picture
from playwright.sync_api import Page, expect
from test_browser import typed
from traitlets.config.loader import PyFileConfigLoader

from autograder.build import source_of
from autograder.exercise import Exercise, cell_id, from_source
from autograder.feedback import page as feedback_page
from autograder.gradebook import open_class
from autograder.layout import unit_named
from course.hub import server
from course.pictures.browsing import browser_page, run_in_terminal
from course.setup import ROOT
from course.setup.records import Records

UNIT = unit_named("regression")
SOLVED = "metrics-follow-their-definitions"
BROKEN = "baseline-comes-from-training-rows"
FOUND = {SOLVED: "passed", BROKEN: "raised: "}  # all other tasks are as they were released
MARKUP = "<img src=x onerror=\"document.title='owned'\">"
RAISES = f"def gain_over_mean(*rows):\n    raise ValueError({MARKUP!r})"


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    return from_source(source_of(UNIT), UNIT.name)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    chromium()  # without one there is no need to start a Hub
    with running_hub(tmp_path_factory.mktemp("class")) as hub:
        yield hub


@pytest.fixture(scope="module")
def people(hub: Hub) -> Iterator[tuple[Page, Page]]:
    """The pages of the instructor and of the student, both logged in."""
    with browser_page(chromium()) as page:
        assert page.context.browser
        instructor, student = (log_in(page.context.browser, hub, person) for person in (INSTRUCTOR, STUDENT))
        try:
            expect(instructor.get_by_role("heading", name="Manage Assignments")).to_be_visible()
            in_jupyterlab(student)
            yield instructor, student
        finally:
            picture(instructor, "hub_instructor_at_the_end")
            picture(student, "hub_student_at_the_end")


@pytest.fixture(scope="module")
def handed_in(hub: Hub, people: tuple[Page, Page], exercise: Exercise) -> None:
    """The instructor releases, the student fetches, writes two answers and submits, the instructor collects and grades."""
    instructor, student = people
    lab = instructor.context.new_page()
    lab.goto(f"{hub.address}/hub/user-redirect/lab")
    done = run_in_terminal(lab, f"python -m autograder release {UNIT.assignment}")
    expect(done).to_contain_text("class/release/regression/exercise.ipynb")
    with (hub.home(INSTRUCTOR) / "class/nbgrader_config.py").open("a") as settings:
        settings.write("\nc.ExchangeCollect.check_owner = False\n")  # here everybody is the same user
    lab.close()
    instructor.reload()
    press(instructor, "release")
    picture(instructor, "hub_released")
    lists = assignments(student)
    lists.locator("#released_assignments_list").get_by_role("button", name="Fetch").click()
    submit = lists.locator("#fetched_assignments_list").get_by_role("button", name="Submit")
    expect(submit).to_be_visible()
    answer(hub.home(STUDENT) / UNIT.assignment / "exercise.ipynb", {SOLVED: typed(exercise, SOLVED), BROKEN: RAISES})
    submit.click()
    expect(lists.locator("#submitted_assignments_list")).to_contain_text(UNIT.assignment)
    picture(student, "hub_submitted")
    press(instructor, "collect")
    instructor.locator("td.num-submissions a").click()
    press(instructor, "autograde")


@pytest.mark.slow
@pytest.mark.usefixtures("handed_in")
def test_formgrader_shows_marks_and_what_was_seen(people: tuple[Page, Page], exercise: Exercise) -> None:
    instructor, _ = people
    points = exercise.task(SOLVED).of
    expect(instructor.locator("td.score")).to_have_text(f"{points:g} / {sum(task.of for task in exercise.tasks):g}")
    picture(instructor, "formgrader_marks")
    instructor.get_by_role("link", name="Manual Grading").click()
    for link in (UNIT.assignment, "exercise", "Submission #1"):
        instructor.get_by_role("link", name=link, exact=True).click()
    for task in exercise.tasks:
        for test in task.tests:
            cell = instructor.locator(".cell").filter(has=instructor.locator(f"input.score[id='{test.id}']"))
            expect(cell.locator("input.score")).to_have_attribute("placeholder", f"{test.points * (task.id == SOLVED):g}")
            expect(cell.locator(".output_area").first).to_contain_text(FOUND.get(task.id, "not attempted"))
    broken = instructor.locator(".output_area").filter(has_text=f"ValueError: {MARKUP}").first
    broken.scroll_into_view_if_needed()
    picture(instructor, "formgrader_submission")
    expect(instructor.locator(".output_area img")).to_have_count(0)
    assert instructor.title() != "owned"
    instructor.get_by_role("link", name="Manual Grading").click()


@pytest.mark.slow
@pytest.mark.usefixtures("handed_in")
def test_the_student_gets_our_page_back(hub: Hub, people: tuple[Page, Page], exercise: Exercise) -> None:
    instructor, student = people
    instructor.get_by_role("link", name="Manage Assignments").first.click()
    for button in ("generate-feedback", "release-feedback"):
        press(instructor, button)
    lists = assignments(student)
    lists.locator("#refresh_assignments_list").click()
    expect(lists).to_contain_text("feedback available to fetch")
    lists.get_by_role("button", name="Fetch Feedback").click()
    lists.get_by_text("view feedback").click()
    student.locator(".jp-DirListing-item").filter(has_text="exercise.html").dblclick()
    shown = student.frame_locator(".jp-HTMLViewer iframe")
    points = exercise.task(SOLVED).of
    expect(shown.locator(".total")).to_have_text(f"{points:g} of {sum(task.of for task in exercise.tasks):g} points")
    picture(student, "hub_feedback")
    shown.get_by_role("link", name=exercise.task(BROKEN).title).click()
    expect(shown.get_by_text(f"ValueError: {MARKUP}").first).to_be_in_viewport()
    picture(student, "hub_feedback_task")
    (page,) = hub.home(STUDENT).glob(f"{UNIT.assignment}/feedback/*/exercise.html")
    report = open_class(hub.home(INSTRUCTOR) / "class").last_report(UNIT.assignment, STUDENT)
    assert report
    assert page.read_text() == feedback_page(report, STUDENT)
    hidden = [line for task in exercise.tasks for test in task.tests if test.hidden for line in test.source.splitlines()[1:]]
    assert not [line for line in hidden if len(line.strip()) > 20 and line in page.read_text()]


@pytest.mark.slow
def test_a_student_sees_no_formgrader(hub: Hub, people: tuple[Page, Page]) -> None:
    _, student = people
    student.locator(".lm-MenuBar-itemLabel").get_by_text("Nbgrader", exact=True).click()
    expect(student.locator(".lm-Menu-itemLabel").get_by_text("Assignment List", exact=True)).to_be_visible()
    expect(student.locator(".lm-Menu-itemLabel").get_by_text("Formgrader")).to_have_count(0)
    student.keyboard.press("Escape")
    answer = student.request.get(f"{hub.address}/user/{STUDENT}/formgrader/manage_assignments")
    assert answer.status == 404
    assert student.request.get(f"{hub.address}/user/{INSTRUCTOR}/formgrader/manage_assignments").status == 403


def start(settings: str | Path) -> str:
    """What the start of a Hub says before it ends."""
    command = [sys.executable, "-m", "course.hub", str(settings)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1, ran.stderr
    return ran.stderr


def test_a_start_without_settings_says_where_to_begin(tmp_path: Path) -> None:
    assert "Name the Hub's settings" in start("")
    assert "copy " in start(tmp_path / "none.py")
    broken = tmp_path / "hub.py"
    broken.write_text("c.Authenticator.allowed_users = {'ines'\n")
    assert "cannot be read (SyntaxError" in start(broken)


def test_a_taken_port_and_a_closed_exchange_are_refused_in_one_sentence(tmp_path: Path) -> None:
    settings, hub = write_settings(tmp_path)
    (tmp_path / "exchange").chmod(0o755)
    assert f"install -d -m 1777 {tmp_path / 'exchange'}" in start(settings)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(hub.address.rpartition(":")[2])))
        taken.listen()
        assert "choose another in c.JupyterHub.bind_url" in start(settings)


def test_the_shipped_settings_keep_people_apart() -> None:
    example = PyFileConfigLoader("example.py", path=str(server.HERE)).load_config()
    assert {"authenticator_class", "spawner_class"}.isdisjoint(example.JupyterHub), "PAM, and each server as its own user"
    assert example.JupyterHub.bind_url == "http://127.0.0.1:8000", "nothing travels unencrypted until somebody sets TLS up"


@pytest.mark.filterwarnings("ignore::DeprecationWarning:mlflow", "ignore::DeprecationWarning:sqlalchemy")  # MLflow's own affair
@pytest.mark.parametrize("role", [server.INSTRUCTOR, server.STUDENT])
def test_what_a_person_does_stays_in_their_own_folder(role: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = {name: value for name, value in os.environ.items() if name != "MLFLOW_TRACKING_URI"}
    monkeypatch.setattr(os, "environ", here | {"HOME": str(tmp_path), server.ROLE: role})
    monkeypatch.setattr(server, "replace_process", lambda _: None)
    monkeypatch.chdir(tmp_path)
    server.serve()
    own = tmp_path / ".local/share/spark_ml_course"
    kernel = json.loads((own / "kernels/course/kernel.json").read_text())
    assert kernel["env"]["MLFLOW_TRACKING_URI"] == f"sqlite:///{own}/mlflow.db"
    assert (own / "mlflow.db").is_file(), "two notebooks that start together would quarrel over it"
    assert Records().receipts == own / "receipts"
    assert os.environ["SPARK_SUBMIT_OPTS"] == "-Dspark.authenticate=true", "its ports can be reached by others"
    assert [stat.S_IMODE(place.stat().st_mode) for place in tmp_path.glob("class")] == [0o700] * (role == server.INSTRUCTOR)


def answer(notebook: Path, answers: dict[str, str]) -> None:
    """Write answers into a fetched notebook."""
    fetched = nbformat.read(notebook, 4)
    for cell in fetched.cells:
        cell.source = answers.get(cell_id(cell), cell.source)
    nbformat.write(fetched, notebook)
