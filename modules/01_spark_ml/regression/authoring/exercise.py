# %% [markdown]
# # Exercise · How late will a LaGuardia flight arrive?
#
# The lesson looked at one winter at three airports. You now get one whole year at **one** airport, and you build the parts that
# an honest forecast needs: a split that stays the same tomorrow, a pipeline that learns from its training rows alone,
# metrics you could defend, a baseline, a choice between models, and a log label that is undone before anybody reads the result.
#
# **Six tasks, 20 points, about 40 minutes.** Objectives: MD-30, MD-39, MD-40, MD-41, and the older outline's *split gotchas*.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free.
# Some tests are here to read. The others show only their title: they check the same promise on rows that are drawn when
# your work is graded. The tasks do not need each other, so you may take them in any order.

# %% given="setup"
from pyspark.ml import Pipeline
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
year = spark.read.parquet(dataset("flights_lga")).select(
    "month", "day", "carrier", "flight", "tailnum", "origin", "dest", "hour", "distance", "dep_delay", "arr_delay"
)
flights = year.where("day = 15")  # twelve days, one in each month: small, and it has seen every season
arrived = flights.dropna(subset=["arr_delay"])  # cancelled and diverted flights have no arrival delay
flights.orderBy("month", "hour", "carrier", "flight").show(5)

# %% [markdown] task="split-is-stable"
# ## Task 1 · The split is the same tomorrow
#
# **4 points · older outline: split gotchas**
#
# Tomorrow the same flights will come back in another order, in another number of partitions, with some rows gone and some
# delays corrected, and in another Python process, where Python's own `hash` of a text is another number. A flight that was in
# the test part today must not be in the training part tomorrow.
#
# Write `split_by_key(rows, key, test_share)`.
#
# - **Takes** `rows`, a Spark DataFrame; `key`, a list of column names; `test_share`, a number between 0 and 1.
# - **Returns** two Spark DataFrames, `(train, test)`, with the same columns as `rows`.
# - Each row of `rows` is in exactly one part. A key column may hold nulls, and such rows count too. A row that is there twice
#   counts twice.
# - The part of a row follows from the values of its key and from nothing else. So rows with the same key stay together.
# - When the key has thousands of different values, `test` holds `test_share` of the rows, give or take 0.05.
#
# How you turn a key into a part is free.

# %% [markdown] hint="split-is-stable"
# `randomSplit` draws one random number per row, partition by partition, from the first row to the last. You want a number
# that the row carries with it. Which part of the lesson made a number out of a row's own values?

# %% [markdown] hint="split-is-stable"
# `F.xxhash64` turns several columns into one integer, nulls included. The integer may be negative: `F.pmod` gives a remainder
# that never is. Keep the rows below a limit in one part, and all the others in the other part.

# %% [markdown] hint="split-is-stable"
# Almost the line: `bucket = F.pmod(F.xxhash64(*key), F.lit(1000))`, then one `where` with `bucket < 1000 * test_share`
# and one with `bucket >= 1000 * test_share`.

# %% answer="split-is-stable"
def split_by_key(rows, key, test_share):
    """Return (train, test): the part of a row depends on the values of its key columns alone."""
    ### BEGIN SOLUTION
    bucket = F.pmod(F.xxhash64(*key), F.lit(1000))
    limit = 1000 * test_share
    return rows.where(bucket >= limit), rows.where(bucket < limit)
    ### END SOLUTION

# %% test="split-is-stable" points=1
# Each flight of the sample is in exactly one part, and the test part has its share
key = ["month", "day", "carrier", "flight"]
parts = split_by_key(flights, key, 0.2)
assert isinstance(parts, (tuple, list)) and len(parts) == 2 and all(isinstance(part, DataFrame) for part in parts), (
    f"split_by_key returned {type(parts).__name__}; it should return two Spark DataFrames: (train, test)"
)
train, test = parts
assert all(sorted(part.columns) == sorted(flights.columns) for part in parts), (
    "the parts do not have the columns of the rows that went in; drop your helper column before you return"
)
in_train, in_test = ([tuple(row) for row in part.select(*key).collect()] for part in (train, test))
both = set(in_train) & set(in_test)
assert not both, f"{len(both)} flights are in both parts; the two conditions must exclude each other"
assert len(in_train) + len(in_test) == flights.count(), (
    f"{flights.count()} flights went in, {len(in_train) + len(in_test)} came out; "
    "look at the rows that neither condition keeps, or that both keep"
)
share = len(in_test) / (len(in_train) + len(in_test))
assert abs(share - 0.2) <= 0.05, (
    f"the test part holds {share:.0%} of the flights where 20% were asked for; is your remainder ever negative?"
)

# %% test="split-is-stable" points=2 hidden=true
# No flight changes sides when rows are shuffled, removed and corrected, and the share is the one that was asked for
from course import drawn

