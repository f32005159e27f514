"""A class from release to export: what each command promises an instructor."""

import csv
import io
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook as Stock
from sample_class import DOUBLED, SECRET, F, N, P, answered, graded, hand_in, judge, small_unit, unit_of

from autograder.build import release_of, source_of
from autograder.classroom import Outcome, export, give_feedback, release
from autograder.classroom.export import _safe
from autograder.cli import classroom as commands
from autograder.cli.grading import table
from autograder.errors import ClassroomError
from autograder.exercise import read_notebook, to_bytes
from autograder.gradebook import ClassFolder, open_class
from autograder.layout import Unit


def test_the_release_is_the_builds_release_cell_for_cell(folder: ClassFolder) -> None:
    released = read_notebook(folder.released("small"))
    assert to_bytes(released) == to_bytes(release_of(source_of(unit_of(folder))))


def test_the_release_holds_no_solution_and_no_hidden_test(folder: ClassFolder) -> None:
    text = folder.released("small").read_text()
    assert "return 2 * x" not in text
    assert SECRET not in text
    assert "Any number is doubled" in text
    assert SECRET in folder.source("small").read_text()


def test_the_seed_is_made_once_and_for_the_instructor_alone(folder: ClassFolder) -> None:
    file = folder.private / "seed"
    seed = file.read_text()
    release(folder.root, unit_of(folder))
    assert file.read_text() == seed
    assert len(folder.seed()) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.private.stat().st_mode) == 0o700


def test_an_edited_source_is_kept_until_forced(folder: ClassFolder) -> None:
    source = folder.source("small")
    edited = source.read_text().replace("Two small tasks", "My own tasks")
    source.write_text(edited)
    with pytest.raises(ClassroomError, match="nbgrader generate_assignment small --force"):
        release(folder.root, unit_of(folder))
    assert source.read_text() == edited
    release(folder.root, unit_of(folder), force=True)
    assert "Two small tasks" in source.read_text()
    [copy] = (folder.private / "replaced" / "small").iterdir()
    assert copy.read_text() == edited


def test_a_folder_without_settings_is_no_class(tmp_path: Path) -> None:
    with pytest.raises(ClassroomError, match="autograder release UNIT"):
        open_class(tmp_path)


def test_feedback_has_no_hidden_source(folder: ClassFolder) -> None:
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    graded(folder, judge(ada=(P, F, N), message="look at 2 * x"))
    [page] = give_feedback(folder.root, "small")
    html = page.read_text()
    assert page == folder.feedback("small", "ada")
    assert "look at 2 * x" in html
    assert "double(21)" not in html
    assert list(give_feedback(folder.root, "small", "bob")) == []


@pytest.mark.filterwarnings("ignore:Object of type <Submitted")  # add_submission of nbgrader
def test_the_export_has_a_row_for_each_student_and_assignment(folder: ClassFolder) -> None:
    hand_in(folder, "ada", answered(folder, double_doubles=DOUBLED))
    graded(folder, judge(ada=(P, F, N)))
    with Stock(folder.gradebook, "spark_ml") as book:
        book.add_student("bob")
        book.add_student("cyd")
        book.add_submission("small", "cyd")  # as nbgrader leaves it when a grading fails
    rows = list(csv.DictReader(io.StringIO(export(folder.root))))
    assert [tuple(row.values())[:7] for row in rows] == [
        ("ada", "small", "1", "6", "0", "1", "graded"),
        ("bob", "small", "", "6", "0", "", "nothing graded"),
        ("cyd", "small", "", "6", "0", "", "nothing graded"),
    ]
    assert rows[0]["handed_in_utc"] == "2026-11-20 12:00:00"


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x", "\tx", "\r=x"])
def test_no_cell_of_the_export_is_a_formula(text: str) -> None:
    assert _safe(text) == f"'{text}"
    assert _safe(f"a{text}") == f"a{text}"


def test_the_commands_write_where_they_are_told(folder: ClassFolder, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "ada.ipynb").write_bytes(answered(folder, double_doubles=DOUBLED))
    course = ["--course", str(folder.root)]
    taken = CliRunner().invoke(commands.collect, ["small", str(box), *course])
    assert taken.output == "Taken: ada\n"
    graded(folder, judge(ada=(P, F, N)))
    written = CliRunner().invoke(commands.feedback, ["small", *course])
    assert written.output == f"{folder.feedback('small', 'ada')}\n"
    exported = CliRunner().invoke(commands.export, ["--to", str(tmp_path / "marks.csv"), *course])
    assert exported.exit_code == 0
    assert (tmp_path / "marks.csv").read_text().splitlines()[1].startswith("ada,small,1,6,")


def test_the_table_lines_up() -> None:
    rows = [Outcome("bob", "graded", 6, 6), Outcome("ada", "refused", message="no notebook")]
    assert table(rows).splitlines() == [
        "student  points  status   what lost the most",
        "ada              refused  no notebook",
        "bob      6/6     graded",
    ]


def test_a_second_unit_joins_the_same_class(folder: ClassFolder, tmp_path: Path) -> None:
    other = small_unit(tmp_path / "more")
    renamed = other.folder.with_name("other")
    other.folder.rename(renamed)
    release(folder.root, Unit(renamed))
    with Stock(folder.gradebook, "spark_ml") as book:
        assert [assignment.name for assignment in book.assignments] == ["other", "small"]
