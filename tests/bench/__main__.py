"""`python -m bench`: measure, print the table and the ratios, and keep it in build/bench.md."""

import itertools
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
NOTHING = Cost(0.0, 0.0, 0.0)
Rows = dict[str, list[tuple[int, Cost]]]  # by way, the notebooks and the cost of each turn


@click.command()
@click.option("--unit", "name", default="regression", show_default=True)
@click.option("--distinct", default=20, show_default=True, help="Notebooks in the batch of distinct ones.")
@click.option("--stock", "by_stock", default=2, show_default=True, help="Notebooks of each turn of stock nbgrader.")
@click.option("--crowd", default=200, show_default=True, help="Notebooks in the batch where nine of ten repeat.")
def main(name: str, distinct: int, by_stock: int, crowd: int) -> None:
    """Measure grading against stock nbgrader on the same notebooks; it has turns before, between and after ours."""
    unit = unit_named(name)
    notebooks = right_notebooks(unit, distinct)
    repeated = (notebooks[: max(1, crowd // (REPEATED + 1))] * (REPEATED + 1))[:crowd]
    in_turn = itertools.cycle(notebooks)
    rows: Rows = {}

    def add(label: str, count: int, cost: Cost) -> None:
        rows.setdefault(label, []).append((count, cost))
        click.echo(f"{label}: {cost.seconds:.0f} s for {count}", err=True)

    with tempfile.TemporaryDirectory() as folder:
        places = (Path(folder, str(number)) for number in itertools.count())

        def place() -> Path:
            made = next(places)
            made.mkdir()
            return made

        def turn_of_stock(group: str, graded: list[bytes]) -> None:
            for kernel, settings in KERNELS.items():
                add(_stock(group, settings), len(graded), stock(place(), unit, graded, kernel))

        check(place(), notebooks[0])  # not measured: it brings Java's and Python's files into memory
        turn_of_stock("one notebook", notebooks[:1])
        add("one notebook, autograder check", 1, check(place(), notebooks[0]))
        add("one notebook, the first %check in it", 1, check_in_notebook(place(), notebooks[0]))
        add("one notebook, its %check after that of another version", 1, check_in_notebook(place(), notebooks[1], notebooks[0]))
        turn_of_stock("one notebook", notebooks[:1])
        for workers in (1, 2):
            turn_of_stock("distinct", list(itertools.islice(in_turn, by_stock)))
            add(f"distinct, autograder grade --workers {workers}", distinct, ours(place(), unit, notebooks, workers))
        turn_of_stock("distinct", list(itertools.islice(in_turn, by_stock)))
        add("nine of ten repeat, autograder grade --workers 2", crowd, ours(place(), unit, repeated, 2))
    text = _table(unit.name, rows)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.md").write_text(text)
    click.echo(text)


def _table(unit: str, rows: Rows) -> str:
    """Markdown; a ratio says how many times more notebooks come through in the same time than with stock nbgrader."""
    counts = {label: sum(count for count, _ in turns) for label, turns in rows.items()}
    costs = {label: sum((cost for _, cost in turns), NOTHING) for label, turns in rows.items()}
    each = {label: costs[label].seconds / counts[label] for label in rows}
    against = " | ".join(f"against stock, {settings}" for settings in KERNELS.values())
    lines = [
        f"Unit {unit}, {platform.machine()}, Python {platform.python_version()}. Compare the ratios; seconds are this machine's.",
        "In brackets: the quickest and the slowest turn, which tell how steady the machine was.",
        "",
        f"| way | notebooks | seconds each | CPU seconds each | largest process, MiB | {against} |",
        "|---|---|---|---|---|---|---|",
    ]
    for label, cost in costs.items():
        group = "one notebook" if label.startswith("one notebook") else "distinct"
        ratios = " | ".join(f"{each[_stock(group, settings)] / each[label]:.1f} ×" for settings in KERNELS.values())
        turns = sorted(turn.seconds / notebooks for notebooks, turn in rows[label])
        seconds = f"{each[label]:.1f}" + (f" ({turns[0]:.1f} to {turns[-1]:.1f})" if turns[1:] else "")
        lines.append(
            f"| {label} | {counts[label]} | {seconds} | {cost.cpu / counts[label]:.1f} | {cost.largest:.0f} | {ratios} |"
        )
    return "\n".join(lines) + "\n"


def _stock(group: str, settings: str) -> str:
    return f"{group}, stock nbgrader autograde, {settings}"


if __name__ == "__main__":
    main()
