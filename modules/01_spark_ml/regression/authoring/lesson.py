# %% [markdown]
# # How late will a flight arrive?
#
# A flight to Chicago is in tomorrow's schedule. You know its carrier, its airport, its hour and its distance.
# How many minutes late will it be, and how would you know that your answer is any good?
#
# **Objectives** MD-30 estimators and transformers · MD-39 RMSE, MAE, R² · MD-40 the metric for the goal ·
# MD-41 undo a log label before measuring · older outline: split gotchas.
# **Left out** encoding and imputing in depth, tuning, trees, cross-validation: they have units of their own.
# **Time** 35 minutes to read and run.
#
# Three times you will be asked to **predict before you run**. Write the number down; being wrong is how it sticks.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights to use

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
flights = spark.read.parquet(dataset("flights")).sample(fraction, seed=seed)  # New York, January to March 2013
columns = ["month", "day", "carrier", "flight", "origin", "dest", "hour", "distance", "dep_delay", "arr_delay"]
flights.select(columns).orderBy("month", "day", "hour", "carrier", "flight").show(5)

# %% [markdown]
# ## The label first
#
# `arr_delay` is in minutes, and below zero for a flight that came early. Cancelled and diverted flights have none: they cannot
# teach a regression and cannot be measured, so they leave now, with their number in view. What does the rest look like?

# %%
everything = flights.count()
flights = flights.dropna(subset=["arr_delay"]).cache()  # (flights with an arrival, 19 columns)
delay = flights.select("arr_delay").toPandas()["arr_delay"]
print(f"{everything:,} flights, {everything - len(delay):,} of them without an arrival delay")
print(f"mean {delay.mean():.1f}, median {delay.median():.0f}, worst {delay.max()} minutes")

plt.figure(figsize=(8, 3))
plt.hist(delay, bins=range(-60, 181, 5), color="lightsteelblue")
plt.axvline(delay.median(), color="seagreen", label="median: half the flights are earlier")
plt.axvline(delay.mean(), color="firebrick", label="mean: pulled right by a few")
plt.xlabel(f"arr_delay in minutes ({(delay > 180).mean():.1%} of the flights lie further right)")
plt.ylabel("flights"), plt.legend(), plt.show();

# %% [markdown]
# The typical flight is early, the average flight is late, and the worst is the better part of a day late.
# Keep this shape in mind. It decides which metric tells the truth, and later it asks for a logarithm.
#
# ## Split, and find the same split tomorrow
#
# Today's job splits the flights 80 / 20 with `randomSplit` and a seed, and trains. Tomorrow's job loads the flights, splits them with the
# same seed, and measures today's model on its test part. Three things may have happened overnight: the rows come in another order,
# or in eight partitions, or **one single flight** has been removed.
#
# **Predict before you run:** what share of tomorrow's test flights was in today's training part? It should be 0 %.

# %%
key = ["month", "day", "carrier", "flight"]
first = flights.orderBy("month", "day", "dep_time", "carrier", "flight").first()
tomorrows = {
    "other order": flights.orderBy("arr_delay").coalesce(1),
    "eight partitions": flights.repartition(8),
    "one flight fewer": flights.where(~F.struct(*key).eqNullSafe(F.struct(*[F.lit(first[name]) for name in key]))),
}


def trained_on(split):
    train, _ = split(flights)
    today = {tuple(row) for row in train.select(*key).collect()}
    for name, rows in tomorrows.items():
        test = [tuple(row) for row in split(rows)[1].select(*key).collect()]
        yield name, sum(flight in today for flight in test) / len(test)

# %%
random_split = dict(trained_on(lambda rows: rows.randomSplit([0.8, 0.2], seed=seed)))
for name, share in random_split.items():
    print(f"{name:17} {share:4.0%} of tomorrow's test flights were trained on today")
assert random_split["other order"] == 0 and random_split["one flight fewer"] > 0.5