rng = drawn("rows-come-back")
key = ["month", "day", "carrier", "flight"]
share, other = float(rng.choice([0.02, 0.22])), float(rng.choice([0.28, 0.38]))
today = year.where(F.col("day") == int(rng.integers(1, 29)))
tomorrow = (
    today.sample(fraction=0.6, seed=int(rng.integers(1, 10**6)))
    .withColumn("arr_delay", F.col("arr_delay") + int(rng.integers(1, 9)))
    .orderBy(F.rand(seed=int(rng.integers(1, 10**6))))
    .repartition(int(rng.integers(3, 8)))
)
before = [{tuple(row) for row in part.select(*key).collect()} for part in split_by_key(today, key, share)]
after = [{tuple(row) for row in part.select(*key).collect()} for part in split_by_key(tomorrow, key, share)]
moved = len(after[0] & before[1]) + len(after[1] & before[0])
assert moved == 0, (
    f"{moved} flights changed sides when rows were shuffled, removed or corrected; the part must follow from the key alone"
)
assert len(after[0]) + len(after[1]) == tomorrow.count(), (
    f"{tomorrow.count()} flights went in, {len(after[0]) + len(after[1])} came out; each row belongs to exactly one part"
)
sizes = [part.count() for part in split_by_key(today, key, other)]
for asked, seen_share in ((share, len(before[1]) / (len(before[0]) + len(before[1]))), (other, sizes[1] / sum(sizes))):
    assert abs(seen_share - asked) <= 0.05, (
        f"the test part holds {seen_share:.0%} of the flights where {asked:.0%} were asked for; "
        "compare your limit with test_share, which may lie between two tenths"
    )

# %% test="split-is-stable" points=1 hidden=true
# All flights of one aircraft stay together, and none is lost: without a tail number, or there twice
from course import drawn

rng = drawn("aircraft-stay-together")
rows = year.where(F.col("day") == int(rng.integers(1, 29)))
gap = F.col("flight") % int(rng.integers(20, 40)) == 0
rows = rows.withColumn("tailnum", F.when(gap, None).otherwise(F.col("tailnum")))
rows = rows.union(rows.where(F.col("flight") % int(rng.integers(3, 6)) == 0))
train, test = split_by_key(rows, ["tailnum"], float(rng.choice([0.2, 0.3, 0.4])))
in_train, in_test = ([row[0] for row in part.select("tailnum").collect()] for part in (train, test))
lost = rows.count() - len(in_train) - len(in_test)
assert lost == 0, (
    f"{lost} more rows went in than came out; when the key holds a null, a condition may be neither true nor false, and "
    "subtract and distinct keep one copy of a row that is there twice"
)
both = set(in_train) & set(in_test)
assert not both, f"{len(both)} values of the key are in both parts; rows with the same key must stay together"
assert in_train and in_test, "one part is empty; the test part should hold about test_share of the rows"

# %% [markdown] task="pipeline-learns-from-its-training-rows"
# ## Task 2 · The pipeline learns from its training rows alone
#
# **4 points · MD-30**
#
# An *estimator* has not seen any data yet. You call `fit` on it, and it gives you a *transformer* that knows what it learned.
# A pipeline that is still an estimator cannot have looked at the wrong rows.
#
# Write `delay_pipeline()`.
#
# - **Returns** a `pyspark.ml.Pipeline` that is not fitted yet.
# - `delay_pipeline().fit(train)` learns the label `arr_delay` (minutes) from `carrier` (a category), `hour` and `distance`
#   (numbers) by linear regression: least squares, without a penalty, not even a small one. Predictions have a tolerance of
#   0.01 minutes.
# - The fitted model's `transform` adds a column `prediction` (minutes) to each row it is given. It must work on rows that hold
#   only what is known before departure: `month`, `day`, `carrier`, `flight`, `tailnum`, `origin`, `dest`, `hour`, `distance`.
# - A carrier that was not in the training rows gets a prediction too, whatever it is: no row disappears, and nothing stops.
#
# The stages are free (all of `pyspark.ml` but `SQLTransformer`, which runs any SQL; no class of your own), and so is their number.

# %% [markdown] hint="pipeline-learns-from-its-training-rows"
# Think of the stages in order: text to number, number to indicator columns, columns to one vector, vector to prediction.
# Which of them must be fitted? Leave all the fitting to the caller.

# %% [markdown] hint="pipeline-learns-from-its-training-rows"
# `StringIndexer`, `OneHotEncoder`, `VectorAssembler`, `LinearRegression`. The first one decides what happens to a carrier
# that it has never seen: look at its parameter `handleInvalid` and at the three values this can take.

# %% [markdown] hint="pipeline-learns-from-its-training-rows"
# Almost the line: `Pipeline(stages=[StringIndexer(inputCol="carrier", outputCol="carrier_index", handleInvalid="keep"), …])`,
# and `LinearRegression(featuresCol=…, labelCol="arr_delay")` at the end.

