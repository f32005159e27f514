# %% [markdown]
# # Can my pandas code run on Spark as it is?
#
# You have a pandas program that works, and the data has outgrown your machine. `import pyspark.pandas as ps` promises that you
# change one line and go on. How far does that promise hold? And what do you pay where it holds?
#
# **Objectives** none of the current exam guide by its id: this unit is beyond it. From the older outline: pandas API on Spark
# and its InternalFrame. It is the ground for DEP-45 and MD-34, where pandas code meets Spark's rows in other ways.
# **Left out** pandas UDFs and `applyInPandas` (the next units of this module), Spark's own plans in depth (module 1,
# *dataframes*), reading and writing files.
# **Time** 35 minutes to read and run.
#
# Twelve times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights to use

# %%
import io
import logging
import re
import warnings
from contextlib import redirect_stdout

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pyspark.pandas as ps
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

logging.disable()  # this lesson makes errors on purpose, and Spark logs each of them at length
warnings.simplefilter("ignore")  # pandas-on-Spark warns at costly calls; here we name the costs ourselves
spark = SparkSession.builder.getOrCreate()
file = spark.read.parquet(dataset("flights"))  # all flights of the winter: we read plans from it
flights = file.sample(fraction=fraction, seed=seed) if fraction < 1 else file
key = ["month", "day", "carrier", "flight"]  # names each flight once
NOISE = r"#\d+L?|, \[plan_id=\d+\]|Batched.*(?=PushedFilters)|, ENSURE_REQUIREMENTS"  # what changes in a plan from run to run


def outcome(question, *given):
    try:
        return question(*given)
    except (PySparkException, NotImplementedError, ValueError) as error:
        return f"{type(error).__name__} {error.getCondition() if isinstance(error, PySparkException) else ''}".strip()


flights.pandas_api()[[*key, "tailnum", "dest", "distance", "arr_delay"]].head(5)

# %% [markdown]
# That looks like pandas: a table with row numbers 0, 1, 2 on the left. But the rows are Spark's. There are **three frames** now:
#
# | frame | where the rows are | how you write | when it computes |
# |---|---|---|---|
# | pandas | in the memory of one machine | pandas | at once |
# | Spark | in partitions, on many machines | Spark's functions, SQL | at an action |
# | pandas-on-Spark | in partitions, as above | pandas | at an action, and whenever pandas needs an answer |
#
# ## Three lines, three frames
#
# Which carrier is late most often? A flight is late when it arrives more than 15 minutes behind the plan. The function
# `late_share` below is pandas. It gets a pandas frame first, and a pandas-on-Spark frame next.
#
# **Predict before you run:** a cancelled flight has no `arr_delay`. Do the three columns agree?

# %%
table = flights.toPandas()  # pandas
on_spark = flights.pandas_api()  # pandas-on-Spark


def late_share(frame):
    frame = frame.assign(late=frame["arr_delay"] > 15)
    return frame.groupby("carrier")["late"].mean()


late = (F.col("arr_delay") > 15).cast("int")
in_spark = flights.groupBy("carrier").agg(F.avg(late).alias("late")).toPandas().set_index("carrier")["late"]
shares = pd.DataFrame({"pandas": late_share(table), "pandas-on-Spark": late_share(on_spark).to_pandas(), "Spark": in_spark})
shares = shares[table["carrier"].value_counts() > 50]  # OO flew once
print(shares.sort_values("pandas", ascending=False).head(5).round(3).to_string())
print(f"{table['arr_delay'].isna().sum():,} of {len(table):,} flights have no arr_delay")
assert np.allclose(shares["pandas"], shares["pandas-on-Spark"]) and (shares["Spark"] - shares["pandas"]).max() > 0.01

