"""What an author runs on a unit."""

import os
import time
from pathlib import Path

import click

from autograder.answers import missing, prove_unit
from autograder.build import build_unit, check_unit, lay_out
from autograder.errors import AuthoringError
from autograder.layout import Unit, units
from course.setup.kernel import environment_variables

place_argument = click.argument("place", type=click.Path(path_type=Path), required=False)


@click.command()
@place_argument
@click.option("--again", is_flag=True, help="Run every lesson again, as after a change of versions.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when a notebook is stale.")
def build(place: Path | None, again: bool, only_check: bool) -> None:
    """Make the notebooks of every unit below PLACE from their authoring folders."""
    if only_check:
        stale = [sentence for unit in units(place) for sentence in check_unit(unit)]
        click.echo("\n".join(stale) if stale else "Every generated notebook is fresh.")
        raise SystemExit(1 if stale else 0)
    os.environ.update(environment_variables())
    for unit in units(place):
        written = build_unit(unit, again)
        click.echo(f"{unit.name}: {', '.join(path.name for path in written) or 'already fresh'}")


@click.command()
@place_argument
def answers(place: Path | None) -> None:
    """Prove the units below PLACE: right answers keep their points, named misconceptions lose exactly theirs."""
    os.environ.update(environment_variables())
    failed = sum([_prove(unit) for unit in units(place)])
    click.echo("Every claim holds." if not failed else f"{failed} claims do not hold.")
    raise SystemExit(1 if failed else 0)


@click.command()
@click.argument("name")
def new(name: str) -> None:
    """Lay out an empty unit called MODULE/UNIT and say what is still missing."""
    unit = lay_out(name)
    click.echo(f"{unit.authoring} is laid out. Still missing:")
    click.echo("\n".join(f"- {sentence}" for sentence in missing(unit)))
    click.echo(f"Write it, then run `python -m autograder answers modules/{unit.name}` and `python -m autograder build`.")


def _prove(unit: Unit) -> int:
    click.echo(f"{unit.name}")
    lacking = missing(unit)
    for sentence in lacking:
        click.echo(f"  ✗ {sentence}")
    if lacking:
        return len(lacking)
    failed = 0
    began = time.monotonic()
    try:
        for proof in prove_unit(unit):
            failed += bool(proof.problem)
            click.echo(f"  {'✗' if proof.problem else '✓'} {proof.claim}" + (f": {proof.problem}" if proof.problem else ""))
    except AuthoringError as error:
        click.echo(f"  ✗ {error}")
        failed += 1
    click.echo(f"  {time.monotonic() - began:.0f} s")
    return failed