# %% answer="pipeline-learns-from-its-training-rows"
def delay_pipeline():
    """Return an unfitted Pipeline that predicts arr_delay in minutes from carrier, hour and distance."""
    ### BEGIN SOLUTION
    from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
    from pyspark.ml.regression import LinearRegression

    index = StringIndexer(inputCol="carrier", outputCol="carrier_index", handleInvalid="keep")
    encode = OneHotEncoder(inputCol="carrier_index", outputCol="carrier_vector")
    assemble = VectorAssembler(inputCols=["carrier_vector", "hour", "distance"], outputCol="features")
    regress = LinearRegression(featuresCol="features", labelCol="arr_delay")
    return Pipeline(stages=[index, encode, assemble, regress])
    ### END SOLUTION

# %% test="pipeline-learns-from-its-training-rows" points=1
# The pipeline comes unfitted, and once fitted it needs only what is known before departure
pipeline = delay_pipeline()
assert isinstance(pipeline, Pipeline), (
    f"delay_pipeline returned {type(pipeline).__name__}; it should return a pyspark.ml.Pipeline that nobody has fitted yet"
)
fitted = pipeline.fit(arrived)  # if this stops, Spark's own words name the column that a stage did not find
schedule = flights.drop("dep_delay", "arr_delay")
try:
    scored = fitted.transform(schedule)
    predicted = scored.where("prediction IS NOT NULL").count()
except Exception as problem:
    asked = next((name for name in ("dep_delay", "arr_delay") if name in str(problem)), "something that is not there")
    raise AssertionError(
        f"the fitted pipeline stopped with {type(problem).__name__}, it asked for {asked}; "
        "transform may use only columns known before departure"
    ) from None
assert predicted == flights.count(), (
    f"{flights.count()} scheduled flights went in, {predicted} predictions came out; each flight should get one"
)

# %% test="pipeline-learns-from-its-training-rows" points=2 hidden=true
# Carrier, hour and distance all count, without a penalty, on training rows with delays planted at grading time
import numpy as np
import pandas as pd

from course import drawn, stages_of

rng = drawn("planted-delays")
size = 2400
codes = [f"{letter}{digit}" for letter, digit in zip(rng.permutation(list("ABCDEFGHKM")), rng.integers(10, 99, 10), strict=True)]
weights = [0.2, 0.17, 0.14, 0.12, 0.1, 0.08, 0.07, 0.05, 0.04, 0.03]  # frequency order says nothing about the delay
effect = {code: 20.0 * (-1) ** rank + rng.normal(0, 3) for rank, code in enumerate(codes)}
table = pd.DataFrame({
    "carrier": rng.choice(codes, size, p=weights),
    "hour": rng.integers(5, 23, size),
    "distance": rng.integers(90, 1700, size),
})
table["arr_delay"] = (
    table["carrier"].map(effect)
    + float(rng.choice([-1, 1])) * 2.7 * table["hour"]
    + float(rng.choice([-1, 1])) * 0.03 * table["distance"]
    + rng.normal(0, 0.5, size)
)
train, test = table.iloc[:2000], table.iloc[2000:]
pipeline = delay_pipeline()
assert isinstance(pipeline, Pipeline), f"delay_pipeline returned {type(pipeline).__name__}; return an unfitted Pipeline"
try:
    fitted = pipeline.fit(spark.createDataFrame(train))
    found = fitted.transform(spark.createDataFrame(test)).select(*table.columns, "prediction").toPandas()
except Exception as problem:
    raise AssertionError(
        f"the pipeline stopped with {type(problem).__name__} on rows that hold only carrier, hour, distance and arr_delay; "
        "use no other column"
    ) from None
assert len(found) == len(test), f"{len(test)} rows went in, {len(found)} came out; each row should get a prediction"
left = ((found["arr_delay"] - found["prediction"]) ** 2).sum()
r2 = 1 - left / ((found["arr_delay"] - found["arr_delay"].mean()) ** 2).sum()
assert r2 >= 0.95, (
    f"R2 is {r2:.2f} on delays that carrier, hour and distance explain almost fully; does the model use all three, "
    "each carrier as its own category, and is every stage fitted on the training rows?"
)


def inputs(rows):
    return np.column_stack([*(rows["carrier"] == code for code in codes), rows["hour"], rows["distance"]]).astype(float)


least_squares = np.linalg.lstsq(inputs(train), train["arr_delay"], rcond=None)[0]
off = float(np.abs(inputs(found) @ least_squares - found["prediction"]).max())
assert off <= 0.01, (
    f"a prediction is {off:.3f} minutes away from that of least squares, where the carrier is a category, and hour and distance "
    "are numbers; a penalty pulls the coefficients towards zero, look at regParam, and see that the regression comes to its end"
)
penalties = [stage.getOrDefault("regParam") for stage in stages_of(fitted) if stage.hasParam("regParam")]
assert not any(penalties), (
    "the regression has a regParam above zero; the task asks for least squares without a penalty, not even a small one"
)

