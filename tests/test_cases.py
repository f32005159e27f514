"""The catalogue: every case reads well, and a fifth of them is run here; `make cases` runs them all."""

import json

import pytest
from cases.catalogue import Case, all_cases, fifth
from cases.exercises import canary_report, known, right_answers
from cases.lanes import run_all
from cases.outcome import Outcome, points_off
from cases.places import GROUPS
from cases.table import as_text

from autograder.report import from_json

CASES = all_cases()


def test_every_group_has_cases() -> None:
    assert {case.group for case in CASES} == set(GROUPS)
    assert {case.group for case in fifth(CASES)} == set(GROUPS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_recorded_report_agrees_with_the_author(case: Case) -> None:
    recorded = case.golden.read_text()
    if case.of_a_class:
        assert json.loads(recorded)["marks"] == case.points
    else:
        assert points_off(from_json(recorded), case.points) == (0, 0)
        assert {task.id for task in known(case.unit).exercise.tasks} == set(case.points)


@pytest.mark.parametrize("unit", sorted({case.unit for case in CASES}))
def test_the_canary_is_a_right_submission(unit: str) -> None:
    report = from_json(canary_report(unit).read_text())
    assert {task.id for task in report.tasks if task.points == task.of} == right_answers(unit).keys()


@pytest.mark.slow
def test_a_fifth_of_the_catalogue_is_graded_as_it_must() -> None:
    outcomes = list(run_all(fifth(CASES)))
    assert [outcome for outcome in outcomes if not outcome.good] == [], as_text(outcomes)


def test_the_table_counts_what_is_wrong() -> None:
    outcomes = [Outcome("T/one", given=2), Outcome("T/two", left=("a file",)), Outcome("V/three", withheld=1, disturbed="x")]
    assert [line.split()[-7:] for line in as_text(outcomes).splitlines()[1:]] == [
        ["2", "2", "0", "0", "0", "0", "1"],
        ["1", "0", "1", "1", "0", "0", "0"],
        ["3", "2", "1", "1", "0", "0", "1"],
    ]