# %% [markdown]
# The same pandas function ran on both frames and gave the same numbers. Spark's three lines gave others. In pandas,
# `missing > 15` is **False**, so a cancelled flight counts as "not late". In Spark it is **NULL**, and `avg` passes over it.
# pandas-on-Spark keeps the rule of pandas. Neither rule is the better one for every question; but when you *translate* code by
# hand, you change the rule.
#
# ## From frame to frame
#
# Four calls move between the frames: `ps.from_pandas`, `to_pandas`, `pandas_api` and `to_spark`. pandas has an **index**, a name
# for each row. Spark has only columns.
#
# **Predict before you run:** three flights are named by carrier and number. Who still knows their names after the move?

# %%
names = ["carrier", "flight"]
named = table.head(3)[[*names, "arr_delay"]].set_index(names)
moved = {
    "spark.createDataFrame(named)": spark.createDataFrame(named),
    "ps.from_pandas(named).to_spark()": ps.from_pandas(named).to_spark(),
    "… .to_spark(index_col=names)": ps.from_pandas(named).to_spark(index_col=names),
}
for call, rows in moved.items():
    print(f"{call:34} has {rows.columns}")
back = moved["… .to_spark(index_col=names)"].pandas_api(index_col=names).to_pandas()
print(back.sort_index().to_string())
assert back.sort_index().equals(named.sort_index()) and moved["ps.from_pandas(named).to_spark()"].columns == ["arr_delay"]

# %% [markdown]
# Two of the three calls lost the names, without an error. `index_col` carries the index over, in both directions. Otherwise, call
# `reset_index()` first, which makes columns of it. `to_pandas` and `toPandas` bring **all** rows to your machine.
#
# ## Where do the row numbers come from?
#
# `pandas_api()` without `index_col` has to number the rows. They lie in partitions on several machines, so somebody must know
# how many rows come before mine. There are three ways: `sequence`, `distributed-sequence` (the default) and `distributed`. We put
# the flights into four partitions and look at the numbers in each. A red mark is the first number of its partition.
#
# **Predict before you run:** which of the three lets every partition count without asking the others? What do its numbers look
# like?

# %%
kinds = ["sequence", "distributed-sequence", "distributed"]
parted = flights.select("flight").repartition(4).withColumn("partition", F.spark_partition_id())
figure, axes = plt.subplots(1, 3, figsize=(11, 2.6), sharey=True, layout="constrained")
for axis, kind in zip(axes, kinds):
    with ps.option_context("compute.default_index_type", kind):
        numbered = parted.pandas_api().reset_index().to_pandas()
    ends = numbered.groupby("partition")["index"].agg(["min", "max"])  # (4 partitions, 2)
    axis.hlines(ends.index, ends["min"], ends["max"], lw=6, color="steelblue")
    axis.plot(ends["min"], ends.index, "|", ms=14, color="firebrick")
    axis.set(title=f"{kind}\nnumbers 0 to {numbered['index'].max():,}", xlabel="row number", yticks=range(4), ylim=(-0.5, 3.5))
    assert kind != "distributed" or ends["min"].tolist() == [partition * 2**33 for partition in range(4)]
    assert numbered["index"].is_unique and (numbered["index"].max() == len(numbered) - 1) == (kind != "distributed")
axes[0].set_ylabel("partition")
plt.show()

# %% [markdown]
# Two ways count 0, 1, 2 … without a gap. The third gives each partition its own range, and a new range starts every
# 8,589,934,592 numbers ($2^{33}$): you see only the red marks, because the rows behind them are too few to be seen. It is the
# cheapest way, and its numbers mean nothing but "different rows have different numbers".
#
# ## What the numbers cost
#
# The plan tells. The function `plan` prints it without the ids and paths that change from run to run.
#
# **Predict before you run:** we ask three questions in each of the ways: rows with their numbers, rows without, and a mean for
# each destination. In how many of the nine plans do all rows go through **one** task?

# %%
def plan(rows):
    with redirect_stdout(io.StringIO()) as printed:
        rows.explain()
    return re.sub(NOISE, "", printed.getvalue()).split("==\n")[1].strip()