# %% test="pipeline-learns-from-its-training-rows" points=1 hidden=true
# A carrier that training has never seen still gets a prediction
from course import drawn

rng = drawn("unseen-carrier")
rows = year.where(F.col("day") == int(rng.integers(1, 29))).dropna(subset=["arr_delay"])
unseen = str(rng.choice(["DL", "MQ", "AA", "US", "EV", "UA", "WN"]))
train, test = rows.where(F.col("carrier") != unseen), rows.where(F.col("carrier") == unseen)
pipeline = delay_pipeline()
assert isinstance(pipeline, Pipeline), f"delay_pipeline returned {type(pipeline).__name__}; return an unfitted Pipeline"
fitted = pipeline.fit(train)
try:
    scored = fitted.transform(test)
    predicted = scored.where("prediction IS NOT NULL").count()
except Exception as problem:
    raise AssertionError(
        f"the fitted pipeline stopped with {type(problem).__name__} at a carrier that training has never seen; "
        "look at handleInvalid"
    ) from None
assert predicted == test.count(), (
    f"{test.count()} flights of a carrier that training has never seen went in, {predicted} predictions came out; "
    "look at handleInvalid"
)

# %% [markdown] task="metrics-follow-their-definitions"
# ## Task 3 · RMSE, MAE and R² by their definitions
#
# **4 points · MD-39**
#
# Write `regression_metrics(scored, label, prediction)`.
#
# - **Takes** `scored`, a Spark DataFrame, and the names of its label column and its prediction column.
# - **Returns** a dict with the keys `"rmse"`, `"mae"`, `"r2"` and a float for each.
# - With the errors $e_i = y_i - \hat y_i$: RMSE $= \sqrt{\operatorname{mean}(e_i^2)}$, MAE $= \operatorname{mean}(|e_i|)$,
#   R² $= 1 - \sum e_i^2 / \sum (y_i - \bar y)^2$.
# - A row whose label or prediction is null does not count, not even for $\bar y$. Gaps in other columns do not matter.
# - Values are compared with a tolerance of one part in a million.
#
# Free: Spark's evaluator, your own arithmetic, SQL.

# %% [markdown] hint="metrics-follow-their-definitions"
# Two steps: keep the rows that can be judged, then compute three numbers on the rows that are left.

# %% [markdown] hint="metrics-follow-their-definitions"
# `dropna` has a parameter `subset`. `RegressionEvaluator` knows all three metrics by the names that the dict uses.

# %% [markdown] hint="metrics-follow-their-definitions"
# Almost the line: `RegressionEvaluator(labelCol=label, predictionCol=prediction, metricName="rmse").evaluate(judged)`,
# once for each name.

# %% answer="metrics-follow-their-definitions"
def regression_metrics(scored, label, prediction):
    """Return {"rmse", "mae", "r2"} over the rows that have both a label and a prediction."""
    ### BEGIN SOLUTION
    from pyspark.ml.evaluation import RegressionEvaluator

    judged = scored.dropna(subset=[label, prediction])
    evaluator = RegressionEvaluator(labelCol=label, predictionCol=prediction)
    return {name: evaluator.setMetricName(name).evaluate(judged) for name in ("rmse", "mae", "r2")}
    ### END SOLUTION

# %% test="metrics-follow-their-definitions" points=2
# Four flights that you can check with a pencil
four = spark.createDataFrame([(0.0, 4.0), (10.0, 14.0), (20.0, 18.0), (30.0, 40.0)], ["arr_delay", "prediction"])
metrics = regression_metrics(four, "arr_delay", "prediction")
assert isinstance(metrics, dict) and set(metrics) == {"rmse", "mae", "r2"}, (
    f"regression_metrics returned {metrics if isinstance(metrics, dict) else type(metrics).__name__}; "
    'it should return a dict with the keys "rmse", "mae" and "r2"'
)
errors_squared = 16 + 16 + 4 + 100
for name, expected in {"rmse": (errors_squared / 4) ** 0.5, "mae": 20 / 4, "r2": 1 - errors_squared / 500}.items():
    assert abs(metrics[name] - expected) <= 1e-6, (
        f"{name} is {metrics[name]:.4f}; for errors of -4, -4, 2 and -10 minutes it is {expected:.4f} by its definition"
    )

# %% test="metrics-follow-their-definitions" points=1 hidden=true
# The three numbers hold on drawn flights with biased predictions, where R² is below zero
import numpy as np

from course import drawn

