# %% [markdown]
# # Exercise · How does my Python meet Spark's rows?
#
# A model says how likely each flight is to be late. Your Python has to meet Spark's rows: with gaps that stay gaps, a model that
# is loaded once and not a thousand times, and answers that do not depend on how Spark cuts the rows into batches.
#
# **Six tasks, 20 points, about 40 minutes.** Objective: DEP-45.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work is
# graded. The tasks do not need each other, so you may take them in any order.

# %% given="setup"
import io
import re
import uuid
from collections.abc import Iterator
from contextlib import redirect_stdout

import numpy as np
import pandas as pd
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
flights = spark.read.parquet(dataset("flights")).where("month = 1 AND day = 1 AND hour < 7 AND distance > 500")
flights = flights.select("carrier", "flight", "hour", "distance", F.col("dep_delay").cast("double").alias("dep_delay"))
flights = flights.coalesce(1).orderBy("carrier", "flight").cache()
flights.show(4)

# %% given="machinery"
class Model:
    """A linear model that lives on the machine that loaded it; its serial number is new each time that somebody loads it."""

    def __init__(self, weights):
        self.weights, self.serial = dict(weights), uuid.uuid4().hex

    def __reduce__(self):
        raise TypeError("this model holds open files and cannot travel to a worker: load it there")

    def predict(self, rows):
        """A pandas frame with delay and serial, for a pandas frame with the columns that have weights."""
        delay = sum(weight * rows[name] for name, weight in self.weights.items())
        return pd.DataFrame({"delay": delay, "serial": self.serial})


def load_model(weights):
    """Load the model: slow, so do it rarely."""
    return Model(weights)


def in_batches(rows, size):
    """The rows in one partition, which Python gets in batches of at most `size` rows."""
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", size)
    return rows.coalesce(1)


