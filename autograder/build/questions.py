"""The questions of a unit: read from `authoring/quiz.toml`, made into a notebook and the key that it asks."""

import json
import tomllib
from typing import Any

from nbformat import NotebookNode

from autograder.build.lesson import lesson_of
from autograder.build.percent import new_cell, new_notebook
from autograder.errors import AuthoringError
from autograder.layout import Unit
from course.quiz import LETTERS

NOTHING_CHOSEN = '"")'  # how an answer's cell ends in the release
HEAD = """\
# Questions · {title}

{count} questions in the manner of the exam. Decide, write the letter between the last quotes (two letters where it
says *choose two*), and run the cell: the reason comes at once. **The first try counts**, so decide before you run.

Your answers are noted on this machine, in `course/local/questions`, and nowhere else. `quiz.start_over()` puts them aside."""
FOOT = "## How did it go?\n\nBy objective. What you missed at the first try is what the lesson can still give you."


def read_questions(unit: Unit) -> list[dict[str, Any]]:
    """The questions of a unit; AuthoringError when the file is missing or no TOML."""
    try:
        questions: list[dict[str, Any]] = tomllib.loads(unit.quiz.read_text()).get("question", [])
    except FileNotFoundError as error:
        raise AuthoringError(f"{unit.quiz} is missing: write at least eight questions.") from error
    except tomllib.TOMLDecodeError as error:
        raise AuthoringError(f"{unit.quiz} is not TOML: {error}.") from error
    return questions


def questions_of(unit: Unit) -> NotebookNode:
    """The notebook that asks a unit's questions: a text and a cell for the letters of each."""
    questions = read_questions(unit)
    title = lesson_of(unit).cells[0].source.partition("\n")[0].lstrip("# ")
    opening = f'from course import Quiz\n\nquiz = Quiz("{unit.name}")'
    cells = [
        new_cell("questions", "markdown", HEAD.format(title=title, count=len(questions)), {}),
        new_cell("open", "code", opening, {}),
    ]
    for number, question in enumerate(questions, start=1):
        cells += [
            new_cell(f"question-{question['id']}", "markdown", _text(question, number, len(questions)), {}),
            new_cell(f"answer-{question['id']}", "code", f'quiz.answer("{question["id"]}", {NOTHING_CHOSEN}', {}),
        ]
    cells += [new_cell("how-did-it-go", "markdown", FOOT, {}), new_cell("score", "code", "quiz.score()", {})]
    return new_notebook(unit, cells)


def key_of(unit: Unit) -> bytes:
    """What the notebook looks answers up in: each question with its reasons and its proof, as JSON."""
    kept = [
        {name: question[name] for name in ("id", "objective", "proof") if name in question}
        | {"choices": [{"right": bool(choice.get("right")), "why": choice["why"]} for choice in question["choice"]]}
        for question in read_questions(unit)
    ]
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode()


def _text(question: dict[str, Any], number: int, count: int) -> str:
    two = ["", "*Choose two.*"] if question["choose"] == 2 else []
    choices = [f"- **{letter}** {choice['text'].strip()}" for letter, choice in zip(LETTERS, question["choice"], strict=True)]
    return "\n".join([f"### {number} of {count} · {question['objective']}", "", question["text"].strip(), *two, "", *choices])
