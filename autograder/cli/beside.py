"""`python -m autograder.cli.beside`: runs the checks that a notebook's kernel asks for, and keeps their judge between them."""

import contextlib
import io
import json
import os
import select
import signal
import sys
import traceback

import click

from autograder.cli import main as commands
from autograder.grading.kept import KeptJudge
from course.setup import memory

IDLE_SECONDS = 600.0  # after so long without a check, the judge's memory is worth more than its warmth


def main() -> None:
    """Answer each line, a folder and a check's arguments, with what the check said; end with the kernel, or when nobody asks."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not stand among the answers
    judge = KeptJudge()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        while select.select([sys.stdin], [], [], IDLE_SECONDS)[0] and (line := sys.stdin.readline()):
            folder, arguments = json.loads(line)
            os.chdir(folder)
            answers.write(json.dumps(said_by_check(arguments, judge)) + "\n")
            answers.flush()
            if memory.given() >= memory.ROOMY:
                judge.get_ready()
            else:
                judge.close()
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # its things are put away only once
        judge.close()


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
