"""What an instructor runs to grade a class, and to go back."""

import asyncio
import contextlib
import functools
import sys
from pathlib import Path

import click

from autograder import classroom
from autograder.classroom import Outcome
from autograder.cli.options import cell_seconds_option, course_folder
from autograder.cli.progress import Events, Progress, Watcher
from autograder.gradebook import Judge
from autograder.grading import grade_many
from autograder.sandbox import Limits, find_isolation

HEADINGS = ("student", "points", "status", "what lost the most")


@click.command()
@click.argument("assignment")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="How many to grade at the same time.")
@click.option("--scheduler", metavar="tcp://HOST:PORT", help="Grade on the workers of this Dask scheduler instead.")
@cell_seconds_option
@click.option("--student", help="Grade this student alone.")
@click.option("--force", is_flag=True, help="Judge again what is up to date.")
@click.option("--preview", is_flag=True, help="Judge and show the old and new marks, and record nothing.")
@click.option("--apply-lower", is_flag=True, help="Record the lower marks that an earlier run showed and held back.")
@click.option("--json", "as_json", is_flag=True, help="Print an event as JSON in each line, and nothing else.")
@course_folder
def grade(
    assignment: str,
    workers: int,
    scheduler: str | None,
    cell_seconds: float,
    student: str | None,
    force: bool,
    preview: bool,
    apply_lower: bool,
    as_json: bool,
    course: Path,
) -> None:
    """Grade what was handed in for ASSIGNMENT and write nbgrader's gradebook."""
    outcomes: list[Outcome] = []
    watcher: Watcher = Events(assignment) if as_json else Progress()
    with contextlib.closing(watcher):
        for outcome in classroom.grade(
            course,
            assignment,
            workers=workers,
            student=student,
            force=force,
            preview=preview,
            apply_lower=apply_lower,
            judge=chosen_judge(cell_seconds, scheduler),
            begun=watcher.started,
        ):
            outcomes.append(outcome)
            watcher.settled(outcome)
        watcher.finished()
    if not as_json:
        click.echo(table(outcomes) if outcomes else f"Nobody has handed in {assignment} yet: collect the submissions first.")
        _say_what_is_left(assignment, outcomes, preview)
    if any(outcome.fault for outcome in outcomes):
        sys.exit(1)


def chosen_judge(cell_seconds: float, scheduler: str | None = None) -> Judge:
    """Who judges: processes on this machine, or the workers of a scheduler."""
    limits = Limits(cell_seconds=cell_seconds)
    if scheduler is None:
        return functools.partial(grade_many, limits=limits)
    from autograder.grading.cluster import grade_on_cluster  # Dask takes a second to import

    return functools.partial(grade_on_cluster, address=scheduler, limits=limits)


@click.command()
@click.argument("address", metavar="tcp://HOST:PORT")
@click.option("--judges", type=click.IntRange(1), default=1, show_default=True, help="How many to grade at the same time.")
def worker(address: str, judges: int) -> None:
    """Grade for the Dask scheduler at an address until it ends."""
    from autograder.grading.cluster import serve

    find_isolation()
    click.echo(f"Grading for {address}, {judges} at a time; Ctrl-C ends it.", err=True)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(address, judges))


@click.command()
@click.argument("which", required=False)
@course_folder
def restore(which: str | None, course: Path) -> None:
    """Go back to a copy of the gradebook: the one called WHICH, or the newest; without a name, list them."""
    if which is None:
        lines = classroom.copies(course).lines()
        click.echo("\n".join(lines) or "There is no copy of the gradebook yet: the first grading makes one.")
        return
    copy, kept = classroom.restore(course, which)
    click.echo(f"The gradebook is {copy.name} again." + (f" What was there is kept as {kept}." if kept else ""))
    click.echo("Marks that were graded after that copy come back with `python -m autograder grade`, without judging again.")


def table(outcomes: list[Outcome]) -> str:
    """The outcomes as rows of text, by student."""
    ordered = sorted(outcomes, key=lambda outcome: outcome.student)
    rows = [HEADINGS, *((row.student, row.mark, row.status, "; ".join(filter(None, (row.note, row.message)))) for row in ordered)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    return "\n".join("  ".join(map(str.ljust, row, (*widths, 0))).rstrip() for row in rows)


def _say_what_is_left(assignment: str, outcomes: list[Outcome], preview: bool) -> None:
    falling = sum(outcome.status == "held back" for outcome in outcomes)
    if falling:
        click.echo(
            f"Lower marks held back: {falling}. The gradebook keeps the old ones; to record all of these at once, "
            f"run `python -m autograder grade {assignment} --apply-lower`.",
            err=True,
        )
    if preview:
        click.echo("Nothing was recorded: run the same command without --preview to record it, without judging again.", err=True)
    if any(outcome.fault for outcome in outcomes):
        click.echo("Some were not graded because of this machine: run the same command again.", err=True)