def plan_of(frame):
    """What explain() prints for a frame, as text."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        frame.explain()
    return printed.getvalue()

# %% [markdown] task="gaps-stay-gaps"
# ## Task 1 · Gaps stay gaps
#
# **3 points · DEP-45**
#
# A model's scores are no probabilities yet. A calibration curve turns them into probabilities. It has a few corners, and between
# two corners it is a straight line: `np.interp` knows that, Spark does not.
#
# Write `calibrate(rows, corners)`.
#
# - **Takes** `rows`, a Spark frame with `score` (double, with gaps) and other columns; and `corners`, a list of pairs
#   `(score, probability)` of floats. The scores rise from pair to pair.
# - **Returns** all rows with all their columns, and two more. `probability` (double): the height of the curve at the score. Left
#   of the first corner it is the first probability, right of the last corner the last one. Tolerance: $10^{-9}$.
# - `percent` (**int**): the probability in percent, rounded to the nearest whole number.
# - Where `score` is NULL, both are NULL.
#
# Free: a pandas UDF or two, or another way that gives the same values.

# %% [markdown] hint="gaps-stay-gaps"
# A pandas UDF gets `score` as a Series of floats, and a gap in it is a `NaN`. Which NumPy and pandas functions let a `NaN` pass
# through, and which do not?

# %% [markdown] hint="gaps-stay-gaps"
# `np.interp(values, scores, probabilities)` keeps a `NaN`, and returns an array: put it into a Series. For the whole number use
# `round()`; `astype(int)` has no place for a gap, but the UDF's type `"int"` has.

# %% [markdown] hint="gaps-stay-gaps"
# Almost the line: `return pd.Series(np.interp(values, scores, probabilities))` in a function with
# `@F.pandas_udf("double")`, and `return (100 * probability).round()` in one with `@F.pandas_udf("int")`.

# %% answer="gaps-stay-gaps"
def calibrate(rows, corners):
    """Return the rows with probability (double) and percent (int) from a curve with these corners."""
    ### BEGIN SOLUTION
    scores, heights = zip(*corners)

    @F.pandas_udf("double")
    def on_the_curve(values: pd.Series) -> pd.Series:
        return pd.Series(np.interp(values, scores, heights))

    @F.pandas_udf("int")
    def in_percent(values: pd.Series) -> pd.Series:
        return (100 * values).round()

    return rows.withColumn("probability", on_the_curve("score")).withColumn("percent", in_percent("probability"))
    ### END SOLUTION

# %% test="gaps-stay-gaps" points=1
# Four scores, one of them a gap, and one right of the last corner
rows = spark.createDataFrame([("UA", 0.25), ("EV", None), ("DL", 0.9), ("AA", 0.56)], "carrier string, score double")
found = calibrate(rows, [(0.0, 0.0), (0.5, 0.2), (0.8, 0.5)])
assert isinstance(found, DataFrame), f"calibrate returned {type(found).__name__}; it should return a Spark frame"
types = dict(found.dtypes)
assert {*rows.columns, "probability", "percent"} <= set(types), (
    f"the columns are {found.columns}; carrier, score, probability and percent should be there"
)
assert (types["probability"], types["percent"]) == ("double", "int"), (
    f"probability is {types['probability']} and percent is {types['percent']}; they should be double and int"
)
found = found.toPandas().set_index("carrier")
assert len(found) == 4, f"4 rows went in, {len(found)} came out; a row with a gap stays"
assert found.loc["EV", ["probability", "percent"]].isna().all(), (
    "EV has no score, but it got a number; gaps should stay gaps, since nobody knows a probability without a score"
)
for carrier, probability, percent in (("UA", 0.1, 10), ("DL", 0.5, 50), ("AA", 0.26, 26)):
    seen = found.loc[carrier]
    assert abs(seen["probability"] - probability) < 1e-9, (
        f"{carrier} has the probability {seen['probability']:.4f}, {probability} was expected; draw the curve and look"
    )
    assert seen["percent"] == percent, f"{carrier} has {seen['percent']} percent, {percent} was expected; round to the nearest"

# %% test="gaps-stay-gaps" points=2 hidden=true
# Drawn scores and corners: gaps, both ends, and percents to round
from course import drawn

rng = drawn("a-calibration")
size = int(rng.integers(60, 80))
middle = int(rng.integers(1, 4))
places = [rng.uniform(0.1, 0.2), *np.sort(rng.uniform(0.25, 0.75, middle)), rng.uniform(0.8, 0.9)]
heights = [rng.uniform(0.02, 0.1), *np.sort(rng.uniform(0.2, 0.8, middle)), rng.uniform(0.9, 0.98)]
corners = [(float(place), float(height)) for place, height in zip(places, heights)]
scores = [None if rng.random() < 0.2 else float(value) for value in rng.random(size)]
scores[:3] = [None, 0.05, 0.95]
rows = spark.createDataFrame(list(enumerate(scores)), "id int, score double")
found = calibrate(rows, corners)
assert isinstance(found, DataFrame) and {"id", "score", "probability", "percent"} <= set(found.columns), (
    "calibrate should return a Spark frame with the columns of rows, probability and percent"
)
types = dict(found.dtypes)
assert (types["probability"], types["percent"]) == ("double", "int"), "probability should be double, and percent int"
found = found.toPandas()
assert sorted(found["id"]) == list(range(size)), f"{size} rows went in, {len(found)} came out; each should be there once"
found = found.set_index("id").loc[range(size)]
gap = np.array([value is None for value in scores])
filled = int(found.loc[gap, ["probability", "percent"]].notna().any(axis=1).sum())
assert filled == 0, f"{filled} of {gap.sum()} rows without a score got a number; gaps should stay gaps"
known = np.array([value for value in scores if value is not None])
expected = np.interp(known, *zip(*corners))
off = int((~np.isclose(found.loc[~gap, "probability"].astype(float), expected, rtol=0, atol=1e-9)).sum())
assert off == 0, f"{off} of {len(known)} probabilities do not lie on the curve; look between the corners and beyond both ends"
clear = np.abs(expected * 100 % 1 - 0.5) > 1e-6  # a half may go up or down
off = int((found.loc[~gap, "percent"].to_numpy(float) != np.round(100 * expected))[clear].sum())
assert off == 0, f"{off} of {len(known)} percents are not the nearest whole number; round, and do not cut off"

# %% [markdown] task="loads-once-per-partition"
# ## Task 2 · The model is loaded once per partition
#
# **4 points · DEP-45**
#
# `load_model(weights)` is slow (let us say so), and the model that it returns cannot travel: it has to be loaded by the Python
# process that uses it. Each loaded model has a new serial number, and writes it beside each of its predictions.
#
# Write `score(rows, weights, size)`. The first line is ready: it puts the rows into **one partition**, and sets the size of
# Python's batches to at most `size` rows.
#
# - **Takes** `rows`, a Spark frame with number columns without gaps; `weights`, a dict from some of its columns to floats; and
#   `size`.
# - **Returns** all rows with all their columns and with `delay` (double) and `serial` (string), both as
#   `load_model(weights).predict(batch)` gives them. Tolerance: $10^{-9}$.
# - Each call loads the model **once**, however many batches there are. So all rows of an answer have one serial number.
#
# Free: Series or frames in the UDF, and the way to the two columns.

# %% [markdown] hint="loads-once-per-partition"
# A function from Series to Series begins anew with each batch. Which kind of function stays alive from the first batch of a
# partition to the last one?

# %% [markdown] hint="loads-once-per-partition"
# The hints `batches: Iterator[pd.DataFrame]` and `-> Iterator[pd.DataFrame]` make an iterator UDF for a struct column. Its type
# is `"delay double, serial string"`. What stands before the loop is done once.

# %% [markdown] hint="loads-once-per-partition"
# Almost the line: `model = load_model(weights)`, then `for batch in batches: yield model.predict(batch)`; and
# `rows.withColumn("scored", scored(F.struct(*weights))).select("*", "scored.*").drop("scored")`.

# %% answer="loads-once-per-partition"
def score(rows, weights, size):
    """Return the rows with delay and serial of a model that is loaded once."""
    rows = in_batches(rows, size)  # ready: leave it as it is
    ### BEGIN SOLUTION

    @F.pandas_udf("delay double, serial string")
    def scored(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        model = load_model(weights)
        for batch in batches:
            yield model.predict(batch)

    return rows.withColumn("scored", scored(F.struct(*weights))).select("*", "scored.*").drop("scored")
    ### END SOLUTION

# %% test="loads-once-per-partition" points=1
# Real flights in batches of four
rows, weights = flights.select("flight", "hour", "distance").limit(18), {"hour": 1.5, "distance": -0.01}
found = score(rows, weights, 4)
assert isinstance(found, DataFrame), f"score returned {type(found).__name__}; it should return a Spark frame"
assert {"flight", "hour", "distance", "delay", "serial"} <= set(found.columns), (
    f"the columns are {found.columns}; those of rows, delay and serial should be there"
)
found = found.toPandas()
assert len(found) == 18, f"18 rows went in, {len(found)} came out; each batch needs an answer of its own length"
gap = (found["delay"] - 1.5 * found["hour"] + 0.01 * found["distance"]).abs().max()
assert gap < 1e-9, f"a delay is {gap:.3g} minutes away from 1.5 · hour - 0.01 · distance; are the columns in their places?"
loads = found["serial"].nunique()
assert loads == 1, (
    f"18 rows in batches of at most 4, and {loads} serial numbers: the model should be loaded once, before the loop"
)

# %% test="loads-once-per-partition" points=3 hidden=true
# Drawn rows, weights and sizes; the second model is another one
from course import drawn

rng = drawn("many-batches")
names = [f"x{letter}" for letter in rng.permutation(list("abcdef"))[:4]]
for turn in range(2):
    count, size = int(rng.integers(90, 140)), int(rng.integers(6, 12))
    weights = {name: float(rng.normal(0, 5)) for name in rng.permutation(names)[:3].tolist()}
    table = pd.DataFrame(rng.normal(10, 4, (count, 4)), columns=names).assign(id=range(count))
    found = score(spark.createDataFrame(table), weights, size)
    assert isinstance(found, DataFrame) and {"id", *names, "delay", "serial"} <= set(found.columns), (
        "score should return a Spark frame with the columns of rows, delay and serial"
    )
    found = found.toPandas()
    assert sorted(found["id"]) == list(range(count)), f"{count} rows went in, {len(found)} came out; each should be there once"
    expected = sum(weight * table[name] for name, weight in weights.items()).to_numpy()
    off = int((~np.isclose(found.set_index("id").loc[range(count), "delay"], expected, rtol=0, atol=1e-9)).sum())
    assert off == 0, (
        f"{off} of {count} delays differ from the weighted sum; look at the order of the columns, and at models of earlier calls"
    )
    loads, batches = found["serial"].nunique(), -(-count // size)
    assert found["serial"].notna().all(), "some rows have no serial number; take both columns from the model's answer"
    assert loads == 1, (
        f"{count} rows in {batches} batches, and {loads} serial numbers: the model should be loaded once, before the loop"
    )

# %% [markdown] task="score-is-a-struct"
# ## Task 3 · One call, two answers
#
# **4 points · DEP-45**
#
# A classifier has two answers, a probability and a decision. One call should give both, in a struct column.
#
# A packed model is a dict:
#
# ```python
# {"intercept": -1.2, "weights": {"hour": 0.1, "fare": 0.02, …}, "fill": {"hour": 13.0, "fare": 99.0, …}, "threshold": 0.3}
# ```
#
# Write `classify(rows, model)`.
#
# - **Takes** `rows`, a Spark frame with a column for each weight, maybe in another order, and more columns; and `model`. The
#   weighted columns are `int`, `double` or `decimal(9,2)`, with gaps.
# - A gap gets its value in `fill`. With $s$ = intercept + sum of weight times value, the probability is $1 / (1 + e^{-s})$, and a
#   flight is late if its probability is **at least** `threshold`.
# - **Returns** all rows with all their columns, unchanged (also their gaps), and `scored`, a
#   `struct<probability:double,late:boolean>`, in which nothing is NULL. Tolerance: $10^{-9}$.
#
# Free: the kind of UDF, or none at all.

# %% [markdown] hint="score-is-a-struct"
# `F.struct(…)` hands several columns to one UDF, which then gets a pandas frame with their names. What does a `decimal` become in
# pandas? Print `batch.dtypes` in the UDF, or look at the lesson's table of types.

# %% [markdown] hint="score-is-a-struct"
# `batch.astype("float64")` makes numbers of `Decimal` objects and `NaN` of gaps. Then `fillna(model["fill"])` fills by name. The
# UDF's type is `"probability double, late boolean"`, and it returns a pandas frame with these two columns.

# %% [markdown] hint="score-is-a-struct"
# Almost the line: `values = batch.astype("float64").fillna(model["fill"])`, then
# `probability = 1 / (1 + np.exp(-total))`, and `return pd.DataFrame({"probability": …, "late": probability >= …})`.

# %% answer="score-is-a-struct"
def classify(rows, model):
    """Return the rows with scored, a struct of probability (double) and late (boolean)."""
    ### BEGIN SOLUTION
    @F.pandas_udf("probability double, late boolean")
    def both(batch: pd.DataFrame) -> pd.DataFrame:
        values = batch.astype("float64").fillna(model["fill"])
        total = model["intercept"] + sum(weight * values[name] for name, weight in model["weights"].items())
        probability = 1 / (1 + np.exp(-total))
        return pd.DataFrame({"probability": probability, "late": probability >= model["threshold"]})

    return rows.withColumn("scored", both(F.struct(*model["weights"])))
    ### END SOLUTION

# %% test="score-is-a-struct" points=1
# Three flights: one complete, one without a fare, one that is late at this threshold only
from decimal import Decimal

model = {"intercept": -2.0, "weights": {"fare": 0.01, "hour": 0.1}, "fill": {"fare": 150.0, "hour": 12.0}, "threshold": 0.3}
flown = [(1, 2, Decimal("50.00")), (2, 20, None), (3, 7, Decimal("60.50"))]
found = classify(spark.createDataFrame(flown, "id int, hour int, fare decimal(9,2)"), model)
assert isinstance(found, DataFrame) and "scored" in found.columns, (
    "classify should return a Spark frame with the columns of rows and scored"
)
kind = dict(found.dtypes)["scored"]
assert kind == "struct<probability:double,late:boolean>", (
    f"scored is a {kind}; it should be a struct<probability:double,late:boolean>"
)
found = found.select("id", "hour", "fare", "scored.*").toPandas().set_index("id")
assert len(found) == 3, f"3 rows went in, {len(found)} came out; a row with a gap is scored, too"
for id, probability, late in ((1, 0.214165017, False), (2, 0.817574476, True), (3, 0.332921723, True)):
    seen = found.loc[id]
    assert abs(seen["probability"] - probability) < 1e-8, (
        f"flight {id} has the probability {seen['probability']:.6f}, {probability:.6f} was expected; "
        "look at the fill of each column, and at which weight meets which column"
    )
    assert seen["late"] == late, (
        f"flight {id} has the probability {probability:.3f} and late = {seen['late']}; the model's threshold is 0.3"
    )
gaps = int(found["fare"].isna().sum())
assert gaps == 1, f"{gaps} of 3 flights have no fare, one came without; fill a copy for the model, and leave the column as it is"

# %% test="score-is-a-struct" points=3 hidden=true
# Drawn models: three types of columns with gaps, which stay as they are, in any order, and another threshold
from decimal import Decimal

from course import drawn

rng = drawn("a-classifier")
size = int(rng.integers(50, 70))
names = [f"f{letter}" for letter in rng.permutation(list("uvwxyz"))[:3]]
kinds = dict(zip(names, ["int", "double", "decimal(9,2)"]))
values = {names[0]: rng.integers(0, 9, size).tolist(), names[1]: rng.normal(3, 2, size).tolist()}
values[names[2]] = [Decimal(int(cents)) / 100 for cents in rng.integers(100, 900, size)]
for name in names:
    values[name] = [None if rng.random() < 0.15 else value for value in values[name]]
values[names[0]][0] = values[names[1]][1] = values[names[2]][2] = None
model = {
    "intercept": float(rng.normal()),
    "weights": {name: float(rng.uniform(0.3, 1) * rng.choice([-1, 1])) for name in rng.permutation(names).tolist()},
    "fill": {name: float(rng.uniform(2, 7)) for name in rng.permutation(names).tolist()},
    "threshold": 0.0,
}
numbers = pd.DataFrame({name: pd.Series(values[name], dtype=object).astype("float64") for name in names})
total = model["intercept"] + sum(
    weight * numbers[name].fillna(model["fill"][name]) for name, weight in model["weights"].items()
)
expected = (1 / (1 + np.exp(-total))).to_numpy()
cut = max(np.sort(expected)[[size // 5, 4 * size // 5]], key=lambda probability: abs(probability - 0.5))
model["threshold"] = float(cut - 1e-7)  # far from 0.5, with many flights between
order = list(model["weights"])[::-1]
rows = spark.createDataFrame(
    list(zip(range(size), *(values[name] for name in order))), ", ".join(["id int", *(f"{name} {kinds[name]}" for name in order)])
)
found = classify(rows, model)
assert isinstance(found, DataFrame) and {"id", *names, "scored"} <= set(found.columns), (
    "classify should return a Spark frame with the columns of rows and scored"
)
assert dict(found.dtypes)["scored"] == "struct<probability:double,late:boolean>", (
    "scored should be a struct<probability:double,late:boolean>"
)
types = dict(found.dtypes)
other = sum(types[name] != kinds[name] for name in names)
assert other == 0, f"{other} of 3 weighted columns came back with another type; they should stay as they are"
nulls = found.select([F.count_if(F.col(name).isNull()).alias(name) for name in names]).first()
other = sum(nulls[name] != values[name].count(None) for name in names)
assert other == 0, f"{other} of 3 weighted columns have more or fewer NULLs than before; fill a copy for the model"
found = found.select("id", *names, "scored.*").toPandas()
assert sorted(found["id"]) == list(range(size)), f"{size} rows went in, {len(found)} came out; each should be there once"
found = found.set_index("id").loc[range(size)]
other = sum(not np.allclose(found[name].astype(float), numbers[name], rtol=0, atol=1e-9, equal_nan=True) for name in names)
assert other == 0, f"{other} of 3 weighted columns came back with other values; they should stay as they are, row by row"
empty = int(found[["probability", "late"]].isna().any(axis=1).sum())
assert empty == 0, f"{empty} of {size} rows have a NULL in scored; a gap in a column gets its value in fill"
gaps = numbers.isna().any(axis=1).to_numpy()
off = ~np.isclose(found["probability"], expected, rtol=0, atol=1e-9)
assert not off[~gaps].any(), (
    f"{off[~gaps].sum()} of {(~gaps).sum()} flights without a gap have another probability than the recomputed one; "
    "which weight meets which column?"
)
assert not off[gaps].any(), f"{off[gaps].sum()} of {gaps.sum()} flights with a gap have another probability; fill by name"
off = int((found["late"].to_numpy(bool) != (expected >= model["threshold"])).sum())
assert off == 0, f"{off} of {size} decisions differ from probability >= threshold; the threshold comes with the model"
zeros = {names[0]: 0, names[1]: 0.0, names[2]: Decimal("0.00")}
fields = ", ".join(["id int", *(f"{name} {kinds[name]}" for name in order)])
level = spark.createDataFrame([(0, *(zeros[name] for name in order))], fields)
late = classify(level, {**model, "intercept": 0.0, "threshold": 0.5}).select("scored.late").first()[0]  # its probability is 0.5
assert late is True, "a flight whose probability is exactly the threshold is not late; at least means that, or more"

# %% [markdown] task="batches-change-nothing"
# ## Task 4 · Batches change nothing
#
# **3 points · DEP-45**
#
# This is at work in production, and every morning somebody asks why yesterday's numbers changed:
#
# ```python
# @F.pandas_udf("double")
# def standardized(values: pd.Series) -> pd.Series:
#     return (values - values.mean()) / values.std()
# ```
#
# Write `standardize(train, rows, column, size)`, which gives each row the same number, whatever rows come with it. The first line
# is ready: it puts `rows` into one partition with batches of at most `size` rows.
#
# - **Takes** two Spark frames with a column of doubles named `column`, which may have gaps, and more columns; and `size`.
# - **Returns** `rows` with all columns, and `z` (double): (value − mean) / standard deviation. Mean and deviation (the
#   sample's, with $n - 1$) are those of the **training rows** without gaps. Tolerance: $10^{-9}$.
# - A gap in `rows` stays a gap (NULL). The training rows have two different values at least.

# %% [markdown] hint="batches-change-nothing"
# Inside the UDF, `values` is one batch. Nobody promises how large it is, and which rows it holds. Where could mean and deviation
# come from, so that they are the same for all batches?

# %% [markdown] hint="batches-change-nothing"
# `train.agg(F.avg(column), F.stddev(column)).first()` gives two numbers before anything is scored. A UDF may use them: what a
# function refers to travels with it. (And is a UDF needed at all?)

# %% [markdown] hint="batches-change-nothing"
# Almost the line: `mean, deviation = train.agg(F.avg(column), F.stddev(column)).first()`, and in the UDF
# `return (values - mean) / deviation`.

# %% answer="batches-change-nothing"
def standardize(train, rows, column, size):
    """Return the rows with z: the column, standardized with mean and deviation of the training rows."""
    rows = in_batches(rows, size)  # ready: leave it as it is
    ### BEGIN SOLUTION
    mean, deviation = train.agg(F.avg(column), F.stddev(column)).first()

    @F.pandas_udf("double")
    def standardized(values: pd.Series) -> pd.Series:
        return (values - mean) / deviation

    return rows.withColumn("z", standardized(column))
    ### END SOLUTION

# %% test="batches-change-nothing" points=1
# Five rows, in batches of two and in one batch
train = spark.createDataFrame([(10.0,), (20.0,), (None,), (30.0,)], "minutes double")
rows = spark.createDataFrame(list(enumerate([20.0, 35.0, None, 5.0, 40.0])), "id int, minutes double")
answers = {}
for size in (2, 100):
    found = standardize(train, rows, "minutes", size)
    assert isinstance(found, DataFrame) and {"id", "minutes", "z"} <= set(found.columns), (
        "standardize should return a Spark frame with the columns of rows and z"
    )
    answers[size] = found.toPandas().sort_values("id")["z"].tolist()
    assert len(answers[size]) == 5, f"5 rows went in, {len(answers[size])} came out; a row with a gap stays"
assert np.allclose(answers[2], answers[100], atol=1e-9, equal_nan=True), (
    f"with batches of 2 z is {np.round(answers[2], 3)}, in one batch {np.round(answers[100], 3)}: it depends on the batch"
)
assert np.allclose(answers[2], [0.0, 1.5, np.nan, -1.5, 2.0], atol=1e-9, equal_nan=True), (
    f"z is {np.round(answers[2], 3)}; with mean 20 and deviation 10 of the training rows it is 0, 1.5, a gap, -1.5 and 2"
)

# %% test="batches-change-nothing" points=2 hidden=true
# Drawn rows from another season than the training rows, in small batches, in one batch, and a single row
from course import drawn

rng = drawn("another-season")
column = f"c{rng.integers(1000)}"
center, spread, count = float(rng.uniform(20, 60)), float(rng.uniform(3, 9)), int(rng.integers(40, 60))
known = rng.normal(center, spread, 30)
values = rng.normal(center + 2 * spread, 2 * spread, count)
values[rng.permutation(count)[:6]] = np.nan
train = spark.createDataFrame([*((float(value),) for value in known), (None,)], f"{column} double")
expected = (values - known.mean()) / known.std(ddof=1)
whole = (values - np.nanmean(values)) / np.nanstd(values, ddof=1)
listed = [(number, None if np.isnan(value) else float(value)) for number, value in enumerate(values)]
one = next(number for number, value in listed if value is not None)
for part, size in ((listed, int(rng.integers(5, 9))), (listed, 1000), ([listed[one]], 10)):
    found = standardize(train, spark.createDataFrame(part, f"id int, {column} double"), column, size)
    assert isinstance(found, DataFrame) and {"id", column, "z"} <= set(found.columns), (
        "standardize should return a Spark frame with the columns of rows and z"
    )
    found = found.toPandas()
    ids = [number for number, _ in part]
    assert sorted(found["id"]) == ids, f"{len(part)} rows went in, {len(found)} came out; each should be there once"
    z = found.set_index("id").loc[ids, "z"].to_numpy(float)
    filled = int((~np.isnan(z) & np.isnan(values[ids])).sum())
    assert filled == 0, f"{filled} gaps became numbers; a gap should stay a gap"
    if len(part) > 1:
        assert not np.allclose(z, whole[ids], atol=1e-6, equal_nan=True), (
            "mean and deviation are those of the rows to be scored; a row's answer must not change with its company, "
            "so take them from the training rows"
        )
    off = int((~np.isclose(z, expected[ids], rtol=0, atol=1e-9, equal_nan=True)).sum())
    assert off == 0, (
        f"{off} of {len(part)} rows, in batches of at most {size}, have another z than mean and deviation of the training rows "
        "give; it depends on the batch or on its neighbours"
    )

# %% [markdown] task="python-is-seen-in-the-plan"
# ## Task 5 · Python is seen in the plan
#
# **3 points · DEP-45**
#
# A plan says where Spark leaves for Python, and how often it will call you there: once for each **row**, or once for each
# **batch**. `plan_of(frame)` gives you as many plans to try as you like.
#
# Write `python_steps(text)`.
#
# - **Takes** `text`, what `explain()` prints for a frame: the physical plan, one operator in each line.
# - **Returns** a dict with two keys. `"rows"`: how many operators call a function once for each row (an `int`). `"batches"`: how
#   many call a function with whole batches, such as Series or iterators of them (an `int`).
# - `BatchEvalPython` pickles rows and calls for each row. `ArrowEvalPython` ends with the **kind** of its functions: 101 is a
#   plain `udf` that Arrow brings its rows to, and it is still called for each row; 200 and 204 are pandas UDFs.
# - Columns and functions may have any name made of letters, digits and `_`.

# %% [markdown] hint="python-is-seen-in-the-plan"
# Print the plan of a plain `F.udf(…)`, of the same with `useArrow=False`, and of a pandas UDF. Which lines differ, and where?

# %% [markdown] hint="python-is-seen-in-the-plan"
# Before the operator's name a line has only tree marks such as `+-`, `:` and spaces, sometimes also `*(2)`. Strip them, and look
# at the first word. The kind is the number at the end of an `ArrowEvalPython` line.

# %% [markdown] hint="python-is-seen-in-the-plan"
# Almost the line: `operator = re.sub(r"^[\s:+*()\d-]*", "", line)`, then `operator.startswith("ArrowEvalPython ")` and
# `line.rstrip().endswith(", 101")`.

# %% answer="python-is-seen-in-the-plan"
def python_steps(text):
    """Return {"rows", "batches"}: the steps of a plan that call Python for each row, and for each batch."""
    ### BEGIN SOLUTION
    found = {"rows": 0, "batches": 0}
    for line in text.splitlines():
        operator = re.sub(r"^[\s:+*()\d-]*", "", line).rstrip()
        if operator.startswith("BatchEvalPython "):
            found["rows"] += 1
        elif operator.startswith("ArrowEvalPython "):
            found["rows" if operator.endswith(", 101") else "batches"] += 1
    return found
    ### END SOLUTION

# %% test="python-is-seen-in-the-plan" points=1
# Spark's own functions, a plain UDF, a pandas UDF, and one after the other
def in_km(miles):
    return miles * 1.609


def in_km_by_batch(miles: pd.Series) -> pd.Series:
    return miles * 1.609


plain, by_batch = F.udf(in_km, "double"), F.pandas_udf(in_km_by_batch, "double")
miles = spark.range(5).select(F.col("id").cast("double").alias("miles"))
plans = {
    "Spark's own functions": (miles.withColumn("km", F.col("miles") * 1.609), 0, 0),
    "a plain udf": (miles.withColumn("km", plain("miles")), 1, 0),
    "a pandas_udf": (miles.withColumn("km", by_batch("miles")), 0, 1),
    "a plain udf of a pandas_udf": (miles.withColumn("km", plain(by_batch("miles"))), 1, 1),
}
for name, (frame, rows, batches) in plans.items():
    found = python_steps(plan_of(frame))
    assert isinstance(found, dict) and set(found) == {"rows", "batches"}, (
        f'python_steps returned {type(found).__name__}; it should return a dict with the keys "rows" and "batches"'
    )
    assert found["rows"] == rows, (
        f"for {name} you find {found['rows']} steps that call for each row, but there are {rows}; "
        "the name of the operator is not enough, look at its kind"
    )
    assert found["batches"] == batches, (
        f"for {name} you find {found['batches']} steps that call for each batch, but there are {batches}"
    )

# %% test="python-is-seen-in-the-plan" points=2 hidden=true
# Drawn chains of all four kinds, with names that look like operators
from course import drawn


def of_a_row(value):
    return value + 1.0


def of_a_batch(values: pd.Series) -> pd.Series:
    return values + 1.0


def of_batches(batches: Iterator[pd.Series]) -> Iterator[pd.Series]:
    for values in batches:
        yield values + 1.0


kinds = {
    "pickled": F.udf(of_a_row, "double", useArrow=False),
    "arrow": F.udf(of_a_row, "double", useArrow=True),
    "pandas": F.pandas_udf(of_a_batch, "double"),
    "iterator": F.pandas_udf(of_batches, "double"),
}
rng = drawn("chains-of-functions")
chains = [list(kinds), ["iterator"], ["pickled", "arrow"]]
for _ in range(3):
    chain = []
    for _ in range(int(rng.integers(2, 5))):  # neighbours of one kind would share a step
        chain.append(str(rng.choice([kind for kind in kinds if kind != (chain or [""])[-1]])))
    chains.append(chain)
for chain in chains:
    names = [f"{name}{rng.integers(100)}_{number}" for number, name in enumerate(["x", *chain])]
    names[0] = str(rng.choice(["BatchEvalPython", "ArrowEvalPython"]))
    frame = spark.range(3).select(F.col("id").cast("double").alias(names[0]))
    for number, kind in enumerate(chain):
        frame = frame.withColumn(names[number + 1], kinds[kind](names[number]))
    found = python_steps(plan_of(frame))
    assert isinstance(found, dict) and set(found) == {"rows", "batches"}, (
        'python_steps should return a dict with the keys "rows" and "batches"'
    )
    rows = sum(kind in ("pickled", "arrow") for kind in chain)
    batches = len(chain) - rows
    assert found["batches"] == batches, (
        f"a drawn plan ({' after '.join(reversed(chain))}) has {batches} steps for batches, you find another number; "
        "the kinds 200 and 204 count, 101 does not, and names of columns are no operators"
    )
    assert found["rows"] == rows, (
        f"a drawn plan ({' after '.join(reversed(chain))}) has {rows} steps for rows, you find another number; "
        "names of columns are no operators"
    )

# %% [markdown] task="each-batch-has-its-answer"
# ## Task 6 · Each batch has its answer
#
# **3 points · DEP-45**
#
# The body of an iterator UDF is plain pandas: batches come in, and for each batch a Series of its length goes out. So it can be
# written and tested without Spark.
#
# A packed model is a dict:
#
# ```python
# {"intercept": 12.0, "per_mile": -0.01, "distance": 950.0, "carriers": {"UA": -3.0, "EV": 8.5, …}}
# ```
#
# Write `score_batches(batches, model)`.
#
# - **Takes** `batches`, a list of pandas frames with `carrier` (text) and `distance` (floats, with gaps) and more columns. A
#   batch may be empty, and its index may be anything.
# - The delay of a flight is `intercept` + `per_mile` times distance + the number of its carrier. An unknown carrier counts 0. A
#   gap in `distance` counts as the model's `distance`, the mean of the training rows.
# - **Returns** a list with **one pandas Series of floats for each batch**, in the order of the batches. The first number
#   belongs to the batch's first row, and so on: Spark reads by place. The index of the Series is free. Tolerance: $10^{-9}$.

# %% [markdown] hint="each-batch-has-its-answer"
# A loop over the batches, one Series for each. Which way to look a carrier up keeps every row, and in its place?

# %% [markdown] hint="each-batch-has-its-answer"
# `batch["carrier"].map(model["carriers"])` keeps length and order, and gives `NaN` for an unknown carrier. A `merge` may lose
# rows or change their order. `fillna(…)` closes the gaps, with numbers of the model, not of the batch.

# %% [markdown] hint="each-batch-has-its-answer"
# Almost the line: `distance = batch["distance"].fillna(model["distance"])`, then
# `effect = batch["carrier"].map(model["carriers"]).astype("float64").fillna(0.0)`, and add up.

# %% answer="each-batch-has-its-answer"
def score_batches(batches, model):
    """Return a list with a Series of delays for each batch, row by row."""
    ### BEGIN SOLUTION
    answers = []
    for batch in batches:
        distance = batch["distance"].fillna(model["distance"])
        effect = batch["carrier"].map(model["carriers"]).astype("float64").fillna(0.0)
        answers.append(model["intercept"] + model["per_mile"] * distance + effect)
    return answers
    ### END SOLUTION

# %% test="each-batch-has-its-answer" points=1
# Two batches of two and three flights, with a gap and a carrier that nobody knows
model = {"intercept": 10.0, "per_mile": -0.01, "distance": 900.0, "carriers": {"UA": -3.0, "EV": 8.0}}
first = pd.DataFrame({"carrier": ["UA", "EV"], "distance": [500.0, np.nan]}, index=[7, 3])
second = pd.DataFrame({"carrier": ["ZZ", "EV", "UA"], "distance": [1000.0, 200.0, 2000.0]})
found = score_batches([first, second], model)
assert isinstance(found, list) and all(isinstance(answer, pd.Series) for answer in found), (
    f"score_batches returned {type(found).__name__}; it should return a list of pandas Series"
)
assert [len(answer) for answer in found] == [2, 3], (
    f"batches of 2 and 3 rows went in, answers of {[len(answer) for answer in found]} rows came out; "
    "each batch needs an answer of its own length"
)
for number, (answer, expected) in enumerate(zip(found, ([2.0, 9.0], [0.0, 16.0, -13.0])), 1):
    assert np.allclose(answer.to_numpy(float), expected, atol=1e-9), (
        f"batch {number}: the delays are {answer.tolist()}, {expected} was expected; look at gaps, unknown carriers and the order"
    )

# %% test="each-batch-has-its-answer" points=2 hidden=true
# Drawn batches: an empty one, a single row, any index, gaps and unknown carriers
from course import drawn

rng = drawn("batches-of-flights")
carriers = [str(name) for name in rng.permutation(["AA", "B6", "DL", "EV", "MQ", "UA", "US", "WN"])]
model = {
    "intercept": float(rng.normal(10, 3)),
    "per_mile": float(rng.uniform(-0.02, -0.005)),
    "distance": float(rng.uniform(800, 1200)),
    "carriers": {name: float(rng.normal(0, 6)) for name in carriers[:6]},
}
lengths = [int(rng.integers(8, 15)), 0, 1, int(rng.integers(8, 15)), int(rng.integers(8, 15))]
batches, expected = [], []
for number, length in enumerate(lengths):
    batch = pd.DataFrame({
        "flight": rng.integers(1, 3000, length),
        "carrier": pd.Series([str(name) for name in rng.choice(carriers, length)], dtype=object),
        "distance": np.where(rng.random(length) < 0.25, np.nan, rng.uniform(200, 2500, length)),
    })
    if length > 1:
        batch.loc[0, "carrier"], batch.loc[1, "distance"], batch.loc[2, "carrier"] = carriers[7], np.nan, carriers[0]
    effect = np.array([model["carriers"].get(name, 0.0) for name in batch["carrier"]])
    distance = np.where(batch["distance"].isna(), model["distance"], batch["distance"])
    expected.append(model["intercept"] + model["per_mile"] * distance + effect)
    batches.append(batch.set_axis(rng.permutation(100)[:length] if number % 2 else batch.index))
found = score_batches([batch.copy() for batch in batches], model)
assert isinstance(found, list) and all(isinstance(answer, pd.Series) for answer in found), (
    "score_batches should return a list of pandas Series"
)
assert len(found) == len(batches), f"{len(batches)} batches went in, {len(found)} answers came out; an empty batch counts, too"
assert [len(answer) for answer in found] == lengths, (
    f"batches of {lengths} rows went in, and some answers have another length; each row needs its answer"
)
gaps = unknown = off = 0
for batch, answer, right in zip(batches, found, expected):
    missed = ~np.isclose(answer.to_numpy(float), right, rtol=0, atol=1e-9)
    empty, stranger = batch["distance"].isna().to_numpy(), ~batch["carrier"].isin(list(model["carriers"])).to_numpy()
    gaps += int((missed & empty & ~stranger).sum())
    unknown += int((missed & stranger & ~empty).sum())
    off += int((missed & ~empty & ~stranger).sum())
assert off == 0, f"{off} flights without a gap have another delay than the recomputed one; is each number in its row's place?"
assert gaps == 0, (
    f"{gaps} flights without a distance have another delay; the model's distance fills the gap, not the batch's mean"
)
assert unknown == 0, f"{unknown} flights of unknown carriers have another delay; an unknown carrier counts 0"
missed = sum(int((~np.isclose(answer.to_numpy(float), right, rtol=0, atol=1e-9)).sum()) for answer, right in zip(found, expected))
assert missed == 0, f"{missed} flights with a gap and an unknown carrier have another delay"