rng = drawn("biased-predictions")
label = rng.choice(arrived.orderBy("month", "carrier", "flight").select("arr_delay").toPandas()["arr_delay"], 900).astype(float)
guess = 0.3 * label + rng.normal(0, 12, 900) + float(rng.choice([-1, 1])) * rng.uniform(90, 140)
table = spark.createDataFrame([(float(y), float(p)) for y, p in zip(label, guess, strict=True)], ["minutes_late", "forecast"])
metrics = regression_metrics(table, "minutes_late", "forecast")
error = label - guess
expected = {
    "rmse": float(np.sqrt(np.mean(error**2))),
    "mae": float(np.mean(np.abs(error))),
    "r2": float(1 - np.sum(error**2) / np.sum((label - label.mean()) ** 2)),
}
for name, value in expected.items():
    assert abs(metrics[name] - value) <= 1e-6 * max(1, abs(value)), (
        f"{name} is not the value of its definition when all predictions are too high or too low by the same amount; "
        "compare your formula with the prompt: nothing is centred, squared or cut at zero unless it says so"
    )

# %% test="metrics-follow-their-definitions" points=1 hidden=true
# A flight without a label or without a prediction does not count, and other gaps do not matter
import numpy as np

from course import drawn

rng = drawn("gaps")
label = rng.normal(20, 30, 400)
guess = label + rng.normal(5, 15, 400)
no_label, no_guess, no_tail = rng.random((3, 400)) < 0.2
rows = [
    (None if gap_y else float(y), None if gap_p else float(p), None if gap_t else "N1")
    for y, p, gap_y, gap_p, gap_t in zip(label, guess, no_label, no_guess, no_tail, strict=True)
]
table = spark.createDataFrame(rows, "arr_delay double, prediction double, tailnum string")
metrics = regression_metrics(table, "arr_delay", "prediction")
kept = ~no_label & ~no_guess
error = label[kept] - guess[kept]
expected = {
    "rmse": float(np.sqrt(np.mean(error**2))),
    "mae": float(np.mean(np.abs(error))),
    "r2": float(1 - np.sum(error**2) / np.sum((label[kept] - label[kept].mean()) ** 2)),
}
for name, value in expected.items():
    assert abs(metrics[name] - value) <= 1e-6 * max(1, abs(value)), (
        f"{name} changes when some labels, predictions or other columns are null; count the rows that have both a label "
        "and a prediction: no fewer, no more"
    )

# %% [markdown] task="baseline-comes-from-training-rows"
# ## Task 4 · Better than no model?
#
# **2 points · MD-40**
#
# "RMSE is 43 minutes" says little. "11 % below what the plain mean gives" says more, but only if that mean could have been known
# in advance.
#
# Write `gain_over_mean(train, scored)`.
#
# - **Takes** `train`, the training rows (label `arr_delay`), and `scored`, the test rows with `arr_delay` and the model's
#   `prediction`. No value is missing.
# - The baseline predicts the same number for each test row: the mean `arr_delay` of the **training** rows.
# - **Returns** a float: the share of the baseline's RMSE that the model takes away, both measured on the test rows,
#   $1 - \mathrm{RMSE}_{model} / \mathrm{RMSE}_{baseline}$. A model that is worse than the baseline gets a number below zero.
# - Tolerance: one part in a million.

# %% [markdown] hint="baseline-comes-from-training-rows"
# You need one number from `train` and two RMSE values from `scored`. Nothing else.

# %% [markdown] hint="baseline-comes-from-training-rows"
# `F.avg` on `train`, then add that number to `scored` as a constant column with `F.lit`. One evaluator can measure both columns.

# %% [markdown] hint="baseline-comes-from-training-rows"
# Almost the line: `mean = train.agg(F.avg("arr_delay")).first()[0]`, then
# `F.sqrt(F.avg((F.col("arr_delay") - mean) ** 2))` beside the same expression for `prediction`.

# %% answer="baseline-comes-from-training-rows"
def gain_over_mean(train, scored):
    """Return 1 - RMSE(model) / RMSE(mean of the training rows), both on the scored rows."""
    ### BEGIN SOLUTION
    mean = train.agg(F.avg("arr_delay")).first()[0]
    label = F.col("arr_delay")
    model, baseline = scored.agg(
        F.sqrt(F.avg((label - F.col("prediction")) ** 2)), F.sqrt(F.avg((label - F.lit(mean)) ** 2))
    ).first()
    return 1 - model / baseline
    ### END SOLUTION

# %% test="baseline-comes-from-training-rows" points=1
# Two training flights, two test flights, a pencil
train = spark.createDataFrame([(0.0,), (20.0,)], ["arr_delay"])
scored = spark.createDataFrame([(40.0, 34.0), (60.0, 52.0)], ["arr_delay", "prediction"])
gain = gain_over_mean(train, scored)
assert isinstance(gain, float), f"gain_over_mean returned {type(gain).__name__}; it should return one float"
expected = 1 - (((6**2 + 8**2) / 2) / ((30**2 + 50**2) / 2)) ** 0.5
assert abs(gain - expected) <= 1e-6, (
    f"the gain is {gain:.4f}; a training mean of 10 minutes misses these test flights by 30 and 50 minutes, "
    f"the model by 6 and 8, which makes {expected:.4f}"
)

