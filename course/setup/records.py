"""What this machine notes of a learner's own work: receipts of checks, and tries at questions. Nothing leaves it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import personal


@dataclass(frozen=True)
class Records:
    """The folders of the notes; whatever in them cannot be read is left out."""

    folder: Path = field(default_factory=personal)

    @property
    def receipts(self) -> Path:
        """A folder for each unit, with a file for each check."""
        return self.folder / "receipts"

    @property
    def news(self) -> Path:
        """What an update means for this learner's notebooks, as a section of the start page."""
        return self.folder / "news.md"

    def tries_file(self, unit: str) -> Path:
        """The file of lines in which the tries at a unit's questions are noted."""
        return self.folder / "questions" / f"{unit}.jsonl"

    def tries(self, unit: str) -> Iterator[dict[str, Any]]:
        """The tries at a unit's questions, oldest first."""
        file = self.tries_file(unit)
        if not file.is_file():
            return
        for text in file.read_text(encoding="utf-8", errors="replace").splitlines():
            line = plain_json(text)
            if isinstance(line, dict) and isinstance(line.get("question"), str) and isinstance(line.get("right"), bool):
                yield line

    def first_tries(self, unit: str) -> dict[str, bool]:
        """For each question that was tried: whether the first try was right."""
        firsts: dict[str, bool] = {}
        for line in self.tries(unit):
            firsts.setdefault(line["question"], line["right"])
        return firsts

    def best_points(self, unit: str) -> dict[str, float]:
        """The most points that a check of this machine gave to each task of a unit."""
        best: dict[str, float] = {}
        for file in sorted(self.receipts.glob(f"{unit}/*.json")):
            receipt = plain_json(file.read_text(encoding="utf-8", errors="replace"))
            for task in _tasks(receipt):
                best[task["id"]] = max(best.get(task["id"], 0.0), float(task["points"]))
        return best


def plain_json(text: str) -> Any:
    """What a JSON text holds; None for any other text."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def _tasks(receipt: Any) -> list[dict[str, Any]]:
    report = receipt.get("report") if isinstance(receipt, dict) else None
    tasks = report.get("tasks") if isinstance(report, dict) else None
    return [
        task
        for task in (tasks if isinstance(tasks, list) else [])
        if isinstance(task, dict) and isinstance(task.get("id"), str) and isinstance(task.get("points"), int | float)
    ]
