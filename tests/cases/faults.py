"""Faults of the host, each done to a grading of right answers; what is yielded are the sentences that it said."""

import contextlib
import signal
import subprocess
import sys
import time

import psutil
from real_batch import command, start, times

from autograder.gradebook import ClassFolder, State, backups
from autograder.layout import ROOT
from cases.disturbing import ONE_JUDGE, Said, children, end, frozen, held, is_sandbox, judges, killed_after, send, stopped, whole

NO_SANDBOX = (
    "from autograder.sandbox import isolation; isolation.bubblewrap.find_program = isolation.unshare.find_program = lambda: None; "
    "from autograder.cli import main; main()"
)


def grader_killed_while_judging(folder: ClassFolder) -> Said:
    """SIGKILL after the first grade."""
    yield from killed_after(folder, 1)


def grader_killed_after_the_last_grade(folder: ClassFolder) -> Said:
    """SIGKILL when every grade is in, and before it is said."""
    yield from killed_after(folder, 3)


def grader_killed_again_and_again(folder: ClassFolder) -> Said:
    """SIGKILL three times, once a grade is on its way."""
    for _ in range(3):
        grading = start(folder, *ONE_JUDGE)
        grading.until("started")
        grading.process.kill()
        yield from end(grading)


def grader_killed_between_report_and_commit(folder: ClassFolder) -> Said:
    """SIGKILL when work is judged and the gradebook is held, so that its mark cannot be in it."""
    grading = start(folder, *ONE_JUDGE)
    grading.until("started")
    while not backups(folder) and grading.process.poll() is None:
        time.sleep(0.02)  # the copy of the gradebook is taken first, and would wait for whoever holds it
    with held(folder):
        while not times(folder, State.JUDGED) and grading.process.poll() is None:
            time.sleep(0.02)
        grading.process.kill()
        yield from end(grading)


def judge_killed(folder: ClassFolder) -> Said:
    """SIGKILL to a judge: it is replaced once, and nobody sees it."""
    grading = start(folder, *ONE_JUDGE)
    grading.until("started")
    judges(grading)[0].kill()
    yield from end(grading)


def judges_killed_twice(folder: ClassFolder) -> Said:
    """Every judge is killed as soon as it is there, for a while: that is a fault of the host, and no zero."""
    grading = start(folder, *ONE_JUDGE)
    grading.until("started")
    killed = 0
    while killed < 2 and grading.process.poll() is None:
        for judge in children(grading):
            with contextlib.suppress(psutil.NoSuchProcess):
                judge.kill()
                judge.wait(30)
                killed += 1
    grading.end()
    yield "two judges were killed"


def sandbox_killed(folder: ClassFolder) -> Said:
    """SIGKILL to a learner's sandbox from outside: no fault of the learner's."""
    grading = start(folder, *ONE_JUDGE)
    grading.until("started")
    while not (found := [process for process in grading.below() if is_sandbox(process)]) and grading.process.poll() is None:
        time.sleep(0.02)
    send(found[:1], signal.SIGKILL)
    yield from end(grading)


def all_children_killed(folder: ClassFolder) -> Said:
    """SIGKILL to everything that the grader had started."""
    grading = start(folder, *ONE_JUDGE)
    grading.until("started")
    send(grading.below(), signal.SIGKILL)
    yield from end(grading)


def two_graders(folder: ClassFolder) -> Said:
    """A second grader refuses while the first stands still, and the first goes on."""
    first = start(folder, *ONE_JUDGE)
    first.until("started")
    with frozen(first):
        yield from whole(folder)
    yield from end(first)


def gradebook_held_for_a_moment(folder: ClassFolder) -> Said:
    """Another program holds the gradebook for some seconds."""
    grading = start(folder, *ONE_JUDGE)
    grading.until("started")
    with held(folder):
        time.sleep(4)
    yield from end(grading)


def stopped_by_ctrl_c(folder: ClassFolder) -> Said:
    """SIGINT after the first grade."""
    yield from stopped(folder, signal.SIGINT)


def stopped_by_the_system(folder: ClassFolder) -> Said:
    """SIGTERM after the first grade."""
    yield from stopped(folder, signal.SIGTERM)


def screen_closed(folder: ClassFolder) -> Said:
    """Whoever read the output is gone after the first line."""
    grading = start(folder, *ONE_JUDGE)
    grading.until("settled")
    if grading.process.stdout:
        grading.process.stdout.close()
    grading.process.wait(300)
    yield "the output was closed"


def host_frozen(folder: ClassFolder) -> Said:
    """The whole grading stands still for five seconds, as on a machine that swaps."""
    grading = start(folder, *ONE_JUDGE)
    grading.until("started")
    with frozen(grading):
        time.sleep(5)
    yield from end(grading)


def sandbox_missing(folder: ClassFolder) -> Said:
    """The host offers no sandbox: nothing is graded, and it is said how to get one."""
    words = [sys.executable, "-c", NO_SANDBOX, *command(folder)[3:]]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    yield from (f"exit {done.returncode}", *done.stderr.splitlines())


def file_size_limited(folder: ClassFolder) -> Said:
    """The gradebook cannot grow, as on a full disk."""
    size = folder.root.joinpath("gradebook.db").stat().st_size - 4096
    limited = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2); os.execv(sys.argv[2], sys.argv[2:])"
    words = [sys.executable, "-c", limited, str(size), *command(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    yield from (f"exit {done.returncode}", *(["run again"] if "run the same command again" in done.stderr else [done.stderr]))
