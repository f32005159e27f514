"""Whose notebook it is, told by its place and name."""

import unicodedata
from collections.abc import Set
from pathlib import PurePosixPath

from autograder.errors import RefusedSubmission
from autograder.gradebook import is_student_name
from autograder.layout import NOTEBOOK

MOODLE = "_assignsubmission_"
NAMING = "name it STUDENT.ipynb or put it into a folder, as in STUDENT/exercise.ipynb"


def sender(path: PurePosixPath, assignment: str, known: Set[str]) -> str:
    """The student who sent the notebook at this path; RefusedSubmission when the name does not tell."""
    folders = [part for part in path.parts[:-1] if part != assignment]
    if folders and MOODLE in folders[-1]:
        student = folders[-1].split("_")[0]
    elif path.stem == NOTEBOOK:
        student = folders[-1] if folders else ""
    else:
        student = "" if folders else _from_name(path.stem, known)
    student = unicodedata.normalize("NFC", student)
    if not is_student_name(student):
        raise RefusedSubmission(f"does not tell whose it is: {NAMING}")
    return student


def _from_name(stem: str, known: Set[str]) -> str:
    """A whole name that the gradebook knows, else the longest known beginning, else the part before the first `_`."""
    beginnings = [student for student in known if stem == student or stem.startswith(f"{student}_")]
    return max(beginnings, key=len, default=stem.split("_")[0])
