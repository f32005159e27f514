"""Spark frames as Arrow tables and back, with their Spark types beside them."""

import re
import sys
from typing import Any
from weakref import WeakKeyDictionary

import pyarrow as pa

from autograder.boundary.arrow import MAX_ROWS
from autograder.boundary.frames import Malformed

VECTOR = "vector"
_SIMPLE = (
    r"(?:boolean|tinyint|smallint|int|bigint|float|double|string|binary|date|timestamp|timestamp_ntz|void|"
    r"decimal\(\d{1,2},\d{1,2}\))"
)
TYPE = re.compile(
    rf"{_SIMPLE}|vector|(?:array<){{1,3}}{_SIMPLE}>{{1,3}}|map<string,{_SIMPLE}>|struct<(?:\w{{1,64}}:{_SIMPLE},?){{1,64}}>"
)


LOCAL_ROWS = 5_000  # more stay where they are; fewer are quicker to ask when they need no file


_tables: WeakKeyDictionary[Any, tuple[pa.Table, list[str]]] = WeakKeyDictionary()  # of the frames that were made of them


class TooManyRows(Exception):
    """A frame with more rows than may cross."""


def is_frame(value: Any) -> bool:
    """Whether a value is a Spark DataFrame."""
    sql = sys.modules.get("pyspark.sql")  # whoever holds a frame has imported it
    return sql is not None and isinstance(value, sql.DataFrame)


def local_copy(value: Any) -> Any:
    """A small frame with the same rows that reads no file, or the value itself where it is none or has more to it."""
    if not is_frame(value) or value.isStreaming or any(field.metadata for field in value.schema):
        return value
    types = [field.dataType.simpleString() for field in value.schema]
    if not all(TYPE.fullmatch(kind) for kind in types):
        return value
    table, _ = frame_to_table(value.limit(LOCAL_ROWS + 1))
    return table_to_frame(table, types) if table.num_rows <= LOCAL_ROWS else value


def frame_to_table(frame: Any) -> tuple[pa.Table, list[str]]:
    """The rows of a frame, vectors as arrays, and the Spark type of each column."""
    from pyspark.ml.functions import vector_to_array
    from pyspark.sql import functions as F

    if known := _tables.get(frame):
        return known
    types = [field.dataType.simpleString() for field in frame.schema]
    renamed = frame.toDF(*(f"c{number}" for number in range(len(types))))
    columns = [
        vector_to_array(F.col(name)).alias(name) if kind == VECTOR else F.col(name)
        for name, kind in zip(renamed.columns, types, strict=True)
    ]
    table = renamed.select(*columns).limit(MAX_ROWS + 1).toArrow()
    if table.num_rows > MAX_ROWS:
        raise TooManyRows(f"a frame of more than {MAX_ROWS:,} rows")
    return table.rename_columns(frame.columns), types


def table_to_frame(table: pa.Table, types: list[str]) -> Any:
    """A frame in this side's session; Malformed when a type is none that a frame may bring."""
    from pyspark.errors import PySparkException
    from pyspark.ml.functions import array_to_vector
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as F

    if len(types) != table.num_columns or not all(isinstance(kind, str) and TYPE.fullmatch(kind) for kind in types):
        raise Malformed("a frame whose types do not fit its columns")
    names = [f"c{number}" for number in range(len(types))]
    schema = ", ".join(f"{name} {'array<double>' if kind == VECTOR else kind}" for name, kind in zip(names, types, strict=True))
    if not table.num_rows:
        table = table.schema.empty_table()  # PySpark cannot convert a nested column without a single chunk
    try:
        frame = SparkSession.builder.getOrCreate().createDataFrame(table.rename_columns(names), schema=schema)
    except (pa.ArrowException, PySparkException) as error:
        raise Malformed("a frame whose rows do not fit its types") from error
    columns = [
        (array_to_vector(F.col(name)) if kind == VECTOR else F.col(name)).alias(column)
        for name, kind, column in zip(names, types, table.column_names, strict=True)
    ]
    made = frame.select(*columns)
    _tables[made] = table, types
    return made
