# %% [markdown]
# # One model for all, or one for each group?
#
# A plane leaves the gate 20 minutes late. When will it arrive? Each airline plans its flights in its own way: one has slack in
# its plan, another has none. So perhaps each airline should have a model of its own. Spark makes that easy: sixteen models take
# one call, and sixteen thousand take the same call. Whether it is a good idea is another question, and the harder one.
#
# **Objective** MD-34 parallelise single-node models (here: one fit for each group; tuning is in module 4, *parallel_tuning*).
# Older outline: `applyInPandas`, a model for each group.
# **Left out** Arrow, pandas UDFs, and a model that is loaded once for many batches (unit *pandas_udfs*); nested runs in depth
# (module 2, *tracking*); group means as features (module 3, *derive_select*).
# **Time** 35 minutes to read and run.
#
# Eight times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights to use

# %%
import io
import logging
import os
import pickle
import re
import tempfile
from contextlib import redirect_stdout

# Before MLflow is imported: its notes and bars carry the time of day.
os.environ |= {"MLFLOW_LOGGING_LEVEL": "WARNING", "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false"}

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
from pyspark import TaskContext
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from sklearn.linear_model import LinearRegression

from course import dataset

logging.disable()  # this lesson makes errors on purpose, and Spark logs each of them at length
spark = SparkSession.builder.getOrCreate()
file = spark.read.parquet(dataset("flights")).where("arr_delay IS NOT NULL")  # New York, January to March 2013
delays = {name: F.col(name).cast("double") for name in ("dep_delay", "arr_delay")}
flights = file.sample(fraction=fraction, seed=seed) if fraction < 1 else file
flights = flights.withColumns(delays).select("month", "day", "carrier", "dest", "flight", *delays).coalesce(1).cache()
needed = ["carrier", "dest", *delays]
train, later = flights.where("month < 3").select(needed), flights.where("month = 3").select(needed)
flights.orderBy("month", "day", "carrier", "flight", "dest").show(5)
print(f"{train.count():,} flights of January and February teach, {later.count():,} of March judge")

# %% [markdown]
# Two columns of minutes: late at the gate, late at the end. A negative number is early.
#
# ## First for one frame, then for all groups
#
# The model is small: a straight line, by scikit-learn, which knows nothing of Spark. Write the function for **one** pandas frame
# and try it on the driver. What fails there fails on the workers, too, with a longer error.
#
# Then `groupBy(…).applyInPandas(function, schema)`. It **shuffles** the rows, so that all rows of a group are in one place. It
# gives each group to your function, as an ordinary pandas frame. And it puts the frames that come back together into **one**
# Spark frame. Your function may take two arguments: then the first is the key, a tuple. Spark cannot guess the result, so you
# declare its schema.
#
# **Predict before you run:** OO flew once in these two months, and arrived 107 minutes late. Which line does it get?

# %%
def line(rows):
    model = LinearRegression().fit(rows[["dep_delay"]], rows["arr_delay"])
    return float(model.intercept_), float(model.coef_[0])


def fit(key, rows):
    intercept, slope = line(rows)
    return pd.DataFrame({"carrier": [key[0]], "n": [len(rows)], "intercept": [intercept], "slope": [slope]})


everyone = train.toPandas()
pooled = line(everyone)  # one line for all, fitted on the driver
schema = "carrier string, n long, intercept double, slope double"
lines = train.groupBy("carrier").applyInPandas(fit, schema).cache()  # (carriers, 4), one row for each
table = lines.orderBy("n", "carrier").toPandas()
print(table.round(2).to_string(index=False))
print(f"all carriers: arr_delay = {pooled[0]:.2f} + {pooled[1]:.2f} * dep_delay")
assert fraction < 1 or table.loc[0, ["carrier", "n", "intercept", "slope"]].tolist() == ["OO", 1, 107.0, 0.0]

# %% [markdown]
# A level line at 107 minutes: whatever happens, OO comes 107 minutes late. No warning. **Keep `n` in the result**, always: a
# coefficient without the number of rows behind it cannot be judged.
#
# And HA, with 59 flights, wins back half an hour on its long way to Honolulu. The line of all flights does not know that.
#
# ## What travels
#
# **Predict before you run:** the file has 19 columns, and the function reads three of them. How many does Spark send through the
# shuffle and through Arrow to Python?

