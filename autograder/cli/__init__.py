"""The command line: each command is a few lines that call one room and print what it said."""

import importlib
import signal
import sys

import click

from autograder.errors import CourseError
from course.setup import SetupError

# Where it finds this, jsonschema compiles a grammar of web addresses for two seconds; no notebook needs it.
# The lock leaves it out, but who installs from environment.yml has it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# A command's room is imported only when it is called: nbgrader, MLflow and Spark take seconds to import.
ROOMS = {
    "learners": ("check", "doctor", "warm-up"),
    "updates": ("updates",),
    "classroom": ("release", "collect", "extend", "feedback", "overview", "export"),
    "grading": ("grade", "restore", "worker"),
    "authors": ("new", "build", "answers"),
    "showcase": ("demo",),
}


class _Commands(click.Group):
    """The commands of all rooms; their failures are one sentence each."""

    def list_commands(self, context: click.Context) -> list[str]:  # noqa: ARG002
        return [name for names in ROOMS.values() for name in names]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        room = next((room for room, names in ROOMS.items() if name in names), None)
        return getattr(importlib.import_module(f"autograder.cli.{room}"), name.replace("-", "_")) if room else None

    def invoke(self, context: click.Context) -> object:
        before = signal.signal(signal.SIGTERM, _stop)
        try:
            return super().invoke(context)
        except (CourseError, SetupError) as error:
            print(error, file=sys.stderr)
            context.exit(1)
        except (KeyboardInterrupt, _Terminated) as stop:
            print("Stopped. What was finished is kept: run the same command again to go on.", file=sys.stderr)
            context.exit(STOPPED[type(stop)])
        finally:
            signal.signal(signal.SIGTERM, before)


class _Terminated(BaseException):
    """SIGTERM, on its way up through whatever has to be put in order."""


STOPPED = {KeyboardInterrupt: 130, _Terminated: 143}


def _stop(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: a second one would interrupt the tidying
    raise _Terminated


@click.group(cls=_Commands)
def main() -> None:
    """Build, check, release and grade the course's exercises."""
