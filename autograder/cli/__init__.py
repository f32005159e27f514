"""The command line: each command is a few lines that call one room and print what it said."""

import sys

import click

from autograder.cli import authors, learners
from autograder.errors import CourseError


class _Sentences(click.Group):
    """A command group whose failures are one sentence each."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except CourseError as error:
            print(error, file=sys.stderr)
            context.exit(1)


@click.group(cls=_Sentences)
def main() -> None:
    """Build, check, release and grade the course's exercises."""


for command in (*learners.COMMANDS, *authors.COMMANDS):
    main.add_command(command)