# %%
def plan(frame):
    with redirect_stdout(io.StringIO()) as text:
        frame.explain()
    return text.getvalue()


for name, frame in {"all columns": file, "select before": file.select("carrier", "dep_delay", "arr_delay")}.items():
    found = plan(frame.groupBy("carrier").applyInPandas(fit, schema))
    sent = re.search(r"fit\((.*?)\)#", found)[1].count("#")
    print(f"{name:<14} {sent:>2} columns are sent to Python, after a shuffle: {'Exchange hashpartitioning(carrier' in found}")
    assert sent == len(frame.columns)
built_in = {"intercept": F.regr_intercept("arr_delay", "dep_delay"), "slope": F.regr_slope("arr_delay", "dep_delay")}
by_sql = train.groupBy("carrier").agg(*(column.alias(name) for name, column in built_in.items())).toPandas()
both = table[table["n"] > 2].merge(by_sql, on="carrier", suffixes=("", "_sql"))
same = np.allclose(both[["intercept", "slope"]], both[["intercept_sql", "slope_sql"]])
print("the same lines by regr_intercept and regr_slope:", same)
assert same

# %% [markdown]
# All of them. Spark cannot look into a Python function, so it must send everything: **`select` before `applyInPandas`**.
#
# And a straight line needs no Python at all. Spark has it as an aggregate, which adds up sums inside each partition and sends
# only those. Take `applyInPandas` when no aggregate does what you need: for a tree, for a time series, for any library.
#
# ## What comes in, what comes back
#
# A gate has a number, and sometimes none. Three frames come back below: one with its columns in another order than the schema,
# one whose columns have no names, and one with a name that the schema does not have. **Predict before you run:** what does Python
# see as the key of the rows without a gate? And what becomes of each frame?

# %%
cells = [(1, 2.0, 10), (1, 3.0, None), (2, 4.0, 30), (None, 7.0, 40)]
some = spark.createDataFrame(cells, "gate int, x double, bags int").coalesce(1)


def look(key, rows):  # another order than the schema
    return pd.DataFrame({"bags": [str(rows["bags"].dtype)], "rows": [len(rows)], "key": [str(key[0])]})


def unnamed(rows):
    return pd.DataFrame([[rows["x"].sum(), len(rows)]])


def misnamed(rows):
    return pd.DataFrame({"sum": [rows["x"].sum()], "rows": [len(rows)]})


some.groupBy("gate").applyInPandas(look, "key string, rows long, bags string").show()
some.groupBy("gate").applyInPandas(unnamed, "rows long, total double").show()
try:
    some.groupBy("gate").applyInPandas(misnamed, "rows long, total double").collect()
except PySparkException as error:
    print(re.search(r"\[RESULT_COLUMN_NAMES_MISMATCH\].*", str(error))[0])

# %% [markdown]
# - **Null is a group**, like any other. (pandas drops it, unless you say `dropna=False`.) As a number it arrives as `nan`, as
#   text as `None`: a dict that you ask for `nan` may say no.
# - A whole number with gaps is a float in that group, and an int in the next one. Convert inside the function if it matters.
# - Columns **with names** are matched by name, in any order, and a name too many or too few is an error. Columns **without
#   names** are matched by place: the second table has the sum under `rows`. Nothing complained, because the sums happened to be
#   whole numbers. Name them.
# - If you group by an expression, such as `F.col("gate").cast("string")`, the key is text, but the frame still has the old
#   column. Make the column first, then group by its name. Otherwise `"1"` and `1` meet in a later join.
#
# ## The lines
#
# We draw the minutes that are lost (or won, below 0) between the gates. **Predict before you run:** with the
# largest carriers in the middle, whose lines will lie far from it?

# %%
x = np.array([-15.0, 100.0])
figure, axis = plt.subplots(figsize=(9, 4.2), layout="tight")
named = {"HA": "purple", "VX": "seagreen", "F9": "darkorange", "AS": "teal", "OO": "firebrick"}
for carrier, n, intercept, slope in table.itertuples(index=False):
    lost = intercept + (slope - 1) * x
    axis.plot(x, lost, color=named.get(carrier, "silver"), lw=0.8 + np.log10(n) / 2, ls="-" if n >= 30 else ":")
    if carrier in named:
        axis.text(101, lost[1], f"{carrier}, n = {n}", color=named[carrier], va="center")
