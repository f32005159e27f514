"""`python -m cases.lane`: a judge's process that takes names of cases as lines and answers with outcomes as lines."""

import functools
import os
import sys
import tempfile
from pathlib import Path

from autograder.judge import prepare_quick_start
from autograder.sandbox import Isolation, find_isolation
from cases.catalogue import Case, read_case
from cases.classes import prepare
from cases.leftovers import adopt_orphans
from cases.outcome import Outcome
from cases.running import drawn_values, run_case, run_class_case
from cases.traps import Traps


def main(write: bool) -> None:
    """Run each case that is named until no more are."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not stand among the outcomes
    adopt_orphans()
    prepare_quick_start()
    isolation = find_isolation()
    with tempfile.TemporaryDirectory(prefix="cases-") as folder:
        place = Path(folder)
        traps = Traps(place)
        (place / "tmp").mkdir()
        tempfile.tempdir = str(place / "tmp")
        for line in sys.stdin:
            outcome = _outcome(read_case(Path(line.rstrip("\n"))), isolation, traps, write)
            answers.write(outcome.to_json() + "\n")
            answers.flush()


def _outcome(case: Case, isolation: Isolation, traps: Traps, write: bool) -> Outcome:
    try:
        _warm_up(case.unit, case.of_a_class, isolation)
        run = run_class_case if case.of_a_class else run_case
        return run(case, isolation, traps, write)
    except Exception as error:
        return Outcome(case.name, unexpected=f"{type(error).__name__}: {error}")


@functools.cache
def _warm_up(unit: str, of_a_class: bool, isolation: Isolation) -> None:
    """Make what is made once for all cases of a kind, so that none of them seems to leave it behind."""
    if of_a_class:
        prepare()
    else:
        drawn_values(unit, isolation)


if __name__ == "__main__":
    main(write="--write" in sys.argv)