# %% [markdown]
# A test part that is mostly training rows is no test. What happened: Spark sorts the rows of each partition (so the order is
# harmless) and then draws one random number per row, from the first row to the last. Move a row to another partition, or take
# one away, and every row behind it gets its neighbour's number. The seed fixes the numbers, not who gets them.
#
# The same trap is inside one job. `train` and `test` are not two piles of rows but two *queries*, and each runs again at each action.
# If the source gives other rows or other partitions the second time, some flights land in both parts and others in neither.
#
# The cure is a number that the flight carries with it: a hash of its key.

# %%
def split_by_key(rows, key=key, test_share=0.2):
    bucket = F.pmod(F.xxhash64(F.lit(seed), *key), F.lit(1000))  # 0 … 999, the same for the same key, for ever
    return rows.where(bucket >= 1000 * test_share), rows.where(bucket < 1000 * test_share)


for name, share in trained_on(split_by_key):
    print(f"{name:17} {share:4.0%} of tomorrow's test flights were trained on today")
    assert share == 0

# %%
def test_strip(rows, split):
    test = {tuple(row) for row in split(rows)[1].select(*key).collect()}
    return [flight in test for flight in shown]


shown = [tuple(row) for row in flights.orderBy("month", "day", "dep_time", "carrier", "flight").select(*key).take(101)[1:]]
splits = {"randomSplit": lambda rows: rows.randomSplit([0.8, 0.2], seed=seed), "hash of the key": split_by_key}
figure, axes = plt.subplots(2, 1, figsize=(8, 2.4), sharex=True, layout="constrained")
for axis, (name, split) in zip(axes, splits.items()):
    strips = [test_strip(rows, split) for rows in (flights, tomorrows["one flight fewer"])]
    axis.imshow(strips, aspect="auto", cmap="YlOrRd", vmax=1.4, interpolation="nearest")
    axis.set_yticks([0, 1], ["today", "tomorrow"]), axis.set_title(name, loc="left", fontsize=10)
axes[1].set_xlabel("the first hundred flights of the year; dark: in the test part")
plt.show()

# %% [markdown]
# ### The key decides what stays together
#
# Rows with equal keys always share a part. That can be a wish: hash `tailnum`, and no aircraft is in both parts. But a key needs
# many values, or the shares go astray.
#
# **Predict before you run:** ask for 20 % by hashing `origin`, which has three values: EWR, JFK, LGA. What can the answer be?

# %%
for one in (key, ["tailnum"], ["dest"], ["carrier"], ["origin"]):
    _, test = split_by_key(flights, one)
    keys = flights.select(*one).distinct().count()
    print(f"{'+'.join(one):25} {keys:6,} keys  {test.count() / flights.count():4.0%} of the flights in the test part")

# %% [markdown]
# ### Split the way the model will be used
#
# A hash mixes all days. But tomorrow's flight does not lie between yesterday's: it comes after them, and bad weather makes a
# whole day late at once. A model that will be used on the *next* month should be measured on a next month. A date is also a key, and
# such a split cannot move. From here on: train on January and February, test on March.

# %%
train, test = flights.where("month <= 2"), flights.where("month = 3")
print(f"{train.count():,} flights to learn from, {test.count():,} to be judged by")
assert train.count() + test.count() == flights.count()

# %% [markdown]
# ## An estimator learns, a transformer applies
#
# A stage with a `fit` is an **estimator**: it looks at rows and returns a **transformer** that remembers what it saw.
# A transformer only has `transform`: columns in, more columns out. A `Pipeline` of stages is itself an estimator.
# So one `fit` on the training rows fits every stage on the training rows, and nothing of March can slip in.

# %%
from pyspark.ml import Estimator, Pipeline
from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
from pyspark.ml.regression import LinearRegression