axis.plot(x, pooled[0] + (pooled[1] - 1) * x, "k--", lw=2)
axis.text(101, pooled[0] + (pooled[1] - 1) * 100, "all", va="center")
axis.set(xlim=(-15, 120), ylim=(-45, 30), xlabel="late at departure, minutes", ylabel="lost on the way, minutes")
plt.show()

# %% [markdown]
# Of the six carriers with the fewest flights, five lie outside. Is that how they are, or how a few flights fall? For HA, with
# one route to the other end of the country, one may believe it. For OO, nobody would. The picture alone cannot tell.
# **Later rows can.**
#
# ## Score each row with its own model
#
# Three ways, and each needs an answer for a group that has no model, or one that is too small to be trusted:
#
# | way | fits | for groups without a model |
# |---|---|---|
# | join the table of coefficients | linear models, any number of groups | left join, then `coalesce` with the pooled line |
# | `mapInPandas` with a dict of models | models small enough to travel to every worker | `models.get(key, pooled)` |
# | `cogroup(…).applyInPandas` | models too large for that | the frame of models is empty |

# %%
everybody = F.lit(pooled[0]) + F.lit(pooled[1]) * F.col("dep_delay")
own = F.coalesce(F.col("intercept") + F.col("slope") * F.col("dep_delay"), everybody)
known = F.broadcast(lines.where("n >= 30"))
scored = later.join(known, "carrier", "left").withColumns({"pooled": everybody, "own": own}).cache()


def rmse(name):
    return F.sqrt(F.avg((F.col(name) - F.col("arr_delay")) ** 2)).alias(name)


march = scored.groupBy("carrier").agg(F.count("*").alias("flights"), rmse("pooled"), rmse("own")).orderBy("carrier").toPandas()
overall = scored.agg(rmse("pooled"), rmse("own")).first()
print(f"March, minutes: one line for all {overall['pooled']:.2f}, one for each carrier {overall['own']:.2f}")
assert scored.count() == later.count()  # no flight lost, none doubled

# %%
def pack(key, rows):  # any model is bytes, once it is pickled
    model = LinearRegression().fit(rows[["dep_delay"]], rows["arr_delay"])
    return pd.DataFrame({"carrier": [key[0]], "n": [len(rows)], "model": [pickle.dumps(model)]})


packed = train.groupBy("carrier").applyInPandas(pack, "carrier string, n long, model binary").where("n >= 30").cache()
models = {row.carrier: pickle.loads(row.model) for row in packed.collect()}
for_all = LinearRegression().fit(everyone[["dep_delay"]], everyone["arr_delay"])

# %%
def score(batches):  # mapInPandas: an iterator of frames, each with rows of any carriers
    for batch in batches:
        groups = batch.groupby("carrier", dropna=False)
        yield pd.concat(rows.assign(own=models.get(key, for_all).predict(rows[["dep_delay"]])) for key, rows in groups)


def score_group(rows, found):  # cogroup: the rows of one carrier, and its row of `packed`
    model = pickle.loads(found["model"].iloc[0]) if len(found) else for_all
    return rows.assign(own=model.predict(rows[["dep_delay"]]) if len(rows) else 0.0)


out = "carrier string, dest string, dep_delay double, arr_delay double, own double"
mapped = later.mapInPandas(score, out).agg(rmse("own")).first()[0]
cogrouped = later.groupBy("carrier").cogroup(packed.groupBy("carrier")).applyInPandas(score_group, out)
cogrouped = cogrouped.agg(rmse("own")).first()[0]
print(f"by join {overall['own']:.6f}, by mapInPandas {mapped:.6f}, by cogroup {cogrouped:.6f}")
assert np.allclose([mapped, cogrouped], overall["own"])

# %% [markdown]
# Three times the same number. `mapInPandas` moves no rows; `score` must yield a frame for **every** batch, and it must not ask
# for `next(batches)` alone: a partition may be empty. `cogroup` shuffles both sides, and it calls the function also for a key
# that only one side has. That is why the two `if len(…)` are there. Load pickled bytes only if you wrote them yourself.
#
# ## Was it worth it? Carrier by carrier
#
# **Predict before you run:** for each carrier, the change of the error in March, own line against pooled line. Below 0 the own
# line is better. Who is below?

