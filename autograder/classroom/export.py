"""Exporting marks as CSV, safe to open in a spreadsheet."""

import csv
import io
from pathlib import Path

from autograder.gradebook import Score, open_class, open_gradebook, scores

COLUMNS = ("student", "assignment", "points", "of", "late_penalty", "total", "status", "handed_in_utc")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet may take for the begin of a formula


def export(root: Path) -> str:
    """One line per student and assignment of the class's gradebook."""
    book = open_gradebook(open_class(root).gradebook)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_row(score) for score in scores(book))
    return text.getvalue()


def _row(score: Score) -> list[str]:
    return [
        _safe(score.student),
        _safe(score.assignment),
        _number(score.points),
        _number(score.of),
        _number(score.late_penalty),
        _number(score.total),
        score.status,
        f"{score.timestamp:%Y-%m-%d %H:%M:%S}" if score.timestamp else "",
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