# %% test="baseline-comes-from-training-rows" points=1 hidden=true
# The gain holds when training and test months differ, and when the model is worse than the baseline
import numpy as np

from course import drawn

rng = drawn("seasons")
calm, busy = int(rng.choice([9, 10, 11])), int(rng.choice([6, 7, 12]))
seasons = year.dropna(subset=["arr_delay"]).where(F.col("day") <= 6)
train = seasons.where(F.col("month") == calm).select("arr_delay")
label = seasons.where(F.col("month") == busy).orderBy("day", "carrier", "flight").toPandas()["arr_delay"].to_numpy(float)
mean = float(train.toPandas()["arr_delay"].mean())
for quality, noise in {"better": rng.uniform(5, 15), "worse": rng.uniform(120, 200)}.items():
    guess = label + rng.normal(0, noise, len(label))
    scored = spark.createDataFrame(np.column_stack([label, guess]).tolist(), ["arr_delay", "prediction"])
    expected = 1 - float(np.sqrt(np.mean((label - guess) ** 2) / np.mean((label - mean) ** 2)))
    gain = gain_over_mean(train, scored)
    assert abs(gain - expected) <= 1e-6 * max(1, abs(expected)), (
        f"the gain is not the one of the definition for a model that is {quality} than the baseline, with training and test "
        "rows from different months; take the mean from train, both RMSE values from scored, and do not cut at zero"
    )

# %% [markdown] task="metric-follows-the-goal"
# ## Task 5 · The goal chooses the metric, the metric chooses the model
#
# **3 points · MD-40**
#
# Three people at an airport ask which model is best. They will not get the same answer.
#
# | `goal` | what the person does with the predictions |
# |---|---|
# | `"app"` | shows each passenger a delay; a prediction that is twice as far off is twice as annoying, in either direction |
# | `"crew"` | plans reserve crews; one prediction that is 120 minutes off costs as much as four that are 60 minutes off |
# | `"budget"` | pays ground staff by the sum of all delay minutes; too much on one flight makes up for too little on another |
#
# Write `best_model(scored, candidates, goal)`.
#
# - **Takes** `scored`, a Spark DataFrame with the label `arr_delay` and one column of predictions per model (no nulls);
#   `candidates`, the list of these columns' names; and `goal`, one of the three words above.
# - **Returns** the name (a `str`) of the candidate that serves this goal best.
#
# There are no ties. Which metric belongs to which goal is for you to find out.

# %% [markdown] hint="metric-follows-the-goal"
# Write down what one error of 60 minutes costs each person, and what one of 120 costs: the same rule, two sizes. For the third
# person, also ask what an error of +60 and one of −60 cost together.

# %% [markdown] hint="metric-follows-the-goal"
# Costs in proportion to the size: MAE. Costs that grow with the square: RMSE. Errors that cancel: the sum of the errors, and how
# far it is from zero.

# %% [markdown] hint="metric-follows-the-goal"
# Almost the line: `cost = {"app": F.avg(F.abs(error)), "crew": F.avg(error ** 2), "budget": F.abs(F.avg(error))}[goal]`,
# computed for each candidate; then `min(candidates, key=…)`.

# %% answer="metric-follows-the-goal"
def best_model(scored, candidates, goal):
    """Return the name of the prediction column that serves the goal ("app", "crew" or "budget") best."""
    ### BEGIN SOLUTION
    def cost(candidate):
        error = F.col("arr_delay") - F.col(candidate)
        return {"app": F.avg(F.abs(error)), "crew": F.avg(error**2), "budget": F.abs(F.avg(error))}[goal]

    costs = scored.agg(*[cost(candidate).alias(candidate) for candidate in candidates]).first()
    return min(candidates, key=lambda candidate: costs[candidate])
    ### END SOLUTION

# %% test="metric-follows-the-goal" points=1
# Three models, four flights, three goals
scored = spark.createDataFrame(
    [(0.0, 0.0, -13.0, 40.0), (20.0, 20.0, 7.0, -20.0), (40.0, 40.0, 51.0, 80.0), (60.0, 20.0, 71.0, 20.0)],
    ["arr_delay", "mostly_exact", "never_far_off", "wild_but_balanced"],
)
models = ["mostly_exact", "never_far_off", "wild_but_balanced"]
chosen = {goal: best_model(scored, models, goal) for goal in ("app", "crew", "budget")}
for goal, name in chosen.items():
    assert isinstance(name, str) and name in models, f"for {goal} the function returned {name!r}; it should be one of {models}"
