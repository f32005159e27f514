"""One case and its canary, judged one after the other in this process."""

import functools
import json
import time
from dataclasses import replace
from pathlib import Path

from autograder.grading import grade_one
from autograder.grading.calibration import Calibration
from autograder.grading.standby import Standby
from autograder.report import Report, from_json, to_json
from autograder.sandbox import Isolation, Limits
from cases.catalogue import Case
from cases.classes import run_class
from cases.exercises import SEED, canary_report, known
from cases.leaks import hidden_lines, leaked, listening
from cases.leftovers import Watch
from cases.notebooks import canary, handed_in
from cases.outcome import Outcome, difference, points_off, verdicts_off
from cases.traps import Traps


def run_class_case(case: Case, isolation: Isolation, traps: Traps, write: bool) -> Outcome:
    """Do to a class what the case says, look at what is left, and grade the canary."""
    started = time.monotonic()
    watch = Watch()
    found = run_class(case)
    left = (*watch.left(), *traps.sprung())
    after = grade_canary(case.canary, isolation)
    if write:
        case.golden.write_text(found.to_json())
    marks = {student: found.marks.get(student, 0.0) - right for student, right in case.points.items()}
    return Outcome(
        case=case.name,
        given=sum(off for off in marks.values() if off > 0),
        withheld=-sum(off for off in marks.values() if off < 0),
        disturbed=_against(canary_report(case.canary).read_text(), after),
        leaked=found.leaked,
        unexpected=found.wrong or difference(found.to_json(), case.golden.read_text() if case.golden.is_file() else "nothing"),
        left=left,
        seconds=round(time.monotonic() - started, 1),
    )


def run_case(case: Case, isolation: Isolation, traps: Traps, write: bool) -> Outcome:
    """Grade a case, look at what it left, grade the canary, and compare; with `write`, record the reports first."""
    started = time.monotonic()
    unit = known(case.unit)
    drawn = drawn_values(case.unit, isolation)
    watch = Watch()
    report = _graded(case, isolation)
    left = (*watch.left(), *traps.sprung())
    after = grade_canary(case.canary, isolation)
    if write:
        _record(case, report, after)
    given, withheld = points_off(report, case.points)
    return Outcome(
        case=case.name,
        given=given,
        withheld=withheld,
        disturbed=_against(canary_report(case.canary).read_text(), after),
        leaked=tuple(leaked(report, {traps.token, *drawn, *hidden_lines(unit.exercise, unit.release)})),
        unexpected=_unexpected(case, report),
        left=left,
        seconds=round(time.monotonic() - started, 1),
    )


def grade_canary(unit: str, isolation: Isolation) -> Report:
    """The report of a right submission."""
    return grade_one(known(unit).exercise, canary(unit), SEED, isolation, Limits())


@functools.cache
def drawn_values(unit: str, isolation: Isolation) -> frozenset[str]:
    """What the hidden tests of a unit draw and expect when its canary is judged: the same for all its cases, as the seed is."""
    with listening(json.dumps(known(unit).release)) as drawn:
        grade_canary(unit, isolation)
    return frozenset(drawn)


def _graded(case: Case, isolation: Isolation) -> Report:
    limits = Limits(**case.limits)
    calibration = _calibration(isolation, limits)
    return grade_one(known(case.unit).exercise, handed_in(case), SEED, isolation, limits, calibration=calibration)


@functools.cache
def _calibration(isolation: Isolation, limits: Limits) -> Calibration:
    """One for all cases with the same limits, as a judge has one for its batch: each measures an exercise once."""
    return Calibration(Standby(isolation, limits), limits)


def _unexpected(case: Case, report: Report) -> str:
    said = verdicts_off(report, case.status, case.verdicts)
    if said or case.golden.is_file():
        return said or _against(case.golden.read_text(), report)
    return "there is no recorded report: run `make cases WRITE=1` and read it"


def _against(golden: str, report: Report) -> str:
    """The difference to a recorded report; the kind of sandbox is the host's own affair."""
    return difference(to_json(report), to_json(replace(from_json(golden), isolation=report.isolation)))


def _record(case: Case, report: Report, after: Report) -> None:
    _write(case.golden, report)
    target = canary_report(case.canary)
    if not target.is_file() or from_json(target.read_text()).exercise != after.exercise:  # never by what a case has disturbed
        _write(target, after)


def _write(path: Path, report: Report) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_json(report))
