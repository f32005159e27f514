"""The marks that leave the gradebook, in whatever form."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.boundary.text import plain
from autograder.errors import ClassroomError
from autograder.gradebook import Enrolled, Score, assignment_name, enrolled, open_class, open_gradebook, scores


@dataclass(frozen=True)
class Exported:
    """A file to write, and what its reader should know, a sentence each."""

    data: bytes
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marks:
    """Every student's score in each chosen assignment, whose points are in `assignments`."""

    scores: tuple[Score, ...]
    students: list[Enrolled]
    assignments: Mapping[str, float]

    def of(self, assignment: str) -> list[Score]:
        """One assignment's scores."""
        return [score for score in self.scores if score.assignment == assignment]


def read_marks(root: Path, only: Collection[str] = ()) -> Marks:
    """The marks of a class, or those of some assignments; ClassroomError where it has no such assignment."""
    book = open_gradebook(open_class(root).gradebook)
    every = scores(book)
    there = {score.assignment: score.of for score in every}
    wanted = [assignment_name(words) for words in only] or list(there)
    unknown = [name for name in wanted if name not in there]
    if unknown:
        raise ClassroomError(
            f"The gradebook has no assignment {plain(unknown[0])} with students: it has {', '.join(there) or 'none yet'}."
        )
    return Marks(
        tuple(score for score in every if score.assignment in wanted),
        enrolled(book),
        {name: of for name, of in there.items() if name in wanted},
    )


def number(value: float | None) -> str:
    """A number with a point and no needless digits; nothing for none."""
    return "" if value is None else f"{value:g}"
