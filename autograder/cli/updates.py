"""What a learner is told after an update."""

import datetime

import click

from autograder import updates as room
from autograder.layout import KEPT, ROOT
from course.setup import SetupError
from course.setup.records import Records
from course.setup.start import PAGE, refresh


@click.command()
def updates() -> None:
    """Name your notebooks that are older than their exercise, and put the new version beside them."""
    try:
        found = room.look(ROOT, KEPT, datetime.date.today())
        said, note = room.as_markdown(found, ROOT, PAGE), Records().news
        if said or note.is_file():
            note.write_text(said, encoding="utf-8")
            refresh()
    except OSError as error:
        raise SetupError(
            f"Your notebooks were not compared with their exercises ({error.strerror}: {error.filename}): "
            "look whether this folder can be read and written, and run make lab again."
        ) from error
    if said:
        click.echo(room.as_text(found, ROOT))
