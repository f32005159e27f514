"""Collecting: notebooks from folders and zips into `submitted/`, without ever losing a learner's work."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.boundary.text import plain
from autograder.classroom.parcels import UTC, Parcel, parcels
from autograder.classroom.senders import NAMING, sender
from autograder.errors import ClassroomError, RefusedSubmission
from autograder.gradebook import ClassFolder, assignment_name, known_students, open_class, open_gradebook, write_whole
from autograder.gradebook.exchange import STAMP
from autograder.intake import read_regular_file


def collect(root: Path, words: str, places: Sequence[Path]) -> Iterator[str]:
    """Take every notebook in these folders and zips; one sentence for each file, taken or not."""
    folder = open_class(root)
    assignment = assignment_name(words)
    if not folder.source(assignment).is_file():
        raise ClassroomError(f"{assignment} was not released yet: run `python -m autograder release {assignment}` first.")
    known = known_students(open_gradebook(folder.gradebook))
    sent: dict[str, list[Parcel]] = {}
    for parcel in (parcel for place in places for parcel in parcels(place)):
        try:
            sent.setdefault(_sender(parcel, assignment, known), []).append(parcel)
        except RefusedSubmission as refused:
            yield f"Not taken: {_shown(parcel)}: {str(refused).removesuffix('.')}."
    for student, theirs in sorted(sent.items()):
        try:
            yield _take(folder, assignment, student, _only(student, theirs))
        except RefusedSubmission as refused:
            yield f"Not taken: {refused}"


def _sender(parcel: Parcel, assignment: str, known: set[str]) -> str:
    if parcel.refused:
        raise RefusedSubmission(parcel.refused)
    return sender(parcel.path, assignment, known)


def _only(student: str, parcels: list[Parcel]) -> Parcel:
    if len({parcel.data for parcel in parcels}) > 1:
        files = " and ".join(_shown(parcel) for parcel in parcels)
        raise RefusedSubmission(f"{files} seem to be from {student} and differ: keep one of them, or {NAMING}.")
    return parcels[0]


def _take(folder: ClassFolder, assignment: str, student: str, parcel: Parcel) -> str:
    target = folder.submitted(assignment, student)
    now = datetime.datetime.now(UTC)
    saved = min(parcel.saved, now)  # a clock that runs ahead must not outdate what comes later
    done = "Taken"
    if target.is_symlink() or target.exists():
        old = read_regular_file(target)
        have = folder.timestamp(assignment, student)
        if old == parcel.data:
            return f"Unchanged: {student}"
        if have and saved < have.replace(tzinfo=UTC) <= now:  # a stamp from the future says nothing: this clock was wrong once
            raise RefusedSubmission(
                f"{_shown(parcel)} is older than what {student} handed in: save it again to hand it in after all."
            )
        _put_aside(folder, assignment, student, old, have)
        done = "Replaced (the old one is kept)"
    # The stamp goes first: killed in between, the next run sees other content of the same time and takes it.
    write_whole(target.with_name(STAMP), f"{saved:%Y-%m-%d %H:%M:%S.%f} UTC\n".encode())
    write_whole(target, parcel.data)
    return f"{done}: {student}"


def _put_aside(folder: ClassFolder, assignment: str, student: str, old: bytes, saved: datetime.datetime | None) -> None:
    place = folder.private / "replaced" / assignment / student
    name = f"{saved:%Y%m%dT%H%M%S%f}" if saved else "undated"
    copies = (place / f"{name}{f'-{number}' if number else ''}.ipynb" for number in range(10_000))
    free = next(path for path in copies if not path.exists() or path.read_bytes() == old)
    write_whole(free, old)


def _shown(parcel: Parcel) -> str:
    return plain(parcel.path)
