"""What an instructor runs on a class."""

from pathlib import Path

import click

from autograder import classroom
from autograder.cli.options import course_folder
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
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), help="The CSV file to write (default: the screen).")
@course_folder
def export(to: Path | None, course: Path) -> None:
    """Write every student's points in every assignment as CSV."""
    text = classroom.export(course)
    if to:
        write_whole(to, text.encode())
    click.echo(f"Wrote {to}" if to else text, nl=bool(to))
