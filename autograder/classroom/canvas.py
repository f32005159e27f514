"""Marks into the gradebook file that an instructor downloaded from Canvas, which then takes it back.

Only Canvas knows its ids, so its own file is filled: https://community.canvaslms.com, *How do I import grades in the Gradebook?*
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.boundary.text import plain
from autograder.classroom.marks import Exported, Marks, number
from autograder.classroom.sheet import Sheet
from autograder.errors import ClassroomError
from autograder.gradebook import Enrolled, Score

TITLED = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)")  # how Canvas heads the column of an assignment
LOGINS = ("SIS Login ID", "SIS User ID", "Integration ID", "ID")
NAMES = ("Student", "LastName")
POINTS = "Points Possible"
SETTLED = ("EX", "N/A")  # excused, and not assigned: an instructor's decision in Canvas
NOBODY = ("Student, Test", "Test Student")  # Canvas' own, for trying things out


def fill_canvas(marks: Marks, download: Path, chosen: Mapping[str, str]) -> Exported:
    """The downloaded file with the marks of each assignment that has a column; `chosen` names columns by assignment."""
    canvas = _Canvas(Sheet(download))
    columns = canvas.columns(marks.assignments, chosen)
    marked = {score.student for name in columns for score in marks.of(name) if score.total is not None}
    rows = canvas.rows_of([student for student in marks.students if student.id in marked])
    notes = [note for name, column in columns.items() for note in canvas.fill(column, marks.of(name), rows)]
    return Exported(canvas.sheet.to_bytes(), tuple(notes))


@dataclass(frozen=True)
class _Column:
    assignment: str
    place: int
    heading: str


class _Canvas:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.header, *students = sheet.rows() or [[]]
        if not self.header or self.header[0] not in NAMES or not {"ID", "Section"} <= set(self.header):
            raise ClassroomError(
                f"{sheet.path} is no gradebook of Canvas, whose first row has Student, ID and Section: "
                "in Canvas, open Grades, choose Export, and name the file that this downloads."
            )
        self.points = next((row for row in students if POINTS in row[0]), None)
        self.rows = {place: row for place, row in enumerate(students, start=1) if self._is_student(row)}

    def columns(self, assignments: Mapping[str, float], chosen: Mapping[str, str]) -> dict[str, _Column]:
        """The column of each assignment that has one; ClassroomError where it does not fit, or where there is none at all."""
        unknown = sorted(set(chosen) - set(assignments))
        if unknown:
            raise ClassroomError(
                f"--column names {unknown[0]}, which is no assignment here: it is one of {', '.join(assignments)}."
            )
        found = {name: self._column(name, chosen.get(name)) for name in assignments}
        columns = {name: column for name, column in found.items() if column}
        if not columns:
            raise ClassroomError(
                f"No column of {self.sheet.path} is called as an assignment of this class ({', '.join(assignments)}): "
                f'say which it is, as in --column "{next(iter(assignments), "regression")}=Homework 1".'
            )
        places = [column.place for column in columns.values()]
        if len(set(places)) < len(places):
            raise ClassroomError(f"Two assignments have the same column ({', '.join(columns)}): name another one with --column.")
        for name, column in columns.items():
            self._check_points(column, assignments[name])
        return columns

    def rows_of(self, students: list[Enrolled]) -> dict[str, int]:
        """The row of each student that has one; ClassroomError where it could be several, or somebody else's too."""
        found: dict[str, int] = {}
        for student in students:
            rows = self._candidates(student)
            if len(rows) > 1:
                names = " and ".join(plain(self._name(row)) for row in rows)
                raise ClassroomError(
                    f"{student.id} could be {names} in {self.sheet.path}, so nothing was written: tell the number in its "
                    f"column ID, with `nbgrader db student add {student.id} --lms-user-id NUMBER`."
                )
            if rows:
                found[student.id] = rows[0]
        taken = list(found.values())
        twice = next((row for row in taken if taken.count(row) > 1), None)
        if twice is not None:
            both = " and ".join(student for student, row in found.items() if row == twice)
            raise ClassroomError(
                f"{both} are one student in {self.sheet.path} ({plain(self._name(twice))}), so nothing was written: "
                "remove one of them with `nbgrader db student remove`, or give each the right --lms-user-id."
            )
        return found

    def fill(self, column: _Column, scores: list[Score], rows: Mapping[str, int]) -> Iterator[str]:
        """Put one assignment's marks into its column; what did not go in is said in a sentence each."""
        given = {score.student: score for score in scores if score.total is not None}
        settled = {row for row in self.rows if self.rows[row][column.place].strip().upper() in SETTLED}
        into = {student: rows[student] for student in given if student in rows and rows[student] not in settled}
        for student, row in into.items():
            self.sheet.put(row, column.place, number(given[student].total))
        yield f"{column.assignment}: {len(into)} marks in the column {plain(column.heading)}."
        yield from _said(f"Not in {self.sheet.path}, so this mark is not in the new file either", set(given) - set(rows))
        marked = {rows[student] for student in given if student in rows}
        yield from _said("Left as Canvas has it (EX or N/A)", {self._name(row) for row in settled & marked})
        yield from _said("Left as it was, because there is no mark here", {self._name(row) for row in set(self.rows) - marked})
        yield from _said("Not final, it needs manual grading", {student for student in into if given[student].needs_manual_grade})

    def _is_student(self, row: list[str]) -> bool:
        known = any(row[place].strip() for place, name in enumerate(self.header) if name in LOGINS and place < len(row))
        return known and len(row) == len(self.header) and POINTS not in row[0] and row[0] not in NOBODY

    def _column(self, assignment: str, chosen: str | None) -> _Column | None:
        headings = dict(enumerate(self.header))
        wanted = {_key(chosen or assignment)} | ({chosen.strip()} if chosen else set())
        fits = [place for place, heading in headings.items() if wanted & _keys(heading)]
        if len(fits) > 1:
            names = " and ".join(headings[place] for place in fits)
            raise ClassroomError(
                f"{len(fits)} columns of {self.sheet.path} could be {assignment}, {names}: "
                f"choose one by its number, as in --column {assignment}=1042."
            )
        if chosen and not fits:
            there = [heading for heading in self.header if TITLED.fullmatch(heading)]
            raise ClassroomError(
                f"{self.sheet.path} has no column {plain(chosen)}: it has {', '.join(there) or 'no assignment'}."
            )
        return _Column(assignment, fits[0], headings[fits[0]]) if fits else None

    def _check_points(self, column: _Column, of: float) -> None:
        there = self.points[column.place].strip() if self.points and column.place < len(self.points) else ""
        if "read only" in there:
            raise ClassroomError(f"The column {plain(column.heading)} can only be read: name another one with --column.")
        if there and _points(there) not in (None, of):
            raise ClassroomError(
                f"{plain(column.heading)} has {there} points in Canvas and {of:g} here, so marks would mean something else: "
                f"set its points in Canvas to {of:g} and download the gradebook again."
            )

    def _candidates(self, student: Enrolled) -> list[int]:
        """Rows with the Canvas id that the gradebook has; else with the id or mail; else with the name as in Canvas' zips."""
        if student.lms_user_id:
            return [row for row in self.rows if self._cell(row, "ID") == student.lms_user_id]
        ids = {student.id.casefold(), student.email.casefold()} - {""}
        known = [row for row in self.rows if ids & {self._cell(row, name).casefold() for name in LOGINS}]
        return known or [row for row in self.rows if re.sub(r"[\W_]", "", self._name(row)).casefold() == student.id.casefold()]

    def _cell(self, row: int, name: str) -> str:
        return self.rows[row][self.header.index(name)].strip() if name in self.header else ""

    def _name(self, row: int) -> str:
        first = self._cell(row, "FirstName")
        return f"{self.rows[row][0]}, {first}" if first else self.rows[row][0]


def _points(text: str) -> float | None:
    """A number as Canvas reads it: whatever the language, the last point or comma begins the decimals."""
    *whole, last = re.split("[.,]", text)
    digits = f"{''.join(whole)}.{last}" if whole else last
    return float(digits) if re.fullmatch(r"\d+(\.\d*)?", digits) else None


def _keys(heading: str) -> set[str]:
    titled = TITLED.fullmatch(heading)
    return {_key(heading), heading} | ({_key(titled["title"]), titled["id"]} if titled else set())


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", " ", title).strip().casefold()


def _said(what: str, names: set[str]) -> Iterator[str]:
    if names:
        yield f"{what}: {'; '.join(plain(name) for name in sorted(names))}."
