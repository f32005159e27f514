"""What crosses between judge and learner, and what is turned away."""

import datetime
import importlib
import io
import itertools
import json
import math
import os
import random
import re
from collections import deque
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.clustering import GaussianMixture
from pyspark.ml.feature import SQLTransformer, VectorAssembler
from pyspark.ml.linalg import Vectors
from pyspark.ml.regression import LinearRegression
from pyspark.sql import Row, SparkSession

from autograder.boundary.arrow import read_table, write_table
from autograder.boundary.frames import Closed, Late, Malformed, Message, receive, send
from autograder.boundary.spark import TooManyRows
from autograder.boundary.stage_files import ONLY_PARAMS, checked_files, java_class
from autograder.boundary.stages import read_stage, write_stage
from autograder.boundary.tables import SCHEMA, check_tables
from autograder.boundary.text import plain
from autograder.boundary.values import Function, Unsendable, decode, encode


def crossed(value: Any) -> Any:
    message = encode(value)
    return decode(Message(json.loads(json.dumps(message.header)), message.blobs))


@pytest.mark.parametrize(
    "value",
    [None, True, 0, 10**30, -1.5, math.inf, "é\n", [1, (2, 3)], {"a": [1], 2: None}, {1, 2}, datetime.date(2013, 1, 1),
     datetime.datetime(2013, 1, 1, 5, tzinfo=datetime.UTC), Row(a=1, b="x"), Vectors.dense([1, 2])],
)  # fmt: skip
def test_plain_values_cross_unchanged(value: Any) -> None:
    assert crossed(value) == value


def test_numpy_scalars_cross_as_numbers() -> None:
    assert crossed(np.float32(1.5)) == 1.5
    assert crossed(np.bool_(False)) is False
    assert math.isnan(crossed(np.float64("nan")))


def test_arrays_keep_shape_and_type() -> None:
    array = np.arange(6, dtype="int32").reshape(2, 3)
    assert np.array_equal(crossed(array), array)
    assert crossed(array).dtype == array.dtype


def test_pandas_frames_keep_index_and_columns() -> None:
    means = pd.DataFrame({"carrier": ["AA", "B6", "AA"], "late": [1.0, 2.0, None]}).groupby("carrier").mean()
    pd.testing.assert_frame_equal(crossed(means), means)
    pd.testing.assert_series_equal(crossed(pd.Series([1.0, 2.0])), pd.Series([1.0, 2.0], name="values"))


def test_pandas_frames_keep_a_column_whose_name_the_index_has_too() -> None:
    rows = pd.DataFrame({"carrier": ["AA", "B6"], "late": [1.0, 2.0]})
    for named in (rows.set_index("carrier", drop=False), rows.groupby("carrier")[["carrier", "late"]].apply(lambda group: group)):
        pd.testing.assert_frame_equal(crossed(named).reset_index(drop=True), rows)


def test_what_pandas_says_of_groups_and_gaps_crosses_as_plain_values() -> None:
    months = pd.Series(pd.to_datetime(["2012-05-03", "2012-06-01"])).dt.to_period("M")
    parts = pd.cut(pd.Series([1, 2]), [0, 1, 2])
    found = crossed(pd.DataFrame({"month": months, "part": parts, "kind": pd.Series(["a", None], dtype="category")}))
    assert found.to_numpy().tolist() == [["2012-05", "(0, 1]", "a"], ["2012-06", "(1, 2]", None]]
    assert crossed(parts.value_counts(sort=False)).index.tolist() == ["(0, 1]", "(1, 2]"]
    assert crossed([months.max(), pd.NA, pd.NaT]) == ["2012-06", None, None]
    assert crossed([months.unique(), pd.array([1, None]), deque([1])]) == [["2012-05", "2012-06"], [1, None], [1]]


def test_functions_stay_on_their_side() -> None:
    assert crossed(len) == Function()


