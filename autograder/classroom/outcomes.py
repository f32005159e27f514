"""What became of one submission, as an instructor reads it."""

from dataclasses import dataclass

from autograder.boundary.text import plain
from autograder.gradebook import Late
from autograder.report import Report, TaskResult


@dataclass(frozen=True)
class Outcome:
    """A row of the table; points are None where the submission has none, `before` where the gradebook held no mark."""

    student: str
    status: str
    points: float | None = None
    of: float | None = None
    message: str = ""
    note: str = ""
    before: float | None = None
    fault: bool = False

    @property
    def mark(self) -> str:
        """The points, after those that the gradebook held if they differ."""
        if self.points is None:
            return ""
        changed = self.before is not None and self.before != self.points
        return f"{f'{self.before:g} → ' if changed else ''}{self.points:g}/{self.of:g}"


def outcome_of(
    student: str, status: str, report: Report, before: float | None, same: list[str], late: Late | None = None
) -> Outcome:
    """The row of a graded report; `same` are those who handed in the same answers."""
    note = "; ".join(filter(None, (_lateness(late), f"same answers as {', '.join(same)}" if same else "")))
    return Outcome(student, status, report.points, report.of, _worst(report), note, before)


def _lateness(late: Late | None) -> str:
    return f"{late.by} late: penalty {late.cost}" if late else ""


def _worst(report: Report) -> str:
    """The message of the task that lost the most points."""
    lost = [task for task in report.tasks if task.points < task.of]
    worst = max(lost, key=_loss, default=None)
    return plain(f"{worst.title}: {worst.message or worst.verdict}") if worst else ""


def _loss(task: TaskResult) -> float:
    return task.of - task.points
