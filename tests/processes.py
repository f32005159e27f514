"""The processes that a test has started, by what they run."""

import psutil

JUDGE = "autograder.grading.worker"
LEARNER = "autograder.learner"


def running(program: str) -> list[psutil.Process]:
    """All below this process that run `program`."""
    return [child for child in psutil.Process().children(recursive=True) if program in _words(child)]


def anywhere(word: str) -> list[psutil.Process]:
    """All on this host that have this word in their command line; one that has ended has none, though nobody may have waited for it."""
    return [process for process in psutil.process_iter() if word in _words(process)]


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.AccessDenied):  # it has just ended, a zombie included, or is not ours
        return []