def test_what_a_test_can_only_walk_over_crosses_as_a_list() -> None:
    assert crossed(range(3)) == [0, 1, 2]
    assert crossed({"a": 1}.keys()) == ["a"]
    assert crossed(number * 2 for number in (1, 2)) == [2, 4]
    with pytest.raises(Malformed):
        crossed(itertools.count())


def test_a_fraction_crosses_as_a_number() -> None:
    assert crossed(Fraction(1, 4)) == 0.25


def test_a_function_inside_another_value_does_not_cross() -> None:
    with pytest.raises(Unsendable):
        encode([len])
    with pytest.raises(Malformed):
        decode(Message({"list": [{"function": True}]}))


def test_an_object_of_another_kind_does_not_cross() -> None:
    with pytest.raises(Unsendable, match="object"):
        encode([object()])


def test_an_object_that_equals_everything_does_not_cross() -> None:
    class Agreeable:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    with pytest.raises(Unsendable, match="Agreeable"):
        encode({"rmse": Agreeable()})


@pytest.mark.parametrize(
    "header",
    [{"pickle": "x"}, {"list": 3}, {"dict": [[1]]}, {"array": ["object", [1], 0]}, {"array": ["float64", [10**9], 0]},
     {"array": ["float64", [1], 7]}, {"float": "1e999x"}, {"spark": [["bigint"], 0]}, {"pandas": ["frame", [], 0, 0]},
     {"stage": {"../x": 0}}, {"row": [["a"], []]}, {"a": 1, "b": 2}, {"date": "2013-13-01"}, {"stage": []}, [1]],
)  # fmt: skip
def test_a_broken_value_is_malformed(header: Any) -> None:
    with pytest.raises(Malformed):
        decode(Message(header, [b"\0" * 8]))


def test_random_bytes_are_malformed_and_nothing_else() -> None:
    choose = random.Random(7)
    good = write_table(pa.table({"x": [1.0, 2.0], "s": ["a", None]}))
    for _ in range(300):
        broken = bytearray(good)
        for _ in range(choose.randint(1, 6)):
            broken[choose.randrange(len(broken))] = choose.randrange(256)
        try:
            read_table(bytes(broken))
        except Malformed:
            continue


def test_a_compressed_stream_is_refused() -> None:
    sink = pa.BufferOutputStream()
    table = pa.table({"x": [0.0] * 100_000})
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    with pytest.raises(Malformed, match="compressed"):
        read_table(sink.getvalue().to_pybytes())


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["a", "b"]).dictionary_encode(),
        pa.array([1, 2], pa.duration("s")).view(pa.int64()).cast(pa.string()).cast(pa.string_view()),
    ],
)
def test_a_column_of_a_kind_off_the_list_is_refused(column: pa.Array) -> None:
    sink = pa.BufferOutputStream()
    table = pa.table({"x": column})
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    with pytest.raises(Malformed):
        read_table(sink.getvalue().to_pybytes())


def test_spark_frames_keep_types_and_values(spark: SparkSession) -> None:
    frame = spark.sql(
        "SELECT 1 AS a, 2L AS b, 1.5D AS c, 'x' AS d, DATE'2013-01-01' AS e, TIMESTAMP'2013-01-01 05:00:00' AS f, "
        "TIMESTAMP_NTZ'2013-01-01 05:00:00' AS g, array(1, 2) AS h, CAST(NULL AS DOUBLE) AS i, CAST(1.25 AS DECIMAL(5,2)) AS j"
    )
    again = crossed(frame)
    assert again.dtypes == frame.dtypes
    assert again.collect() == frame.collect()


def test_vector_columns_cross_as_vectors(spark: SparkSession) -> None:
    frame = VectorAssembler(inputCols=["id"], outputCol="features").transform(spark.range(3))
    again = crossed(frame)
    assert dict(again.dtypes)["features"] == "vector"
    assert sorted(again.collect()) == sorted(frame.collect())


