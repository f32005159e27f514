"""The source notebook of an exercise: nbgrader's roles and markers, with solutions and hidden tests."""

from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from autograder.build.overlay import exercise_cells
from autograder.build.percent import new_cell, new_notebook
from autograder.errors import AuthoringError
from autograder.exercise.source import HIDDEN_BEGIN, HIDDEN_END
from autograder.layout import Unit

HELD_BACK = "# Hidden: this test runs when you check or hand in your work."
HINTS_PER_TASK = 3
ROLES = ("given", "task", "hint", "answer", "test")


def source_of(unit: Unit) -> NotebookNode:
    """Build the source notebook of a unit's exercise from `authoring/exercise.py`, and from the unit's overlay if it has one."""
    return new_notebook(unit, list(_cells(unit)))


def _cells(unit: Unit) -> Iterator[NotebookNode]:
    answered = ""
    counts: dict[str, int] = {}
    hints: list[str] = []
    for cell in exercise_cells(unit):
        marks = cell.metadata
        role = next((role for role in ROLES if role in marks), "prose")
        name = str(marks.get(role, ""))
        if role == "hint":
            hints.append(cell.source)
            if len(hints) == HINTS_PER_TASK:
                yield _hints(name, hints)
                hints = []
            continue
        if hints:
            raise AuthoringError(f"Task {answered or name} of {unit.name} needs exactly {HINTS_PER_TASK} hints in a row.")
        counts[role + name] = counts.get(role + name, 0) + 1
        if role == "answer":
            answered = name
        if role == "test" and name != answered:
            raise AuthoringError(f"A test of {name!r} stands under the answer {answered!r} in {unit.name}: move it.")
        yield _cell(role, name, counts[role + name], cell)


def _cell(role: str, name: str, count: int, cell: NotebookNode) -> NotebookNode:
    match role:
        case "given":
            return new_cell(f"given-{name}", "code", cell.source, _nbgrader(f"given-{name}", locked=True))
        case "task":
            return new_cell(f"prompt-{name}", "markdown", cell.source, _nbgrader(f"prompt-{name}", locked=True))
        case "answer":
            return new_cell(name, "code", cell.source, _nbgrader(name, solution=True))
        case "test":
            id = f"{name}-test-{count}"
            source = _hide(cell.source) if cell.metadata.get("hidden") else cell.source
            marks = _nbgrader(id, locked=True, grade=True, points=_points(cell, id))
            return new_cell(id, "code", source, marks)
        case _:
            if cell.cell_type == "code":
                raise AuthoringError(f"A code cell without a role: mark it given, answer or test: {cell.source[:60]!r}.")
            id = f"prose-{count}"
            return new_cell(id, "markdown", cell.source, _nbgrader(id, locked=True))


def _points(cell: NotebookNode, id: str) -> float:
    points = cell.metadata.get("points")
    if not isinstance(points, int | float) or points <= 0:
        raise AuthoringError(f"The test {id} has no points: write points=1 or more beside its name.")
    return points


def _nbgrader(id: str, *, locked: bool = False, solution: bool = False, grade: bool = False, points: float = 0) -> dict[str, Any]:
    marks = {
        "schema_version": 3,
        "grade_id": id,
        "locked": locked,
        "solution": solution,
        "grade": grade,
        "task": False,
    }
    return {"nbgrader": marks | {"points": points} if grade else marks}


def _hide(source: str) -> str:
    title, _, body = source.partition("\n")
    return "\n".join((title, HELD_BACK, HIDDEN_BEGIN, body.strip("\n"), HIDDEN_END))


def _hints(name: str, hints: list[str]) -> NotebookNode:
    folded = [
        f"<details><summary>Hint {step} of {len(hints)}</summary>\n\n{hint}\n\n</details>"
        for step, hint in enumerate(hints, start=1)
    ]
    return new_cell(f"hints-{name}", "markdown", "\n".join(folded), _nbgrader(f"hints-{name}", locked=True))
