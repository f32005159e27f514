"""The cells of any notebook of an exercise, as far as an update has to look at them."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from autograder.exercise import cell_id
from autograder.exercise.source import UNANSWERED

TEST = re.compile(r"(.+)-test-\d+")
PROMPT = "prompt-"
GIVEN = "given-"


@dataclass(frozen=True)
class Written:
    """A cell: its text, and nbgrader's checksum of the text that was released, where the notebook still has it."""

    id: str
    source: str
    released: str
    is_answer: bool
    answered: bool

    @property
    def task(self) -> str:
        """The task whose prompt or test this is; empty for every other cell."""
        test = TEST.fullmatch(self.id)
        return test[1] if test else self.id.removeprefix(PROMPT) if self.id.startswith(PROMPT) else ""

    def same_as(self, other: "Written") -> bool:
        """Whether both were released with the same text, whatever their readers did to it."""
        return self.source.strip() == other.source.strip() or (self.released != "" and self.released == other.released)


def cells_of(data: bytes) -> tuple[Written, ...] | None:
    """The cells that have a name, in order; None for bytes that are no notebook."""
    try:
        notebook = json.loads(data)
        return tuple(_written(cell) for cell in notebook["cells"] if cell_id(cell))
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None


def answered_in(cells: Iterable[Written]) -> frozenset[str]:
    """The tasks in which somebody has begun to answer."""
    return frozenset(cell.id for cell in cells if cell.answered)


def _written(cell: dict[str, Any]) -> Written:
    marks = cell["metadata"].get("nbgrader", {})
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    released = str(marks.get("checksum", ""))
    is_answer = bool(marks.get("solution"))
    return Written(cell_id(cell), source, released, is_answer, is_answer and _answered(cell, source, released))


def _answered(cell: dict[str, Any], source: str, released: str) -> bool:
    if not source.strip() or not released:
        return bool(source.strip()) and UNANSWERED not in source
    return released != checksum_of_answer(source, cell_id(cell))


def checksum_of_answer(source: str, id: str) -> str:
    """nbgrader's checksum of an answer cell; to import nbgrader for it would take three seconds."""
    grade, solution, locked = False, True, False
    return hashlib.md5(f"{source}code{grade}{solution}{locked}{id}".encode(), usedforsecurity=False).hexdigest()
