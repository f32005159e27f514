"""What an instructor runs on a class."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import click

from autograder import classroom
from autograder.classroom import ClassView
from autograder.cli.options import course_folder
from autograder.cli.show import WIDTH
from autograder.gradebook import write_whole
from autograder.layout import unit_named


@click.command()
@click.argument("unit", nargs=-1, required=True)
@click.option("--force", is_flag=True, help="Replace a source notebook that you have changed; a copy of it is kept.")
@course_folder
def release(unit: tuple[str, ...], force: bool, course: Path) -> None:
    """Release the exercise of each UNIT to the class."""
    for name in unit:
        click.echo(f"Hand out {classroom.release(course, unit_named(name), force=force)}")


@click.command()
@click.argument("assignment")
@click.argument("place", nargs=-1, required=True, type=click.Path(path_type=Path))
@course_folder
def collect(assignment: str, place: tuple[Path, ...], course: Path) -> None:
    """Take what learners handed in for ASSIGNMENT from folders and zips (PLACE…)."""
    for sentence in classroom.collect(course, assignment, place):
        click.echo(sentence)


@click.command()
@click.argument("assignment")
@click.option("--student", help="Write the page of this student alone.")
@course_folder
def feedback(assignment: str, student: str | None, course: Path) -> None:
    """Write a page of feedback for each learner who was graded in ASSIGNMENT."""
    written = list(classroom.give_feedback(course, assignment, student))
    for path in written:
        click.echo(path)
    if not written:
        click.echo(f"There is no report of {assignment} yet: grade it first.")


@click.command()
@click.argument("assignment")
@course_folder
def overview(assignment: str, course: Path) -> None:
    """Show how the class did in ASSIGNMENT: each task, the commonest message, and what deserves a look."""
    view, page = classroom.overview(course, assignment)
    click.echo(shown_view(view))
    click.echo(f"\nAs a page with a picture: {page}")


@click.command()
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), help="The CSV file to write (default: the screen).")
@course_folder
def export(to: Path | None, course: Path) -> None:
    """Write every student's points in every assignment as CSV."""
    text = classroom.export(course)
    if to:
        write_whole(to, text.encode())
    click.echo(f"Wrote {to}" if to else text, nl=bool(to))


def shown_view(view: ClassView) -> str:
    """A class as a whole: a line for each task with its commonest message below it, then what deserves a look."""
    return "\n".join(_view(view))


def _view(view: ClassView) -> Iterator[str]:
    yield f"\n{view.assignment}   {len(view.marks)} graded   mean {view.mean:.3g} of {view.of:g}   median {view.median:.3g}\n"
    yield "passed  part  none  open   mean"
    for task in view.tasks:
        counts = "".join(f"{number:6d}" for number in (task.passed, task.partly, task.lost, task.open))
        yield f"{counts}  {task.mean:.3g}/{task.of:g}  {task.title or task.id}"
        if task.said:
            yield from wrap(f"{task.said} × {task.message}", WIDTH, initial_indent=" " * 26, subsequent_indent=" " * 26)
    for group in view.same:
        yield f"Same answers: {', '.join(group)}"
    for student, reason in view.refused.items():
        yield f"Refused: {student}. {reason}"
    if view.waiting:
        yield f"Not graded yet: {', '.join(view.waiting)}"
