"""Every number that a data card states about its rows and traps is measured here, and none is left over."""

import re
from collections.abc import Callable
from pathlib import Path

import card_facts
import card_models
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from card_facts import Facts
from threadpoolctl import threadpool_limits

import course

CARDS = Path(__file__).parent.parent / "datasets"
NUMBER = r"(-?\d{1,3}(?:,\d{3})+|-?\d+(?:\.\d+)?)"
TYPES = {
    pa.int32(): "int",
    pa.float64(): "double",
    pa.string(): "string",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "timestamp",
}
MEASURES: dict[str, list[Callable[[], Facts]]] = {
    "airlines": [card_facts.about_airlines],
    "bikes": [card_facts.about_bikes, card_models.bikes_models],
    "census": [card_facts.about_census, card_models.census_models],
    "flights": [card_facts.about_flights, card_models.flights_models],
    "penguins": [card_facts.about_penguins, card_models.penguins_models],
    "planes": [card_facts.about_planes],
    "weather": [card_facts.about_weather],
}
# Figures of models depend a little on the machine and much on the recipe: the card rounds them.
TOLERANCE = {"RMSE": 3.0, "schedule only": 0.015, "women about": 0.06, "still about": 0.05, "ARI": 0.01, "prefers": 0.01}


def prose(name: str) -> str:
    """Return what a card says about its rows, its lessons and its traps, as one line."""
    card = (CARDS / name / "CARD.md").read_text()
    sections = re.findall(r"^## (?:Rows|Teaches|Known traps)\n(.*?)(?=^## |\Z)", card, re.DOTALL | re.MULTILINE)
    assert len(sections) == 3
    return " ".join(" ".join(sections).split())


def pattern(phrase: str) -> str:
    """Turn a phrase with `{}` for each number into a regular expression."""
    return re.escape(phrase).replace(r"\{\}", NUMBER)


def is_close(claim: str, measured: float, tolerance: float) -> bool:
    """Tell whether a claimed number is the measured one, rounded to the digits that the claim has."""
    digits = len(claim.partition(".")[2])
    rounding = 0.5 * 0.1**digits + 1e-9
    return abs(float(claim.replace(",", "")) - float(measured)) <= max(tolerance, rounding)


@pytest.mark.parametrize("name", MEASURES)
def test_every_number_of_the_card_is_the_measured_one(name: str) -> None:
    text = prose(name)
    with threadpool_limits(1):  # the threads of scikit-learn only get in each other's way on such small data
        facts = [fact for measure in MEASURES[name] for fact in measure()]
    for phrase, measured in facts:
        found = re.search(pattern(phrase), text)
        assert found, f"the card of {name} does not say: {phrase}"
        tolerance = next((width for start, width in TOLERANCE.items() if start in phrase), 0.0)
        for claim, number in zip(found.groups(), measured, strict=True):
            assert is_close(claim, number, tolerance), f"{name}: {found[0]} – measured: {measured}"
        text = text.replace(found[0], "")
    assert re.findall(r"\S*\d\S*", re.sub(r"`[^`]*`", "", text)) == []


@pytest.mark.parametrize("name", MEASURES)
def test_the_table_of_columns_has_the_types_and_the_missing_values(name: str) -> None:
    files = [name, *(other for other, folder in course.FOLDERS.items() if folder == name and other != name)]
    tables = [pq.read_table(course.dataset(file)) for file in files]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| .+? \| ([\d,| ]+) \|$", (CARDS / name / "CARD.md").read_text(), re.MULTILINE)
    assert [row[0] for row in rows] == tables[0].column_names
    for column, kind, missing in rows:
        assert kind == TYPES[tables[0].schema.field(column).type], column
        assert [cell.strip() for cell in missing.split("|")] == [f"{table[column].null_count:,}" for table in tables], column
