"""What a class's source notebook was made from, so that a changed overlay or notebook is never taken for the old one."""

import hashlib
import json
from dataclasses import asdict, dataclass

from nbgrader.api import Assignment, Notebook
from sqlalchemy import select

from autograder.errors import ClassroomError
from autograder.exercise import Exercise
from autograder.gradebook.database import Gradebook
from autograder.gradebook.files import PRIVATE, write_whole
from autograder.gradebook.folder import ClassFolder
from autograder.layout import NOTEBOOK


@dataclass(frozen=True)
class Made:
    """The digests of a source notebook as it was made, and of what the overlay said of it then (nothing without one)."""

    source: str = ""
    overlay: str = ""

    @classmethod
    def read(cls, folder: ClassFolder, assignment: str) -> "Made":
        """What is known of an assignment's source; nothing of one that an instructor put there."""
        try:
            return cls(**json.loads(folder.made(assignment).read_bytes()))
        except (OSError, ValueError, TypeError):
            return cls()

    @classmethod
    def of(cls, folder: ClassFolder, assignment: str, source: bytes) -> "Made":
        """What is true of a source notebook that is made now."""
        return cls(hashlib.sha256(source).hexdigest(), folder.overlay.digest(assignment) if folder.overlay else "")

    def keep(self, folder: ClassFolder, assignment: str) -> None:
        """Put it beside the reports."""
        write_whole(folder.made(assignment), json.dumps(asdict(self)).encode(), PRIVATE)


def check_overlay(folder: ClassFolder, assignment: str) -> None:
    """ClassroomError where the overlay says something else of an assignment than at its release.

    One that an instructor wrote into `source/` was never released by us: its seed may come from the overlay at any time.
    """
    if not folder.made(assignment).is_file() and not (folder.overlay and folder.overlay.tests(assignment)):
        return
    then, now = Made.read(folder, assignment).overlay, Made.of(folder, assignment, b"").overlay
    if then == now:
        return
    place = folder.private / "overlay"
    if not now:
        raise ClassroomError(
            f"{assignment} was released with the overlay {place}, which says nothing of it now: bring it back, or run "
            f"`python -m autograder release {assignment}` to go on with the unit's own tests and the class's own seed."
        )
    raise ClassroomError(
        f"The overlay {place} has changed since {assignment} was released: prove it with `python -m autograder answers`, "
        f"then run `python -m autograder release {assignment}`, and the same command again."
    )


def check_graded(book: Gradebook, assignment: str, exercise: Exercise, *, points_too: bool) -> None:
    """ClassroomError where somebody is graded, and the tests or their points are others than those in the gradebook."""
    with book.reading() as session:
        found = select(Notebook).join(Assignment).where(Assignment.name == assignment, Notebook.name == NOTEBOOK)
        notebook = session.scalar(found)
        if notebook is None or not notebook.submissions:
            return
        before = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    tests = {test.id: test.points for task in exercise.tasks for test in task.tests}
    if before.keys() != tests.keys():
        odd = sorted(before.keys() ^ tests.keys())[0]
        raise ClassroomError(
            f"The test {odd} would be {'new' if odd in tests else 'gone'}, and {assignment} is graded already: "
            "keep as many tests in each task as there were, because nbgrader takes no other number now."
        )
    changed = next((id for id in tests if tests[id] != before[id]), None)
    if changed and points_too:
        raise ClassroomError(
            f"The test {changed} would give {tests[changed]:g} points instead of {before[changed]:g}, and {assignment} is graded "
            "already: keep its points, or add --force and then grade everybody again."
        )
