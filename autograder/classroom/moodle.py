"""Marks as Moodle's *Grades, Import, CSV file* takes them: a row for each student, a column that names them, one for each mark.

Moodle gives a row without a user to the user before, removes a grade where a cell is empty, and takes nothing at all when it
does not know somebody. So such rows are never written: https://docs.moodle.org, *Grade import*.
"""

import csv
import io
import re
from enum import StrEnum

from autograder.boundary.text import plain
from autograder.classroom.marks import Exported, Marks, number
from autograder.errors import ClassroomError
from autograder.gradebook import Enrolled

HARMLESS = re.compile(r"[\w.@+-]+(?: [\w.@+-]+)*")  # no sign with which a spreadsheet's formula could do anything


class By(StrEnum):
    """The field of Moodle by which it knows a student."""

    USERNAME = "username"  # the id of the class
    EMAIL = "email"
    IDNUMBER = "idnumber"  # nbgrader's lms_user_id


def to_moodle(marks: Marks, by: By) -> Exported:
    """The file for Moodle, with the students who have a mark."""
    totals = {(score.student, score.assignment): score.total for score in marks.scores if score.total is not None}
    given = [name for name in marks.assignments if any(assignment == name for _, assignment in totals)]
    if not given:
        raise ClassroomError("There is no mark yet: grade an assignment first, with `python -m autograder grade`.")
    marked = [student for student in marks.students if any((student.id, name) in totals for name in given)]
    for student in marked:
        lacking = [name for name in given if (student.id, name) not in totals]
        if lacking:
            raise ClassroomError(
                f"{student.id} has no mark for {lacking[0]}, and Moodle would take an empty cell as the removal of a grade: "
                f"export one assignment at a time, as in --assignment {given[0]}."
            )
    known = {student: name for student in marked if HARMLESS.fullmatch(name := _name(student, by))}
    _check_distinct(known, by)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([by, *given])
    table.writerows([name, *(number(totals[student.id, mark]) for mark in given)] for student, name in known.items())
    notes = [
        f"Map {by} to the same field in Moodle, and give the grade item {name} {marks.assignments[name]:g} points."
        for name in given
    ]
    left_out = [plain(student.id) for student in marked if student not in known]
    if left_out:
        notes.append(
            f"Not in the file, because the gradebook has no usable {by} for them: {', '.join(left_out)}. "
            f"Add it with `nbgrader db student add STUDENT --{'lms-user-id' if by is By.IDNUMBER else 'email'} …`."
        )
    return Exported(text.getvalue().encode(), tuple(notes))


def _name(student: Enrolled, by: By) -> str:
    return {By.USERNAME: student.id, By.EMAIL: student.email, By.IDNUMBER: student.lms_user_id}[by]


def _check_distinct(known: dict[Enrolled, str], by: By) -> None:
    owner: dict[str, str] = {}
    for student, name in known.items():
        if name in owner:
            raise ClassroomError(
                f"{owner[name]} and {student.id} have the same {by} ({name}): mend one of them in the gradebook."
            )
        owner[name] = student.id