def test_an_empty_frame_crosses_with_vectors_arrays_maps_and_structs(spark: SparkSession) -> None:
    frame = VectorAssembler(inputCols=["id"], outputCol="features").transform(spark.range(3))
    empty = frame.selectExpr("*", "array(id) AS h", "map('a', id) AS m", "named_struct('b', id) AS s").where("id > 5")
    again = crossed(empty)
    assert again.dtypes == empty.dtypes
    assert again.collect() == []


def test_a_frame_with_two_columns_of_one_name_crosses(spark: SparkSession) -> None:
    assert crossed(spark.sql("SELECT 1 AS a, 2 AS a")).columns == ["a", "a"]


def test_a_huge_frame_is_cut_off_instead_of_collected(spark: SparkSession) -> None:
    with pytest.raises(TooManyRows):
        encode(spark.range(10**12))


def test_a_frame_whose_types_lie_is_malformed(spark: SparkSession) -> None:
    message = encode(spark.range(3))
    message.header["spark"][0] = ["struct<a:bigint>"]
    with pytest.raises(Malformed):
        decode(message).collect()
    message.header["spark"][0] = ["udt<os.system>"]
    with pytest.raises(Malformed):
        decode(message)


def test_a_fitted_pipeline_crosses_by_value(spark: SparkSession) -> None:
    rows = spark.range(20).selectExpr("double(id) AS x", "2.0 * id + 1 AS y")
    stages = [VectorAssembler(inputCols=["x"], outputCol="features"), LinearRegression(labelCol="y")]
    model = Pipeline(stages=stages).fit(rows)
    again = crossed(model)
    assert isinstance(again, PipelineModel)
    assert again.stages[-1].coefficients[0] == pytest.approx(2)
    assert isinstance(crossed(Pipeline(stages=stages)), Pipeline)


@pytest.mark.parametrize("name", sorted(ONLY_PARAMS))
def test_a_stage_of_parameters_is_written_as_spark_would_and_read_as_spark_would(
    name: str,
    spark: SparkSession,  # noqa: ARG001
    tmp_path: Path,
) -> None:
    room, _, kind = name.rpartition(".")
    stage = getattr(importlib.import_module(room), kind)()
    if stage.hasParam("maxIter"):
        stage.set(stage.maxIter, 7)
    files = write_stage(stage)
    again = read_stage(files)
    assert (again.uid, values_of(again)) == (stage.uid, values_of(stage))
    for file, data in files.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(data)
    assert values_of(type(stage).load(str(tmp_path))) == values_of(stage)


def values_of(stage: Any) -> dict[str, Any]:
    """Each parameter as text, without the random ids in the names of default output columns."""
    return {param.name: re.sub(r"_[0-9a-f]{12}", "", str(value)) for param, value in stage.extractParamMap().items()}


def test_a_pipeline_within_a_pipeline_keeps_its_stages_and_can_be_read_by_spark(spark: SparkSession, tmp_path: Path) -> None:
    rows = spark.range(20).selectExpr("double(id) AS x", "2.0 * id + 1 AS y")
    inner = Pipeline(stages=[VectorAssembler(inputCols=["x"], outputCol="features")])
    model = Pipeline(stages=[inner, LinearRegression(labelCol="y")]).fit(rows)
    files = write_stage(model)
    again = read_stage(files)
    assert [type(stage) for stage in again.stages] == [type(stage) for stage in model.stages]
    assert again.transform(rows).collect() == model.transform(rows).collect()
    for file, data in files.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(data)
    assert PipelineModel.load(str(tmp_path)).transform(rows).collect() == model.transform(rows).collect()


@pytest.mark.parametrize("lost", ["stages/0", "stages/1"])
def test_a_pipeline_that_lacks_a_stage_is_malformed(lost: str, spark: SparkSession) -> None:  # noqa: ARG001
    files = write_stage(Pipeline(stages=[VectorAssembler(inputCols=["x"], outputCol="f"), LinearRegression()]))
    with pytest.raises(Malformed):
        read_stage({name: data for name, data in files.items() if not name.startswith(lost)})


def test_an_array_without_a_number_is_not_long_to_walk_over() -> None:
    with pytest.raises(Malformed, match="empty array"):
        decode(Message({"array": ["float64", [10**18, 0], 0]}, [b""]))


