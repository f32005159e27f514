"""What an author runs on a unit."""

from pathlib import Path

import click

from autograder.build import build_unit, check_unit
from autograder.layout import units


@click.command()
@click.argument("place", type=click.Path(path_type=Path), required=False)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when a notebook is stale.")
def build(place: Path | None, only_check: bool) -> None:
    """Make the notebooks of every unit below PLACE from their authoring folders."""
    if only_check:
        stale = [sentence for unit in units(place) for sentence in check_unit(unit)]
        click.echo("\n".join(stale) if stale else "Every generated notebook is fresh.")
        raise SystemExit(1 if stale else 0)
    for unit in units(place):
        written = build_unit(unit)
        click.echo(f"{unit.name}: {', '.join(path.name for path in written) or 'already fresh'}")


COMMANDS = [build]
