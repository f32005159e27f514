"""What is heard and said in one running notebook."""

import contextlib
import os
from pathlib import Path

from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell
from IPython.display import display

from autograder.notebook import words
from autograder.notebook.checker import Checker
from autograder.notebook.guide import Guide, Place
from autograder.notebook.whole import check_saved, notebook_here
from course.setup import memory

MAGICS = ("hint", "solution", "check")
ASKED_TWICE = 2
TRUST = "--trust-me"  # a check without a sandbox, where there is none


class Companion:
    """Comments each run of a test cell, and answers `%hint`, `%solution` and `%check`."""

    def __init__(self, shell: InteractiveShell, guide: Guide | None = None) -> None:
        self._shell = shell
        self._guide = guide or Guide()
        self._checker = Checker()
        self._last: Place | None = None
        self._hints: dict[tuple[str, str], int] = {}
        self._asked: dict[tuple[str, str], int] = {}

    def begin(self) -> None:
        """Listen to the cells that are run, and offer the three magics."""
        self._shell.events.register("pre_run_cell", self.first_cell)
        self._shell.events.register("post_run_cell", self.heard)
        for name in MAGICS:
            self._shell.register_magic_function(getattr(self, name), "line", name)

    def first_cell(self, info: ExecutionInfo) -> None:
        """Say before the first cell of a person's where Spark will not fit; an editor's own cells come earlier, and unseen."""
        if info.store_history:
            self._shell.events.unregister("pre_run_cell", self.first_cell)
            here = notebook_here(os.environ, self._shell.user_ns)
            if trouble := memory.sentence(memory.needed(here.parent) if here else memory.NEEDED) or memory.crowded():
                _say(f"**Little memory.** {trouble}")

    def heard(self, result: ExecutionResult) -> None:
        """Say how a test cell went; any other cell is none of its business."""
        code = getattr(result.info, "raw_cell", None)
        place = self._guide.place_of(code) if isinstance(code, str) else None
        if place is not None:
            self._last = place
            error = result.error_before_exec or result.error_in_exec
            _say(words.after(place, error))
            if error is None and place.ran_visibly:
                self._expect_a_check()

    def hint(self, line: str) -> None:
        """`%hint [TASK]`: the next hint of a task; without a name, of the task that was tested last."""
        place = self._named("%hint", line)
        if place is None:
            return
        number = self._hints[place.key] = self._hints.get(place.key, 0) + 1
        _say(words.hint(place, number))

    def solution(self, line: str) -> None:
        """`%solution [TASK]`: the reference solution, when it is asked for a second time."""
        place = self._named("%solution", line)
        if place is None:
            return
        asked = self._asked[place.key] = self._asked.get(place.key, 0) + 1
        _say(words.solution(place) if asked >= ASKED_TWICE else words.sure(place))

    def check(self, line: str) -> None:
        """`%check [NOTEBOOK]`: the saved notebook graded with its hidden tests, as `python -m autograder check` does it."""
        named, trusted = _unquoted(line.replace(TRUST, "")), TRUST in line
        found = Path(named).expanduser() if named else notebook_here(os.environ, self._shell.user_ns)
        if found is None or not found.is_file():
            _say(words.which_notebook(found))
        else:
            check_saved(found, self._checker, *([TRUST] if trusted else []))

    def _expect_a_check(self) -> None:
        """Who passes a visible test will run `%check` before long; what a person runs in no editor has no file to check."""
        if here := notebook_here(os.environ, self._shell.user_ns):
            with contextlib.suppress(OSError):
                self._checker.expect(here)

    def _named(self, magic: str, line: str) -> Place | None:
        """The task that a magic was given, or the one tested last; None, after a sentence, where there is neither."""
        id = _unquoted(line)
        place = self._guide.task_called(id, self._last) if id else self._last
        if place is None:
            _say(words.which_task(magic, id, self._last))
        return place


def _unquoted(line: str) -> str:
    return line.strip().strip("'\"")


def _say(text: str) -> None:
    display({"text/markdown": text, "text/plain": words.plain_text(text)}, raw=True)
