"""The Parquet tables of a saved stage: Spark believes what a footer says of types, and evaluates SQL that stands there.

Only footers are read here; the rows are decoded by Spark's own reader, which no broken page can crash.
"""

import io
import json
import re
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from autograder.boundary.frames import Malformed

MAX_UNCOMPRESSED = 128 * 2**20  # bytes, over all tables of a stage
MAX_ROWS = 5_000_000  # a file of a few kilobytes can hold one number very many times
SCHEMA = b"org.apache.spark.sql.parquet.row.metadata"
TAIL = 8  # bytes after the footer: its length, and the magic word
SIMPLE = re.compile(r"boolean|byte|short|integer|long|float|double|string|binary|date|timestamp|decimal\(\d{1,2},\d{1,2}\)")
OWN_TYPES = {
    f"org.apache.spark.{room}.linalg.{name}": f"pyspark.{room}.linalg.{name}"
    for room in ("ml", "mllib")
    for name in ("VectorUDT", "MatrixUDT")
}


def check_tables(tables: list[bytes]) -> None:
    """Malformed where tables are too large, or none, or where a footer says more of a column than its plain type."""
    try:
        footers = [pq.ParquetFile(io.BytesIO(data)).metadata for data in tables]
        for data, footer in zip(tables, footers, strict=True):
            _check_schema(data, (footer.metadata or {}).get(SCHEMA))
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Malformed("a saved stage with a broken Parquet file") from error
    groups = [footer.row_group(number) for footer in footers for number in range(footer.num_row_groups)]
    size = sum(group.total_byte_size for group in groups)
    rows = sum(group.num_rows for group in groups)  # not the values of a column: PyArrow ends the process over broken ones
    if size > MAX_UNCOMPRESSED or rows > MAX_ROWS:
        raise Malformed(f"a saved stage that unpacks to {size:,} bytes, {rows:,} rows")


def _check_schema(data: bytes, schema: bytes | None) -> None:
    footer = data[-TAIL - int.from_bytes(data[-TAIL:-4], "little") :]
    if footer.count(SCHEMA) != (schema is not None):  # of two, Spark may take the other one
        raise Malformed("a saved stage with two schemas in one file")
    if schema is not None:
        _check_type(json.loads(schema, object_pairs_hook=_once))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise Malformed("a saved stage with a schema that says something twice")
    return said


def _check_type(said: Any) -> None:
    match said:
        case str() if SIMPLE.fullmatch(said):
            return None
        case {"type": "struct", "fields": list(fields), **others} if not others:
            for field in fields:
                _check_field(field)
            return None
        case {"type": "array", "elementType": element, "containsNull": bool(), **others} if not others:
            return _check_type(element)
        case {"type": "map", "keyType": key, "valueType": value, "valueContainsNull": bool(), **others} if not others:
            _check_type(key)
            return _check_type(value)
        case {"type": "udt", "class": str(java), "pyClass": str(python), "sqlType": inner, **others} if not others:
            if OWN_TYPES.get(java) == python:
                return _check_type(inner)
    raise Malformed("a saved stage with a column of an odd type")


def _check_field(field: Any) -> None:
    match field:
        case {"name": str(), "type": inner, "nullable": bool(), "metadata": {**metadata}, **others} if (
            not metadata and not others
        ):
            return _check_type(inner)
    raise Malformed("a saved stage with a column of which more is said than its type")
