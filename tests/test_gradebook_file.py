"""The gradebook as a file: made whole, refused when damaged, waited for, and backed up."""

import sqlite3
from pathlib import Path

import pytest
from nbgrader.api import Gradebook as Stock
from sample_class import ADA, P, no_penalty, report

from autograder.errors import ClassroomError
from autograder.gradebook import (
    Released,
    back_up,
    create_gradebook,
    open_gradebook,
    record,
)
from autograder.gradebook.folder import ClassFolder


def test_a_missing_gradebook_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(ClassroomError, match="release an assignment first"):
        open_gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}")
    assert not list(tmp_path.iterdir())


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
