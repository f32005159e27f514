"""Due dates, late policies and extensions: nbgrader's own, and the same whichever command grades."""

import datetime
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook as Stock
from nbgrader.apps import NbGraderAPI
from sample_class import DOUBLED, ISOLATION, F, N, P, answered, graded, hand_in, judge, unit_of
from test_feedback import text_of

from autograder import nbgrader_plugin
from autograder.classroom import collect, extend, give_feedback, overview, release
from autograder.classroom.extend import time
from autograder.cli import classroom as commands
from autograder.errors import ClassroomError
from autograder.gradebook import ClassFolder, backups, late_work, open_class, open_gradebook, scores
from autograder.gradebook.late import in_words

DUE = datetime.datetime(2026, 11, 19, 18)  # the class hands in on 20 November at 12:00, 18 hours late
DAY = datetime.timedelta(days=1)
POLICIES = {
    "none": "",
    "zero": 'c.LateSubmissionPlugin.penalty_method = "zero"\n',
    "plugin": 'c.AssignLatePenalties.plugin_class = "late.PerDay"\n',
}
PLUGIN = """
from nbgrader.plugins import BasePlugin


class PerDay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {rule}
"""
A_TENTH_OF_AN_HOUR = "None if student_id == 'ida' else total_seconds_late / 36000"


@pytest.fixture(autouse=True)
def fresh_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each class of this file has a plugin of the same name, as if each command were a process of its own."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delitem(sys.modules, "late", raising=False)


def due(folder: ClassFolder, date: datetime.datetime | None = DUE) -> None:
    with Stock(folder.gradebook, "spark_ml") as book:
        book.update_or_create_assignment("small", duedate=date)


def with_policy(folder: ClassFolder, policy: str, rule: str = A_TENTH_OF_AN_HOUR) -> ClassFolder:
    with (folder.root / "nbgrader_config.py").open("a") as config:
        config.write(POLICIES[policy])
    (folder.root / "late.py").write_text(PLUGIN.format(rule=rule))
    return open_class(folder.root)


def marks(folder: ClassFolder) -> dict[str, tuple[float | None, float, float | None]]:
    return {score.student: (score.points, score.late_penalty, score.total) for score in scores(open_gradebook(folder.gradebook))}


@pytest.fixture
def late(folder: ClassFolder) -> ClassFolder:
    """Ada was in time, bob is 18 hours late and has an extension of a day, cyd and ida are as late and have none."""
    due(folder)
    for student in ("ada", "bob", "cyd", "ida"):
        data = answered(folder, double_doubles=f"{DOUBLED}  # {student}")
        hand_in(folder, student, data, at=f"2026-11-{19 if student == 'ada' else 20} 12:00:00 UTC")
    list(extend(folder.root, "small", ["bob"], DAY))
    return folder


FAKE = {"ada": (P, P, N), "bob": (P, P, N), "cyd": (P, P, N), "ida": (P, F, N)}