def delay_pipeline(numbers=("hour", "distance"), label="arr_delay"):
    text, index, vector = (["carrier", "origin"], ["carrier_i", "origin_i"], ["carrier_v", "origin_v"])
    return Pipeline(stages=[
        StringIndexer(inputCols=text, outputCols=index, handleInvalid="keep"),  # a new carrier in March is no accident
        OneHotEncoder(inputCols=index, outputCols=vector),
        VectorAssembler(inputCols=[*vector, *numbers], outputCol="features"),
        LinearRegression(labelCol=label),
    ])

# %%
pipeline = delay_pipeline()
model = pipeline.fit(train)
for before, after in zip(pipeline.getStages(), model.stages):
    kind = "estimator  " if isinstance(before, Estimator) else "transformer"
    print(f"{kind} {type(before).__name__:17} fit → {type(after).__name__}")

scored = model.transform(test)  # (flights of March, the columns of before + 6)
scored.select("day", "carrier", "flight", "hour", "arr_delay", F.round("prediction", 1).alias("prediction")).orderBy(
    "day", "hour", "carrier", "flight"
).show(5)

# %% [markdown]
# Three of the four stages had something to learn. The assembler had not: it was a transformer from the start.
#
# ## Three metrics, by hand and by Spark
#
# With the error $e$ = label − prediction: **MAE** is the mean of $|e|$. **RMSE** is the root of the mean of $e^2$. Both are in minutes.
# **R²** has no unit: it is $1 - \sum e^2 / \sum (y - \bar y)^2$, the share of the labels' variation that the errors no longer show.

# %%
from pyspark.ml.evaluation import RegressionEvaluator

error = F.col("arr_delay") - F.col("prediction")
by_hand = scored.agg(
    F.sqrt(F.avg(error**2)).alias("rmse"), F.avg(F.abs(error)).alias("mae"),
    (1 - F.avg(error**2) / F.var_pop("arr_delay")).alias("r2"),
).first().asDict()


def measure(scored, label="arr_delay", prediction="prediction"):
    evaluator = RegressionEvaluator(labelCol=label, predictionCol=prediction)
    return {name: evaluator.setMetricName(name).evaluate(scored) for name in ("rmse", "mae", "r2")}


assert all(np.isclose(by_hand[name], value) for name, value in measure(scored).items())
{name: round(value, 3) for name, value in measure(scored).items()}

# %% [markdown]
# Good or bad? A metric alone does not say. Put two models without any features beside it: one always answers with the **mean** of the training
# delays, the other always with their **median**.
#
# **Predict before you run:** the R² of each constant, and which of the three rows has the smallest MAE.

# %%
mean, median = train.agg(F.avg("arr_delay"), F.median("arr_delay")).first()
table = pd.DataFrame({
    f"always the mean, {mean:.1f}": measure(test.withColumn("prediction", F.lit(mean))),
    f"always the median, {median:.1f}": measure(test.withColumn("prediction", F.lit(median))),
    "linear model": measure(scored),
}).T
print(table.round(3).to_string())
assert table["rmse"].idxmin() == "linear model" and table["mae"].idxmin().startswith("always the median")
assert table["r2"].iloc[1] < table["r2"].iloc[0] <= 1e-9 < table["r2"].iloc[2] < 0.2

# %% [markdown]
# Two metrics, two winners. By RMSE the model is best; by MAE it loses to a number that has never seen a flight's hour. And R²
# goes below zero as soon as you do worse on the test rows than their own mean, which the training mean misses by a hair.
#
# Why they disagree can be seen. Left: the error of *every* constant answer. Right: who makes up the model's error?

# %%
y = test.select("arr_delay").toPandas()["arr_delay"].to_numpy()  # (flights of March,)
answers = np.arange(-30, 41)
e = np.sort(np.abs(scored.select(error).toPandas().iloc[:, 0].to_numpy()))[::-1]  # the largest error first
worst = int(0.05 * len(e))

figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.4), layout="constrained")
left.plot(answers, [np.sqrt(np.mean((y - a) ** 2)) for a in answers], color="firebrick", label="RMSE: lowest at the mean")
left.plot(answers, [np.mean(np.abs(y - a)) for a in answers], color="seagreen", label="MAE: lowest at the median")
left.plot(y.mean(), y.std(), "o", color="firebrick"), left.plot(np.median(y), np.mean(np.abs(y - np.median(y))), "o", color="seagreen")
left.set(xlabel="constant answer in minutes", ylabel="error in minutes", ylim=(0, None)), left.legend(loc="lower right")
for power, colour, name in ((2, "firebrick", "squared"), (1, "seagreen", "absolute")):
    right.plot(100 * np.arange(1, len(e) + 1) / len(e), 100 * np.cumsum(e**power) / np.sum(e**power), color=colour, label=f"{name} error")
right.axvline(5, color="grey", lw=1, ls=":")
right.set(xlabel="% of the flights, worst predicted first", ylabel="% of the total error"), right.legend(loc="lower right"), plt.show()
print(f"The worst 5% hold {np.sum(e[:worst] ** 2) / np.sum(e**2):.0%} of the squared and {np.sum(e[:worst]) / np.sum(e):.0%} of the absolute error")

# %% [markdown]
# RMSE is mostly about a few bad flights, MAE about all of them. So the goal chooses:
#
# | you want … | use | because |
# |---|---|---|
# | a typical error in minutes, each minute alike | **MAE** | its best answer is the median; a few huge delays hardly move it |
# | to avoid huge misses, or sums and means that are right | **RMSE** | its best answer is the mean; a miss twice as large costs four times as much |
# | to say how much better than the mean, without a unit | **R²** | on the same rows it ranks models exactly as RMSE does |
#
# And never compare R² or RMSE across different test rows: another month has another variation.
#
# ## Too good to be true
#
# Our R² is small. That is honest: a schedule knows little about tomorrow's storm. Add `dep_delay`, and see what a leak looks like.

# %%
leaky = measure(delay_pipeline(numbers=("hour", "distance", "dep_delay")).fit(train).transform(test))
print(pd.DataFrame({"schedule only": measure(scored), "with dep_delay": leaky}).T.round(3).to_string())
assert leaky["r2"] > 0.7 > 0.2 > measure(scored)["r2"]

# %% [markdown]
# Nothing in the metric complains. Only the question does: *before departure* nobody knows the departure delay.
# (If you ask at take-off, it is a fair feature. A leak is a matter of when.)
#
# ## A log label must be undone
#
# Now ask only about the late flights: **how** late? Their delays are above zero and skewed, and a logarithm makes them almost even.
# We use $\log(1 + y)$, `log1p`, because it is at ease near zero; `expm1` undoes it.

# %%
late_train, late_test = (part.where("arr_delay > 0").withColumn("log_label", F.log1p("arr_delay")) for part in (train, test))
late = late_train.select("arr_delay", "log_label").toPandas()

figure, axes = plt.subplots(1, 2, figsize=(9, 2.6), layout="constrained")
for axis, column, unit in zip(axes, late.columns, ("minutes (the tail is cut at 300)", "log(1 + minutes)")):
    axis.hist(late[column].clip(upper=300), bins=50, color="lightsteelblue")
    axis.set(title=f"{column}: skewness {late[column].skew():.1f}", xlabel=unit)
plt.show()

# %% [markdown]
# One pipeline is fitted to the minutes, one to the logarithm.
#
# **Predict before you run:** the evaluator gives the second one an RMSE about forty times smaller. Is it forty times better?

# %%
in_minutes = delay_pipeline().fit(late_train).transform(late_test)
in_logs = delay_pipeline(label="log_label").fit(late_train).transform(late_test)
undone = in_logs.withColumn("prediction", F.expm1("prediction"))

