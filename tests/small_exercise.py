"""A small exercise without Spark, for tests of what stands around it."""

import json
from typing import Any

import nbformat

from autograder.build import release_of
from autograder.build.source import HELD_BACK
from autograder.exercise import Exercise, from_source
from autograder.exercise.source import HIDDEN_BEGIN, HIDDEN_END


def marks(id: str, **roles: Any) -> dict[str, Any]:
    plain = {"schema_version": 3, "grade_id": id, "locked": False, "solution": False, "grade": False, "task": False}
    return {"nbgrader": plain | roles}


def code(id: str, source: str, **roles: Any) -> dict[str, Any]:
    return {
        "id": id,
        "cell_type": "code",
        "source": source,
        "metadata": marks(id, **roles),
        "outputs": [],
        "execution_count": None,
    }


def prose(id: str, source: str) -> dict[str, Any]:
    return {"id": id, "cell_type": "markdown", "source": source, "metadata": marks(id, locked=True)}


def answer(id: str, head: str, solution: str) -> dict[str, Any]:
    return code(id, f"{head}\n    ### BEGIN SOLUTION\n    {solution}\n    ### END SOLUTION", solution=True)


def test(id: str, source: str, points: float = 1) -> dict[str, Any]:
    return code(id, source, grade=True, locked=True, points=points)


def hidden(id: str, title: str, body: str, points: float = 1) -> dict[str, Any]:
    return test(id, "\n".join((title, HELD_BACK, HIDDEN_BEGIN, body, HIDDEN_END)), points)


test.__test__ = False  # type: ignore[attr-defined]

CELLS = [
    code("given-setup", "import math\nbase = 10", locked=True),
    prose("prompt-doubles", "## Task 1 · Double"),
    answer("doubles", "def double(x):", "return 2 * x"),
    test("doubles-test-1", "# Two becomes four\nassert double(2) == 4, f'double(2) gave {double(2)}; it should give 4'"),
    hidden("doubles-test-2", "# Any number is doubled", "assert double(base) == 20, 'a drawn number was not doubled'", 2),
    prose("prompt-counts", "## Task 2 · Count"),
    answer("counts", "def count(items):", "return len(items)"),
    test("counts-test-1", "# Three things\nassert count([1, 2, 3]) == 3, 'three things were not counted as three'", 3),
    hidden("counts-test-2", "# No things", "assert count([]) == 0, 'nothing was not counted as zero'", 4),
]


def source_notebook() -> nbformat.NotebookNode:
    metadata = {"course": {"unit": "00_small/small"}, "kernelspec": {"name": "course", "display_name": "c", "language": "python"}}
    return nbformat.from_dict({"cells": json.loads(json.dumps(CELLS)), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def small_exercise() -> Exercise:
    return from_source(source_notebook(), "00_small/small")


def submitted(*extra: dict[str, Any], **answers: str) -> bytes:
    """The bytes of a submission: the named answers in place, other cells in front of all."""
    notebook = release_of(source_notebook())
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    notebook.cells = [nbformat.from_dict(cell) for cell in extra] + notebook.cells
    return json.dumps(notebook).encode()


def helper(source: str) -> dict[str, Any]:
    return {"id": "mine", "cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}


DOUBLE = "def double(x):\n    return x + x"
COUNT = "def count(items):\n    return sum(1 for _ in items)"