def test_a_stage_off_the_list_is_never_loaded(spark: SparkSession) -> None:  # noqa: ARG001
    files = write_stage(SQLTransformer(statement="SELECT reflect('java.lang.System', 'getenv') FROM __THIS__"))
    with pytest.raises(Malformed, match="not on the list"):
        read_stage(files)


LINALG = "org.apache.spark.ml.linalg"


def parquet(rows: int, of: Any = "double", twice: bool = False, **said: str) -> bytes:
    """A table with Spark's own types beside it, of which more or something twice may be said."""
    types = json.dumps({"type": "struct", "fields": [{"name": "x", "type": of, "nullable": True, "metadata": said}]})
    footer = {SCHEMA: types} | ({"more": SCHEMA} if twice else {})
    sink = io.BytesIO()
    columns = pa.table({"x": np.zeros(rows)}).replace_schema_metadata(footer)
    pq.write_table(columns, sink, compression="zstd", use_dictionary=rows == 6_000_000)
    return sink.getvalue()


TABLE = parquet(2)


def metadata(**changes: Any) -> bytes:
    said = {
        "class": "org.apache.spark.ml.regression.LinearRegression",
        "paramMap": {},
        "uid": "u",
        "timestamp": 0,
        "sparkVersion": "4.3.0",
    }
    return json.dumps(said | changes).encode()


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"metadata/part-00000": b"{"},
        {"metadata/part-00000": b"[" * 100_000},
        {"metadata/part-00000": metadata(**{"class": "javax.script.ScriptEngineManager"})},
        {"metadata/part-00000": metadata(paramMap={"language": "Python"})},
        {"metadata/part-00000": metadata(uid="../../tmp/u")},
        {"metadata/part-00000": metadata(uid="")},
        {"metadata/part-00000": metadata(), "stages/0/metadata/part-0": metadata(uid="..")},
        {"metadata/part-00000": metadata(), "../outside": b""},
        {"metadata/part-00000": metadata(), "/etc/passwd": b""},
        {"metadata/part-00000": metadata(), "data/part-0.parquet": b"PAR1"},
        {"metadata/part-00000": metadata(), "data/part-0": b""},
        {"metadata/part-00000": metadata(), "metadata/zz": metadata()},
        {"metadata/part-00000": metadata(), "metadata/part-00001": metadata()},
        {"metadata/part-00000": metadata(), "metadata/k=1/part-00000": metadata()},
        {"metadata/part-00000": metadata(), "metadata/more/part-0.parquet": TABLE},
        {"metadata/part-00000": metadata(), "metadata/part-0.parquet": TABLE},
        {"metadata/part-00000": metadata(), "Metadata/part-0.parquet": TABLE},
        {"metadata/part-00000": metadata(), "data/k=1/part-0.parquet": TABLE},
        {"metadata/part-00000": metadata(), "data/part-0.parquet": parquet(2, EXISTS_DEFAULT="1D + 41D")},
        {"metadata/part-00000": metadata(), "data/part-0.parquet": parquet(2, of={"type": "udt", "class": "java.util.Timer", "sqlType": "double"})},
        {"metadata/part-00000": metadata(), "data/part-0.parquet": parquet(2, of={"type": "udt", "class": f"{LINALG}.VectorUDT", "pyClass": "this.X", "sqlType": "double"})},
        {"metadata/part-00000": metadata(), "data/part-0.parquet": parquet(2, twice=True)},
        {"metadata/part-00000": metadata(), "data/part-0.parquet": parquet(6_000_000)},
        {"metadata/part-00000": metadata(paramMap={"numFolds": 10**8})},
        {"metadata/part-00000": metadata(paramMap={"numFolds": "many"})},
        {"metadata/part-00000": metadata(), "part-0.parquet": TABLE, "part-0.parquet/part-1.parquet": TABLE},
        {"metadata/part-00000": metadata(), f"data/part-{'0' * 300}.parquet": TABLE},
        {"metadata/part-00000": metadata(), "inner/metadata/part-0": metadata(paramMap={"stageUids": ["a", "a/../../../tmp"]})},
        {"metadata/part-00000": metadata(paramMap={"estimatorParamMaps": [[{"value": '"file:/tmp"', "isJson": "false"}]]})},
        {"metadata/part-00000": metadata(paramMap={"estimatorParamMaps": [[{"value": "/tmp", "isJson": False}]]})},
        {"metadata/part-00000": metadata(**{"class": ["org.apache.spark.ml.feature.Tokenizer"]})},
        {"metadata/part-00000": metadata()} | {f"stages/{number}/metadata/part-0": metadata() for number in range(600)},
    ],
)  # fmt: skip
def test_files_that_are_no_saved_stage_are_malformed(files: dict[str, bytes]) -> None:
    with pytest.raises(Malformed):
        checked_files(files)