assert chosen["app"] == "mostly_exact", (
    f"for app you chose {chosen['app']}; its minutes off add up to more than those of another model: weigh each minute the same"
)
assert chosen["crew"] == "never_far_off", (
    f"for crew you chose {chosen['crew']}; it has an error of 40 minutes, and for crew a large error costs most of all"
)
assert chosen["budget"] == "wild_but_balanced", (
    f"for budget you chose {chosen['budget']}; add up its predictions and compare the total with the sum of arr_delay"
)

# %% test="metric-follows-the-goal" points=1 hidden=true
# The right model for app and for crew, on drawn flights with a few disasters
import numpy as np

from course import drawn

rng = drawn("disasters")
label = rng.choice(arrived.orderBy("month", "carrier", "flight").toPandas()["arr_delay"].to_numpy(float), 1000)
side = float(rng.choice([-1, 1]))
disaster = np.where(np.arange(1000) < 20, side * rng.uniform(140, 160), 0.0)
errors = [rng.normal(0, 3, 1000) + disaster, -side * rng.normal(11, 2, 1000), rng.normal(0, 30, 1000)]
errors[1][-1] = -side * 200.0  # the largest error of all, in the model whose squares are the fewest
errors.append(rng.choice([-60.0, 0.0, 60.0], 1000, p=[0.2, 0.6, 0.2]) + rng.normal(0, 0.5, 1000))  # the lowest median and maximum
names = [str(name) for name in rng.permutation(["north", "south", "west", "east"])]
columns = np.column_stack([label, *(label - error for error in errors)])
scored = spark.createDataFrame(columns.tolist(), ["arr_delay", *names])
order = [str(name) for name in rng.permutation(names)]
app, crew = best_model(scored, order, "app"), best_model(scored, order, "crew")
assert app == names[0], (
    "for app the choice is not the model with the fewest minutes off per flight; a few disasters should not decide here, and "
    "neither should the flight in the middle"
)
assert crew == names[1], (
    "for crew the choice is a model whose large errors cost more than those of another; which metric makes large errors heavy? The "
    "largest alone does not decide"
)

# %% test="metric-follows-the-goal" points=1 hidden=true
# The right model for budget, whether the others predict too much or too little
import numpy as np

from course import drawn

rng = drawn("budget")
label = rng.choice(arrived.orderBy("month", "carrier", "flight").toPandas()["arr_delay"].to_numpy(float), 1000)
noise = rng.normal(0, 40, 1000)
for side in (-1.0, 1.0):
    errors = [side * rng.normal(6, 2, 1000), noise - noise.mean() + side * 0.5, side * rng.normal(20, 2, 1000)]
    names = [str(name) for name in rng.permutation(["north", "south", "west"])]
    columns = np.column_stack([label, *(label - error for error in errors)])
    scored = spark.createDataFrame(columns.tolist(), ["arr_delay", *names])
    chosen = best_model(scored, [str(name) for name in rng.permutation(names)], "budget")
    assert chosen == names[1], (
        "for budget the choice is not the model whose total is nearest to the true sum; a total that is too low is as far "
        "off as one that is too high"
    )

# %% [markdown] task="log-label-is-undone"
# ## Task 6 · A log label, undone
#
# **3 points · MD-41**
#
# For flights that are late, the question is: *how* late? A few are very late, so the label is skewed, and you train on its
# logarithm.
# Nobody outside your team reads log minutes.
#
# Write `measure_log_model(train, test)`.
#
# - **Takes** two Spark DataFrames of late flights with at least `hour`, `distance` and `arr_delay` (minutes, always above 0).
# - Fits a linear regression without a penalty on `log1p(arr_delay)`, from `hour` and `distance`, on the training rows.
# - **Returns** `(scored, rmse)`: `scored` is the test rows with all their columns and a column `prediction` in **minutes**;
#   `rmse` is a float, the RMSE **in minutes** of exactly these predictions.
# - The labels of `test` may be used to measure, and for nothing else.
# - Tolerances: half a minute for a prediction, one part in a thousand for the RMSE.
#
# Free: stages, extra columns in `scored`, a correction for the bias of the logarithm learned on `train`.

# %% [markdown] hint="log-label-is-undone"
# Four steps in this order: transform the label of `train`, fit, transform the predictions back, measure. The lesson's table shows
# what comes out when the last two change places.

# %% [markdown] hint="log-label-is-undone"
# `F.log1p` is undone by `F.expm1`. `LinearRegression` has a parameter `predictionCol`, so that the log prediction can have
# a name of its own and `prediction` stays free for the minutes.

# %% [markdown] hint="log-label-is-undone"
# Almost the line: `scored = model.transform(test).withColumn("prediction", F.expm1("log_prediction"))`, then the RMSE between
# `arr_delay` and `prediction`.

