"""Options that several commands share."""

from pathlib import Path

import click

from autograder.layout import COURSE
from autograder.sandbox import Limits
from course.hub import CLASS

cell_seconds_option = click.option(
    "--cell-seconds",
    type=float,
    default=Limits.cell_seconds,
    show_default=True,
    help="The longest that a cell, or one call of a test, may take.",
)

course_folder = click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False),
    default=COURSE,
    envvar=CLASS,
    show_default="course/",
    help="The class folder.",
)
