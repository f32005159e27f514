"""Releasing a unit: its source notebook into the class folder, and nbgrader's own release of it."""

import datetime
import hashlib
import logging
from dataclasses import replace
from pathlib import Path

from nbgrader.apps import NbGraderAPI

from autograder.build import Overlay, overlaid_tasks, source_of
from autograder.classroom.extend import shown
from autograder.errors import ClassroomError
from autograder.exercise import from_source, to_bytes
from autograder.gradebook import (
    ClassFolder,
    Made,
    check_graded,
    create_gradebook,
    open_class,
    open_gradebook,
    set_due_date,
    write_whole,
)
from autograder.gradebook.settings import CONFIG
from autograder.layout import COURSE, Unit, units


def release(root: Path, unit: Unit, *, force: bool = False) -> Path:
    """Release a unit's exercise in the class folder `root`, with what its overlay changes; the notebook to hand out.

    A source notebook that somebody has changed by hand is kept unless `force` is given.
    """
    folder = _begun(root)
    folder.seed()
    create_gradebook(folder.gradebook)
    book = open_gradebook(folder.gradebook)
    name = unit.assignment
    if folder.overlay:
        _check_names(folder, folder.overlay, name)
        unit = replace(unit, overlay=folder.overlay.place)
    source = source_of(unit)
    check_graded(book, name, from_source(source, unit.name), points_too=not force)
    _put_source(folder, unit, to_bytes(source), force)
    _generate(folder, name)
    if folder.overlay and (due := folder.overlay.due(name)):
        set_due_date(book, name, due)
    return folder.released(name)


def overlaid(root: Path, unit: Unit) -> str:
    """What the class's overlay changes in a unit, in words; nothing where it changes nothing."""
    overlay = open_class(root).overlay
    if overlay is None:
        return ""
    name = unit.assignment
    due = overlay.due(name)
    tasks = sorted(overlaid_tasks(replace(unit, overlay=overlay.place)))
    parts = (
        f"hidden tests of {', '.join(tasks)}" if tasks else "",
        "a seed" if overlay.seed(name) else "",
        f"due on {shown(due)}" if due else "",
    )
    return "; ".join(filter(None, parts))


def _check_names(folder: ClassFolder, overlay: Overlay, name: str) -> None:
    own = [path.parent.name for path in folder.source("*").parent.parent.glob("*/*.ipynb")]
    strangers = overlay.strangers([name, *own, *(unit.assignment for unit in units())])
    if strangers:
        raise ClassroomError(
            f"The overlay {overlay.place} names {strangers[0]!r}, which is no assignment: name it as the unit's folder is called."
        )


def _begun(root: Path) -> ClassFolder:
    settings = root / CONFIG
    if not settings.is_file():
        write_whole(settings, (COURSE / CONFIG).read_bytes())
    return open_class(root)


def _put_source(folder: ClassFolder, unit: Unit, data: bytes, force: bool) -> None:
    name = unit.assignment
    path = folder.source(name)
    there = path.read_bytes() if path.is_file() else data
    if there != data:
        if not force and hashlib.sha256(there).hexdigest() != Made.read(folder, name).source:
            raise ClassroomError(
                f"{path} differs from what {unit.name} makes today: to release your own version, run "
                f"`nbgrader generate_assignment {name} --force` in {folder.root}; "
                "to replace it by the unit's, add --force (a copy of yours is kept in private/replaced)."
            )
        now = f"{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S%f}"
        write_whole(folder.private / "replaced" / name / f"source-{now}.ipynb", there)
    write_whole(path, data)
    Made.of(folder, name, data).keep(folder, name)


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
