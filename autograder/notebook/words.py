"""What the notebook says to its learner, as Markdown; its plain text stands where Markdown is not rendered."""

import re

from autograder.boundary.text import plain
from autograder.exercise.names import bound_names
from autograder.notebook.guide import Place, tasks_of

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~])")
ALL_OF_IT = "`%check` runs all tests now, on the saved notebook."
NOT_HERE = "this copy of the course has no hidden tests."


def after(place: Place, error: BaseException | None) -> str:
    """How the run of a test cell went: passed, not attempted, or what was seen."""
    if not place.ran_visibly:
        where = ALL_OF_IT if place.hidden_tests_are_here else f"It cannot run now: {NOT_HERE}"
        return f"**Hidden.** This test shows only its title; it runs at hand-in. {where}"
    if error is None:
        return f"✓ **Passed.** {_others(place)}"
    if _not_attempted(place, error):
        return "· **Not attempted yet.** Write your code into the answer cell above, run that cell, then run this one again."
    stuck = f"A hint: `%hint {place.task.id}`."
    if isinstance(error, AssertionError):
        return f"✗ **Seen:** {_escaped(error)}\n\nMend the answer cell, run it, then run this test again. {stuck}"
    kind = type(error).__name__
    return f"✗ **Your code stopped** with {kind}: {_escaped(error)}\n\nThe lines above show where. {stuck}"


def hint(place: Place, number: int) -> str:
    """The next hint, and where the one after it is; after the last hint they begin again."""
    hints = place.hints
    if not hints:
        return f"The task *{_escaped(place.task.title)}* has no hints."
    here = (number - 1) % len(hints)
    more = f"The next one: `%hint {place.task.id}`." if here + 1 < len(hints) else f"The solution: `%solution {place.task.id}`."
    return f"**Hint {here + 1} of {len(hints)}** · {_escaped(place.task.title)}\n\n{hints[here]}\n\n{more}"


def sure(place: Place) -> str:
    """The answer to the first wish for a solution."""
    return (
        f"What you find yourself stays with you. Have you read the hints (`%hint {place.task.id}`)? "
        f"If you want to see the solution all the same, ask once more: `%solution {place.task.id}`."
    )


def solution(place: Place) -> str:
    """The reference solution, or why there is none."""
    code = place.solution
    if not code:
        return "This copy of the course holds no solutions. The third hint is almost the line."
    return f"**One solution of many** · {_escaped(place.task.title)}\n\n```python\n{code}\n```"


def which_task(magic: str, id: str, last: Place | None) -> str:
    """What to write where no task, or an unknown one, was named."""
    unknown = f"There is no task {_escaped(id)} in the course. " if id else ""
    if last is None:
        return f"{unknown}Run a test of your task first; then `{magic}` knows which one you mean."
    return f"{unknown}Write one of {', '.join(f'`{magic} {task.id}`' for task in tasks_of(last.unit))}."


def which_notebook(found: object) -> str:
    """What to write where the notebook's file is not known, or not there."""
    missing = f"There is no file {_escaped(found)}." if found else "This editor does not say which file the notebook is."
    return f"{missing} Name it, as in `%check mine.ipynb`."


def plain_text(text: str) -> str:
    """The same words without Markdown's signs."""
    return re.sub(r"\\([^\w\s])", r"\1", re.sub(r"(?<!\\)(\*\*|`)", "", text))


def _others(place: Place) -> str:
    others = [test for test in place.task.tests if test != place.test]
    hidden = sum(test.hidden for test in others)
    visible = len(others) - hidden
    said = []
    if visible:
        said.append(f"The task has {_counted(visible, 'more visible test')}.")
    if hidden:
        runs = "runs" if hidden == 1 else "run"
        where = ALL_OF_IT if place.hidden_tests_are_here else NOT_HERE
        said.append(f"{_counted(hidden, 'hidden test')} of this task {runs} at hand-in; {where}")
    return " ".join(said) or "The task has no other test."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number > 1 else ''}"


def _not_attempted(place: Place, error: BaseException) -> bool:
    if isinstance(error, NameError):
        return error.name in bound_names(place.task.solution)
    return isinstance(error, NotImplementedError)


def _escaped(text: object) -> str:
    return SPECIAL.sub(r"\\\1", plain(text))
