# %% [markdown]
# # How does my Python meet Spark's rows?
#
# Your model is Python, and your rows are in Spark. Spark's own functions never leave Java. Yours have to: Spark starts a Python
# process beside each task, sends rows over, and takes the answers back. How many times does it call you? What do the rows look
# like when they arrive? And who loads the model?
#
# **Objectives** DEP-45 batch inference with pandas, here inside Spark. From the older outline: Arrow, scalar and iterator pandas
# UDFs.
# **Left out** `mlflow.pyfunc.spark_udf` and batches without Spark (module 02, *serving*), the pandas API on Spark (unit
# *pandas_api*), one model per group with `applyInPandas` (unit *grouped_models*).
# **Time** 35 minutes to read and run.
#
# Eight times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of January's flights to use

# %%
import logging
import re
import tempfile
from collections.abc import Iterator

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.errors import PythonException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

logging.disable()  # this lesson makes errors on purpose, and Spark logs each of them at length
spark = SparkSession.builder.getOrCreate()
flights = spark.read.parquet(dataset("flights")).where("month = 1")
flights = flights.sample(fraction=fraction, seed=seed) if fraction < 1 else flights
flights = flights.select("day", "hour", "carrier", "flight", "distance", "dep_delay", "arr_delay").coalesce(1)
flights = flights.sortWithinPartitions("day", "hour", "carrier", "flight").cache()  # (flights, 7), one partition
rows = flights.count()
flights.show(4)
print(f"{rows:,} flights")

# %% [markdown]
# ## Four ways to kilometres
#
# `F.udf` makes a column function of a Python function for **one value**. `F.pandas_udf` makes one of a function for a **pandas
# Series**. Both functions below count how often somebody calls them. `calls_of` writes a column to nowhere (`noop`), so all rows
# are worked out, and nothing else is done.
#
# **Predict before you run:** how many calls for each of the four ways?

# %%
calls = spark.sparkContext.accumulator(0)  # a number that all workers can add to


def in_km(miles):
    calls.add(1)
    return miles * 1.609


def in_km_by_batch(miles: pd.Series) -> pd.Series:
    calls.add(1)
    return miles * 1.609


def calls_of(column, table=flights):
    before = calls.value
    table.select(column).write.format("noop").mode("overwrite").save()
    return calls.value - before

