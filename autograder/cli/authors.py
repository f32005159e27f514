"""What an author runs on a unit."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import click

from autograder.answers import Proof, missing, overlaid, prove_reference, prove_unit, start_others
from autograder.build import build_missing, build_unit, check_unit, lay_out
from autograder.judge import prepare_session
from autograder.layout import Unit, units
from course.setup.kernel import environment_variables

place_argument = click.argument("place", type=click.Path(path_type=Path), required=False)


@click.command()
@place_argument
@click.option("--again", is_flag=True, help="Run every lesson again, as after a change of versions.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when a notebook is stale.")
@click.option("--missing", "only_missing", is_flag=True, help="Write only what is not there, as the set-up does.")
def build(place: Path | None, again: bool, only_check: bool, only_missing: bool) -> None:
    """Make the notebooks of every unit below PLACE from their authoring folders."""
    if only_check:
        stale = [sentence for unit in units(place) for sentence in check_unit(unit)]
        click.echo("\n".join(stale) if stale else "Every generated notebook is fresh.")
        raise SystemExit(1 if stale else 0)
    os.environ.update(environment_variables())
    for unit in units(place):
        written = build_missing(unit) if only_missing else build_unit(unit, again)
        click.echo(f"{unit.name}: {', '.join(path.name for path in written) or 'already fresh'}")


@click.command()
@click.argument("places", metavar="[PLACE]...", type=click.Path(path_type=Path), nargs=-1)
@click.option(
    "--shares",
    type=click.IntRange(1),
    default=min(2, os.cpu_count() or 1),
    show_default=True,
    help="Processes that divide the work.",
)
@click.option("--task", default="", help="Prove only what is claimed of one task, while the rest is still being written.")
@click.option(
    "--seeds",
    type=click.IntRange(0),
    default=0,
    help="Prove instead that the reference gets all points on this many seeds, so that luck fails nobody.",
)
@click.option("--overlay", type=click.Path(path_type=Path), help="Prove the units with the hidden tests of this overlay.")
@click.option("--share", type=click.IntRange(0), default=0, hidden=True)
def answers(places: tuple[Path, ...], shares: int, task: str, seeds: int, overlay: Path | None, share: int) -> None:
    """Prove the units below each PLACE, or all: right answers keep their points, named misconceptions lose exactly theirs."""
    chosen = [unit for place in places for unit in units(place)] or units()
    chosen = overlaid(chosen, overlay, bool(places)) if overlay else chosen
    prepare_session()
    began = time.monotonic()
    lacking = [] if share or task else [f"{unit.name}: {sentence}" for unit in chosen for sentence in missing(unit)]
    if lacking:
        click.echo("\n".join(lacking))
        raise SystemExit(1)
    others = [] if share else start_others(places, shares, task, seeds, overlay)
    proofs = (prove_reference(u, seeds, share, shares) if seeds else prove_unit(u, share, shares, task) for u in chosen)
    failed = sum([_say(unit, theirs) for unit, theirs in zip(chosen, proofs, strict=True)]) + sum(
        other.wait() != 0 for other in others
    )
    if not share:
        click.echo(f"{'Not every claim holds.' if failed else 'Every claim holds.'} ({time.monotonic() - began:.0f} s)")
    raise SystemExit(1 if failed else 0)


@click.command()
@click.argument("name")
def new(name: str) -> None:
    """Lay out an empty unit called MODULE/UNIT and say what is still missing."""
    unit = lay_out(name)
    click.echo(f"{unit.authoring} is laid out. Still missing:")
    click.echo("\n".join(f"- {sentence}" for sentence in missing(unit)))
    click.echo(f"Write it, then run `python -m autograder answers modules/{unit.name}` and `python -m autograder build`.")


def _say(unit: Unit, proofs: Iterator[Proof]) -> int:
    """Print each proof as it comes; how many claims do not hold."""
    failed = 0
    for proof in proofs:
        failed += bool(proof.problem)
        click.echo(
            f"{'✗' if proof.problem else '✓'} {unit.name}: {proof.claim}" + (f": {proof.problem}" if proof.problem else "")
        )
    return failed