found = {}
for kind in kinds:
    with ps.option_context("compute.default_index_type", kind):
        frame = file.pandas_api()[["dest", "distance"]]
    found[kind, "with numbers"] = plan(frame.to_spark(index_col="number"))
    found[kind, "without numbers"] = plan(frame.to_spark())
    found[kind, "mean for each dest"] = plan(frame.groupby("dest").mean().to_spark(index_col="dest"))
marks = {"one task": "Exchange SinglePartition", "shuffles": "Exchange ", "attached": "AttachDistributedSequence["}
counted = pd.DataFrame({name: {at: text.count(mark) for at, text in found.items()} for name, mark in marks.items()})
print(found["sequence", "with numbers"], found["distributed-sequence", "with numbers"], counted.to_string(), sep="\n\n")
assert counted["one task"].tolist() == [1] + 8 * [0] and counted["shuffles"].sum() == 4 and counted["attached"].sum() == 1

# %% [markdown]
# Only one of nine. `sequence` is a window over all rows without a partition: every row travels to a single task
# (`Exchange SinglePartition`), which sorts and counts. On a large table that task runs out of memory. `distributed-sequence`
# shows no shuffle, but `AttachDistributedSequence` is not free: Spark first counts the rows of each partition, and then numbers
# them. `distributed` needs nothing.
#
# And the numbers are computed only if somebody **asks** for them. The mean for each destination has the destination as its
# index, so in all three ways its one shuffle is that of the groups.
#
# ## What a pandas-on-Spark frame is made of
#
# Behind each frame there is an **InternalFrame**: a Spark frame, and notes that say which of its columns are the index and which
# are the data. It is private (`_internal`), may change with any release, and does not belong in your code. But one look
# explains a lot.
#
# **Predict before you run:** `set_index("dest")` names each row by its destination. How many rows move?

# %%
frame = file.pandas_api()[["dest", "distance", "arr_delay"]]
frames = {"as it came": frame, 'set_index("dest")': frame.set_index("dest"), "only late": frame[frame["arr_delay"] > 15]}
for words, one in frames.items():
    internal, columns = one._internal, one._internal.spark_frame.columns
    print(words)
    print("  index columns", internal.index_spark_column_names, "  data columns", internal.data_spark_column_names)
    print("  Spark frame   ", len(columns), "columns, among them", [name for name in columns if name.startswith("__")])
    print("  shuffles      ", len(re.findall(r"\bExchange ", plan(internal.spark_frame))))
assert frame.set_index("dest")._internal.spark_frame.columns == frame._internal.spark_frame.columns

# %% [markdown]
# None. `set_index` only rewrote the notes: the column `dest` now counts as the index. The Spark frame beneath is the same. Even
# the choice of three columns was a note: all columns of the file are still there. Two more are there that you did not ask for:
# `__index_level_0__` are the row numbers, and `__natural_order__` remembers in which order the rows came. Only the filter made a
# new Spark frame.
#
# ## pandas' rules have a price
#
# Look at the same filter, written in pandas and in Spark.
#
# **Predict before you run:** Spark hands `arr_delay > 15` to the file reader, which skips what it can (`PushedFilters`). Does it
# do so for the pandas line?

# %%
wanted = ["dest", "distance"]
by_flight = file.pandas_api(index_col="flight")  # a real column as index: nothing to number
asked = {
    "Spark": file.where("arr_delay > 15").select(*wanted),
    "pandas-on-Spark": by_flight[by_flight["arr_delay"] > 15][wanted].to_spark(index_col="flight"),
    "Spark first": file.where("arr_delay > 15").pandas_api(index_col="flight")[wanted].to_spark(index_col="flight"),
}
for way, rows in asked.items():
    condition = re.search(r"Filter (.*)", plan(rows))[1]
    pushed = re.search(r"PushedFilters: \[(.*?)\]", plan(rows))[1]
    print(f"{way:16} filter of {len(condition):3} characters: {condition[:60]}")
    print(f"{'':16} pushed to the reader: {pushed or 'nothing'}")
    assert bool(pushed) == (way != "pandas-on-Spark")

