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
# Four times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights to use

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.ml import Estimator, Pipeline
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
from pyspark.ml.regression import LinearRegression
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
flights = spark.read.parquet(dataset("flights")).sample(fraction=fraction, seed=seed)  # New York, January to March 2013
show = ["month", "day", "carrier", "flight", "origin", "dest", "hour", "distance", "dep_delay", "arr_delay"]
flights.select(show).orderBy("month", "day", "hour", "carrier", "flight").show(5)

# %% [markdown]
# ## The label first
#
# `arr_delay` is in minutes, and below zero for a flight that came early. Cancelled and diverted flights have none: they cannot
# teach a regression and cannot be measured, so they leave now, with their number in view. What does the rest look like?

# %%
everything = flights.count()
flights = flights.dropna(subset=["arr_delay"]).withColumn("id", F.concat_ws("-", "month", "day", "carrier", "flight"))
flights.cache()  # (flights that arrived, 19 columns + id)
delay = flights.select("arr_delay").toPandas()["arr_delay"]  # (flights that arrived,)
further = f"{(delay > 180).mean():.1%} of the flights lie further right"

figure, axis = plt.subplots(figsize=(8, 3))
axis.hist(delay, bins=range(-60, 181, 5), color="lightsteelblue")
axis.axvline(delay.median(), color="seagreen", label=f"median {delay.median():.0f}")
axis.axvline(delay.mean(), color="firebrick", label=f"mean {delay.mean():.1f}")
axis.set(xlabel=f"arr_delay in minutes ({further})", ylabel="flights")
axis.legend()
plt.show()
print(f"{everything:,} flights, {everything - len(delay):,} without an arrival; the worst was {delay.max():,} minutes late")
assert delay.median() < 0 < delay.mean() and delay.max() > 240

# %% [markdown]
# The typical flight is early, the average flight is late, and the worst one is late by hours.
# Keep this shape in mind. It decides which metric tells the truth, and later it asks for a logarithm.
#
# ## Split, and find the same split tomorrow
#
# Today's job splits the flights 80 / 20 with `randomSplit` and a seed, and trains. Tomorrow's job loads the flights, splits
# them with the same seed, and measures today's model on its test part. One of three things may have happened overnight: the rows
# come in another order, or in eight partitions, or **one single flight** has been removed.
#
# **Predict before you run:** what share of tomorrow's test flights was in today's training part? It should be 0 %.

# %%
first = flights.orderBy("month", "day", "dep_time", "id").first()["id"]
tomorrows = {"other order": flights.orderBy("arr_delay").coalesce(1), "eight partitions": flights.repartition(8)}
tomorrows[f"without {first}"] = flights.where(F.col("id") != first)


def ids(rows):
    return rows.select("id").toPandas()["id"]


def seen_in_training(split):
    today = ids(split(flights)[0])  # (flights of today's training part,)
    return pd.Series({name: ids(split(rows)[1]).isin(today).mean() for name, rows in tomorrows.items()})


def random_split(rows):
    return rows.randomSplit([0.8, 0.2], seed=seed)


seen = seen_in_training(random_split)
print(seen.map("{:.0%}".format).to_string())
assert seen["other order"] == 0 and seen["eight partitions"] > 0.6 and seen[f"without {first}"] > 0.6

# %% [markdown]
# Order does no harm, but a single flight that is gone turns the test part into training rows. What happened: Spark sorts the rows
# of each partition, then draws one random number per row, from the first to the last. Move rows to other partitions, or
# take one away, and every row behind it gets its neighbour's number. The seed fixes the numbers, not who gets them.
#
# The same trap lies inside one job. `train` and `test` are not two piles of rows but two *queries*, and each runs again at each
# action. If the source gives other rows or other partitions the second time, some flights are in both parts and others in neither.
#
# The cure is a number that the flight carries with it: a hash of its key. In the picture, compare today's strip with tomorrow's:
# above, nearly the same pattern has slid along the flights; below, it stays where it was.

