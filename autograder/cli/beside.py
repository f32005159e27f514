"""`python -m autograder.cli.beside`: runs the checks that a notebook's kernel asks for, and gets a judge ready before each."""

import contextlib
import io
import json
import os
import select
import signal
import sys
import traceback
from pathlib import Path

import click

from autograder.cli import main as commands
from autograder.cli.learners import job_of
from autograder.grading.kept import KeptJudge
from autograder.sandbox import Limits, find_isolation
from course.setup import memory

IDLE_SECONDS = 600.0  # after so long without a wish, the judge's memory is worth more than its warmth


def main() -> None:
    """Follow each line of a kernel's, until the kernel ends or is silent for long.

    A line holds the kernel's folder, `check` or `expect`, and arguments. What a check said is answered with a line.
    """
    wishes = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115  # a buffer would hide the second of two lines from select
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers
    judge = KeptJudge()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        while select.select([wishes], [], [], IDLE_SECONDS)[0] and (line := wishes.readline()):
            folder, wish, arguments = json.loads(line)
            os.chdir(folder)
            if wish == "check":
                answers.write(json.dumps(said_by_check(arguments, judge)) + "\n")
                answers.flush()
                if memory.room_to_stay():
                    judge.get_ready()
                else:
                    judge.close()
            elif not judge.started:  # else every passed test would read the unit's source again
                begin(judge, Path(*arguments))
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # its things are put away only once
        judge.close()


def begin(judge: KeptJudge, notebook: Path) -> None:
    """Start the judge of a first check, where there is memory for it; what stands in the way, the check itself will say."""
    if memory.room_to_stay(memory.STAYS):
        with contextlib.suppress(Exception):
            judge.begin(job_of(notebook), Limits(), find_isolation())


def said_by_check(arguments: list[str], judge: KeptJudge) -> str:
    """What `autograder check` prints with these arguments, whatever becomes of it."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            commands.main(["check", *arguments], "autograder", standalone_mode=False, obj=judge)
        except click.ClickException as wrong:
            wrong.show()
        except SystemExit:
            pass
        except Exception:
            traceback.print_exc()
    return said.getvalue()


if __name__ == "__main__":
    main()
