"""Marks for Canvas and Moodle: their own forms, ids as they are, and nothing lost or given to somebody else."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook as Stock
from sample_class import F, N, P, distinct, graded, judge, small_unit

from autograder.classroom import By, Exported, fill_canvas, read_marks, release, to_moodle
from autograder.cli import classroom as commands
from autograder.errors import ClassroomError
from autograder.gradebook import ClassFolder
from autograder.layout import Unit

HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,Small (1042),Project (1043),Final Score"
POINTS = '"    Points Possible",,,,,6.00,10.00,(read only)'
CANVAS = f"""{HEADER}
,,,,,Manual Posting,,
{POINTS}
"Lovelace, Ada",501,U-1,ada@uni.example,"Mon, Wed",,9.50,95.00
"Łukasz ""Bo"" Bób",502,U-2,bob,Mon,1.00,,10.00
"Curie, Marie",503,cyd,m.curie,Mon,EX,3.00,30.00
"Noether, Emmy",504,,emmy,Mon,,7.00,70.00
"Student, Test",599,,1a2b,Mon,,,
"""
VERDICTS = {"ada": (P, P, P), "bob": (P, F, N), "cyd": (P, P, N), "dot": (P, P, F)}


@pytest.fixture
def marked(folder: ClassFolder) -> ClassFolder:
    """Ada is known by her mail, bob by his login, cyd by a SIS id; dot is not in Canvas, and Emmy has no mark here."""
    distinct(folder, *VERDICTS)
    graded(folder, judge(**VERDICTS))
    with Stock(folder.gradebook, "spark_ml") as book:
        book.update_or_create_student("ada", email="Ada@uni.example")
    return folder


def filled(folder: ClassFolder, text: str | bytes, tmp_path: Path, **columns: str) -> Exported:
    download = tmp_path / "canvas.csv"
    download.write_bytes(text if isinstance(text, bytes) else text.encode())
    return fill_canvas(read_marks(folder.root), download, columns)


def student(folder: ClassFolder, id: str, **known: str) -> None:
    with Stock(folder.gradebook, "spark_ml") as book:
        book.update_or_create_student(id, **known)


def test_canvas_gets_its_own_file_back_with_nothing_changed_but_the_marks(marked: ClassFolder, tmp_path: Path) -> None:
    made = filled(marked, CANVAS, tmp_path)
    expected = CANVAS.replace('"Mon, Wed",,9.50', '"Mon, Wed",6,9.50').replace("bob,Mon,1.00", "bob,Mon,1")
    assert made.data.decode() == expected
    rows = list(csv.reader(io.StringIO(made.data.decode())))
    assert [row[5] for row in rows[3:]] == ["6", "1", "EX", "", ""]


def test_who_is_missing_on_either_side_is_named_in_a_sentence(marked: ClassFolder, tmp_path: Path) -> None:
    said = filled(marked, CANVAS, tmp_path).notes
    assert said == (
        "small: 2 marks in the column Small (1042).",
        f"Not in {tmp_path / 'canvas.csv'}, so this mark is not in the new file either: dot.",
        "Left as Canvas has it (EX or N/A): Curie, Marie.",
        "Left as it was, because there is no mark here: Noether, Emmy.",
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_byte_order_mark_semicolons_and_line_ends_stay(
    marked: ClassFolder, tmp_path: Path, end: str, mark: str, last: bool
) -> None:
    rows = list(csv.reader(io.StringIO(CANVAS)))
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator=end).writerows(
        [[cell.replace(".", ",") if cell[:1].isdigit() else cell for cell in row] for row in rows]
    )
    whole = mark + (text.getvalue() if last else text.getvalue().removesuffix(end))
    made = filled(marked, whole, tmp_path).data.decode()
    assert made == whole.replace("Wed;;9,50", "Wed;6;9,50").replace("bob;Mon;1,00", "bob;Mon;1")
    assert filled(marked, made, tmp_path).data.decode() == made


def test_last_and_first_names_in_two_columns_are_read_too(marked: ClassFolder, tmp_path: Path) -> None:
    text = "LastName,FirstName,ID,SIS Login ID,Section,Small (1042)\n    Points Possible,,,,,6\nBob,B.,502,bob,Mon,\n"
    assert filled(marked, text, tmp_path).data.decode() == text.replace("Mon,\n", "Mon,1\n")


def test_the_canvas_id_in_the_gradebook_decides(marked: ClassFolder, tmp_path: Path) -> None:
    student(marked, "bob", lms_user_id="504")
    made = filled(marked, CANVAS, tmp_path).data.decode()
    assert "bob,Mon,1.00" in made
    assert "emmy,Mon,1,7.00" in made


def test_a_name_as_in_canvas_zips_is_enough_where_it_is_the_only_one(folder: ClassFolder, tmp_path: Path) -> None:
    distinct(folder, "lovelaceada")
    graded(folder, judge(lovelaceada=(P, P, P)))
    assert b'"Mon, Wed",6,9.50' in filled(folder, CANVAS, tmp_path).data
    twice = CANVAS + '"Lovelace, Ada",777,,other,Tue,,,\n'
    with pytest.raises(ClassroomError, match=r"could be Lovelace, Ada and Lovelace, Ada .*--lms-user-id"):
        filled(folder, twice, tmp_path)


@pytest.mark.parametrize("column", ["1042", "Homework 1", "Homework 1 (1042)"])
def test_a_column_of_another_name_is_chosen(marked: ClassFolder, tmp_path: Path, column: str) -> None:
    text = CANVAS.replace("Small (1042)", "Homework 1 (1042)")
    with pytest.raises(ClassroomError, match=r'No column of .* as in --column "small=Homework 1"'):
        filled(marked, text, tmp_path)
    assert b'"Mon, Wed",6,9.50' in filled(marked, text, tmp_path, small=column).data


def test_two_assignments_never_share_a_column(marked: ClassFolder, tmp_path: Path) -> None:
    other = small_unit(tmp_path / "more")
    other.folder.rename(other.folder.with_name("project"))
    release(marked.root, Unit(other.folder.with_name("project")))
    with pytest.raises(ClassroomError, match="the same column"):
        filled(marked, CANVAS.replace("10.00,(read", "6.00,(read"), tmp_path, small="1043")


@pytest.mark.parametrize(
    ("old", "new", "columns", "sentence"),
    [
        ("Student,ID", "Name,ID", {}, "no gradebook of Canvas"),
        ("6.00", "100.00", {}, r"has 100.00 points in Canvas and 6 here.*set its points in Canvas to 6"),
        ("6.00", "(read only)", {}, "can only be read"),
        ("Project (1043)", "small (1043)", {}, "2 columns .* could be small, .*--column small=1042"),
        ("", "", {"small": "Homework"}, r"no column Homework: it has Small \(1042\), Project \(1043\)"),
        ("", "", {"big": "1042"}, "--column names big.*it is one of small"),
        ('"Lovelace, Ada"', '"Lovelace, Ada', {}, r"no whole CSV \(line \d+\)"),
        ("m.curie", "bob", {}, "bob could be .* so nothing was written"),
    ],
)
def test_a_file_that_does_not_fit_is_one_sentence(
    marked: ClassFolder, tmp_path: Path, old: str, new: str, columns: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ClassroomError, match=sentence):
        filled(marked, CANVAS.replace(old, new), tmp_path, **columns)


def test_two_students_of_one_row_are_never_written(marked: ClassFolder, tmp_path: Path) -> None:
    student(marked, "dot", lms_user_id="502")
    with pytest.raises(ClassroomError, match="bob and dot are one student"):
        filled(marked, CANVAS, tmp_path)


def test_a_file_that_a_spreadsheet_has_saved_is_named(marked: ClassFolder, tmp_path: Path) -> None:
    with pytest.raises(ClassroomError, match="not in UTF-8"):
        filled(marked, CANVAS.encode("iso-8859-2"), tmp_path)
    with pytest.raises(ClassroomError, match="cannot be read"):
        fill_canvas(read_marks(marked.root), tmp_path / "none.csv", {})


def test_moodle_gets_a_row_for_each_student_with_a_mark_and_no_row_without_a_name(marked: ClassFolder) -> None:
    student(marked, "bob", email="łuk+bob@uni.example", lms_user_id="-0042")
    student(marked, "emmy", email="emmy@uni.example")
    made = to_moodle(read_marks(marked.root), By.EMAIL)
    assert made.data.decode() == "email,small\nAda@uni.example,6\nłuk+bob@uni.example,1\n"
    assert made.notes == (
        "Map email to the same field in Moodle, and give the grade item small 6 points.",
        "Not in the file, because the gradebook has no usable email for them: cyd, dot. "
        "Add it with `nbgrader db student add STUDENT --email …`.",
    )
    assert to_moodle(read_marks(marked.root), By.IDNUMBER).data == b"idnumber,small\n-0042,1\n"
    assert to_moodle(read_marks(marked.root), By.USERNAME).data == b"username,small\nada,6\nbob,1\ncyd,3\ndot,3\n"


@pytest.mark.parametrize("evil", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "a,b"])
def test_an_id_that_a_spreadsheet_would_run_is_left_out_and_named(marked: ClassFolder, evil: str) -> None:
    student(marked, "ada", lms_user_id=evil)
    student(marked, "bob", lms_user_id="2")
    made = to_moodle(read_marks(marked.root), By.IDNUMBER)
    assert made.data == b"idnumber,small\n2,1\n"
    assert "for them: ada," in made.notes[-1]


@pytest.mark.filterwarnings("ignore:Object of type <Submitted")  # add_submission of nbgrader
def test_an_empty_cell_would_remove_a_grade_in_moodle_so_none_is_written(marked: ClassFolder, tmp_path: Path) -> None:
    other = small_unit(tmp_path / "more")
    renamed = other.folder.with_name("other")
    other.folder.rename(renamed)
    release(marked.root, Unit(renamed))
    assert to_moodle(read_marks(marked.root), By.USERNAME).data.startswith(b"username,small\n")
    with Stock(marked.gradebook, "spark_ml") as book:
        submission = book.update_or_create_submission("other", "bob")
        submission.notebooks[0].grades[0].manual_score = 1
        book.db.commit()
    with pytest.raises(ClassroomError, match=r"ada has no mark for other.*--assignment other"):
        to_moodle(read_marks(marked.root), By.USERNAME)
    assert to_moodle(read_marks(marked.root, ["other"]), By.USERNAME).data == b"username,other\nbob,1\n"


def test_one_name_for_two_students_is_refused(marked: ClassFolder) -> None:
    for name in ("bob", "cyd"):
        student(marked, name, email="both@uni.example")
    with pytest.raises(ClassroomError, match=r"bob and cyd have the same email"):
        to_moodle(read_marks(marked.root), By.EMAIL)


def test_without_marks_there_is_nothing_for_moodle(folder: ClassFolder) -> None:
    student(folder, "ada")
    with pytest.raises(ClassroomError, match="no mark yet"):
        to_moodle(read_marks(folder.root), By.USERNAME)


def test_the_command_writes_the_whole_file_or_nothing(marked: ClassFolder, tmp_path: Path) -> None:
    download, to = tmp_path / "canvas.csv", tmp_path / "upload.csv"
    download.write_text(CANVAS)
    course = ["--course", str(marked.root), "--to", str(to)]
    odd = CliRunner().invoke(commands.export, ["--canvas", str(download), "--column", "small=9", *course])
    assert isinstance(odd.exception, ClassroomError)
    assert not to.exists()
    said = CliRunner().invoke(commands.export, ["--canvas", str(download), *course])
    assert said.exit_code == 0, said
    assert to.read_text() != download.read_text() == CANVAS
    assert "small: 2 marks" in said.stderr
    for both in (["--moodle", "email", "--canvas", str(download)], ["--column", "small=1"], ["--moodle", "name"]):
        assert CliRunner().invoke(commands.export, [*both, *course]).exit_code == 2
    screen = CliRunner().invoke(commands.export, ["--moodle", "username", "--assignment", "small", "--course", str(marked.root)])
    assert screen.stdout.splitlines()[0] == "username,small"
    unknown = CliRunner().invoke(commands.export, ["--assignment", "big", *course])
    assert isinstance(unknown.exception, ClassroomError)
