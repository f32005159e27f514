"""Releasing a unit: its source notebook into the class folder, and nbgrader's own release of it."""

import datetime
import logging
from pathlib import Path

from nbgrader.apps import NbGraderAPI

from autograder.build import source_of
from autograder.errors import ClassroomError
from autograder.exercise import to_bytes
from autograder.gradebook import ClassFolder, create_gradebook, open_class, open_gradebook, write_whole
from autograder.gradebook.settings import CONFIG
from autograder.layout import COURSE, Unit


def release(root: Path, unit: Unit, *, force: bool = False) -> Path:
    """Release a unit's exercise in the class folder `root`; the notebook to hand out.

    A source notebook that differs from the unit's is an instructor's: it is kept unless `force` is given.
    """
    folder = _begun(root)
    folder.seed()
    create_gradebook(folder.gradebook)
    open_gradebook(folder.gradebook)
    _put_source(folder, unit, force)
    _generate(folder, unit.assignment)
    return folder.released(unit.assignment)


def _begun(root: Path) -> ClassFolder:
    settings = root / CONFIG
    if not settings.is_file():
        write_whole(settings, (COURSE / CONFIG).read_bytes())
    return open_class(root)


def _put_source(folder: ClassFolder, unit: Unit, force: bool) -> None:
    path = folder.source(unit.assignment)
    data = to_bytes(source_of(unit))
    if path.is_file() and path.read_bytes() != data:
        if not force:
            raise ClassroomError(
                f"{path} differs from what {unit.name} makes today: to release your own version, run "
                f"`nbgrader generate_assignment {unit.assignment} --force` in {folder.root}; "
                "to replace it by the unit's, add --force (a copy of yours is kept in private/replaced)."
            )
        now = f"{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S%f}"
        write_whole(folder.private / "replaced" / unit.assignment / f"source-{now}.ipynb", path.read_bytes())
    write_whole(path, data)


def _generate(folder: ClassFolder, assignment: str) -> None:
    api = NbGraderAPI(config=folder.config)
    api.log.handlers = [logging.NullHandler()]  # its log comes back in the result
    result = api.generate_assignment(assignment)
    if not result["success"]:
        said = [line for line in result.get("log", result["error"]).splitlines() if "Error" in line] or [result["error"]]
        raise ClassroomError(
            f"nbgrader could not release {assignment} ({said[-1].strip()}): "
            f"run `nbgrader generate_assignment {assignment} --force` in {folder.root} to see more."
        )
