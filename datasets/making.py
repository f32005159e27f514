"""What the makers share: CSV in, columns of fixed types, Parquet out with the same bytes each time."""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

INSTANT = pa.timestamp("us", tz="UTC")


def read_csv(content: bytes, schema: pa.Schema, missing: str = "NA") -> pa.Table:
    """Read the bytes of a CSV file with a header line into a table of exactly the given columns and types."""
    convert = pyarrow.csv.ConvertOptions(
        column_types=schema,
        include_columns=schema.names,
        null_values=[missing, ""],
        strings_can_be_null=True,
    )
    return pyarrow.csv.read_csv(io.BytesIO(content), convert_options=convert).combine_chunks()


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table as one Parquet row group whose bytes depend on the rows and pyarrow's version only."""
    pyarrow.parquet.write_table(
        table.replace_schema_metadata(None),
        path,
        row_group_size=1 << 20,
        version="2.6",
        compression="zstd",
        compression_level=19,
        store_schema=False,  # else the footer carries pyarrow's own copy of the schema
    )