# %% [markdown]
# The pandas line became a tower of `CASE WHEN isnull(…) THEN false`: that is how `missing > 15` becomes False. The file reader
# cannot read such a tower, so it has to read every row. The way out is in the last line: **cut the rows and columns down in
# Spark, then call `pandas_api`**.
#
# ## Two frames meet
#
# Within one frame, `a["x"] - a["y"]` works row by row. Between **two** frames pandas matches rows by their index. So does
# pandas-on-Spark, by a join. (Before Spark 4.0 you had to allow it with `compute.ops_on_diff_frames`; since then it is allowed
# unless you forbid it.)
#
# **Predict before you run:** the same flights twice, one copy reshuffled as any job might do it. We subtract the distance of
# each flight from its own distance. How many rows of the result are zero?

# %%
def difference(index_col):
    first = flights.repartition(4).pandas_api(index_col=index_col)
    second = flights.pandas_api(index_col=index_col)
    return (first["distance"] - second["distance"]).to_numpy()


found = {"row number": difference(None), "the flight's own key": difference(key)}
for index, values in found.items():
    print(f"index: {index:21} {len(values):7,} rows, {(values == 0).mean():6.1%} zero")
axis = plt.figure(figsize=(8, 2.6), layout="constrained").gca()
axis.hist(list(found.values()), bins=41, label=list(found), color=["darkorange", "steelblue"])
axis.set(xlabel="distance minus the same flight's distance, miles", ylabel="rows", yscale="log")
axis.legend(title="index", loc="upper right")
plt.show()
assert (found["the flight's own key"] == 0).all() and (found["row number"] == 0).mean() < 0.1

# %% [markdown]
# No error, no warning, and nearly every row met a stranger. Row numbers say where a row *stood*, not which row it *is*.
# **Join by a key**: set it as the index of both frames, or use `merge`. Whoever trusts no frame to meet another one forbids it
# with `ps.set_option("compute.ops_on_diff_frames", False)`, and then such a line raises a `ValueError`.
#
# ## Order is not kept
#
# **Predict before you run:** `head(3)` of the flights, and of the same flights after a shuffle by destination. Are they the
# same? And what does `cumsum`, which needs the row before, do to the plan?

# %%
shuffled = flights.repartition(4, "dest").pandas_api()
heads = {"head of the file": on_spark, "after a shuffle": shuffled, "sorted by the key": shuffled.sort_values(key)}
heads = {what: [f"{a} {b}" for a, b in one[names].head(3).to_numpy()] for what, one in heads.items()}
print(pd.DataFrame(heads).T.to_string(header=False))
assert heads["sorted by the key"] == [f"{a} {b}" for a, b in table.sort_values(key)[names].head(3).to_numpy()]

distance = file.repartition(4).pandas_api()[["dest", "distance"]]
running = {"cumsum": distance[["distance"]].cumsum(), "cumsum for each dest": distance.groupby("dest")[["distance"]].cumsum()}
for what, one in running.items():
    print(f"{what:21} all rows through one task: {'Exchange SinglePartition' in plan(one.to_spark())}")

# %% [markdown]
# A shuffle deals the rows out anew, so "the first three" is an accident unless you **sort**. `head`, `shift`, `cumsum` and `diff`
# ask which row came before, and so does `iloc`. Sort for them. And without groups, `shift`, `cumsum` and `diff` bring
# all rows into one task, just as the numbering by `sequence` does.
#
# ## Your own function sees a batch
#
# `transform(f)` gives `f` a pandas Series. Below, `f` takes the mean off. We use 17,379 bike hours of two years, in their order.
# The hint `-> ps.Series[float]` says what comes back.
#
# **Predict before you run:** how long is the Series that `f` sees?

# %%
calls = spark.sparkContext.accumulator(0)


def centred(count) -> ps.Series[float]:
    calls.add(1)
    return count - count.mean()