# %%
march = march.merge(table[["carrier", "n"]], on="carrier")
march["change"] = march["own"] - march["pooled"]
better = march["change"] < 0
axis = march.plot.scatter(x="n", y="change", s=60, logx=True, figsize=(9, 3.6), c=np.where(better, "seagreen", "firebrick"))
for carrier, n, change in march[["carrier", "n", "change"]].itertuples(index=False):
    below = carrier in ("AA", "DL", "UA", "YV")  # where there is room
    axis.annotate(carrier, (n, change), xytext=(7, -14 if below else 5), textcoords="offset points")
axis.axhline(0, color="gray", lw=1)
axis.set(xlabel="flights that taught the own line (logarithmic)", ylabel="change of RMSE, minutes", ylim=(-3.2, 4))
plt.show()
share = march.loc[better, "flights"].sum() / march["flights"].sum()
print(f"the own line is better for {better.sum()} of {len(march)} carriers, with {share:.0%} of the flights")
print(march.set_index("carrier").loc[["VX", "EV", "HA", "F9"], ["n", "flights", "pooled", "own", "change"]].round(2).to_string())
assert fraction < 1 or (march.set_index("carrier")["change"][["EV", "HA", "F9"]] > 0.5).all()

# %% [markdown]
# Small groups jump: HA and F9 got worse by two and three minutes, as if their lines were drawn by chance. But size is not
# everything: EV has thousands of flights, and its own line is worse as well. That line was well estimated, for **January and
# February**. In March EV flew in another way, more like the others. A model of your own is a model of your own *past*.
#
# ## A record of each model
#
# Many models are many runs, under one parent. You can write them on the **driver**, from the table that came back, or let each
# **worker** write its own. A worker is another process, often on another machine. It has no active run, and it cannot be sure
# where the store is: **hand over** the address, the experiment and the parent's id, as plain text.
#
# **Predict before you run:** in the second cell four carriers log from the workers. We call `count()` to see whether it worked,
# and then `toPandas()`. How many children has the parent?

# %%
folder = tempfile.TemporaryDirectory()
uri = f"sqlite:///{folder.name}/mlflow.db"
mlflow.set_tracking_uri(uri)
mlflow.create_experiment("carriers", artifact_location=f"{folder.name}/files")
home = mlflow.set_experiment("carriers").experiment_id
with mlflow.start_run(run_name="from the driver") as parent:
    mlflow.log_metrics({"rmse": overall["own"], "rmse_pooled": overall["pooled"]})
    for row in march.itertuples():
        with mlflow.start_run(run_name=row.carrier, nested=True):
            mlflow.log_params({"carrier": row.carrier, "rows": row.n})
            mlflow.log_metrics({"rmse": row.own, "rmse_pooled": row.pooled})
            if row.carrier == "VX":  # as an example
                mlflow.sklearn.log_model(models["VX"], name="model", pip_requirements=["scikit-learn"])
runs = mlflow.search_runs(filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'", order_by=["metrics.rmse ASC"])
print(len(runs), "children; the lowest errors:", runs["params.carrier"].head(3).tolist())

# %%
def fit_and_log(key, rows):
    mlflow.set_tracking_uri(uri)  # on the worker
    intercept, slope = line(rows)
    with mlflow.start_run(experiment_id=home, run_name=key[0], parent_run_id=above) as run:
        mlflow.log_params({"carrier": key[0], "rows": len(rows)})
        mlflow.log_metrics({"intercept": intercept, "slope": slope})
    return pd.DataFrame({"carrier": [key[0]], "run_id": [run.info.run_id]})


with mlflow.start_run(run_name="from the workers") as parent:
    above = parent.info.run_id
few = train.where("carrier IN ('AS', 'F9', 'HA', 'YV')").groupBy("carrier")
few = few.applyInPandas(fit_and_log, "carrier string, run_id string")
print("rows:", few.count(), "and again:", len(few.toPandas()))
runs = mlflow.search_runs(filter_string=f"tags.mlflow.parentRunId = '{above}'")
print(f"{len(runs)} children for {runs['params.carrier'].nunique()} carriers")
assert len(runs) == 2 * runs["params.carrier"].nunique()

# %% [markdown]
# Each action runs the function again, and so does a task that failed and is repeated. A function with **side effects** may leave
# them twice. And sixteen thousand groups knock at one store.
#
# So: let the function **return** what is to be known (numbers, or the model as bytes), and log on the driver, once. Log from the
# workers when a model is too large to come back. Then write `cache()` or save the result before you look at it.
#
# ## The largest group sets the pace
#
# A group is fitted by one task, from beginning to end. **Predict before you run:** the plan above divides the rows into
# shuffle partitions by carrier. On how many tasks do the sixteen fits run, if nobody says anything? And with
# `repartition(8, "carrier")`?

# %%
def place(key, rows):
    return pd.DataFrame({"carrier": [key[0]], "n": [len(rows)], "task": [TaskContext.get().partitionId()]})


slim, placed = file.select("carrier"), {}
for name, frame in {"as it is": slim, "repartition(8, 'carrier')": slim.repartition(8, "carrier")}.items():
    found = frame.groupBy("carrier").applyInPandas(place, "carrier string, n long, task int").toPandas()
    placed[name] = found.sort_values(["task", "n"], ascending=[True, False]).reset_index(drop=True)
    rows = found.groupby("task")["n"].sum()
    print(f"{name:<26} {len(rows)} tasks with work; the busiest has {rows.max():,} of {rows.sum():,} rows")
assert [frame["task"].nunique() for frame in placed.values()] == [1, 6]

# %%
spread = placed["repartition(8, 'carrier')"]
figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4), layout="tight")
bottom = dict.fromkeys(range(8), 0)
for at, (carrier, n, task) in enumerate(spread.itertuples(index=False)):
    left.bar(task, n, bottom=bottom[task], color=plt.cm.tab20(at), edgecolor="white")
    left.text(task, bottom[task] + n / 2, carrier if n > 1500 else "", ha="center", va="center")
    bottom[task] += n
