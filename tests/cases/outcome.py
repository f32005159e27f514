"""What one case showed: points against its author's, bytes against the recorded reports."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from autograder.report import Report


@dataclass(frozen=True)
class Outcome:
    """One row: everything but `case` and `seconds` must be zero or empty."""

    case: str
    given: float = 0.0
    withheld: float = 0.0
    disturbed: str = ""
    leaked: tuple[str, ...] = ()
    unexpected: str = ""
    left: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Whether the grader did what it owes."""
        return not (self.given or self.withheld or self.disturbed or self.leaked or self.unexpected or self.left)

    def to_json(self) -> str:
        """The outcome as one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> "Outcome":
        """Read what `to_json` wrote."""
        data = json.loads(line)
        return cls(**data | {"leaked": tuple(data["leaked"]), "left": tuple(data["left"])})


def points_off(report: Report, points: dict[str, float]) -> tuple[float, float]:
    """The points wrongly given and wrongly withheld; all are withheld where nothing was graded."""
    got = {task.id: task.points for task in report.tasks}
    differences = [got.get(task, 0.0) - right for task, right in points.items()]
    return sum(d for d in differences if d > 0), -sum(d for d in differences if d < 0)


def verdicts_off(report: Report, status: str, verdicts: dict[str, str]) -> str:
    """What of status and verdicts is not as the author says, in one line."""
    found = {task.id: (str(task.verdict), task.message) for task in report.tasks}
    wrong = [
        f"{task}: {verdict!r} instead of {right!r} ({message})"
        for task, right in verdicts.items()
        for verdict, message in [found.get(task, ("", "no such task"))]
        if verdict != right
    ]
    if report.status != status:
        wrong.insert(0, f"status {report.status!r} instead of {status!r} ({report.reason})")
    return "; ".join(wrong)


def difference(found: str, expected: str) -> str:
    """Where two reports part, in one line; nothing where they are the same bytes."""
    if found == expected:
        return ""
    pairs = zip(found.splitlines(), expected.splitlines(), strict=False)
    first: Any = next(((f"{a.strip()}", f"{b.strip()}") for a, b in pairs if a != b), ("another length", ""))
    return f"{first[0]} instead of {first[1]}"