hours = spark.read.parquet(dataset("bikes")).select("dteday", F.col("cnt").cast("double")).pandas_api()
hours["by transform"] = hours[["cnt"]].transform(centred)["cnt"]
hours["by the column's mean"] = hours["cnt"] - hours["cnt"].mean()
shown = hours.to_pandas()
means = shown.groupby(pd.to_datetime(shown["dteday"]).dt.to_period("M"))[["by transform", "by the column's mean"]].mean()
look = {"color": ["darkorange", "steelblue"], "marker": "o", "ms": 3, "ylim": (-150, 190), "xlabel": "month"}
means.plot(figsize=(8, 2.8), ylabel="bikes an hour, centred", **look)
plt.show()
print(f"{len(shown):,} rows, {calls.value} calls of at most", spark.conf.get("spark.sql.execution.arrow.maxRecordsPerBatch"))
growth = means.loc["2012"].mean() - means.loc["2011"].mean()
assert calls.value == 2 and growth["by transform"] < 0 and growth["by the column's mean"] > 80

# %% [markdown]
# Two calls, because Arrow hands over at most 10,000 rows at a time (and never more than a partition). Each batch was centred by
# **its own** mean. The bikes had a great second year, and the orange line hides it: there, 2012 is no better than 2011. Whatever
# looks across rows (a mean, a rank, the maximum) belongs outside the function, as in the blue line, or in a `groupby`: for a
# group the function always gets **all** of its rows.
#
# ## A function without a type is run to find out
#
# **Predict before you run:** `halved` is applied to 2,100 numbers, with no type hint and no action. How often does it run? And
# what happens from the number 2,000 on?

# %%
seen = []


def halved(number):
    seen.append(number)
    return number if number < 2000 else number / 2


numbers = ps.range(2100)["id"]
guessed = numbers.apply(halved)
print(f"before any action: {len(seen):,} calls, the guess is {guessed.dtype}")
print("without a hint:", outcome(lambda: guessed.max()))


def halved_with_hint(number) -> float:
    return number if number < 2000 else number / 2


print("with a hint:   ", outcome(lambda: numbers.apply(halved_with_hint).max()))
assert len(seen) == ps.get_option("compute.shortcut_limit") + 1 and guessed.dtype == "int64"

# %% [markdown]
# To learn the type, the first 1,001 rows went through the function on the driver. They were whole numbers, so Spark planned for
# whole numbers, and stopped at the first fraction. With a hint, nothing runs in advance and nothing is guessed. (Up to 1,000
# rows the whole work is done on the driver, in plain pandas. So a test on few rows proves little: it never meets a batch.)
#
# A hint has its own price: `-> ps.Series[float]` says nothing of the index, so some calls number the rows anew.
#
# ## ANSI, and other small differences
#
# Since Spark 4, ANSI rules are on: a bad cast raises. pandas-on-Spark knows them since 4.1.
#
# **Predict before you run:** in which rows do the three columns agree?

# %%
cases = {
    "5 / 0": (lambda lib: lib.Series([5]) / 0, "5 / 0"),
    "'NA' to a number": (lambda lib: lib.Series(["NA"]).astype(float), "CAST('NA' AS DOUBLE)"),
    "'NA', coerced": (lambda lib: lib.to_numeric(lib.Series(["NA"]), errors="coerce"), "TRY_CAST('NA' AS DOUBLE)"),
    "'16777217', coerced": (lambda lib: lib.to_numeric(lib.Series(["16777217"]), errors="coerce"), "DOUBLE('16777217')"),
    "2147483647 + 1": (lambda lib: lib.Series([2**31 - 1], dtype="int32") + 1, "2147483647 + 1"),
    "2.5, rounded": (lambda lib: lib.Series([2.5]).round(), "ROUND(2.5D)"),
    "NaN > 15": (lambda lib: lib.Series([float("nan")]) > 15, "DOUBLE('NaN') > 15"),
}
ask, ask_spark = lambda make, lib: make(lib).to_numpy().tolist()[0], lambda sql: spark.sql(f"SELECT {sql}").first()[0]
rows = {case: [outcome(ask, make, pd), outcome(ask, make, ps), outcome(ask_spark, sql)] for case, (make, sql) in cases.items()}
print(pd.DataFrame(rows, ["pandas", "pandas-on-Spark", "Spark"], dtype=object).T.astype(str).replace("None", "NULL").to_string())
with ps.option_context("compute.ansi_mode_support", False):
    print("\nsupport switched off:", outcome(lambda: ps.Series([5])))
