"""Answers in `answers/accepted` and `answers/rejected`: a header of `# key: value` lines, then the code of one task."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from autograder.build import overlaid_tasks
from autograder.errors import AuthoringError
from autograder.layout import Unit

HEADER = re.compile(r"# (task|why|loses|message): (.+)")


class Kind(StrEnum):
    """Whether an answer is right."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Answer:
    """One way to answer a task; a rejected one says what it must lose (None: anything) and what the learner must be told."""

    kind: Kind
    name: str
    task: str
    why: str
    loses: float | None
    message: str
    code: str


def read_answers(unit: Unit) -> list[Answer]:
    """All answers of a unit, accepted ones first.

    An overlay adds its own, or puts one in place of the unit's of the same name; of the tasks whose tests are the overlay's,
    the unit's rejected answers need not lose the points and get the message that they declare for the unit's tests.
    """
    changed = overlaid_tasks(unit)
    answers = {(answer.kind, answer.name): answer for answer in _in(unit.answers)}
    answers = {
        key: replace(answer, loses=None, message="") if answer.kind is Kind.REJECTED and answer.task in changed else answer
        for key, answer in answers.items()
    }
    own = {(answer.kind, answer.name): answer for answer in _in(unit.overlay_answers)} if unit.overlay_answers else {}
    return sorted({**answers, **own}.values(), key=lambda answer: (answer.kind, answer.name))


def _in(place: Path) -> Iterator[Answer]:
    yield from (_read(kind, path) for kind in Kind for path in sorted((place / kind).glob("*.py")))


def _read(kind: Kind, path: Path) -> Answer:
    lines = path.read_text().splitlines()
    said: dict[str, str] = {}
    while lines and (match := HEADER.fullmatch(lines[0].rstrip())):
        said[match[1]] = match[2].strip()
        lines.pop(0)
    expected = {"task", "why"} | ({"loses", "message"} if kind is Kind.REJECTED else set())
    if set(said) != expected:
        raise AuthoringError(
            f"{path} must begin with the lines {', '.join(f'# {key}: …' for key in sorted(expected))} and no others."
        )
    try:
        loses = float(said.get("loses", "0"))
    except ValueError as error:
        raise AuthoringError(f"{path} says it loses {said['loses']!r}: write a number of points.") from error
    return Answer(kind, path.stem, said["task"], said["why"], loses, said.get("message", ""), "\n".join(lines).strip() + "\n")
