"""What a learner runs on their own work."""

import hashlib
from pathlib import Path

import click

from autograder.build import source_of
from autograder.cli.options import cell_seconds_option
from autograder.cli.show import shown
from autograder.errors import NoSandbox
from autograder.exercise import Exercise, from_source, read_notebook
from autograder.grading import grade_one
from autograder.intake import read_regular_file, unit_of
from autograder.judge import prepare_session
from autograder.layout import Unit, unit_named
from autograder.report import Status, to_json
from autograder.sandbox import Isolation, Limits, find_isolation
from autograder.sandbox.isolation import Kind
from course.setup.kernel import environment_variables


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON and nothing else.")
@click.option("--seed", help="Draw the hidden data from this seed (default: one that belongs to the notebook's content).")
@click.option("--unit", help="The unit that the notebook belongs to (default: the one that it names).")
@cell_seconds_option
@click.option("--trust-me", is_flag=True, help="Run my own notebook without a sandbox.")
def check(notebook: Path, as_json: bool, seed: str | None, unit: str | None, cell_seconds: float, trust_me: bool) -> None:
    """Grade a NOTEBOOK of your own: points and a reason per task."""
    data = read_regular_file(notebook)
    exercise = exercise_of(unit_named(unit or unit_of(data)))
    isolation = Isolation(Kind.NONE) if trust_me else find_isolation()
    prepare_session()
    if not as_json:
        where = "without a sandbox, as you asked" if trust_me else f"in the sandbox ({isolation.kind})"
        click.echo(f"Checking {notebook} {where}; with answers in it this takes about a minute.", err=True)
    report = grade_one(exercise, data, seed or seed_of(data), isolation, Limits(cell_seconds=cell_seconds))
    click.echo(to_json(report) if as_json else shown(report), nl=not as_json)
    if report.status is not Status.GRADED:
        raise SystemExit(1)


@click.command()
def doctor() -> None:
    """Say what this machine offers to the grader."""
    click.echo(f"Java: {environment_variables()['JAVA_HOME']}")
    try:
        click.echo(f"Sandbox: {find_isolation().kind}")
    except NoSandbox as missing:
        click.echo(f"Sandbox: none. {missing}")
        raise SystemExit(1) from None


def exercise_of(unit: Unit) -> Exercise:
    """A unit's exercise with its hidden tests, or without them where only the learner's view is installed."""
    notebook = source_of(unit) if unit.exercise_source.is_file() else read_notebook(unit.exercise)
    return from_source(notebook, unit.name)


def seed_of(data: bytes) -> str:
    """A seed that differs between notebooks and is the same for the same one."""
    return hashlib.sha256(b"seed" + data).hexdigest()[:16]
