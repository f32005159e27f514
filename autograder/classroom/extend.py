"""An extension for single students: more time, and no penalty for what was handed in within it."""

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.boundary.text import plain
from autograder.errors import ClassroomError
from autograder.gradebook import (
    ClassFolder,
    Extension,
    assignment_name,
    back_up,
    due_date,
    in_words,
    is_student_name,
    known_students,
    open_class,
    open_gradebook,
)
from autograder.gradebook import extend as grant
from autograder.gradebook.late import points

HOW = "2026-12-01 18:00 UTC or 2026-12-01 19:00 +0100"
TIME = re.compile(r"(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?) ?(Z|UTC|[+-]\d{2}:?\d{2})?")


def extend(root: Path, words: str, students: Sequence[str], more: datetime.timedelta | str) -> Iterator[str]:
    """Give students more time than the class: so much, or until a time; one sentence for each."""
    folder = open_class(root)
    assignment = assignment_name(words)
    with folder.lock():
        book = open_gradebook(folder.gradebook)
        due = due_date(book, assignment)
        known = known_students(book) | set(folder.students(assignment))
        for student in students:
            if student not in known or not is_student_name(student):
                raise ClassroomError(_unknown(folder, student))
        longer = time(more) - due if isinstance(more, str) else more
        if longer < datetime.timedelta():
            raise ClassroomError(f"The due date of {assignment} is {shown(due)} already: name a later time.")
        back_up(folder)
        for student in students:
            yield _sentence(assignment, grant(book, assignment, student, longer, folder.late_policy))


def time(words: str) -> datetime.datetime:
    """A time as nbgrader writes it, in UTC where it names no zone; ClassroomError for anything else."""
    found = TIME.fullmatch(words.strip())
    try:
        if found is None:
            raise ValueError
        zone = (found[2] or "UTC").replace("UTC", "+00:00")
        return datetime.datetime.fromisoformat(found[1] + zone).astimezone(datetime.UTC).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise ClassroomError(f"{plain(words)} is no time: write it as {HOW}.") from error


def shown(time: datetime.datetime) -> str:
    """A time of the gradebook, for people."""
    return f"{time:%Y-%m-%d %H:%M} UTC"


def _unknown(folder: ClassFolder, student: str) -> str:
    return (
        f"The class has no student {plain(student)}, so nobody got an extension: look for the right id with "
        f"`nbgrader db student list` in {folder.root}, or add one with `nbgrader db student add`."
    )


def _sentence(assignment: str, given: Extension) -> str:
    than = f"{in_words(given.more)} more than the class" if given.more else "as the class has"
    was, now = points(given.before), points(given.penalty)
    changed = f" The late penalty is {now} instead of {was}." if now != was else ""
    return f"{given.student} has until {shown(given.due)} for {assignment}, {than}.{changed}"
