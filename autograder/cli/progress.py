"""What is seen of a grading while it runs: a bar on a terminal, plain lines elsewhere, or events for a program."""

import json
import sys
from typing import Any, Protocol

from tqdm import tqdm

from autograder.classroom import Outcome, Plan


class Watcher(Protocol):
    """Whoever shows how a grading goes on."""

    def started(self, plan: Plan) -> None:
        """Hear what is about to be done."""

    def settled(self, outcome: Outcome) -> None:
        """Hear what became of one submission."""

    def finished(self) -> None:
        """Hear that nothing is left."""

    def close(self) -> None:
        """Stop, finished or not."""


class Progress:
    """Lines on standard error, with a bar that knows how long the rest will take where a person looks on."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._count = 0

    def finished(self) -> None:
        """Nothing: the table follows."""

    def close(self) -> None:
        """Take the bar away from where the next line is written."""
        if self._bar is not None:
            self._bar.close()

    def started(self, plan: Plan) -> None:
        """Say what is left, and begin the bar."""
        if plan.interrupted:
            self._say(f"An earlier grading was interrupted with {plan.interrupted} submissions left: going on.")
        if sys.stderr.isatty():
            self._bar = tqdm(total=plan.students, unit="submission", file=sys.stderr, dynamic_ncols=True)

    def settled(self, outcome: Outcome) -> None:
        """Show one outcome."""
        self._count += 1
        self._say(f"{self._count:4}  {outcome.student}: {outcome.status} {outcome.mark}")
        if self._bar is not None:
            self._bar.update()

    def _say(self, line: str) -> None:
        tqdm.write(line, file=sys.stderr)


class Events:
    """One JSON object in each line of standard output."""

    def __init__(self, assignment: str) -> None:
        self._assignment = assignment
        self._statuses: dict[str, int] = {}

    def finished(self) -> None:
        """Print how many ended how."""
        self._print("finished", statuses=self._statuses)

    def close(self) -> None:
        """Nothing: a grading that was stopped has no last event."""

    def started(self, plan: Plan) -> None:
        """Print how much there is to do."""
        self._print("started", students=plan.students, left=plan.left, interrupted=plan.interrupted)

    def settled(self, outcome: Outcome) -> None:
        """Print one outcome."""
        self._statuses[outcome.status] = self._statuses.get(outcome.status, 0) + 1
        found = {name: getattr(outcome, name) for name in ("student", "status", "points", "of", "before", "message", "note")}
        self._print("settled", **found)

    def _print(self, event: str, **facts: object) -> None:
        print(json.dumps({"event": event, "assignment": self._assignment} | facts), flush=True)
