"""What a learner runs on their own work."""

from dataclasses import replace
from pathlib import Path

import click
from nbformat import NotebookNode

from autograder.build import source_of
from autograder.cli.options import cell_seconds_option
from autograder.cli.receipts import keep
from autograder.cli.show import shown
from autograder.errors import NoSandbox
from autograder.exercise import read_notebook, to_bytes
from autograder.grading import Job
from autograder.grading.kept import KeptJudge
from autograder.intake import read_regular_file, unit_of
from autograder.layout import Unit, unit_named
from autograder.report import Report, Status, to_json
from autograder.sandbox import Isolation, Limits, find_isolation, keepers_of_limits, train
from autograder.sandbox.isolation import Kind
from course.setup import SetupError, memory
from course.setup.kernel import environment_variables
from course.setup.records import Records
from course.setup.start import refresh
from course.setup.tracking import make_store


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON and nothing else.")
@click.option("--seed", help="Draw the hidden data from this seed (default: a new one for each content; the receipt names it).")
@click.option("--unit", help="The unit that the notebook belongs to (default: the one that it names).")
@cell_seconds_option
@click.option("--trust-me", is_flag=True, help="Run my own notebook without a sandbox.")
@click.pass_obj
def check(
    kept: KeptJudge | None, notebook: Path, as_json: bool, seed: str | None, unit: str | None, cell_seconds: float, trust_me: bool
) -> None:
    """Grade a NOTEBOOK of your own: points and a reason per task."""
    job = job_of(notebook, unit)
    isolation = Isolation(Kind.NONE) if trust_me else find_isolation()
    if trouble := memory.no_room_for_a_check():
        raise SetupError(trouble)
    if not as_json:
        where = "without a sandbox, as you asked" if trust_me else f"in the sandbox ({isolation.kind})"
        click.echo(f"Checking {notebook} {where}; with answers in it this takes about a minute.", err=True)
    judge = kept or KeptJudge()
    job = replace(job, seed=seed or judge.seed_for(job.submission))
    try:
        report = judge.report(job, Limits(cell_seconds=cell_seconds), isolation)
    finally:
        if not kept:
            judge.close()
    click.echo(to_json(report) if as_json else shown(report), nl=not as_json)
    if report.status is not Status.GRADED:
        raise SystemExit(1)
    _note(report, notebook, job.seed)


def _note(report: Report, notebook: Path, seed: str) -> None:
    """Keep the receipt, and let the start page know; a check is worth its points all the same where neither can be written."""
    try:
        receipt = keep(report, notebook, seed, Records())
    except OSError as error:
        click.echo(f"No receipt was kept ({error.strerror}): look whether {Records().receipts} can be written.", err=True)
        return
    click.echo(f"Receipt: {receipt} (SHA-256 of your notebook: {report.submission[:12]}…)", err=True)
    refresh()


@click.command()
def doctor() -> None:
    """Say what this machine offers to the grader."""
    click.echo(f"Java: {environment_variables()['JAVA_HOME']}")
    click.echo(f"Memory: {memory.given() // memory.MIB:,} MiB. {memory.sentence()}".rstrip())
    try:
        click.echo(f"Sandbox: {find_isolation().kind}")
        click.echo(f"Limits on memory and processes: kept by {keepers_of_limits()}")
    except NoSandbox as missing:
        click.echo(f"Sandbox: none. {missing}")
        raise SystemExit(1) from None


def job_of(notebook: Path, unit: str | None = None) -> Job:
    """A learner's notebook with the tests of its unit, the one that it names unless told; the seed is still to be chosen."""
    data = read_regular_file(notebook)
    found = unit_named(unit or unit_of(data))
    return Job(str(notebook), found.name, to_bytes(tests_of(found)), data, seed="")


def tests_of(unit: Unit) -> NotebookNode:
    """A unit's source notebook; where only the learner's view is installed, its release, in which hidden tests have no body."""
    if unit.exercise_source.is_file():
        return source_of(unit)
    notebook = read_notebook(unit.untouched if unit.untouched.is_file() else unit.exercise)
    notebook.cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]  # a learner's own cells are no given ones
    return notebook


@click.command("warm-up")
def warm_up() -> None:
    """Make MLflow's database, and the archive of classes with which Spark starts faster; once per machine."""
    click.echo("Preparing a faster start of Spark; this takes about a minute, once per installation.")
    make_store()
    click.echo("Spark will start faster." if train() else "This Java makes no archive: Spark starts as usual.")
