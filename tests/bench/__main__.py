"""`python -m bench`: measure, print the table and the ratios, and keep it in build/bench.md."""

import platform
import tempfile
from pathlib import Path

import click

from autograder.layout import BUILD, unit_named
from bench.clock import Cost
from bench.ways import PLAIN, check, check_in_notebook, ours, stock
from bench.work import right_notebooks
from course.setup.kernel import NAME

KERNELS = {PLAIN: "Spark's own settings", NAME: "the course's kernel"}
REPEATED = 9  # of ten notebooks in the batch that repeats


@click.command()
@click.option("--unit", "name", default="regression", show_default=True)
@click.option("--distinct", default=20, show_default=True, help="Notebooks in the batch of distinct ones.")
@click.option("--stock", "by_stock", default=6, show_default=True, help="How many of them stock nbgrader grades, in each kernel.")
@click.option("--crowd", default=200, show_default=True, help="Notebooks in the batch where nine of ten repeat.")
def main(name: str, distinct: int, by_stock: int, crowd: int) -> None:
    """Measure grading against stock nbgrader on the same notebooks."""
    unit = unit_named(name)
    notebooks = right_notebooks(unit, distinct)
    repeated = (notebooks[: max(1, crowd // (REPEATED + 1))] * (REPEATED + 1))[:crowd]
    rows: list[tuple[str, int, Cost]] = []

    def add(label: str, count: int, cost: Cost) -> None:
        rows.append((label, count, cost))
        click.echo(f"{label}: {cost.seconds:.0f} s for {count}", err=True)

    with tempfile.TemporaryDirectory() as folder:
        places = (Path(folder, str(number)) for number in range(99))

        def place() -> Path:
            made = next(places)
            made.mkdir()
            return made

        for kernel, settings in KERNELS.items():
            add(_stock("one notebook", settings), 1, stock(place(), unit, notebooks[:1], kernel))
        add("one notebook, autograder check", 1, check(place(), notebooks[0]))
        add("one notebook, the first %check in it", 1, check_in_notebook(place(), notebooks[0]))
        add("one notebook, its %check after that of another version", 1, check_in_notebook(place(), notebooks[1], notebooks[0]))
        for kernel, settings in KERNELS.items():
            add(_stock("distinct", settings), by_stock, stock(place(), unit, notebooks[:by_stock], kernel))
        add("distinct, autograder grade --workers 1", distinct, ours(place(), unit, notebooks, 1))
        add("distinct, autograder grade --workers 2", distinct, ours(place(), unit, notebooks, 2))
        add("nine of ten repeat, autograder grade --workers 2", crowd, ours(place(), unit, repeated, 2))
    text = _table(unit.name, rows)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.md").write_text(text)
    click.echo(text)


def _table(unit: str, rows: list[tuple[str, int, Cost]]) -> str:
    """Markdown; a ratio says how many times more notebooks come through in the same time than with stock nbgrader."""
    each = {label: cost.seconds / count for label, count, cost in rows}
    against = " | ".join(f"against stock, {settings}" for settings in KERNELS.values())
    lines = [
        f"Unit {unit}, {platform.machine()}, Python {platform.python_version()}. Compare the ratios; seconds are this machine's.",
        "",
        f"| way | notebooks | seconds each | CPU seconds each | largest process, MiB | {against} |",
        "|---|---|---|---|---|---|---|",
    ]
    for label, count, cost in rows:
        group = "one notebook" if label.startswith("one notebook") else "distinct"
        ratios = " | ".join(f"{each[_stock(group, settings)] / each[label]:.1f} ×" for settings in KERNELS.values())
        lines.append(f"| {label} | {count} | {each[label]:.1f} | {cost.cpu / count:.1f} | {cost.largest:.0f} | {ratios} |")
    return "\n".join(lines) + "\n"


def _stock(group: str, settings: str) -> str:
    return f"{group}, stock nbgrader autograde, {settings}"


if __name__ == "__main__":
    main()