def test_a_table_that_unpacks_to_too_much_is_malformed() -> None:
    with pytest.raises(Malformed, match="unpacks"):
        checked_files({"metadata/part-00000": metadata(), "data/part-0.parquet": parquet(20_000_000)})


def test_what_spark_reads_of_metadata_is_what_was_checked() -> None:
    twice = metadata().replace(b'"paramMap"', b'"class": "org.apache.spark.ml.feature.Tokenizer", "paramMap"')
    (name, data), *others = checked_files({"metadata/part-7.txt": b"\n\n" + twice + b" " * 9}).items()
    assert (name, others, data.count(b"class"), data.count(b"\n")) == ("metadata/part-00000", [], 1, 1)
    assert java_class({name: data}) == "org.apache.spark.ml.feature.Tokenizer"


def test_messages_survive_a_pipe_and_late_or_cut_ones_are_told_apart() -> None:
    reading, writing = os.pipe()
    send(writing, Message({"x": 1}, [b"ab"]))
    assert receive(reading) == Message({"x": 1}, [b"ab"])
    with pytest.raises(Late):
        receive(reading, deadline=0)
    os.write(writing, b"\0\0\0")
    os.close(writing)
    with pytest.raises(Closed):
        receive(reading)
    os.close(reading)


@pytest.mark.parametrize(
    "start", [b"\xff" * 8, b"\0" * 8, b"\0" * 7 + b"\1" + b"\xff" * 8, b"\0" * 7 + b"\1" + b"\0" * 7 + b"\1{"]
)
def test_a_message_that_claims_too_much_is_malformed(start: bytes) -> None:
    reading, writing = os.pipe()
    os.write(writing, start)
    os.close(writing)
    with pytest.raises(Malformed):
        receive(reading)
    os.close(reading)


def test_text_is_shown_without_control_characters() -> None:
    assert plain("\x1b[31mred\x1b[0m\n<b>\x07") == "red <b>\N{REPLACEMENT CHARACTER}"
    assert len(plain("x" * 10_000)) <= 600


def test_a_table_with_plain_types_is_no_odd_one() -> None:
    vector = {"type": "udt", "class": f"{LINALG}.VectorUDT", "pyClass": "pyspark.ml.linalg.VectorUDT", "sqlType": "double"}
    for table in (
        TABLE,
        parquet(2, of=vector),
        parquet(2, of={"type": "array", "elementType": "integer", "containsNull": False}),
    ):
        check_tables([table])
    with pytest.raises(Malformed, match="says something twice"):
        check_tables([parquet(2).replace(b'"nullable": true, "metadata": {}', b'"metadata": {}, "metadata": {}  ')])


def test_a_model_whose_tables_hold_matrices_crosses(spark: SparkSession) -> None:
    rows = spark.range(30).selectExpr("double(id % 7) AS x", "double(id % 2) * 9 AS z")
    rows = VectorAssembler(inputCols=["x", "z"], outputCol="features").transform(rows)
    model = GaussianMixture(k=2, seed=1).fit(rows)
    assert decode(encode(model)).transform(rows).collect() == model.transform(rows).collect()
