"""Every claim about a unit holds: its reference solution, its answers of both kinds, the proofs of its questions.

A seventh of the units each day, all of them within a week; `make test-all` takes all at once.
"""

import datetime
import subprocess
import sys

import pytest
from turns import DAYS, chosen, due

from autograder.layout import Unit, unit_named, units

pytestmark = [pytest.mark.slow, pytest.mark.timeout(5400)]  # the first test waits for all units: about a minute each


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "unit" in metafunc.fixturenames:
        metafunc.parametrize("unit", chosen(metafunc.config), ids=lambda unit: unit.name)


@pytest.fixture(scope="module")
def proved(request: pytest.FixtureRequest) -> list[str]:
    """What `answers` says of the chosen units: a line for each claim, all in two processes with one warm Spark each."""
    asked = [item.callspec.params["unit"] for item in request.session.items if "proved" in getattr(item, "fixturenames", ())]
    command = [sys.executable, "-m", "autograder", "answers", *(str(unit.folder) for unit in asked)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()


def test_within_a_week_every_unit_has_its_turn_once() -> None:
    begin = datetime.date(2026, 12, 30)
    days = [due(units(), begin + datetime.timedelta(days=day)) for day in range(DAYS)]
    assert sorted(unit for day in days for unit in day) == units()
    assert max(map(len, days)) - min(map(len, days)) <= 1


def test_every_claim_about_a_unit_holds(unit: Unit, proved: list[str]) -> None:
    said = [line for line in proved if f"{unit.name}: " in line]
    assert not [line for line in said if not line.startswith("✓")]
    assert len(said) >= claims(unit), proved[-5:]
    assert proved[-1].startswith("Every claim holds."), proved[-5:]


def claims(unit: Unit) -> int:
    """The fewest claims that are proved: the untouched release, the reference, and each answer in its folder."""
    return 2 + sum(1 for _ in unit.answers.rglob("*.py"))


def test_the_reference_is_proved_on_as_many_seeds_as_asked(request: pytest.FixtureRequest) -> None:
    asked, seeds = (units(), 6) if request.config.getoption("every_unit") else ([unit_named("hyperopt")], 3)
    command = [sys.executable, "-m", "autograder", "answers", *(str(unit.folder) for unit in asked), "--seeds", str(seeds)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    assert not [line for line in said[:-1] if not line.startswith("✓")]
    graded = sorted(line.removeprefix("✓ ").split(":")[0] + line.split(" on seed ")[1] for line in said[:-1])
    assert graded == sorted(f"{unit.name}{seed}" for unit in asked for seed in range(1, seeds + 1))
    assert said[-1].startswith("Every claim holds.")
