"""What a visitor runs to see the whole machine at work."""

import sys
import time
from pathlib import Path

import click

from autograder.demo import Row, run_demo
from autograder.layout import BUILD, unit_named


@click.command()
@click.option("--unit", default="regression", show_default=True, help="The unit whose exercise is graded.")
@click.option(
    "--to", type=click.Path(path_type=Path), default=BUILD / "demo", help="The class folder to make (default: build/demo)."
)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
def demo(unit: str, to: Path, workers: int) -> None:
    """Grade a class of ten made-up learners and compare their marks with the expected ones."""
    began = time.monotonic()
    rows = []
    for row in run_demo(to, unit_named(unit), workers):
        rows.append(row)
        click.echo(f"  {len(rows):2} of 10  {row.name}", err=True)
    click.echo(_table(sorted(rows, key=lambda row: row.name)))
    click.echo(f"\nGradebook: {to / 'gradebook.db'}\nFeedback:  {to / 'feedback'}\nGrades:    {to / 'grades.csv'}")
    wrong = [row.name for row in rows if not row.right]
    click.echo(f"{len(rows) - len(wrong)} of {len(rows)} marks are the expected ones ({time.monotonic() - began:.0f} s).")
    if wrong or len(rows) != 10:
        click.echo(f"Other marks than expected: {', '.join(wrong) or 'some learners are missing'}.", err=True)
        sys.exit(1)


def _table(rows: list[Row]) -> str:
    lines = [f"{'learner':8} {'expected':>8} {'points':>6}  what was handed in, and what the grader says"]
    for row in rows:
        points = "none" if row.points is None else f"{row.points:g}"
        lines.append(f"{row.name:8} {row.expected:8g} {points:>6}  {row.story}")
        if row.message:
            lines.append(f"{'':25} {row.message[:110]}")
    return "\n".join(lines)