# %%
by_batch = F.pandas_udf(in_km_by_batch, "double")
ways = {
    "Spark's own functions": F.col("distance") * 1.609,
    "udf": F.udf(in_km, "double")("distance"),
    "udf, useArrow=False": F.udf(in_km, "double", useArrow=False)("distance"),
    "pandas_udf": by_batch("distance"),
}
costs = {name: calls_of(way) for name, way in ways.items()}
print(pd.Series(costs, name="calls").map("{:,}".format).to_string())
assert list(costs.values()) == [0, rows, rows, -(-rows // 10_000)]  # the last one rounded up

spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 1_000)  # the default is 10,000
print(f"batches of 1,000, one partition: {calls_of(by_batch('distance'))} calls")
print(f"batches of 1,000, 8 partitions:  {calls_of(by_batch('distance'), flights.repartition(8))} calls")
assert calls_of(by_batch("distance")) == -(-rows // 1_000)

# %% [markdown]
# - Spark's own functions never call Python. **Nothing is cheaper than not going there.**
# - A plain `udf` is called once for **each row**, with Arrow or without.
# - A `pandas_udf` is called once for **each batch**. A batch is a piece of one partition, with at most
#   `spark.sql.execution.arrow.maxRecordsPerBatch` rows. You do not choose which rows, and the last batch is smaller. Each of
#   eight partitions has a last batch of its own, so 28 calls became 32.
#
# ## What travels: Arrow
#
# **Arrow** is a way to lay a table out in memory: column by column, the values of a column side by side, and one more bit for
# each value that says whether it is there. Java and Python can both read these bytes as they are. Rows, on the other hand, have
# to be packed one by one (*pickled*) and unpacked one by one.

# %%
sample = flights.limit(4).union(flights.where("dep_delay IS NULL").limit(1)).select("carrier", "distance", "dep_delay").toArrow()
values, places = pd.DataFrame(sample.to_pylist(), dtype=object), np.indices((5, 3))
figure, axes = plt.subplots(1, 2, figsize=(9, 2.6), layout="constrained")
for axis, colour, title in zip(axes, places, ("rows: five packages", "Arrow: three columns, each one block of memory")):
    axis.imshow(colour, cmap="Pastel1", vmin=0, vmax=8, aspect="auto")
    for (row, column), value in np.ndenumerate(values.to_numpy()):
        axis.text(column, row, "gap" if value is None else value, ha="center", va="center")
    axis.set(xticks=range(3), xticklabels=values.columns, yticks=[], title=title)
plt.show()

arrow = flights.select("carrier", "distance", "dep_delay").toArrow()
for name in arrow.column_names:
    column = arrow[name]
    print(f"{name:<10}{column.type!s:<8}{column.nbytes / len(column):.1f} bytes for a value, {column.null_count:,} gaps")

# %% [markdown]
# A carrier is two letters, and four bytes that say where they begin. The bits for gaps turn 4.0 bytes into 4.1; a column without gaps
# does without them.
#
# Since Spark 4.2 a plain `udf` travels by Arrow, too (since 3.5 you could ask for it with `useArrow=True`). That often makes
# the trip cheaper. It does not change how often you are called.
#
# ## What arrives in pandas
#
# Arrow knows gaps in whole numbers. The Series that you get may not. `seen` says what it sees: the dtype of the batch, and its
# last value.
#
# **Predict before you run:** what becomes of an `int`, of a `decimal`, and of a `boolean`, when **one row** of the batch has a
# gap?

# %%
@F.pandas_udf("string")
def seen(values: pd.Series) -> pd.Series:
    return pd.Series([f"{values.dtype}  {values.iloc[-1]}"] * len(values))


def arrivals(table):
    return table.select(*[seen(name).alias(name) for name in table.columns]).collect()[0].asDict()


full = spark.sql("""SELECT 1 AS whole, 2.5D AS real, 2.50 AS amount, true AS flag, 'UA' AS text, DATE '2013-01-01' AS day,
                    TIMESTAMP '2013-01-01 05:00:00' AS moment, array(1, 2) AS list""")
batch = full.union(full.select(*[F.lit(None).cast(kind) for _, kind in full.dtypes])).coalesce(1)
table = pd.DataFrame({"Spark": dict(full.dtypes), "no gap": arrivals(full), "the last one a gap": arrivals(batch)})
print(table.to_string())
assert table.loc["whole"].tolist() == ["int", "int32  1", "float64  nan"]

first = spark.read.parquet(dataset("flights")).orderBy("time_hour").limit(1).select("time_hour").coalesce(1)
for zone in ("America/New_York", "UTC"):  # the course's sessions run in UTC
    spark.conf.set("spark.sql.session.timeZone", zone)
    print(f"the first flight's time_hour, session in {zone:<17}", arrivals(first)["time_hour"])

# %% [markdown]
# - A whole number becomes a **float** as soon as its batch has a gap. Large ones (above $2^{53}$) lose digits that way.
# - A `decimal` is an object: a `Decimal` for each row. It does not multiply with a float; call `astype("float64")` first.
# - A `boolean` with a gap is an object, too. Text has `None` for a gap, and numbers have `NaN`.
# - A `timestamp` arrives without a zone, as the clock of the **session's** time zone shows it: the first flight's hour is 5 or
#   10.
#
# And on the way back? Spark puts your Series beside the rows **by place**, and wants the type that you declared.
#
# **Predict before you run:** which of these six functions fail? And where do the others put their values?

# %%
def outcome(function, kind):
    def hinted(ids: pd.Series) -> pd.Series:
        return function(ids)
    answer = spark.range(4).coalesce(1).select(F.pandas_udf(hinted, kind)("id"))
    try:
        return str([value for value, in answer.collect()])
    except PythonException as error:
        return "fails: " + re.findall(r"\w+Error: (.*)", str(error))[-1]


functions = {"fewer rows": (lambda ids: ids[ids > 1], "long"), "another order": (lambda ids: ids[::-1], "long"),
             "halves as long": (lambda ids: ids / 2, "long"), "numbers as string": (lambda ids: ids, "string"),
             "NaN as double": (lambda ids: ids.where(ids > 1), "double"),
             "NaN as long": (lambda ids: ids.where(ids > 1), "long")}  # fmt: skip
outcomes = {name: outcome(*how) for name, how in functions.items()}
print("\n".join(f"{name:<19}{text:.110}" for name, text in outcomes.items()))
assert [text.startswith("fails") for text in outcomes.values()] == [True, False, True, True, False, False]

# %% [markdown]
# - Another **length** fails, and that is good. Another **order** does not fail: the index is not read, and each number lands
#   beside another flight. Never sort, merge or filter in a UDF without putting every row back into its place.
# - A type that does not fit fails: halves are no `long`, and numbers are no text. `NaN` becomes NULL, in a `long` as well:
#   **gaps stay gaps**, if you let them.
#
# ## The hints say what kind it is
#
# Spark reads the type hints of your function, and they decide what one call gets:
#
# | from → to | the exam's words | one call gets |
# |---|---|---|
# | `pd.Series → pd.Series` | Series to Series (*scalar*) | one batch of a column |
# | `pd.DataFrame → pd.Series` or `pd.DataFrame` | the same, struct in, struct out | one batch of several columns |
# | `Iterator[pd.Series] → Iterator[pd.Series]` | Iterator of Series to Iterator of Series | all batches of a partition |
# | `Iterator[Tuple[pd.Series, …]] → Iterator[pd.Series]` | Iterator of multiple Series | the same, for several columns |
# | `pd.Series → float` | Series to scalar | a whole **group**, after `groupBy` |
#
# ## A batch is not the table
#
# This function subtracts "the mean delay". **Predict before you run:** which mean, if batches have 500, 5,000 or 100,000 rows?

# %%
@F.pandas_udf("double")
def against_the_mean(minutes: pd.Series) -> pd.Series:
    return minutes - minutes.mean()


axis, answers = plt.figure(figsize=(9, 3), layout="constrained").gca(), {}
for size, style in {500: "-", 5_000: "-", 100_000: "k--"}.items():
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", size)
    table = flights.select("arr_delay", against_the_mean("arr_delay").alias("rest")).toPandas()
    answers[size] = round(float(table["rest"].dropna().iloc[0]), 2)
    axis.plot((table["arr_delay"] - table["rest"]).ffill().bfill(), style, label=f"{size:,} rows")
axis.set(xlabel="flights, in the order of the calendar", ylabel="minutes subtracted")
axis.legend(title="batches of", loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()
print("the first flight's answer, by the size of the batch:", answers)
assert len(set(answers.values())) == 3

# %% [markdown]
# One flight, three answers, and no error. On another cluster, with other partitions, there would be a fourth. **A row's answer
# must not depend on its company.** Whatever a UDF needs to know of the table has to be worked out before: by Spark, on the
# training rows. What the function refers to travels with it.
#
# A **Series to scalar** function is another kind. After `groupBy` it does get the whole group in one piece, so its mean is a
# mean. (The whole group has to fit into the memory of one Python process.) Spark often has the same function already.

# %%
@F.pandas_udf("double")
def p90(minutes: pd.Series) -> float:
    return minutes.quantile(0.9)


ours = flights.groupBy("carrier").agg(p90("arr_delay").alias("p90"))
sparks = flights.groupBy("carrier").agg(F.percentile("arr_delay", 0.9).alias("Spark's percentile"))
table = ours.join(sparks, "carrier").toPandas().set_index("carrier").sort_values("p90")
print(table.dropna().tail(4).to_string())
assert np.allclose(table["p90"], table["Spark's percentile"], equal_nan=True)

mean = flights.agg(F.avg("arr_delay")).first()[0]  # once, before anything is scored


@F.pandas_udf("double")
def fixed(minutes: pd.Series) -> pd.Series:
    return minutes - mean


for size in (500, 100_000):
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", size)
    print(f"batches of {size:,}: {flights.select(fixed('arr_delay')).toPandas().dropna().iloc[0, 0]:.2f}")

# %% [markdown]
# ## A model meets the rows
#
# A model from scikit-learn says from hour and distance how likely a flight is to be late. MLflow saves it to a folder. A job that
# scores tonight's rows loads it from there.
#
# Below are two UDFs with the same result, a probability and a decision in one struct. `load` counts how often it is called.
#
# **Predict before you run:** the rows are in two partitions, and Python gets them in batches of 2,000. How many times does each
# of the two load the model?

# %%
import mlflow
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

features, known = ["hour", "distance"], flights.dropna().toPandas()
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(known[features], known["arr_delay"] > 15)
path, loads = f"{tempfile.mkdtemp()}/late", spark.sparkContext.accumulator(0)
mlflow.sklearn.save_model(model, path, pip_requirements=["scikit-learn"])


def load():
    loads.add(1)
    return mlflow.sklearn.load_model(path)

# %%
def answer(model, batch):
    p_late = model.predict_proba(batch)[:, 1]
    return pd.DataFrame({"p_late": p_late, "late": p_late >= 0.3})


def per_batch(batch: pd.DataFrame) -> pd.DataFrame:
    return answer(load(), batch)


def per_iterator(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    model = load()  # once for each partition
    for batch in batches:
        yield answer(model, batch)

# %%
spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 2_000)
halves, counts = flights.repartition(2).cache(), {}
for function in (per_batch, per_iterator):
    scorer, before = F.pandas_udf(function, "p_late double, late boolean"), loads.value
    scored = halves.withColumn("scored", scorer(F.struct(*features))).select("*", "scored.*").drop("scored").toPandas()
    counts[function.__name__] = loads.value - before
print(scored.sort_values(["day", "hour", "carrier", "flight"]).head(3).to_string(index=False))
print("loads:", counts)
held = halves.groupBy(F.spark_partition_id()).count().toPandas()["count"]
assert list(counts.values()) == [int(np.ceil(held / 2_000).sum()), len(held)]

assert len(scored) == rows and np.allclose(scored["p_late"], model.predict_proba(scored[features])[:, 1], atol=1e-12)
print(f"{len(scored):,} rows, each with the probability that the model gives it in pandas")

# %% [markdown]
# `F.struct("hour", "distance")` hands over a frame whose columns have names. `"scored.*"` takes the two answers apart again.
#
# The iterator loads once for **each partition**, and what stands before the loop stays alive for all batches. `yield` gives one
# answer for each batch. The answer of the model is the same in Spark and in pandas, as each row is scored by itself.
#
# A model that is small and can be pickled may also be loaded by the driver: the function refers to it, and it travels once for
# each task (`sparkContext.broadcast` sends it once to each executor). Load in the iterator when it is large, or cannot be
# pickled.
#
# **Predict before you run:** three rows in **eight** partitions. Five partitions are empty. How many loads now? The third
# function waits for its first batch.

# %%
def when_needed(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    model = None
    for batch in batches:
        model = model or load()
        yield answer(model, batch)


three = spark.range(0, 3, 1, 8).select((F.col("id") + 6).cast("int").alias("hour"), F.lit(500).alias("distance"))
counts = {}
for function in (per_batch, per_iterator, when_needed):
    before = loads.value
    calls_of(F.pandas_udf(function, "p_late double, late boolean")(F.struct(*features)), three)
    counts[function.__name__] = loads.value - before
print(pd.Series(counts, name="loads").to_string())
assert list(counts.values()) == [3, 8, 3]

# %% [markdown]
# An iterator is started for an empty partition, too. After a strict filter most partitions may be empty: make fewer of them first
# (`coalesce`), or load with the first batch.
#
# ## What Spark cannot see
#
# For Spark a UDF is a black box. It cannot hand your condition to the file reader, and it may call you more often than you wrote.
# `km` counts the **rows** it gets.
#
# **Predict before you run:** how many rows go to Python in each of the five lines? And which filter reaches the file?

# %%
import io
from contextlib import redirect_stdout


def plan(frame):  # what explain() prints, without ids and paths
    printed = io.StringIO()
    with redirect_stdout(printed):
        frame.explain()
    return re.sub(r"#\d+L?|Batched.*(?=PushedFilters)|, ReadSchema.*", "", printed.getvalue()).split("==\n")[1].strip()


@F.pandas_udf("double")
def km(miles: pd.Series) -> pd.Series:
    calls.add(len(miles))
    return miles * 1.609


quarter = spark.read.parquet(dataset("flights")).select("month", "day", "carrier", "distance", "arr_delay", "hour")
with_km, united = quarter.withColumn("km", km("distance")), F.col("carrier") == "UA"

# %%
questions = {
    "Spark's km > 1000": quarter.where(F.col("distance") * 1.609 > 1000),
    "carrier, then km": quarter.where(united).withColumn("km", km("distance")),
    "km, then carrier": with_km.where(united),
    "km, then carrier (*)": quarter.withColumn("km", km.asNondeterministic()("distance")).where(united),
    "km, then km > 1000": with_km.where("km > 1000"),
}
found = [(calls_of("*", frame), re.search(r"PushedFilters: (\[.*?\])", plan(frame))[1]) for frame in questions.values()]
table = pd.DataFrame(found, index=questions, columns=["rows to Python", "pushed to the file"])
print(table.to_string(formatters={"rows to Python": "{:,}".format}))
print("\n" + plan(questions["km, then km > 1000"]))
total, of_united, far = quarter.count(), quarter.where(united).count(), questions["Spark's km > 1000"].count()
assert [sent for sent, _ in found] == [0, of_united, of_united, total, total + far]

# %% [markdown]
# - Spark does the filter of the carrier first, even if you wrote it last. Not so in the line with (*): `asNondeterministic()`
#   says "each call may give another answer", as with random numbers, so Spark moves nothing past it.
# - In the last line it calls you **twice**: all rows for the condition, and the rows that are left once more for the column. It
#   assumes that your function is cheap and deterministic. If yours is neither, look at the plan; a `cache()` before the `where`
#   helps.
# - `ArrowEvalPython` is the step to Python. The number behind it is its kind: 101 a plain `udf`, 200 Series to Series, 204 an
#   iterator. `BatchEvalPython` is a plain `udf` whose rows are pickled.
#
# ## A condition does not protect you
#
# How does the delay at the end compare to the delay at the start? Nobody divides by zero, so we ask first.
#
# **Predict before you run:** which of the three lines fails?

# %%
def attempt(table, column):
    try:
        return f"{table.select(column.alias('x')).agg(F.count('x')).first()[0]:,} quotients"
    except PythonException as error:
        return "fails: " + re.findall(r"\w+Error: .*", str(error))[-1]


ratio = F.udf(lambda end, start: end / start, "double")("arr_delay", "dep_delay")
careful = F.udf(lambda end, start: end / start if start else None, "double")("arr_delay", "dep_delay")
complete = flights.dropna()
outcomes = {
    "when(start != 0, udf)": attempt(complete, F.when(F.col("dep_delay") != 0, ratio)),
    "where(start != 0), then udf": attempt(complete.where("dep_delay != 0"), ratio),
    "the udf asks itself": attempt(complete, careful),
}
print(pd.Series(outcomes).to_string())
assert [text.startswith("fails") for text in outcomes.values()] == [True, False, False]

# %% [markdown]
# All rows go to Python first, and `when` chooses afterwards. So the condition belongs **in the function**, or in a
# filter before it. (pandas would not have failed: a float divided by zero is `inf` there, and that is no better.)
#
# ## What to remember
#
# - First look for Spark's own function. Then a pandas UDF. A plain `udf` is called for each row, by Arrow or not.
# - One call gets one batch: a piece of a partition, at most `maxRecordsPerBatch` rows, 10,000 by default.
# - Same length, same order, declared type. `int` with a gap arrives as float, `decimal` as objects, `NaN` goes back as NULL.
# - A batch is not the table: work out means before, on the training rows.
# - Load the model in an **iterator** UDF, before the loop: once per partition and not once per batch.
# - A UDF hides from the optimizer, may be called twice for a row, and is called for rows that a `when` does not want.
#
# ## On Databricks (November 2026)
#
# - The code is the same. The exam and the documentation say *pandas UDF* or *vectorized UDF*, and name the kinds as the table
#   above does. Old texts write `PandasUDFType.SCALAR_ITER`; today the type hints say it.
# - Texts for the exam describe Spark 3, which pickled the rows of a plain `udf`. Today open-source Spark takes Arrow (since
#   4.2); the switch is `spark.sql.execution.pythonUDF.arrow.enabled`. Ask your runtime for its value.
# - `mlflow.pyfunc.spark_udf(spark, "models:/prod.air.late@champion", result_type="double")` makes such a UDF of a registered
#   model, and takes care of loading (unit *serving*).
# - Serverless and standard compute speak Spark Connect: pandas UDFs run there, `sparkContext` with its accumulators and
#   broadcasts does not, and serverless compute lets you change only a few of Spark's settings.
