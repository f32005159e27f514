"""Collecting: whose notebook it is, what is refused, and that no work of a learner is ever lost."""

import os
import stat
import zipfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook as Stock
from sample_class import hand_in

from autograder.classroom import collect
from autograder.errors import ClassroomError
from autograder.gradebook import ClassFolder


def zip_of(place: Path, *files: tuple[str, bytes]) -> Path:
    path = place / "sent.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return path


def test_the_three_ways_of_naming_are_understood(folder: ClassFolder, tmp_path: Path) -> None:
    box = tmp_path / "box"
    for name in ("ada/exercise.ipynb", "bob.ipynb", "cyd_4711_exercise-1.ipynb", "Dee Dee_8_assignsubmission_file_/my.ipynb"):
        (box / name).parent.mkdir(parents=True, exist_ok=True)
        (box / name).write_text(name)
    assert list(collect(folder.root, "small", [box])) == ["Taken: Dee Dee", "Taken: ada", "Taken: bob", "Taken: cyd"]
    assert folder.submitted("small", "cyd").read_text() == "cyd_4711_exercise-1.ipynb"
    assert folder.timestamp("small", "ada") is not None
    assert folder.students("small") == ["Dee Dee", "ada", "bob", "cyd"]


def test_a_student_whom_the_gradebook_knows_may_have_an_underscore(folder: ClassFolder, tmp_path: Path) -> None:
    with Stock(folder.gradebook, "spark_ml") as book:
        book.add_student("ada_lovelace")
    sent = zip_of(tmp_path, ("ada_lovelace_77_exercise.ipynb", b"{}"))
    assert list(collect(folder.root, "small", [sent])) == ["Taken: ada_lovelace"]


def test_two_different_files_of_one_student_are_both_left(folder: ClassFolder, tmp_path: Path) -> None:
    sent = zip_of(tmp_path, ("ada_lovelace.ipynb", b"1"), ("ada_byron.ipynb", b"2"))
    [sentence] = collect(folder.root, "small", [sent])
    assert "ada_byron.ipynb and ada_lovelace.ipynb seem to be from ada and differ" in sentence
    assert folder.students("small") == []


def test_a_newer_file_replaces_and_the_old_one_is_kept(folder: ClassFolder, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "ada.ipynb").write_text("first")
    os.utime(box / "ada.ipynb", (1_700_000_000, 1_700_000_000))
    assert list(collect(folder.root, "small", [box])) == ["Taken: ada"]
    assert list(collect(folder.root, "small", [box])) == ["Unchanged: ada"]
    (box / "ada.ipynb").write_text("second")
    os.utime(box / "ada.ipynb", (1_700_000_100, 1_700_000_100))
    assert list(collect(folder.root, "small", [box])) == ["Replaced (the old one is kept): ada"]
    [kept] = (folder.private / "replaced" / "small" / "ada").iterdir()
    assert (kept.read_text(), folder.submitted("small", "ada").read_text()) == ("first", "second")
    assert str(folder.timestamp("small", "ada")) == "2023-11-14 22:15:00"
    (box / "ada.ipynb").write_text("older")
    os.utime(box / "ada.ipynb", (1_600_000_000, 1_600_000_000))
    [sentence] = collect(folder.root, "small", [box])
    assert sentence == "Not taken: ada.ipynb is older than what ada handed in: save it again to hand it in after all."
    assert folder.submitted("small", "ada").read_text() == "second"


def test_a_file_from_the_future_counts_as_sent_now(folder: ClassFolder, tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "ada.ipynb").write_text("x")
    os.utime(tmp_path / "box" / "ada.ipynb", (4_000_000_000, 4_000_000_000))
    list(collect(folder.root, "small", [tmp_path / "box"]))
    stamp = folder.timestamp("small", "ada")
    assert stamp
    assert stamp.year < 2090


def test_a_stamp_that_a_wrong_clock_left_keeps_no_newer_file_out(folder: ClassFolder, tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "ada.ipynb").write_text("today")
    hand_in(folder, "ada", b"handed in when the clock was a century ahead", at="2126-11-20 12:00:00 UTC")
    assert list(collect(folder.root, "small", [tmp_path / "box"])) == ["Replaced (the old one is kept): ada"]


OUT_OF_THE_ZIP = ("../../ada.ipynb", "/etc/ada.ipynb", "..\\ada.ipynb", "C:/ada.ipynb", "a/b/c/d/e/f/g/ada.ipynb")
OF_NOBODY = (
    "exercise.ipynb",
    "x/ada.ipynb",
    "$(rm).ipynb",
    "-rf.ipynb",
    "a\nb.ipynb",
    "=1+1.ipynb",
    "'.ipynb",
    "*/exercise.ipynb",
)


@pytest.mark.parametrize("name", OUT_OF_THE_ZIP + OF_NOBODY)
def test_a_name_that_leads_elsewhere_is_refused_and_the_rest_goes_on(folder: ClassFolder, tmp_path: Path, name: str) -> None:
    before = {path for path in tmp_path.rglob("*") if "submitted" not in path.parts}
    sentences = list(collect(folder.root, "small", [zip_of(tmp_path, (name, b"{}"), ("bob.ipynb", b"{}"))]))
    assert sentences[-1] == "Taken: bob"
    assert len(sentences) == 2
    assert sentences[0].startswith("Not taken: ")
    assert "\n" not in sentences[0]
    assert folder.students("small") == ["bob"]
    assert {path for path in tmp_path.rglob("*") if "submitted" not in path.parts} - before <= {tmp_path / "sent.zip"}


def test_links_and_special_files_are_refused(folder: ClassFolder, tmp_path: Path) -> None:
    box = tmp_path / "box"
    (box / "cyd").mkdir(parents=True)
    (box / "ada.ipynb").symlink_to(folder.source("small"))
    os.mkfifo(box / "bob.ipynb")
    (box / "cyd" / "exercise.ipynb").mkdir()
    (box / "dee").symlink_to(folder.source("small").parent)
    sentences = list(collect(folder.root, "small", [box]))
    assert [sentence.split(":")[1].strip() for sentence in sentences] == ["ada.ipynb", "bob.ipynb", "dee", "cyd/exercise.ipynb"]
    link = zipfile.ZipInfo("eve.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "links.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    [sentence] = collect(folder.root, "small", [tmp_path / "links.zip"])
    assert "is a link" in sentence
    assert folder.students("small") == []


def test_a_zip_bomb_is_stopped_at_the_size_of_a_notebook(folder: ClassFolder, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada.ipynb", bytes(30 * 2**20))
        archive.writestr("bob.ipynb", "{}")
    sentences = list(collect(folder.root, "small", [bomb]))
    assert sentences[0].startswith("Not taken: ada.ipynb: is larger than a notebook may be")
    assert sentences[1] == "Taken: bob"


def test_a_broken_zip_is_one_sentence(folder: ClassFolder, tmp_path: Path) -> None:
    (tmp_path / "sent.zip").write_bytes(b"PK\3\4 and no more")
    with pytest.raises(ClassroomError, match="no whole zip"):
        list(collect(folder.root, "small", [tmp_path / "sent.zip"]))


def test_nothing_is_collected_for_what_was_not_released(folder: ClassFolder, tmp_path: Path) -> None:
    for name, words in (("other", "was not released yet"), ("..", "is no assignment")):
        with pytest.raises(ClassroomError, match=words):
            list(collect(folder.root, name, [tmp_path]))
