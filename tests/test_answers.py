"""Every claim about every unit holds: its reference solution, its answers of both kinds, the proofs of its questions."""

import subprocess
import sys

import pytest

from autograder.layout import Unit, units

pytestmark = [pytest.mark.slow, pytest.mark.timeout(5400)]  # the first test waits for all units: about a minute each
UNITS = pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)


@pytest.fixture(scope="module")
def proved(request: pytest.FixtureRequest) -> list[str]:
    """What `answers` says of the chosen units: a line for each claim, all in two processes with one warm Spark each."""
    chosen = [item.callspec.params["unit"] for item in request.session.items if "proved" in getattr(item, "fixturenames", ())]
    command = [sys.executable, "-m", "autograder", "answers", *(str(unit.folder) for unit in chosen)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()


@UNITS
def test_every_claim_about_a_unit_holds(unit: Unit, proved: list[str]) -> None:
    said = [line for line in proved if f"{unit.name}: " in line]
    assert not [line for line in said if not line.startswith("✓")]
    assert len(said) >= claims(unit), proved[-5:]
    assert proved[-1].startswith("Every claim holds."), proved[-5:]


def claims(unit: Unit) -> int:
    """The fewest claims that are proved: the untouched release, the reference, and each answer in its folder."""
    return 2 + sum(1 for _ in unit.answers.rglob("*.py"))
