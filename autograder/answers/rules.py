"""What a unit must have before anything of it is run; each thing missing is one sentence."""

import ast
import re
import tomllib
from collections.abc import Iterator

from autograder.answers.files import Kind, read_answers
from autograder.answers.questions import faults_of_form
from autograder.build import read_questions, source_of
from autograder.errors import AuthoringError
from autograder.exercise import Exercise, from_source
from autograder.exercise.names import bound_names, free_names
from autograder.layout import Unit

UNSEEDED = re.compile(r"\.sample\((?!fraction=|withReplacement=|True|False)[^)]*\bseed=")
FEWEST_TASKS, MOST_TASKS = 4, 8
FEWEST_QUESTIONS = 8
FEWEST = {Kind.ACCEPTED: 1, Kind.REJECTED: 2}


def missing(unit: Unit) -> list[str]:
    """Every rule of the course that a unit does not keep yet."""
    try:
        exercise = from_source(source_of(unit), unit.name)
    except AuthoringError as error:
        return [str(error), *_missing_lesson(unit), *_missing_questions(unit)]
    return [*_missing_lesson(unit), *_missing_tasks(exercise), *_missing_answers(unit, exercise), *_missing_questions(unit)]


def _missing_lesson(unit: Unit) -> Iterator[str]:
    manifest = unit.folder.parent / "module.toml"
    listed = tomllib.loads(manifest.read_text()).get("unit", []) if manifest.is_file() else []
    if unit.folder.name not in [entry.get("name") for entry in listed]:
        yield f"{manifest} does not list {unit.folder.name}: add a [[unit]] with its name, title, minutes and objectives."
    for source in (unit.lesson_source, unit.exercise_source):
        if source.is_file() and UNSEEDED.search(source.read_text()):
            yield f"{source}: PySpark takes no notice of the seed in .sample(0.5, seed=…): write .sample(fraction=0.5, seed=…)."
    if not unit.lesson_source.is_file() or not unit.lesson_source.read_text().strip():
        yield f"{unit.lesson_source} is missing or empty: write the lesson."


def _missing_tasks(exercise: Exercise) -> Iterator[str]:
    if not FEWEST_TASKS <= len(exercise.tasks) <= MOST_TASKS:
        yield f"The exercise has {len(exercise.tasks)} tasks: write {FEWEST_TASKS} to {MOST_TASKS}."
    hidden = sum(test.points for task in exercise.tasks for test in task.tests if test.hidden)
    total = sum(test.points for task in exercise.tasks for test in task.tests)
    if hidden * 2 < total:
        yield f"Only {hidden:g} of {total:g} points are hidden: at least half must be."
    ids = {cell.id for cell in exercise.cells}
    for task in exercise.tasks:
        for part in ("prompt", "hints"):
            if f"{part}-{task.id}" not in ids:
                yield f"Task {task.id} has no {part}: write {'its text' if part == 'prompt' else 'three hints'}."
        if {test.hidden for test in task.tests} != {True, False}:
            yield f"Task {task.id} needs at least one visible and one hidden test."
        for other in exercise.tasks:
            used = bound_names(other.solution) & free_names("\n".join(test.source for test in task.tests))
            if other is not task and used - bound_names(task.solution):
                yield f"The tests of {task.id} use {', '.join(sorted(used))} of {other.id}: keep the tasks independent."
        for test in task.tests:
            yield from (f"{test.id}: line {line}: give every assert a message." for line in _silent_asserts(test.source))


def _silent_asserts(source: str) -> list[int]:
    return [node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assert) and node.msg is None]


def _missing_answers(unit: Unit, exercise: Exercise) -> Iterator[str]:
    try:
        answers = read_answers(unit)
    except AuthoringError as error:
        yield str(error)
        return
    for task in exercise.tasks:
        for kind, fewest in FEWEST.items():
            found = sum(answer.task == task.id and answer.kind is kind for answer in answers)
            if found < fewest:
                yield f"Task {task.id} has {found} {kind} answers: write at least {fewest} in answers/{kind}."


def _missing_questions(unit: Unit) -> Iterator[str]:
    try:
        questions = read_questions(unit)
    except AuthoringError as error:
        yield str(error)
        return
    if len(questions) < FEWEST_QUESTIONS:
        yield f"{unit.quiz} has {len(questions)} questions: write at least {FEWEST_QUESTIONS}."
    yield from faults_of_form(questions)
