"""The gradebook as a file: made whole, refused when damaged, waited for, and backed up."""

import datetime
import sqlite3
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook as Stock
from nbgrader.apps import NbGraderAPI
from sample_class import ADA, F, N, P, answered, auto_scores, distinct, graded, hand_in, judge, no_penalty, report, stock

from autograder.classroom import copies, restore
from autograder.cli import grading as commands
from autograder.errors import ClassroomError
from autograder.gradebook import (
    Released,
    back_up,
    backups,
    create_gradebook,
    open_gradebook,
    record,
)
from autograder.gradebook.folder import ClassFolder


def test_a_missing_gradebook_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(ClassroomError, match="release an assignment first"):
        open_gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}")
    assert not list(tmp_path.iterdir())


def test_what_a_killed_grading_had_begun_to_write_is_swept_away(folder: ClassFolder) -> None:
    written = {1: ".report.json.1.part", 2**22: f".report.json.{2**22}.part", 0: "gradebook-000001-20261124T120000000000.part"}
    parts = {process: folder.private / "backups" / name for process, name in written.items()}
    parts[1].parent.mkdir(parents=True, exist_ok=True)
    for part in parts.values():
        part.write_text("{")
    with folder.lock():
        assert [process for process, part in parts.items() if part.exists()] == [1], "that process lives"


def test_a_new_gradebook_opens_in_stock_nbgrader(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    create_gradebook(url)
    create_gradebook(url)
    with Stock(url, "spark_ml") as book:
        assert book.students == []
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook.db"]


@pytest.mark.parametrize("content", [b"not a database at all, only some words of text", b"SQLite format 3\0" + b"\1" * 5000])
def test_a_damaged_gradebook_is_refused_with_the_way_back(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "gradebook.db").write_bytes(content)
    with pytest.raises(ClassroomError, match="autograder restore"):
        open_gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}")
    assert (tmp_path / "gradebook.db").read_bytes() == content


def test_a_gradebook_of_another_schema_is_refused(folder: ClassFolder) -> None:
    with sqlite3.connect(folder.root / "gradebook.db") as book:
        book.execute("UPDATE alembic_version SET version_num = '50a4d84c131a'")
    with pytest.raises(ClassroomError, match="nbgrader db upgrade"):
        open_gradebook(folder.gradebook)


def test_a_gradebook_held_by_another_program_is_waited_for_and_then_named(folder: ClassFolder, released: Released) -> None:
    book = open_gradebook(folder.gradebook, wait_seconds=0.1)
    with sqlite3.connect(folder.root / "gradebook.db") as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ClassroomError, match="held by another program"):
            record(book, ADA, report(released, P, P, P), no_penalty)


def test_the_newest_ten_backups_are_kept(folder: ClassFolder) -> None:
    copies = [back_up(folder) for _ in range(12)]
    kept = sorted((folder.private / "backups").iterdir())
    assert kept == copies[-10:]
    assert kept[-1].read_bytes()[:15] == b"SQLite format 3"