# %%
def split_by_key(rows, key="id", test_share=0.2):
    bucket = F.pmod(F.xxhash64(F.lit(seed), key), F.lit(1000))  # 0 … 999, the same for the same key, for ever
    return rows.where(bucket >= 1000 * test_share), rows.where(bucket < 1000 * test_share)


seen = seen_in_training(split_by_key)
print(seen.map("{:.0%}".format).to_string())
assert (seen == 0).all()

hundred = ids(flights.orderBy("month", "day", "dep_time", "id").limit(101))[1:]  # (100,), the flights behind the first
figure, axes = plt.subplots(2, 1, figsize=(8, 2.4), sharex=True, layout="constrained")
for axis, split in zip(axes, (random_split, split_by_key)):
    strips = [hundred.isin(ids(split(rows)[1])) for rows in (flights, tomorrows[f"without {first}"])]
    axis.imshow(strips, aspect="auto", cmap="YlOrRd", vmax=1.4)
    axis.set(yticks=[0, 1], yticklabels=["today", "tomorrow"], title=split.__name__)
axes[1].set_xlabel(f"the hundred flights that follow {first}; red: in the test part")
plt.show()

# %% [markdown]
# ### The key decides what stays together
#
# Rows with equal keys always share a part. That can be a wish: hash `tailnum`, and no aircraft is in both parts. But a key needs
# many values, or the shares go astray.
#
# **Predict before you run:** ask for 20 % by hashing `origin`, which has three values: EWR, JFK, LGA. What can the answer be?

# %%
rows = []
for key in ("id", "tailnum", "dest", "carrier", "origin"):
    in_test = split_by_key(flights, key)[1].count()
    rows.append((key, flights.select(key).distinct().count(), f"{in_test / flights.count():.0%}"))
print(pd.DataFrame(rows, columns=["key", "values", "in the test part"]).to_string(index=False))

# %% [markdown]
# ### Split the way the model will be used
#
# A hash mixes all days. But tomorrow's flight does not lie between yesterday's: it comes after them, and bad weather makes a
# whole day late at once. A model that will be used on the *next* month should be measured on a next month. A date is a key
# too, and such a split cannot move. From here on: train on January and February, test on March.
#
# ## An estimator learns, a transformer applies
#
# A stage with a `fit` is an **estimator**: it looks at rows and returns a **transformer** that remembers what it saw.
# A transformer only has `transform`: columns in, more columns out. A `Pipeline` of stages is itself an estimator.
# So one `fit` on the training rows fits every stage on the training rows, and nothing of March can slip in.

# %%
train, test = flights.where("month <= 2"), flights.where("month = 3")  # (flights, 20 columns) each


def delay_pipeline(numbers=("hour", "distance"), label="arr_delay"):
    text, index, vector = ["carrier", "origin"], ["carrier_i", "origin_i"], ["carrier_v", "origin_v"]
    return Pipeline(stages=[
        StringIndexer(inputCols=text, outputCols=index, handleInvalid="keep"),  # March may bring a new carrier
        OneHotEncoder(inputCols=index, outputCols=vector),
        VectorAssembler(inputCols=[*vector, *numbers], outputCol="features"),
        LinearRegression(labelCol=label),
    ])

# %%
pipeline = delay_pipeline()
model = pipeline.fit(train)
stages = [
    (type(before).__name__, "estimator" if isinstance(before, Estimator) else "transformer", type(after).__name__)
    for before, after in zip(pipeline.getStages(), model.stages)
]
print(pd.DataFrame(stages, columns=["stage", "is an", "after fit"]).to_string(index=False))

scored = model.transform(test)  # (flights of March, 20 columns + 6)
rounded = scored.withColumn("prediction", F.round("prediction", 1)).orderBy("day", "hour", "carrier", "flight")
rounded.select("day", "carrier", "flight", "hour", "arr_delay", "prediction").show(5)

# %% [markdown]
# Three of the four stages had something to learn. The assembler had not: it was a transformer from the start.
#
# ## Three metrics, by hand and by Spark
#
# With the error $e$ = label − prediction: **MAE** is the mean of $|e|$, **RMSE** the root of the mean of $e^2$. Both are in
# minutes. **R²** has no unit: $1 - \sum e^2 / \sum (y - \bar y)^2$ says how much of the labels' variation is gone from the errors.

