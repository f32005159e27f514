"""Whose turn it is: of what takes long for each unit, `make test` does a seventh by the date, and `make test-all` all of it."""

import datetime

import pytest

from autograder.layout import Unit, units

DAYS = 7


def due(every: list[Unit], day: datetime.date) -> list[Unit]:
    """The units whose turn it is."""
    return every[day.toordinal() % DAYS :: DAYS]


def chosen(config: pytest.Config) -> list[Unit]:
    """The units of today, or all where `--every-unit` asks for them."""
    today = datetime.datetime.now(datetime.UTC).date()
    return units() if config.getoption("every_unit") else due(units(), today)
