"""What an instructor runs on a class."""

import functools
import sys
from pathlib import Path

import click

from autograder import classroom
from autograder.classroom import Outcome
from autograder.cli.options import cell_seconds_option
from autograder.gradebook import write_whole
from autograder.grading import grade_many
from autograder.layout import COURSE, unit_named
from autograder.sandbox import Limits

HEADINGS = ("student", "points", "status", "what lost the most")

course_folder = click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False),
    default=COURSE,
    show_default="course/",
    help="The class folder.",
)


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
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="How many to grade at the same time.")
@cell_seconds_option
@click.option("--student", help="Grade this student alone.")
@click.option("--force", is_flag=True, help="Judge again what is up to date.")
@course_folder
def grade(assignment: str, workers: int, cell_seconds: float, student: str | None, force: bool, course: Path) -> None:
    """Grade what was handed in for ASSIGNMENT and write nbgrader's gradebook."""
    outcomes = []
    judge = functools.partial(grade_many, limits=Limits(cell_seconds=cell_seconds))
    for outcome in classroom.grade(course, assignment, workers=workers, student=student, force=force, judge=judge):
        outcomes.append(outcome)
        click.echo(f"{len(outcomes):4}  {outcome.student}: {outcome.status} {outcome.points}", err=True)
    click.echo(table(outcomes) if outcomes else f"Nobody has handed in {assignment} yet: collect the submissions first.")
    if any(outcome.fault for outcome in outcomes):
        click.echo("Some were not graded because of this machine: run the same command again.", err=True)
        sys.exit(1)


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


def table(outcomes: list[Outcome]) -> str:
    """The outcomes as rows of text, by student."""
    ordered = sorted(outcomes, key=lambda outcome: outcome.student)
    rows = [HEADINGS, *((row.student, row.points, row.status, row.message) for row in ordered)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    return "\n".join("  ".join(map(str.ljust, row, (*widths, 0))).rstrip() for row in rows)