table = pd.DataFrame({
    "minutes model": measure(in_minutes),
    "log model, measured in logs": measure(in_logs, label="log_label"),
    "log model, undone": measure(undone),
}).T
print(table.round(3).to_string())
assert table["rmse"].iloc[1] < 2 < table["rmse"].iloc[0] < table["rmse"].iloc[2]
assert table["mae"].iloc[2] < table["mae"].iloc[0]

# %% [markdown]
# The middle row is in another unit. It cannot be compared with the first, and its exponential is not an RMSE either.
# Undone, the log model wins by MAE and loses by RMSE, with an R² below zero. You have seen this pattern today: it is the median's.
#
# The log model predicts the mean *of the logarithms*. Undone, that is close to the **median** of the minutes, which lies far below their mean.
# Look at it hour by hour. A factor learned on the training rows, the mean of $e^{\text{residual}}$, lifts it back.

# %%
fitted = delay_pipeline(label="log_label").fit(late_train).transform(late_train)
factor = fitted.agg(F.avg(F.exp(F.col("log_label") - F.col("prediction")))).first()[0]
lifted = in_logs.withColumn("prediction", F.lit(factor) * F.exp("prediction") - 1)
flown = late_test.groupBy("hour").agg(F.avg("arr_delay").alias("mean"), F.median("arr_delay").alias("median"))
by_hour = flown.where("hour >= 6").orderBy("hour").toPandas().set_index("hour")

by_hour.plot(style=["o", "s"], color=["firebrick", "seagreen"], figsize=(8, 3.6), alpha=0.5)
curves = {"minutes model": (in_minutes, "firebrick", "-"), "log model, undone": (undone, "seagreen", "-"), "log model, lifted": (lifted, "black", ":")}
for name, (frame, colour, line) in curves.items():
    predicted = frame.groupBy("hour").agg(F.avg("prediction")).orderBy("hour").toPandas().set_index("hour").loc[by_hour.index]
    plt.plot(predicted, color=colour, ls=line, label=f"{name}: RMSE {measure(frame)['rmse']:.1f}, MAE {measure(frame)['mae']:.1f}")
plt.xlabel("scheduled hour"), plt.ylabel("minutes late, given late"), plt.legend(fontsize=8), plt.show();

# %%
totals = {"flown": late_test.agg(F.sum("arr_delay")).first()[0]}
totals |= {name: frame.agg(F.sum("prediction")).first()[0] for name, (frame, *_) in curves.items()}
for name, minutes in totals.items():
    print(f"{name:18} {minutes / totals['flown']:5.0%} of all late minutes of March")
assert totals["log model, undone"] < 0.7 * totals["flown"] < totals["log model, lifted"]

# %% [markdown]
# A planner who adds up the undone predictions would be short of half the minutes. Whoever wants a typical delay should
# leave them as they are.
#
# ## What to remember
#
# - A seed does not make `randomSplit` stable. A hash of a key does; a date does, and it is often the honest question.
# - `fit` the pipeline on training rows, `transform` everything else. Estimator → transformer.
# - Always show a constant beside the model. R² of the test mean is 0; worse than that is negative.
# - MAE is the median's metric, RMSE the mean's. Know which one your goal needs before you look at the table.
# - A log label is undone (`expm1`) *before* measuring and explaining, and what comes back is nearer to a median.
#
# ## On Databricks (November 2026)
#
# - The same code runs there: `spark` is given, and `spark.read.table("catalog.schema.flights")` takes the place of our path.
#   `pyspark.ml` runs on dedicated clusters; since runtime 17.0 also on standard clusters, and on serverless (environment 4) through Spark Connect.
# - The exam's words are the ones used here: estimator, transformer, pipeline, evaluator. Its classic answer to an unstable split is to
#   write both parts to tables once (Delta), or to keep the same cluster and partitions; a key's hash needs neither.
# - `RegressionEvaluator` measures whatever columns you name. It cannot know that a label is a logarithm: exponentiate first.
