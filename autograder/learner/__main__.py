"""Serve one learner's notebook over the two pipes that the sandbox was started with."""

import builtins
import os
import re
import resource
import select
import sys
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.boundary.frames import Closed, Message, receive, send
from autograder.boundary.spark import TooManyRows
from autograder.boundary.values import Unsendable, decode, encode

LARGEST_FILE = 1 * 2**30  # bytes
LARGEST_DATA = 8 * 2**30  # bytes a process; a crude guard beneath the limits that the supervisor measures
MOST_FILES = 4096
ASIDES = ("hint", "solution", "check")  # the magics of `autograder.notebook`: left in a cell, they must not stop what follows
MOST_PROCESSES = 1280  # a little more than the supervisor lets pass: a bound on what happens between two of its looks
JAVA_OUT_OF_MEMORY = (3, 52)  # the exit codes of Java's own option for it, and of Spark's
# Between a lost connection, by the error that tells of it, and the end of the process that had it.
JAVA_END_SECONDS = {"Connection": 10.0, "Py4JNetworkError": 10.0, "Py4JError": 1.0}
JAVA_ENDED = "Spark's Java process has ended, so that nothing can be asked of Spark any more"
SAYINGS = {
    "processes": ("can't start new thread", "unable to create native thread"),
    "disk": ("No space left on device", "File too large"),
    "memory": ("java.lang.OutOfMemoryError", "spark.driver.maxResultSize"),
}


class _Shell(InteractiveShell):
    """IPython without a screen, where a notebook's `%matplotlib inline` has nothing to switch on."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Draw nowhere."""


def main() -> None:
    """Take over the pipes, then answer requests until the judge closes them."""
    reading, writing = _take_over_pipes()
    _limit_resources()
    shell = _new_shell()
    send(writing, Message({"ready": True}))
    while True:
        try:
            request = receive(reading)
            send(writing, _answer(shell, request))
        except Closed:
            return


def _take_over_pipes() -> tuple[int, int]:
    reading, writing = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # all that is printed goes to the pipe on which somebody outside counts it
    return reading, writing


def _limit_resources() -> None:
    for limit, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_DATA, LARGEST_DATA),
        (resource.RLIMIT_NOFILE, MOST_FILES),
        *([(resource.RLIMIT_NPROC, MOST_PROCESSES)] if _processes_are_counted_by_namespace() else []),
    ):
        _, hard = resource.getrlimit(limit)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))


def _processes_are_counted_by_namespace() -> bool:
    """Since Linux 5.14; before that, the processes of the same person outside would count."""
    version = [int(number) for number in re.findall(r"\d+", os.uname().release)[:2]]
    return version >= [5, 14]


def _new_shell() -> InteractiveShell:
    quiet = Config({"HistoryManager": {"enabled": False}})
    shell = _Shell.instance(config=quiet, colors="nocolor")
    shell.user_ns["__name__"] = "__main__"
    for name in ASIDES:
        shell.magics_manager.register_function(lambda _: None, "line", name)
    return shell


def _answer(shell: InteractiveShell, request: Message) -> Message:
    try:
        match request.header:
            case {"run": str(code)}:
                return _run(shell, code)
            case {"get": str(name)}:
                return _get(shell, name)
            case {"call": str(name), "values": values}:
                positional, named = decode(Message(values, request.blobs))
                return _ok(shell.user_ns[name](*positional, **named))
            case {"evidence": str(question), "values": values}:
                from course.evidence import own  # most notebooks track nothing and should not wait for it

                return _ok(own.answer(question, decode(Message(values, request.blobs))))
    except (Unsendable, TooManyRows) as unsendable:
        return Message({"unsendable": str(unsendable)})
    except BaseException as error:
        return _raised(error)
    return Message({"unsendable": "an unknown request"})


def _java() -> Any:
    """The process of Spark's Java that this process has started, or None."""
    return getattr(getattr(_spark_context(), "_gateway", None), "proc", None)


def _spark_context() -> Any:
    """The class of Spark's contexts, or None where nobody has imported it."""
    return getattr(sys.modules.get("pyspark"), "SparkContext", None)


def _words(error: BaseException) -> str | None:
    """What an error says; None where it asks Java for its words, and Java no longer answers."""
    try:
        return str(error)
    except Exception:
        return None


def _java_exit(error: BaseException, words: str | None) -> int | None:
    """The exit code of Spark's Java, if it has ended; its caller sees a lost connection only, and that in several words."""
    process = _java()
    if process is None:
        return None
    known = JAVA_END_SECONDS["Connection"] if words is None else JAVA_END_SECONDS.get(_loss(error))
    if process.poll() is None and (seconds := known or _seconds_to_go_down()):
        ended = os.pidfd_open(process.pid)
        select.select([ended], [], [], seconds)
        os.close(ended)
    code: int | None = process.poll()
    return code


def _seconds_to_go_down() -> float:
    """How long to wait for a Java that has stopped its Spark by itself: out of memory, it tells of odd errors before it ends."""
    active = getattr(_spark_context(), "_active_spark_context", None)  # None after the learner's own `spark.stop()`
    try:
        return JAVA_END_SECONDS["Connection"] if active and active._jsc.sc().isStopped() else 0.0
    except Exception:  # Java no longer answers
        return JAVA_END_SECONDS["Connection"]


def _loss(error: BaseException) -> str:
    return "Connection" if isinstance(error, ConnectionError) else type(error).__name__


def _run(shell: InteractiveShell, code: str) -> Message:
    outcome = shell.run_cell(code, store_history=False)
    error = outcome.error_before_exec or outcome.error_in_exec
    return _raised(error) if error else Message({"ok": None})


def _get(shell: InteractiveShell, name: str) -> Message:
    if name not in shell.user_ns:
        return Message({"missing": name})
    return _ok(shell.user_ns[name])


def _ok(value: Any) -> Message:
    message = encode(value)
    return Message({"ok": message.header}, message.blobs)


def _raised(error: BaseException) -> Message:
    limit = _out_of(error)
    words, java = _words(error), _java()
    lost = words is None or _loss(error) in JAVA_END_SECONDS
    if limit is None and lost and java and java.poll() is not None:  # _out_of has waited for it
        error, words = ConnectionError(JAVA_ENDED), JAVA_ENDED
    builtin = next((kind.__name__ for kind in type(error).__mro__ if hasattr(builtins, kind.__name__)), "Exception")
    raised: dict[str, Any] = {"raised": [type(error).__name__, (words or "")[:4000], builtin]}
    return Message(raised | {"out of": limit} if limit else raised)


def _out_of(error: BaseException | None) -> str | None:
    """The limit behind an error, which libraries and Java wrap in their own."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        words = _words(error)
        if isinstance(error, MemoryError) or _java_exit(error, words) in JAVA_OUT_OF_MEMORY:
            return "memory"
        for limit, sayings in SAYINGS.items():
            if any(saying in (words or "") for saying in sayings):
                return limit
        error = error.__cause__ or error.__context__
    return None


if __name__ == "__main__":
    main()