# %%
def measure(scored, label="arr_delay", prediction="prediction"):
    evaluator = RegressionEvaluator(labelCol=label, predictionCol=prediction)
    return {name: evaluator.setMetricName(name).evaluate(scored) for name in ("rmse", "mae", "r2")}


e = F.col("arr_delay") - F.col("prediction")
by_hand = scored.select(
    F.sqrt(F.avg(e**2)).alias("rmse"),
    F.avg(F.abs(e)).alias("mae"),
    (1 - F.avg(e**2) / F.var_pop("arr_delay")).alias("r2"),
).first().asDict()
assert all(np.isclose(by_hand[name], value) for name, value in measure(scored).items())
print({name: round(value, 3) for name, value in by_hand.items()})

# %% [markdown]
# Good or bad? A metric alone does not say. Put two models without any features beside it: one always
# answers with the **mean** of the training delays, the other always with their **median**.
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
y, miss = scored.select("arr_delay", F.abs(e)).toPandas().to_numpy().T  # (flights of March,) each
answers = np.arange(-30, 41)
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.4), layout="constrained")
for power, name, total, colour in ((2, "RMSE", "squared", "firebrick"), (1, "MAE", "absolute", "seagreen")):
    error = [np.mean(np.abs(y - answer) ** power) ** (1 / power) for answer in answers]
    best = int(np.argmin(error))
    left.plot(answers, error, color=colour, markevery=[best], marker="o", label=f"{name}, lowest at {answers[best]}")
    share = 100 * np.cumsum(np.sort(miss**power)[::-1]) / np.sum(miss**power)
    worst = f"the worst 5% make {share[len(miss) // 20]:.0f}% of it"
    right.plot(np.linspace(0, 100, len(miss)), share, color=colour, label=f"{total} error: {worst}")
left.set(title="every constant answer", xlabel="answer in minutes", ylabel="error in minutes")
right.set(title="whose error is it?", xlabel="% of the flights, worst predicted first", ylabel="% of the error")
left.legend()
right.legend()
plt.show()

# %% [markdown]
# RMSE is mostly about a few bad flights, MAE about all of them. So the goal chooses:
#
# | you want … | use | because |
# |---|---|---|
# | a typical error in minutes, each minute alike | **MAE** | its best answer is the median; a few huge delays hardly move it |
# | to avoid huge misses, or sums and means that are right | **RMSE** | its best answer is the mean; a miss twice as large costs four times as much |
# | to say how much better than the mean, without a unit | **R²** | on the same rows it ranks models exactly as RMSE does |
#
# Compare models on the same test rows only: another month has another variation, and with it another RMSE and another R².
#
# ## Too good to be true
#
# Our R² is small. That is honest: a schedule knows little about tomorrow's storm. Add `dep_delay`, and see what a leak
# looks like.

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
# Now ask only about the late flights: **how** late? Their delays are above zero and very skewed. A logarithm takes the skew away.
# We use $\log(1 + y)$, `log1p`, because it is at ease near zero; `expm1` undoes it.

# %%
late_train, late_test = (
    part.where("arr_delay > 0").withColumn("log_label", F.log1p("arr_delay")) for part in (train, test)
)
late = late_train.select("arr_delay", "log_label").toPandas()  # (late flights, 2)

figure, axes = plt.subplots(1, 2, figsize=(9, 2.6), layout="constrained")
for axis, column, unit in zip(axes, late.columns, ("minutes (cut at 300)", "log(1 + minutes)")):
    axis.hist(late[column].clip(upper=300), bins=25, color="lightsteelblue")
    axis.set(title=f"{column}: skewness {late[column].skew():.1f}", xlabel=unit)
plt.show()
assert late["arr_delay"].skew() > 3 and abs(late["log_label"].skew()) < 0.5

# %% [markdown]
# One pipeline is fitted to the minutes, one to the logarithm.
#
# **Predict before you run:** the evaluator gives the second one an RMSE that is dozens of times smaller. Is it so much better?