left.set(xlabel="task", ylabel="rows", title="repartition(8, 'carrier'): carriers in tasks", xticks=range(8))
total, largest, workers = spread["n"].sum(), spread["n"].max(), np.arange(1, 17)
right.plot(workers, workers, "--", color="gray", label="if a group could be divided")
right.plot(workers, total / np.maximum(total / workers, largest), "o-", color="navy", label="at best")
right.set(xlabel="workers", ylabel="times as fast as one", title=f"the limit: {total:,} / {largest:,} = {total / largest:.1f}")
right.legend(loc="upper left")
plt.show()

# %% [markdown]
# **One** task. Spark's adaptive execution joins small shuffle partitions, and it measures *bytes*. It does not know that a fit is
# slow. A number in `repartition` is respected. But the keys are put into tasks by a hash: two large carriers share one task,
# and two tasks have nothing to do. More partitions than workers make that less likely.
#
# Nothing helps against the **largest group**. Its fit is the shortest time there is, and with a pandas frame its rows must fit
# into the memory of one Python worker (the setting `maxRecordsPerBatch` does not divide a group here). Select columns, sample the
# giant, or give it to Spark ML. Since Spark 4.1 the function may also take an *iterator* of frames, declared by its type hints,
# for models that learn batch by batch.
#
# ## Between one and many: partial pooling
#
# Now finer groups: carrier **and** destination. Some have a thousand flights, some have one, and some are new in March. Give a
# group with n flights a mixture: the share `n / (n + k)` of its own line, and the rest of the line for all. With k = 0 each group
# is on its own, with k = ∞ all are one. January fits, **February chooses k**, and March is asked once.
#
# **Predict before you run:** which k wins in February? And in March: own lines, one line, or the mixture?

# %%
names = ["carrier", "dest", "n", "intercept", "slope"]


def fit_route(key, rows):
    return pd.DataFrame([[*key, len(rows), *line(rows)]], columns=names)


def judged(teach, judge):  # the pooled and the own prediction for each row of judge
    routes = teach.groupBy("carrier", "dest").applyInPandas(fit_route, f"dest string, {schema}")
    said = judge.join(routes, ["carrier", "dest"], "left").toPandas()
    intercept, slope = line(teach.toPandas())
    said["pooled"] = intercept + slope * said["dep_delay"]
    said["own"] = (said["intercept"] + said["slope"] * said["dep_delay"]).fillna(said["pooled"])
    return said.fillna({"n": 0})


def squares(said, k):
    share = (said["n"] / (said["n"] + k)).fillna(0)
    return (share * said["own"] + (1 - share) * said["pooled"] - said["arr_delay"]) ** 2

