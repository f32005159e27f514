"""The bytes that a case hands in."""

import json
from typing import Any

from cases.catalogue import Case
from cases.exercises import known, right_answers


def handed_in(case: Case) -> bytes:
    """The release with the case's answers, right ones elsewhere, and its own cells; `make.py` may change all of it."""
    unit = known(case.unit)
    right = {task: code for task, code in unit.right.items() if task not in case.blank}
    notebook = unit.notebook(right | case.answers)
    for number, cell in enumerate(case.cells):
        _insert(notebook["cells"], _own(f"own-{number}", cell["source"]), cell.get("above", ""))
    make = case.made("notebook")
    return make(notebook) if make else canonical(notebook)


def canary(unit: str) -> bytes:
    """A right submission."""
    return canonical(known(unit).notebook(right_answers(unit)))


def canonical(notebook: dict[str, Any]) -> bytes:
    """The one spelling of a notebook that no case changes."""
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode()


def _insert(cells: list[dict[str, Any]], own: dict[str, Any], above: str) -> None:
    place = next((number for number, cell in enumerate(cells) if cell["id"] == above), 0)
    cells.insert(place, own)


def _own(id: str, source: str) -> dict[str, Any]:
    return {"id": id, "cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
