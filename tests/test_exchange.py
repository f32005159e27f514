"""Feedback through nbgrader's exchange: each learner gets back the page of their own report, and nothing hidden with it."""

import getpass
import os
import shutil
from pathlib import Path

import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.utils import notebook_hash
from sample_class import SECRET, F, N, P, distinct, graded, hand_in, judge, stock

from autograder.classroom import give_feedback
from autograder.exercise import read_notebook, to_bytes
from autograder.feedback import page
from autograder.gradebook import ClassFolder, open_class
from autograder.nbgrader_plugin import collect

pytestmark = pytest.mark.filterwarnings(  # nbgrader's own: a misspelled name, rows added late, a file that it does not close
    "ignore:Passing unrecognized arguments",
    "ignore:Object of type <Submitted",
    "ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning",
)
KEYS = {"ada": "a" * 128, "bob": "b" * 128}  # as `nbgrader submit` draws them


@pytest.fixture
def exchange(folder: ClassFolder, tmp_path: Path) -> Path:
    """A class whose two submissions came through an exchange, and are graded."""
    place = tmp_path / "exchange"
    place.mkdir(mode=0o777)
    place.chmod(0o777)
    with (folder.root / "nbgrader_config.py").open("a") as settings:
        settings.write(f"\nc.Exchange.root = {str(place)!r}\n")
    distinct(folder, *KEYS)
    for student, key in KEYS.items():
        folder.submitted("small", student).with_name("submission_secret.txt").write_text(key)
    graded(folder, judge(ada=(P, F, N), bob=(P, P, P), message="seen: <b>5</b>"))
    return place


def nbgrader(folder: ClassFolder) -> NbGraderAPI:
    return NbGraderAPI(config=open_class(folder.root).config)


def returned(folder: ClassFolder, exchange: Path) -> dict[str, str]:
    """What each learner finds in the exchange, where only their key leads."""
    result = nbgrader(folder).release_feedback("small")
    assert result["success"], result
    places = {
        student: exchange / "spark_ml/feedback" / f"{notebook_hash(secret=key, notebook_id='exercise')}.html"
        for student, key in KEYS.items()
    }
    return {student: place.read_text() for student, place in places.items() if place.is_file()}


def sent(exchange: Path, student: str, at: str, code: str) -> None:
    """A folder as `nbgrader submit` leaves it in the exchange; it belongs to whoever runs the tests."""
    inbound = exchange / "spark_ml/inbound" / f"{student}+small+{at}+random"
    inbound.mkdir(parents=True)
    (inbound / "exercise.ipynb").write_text(code)
    (inbound / "timestamp.txt").write_text(at)


def pages(folder: ClassFolder) -> dict[str, str]:
    reports = {student: folder.last_report("small", student) for student in KEYS}
    return {student: page(report, student) for student, report in reports.items() if report}


def test_the_feedback_command_makes_what_the_exchange_gives_back(folder: ClassFolder, exchange: Path) -> None:
    assert len(list(give_feedback(folder.root, "small"))) == len(KEYS)
    assert returned(folder, exchange) == pages(folder)


def test_formgraders_button_makes_the_same_pages(folder: ClassFolder, exchange: Path) -> None:
    result = nbgrader(folder).generate_feedback("small")
    assert result["success"], result
    found = returned(folder, exchange)
    assert found == pages(folder)
    assert SECRET not in "".join(found.values())
    assert "seen: &lt;b&gt;5" in found["ada"]


@pytest.mark.parametrize("said", ["a comment", "a score", "extra credit", "late"])
def test_what_no_report_says_is_shown_on_nbgraders_page(folder: ClassFolder, exchange: Path, said: str) -> None:
    with stock(folder) as book:
        grade = book.find_grade("double-doubles-test-2", "exercise", "small", "ada")
        if said == "a comment":
            book.find_comment("double-doubles", "exercise", "small", "ada").manual_comment = "Well begun."
        elif said == "a score":
            grade.manual_score = 1.5
        elif said == "extra credit":
            grade.extra_credit = 1.5
        else:
            grade.notebook.late_submission_penalty = 0.5
        book.db.commit()
    assert nbgrader(folder).generate_feedback("small")["success"]
    found = returned(folder, exchange)
    ours = pages(folder)
    assert found["bob"] == ours["bob"]
    shown = {"a comment": "Well begun.", "a score": "1.5 / 2.0", "extra credit": "1.5 / 2.0", "late": "0.5"}[said]
    assert shown in found["ada"]
    assert shown not in ours["ada"]
    assert "Any number is doubled" in found["ada"]
    assert SECRET not in found["ada"]


def test_feedback_stays_with_the_file_that_was_graded(folder: ClassFolder, exchange: Path) -> None:
    newer = folder.submitted("small", "ada")
    newer.with_name("submission_secret.txt").write_text("c" * 128)
    list(give_feedback(folder.root, "small"))
    assert returned(folder, exchange) == pages(folder)


def test_a_refused_file_is_told_to_whoever_sent_it(folder: ClassFolder, exchange: Path) -> None:
    notebook = read_notebook(folder.released("small"))
    notebook.cells = notebook.cells[:1]
    hand_in(folder, "ada", to_bytes(notebook))
    folder.submitted("small", "ada").with_name("submission_secret.txt").write_text(KEYS["ada"])
    graded(folder, judge())
    list(give_feedback(folder.root, "small"))
    assert "could not be graded" in returned(folder, exchange)["ada"]


def test_what_another_user_handed_in_under_a_students_name_replaces_nothing(folder: ClassFolder, exchange: Path) -> None:
    me = getpass.getuser()
    sent(exchange, me, "2026-11-24 10:00:00 UTC", "mine")
    sent(exchange, "ada", "2026-11-24 10:00:00 UTC", "forged")
    before = folder.submitted("small", "ada").read_bytes()
    result = nbgrader(folder).collect("small", update=True)
    assert result["success"], result
    assert f"it says that it comes from ada, and belongs to {me}" in result["log"]
    assert folder.submitted("small", "ada").read_bytes() == before
    assert folder.submitted("small", me).read_text() == "mine"


@pytest.mark.parametrize("link", ["exercise.ipynb", "."])
def test_a_link_to_anothers_work_is_not_followed(folder: ClassFolder, exchange: Path, link: str) -> None:
    me = getpass.getuser()
    sent(exchange, me, "2026-11-24 10:00:00 UTC", "mine")
    (inbound,) = (exchange / "spark_ml/inbound").iterdir()
    work = folder.submitted("small", "ada")
    if link == ".":
        shutil.rmtree(inbound)
        inbound.symlink_to(work.parent)
    else:
        (inbound / link).unlink()
        (inbound / link).symlink_to(work)
    result = nbgrader(folder).collect("small", update=True)
    assert f"Left out: {me}+small" in result["log"]
    assert not folder.submitted("small", me).exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_an_own_submission_counts_though_a_forged_one_is_newer(
    folder: ClassFolder, exchange: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(exchange, "ada", "2026-11-24 10:00:00 UTC", "own")
    sent(exchange, "ada", "2026-11-24 11:00:00 UTC", "forged")
    forged = exchange / "spark_ml/inbound" / "ada+small+2026-11-24 11:00:00 UTC+random"
    os.chown(forged, 12345, -1)
    monkeypatch.setattr(collect, "_name", lambda user: "sam" if user == 12345 else "ada")
    assert nbgrader(folder).collect("small", update=True)["success"]
    assert folder.submitted("small", "ada").read_text() == "own"
