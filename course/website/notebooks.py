"""The notebooks of a unit as pages: the lesson as it ran, the exercise as it is released, the questions with folded answers."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, v4

from autograder.build import release_of, source_of
from autograder.errors import AuthoringError
from autograder.exercise.names import plain_python
from autograder.exercise.notebooks import read_notebook
from autograder.layout import ROOT, Unit

from ..quiz import all_reasons, right_letters
from .outline import UnitOutline
from .pages import toctree

UP = "../../../"  # from a unit's folder to the project's
LABELS = {"title", "xlabel", "ylabel"}
STRIP = "{.unit}\n"


def lesson_page(outline: UnitOutline) -> NotebookNode:
    """The lesson with its outputs; AuthoringError where it did not run to its end."""
    notebook = read_notebook(outline.unit.lesson)
    _refuse_unfinished(notebook, outline.unit)
    heading = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = next((line.lstrip("# ") for line in cell.source.splitlines() if line.startswith("#")), heading)
        elif any("image/png" in output.get("data", {}) for output in cell.outputs):
            cell.metadata["mystnb"] = {"image": {"alt": described(cell.source, heading)}}
    objectives = ", ".join(f"[{id}]({UP}syllabus.md#{id.lower()})" for id in outline.objectives)
    facts = [_exercise(outline), _questions(outline)]
    below = toctree(("exercise", "questions"))
    return _page(notebook, " · ".join([*facts, *([f"Objectives {objectives}"] if objectives else [])]), below)


def exercise_page(outline: UnitOutline) -> NotebookNode:
    """The exercise as learners open it: no solutions, hidden tests by their titles."""
    said = (
        f"{_lesson()} · {_questions(outline)} · This is the notebook as a learner opens it; here it can be read only."
        f" [Set up the course]({UP}course/LEARNERS.md) to work on it and to have it checked."
    )
    return _page(_released(outline.unit), said)


def questions_page(outline: UnitOutline) -> NotebookNode:
    """The questions with the reasons of all choices, to unfold, in place of the cells that ask for letters."""
    key = {asked["id"]: asked for asked in json.loads(outline.unit.key.read_text(encoding="utf-8"))}
    first, *others = read_notebook(outline.unit.questions).cells
    title = first.source.partition("\n")[0]
    said = (
        f"{_lesson()} · {_exercise(outline)} · {outline.questions} questions in the manner of the exam. Decide first, then unfold"
        f" the answer. In the course's own notebook your first try [is noted and counts]({UP}course/LEARNERS.md#are-you-ready)."
    )
    cells = [v4.new_markdown_cell(title)]
    for cell in others:
        id = cell.id.removeprefix("question-")
        if cell.cell_type == "markdown" and id in key:
            question = cell.source.replace("### ", "## ", 1)  # the page has no level between
            cells.append(v4.new_markdown_cell(f"{question}\n\n{_answer(key[id])}"))
    return _page(v4.new_notebook(cells=cells), said)


def described(code: str, heading: str) -> str:
    """A text for those who do not see the picture that a cell draws: the part of the lesson, and what its axes say."""
    labels = list(dict.fromkeys(filter(None, map(str.strip, _labels(ast.parse(plain_python(code)))))))
    return f"Picture to “{heading}”" + (f", with the labels: {'; '.join(labels)}" if labels else "")


def _labels(tree: ast.AST) -> Iterator[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: call.lineno):
        if isinstance(call.func, ast.Attribute) and call.func.attr.removeprefix("set_") in LABELS:
            yield from map(_text, call.args[:1])
        yield from (_text(keyword.value) for keyword in call.keywords if keyword.arg in LABELS)


def _text(value: ast.expr) -> str:
    if isinstance(value, ast.JoinedStr):
        return "".join(_text(part) or "…" for part in value.values)
    return " ".join(value.value.split("\n")) if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def _page(notebook: NotebookNode, said: str, below: str = "") -> NotebookNode:
    """The notebook with a line of links under its title, and nothing of nbgrader's or a kernel's."""
    first, *others = notebook.cells
    title, _, text = first.source.partition("\n")
    first.source = f"{title}\n\n{STRIP}{said}\n\n{text.strip()}"
    others += [v4.new_markdown_cell(below)] if below else []
    for cell in others:
        cell.metadata = NotebookNode({name: cell.metadata[name] for name in ("mystnb",) if name in cell.metadata})
    language = {"language_info": {"name": "python", "pygments_lexer": "ipython3"}}
    return v4.new_notebook(cells=[first, *others], metadata=language)


def _answer(asked: dict[str, Any]) -> str:
    letters = " and ".join(sorted(right_letters(asked)))
    return f"<details><summary>Answer and reasons</summary>\n\n{all_reasons(asked, letters + '.')}\n\n</details>"


def _released(unit: Unit) -> NotebookNode:
    """The release, made from its source where that is there: the file may hold somebody's own work."""
    return release_of(source_of(unit)) if unit.exercise_source.is_file() else read_notebook(unit.exercise)


def _lesson() -> str:
    return "[Lesson](lesson.ipynb)"


def _exercise(outline: UnitOutline) -> str:
    return f"[Exercise](exercise.ipynb), {outline.points:g} points, {outline.minutes_exercise} minutes"


def _questions(outline: UnitOutline) -> str:
    return f"[{outline.questions} questions](questions.ipynb)"


def _refuse_unfinished(notebook: NotebookNode, unit: Unit) -> None:
    mend = f"run `python -m autograder build {unit.folder.relative_to(ROOT)}` and look at the lesson."
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code":
            where = f"{_shown(unit.lesson)}, cell {number}"
            if cell.execution_count is None:
                raise AuthoringError(f"{where} was not run: {mend}")
            for output in cell.outputs:
                if output.output_type == "error":
                    raise AuthoringError(f"{where} ended in {output.ename}: {mend}")


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