# %% answer="log-label-is-undone"
def measure_log_model(train, test):
    """Return (scored, rmse): predictions in minutes of a model fitted on log1p(arr_delay), and their RMSE in minutes."""
    ### BEGIN SOLUTION
    from pyspark.ml.evaluation import RegressionEvaluator
    from pyspark.ml.feature import VectorAssembler
    from pyspark.ml.regression import LinearRegression

    assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
    regress = LinearRegression(labelCol="log_label", predictionCol="log_prediction")
    model = Pipeline(stages=[assemble, regress]).fit(train.withColumn("log_label", F.log1p("arr_delay")))
    scored = model.transform(test).withColumn("prediction", F.expm1("log_prediction"))
    rmse = RegressionEvaluator(labelCol="arr_delay", predictionCol="prediction", metricName="rmse").evaluate(scored)
    return scored, rmse
    ### END SOLUTION

# %% test="log-label-is-undone" points=1
# The RMSE is the one that anybody can compute from the minutes you return
late = arrived.where("arr_delay > 0")
train, test = late.where("month <= 9"), late.where("month > 9")
answer = measure_log_model(train, test)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], DataFrame), (
    f"measure_log_model returned {type(answer).__name__}; it should return (scored, rmse): a Spark DataFrame and a float"
)
scored, rmse = answer
assert isinstance(rmse, float), f"rmse is a {type(rmse).__name__}; it should be a float"
assert {"arr_delay", "prediction"} <= set(scored.columns), (
    f"scored has the columns {scored.columns}; it should keep those of test and add prediction"
)
assert scored.count() == test.count(), f"{test.count()} flights went in, {scored.count()} came out; each should get a prediction"
seen, predicted, recomputed = scored.agg(
    F.avg("arr_delay"), F.avg("prediction"), F.sqrt(F.avg((F.col("arr_delay") - F.col("prediction")) ** 2))
).first()
assert predicted >= 0.2 * seen, (
    f"the mean prediction is {predicted:.1f} for delays with a mean of {seen:.0f} minutes; "
    "they should be brought back to minutes"
)
assert abs(rmse - recomputed) <= 1e-3 * recomputed, (
    f"you report an RMSE of {rmse:.2f}, but prediction and arr_delay, both in minutes, give {recomputed:.2f}; "
    "undo the logarithm before you measure"
)

# %% test="log-label-is-undone" points=1 hidden=true
# On delays planted at grading time, the predictions are the planted minutes
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("planted-minutes")
size = 600
table = pd.DataFrame({
    "id": np.arange(size), "hour": rng.integers(5, 23, size), "distance": rng.integers(90, 1700, size)
})
slopes = rng.uniform(0.06, 0.1), rng.uniform(0.0004, 0.0007)
log_minutes = 1.2 + slopes[0] * (table["hour"] - 5) + slopes[1] * table["distance"]
table["arr_delay"] = np.expm1(log_minutes)
train, test = table.iloc[:500], table.iloc[500:].copy()
truth = test.set_index("id")["arr_delay"]
test["arr_delay"] = truth.to_numpy() + rng.uniform(20, 60, len(test))  # labels that no honest prediction can know
scored, _ = measure_log_model(spark.createDataFrame(train), spark.createDataFrame(test))
found = scored.select("id", "prediction").toPandas().set_index("id")["prediction"]
assert set(found.index) == set(truth.index), "scored does not hold the test rows; each of them should be there once"
miss = float((found - truth).abs().max())
assert miss <= 0.5, (
    f"a prediction is {miss:.1f} minutes away from delays whose log1p is exactly linear in hour and distance; "
    "the model should be fitted on log1p(arr_delay), and its predictions brought back to minutes"
)

# %% test="log-label-is-undone" points=1 hidden=true
# The RMSE holds in minutes on late flights of drawn days
from course import drawn

rng = drawn("late-days")
days = [int(day) for day in rng.choice(28, size=2, replace=False) + 1]
late = year.where(F.col("day").isin(days) & (F.col("arr_delay") > 0)).withColumn(
    "arr_delay", F.col("arr_delay") * float(rng.uniform(1.5, 3.0))
)
cut = int(rng.integers(6, 10))
test = late.where(F.col("month") > cut)
scored, rmse = measure_log_model(late.where(F.col("month") <= cut), test)
judged = scored.select("arr_delay", "prediction").toPandas()
assert len(judged) == test.count(), f"{test.count()} flights went in, {len(judged)} came out; each should get a prediction"
recomputed = float(((judged["arr_delay"] - judged["prediction"]) ** 2).mean() ** 0.5)
assert abs(rmse - recomputed) <= 1e-3 * recomputed, (
    f"you report an RMSE of {rmse:.2f}, but the minutes you returned give {recomputed:.2f}; undo the logarithm before you measure"
)
assert judged["prediction"].mean() >= 0.2 * judged["arr_delay"].mean(), (
    "the predictions are far smaller than the delays; they should be brought back to minutes"
)