# %%
january, february = (flights.where(f"month = {month}").select(needed) for month in (1, 2))
strengths = [0, 3, 10, 30, 100, 300, 1000, np.inf]
choosing, final = judged(january, february), judged(train, later)
errors = {k: float(np.sqrt(squares(choosing, k).mean())) for k in strengths}
best = min(errors, key=errors.get)
print("February:", ", ".join(f"{k:g}: {error:.2f}" for k, error in errors.items()))
own, mixture, one = (float(np.sqrt(squares(final, k).mean())) for k in (0, best, np.inf))
print(f"March: own lines {own:.2f}, one line for all {one:.2f}, the mixture with k = {best:g}: {mixture:.2f}")
worst = squares(final, 0).groupby([final["carrier"], final["dest"]]).sum().idxmax()
of_worst = (final["carrier"] == worst[0]) & (final["dest"] == worst[1])
taught = final.loc[of_worst, "n"].iloc[0]
print(f"{worst[0]} to {worst[1]}: flights that taught it {taught:.0f}, flights in March {of_worst.sum()};")
print(f"without this route: own lines {np.sqrt(squares(final[~of_worst], 0).mean()):.2f}, "
      f"one line for all {np.sqrt(squares(final[~of_worst], np.inf).mean()):.2f}")
assert 0 < best < np.inf and mixture < one and (fraction < 1 or (errors[0] < errors[np.inf] and own > one))

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4), layout="tight")
left.plot(range(len(strengths)), list(errors.values()), "o-", color="navy")
left.set_xticks(range(len(strengths)), ["0\nown", "3", "10", "30", "100", "300", "1000", "∞\none for all"])
left.set(xlabel="k", ylabel="RMSE in February, minutes", title="February chooses")
edges = {-1: "0", 0: "to 2", 2: "to 10", 10: "to 30", 30: "to 100", 100: "to 300", 300: "to 1000", 1000: "more"}
size = pd.cut(final["n"], [*edges, 100_000], labels=list(edges.values()))
kinds = {"own": 0, f"k = {best:g}": best, "one for all": np.inf}
by_size = pd.DataFrame({name: squares(final, k).groupby(size, observed=True).mean() ** 0.5 for name, k in kinds.items()})
change = by_size.sub(by_size.pop("one for all"), axis=0)
change.plot.bar(ax=right, color=["firebrick", "navy"], rot=0, xlabel="flights that taught the group")
right.set(yscale="symlog", ylabel="change of RMSE against one for all", title="March, by the size of the group")
right.set(ylim=(-1.5, max(2, 2 * change.max().max())))
right.set_yticks([-1, 0, 1, 10], ["-1", "0", "1 minute", "10"])
right.axhline(0, color="gray", lw=1)
plt.show()

# %% [markdown]
# In February own lines beat the one line. In March they lose to it, and all of that is a single route that had been flown once:
# its level line was then used for a whole month. The mixture won both times. It costs one division.
#
# The scale of the right picture squeezes large numbers, or that one bar would hide all others. And look at the last bars: where
# a group has more than 1000 flights, it was its own past that misled, so the mixture did not help.
#
# So "one for all, or one for each?" has a dull answer: **neither by taste.** Try both, and the mixture, on rows that come later.
# Then ask whether the gain is worth sixteen models that somebody must watch.
#
# ## What to remember
#
# - `select` the columns, `groupBy(key)`, `applyInPandas(function, schema)`: a shuffle, then one pandas frame for each group.
# - Return named columns, the key and `n` among them. Null is a group. Every action runs the function again.
# - If an aggregate can do it, take the aggregate.
# - Score by a join, by a dict in `mapInPandas`, or by `cogroup`. Always with an answer for new and for tiny groups.
# - Log on the driver if you can. A worker must be told the address, the experiment and the parent.
# - The largest group sets the time and the memory. `repartition(number, key)` keeps small partitions apart.
# - Small groups mislead, and large ones change. Shrink by `n / (n + k)`, and let later rows choose k.
#
# ## On Databricks (November 2026)
#
# - The same calls; the vendor's pages name them *pandas function APIs*: grouped map, map, cogrouped map. Older code has
#   `@pandas_udf(…, PandasUDFType.GROUPED_MAP)` and `groupBy(…).apply(…)`: that is `applyInPandas` before Spark 3.
# - The tracking address is set in a notebook. Code on the workers still has to be told the experiment and the parent run.
# - The exam asks how single-node models are trained in parallel. One model per group: `applyInPandas`. One model, many settings:
#   Hyperopt with `SparkTrials` in the guide, Optuna or Ray Tune today (module 4). One model, too many rows: Spark ML.
