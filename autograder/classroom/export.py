"""Exporting marks as CSV, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Collection
from pathlib import Path

from autograder.classroom.marks import number, read_marks
from autograder.gradebook import Score

COLUMNS = ("student", "assignment", "points", "of", "late_penalty", "total", "status", "handed_in_utc")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet may take for the begin of a formula


def export(root: Path, only: Collection[str] = ()) -> str:
    """One line per student and assignment of the class's gradebook, or of some of its assignments."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_row(score) for score in read_marks(root, only).scores)
    return text.getvalue()


def _row(score: Score) -> list[str]:
    return [
        _safe(score.student),
        _safe(score.assignment),
        number(score.points),
        number(score.of),
        number(score.late_penalty),
        number(score.total),
        score.status,
        f"{score.timestamp:%Y-%m-%d %H:%M:%S}" if score.timestamp else "",
    ]


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
