"""Make penguins.parquet: the size of 344 penguins near Palmer Station, Antarctica."""

import pyarrow as pa

from datasets.making import read_csv
from datasets.packages import PALMERPENGUINS, member

SCHEMA = pa.schema(
    {
        "species": pa.string(),
        "island": pa.string(),
        "bill_length_mm": pa.float64(),
        "bill_depth_mm": pa.float64(),
        "flipper_length_mm": pa.int32(),
        "body_mass_g": pa.int32(),
        "sex": pa.string(),
        "year": pa.int32(),
    }
)


def tables() -> dict[str, pa.Table]:
    """Return the simplified table of the package (it also has a raw one)."""
    return {"penguins": read_csv(member(PALMERPENGUINS, "palmerpenguins/data/penguins.csv"), SCHEMA)}