def test_the_order_of_backups_survives_a_clock_that_jumps_back(folder: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(10):
        back_up(folder)
    move_the_clock(monkeypatch, -1)
    newest = back_up(folder)
    assert backups(folder)[0] == newest
    assert len(backups(folder)) == 10


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_jumps_during_a_grading_changes_no_mark_and_no_order(
    folder: ClassFolder, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    distinct(folder, "ada", "bob")
    fake = judge(ada=(P, P, N), bob=(P, F, N))
    graded(folder, fake, student="ada")
    move_the_clock(monkeypatch, days)
    assert [outcome.status for outcome in graded(folder, fake)] == ["up to date", "graded"]
    monkeypatch.undo()
    assert [outcome.status for outcome in graded(folder, fake)] == ["up to date", "up to date"]
    assert [auto_scores(folder, student)[:2] for student in ("ada", "bob")] == [[1.0, 2.0], [1.0, 0.0]]
    _, oldest = backups(folder)
    restore(folder.root, oldest.name)
    with stock(folder) as book:
        assert book.students == [], "the first copy was made before the first mark"


def move_the_clock(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Let the grader read another time from the clock, wherever it does."""
    moved = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
    clock = Mock(wraps=datetime, datetime=Mock(wraps=datetime.datetime, now=lambda _zone: moved))
    for module in ("backup", "journal"):
        monkeypatch.setattr(sys.modules[f"autograder.gradebook.{module}"], "datetime", clock)


def test_a_drill_destroyed_restored_and_the_marks_are_back(folder: ClassFolder) -> None:
    distinct(folder, "ada", "bob")
    graded(folder, judge(ada=(P, P, N), bob=(P, F, N)))
    hand_in(folder, "cyd", answered(folder, double_doubles="def double(x):\n    return 2"))
    graded(folder, judge(cyd=(F, F, N)))  # its backup holds ada's and bob's marks
    book = folder.root / "gradebook.db"
    book.write_bytes(b"SQLite format 3\0" + b"\1" * 5000)
    with pytest.raises(ClassroomError, match="autograder restore"):
        graded(folder, judge())
    copy, kept = restore(folder.root, "newest")
    assert copy == backups(folder)[0]
    assert kept
    assert kept.read_bytes()[-1:] == b"\1", "the damaged one is kept"
    assert auto_scores(folder, "ada") == [1.0, 2.0, 0.0]
    assert [outcome.status for outcome in graded(folder, judge())] == ["up to date", "up to date", "graded"]
    submissions = NbGraderAPI(config=folder.config).get_submissions("small")
    assert {(one["student"], one["score"]) for one in submissions} == {("ada", 3.0), ("bob", 1.0), ("cyd", 0.0)}


def test_a_restored_gradebook_is_seen_by_a_program_that_has_it_open(folder: ClassFolder) -> None:
    distinct(folder, "ada")
    graded(folder, judge(ada=(P, P, N)))  # its backup holds nobody
    with stock(folder) as formgrader:
        assert len(formgrader.students) == 1
        formgrader.db.commit()
        _, kept = restore(folder.root, "newest")
        assert formgrader.students == []
    assert kept in backups(folder), "the way back is a copy like the others"
    restore(folder.root, kept.name if kept else "")
    assert auto_scores(folder, "ada") == [1.0, 2.0, 0.0]


def test_a_gradebook_that_is_gone_is_restored(folder: ClassFolder) -> None:
    back_up(folder)
    book = folder.root / "gradebook.db"
    book.unlink()
    journal = book.with_name("gradebook.db-journal")
    journal.write_bytes(b"what SQLite would apply to the next gradebook of this name")
    assert restore(folder.root, "newest")[1] is None
    assert not journal.exists()
    with stock(folder) as restored:
        assert [assignment.name for assignment in restored.assignments] == ["small"]


def test_a_damaged_copy_replaces_nothing(folder: ClassFolder) -> None:
    copy = back_up(folder)
    assert copy
    copy.write_bytes(b"SQLite format 3\0" + b"\1" * 5000)
    before = (folder.root / "gradebook.db").read_bytes()
    with pytest.raises(ClassroomError, match="is damaged"):
        restore(folder.root, copy.name)
    assert (folder.root / "gradebook.db").read_bytes() == before
    assert copies(folder.root).lines() == [f"{copy.name}  damaged, or of another version of nbgrader"]


def test_nothing_is_restored_while_a_grading_runs(folder: ClassFolder) -> None:
    back_up(folder)
    with folder.lock(), pytest.raises(ClassroomError, match="Another grading"):
        restore(folder.root, "newest")


def test_the_command_lists_the_copies_and_restores_by_name(folder: ClassFolder) -> None:
    course = ["--course", str(folder.root)]
    assert "no copy" in CliRunner().invoke(commands.restore, course).output
    distinct(folder, "ada")
    graded(folder, judge(ada=(P, P, N)))
    copy = back_up(folder)
    assert copy
    assert f"{copy.name}  1 graded submissions, 3 points" in CliRunner().invoke(commands.restore, course).output
    assert f"is {copy.name} again" in CliRunner().invoke(commands.restore, [copy.name, *course]).output
    with pytest.raises(ClassroomError, match="choose newest or one of gradebook-0"):
        restore(folder.root, "yesterday")
