"""Going back to a copy of the gradebook."""

from dataclasses import dataclass
from pathlib import Path

from autograder.boundary.text import plain
from autograder.errors import ClassroomError
from autograder.gradebook import backups, open_class, open_gradebook, restore_backup, scores

NEWEST = "newest"


@dataclass(frozen=True)
class Copies:
    """The copies of a class's gradebook, newest first, each with what it holds."""

    paths: tuple[Path, ...]

    def lines(self) -> list[str]:
        """A line for each copy."""
        return [f"{path.name}  {_content(path)}" for path in self.paths]

    def named(self, which: str) -> Path:
        """The copy of this name, or the newest; ClassroomError when there is none."""
        if not self.paths:
            raise ClassroomError("There is no copy of the gradebook yet: the first grading makes one in private/backups.")
        found = {path.name: path for path in self.paths} | {NEWEST: self.paths[0]}
        if which not in found:
            raise ClassroomError(
                f"There is no copy {plain(which)}: choose {NEWEST} or one of {', '.join(path.name for path in self.paths)}."
            )
        return found[which]


def copies(root: Path) -> Copies:
    """The copies of the gradebook that this class has."""
    return Copies(tuple(backups(open_class(root))))


def restore(root: Path, which: str) -> tuple[Path, Path | None]:
    """Put a copy in place of the gradebook; the copy, and where the gradebook of before is kept."""
    folder = open_class(root)
    with folder.lock():
        copy = copies(root).named(which)
        return copy, restore_backup(folder, copy)


def _content(path: Path) -> str:
    try:
        marks = [score for score in scores(open_gradebook(f"sqlite:///{path}")) if score.points is not None]
    except ClassroomError:
        return "damaged, or of another version of nbgrader"
    return f"{len(marks)} graded submissions, {sum(score.points or 0.0 for score in marks):g} points"
