"""Options that several commands share."""

import click

from autograder.sandbox import Limits

cell_seconds_option = click.option(
    "--cell-seconds",
    type=float,
    default=Limits.cell_seconds,
    show_default=True,
    help="The longest that a cell, or one call of a test, may take.",
)
