"""The same for what a Spark session reads: frames and stages, with one session for all examples."""

import functools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.feature import Bucketizer, StandardScaler, StringIndexer, VectorAssembler
from pyspark.ml.pipeline import Pipeline
from pyspark.sql import SparkSession
from test_boundary_properties import Saying, bench, bytes_of, crossed, exercise, mutations

from autograder.boundary.frames import Message
from autograder.boundary.values import encode
from autograder.judge.tests import run_test
from autograder.report import Verdict

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("spark")]
VERDICTS = (Verdict.PASSED, Verdict.FAILED, Verdict.BAD_EVIDENCE, Verdict.RAISED)
letters = st.text(st.characters(codec="utf-8"), max_size=9)
rows = st.lists(
    st.tuples(st.integers(-(2**63), 2**63 - 1) | st.none(), st.floats(allow_nan=False) | st.none(), letters | st.none()),
    max_size=5,
)
SCHEMA = "n bigint, x double, s string"


@given(rows)
@settings(max_examples=15)
def test_frames_come_back_equal(found: list[Any]) -> None:
    frame = SparkSession.builder.getOrCreate().createDataFrame(found, SCHEMA)
    again = crossed(frame)
    assert again.dtypes == frame.dtypes
    assert [tuple(row) for row in again.collect()] == found


@given(
    st.integers(0, 500),
    st.floats(0, 1e6),
    letters.filter(bool),
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=5, unique=True),
)
@settings(max_examples=15)
def test_stages_come_back_with_their_parameters(rounds: int, penalty: float, column: str, splits: list[float]) -> None:
    stages = [
        Bucketizer(splits=sorted(splits), inputCol=column, outputCol="b"),
        LogisticRegression(maxIter=rounds, regParam=penalty),
    ]
    bucketizer, regression = crossed(Pipeline(stages=stages)).getStages()
    assert (bucketizer.getSplits(), bucketizer.getInputCol()) == (sorted(splits), column)
    assert (regression.getMaxIter(), regression.getRegParam()) == (rounds, penalty)


@functools.cache
def replies() -> dict[str, tuple[Any, list[bytes]]]:
    spark = SparkSession.builder.getOrCreate()
    frame = spark.createDataFrame([(1, 1.5, "a"), (2, 2.5, "b"), (3, None, None)], SCHEMA)
    assemble = VectorAssembler(inputCols=["n"], outputCol="v")
    model = Pipeline(
        stages=[StringIndexer(inputCol="s", outputCol="i"), assemble, StandardScaler(inputCol="v", outputCol="z")]
    ).fit(frame.dropna())
    return {name: (message.header, message.blobs) for name, message in (("frame", encode(frame)), ("model", encode(model)))}


@pytest.mark.parametrize(
    ("kind", "asks"),
    [("frame", "assert double(2).count() == 3, 'other rows'"), ("model", "assert double(2).stages[0].labels, 'no labels'")],
)
@given(data=st.data())
@settings(max_examples=60)
def test_a_changed_frame_or_stage_ends_in_a_verdict(kind: str, asks: str, data: st.DataObject) -> None:
    header, blobs = replies()[kind]
    at = data.draw(st.integers(0, len(blobs) - 1))
    changed = [*blobs[:at], data.draw(mutations(blobs[at])), *blobs[at + 1 :]]
    found = run_test(exercise(asks).tasks[0].tests[0], bench(), Saying(bytes_of(Message({"ok": header}, changed))), None)
    assert found.verdict in VERDICTS


@given(st.lists(st.sampled_from(("bigint", "double", "string", "array<double>", "vector", "struct<a:bigint>", "udt<os.system>", "map<string,void>",
                                 "decimal(99,99)", "interval day")), min_size=3, max_size=3))  # fmt: skip
@settings(max_examples=25)
def test_types_that_lie_end_in_a_verdict(types: list[str]) -> None:
    _, blobs = replies()["frame"]
    asks = "assert double(2).count() == 3, 'other rows'"
    found = run_test(
        exercise(asks).tasks[0].tests[0], bench(), Saying(bytes_of(Message({"ok": {"spark": [types, 0]}}, blobs))), None
    )
    assert found.verdict in VERDICTS
