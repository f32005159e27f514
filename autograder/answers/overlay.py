"""Which units an overlay has tests for."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from autograder.build import read_overlay
from autograder.errors import AuthoringError
from autograder.layout import Unit, units


def overlaid(chosen: Sequence[Unit], overlay: Path, named: bool) -> list[Unit]:
    """The units with the tests that an overlay has for them: all that were `named`, or else those for which it has any."""
    strangers = read_overlay(overlay).strangers([unit.assignment for unit in [*chosen, *units()]])
    if strangers:
        raise AuthoringError(f"{overlay} names {strangers[0]!r}, which is no unit: name it as the unit's folder is called.")
    found = [replace(unit, overlay=overlay.resolve()) for unit in chosen]
    without = [unit for unit in found if not (unit.overlay_tests and unit.overlay_tests.is_file())]
    if without and (named or len(without) == len(found)):
        raise AuthoringError(f"{overlay} has no tests for {without[0].assignment}: write {without[0].overlay_tests}.")
    return [unit for unit in found if unit not in without]