assert rows["'16777217', coerced"] == [16777217, 16777216, 16777217] and rows["NaN > 15"] == [False, False, True]

# %% [markdown]
# - A division by zero is infinite in both pandas, and an error in Spark.
# - A bad text raises everywhere. (On Spark 3 the cast gave NULL, and no one was told.)
# - `ps.to_numeric` makes **32-bit** numbers: 16777217 lost its last digit, in silence. For exact numbers, use Spark's `try_cast`:
#   `column.spark.transform(lambda text: text.try_cast("double"))`.
# - A sum that does not fit wraps around to a negative number in pandas, and raises on Spark.
# - pandas rounds a half to the even neighbour, Spark rounds it away from zero.
# - pandas' NaN becomes a NULL on its way into Spark, so a comparison gives False. But a NaN that is *already* in a Spark
#   frame stays one, and for Spark NaN is larger than any number.
#
# ## What is not there
#
# **Predict before you run:** how much of a pandas DataFrame is missing here? And what does a `for` loop over a column do?

# %%
public = [name for name in dir(pd.DataFrame) if not name.startswith("_")]
absent = [name for name in public if not hasattr(ps.DataFrame, name)]
print(f"{len(absent)} of {len(public)} names are missing, among them {', '.join(absent[:6])}")
print("for value in column:", outcome(lambda: list(numbers)))
for option in ("plotting.max_rows", "display.max_rows", "compute.shortcut_limit"):
    print(f"{option:23} {ps.get_option(option):,}")
assert len(absent) < 0.2 * len(public)

# %% [markdown]
# **When not to use it**
#
# - The data fits into memory with room to spare. pandas is faster there, since each answer here is a Spark job.
# - You loop over rows. A column refuses, and `iterrows` brings row after row to the driver.
# - You need the order at every step.
# - You fit models with Spark ML. It wants a Spark frame, so call `to_spark` first.
# - You plot. Bar charts take the first 1,000 rows, line charts a sample: aggregate first.
# - Each second counts. Then write the filter in Spark.
#
# ## What to remember
#
# - Three frames: pandas, Spark, pandas-on-Spark. `to_spark(index_col=…)` and `pandas_api(index_col=…)` carry the index over.
# - The default index is computed when it is needed. `sequence` brings all rows into one task; `distributed` is cheap and has no
#   meaning; best is a real column.
# - The InternalFrame is a Spark frame with notes. `set_index` rewrites notes; pandas' rules make filters that no reader knows.
# - Two frames meet by index. Row numbers are no key.
# - Sort before you ask for the first. A function sees a batch, a group function sees the group. Write the type hint.
# - Values: missing > 15 is False, 2.5 rounds to 3, `to_numeric` has 32 bits, a bad cast raises.
#
# ## On Databricks (November 2026)
#
# - The same import and the same calls: `spark.read.table("catalog.schema.flights").pandas_api()`. It is a part of PySpark:
#   there is nothing to install.
# - The exam's older material says *Koalas* (`import databricks.koalas as ks`). That package ended with Spark 3.2, which took it
#   in as `pyspark.pandas`.
# - Older notes say that two frames must be allowed to meet (`ops_on_diff_frames`): true before Spark 4.0. And that ANSI must be
#   switched off: true on Spark 4.0, where the first call stopped with `PANDAS_API_ON_SPARK_FAIL_ON_ANSI_MODE`. Ask
#   `spark.version` before you believe either.
# - Serverless compute has no `sparkContext`, so the counter of calls in this lesson runs on classic compute only.
# - New pandas releases break it now and then: with PySpark 4.3.0, pandas 2.3.3 works, and with pandas 3.1.1 the import fails.
