"""The answers in a submitted notebook, matched to the release by task id."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from autograder.errors import RefusedSubmission
from autograder.exercise import Exercise, Role

TOP = ""  # the anchor of helper cells above the first cell of the release
MOST_CELLS = 2_000
LONGEST_CELL = 200_000  # characters
SAVE_AGAIN = "open it in JupyterLab, save it, and hand it in again."


@dataclass(frozen=True)
class Submission:
    """What a learner wrote: code by task id, and helper cells by the release cell that they follow.

    An answer is a tuple because a cell may have been copied or split; its parts run in order and the last one counts.
    """

    digest: str
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    helpers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def attempted(self, task: str, stub: str) -> bool:
        """Whether any part of an answer holds code that the release did not."""
        return any(_code(part) not in ("", _code(stub)) for part in self.answers.get(task, ()))


def read_submission(data: bytes, exercise: Exercise) -> Submission:
    """Take the answers out of a notebook's bytes; RefusedSubmission says in one sentence what to do."""
    roles = {cell.id: cell.role for cell in exercise.cells}
    answers: dict[str, list[str]] = {}
    helpers: dict[str, list[str]] = {}
    anchor = TOP
    for cell in _cells(_parsed(data)):
        id = _id(cell, roles)
        role = roles.get(id)
        if role is Role.ANSWER:
            answers.setdefault(id, []).append(_source(cell))
        elif role is None and cell.get("cell_type") == "code":
            helpers.setdefault(anchor, []).append(_source(cell))
        anchor = id if role else anchor
    if not answers:
        raise RefusedSubmission(
            f"This notebook has no answer cell of {exercise.unit}: hand in the exercise.ipynb of that unit, with its cells kept."
        )
    copies = [
        f"The answer cell {id} is there {len(parts)} times: the last one counts."
        for id, parts in answers.items()
        if len(parts) > 1
    ]
    return Submission(
        digest=hashlib.sha256(data).hexdigest(),
        answers={id: tuple(parts) for id, parts in answers.items()},
        helpers={id: tuple(parts) for id, parts in helpers.items()},
        notes=tuple(copies),
    )


def unit_of(data: bytes) -> str:
    """The unit that a notebook says it belongs to; RefusedSubmission when it says nothing."""
    metadata = _parsed(data).get("metadata")
    marks = metadata.get("course") if isinstance(metadata, dict) else None
    unit = marks.get("unit") if isinstance(marks, dict) else None
    if not isinstance(unit, str):
        raise RefusedSubmission(
            "This notebook does not say which unit it belongs to: name it with --unit, as in --unit regression."
        )
    return unit


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RefusedSubmission(f"This file is not a whole notebook (its JSON cannot be read): {SAVE_AGAIN}") from error
    if not isinstance(notebook, dict) or "nbformat" not in notebook:
        raise RefusedSubmission("This file is not a notebook: hand in the exercise.ipynb that you worked in.")
    if notebook["nbformat"] != 4:
        raise RefusedSubmission(f"This notebook has the format {repr(notebook['nbformat'])[:20]} and not 4: {SAVE_AGAIN}")
    return notebook


def _cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    cells = notebook.get("cells")
    if not isinstance(cells, list) or len(cells) > MOST_CELLS:
        raise RefusedSubmission(f"This notebook has no list of at most {MOST_CELLS:,} cells: {SAVE_AGAIN}")
    return [cell for cell in cells if isinstance(cell, dict)]


def _id(cell: dict[str, Any], known: dict[str, Role]) -> str:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    named = marks.get("grade_id") if isinstance(marks, dict) else None
    candidates = (named, cell.get("id"))
    return next((name for name in candidates if isinstance(name, str) and name in known), TOP)


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    text = "".join(line for line in source if isinstance(line, str)) if isinstance(source, list) else source
    if not isinstance(text, str) or len(text) > LONGEST_CELL:
        raise RefusedSubmission(f"A cell of this notebook holds no text of at most {LONGEST_CELL:,} characters: {SAVE_AGAIN}")
    # A lone surrogate is no text: encoded for the pipe it would be an error on our side.
    return text.replace("\r\n", "\n").encode(errors="replace").decode()


def _code(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
