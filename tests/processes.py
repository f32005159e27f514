"""The processes that a test has started, by what they run."""

import psutil

JUDGE = "autograder.grading.worker"
LEARNER = "autograder.learner"


def running(program: str) -> list[psutil.Process]:
    """All below this process that run `program`."""
    return [child for child in psutil.Process().children(recursive=True) if program in _words(child)]


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # it has just ended
        return []
