"""Answers in `answers/accepted` and `answers/rejected`: a header of `# key: value` lines, then the code of one task."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from autograder.errors import AuthoringError
from autograder.layout import Unit

HEADER = re.compile(r"# (task|why|loses|message): (.+)")


class Kind(StrEnum):
    """Whether an answer is right."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Answer:
    """One way to answer a task; a rejected one says what it must lose and what the learner must be told."""

    kind: Kind
    name: str
    task: str
    why: str
    loses: float
    message: str
    code: str


def read_answers(unit: Unit) -> list[Answer]:
    """All answers of a unit, accepted ones first."""
    return [_read(kind, path) for kind in Kind for path in sorted((unit.answers / kind).glob("*.py"))]


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