@pytest.mark.filterwarnings("ignore:Object of type <Submitted")
@pytest.mark.parametrize(("policy", "penalties"), [("none", (0, 0, 0, 0)), ("zero", (0, 0, 3, 1)), ("plugin", (0, 0, 1.8, 0))])
def test_a_policy_gives_the_same_penalties_through_both_commands(
    late: ClassFolder, policy: str, penalties: tuple[float, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = with_policy(late, policy)
    graded(folder, judge(**FAKE))
    ours = marks(folder)
    assert tuple(mark[1] for mark in ours.values()) == penalties
    assert [mark[2] for mark in ours.values()] == [points - off for points, off in zip((3, 3, 3, 1), penalties, strict=True)]
    (folder.root / "gradebook.db").unlink()
    for place in ("autograded", "private/reports", "private/results"):
        shutil.rmtree(folder.root / place)
    release(folder.root, unit_of(folder))
    due(folder)
    list(extend(folder.root, "small", ["bob"], DAY))
    monkeypatch.setattr(nbgrader_plugin.judge, "grade_many", judge(**FAKE))
    monkeypatch.setattr(nbgrader_plugin.judge, "find_isolation", lambda: ISOLATION)
    result = NbGraderAPI(config=folder.config).autograde("small", "*")
    assert result["success"], result
    assert marks(folder) == ours
    assert {outcome.student: outcome.status for outcome in graded(folder, judge())} == dict.fromkeys(FAKE, "up to date")
    assert marks(folder) == ours


def test_the_time_of_a_collected_file_is_what_counts(folder: ClassFolder, tmp_path: Path) -> None:
    due(folder, datetime.datetime(2020, 1, 1))
    box = tmp_path / "box" / "ada.ipynb"
    box.parent.mkdir()
    box.write_bytes(answered(folder, double_doubles=DOUBLED))
    saved = box.stat().st_mtime
    list(collect(folder.root, "small", [box.parent]))
    graded(folder, judge(ada=(P, P, N)))
    with Stock(folder.gradebook, "spark_ml") as book:
        submission = book.find_submission("small", "ada")
        assert submission.timestamp.replace(tzinfo=datetime.UTC).timestamp() == pytest.approx(saved, abs=1e-5)
        assert submission.total_seconds_late > 0


def test_a_new_due_date_changes_penalties_with_the_next_grading_and_nothing_is_judged(late: ClassFolder) -> None:
    folder = with_policy(late, "zero")
    graded(folder, judge(**FAKE))
    assert len(backups(folder)) == 2  # before the extension and before the grading
    due(folder, DUE + DAY)
    outcomes = {outcome.student: outcome.status for outcome in graded(folder, judge())}
    assert outcomes == {"ada": "up to date", "bob": "up to date", "cyd": "graded", "ida": "graded"}
    assert [mark[1] for mark in marks(folder).values()] == [0, 0, 0, 0]
    assert len(backups(folder)) == 3
    graded(folder, judge())
    assert len(backups(folder)) == 3, "nothing was written"


def test_grade_says_who_is_late_and_what_it_costs(late: ClassFolder) -> None:
    folder = with_policy(late, "plugin")
    notes = {outcome.student: outcome.note for outcome in graded(folder, judge(**FAKE))}
    assert notes == {"ada": "", "bob": "", "cyd": "18 hours late: penalty 1.8", "ida": "18 hours late: penalty 0"}


def test_an_extension_takes_the_penalty_back_at_once(late: ClassFolder) -> None:
    folder = with_policy(late, "zero")
    graded(folder, judge(**FAKE))
    said = list(extend(folder.root, "small", ["cyd", "ida"], "2026-11-20 13:00 +0100"))
    assert said == [
        "cyd has until 2026-11-20 12:00 UTC for small, 18 hours more than the class. The late penalty is 0 instead of 3.",
        "ida has until 2026-11-20 12:00 UTC for small, 18 hours more than the class. The late penalty is 0 instead of 1.",
    ]
    assert marks(folder)["cyd"] == (3, 0, 3)
    with Stock(folder.gradebook, "spark_ml") as book:
        assert book.find_submission("small", "cyd").extension == datetime.timedelta(hours=18)
    [said] = extend(folder.root, "small", ["cyd"], datetime.timedelta())
    assert said == "cyd has until 2026-11-19 18:00 UTC for small, as the class has. The late penalty is 3 instead of 0."
    with Stock(folder.gradebook, "spark_ml") as book:
        assert book.find_submission("small", "cyd").extension is None


def test_an_extension_may_come_before_the_work(folder: ClassFolder) -> None:
    due(folder)
    with Stock(folder.gradebook, "spark_ml") as book:
        book.add_student("ada")
    folder = with_policy(folder, "zero")
    assert len(list(extend(folder.root, "small", ["ada"], DAY))) == 1
    assert marks(folder)["ada"] == (None, 0, None)
    formgrader = NbGraderAPI(config=folder.config)
    assert [row["id"] for row in formgrader.get_students()] == ["ada"]
    assert formgrader.get_submissions("small") == []
    assert [row["name"] for row in formgrader.get_student_submissions("ada")] == ["small"]
    change = folder.source("small").read_text().replace("Two small tasks", "Two tasks")
    folder.source("small").write_text(change)
    assert formgrader.generate_assignment("small")["success"], "an extension does not freeze the release"
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    graded(folder, judge(ada=(P, P, N)))
    assert marks(folder)["ada"] == (3, 0, 3)


@pytest.mark.parametrize(
    ("student", "more", "sentence"),
    [
        ("zoe", DAY, "no student zoe.*nbgrader db student list"),
        ("bob", "2026-11-18 12:00 UTC", "is 2026-11-19 18:00 UTC already"),
        ("bob", "2026-11-21", "is no time: write it as"),
        ("bob", "2026-13-01 12:00", "is no time"),
    ],
)
def test_what_is_no_extension_is_said_and_changes_nothing(
    late: ClassFolder, student: str, more: datetime.timedelta | str, sentence: str
) -> None:
    before = (late.root / "gradebook.db").read_bytes()
    with pytest.raises(ClassroomError, match=sentence):
        list(extend(late.root, "small", ["cyd", student], more))
    assert (late.root / "gradebook.db").read_bytes() == before


def test_without_a_due_date_there_is_nothing_to_extend_and_nobody_is_late(late: ClassFolder) -> None:
    due(late, None)
    with pytest.raises(ClassroomError, match="nbgrader db assignment add small --duedate"):
        list(extend(late.root, "small", ["bob"], DAY))
    graded(late, judge(**FAKE))
    assert late_work(open_gradebook(late.gradebook), "small") == {}


def test_a_time_without_a_zone_is_utc() -> None:
    assert time("2026-12-01 18:00") == time("2026-12-01 18:00 UTC") == time("2026-12-01T19:00:00+01:00")


@pytest.mark.parametrize(
    ("seconds", "words"), [(59, "59 seconds"), (93_784, "1 day 2 hours"), (86_400, "1 day"), (3_660, "1 hour 1 minute")]
)
def test_a_time_in_words_has_its_two_largest_units(seconds: int, words: str) -> None:
    assert in_words(datetime.timedelta(seconds=seconds)) == words


def test_the_command_wants_one_way_to_say_how_long(late: ClassFolder) -> None:
    course = ["--course", str(late.root)]
    for odd in ([], ["--days", "1", "--until", "2026-12-01 18:00 UTC"], ["--days", "-1"]):
        assert CliRunner().invoke(commands.extend, ["small", "cyd", *odd, *course]).exit_code == 2
    said = CliRunner().invoke(commands.extend, ["small", "cyd", "--days", "1", "--hours", "12", *course])
    assert said.output == "cyd has until 2026-11-21 06:00 UTC for small, 1 day 12 hours more than the class.\n"


def test_the_learner_sees_why_the_total_is_lower(late: ClassFolder) -> None:
    folder = with_policy(late, "plugin")
    graded(folder, judge(**FAKE))
    pages = {page.parent.parent.name: text_of(page.read_text()) for page in give_feedback(folder.root, "small")}
    assert "1.2 of 6 points" in pages["cyd"]
    assert "Handed in 18 hours late Your work was due on 2026-11-19 18:00 UTC. Your tasks earned 3 points" in pages["cyd"]
    assert "and the late penalty of your class takes off 1.8." in pages["cyd"]
    assert "All tasks 3 of 6 Late penalty −1.8 Total 1.2 of 6" in pages["cyd"]
    assert "No points were taken off" in pages["ida"]
    assert "late" not in pages["ada"].lower()
    assert "late" not in pages["bob"].lower()


def test_the_overview_names_late_work(late: ClassFolder) -> None:
    folder = with_policy(late, "zero")
    graded(folder, judge(**FAKE))
    view, page = overview(folder.root, "small")
    assert (view.late["cyd"].by, view.late["cyd"].penalty, view.marks["cyd"]) == ("18 hours", 3, 3)
    assert "Late: cyd, by 18 hours; late penalty 3" in text_of(page.read_text())
    said = CliRunner().invoke(commands.overview, ["small", "--course", str(folder.root)])
    assert "Late: cyd, by 18 hours; late penalty 3\n" in said.output


@pytest.mark.parametrize(
    ("policy", "rule", "sentence"),
    [
        ('c.AssignLatePenalties.plugin_class = "late.Missing"\n', "0", "cannot be used .*Missing"),
        (POLICIES["plugin"], "1 / 0", "failed on the work of cyd .*division"),
    ],
)
def test_a_policy_that_fails_is_one_sentence_and_records_no_mark(
    late: ClassFolder, policy: str, rule: str, sentence: str
) -> None:
    folder = with_policy(late, "none", rule)
    with (folder.root / "nbgrader_config.py").open("a") as config:
        config.write(policy)
    with pytest.raises(ClassroomError, match=sentence):
        graded(open_class(folder.root), judge(**FAKE))
    assert marks(folder).get("cyd", (None,))[0] is None
