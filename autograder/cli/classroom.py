"""What an instructor runs on a class."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from textwrap import wrap

import click
from click.core import ParameterSource

from autograder import classroom
from autograder.classroom import By, ClassView, Exported
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
        found = unit_named(name)
        click.echo(f"Hand out {classroom.release(course, found, force=force)}")
        changed = classroom.overlaid(course, found)
        if changed:
            click.echo(f"  with the class's overlay: {changed}")


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
@click.argument("student", nargs=-1, required=True)
@click.option("--days", type=click.FloatRange(0, 3650), default=0.0, help="So many days more than the class; 0: none.")
@click.option("--hours", type=click.FloatRange(0, 3650), default=0.0, help="So many hours more, beside the days.")
@click.option("--until", metavar="TIME", help="Until a time, as in '2026-12-01 18:00 UTC' or '2026-12-01 19:00 +0100'.")
@course_folder
@click.pass_context
def extend(
    context: click.Context, assignment: str, student: tuple[str, ...], days: float, hours: float, until: str | None, course: Path
) -> None:
    """Give each STUDENT more time for ASSIGNMENT, in place of any earlier extension, and charge late work anew."""
    given = {name for name in ("days", "hours", "until") if context.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    if not given or ("until" in given and len(given) > 1):
        raise click.UsageError("Say either --until TIME, or --days or --hours or both.")
    for sentence in classroom.extend(course, assignment, student, until or timedelta(days=days, hours=hours)):
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
@click.option("--assignment", multiple=True, help="Export this assignment alone (may be given several times).")
@click.option("--canvas", type=click.Path(path_type=Path), help="Fill in this file, downloaded from Canvas' gradebook.")
@click.option("--column", metavar="ASSIGNMENT=COLUMN", multiple=True, help="Canvas' name for an assignment, or its number.")
@click.option(
    "--moodle", type=click.Choice([by.value for by in By]), help="Write Moodle's form, with students known by this field."
)
@course_folder
def export(
    to: Path | None, assignment: tuple[str, ...], canvas: Path | None, column: tuple[str, ...], moodle: str | None, course: Path
) -> None:
    """Write every student's points in every assignment as CSV, or as Canvas or Moodle import them."""
    if (canvas and moodle) or (column and not canvas) or not all("=" in pair for pair in column):
        raise click.UsageError("Say --canvas FILE, with --column ASSIGNMENT=COLUMN where that is needed, or --moodle FIELD.")
    made = _exported(course, assignment, canvas, dict(pair.split("=", 1) for pair in column), moodle)
    if to:
        write_whole(to, made.data)
    for note in made.notes:
        click.echo(note, err=True)
    click.echo(f"Wrote {to}" if to else made.data, nl=bool(to))


def _exported(course: Path, only: tuple[str, ...], canvas: Path | None, columns: dict[str, str], moodle: str | None) -> Exported:
    if canvas:
        return classroom.fill_canvas(classroom.read_marks(course, only), canvas, columns)
    if moodle:
        return classroom.to_moodle(classroom.read_marks(course, only), By(moodle))
    return Exported(classroom.export(course, only).encode())


def shown_view(view: ClassView) -> str:
    """A class as a whole: a line for each task with its commonest message below it, then what deserves a look."""
    return "\n".join(_view(view))


def _view(view: ClassView) -> Iterator[str]:
    yield f"\n{view.assignment}   {len(view.marks)} graded   mean {view.mean:.3g} of {view.of:g}   median {view.median:.3g}\n"
    if view.judging:
        yield f"{view.judging}\n"
    yield "passed  part  none  open   mean"
    for task in view.tasks:
        counts = "".join(f"{number:6d}" for number in (task.passed, task.partly, task.lost, task.open))
        yield f"{counts}  {task.mean:.3g}/{task.of:g}  {task.title or task.id}"
        if task.said:
            yield from wrap(f"{task.said} × {task.message}", WIDTH, initial_indent=" " * 26, subsequent_indent=" " * 26)
    for group in view.same:
        yield f"Same answers: {', '.join(group)}"
    for student, late in view.late.items():
        yield f"Late: {student}, by {late.by}; late penalty {late.cost}"
    for student, reason in view.refused.items():
        yield f"Refused: {student}. {reason}"
    if view.waiting:
        yield f"Not graded yet: {', '.join(view.waiting)}"
