# %% [markdown]
# # Three small tasks whose right answers are written by hand, byte for byte as Spark would save them
#
# Cases that forge what is sent need no Spark on the learner's side, so none starts there; the judge's Spark reads all of it.

# %% given="setup"
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from autograder.boundary.arrow import write_table
from autograder.boundary.frames import Message

try:
    main = type(get_ipython()).enable_gui.__globals__  # where the learner's process looks for `encode`
except NameError:  # the judge sends nothing
    main = {"encode": None}
encode = main["encode"]
main["encode"] = lambda value: value if isinstance(value, Message) else encode(value)

ML = "org.apache.spark.ml"


def saved(name, uid, **params):
    """The metadata of a stage, as Spark saves them."""
    about = {"class": f"{ML}.{name}", "timestamp": 0, "sparkVersion": "4.3.0", "uid": uid, "paramMap": params, "defaultParamMap": {}}
    return json.dumps(about).encode()


def table(columns, fields):
    """A Parquet file of one row with Spark's own types beside it."""
    types = json.dumps({"type": "struct", "fields": fields})
    rows = pa.table({name: pa.array([value], kind) for name, (value, kind) in columns.items()})
    out = io.BytesIO()
    pq.write_table(rows.replace_schema_metadata({"org.apache.spark.sql.parquet.row.metadata": types}), out)
    return out.getvalue()


def field(name, kind):
    return {"name": name, "type": kind, "nullable": True, "metadata": {}}


def several(kind):
    return {"type": "array", "elementType": kind, "containsNull": False}


TOKENIZER = f"{ML}.feature.Tokenizer".encode()
MODEL = f"{ML}.regression.LinearRegressionModel".encode()
PARTS = {"type": "byte", "size": "integer", "indices": several("integer"), "values": several("double")}
VECTOR = {
    "type": "udt",
    "class": f"{ML}.linalg.VectorUDT",
    "pyClass": "pyspark.ml.linalg.VectorUDT",
    "sqlType": {"type": "struct", "fields": [field(*part) for part in PARTS.items()]},
}
VECTOR_KIND = pa.struct({"type": pa.int8(), "size": pa.int32(), "indices": pa.list_(pa.int32()), "values": pa.list_(pa.float64())})
TWO_X = {"type": 1, "size": None, "indices": None, "values": [2.0]}
WORDS = {  # a pipeline of one tokenizer
    "metadata/part-00000": saved("Pipeline", "words", stageUids=["Tokenizer_1"]),
    "stages/0_Tokenizer_1/metadata/part-00000": saved("feature.Tokenizer", "Tokenizer_1", inputCol="text", outputCol="words"),
}
LINE = {  # a fitted pipeline: 2x + 1
    "metadata/part-00000": saved("PipelineModel", "line", stageUids=["VectorAssembler_1", "LinearRegression_2"]),
    "stages/0_VectorAssembler_1/metadata/part-00000": saved(
        "feature.VectorAssembler", "VectorAssembler_1", inputCols=["x"], outputCol="features"
    ),
    "stages/1_LinearRegression_2/metadata/part-00000": saved("regression.LinearRegressionModel", "LinearRegression_2"),
    "stages/1_LinearRegression_2/data/part-00000.parquet": table(
        {"intercept": (1.0, pa.float64()), "coefficients": (TWO_X, VECTOR_KIND), "scale": (1.0, pa.float64())},
        [field("intercept", "double"), field("coefficients", VECTOR), field("scale", "double")],
    ),
}


def stage(files):
    """The message that brings a saved stage."""
    return Message({"stage": {name: place for place, name in enumerate(files)}}, list(files.values()))


def frame(types):
    """The message that brings a frame of a word and its size, with these types beside it."""
    rows = pa.table({"word": ["one", "three"], "size": [3.0, 5.0]})
    return Message({"spark": [types, 0]}, [write_table(rows)])

# %% [markdown] task="words"
# ## Task 1 · words(): an unfitted Pipeline that takes text apart

# %% answer="words"
def words():
    ### BEGIN SOLUTION
    return stage(WORDS)
    ### END SOLUTION

# %% test="words" points=1
# It comes unfitted
from pyspark.ml import Pipeline

pipeline = words()
assert isinstance(pipeline, Pipeline), f"words returned {type(pipeline).__name__}; it should return an unfitted Pipeline"

# %% test="words" points=2 hidden=true
# Drawn words come back one by one
from pyspark.ml import Pipeline
from pyspark.sql import SparkSession

from course import drawn

spark = SparkSession.builder.getOrCreate()
drawn_words = [str(number) for number in drawn("words").integers(10, 99, 5)]
pipeline = words()
assert isinstance(pipeline, Pipeline), "this is no unfitted Pipeline"
rows = spark.createDataFrame([(" ".join(drawn_words),)], "text string")
found = pipeline.fit(rows).transform(rows).first()
assert found["words"] == drawn_words, "drawn words did not come back one by one"

# %% [markdown] task="line"
# ## Task 2 · line(): a fitted PipelineModel that predicts 2x + 1

# %% answer="line"
def line():
    ### BEGIN SOLUTION
    return stage(LINE)
    ### END SOLUTION

# %% test="line" points=1
# It comes fitted
from pyspark.ml import PipelineModel

model = line()
assert isinstance(model, PipelineModel), f"line returned {type(model).__name__}; it should return a PipelineModel"

# %% test="line" points=2 hidden=true
# Drawn numbers lie on the line
from pyspark.ml import PipelineModel
from pyspark.sql import SparkSession

from course import drawn

spark = SparkSession.builder.getOrCreate()
numbers = [float(number) for number in drawn("line").normal(0, 10, 5)]
model = line()
assert isinstance(model, PipelineModel), "this is no fitted PipelineModel"
found = model.transform(spark.createDataFrame([(number,) for number in numbers], "x double")).collect()
assert all(abs(row["prediction"] - 2 * row["x"] - 1) < 1e-6 for row in found), "drawn numbers do not lie on the line"

# %% [markdown] task="sizes"
# ## Task 3 · sizes(): a frame of two words and their sizes

# %% answer="sizes"
def sizes():
    ### BEGIN SOLUTION
    return frame(["string", "double"])
    ### END SOLUTION

# %% test="sizes" points=1
# It is a frame
from pyspark.sql import DataFrame

rows = sizes()
assert isinstance(rows, DataFrame), f"sizes returned {type(rows).__name__}; it should return a Spark DataFrame"

# %% test="sizes" points=2 hidden=true
# Each size is that of its word
found = {row["word"]: row["size"] for row in sizes().collect()}
assert found == {"one": 3.0, "three": 5.0}, "the frame does not hold the two words with their sizes"