# %%
in_minutes = delay_pipeline().fit(late_train).transform(late_test)
log_model = delay_pipeline(label="log_label").fit(late_train)
in_logs = log_model.transform(late_test)
undone = in_logs.withColumn("prediction", F.expm1("prediction"))

table = pd.DataFrame({
    "minutes model": measure(in_minutes),
    "log model, measured in logs": measure(in_logs, label="log_label"),
    "log model, undone": measure(undone),
}).T
print(table.round(3).to_string())
assert 24 * table["rmse"].iloc[1] < table["rmse"].iloc[0] < table["rmse"].iloc[2]
assert table["mae"].iloc[2] < table["mae"].iloc[0] and table["r2"].iloc[2] < 0

# %% [markdown]
# The middle row is in another unit. It cannot be compared with the first, and its exponential is not an RMSE either.
# Undone, the log model wins by MAE and loses by RMSE, with an R² below zero. You have seen this pattern before: it is the
# median's.
#
# The log model predicts the mean *of the logarithms*. Undone, that is close to the **median** of the minutes, which lies far
# below their mean. Look at it hour by hour. A factor learned on the training rows, the mean of $e^{\text{residual}}$,
# lifts it back.

# %%
residual = F.col("log_label") - F.col("prediction")
factor = log_model.transform(late_train).select(F.avg(F.exp(residual))).first()[0]
lifted = in_logs.withColumn("prediction", factor * F.exp("prediction") - 1)

frames = {"minutes model": in_minutes, "log model, undone": undone, "log model, lifted": lifted}
hours = late_test.where("hour BETWEEN 6 AND 22").groupBy("hour").agg(F.avg("arr_delay"), F.median("arr_delay"))
flown = hours.orderBy("hour").toPandas().set_index("hour").set_axis(["mean flown", "median flown"], axis=1)
axis = flown.plot(style=["o", "s"], color=["firebrick", "seagreen"], alpha=0.5, figsize=(9, 3.6))
for (name, frame), style in zip(frames.items(), ("firebrick", "seagreen", "black")):
    hourly = frame.where("hour BETWEEN 6 AND 22").groupBy("hour").agg(F.avg("prediction").alias(name))
    hourly.orderBy("hour").toPandas().plot(x="hour", y=name, color=style, ls=":" if frame is lifted else "-", ax=axis)
axis.set(xlabel="scheduled hour", ylabel="minutes late, given late")
axis.legend(loc="upper left", bbox_to_anchor=(1, 1))
plt.show()

# %%
flown = late_test.agg(F.sum("arr_delay")).first()[0]
table = pd.DataFrame({
    name: measure(frame) | {"sum": frame.agg(F.sum("prediction")).first()[0] / flown} for name, frame in frames.items()
}).T
print(table.round(3).to_string())
assert table["sum"]["log model, undone"] < 0.7 < table["sum"]["log model, lifted"] < 1.3

hour = log_model.stages[-1].coefficients[-2]  # the numbers stand last in the vector: hour, distance
print(f"hour: {hour:.4f} in the log model, so each later hour multiplies 1 + minutes by {np.exp(hour):.3f}")
assert late["arr_delay"].mean() < late_test.agg(F.avg("arr_delay")).first()[0]

# %% [markdown]
# `sum` is the predicted total as a share of the minutes really flown late. Every model stays below 1, because March was worse
# than the months they learned from; but whoever plans a budget by the undone predictions runs out of money long before the
# others. Whoever wants a typical delay should leave them as they are.
#
# Explaining needs the same care as measuring: a coefficient of the log model is not a number of minutes. Undone, it is a factor.
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
#   `pyspark.ml` runs on dedicated clusters; since runtime 17.0 also on standard clusters, and on serverless compute from
#   environment 4 on. There `cache()` must go before environment 5, which has it as a preview.
# - The exam's words are the ones used here: estimator, transformer, pipeline, evaluator. The answer it knows to an unstable split
#   is to write both parts to tables once, or to keep the same cluster and partitions. A hash of a key needs neither.
# - `RegressionEvaluator` measures whatever columns you name. It cannot know that a label is a logarithm: exponentiate first.
