# %% [markdown]
# # Exercise · When is it time to leave pandas for Spark?
#
# The lesson went from a heavy frame to a cluster, step by step. You now take the steps for any table: make it light, take it in
# pieces, collect only what is needed, and compute when more machines are worth it.
#
# **Five tasks, 20 points, about 40 minutes.** This unit is beyond the current exam guide. From the older outline: clusters,
# repos and jobs.
#
# Each task asks for one function or two. What is fixed (names, types, units) is written in the prompt; everything else is free.
# Some tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work
# is graded. The tasks do not need each other, so you may take them in any order.

# %% given="setup"
import math

import numpy as np
import pandas as pd
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
day = pd.read_parquet(dataset("flights_lga")).query("month == 7 and day < 6").reset_index(drop=True)
day = day[["day", "carrier", "flight", "dest", "air_time", "distance", "arr_delay"]]
day = day.astype(dict.fromkeys(["day", "flight", "distance"], "int64"))
print(len(day), "flights from LaGuardia on five days in July")
print(day.head(5).to_string())

# %% [markdown] task="frame-shrinks-and-keeps-its-values"
# ## Task 1 · The frame shrinks and keeps its values
#
# **4 points**
#
# Choose a type for each column, so that the frame is light and says the same.
#
# Write `small_types(frame)`.
#
# - **Takes** a pandas DataFrame with unique column names. Its columns are `object` (texts, perhaps with gaps), `int64` or
#   `float64` (perhaps with gaps). It has 400 rows or more.
# - **Returns** a dict: for each column of `frame` the name of a pandas type, a text such as `"category"`, `"int16"` or
#   `"Int16"` (with a capital letter it is the kind that may have gaps). Both are used as `frame.astype(…)`.
# - After `frame.astype(small_types(frame))` each value is **exactly** what it was, and each gap is still a gap.
# - And `memory_usage(index=False, deep=True).sum()` is at most **1.25 times** what these choices give: `category` for texts; for
#   columns of whole numbers (also where they came as `float64`), with or without gaps, the smallest of 8, 16, 32 or 64 bits with
#   a sign that holds them all; and `float64` for columns with other numbers.

# %% [markdown] hint="frame-shrinks-and-keeps-its-values"
# Look at one column at a time. Is it text? If it is a number: are all values that are not missing whole? Which are the smallest
# and the largest of them?

# %% [markdown] hint="frame-shrinks-and-keeps-its-values"
# `np.iinfo("int8").min` and `.max` say what a type can hold. A column with gaps needs the capital letter: `"Int8"` takes a gap,
# `"int8"` does not. A type that is too small gives other numbers, and no error.

# %% [markdown] hint="frame-shrinks-and-keeps-its-values"
# Almost the line: `bits = next(bits for bits in (8, 16, 32, 64) if np.iinfo(f"int{bits}").min <= known.min() and known.max() <=
# np.iinfo(f"int{bits}").max)`, where `known = frame[name].dropna()`.

# %% answer="frame-shrinks-and-keeps-its-values"
def small_types(frame):
    """Return a dict from column to the name of a light type that keeps each value."""
    ### BEGIN SOLUTION
    types = {}
    for name in frame.columns:
        known = frame[name].dropna()
        if frame[name].dtype == object:
            types[name] = "category"
        elif (known % 1 == 0).all():
            sizes = {bits: np.iinfo(f"int{bits}") for bits in (8, 16, 32, 64)}
            bits = next(bits for bits, size in sizes.items() if size.min <= known.min() and known.max() <= size.max)
            types[name] = f"Int{bits}" if len(known) < len(frame) else f"int{bits}"
        else:
            types[name] = "float64"
    return types
    ### END SOLUTION

# %% test="frame-shrinks-and-keeps-its-values" points=1
# Five days of July keep their values and lose most of their weight
types = small_types(day)
assert isinstance(types, dict), f"small_types returned {type(types).__name__}; it should return a dict from column to type"
assert set(types) == set(day.columns) and all(isinstance(kind, str) for kind in types.values()), (
    f"the dict has the columns {sorted(map(str, types))}; it should have each column of the frame, and a text as type"
)
light = {}
for name in day.columns:
    try:
        light[name] = day[name].astype(types[name])
    except (TypeError, ValueError):
        light[name] = None
    assert light[name] is not None, (
        f"the column {name} cannot become {types[name]}; does it have gaps, or numbers that do not fit? A capital letter (Int16) "
        "is the kind that may have gaps"
    )
    known = day[name].notna()
    same = (light[name].notna() == known).all() and light[name][known].tolist() == day.loc[known, name].tolist()
    assert same, f"as {types[name]} the column {name} does not say the same as before; look at its smallest and largest value"
before, after = (int(table.memory_usage(index=False, deep=True).sum()) for table in (day, pd.DataFrame(light)))
assert after <= 0.2 * before, (
    f"the frame had {before:,} bytes and now has {after:,}; less than a fifth is possible: texts as category, and whole numbers "
    "in as few bits as they need"
)

# %% test="frame-shrinks-and-keeps-its-values" points=3 hidden=true
# A drawn frame: gaps, large numbers, fractions, whole numbers as float64, and numbers that just do not fit
from course import drawn

rng = drawn("heavy-columns")
size = int(rng.integers(450, 600))
names = [f"c{number}" for number in rng.permutation(90)[:16]]
fits, over = int(rng.choice([127, 32_767])), int(rng.choice([128, 32_768]))
whole = rng.integers(-120, 120, size).astype(float)
whole[rng.random(size) < 0.1] = np.nan
minutes = rng.integers(-900, 30_000, size).astype(float)
minutes[rng.random(size) < 0.1] = np.nan
fractions = rng.normal(size=size) * 1e3
fractions[rng.random(size) < 0.1] = np.nan
few = rng.integers(-120, 120, (size, 2)).astype(float)
few[rng.random((size, 2)) < 0.1] = np.nan
words = np.array([f"a longer word number {number}" for number in rng.permutation(900)[:12]], dtype=object)
word = words[rng.integers(0, 12, size)]
word[rng.random(size) < 0.05] = None
frame = pd.DataFrame(
    {
        names[0]: word,
        names[1]: np.array(["yes", "no"], dtype=object)[rng.integers(0, 2, size)],
        names[2]: whole,
        names[3]: minutes,
        names[4]: np.append(rng.integers(-fits, fits, size - 1), fits),
        names[5]: 2**40 + rng.integers(0, 2**41, size),
        names[6]: rng.normal(size=size) * 1e6,
        names[7]: rng.integers(0, 90, size),
        names[8]: np.append(rng.integers(0, 90, size - 1), -(2**20)),
        names[9]: fractions,
        names[10]: rng.integers(-120, 120, size).astype(float),
        names[11]: rng.integers(0, 90, size).astype(float),
        names[12]: np.append(rng.integers(-over, over, size - 1), over),
        names[13]: few[:, 0],
        names[14]: few[:, 1],
        names[15]: rng.integers(-30_000, 30_000, size).astype(float),
    }
)
order = [str(name) for name in rng.permutation(names)]
frame = frame[order]
types = small_types(frame)
assert isinstance(types, dict) and set(types) == set(order), "small_types should return a dict with each column of the frame"
kept = {}
for name in order:
    gaps = frame[name].isna()
    try:
        light = frame[name].astype(str(types[name]))
    except (TypeError, ValueError):
        light = None
    assert light is not None, (
        f"a {frame[name].dtype} column with {int(gaps.sum())} gaps cannot take the type that you chose; a capital letter (Int16) "
        "allows gaps, and the numbers have to be whole and to fit"
    )
    kept[name] = light
    assert (light.isna() == gaps).all(), "a gap became a value, or a value became a gap; a capital letter (Int16) allows gaps"
    changed = sum(one != other for one, other in zip(light[~gaps].tolist(), frame.loc[~gaps, name].tolist(), strict=True))
    assert changed == 0, (
        f"{changed} of {size} values of a {frame[name].dtype} column are others than before; a type with too few bits changes "
        "numbers without an error: compare the smallest and the largest value with np.iinfo, and leave fractions in float64"
    )
edges = {127: "int8", 128: "int16", 32_767: "int16", 32_768: "int32"}
small = ["category", "category", "Int8", "Int16", edges[fits], "int64", "float64", "int8", "int32", "float64", "int8", "int8"]
small += [edges[over], "Int8", "Int8", "int16"]
best = frame.astype(dict(zip(names, small, strict=True)))
after, possible = (int(table.memory_usage(index=False, deep=True).sum()) for table in (pd.DataFrame(kept), best))
assert after <= 1.25 * possible, (
    f"the frame has {after / possible:.2f} times the bytes of the choice in the prompt, 1.25 is allowed; texts as category, and "
    "whole numbers, also those with gaps and those that came as float64, in as few bits as they need"
)

# %% [markdown] task="parts-combine-to-the-whole"
# ## Task 2 · Parts combine to the whole
#
# **4 points**
#
# The table comes in pieces, and each piece is gone when the next one comes. Keep a summary of each, and make the answer from the
# summaries.
#
# Write two functions.
#
# - `summary(chunk)` **takes** a pandas DataFrame with `key` (text, no gaps) and `value` (float, may be missing), and **returns** a
#   pandas DataFrame with **at most one row for each key** of the chunk, and at most six columns. Which columns is free; their
#   names are plain texts, and their values numbers or texts.
# - `combined(summaries)` **takes** a list of what `summary` returned, one for each chunk, and **returns** a pandas DataFrame with
#   the columns `key`, `count` (of the values that are not missing), `mean`, `std` (the sample's standard deviation, with n − 1)
#   and `max`, one row for each key that any chunk has. The order is free.
# - The result is that of the whole table, whatever the chunks are. Where a key has no value, `count` is 0 and the others are
#   missing; with one value, `std` is missing. Tolerance: $10^{-6}$.

# %% [markdown] hint="parts-combine-to-the-whole"
# Which numbers of two parts can be put together to the number of the whole? For a mean you need two of them. And a standard
# deviation can be written with the sum of the values and the sum of their squares.

# %% [markdown] hint="parts-combine-to-the-whole"
# In the summary: count, sum, sum of squares, maximum. In the combination: sums of the first three, and the maximum of the fourth.
# Then the variance is `(squares - total ** 2 / count) / (count - 1)`.

# %% [markdown] hint="parts-combine-to-the-whole"
# Almost the line: `chunk.assign(square=chunk["value"] ** 2).groupby("key", as_index=False).agg(count=("value", "count"),
# total=("value", "sum"), …)`, and later `pd.concat(summaries).groupby("key", as_index=False).agg(…)`.

# %% answer="parts-combine-to-the-whole"
def summary(chunk):
    """Return what must be kept of a chunk: at most one row for each key."""
    ### BEGIN SOLUTION
    groups = chunk.assign(square=chunk["value"] ** 2).groupby("key", as_index=False)
    return groups.agg(count=("value", "count"), total=("value", "sum"), squares=("square", "sum"), most=("value", "max"))
    ### END SOLUTION


def combined(summaries):
    """Return key, count, mean, std and max of the whole table, made from the summaries of its chunks."""
    ### BEGIN SOLUTION
    groups = pd.concat(summaries).groupby("key", as_index=False)
    whole = groups.agg(count=("count", "sum"), total=("total", "sum"), squares=("squares", "sum"), max=("most", "max"))
    some = whole["count"].where(whole["count"] > 0)
    whole["mean"] = whole["total"] / some
    variance = (whole["squares"] - whole["total"] * whole["mean"]) / (some - 1).where(some > 1)
    whole["std"] = np.sqrt(variance.clip(lower=0))
    return whole[["key", "count", "mean", "std", "max"]]
    ### END SOLUTION

# %% test="parts-combine-to-the-whole" points=1
# Delays of July in three chunks of unequal size
rows = day.rename(columns={"carrier": "key", "arr_delay": "value"})[["key", "value"]]
pieces = [rows.iloc[:40].copy(), rows.iloc[40:700].copy(), rows.iloc[700:].copy()]
kept = [summary(piece) for piece in pieces]
assert all(isinstance(part, pd.DataFrame) for part in kept), (
    f"summary returned {type(kept[0]).__name__}; it should return a pandas DataFrame"
)
for piece, part in zip(pieces, kept, strict=True):
    assert len(part) <= piece["key"].nunique() and part.shape[1] <= 6, (
        f"the summary of {len(piece)} rows with {piece['key'].nunique()} keys has {len(part)} rows and {part.shape[1]} columns; "
        "one row for each key and six columns are allowed"
    )
PLAIN = (str, int, float, np.generic, type(None), type(pd.NA))
rest = [type(value).__name__ for part in kept for value in part.to_numpy(dtype=object).ravel() if not isinstance(value, PLAIN)]
assert not rest, f"{len(rest)} cells of the summaries hold a {rest[0]}; that keeps the rows, where only numbers and texts are allowed"
answer = combined(kept)
assert isinstance(answer, pd.DataFrame) and {"key", "count", "mean", "std", "max"} <= set(answer.columns), (
    "combined should return a pandas DataFrame with the columns key, count, mean, std and max"
)
expected = rows.groupby("key")["value"].agg(["count", "mean", "std", "max"])
assert sorted(answer["key"]) == sorted(expected.index), "combined should have each key of any chunk once"
found = answer.set_index("key").loc[expected.index]
for name in expected.columns:
    far = (found[name].astype(float) - expected[name]).abs().max()
    assert np.allclose(found[name].astype(float), expected[name].astype(float), atol=1e-6, equal_nan=True), (
        f"{name} is up to {far:.3g} away from that of the whole table; the mean of means gives small chunks too much weight, and "
        "a standard deviation needs the sum of the squares"
    )

# %% test="parts-combine-to-the-whole" points=3 hidden=true
# Drawn chunks: of unequal size, with gaps, with keys that come once or have no value
from course import drawn

rng = drawn("unequal-chunks")
keys = [f"k{number}" for number in rng.permutation(90)[:7]]
rows = pd.DataFrame({"key": rng.choice(keys[:5], 300, p=[0.5, 0.3, 0.1, 0.05, 0.05]), "value": rng.normal(10, 30, 300)})
rows.loc[rng.random(300) < 0.15, "value"] = np.nan
rows["value"] += rows.index / 10
rare = pd.DataFrame({"key": [keys[5], keys[6], keys[6]], "value": [float(rng.normal(5, 3)), np.nan, np.nan]})
rows = pd.concat([rows.iloc[:200], rare, rows.iloc[200:]], ignore_index=True)
cuts = [0, *sorted(rng.permutation(np.arange(3, 180))[:3]), 201, 202, len(rows)]
pieces = [rows.iloc[start:end].reset_index(drop=True) for start, end in zip(cuts, cuts[1:])]
kept = [summary(piece) for piece in pieces]
assert all(isinstance(part, pd.DataFrame) for part in kept), "summary should return a pandas DataFrame for each chunk"
longest = max(len(part) - piece["key"].nunique() for piece, part in zip(pieces, kept, strict=True))
assert longest <= 0, f"a summary has {longest} rows more than its chunk has keys; one row for each key is allowed"
assert max(part.shape[1] for part in kept) <= 6, "a summary has more than six columns"
PLAIN = (str, int, float, np.generic, type(None), type(pd.NA))
rest = [type(value).__name__ for part in kept for value in part.to_numpy(dtype=object).ravel() if not isinstance(value, PLAIN)]
assert not rest, f"{len(rest)} cells of the summaries hold a {rest[0]}; that keeps the rows, where only numbers and texts are allowed"
answer = combined(kept)
assert isinstance(answer, pd.DataFrame) and {"key", "count", "mean", "std", "max"} <= set(answer.columns), (
    "combined should return a pandas DataFrame with the columns key, count, mean, std and max"
)
expected = rows.groupby("key")["value"].agg(["count", "mean", "std", "max"])
assert sorted(answer["key"]) == sorted(expected.index), (
    f"{answer['key'].nunique()} of {len(expected)} keys are there, in {len(answer)} rows; each key of any chunk should be there "
    "once, also one without a value"
)
found = answer.set_index("key").loc[expected.index].astype(float)
counts = int((found["count"] != expected["count"]).sum())
assert counts == 0, f"{counts} of {len(expected)} counts are others; count the values that are not missing, not the rows"
for name in ("mean", "std", "max"):
    off = int((~np.isclose(found[name], expected[name].astype(float), atol=1e-6, equal_nan=True)).sum())
    assert off == 0, (
        f"{name} is another than that of the whole table for {off} of {len(expected)} keys; sums, counts and sums of squares "
        "combine, means and deviations of chunks do not"
    )

# %% [markdown] task="driver-gets-the-few-and-the-rest"
# ## Task 3 · The driver gets the few and the rest
#
# **4 points**
#
# A picture shows the busiest destinations, and all others as one bar. The table may have billions of rows, so Spark does the
# work, and the driver gets the bars.
#
# Write `bars(rows, n)`.
#
# - **Takes** a Spark DataFrame with `dest` (text, no gaps), `arr_delay` (double, may be missing) and maybe others; and `n`, at
#   least 1.
# - **Returns** a Spark DataFrame, with three columns and **at most n + 1 rows**: `bar` (text), `flights` and `late`.
# - A flight without `arr_delay` was cancelled and does not count. `flights` is the number of the others, `late` the share of them
#   with an `arr_delay` **above 15**.
# - The first `n` bars are the destinations with the most flights; at equal numbers, the name that comes first in the alphabet is
#   taken first. All other flights make one bar, called `others`. If there are no others, there is no such bar. A destination
#   with nothing but cancelled flights has no bar.
# - Tolerance: $10^{-9}$. The order of the rows is free.

# %% [markdown] hint="driver-gets-the-few-and-the-rest"
# One row for each destination is small already. It needs what can be added later: how many flights, and how many late ones. A
# share cannot be added.

# %% [markdown] hint="driver-gets-the-few-and-the-rest"
# Sort by flights downward and by name, and take `n` (`orderBy`, `limit`). Then give every other destination the name `others`,
# by a left join with the chosen names or by `isin`, group once more, and divide at the very end.

# %% [markdown] hint="driver-gets-the-few-and-the-rest"
# Almost the line: `bar = F.when(F.col("dest").isin(names), F.col("dest")).otherwise("others")`, with `names = [row.dest for row
# in counted.orderBy(F.desc("flights"), "dest").limit(n).collect()]`: `n` short texts may well go to the driver.

# %% answer="driver-gets-the-few-and-the-rest"
def bars(rows, n):
    """Return a Spark DataFrame with bar, flights and late: the n busiest destinations, and the others as one."""
    ### BEGIN SOLUTION
    flown = rows.where(F.col("arr_delay").isNotNull())
    counts = [F.count("*").alias("flights"), F.count_if(F.col("arr_delay") > 15).alias("delayed")]
    counted = flown.groupBy("dest").agg(*counts)
    names = [row["dest"] for row in counted.orderBy(F.desc("flights"), "dest").limit(n).collect()]
    bar = F.when(F.col("dest").isin(names), F.col("dest")).otherwise("others").alias("bar")
    sums = counted.groupBy(bar).agg(F.sum("flights").alias("flights"), F.sum("delayed").alias("delayed"))
    return sums.select("bar", "flights", (F.col("delayed") / F.col("flights")).alias("late"))
    ### END SOLUTION

# %% test="driver-gets-the-few-and-the-rest" points=1
# Three bars and the others, from five days in July
rows = day[["dest", "arr_delay"]].astype({"arr_delay": float})
cells = [(dest, None if math.isnan(delay) else delay) for dest, delay in rows.itertuples(index=False)]
answer = bars(spark.createDataFrame(cells, "dest string, arr_delay double").coalesce(1), 3)
assert isinstance(answer, DataFrame), f"bars returned {type(answer).__name__}; it should return a Spark DataFrame"
assert sorted(answer.columns) == ["bar", "flights", "late"], f"the columns are {answer.columns}, not bar, flights and late"
found = answer.toPandas()
assert len(found) == 4, f"{len(found)} rows would go to the driver; three destinations and others make 4"
flown = rows.dropna()
assert int(found["flights"].sum()) == len(flown), (
    f"the bars have {int(found['flights'].sum())} flights together, {len(flown)} arrived; no flight is lost, and a flight without "
    "arr_delay does not count"
)
busiest = flown.groupby("dest").size().reset_index(name="flights").sort_values(["flights", "dest"], ascending=[False, True])
assert set(found["bar"]) == {*busiest["dest"].head(3), "others"}, (
    f"the bars are {sorted(found['bar'])}; the busiest three are {sorted(busiest['dest'].head(3))}, and others"
)
for bar, late in zip(found["bar"], found["late"].astype(float), strict=True):
    of = flown[~flown["dest"].isin(busiest["dest"].head(3))] if bar == "others" else flown[flown["dest"] == bar]
    share = float((of["arr_delay"] > 15).mean())
    assert abs(late - share) < 1e-9, (
        f"late is {late:.4f} for {bar}; {int((of['arr_delay'] > 15).sum())} of {len(of)} flights were late, which is {share:.4f}. "
        "Add up late flights and flights, and divide at the end"
    )

# %% test="driver-gets-the-few-and-the-rest" points=3 hidden=true
# Drawn destinations: ties, cancelled flights, unequal others, no others at all, and one where nobody arrived
from course import drawn

rng = drawn("bars-and-others")
names = sorted(f"D{number}" for number in rng.permutation(np.arange(10, 90))[:18])
top = int(rng.integers(1, 3))
few = top + 4  # ten destinations with equal numbers compete for the last four bars
numbers = [40, 35][:top] + [int(rng.integers(16, 20))] * 10 + [9, 5, 3, 2, 1]
empty, *flying = (str(name) for name in rng.permutation(names))
sizes = dict(zip(flying, numbers, strict=False))
cells = [(empty, None)] * 5
for dest, size in sizes.items():
    chance = float(rng.uniform(0.1, 0.9))
    delays = [float(rng.integers(16, 90)) if rng.random() < chance else float(rng.integers(-20, 16)) for _ in range(size)]
    cells += [(dest, delay) for delay in [*delays, 15.0]]
    cells += [(dest, None)] * (int(rng.integers(1, 4)) if size > 9 else 30)  # cancelled
cells = [cells[place] for place in rng.permutation(len(cells))]
rows = spark.createDataFrame(cells, "dest string, arr_delay double").coalesce(1)
flown = pd.DataFrame([cell for cell in cells if cell[1] is not None], columns=["dest", "delay"])
order = flown.groupby("dest").size().reset_index(name="flights").sort_values(["flights", "dest"], ascending=[False, True])
for n in (few, len(sizes)):
    answer = bars(rows, n)
    assert isinstance(answer, DataFrame) and {"bar", "flights", "late"} == set(answer.columns), (
        "bars should return a Spark DataFrame with the columns bar, flights and late"
    )
    found = answer.toPandas()
    chosen = order["dest"].head(n).tolist()
    expected = flown.assign(bar=flown["dest"].where(flown["dest"].isin(chosen), "others")).groupby("bar")["delay"]
    expected = pd.DataFrame({"flights": expected.size(), "late": expected.agg(lambda delay: (delay > 15).mean())})
    assert len(found) == len(expected), (
        f"{len(found)} rows would go to the driver for n = {n} and {len(sizes)} destinations with arrivals, it should be "
        f"{len(expected)}: the n busiest, and one for all other flights, if there are any"
    )
    assert int(found["flights"].sum()) == len(flown), (
        f"the bars have {int(found['flights'].sum())} flights together, {len(flown)} have an arr_delay"
    )
    assert set(found["bar"]) == set(expected.index), (
        "the bars are not the destinations with the most flights that arrived; at equal numbers the alphabet decides"
    )
    found = found.set_index("bar").loc[expected.index]
    assert (found["flights"].astype(int) == expected["flights"]).all(), "the flights of a bar are not those that arrived"
    off = int((~np.isclose(found["late"].astype(float), expected["late"], atol=1e-9)).sum())
    assert off == 0, (
        f"late does not fit in {off} of {len(expected)} bars; a share of the others is all their late flights divided by "
        "all their flights, not a mean of shares, and late is above 15"
    )

# %% [markdown] task="leaving-has-a-size"
# ## Task 4 · Leaving has a size
#
# **4 points**
#
# You have measured how long pandas and Spark take at some sizes. From how many rows on should you leave?
#
# Write `when_to_leave(rows, pandas_seconds, spark_seconds, bytes_per_row, memory)`.
#
# - **Takes** three lists of equal length: numbers of rows (at least two different ones), and the seconds that pandas and Spark
#   took for them; `bytes_per_row` of the frame in pandas; and `memory`, the bytes of the machine. pandas needs **three** times
#   the frame.
# - **Returns** a dict with three entries:
#   - `break_even`: fit a straight line to each of the two, by least squares: seconds = fixed + per_row · rows. It is the smallest
#     number of rows, 0 or more, from which on Spark's line is **never above** that of pandas. If there is no such number, `None`.
#   - `wall`: the largest whole number of rows that fits into memory.
#   - `leave`: the smaller of the two. Where `break_even` is `None`, it is `wall`.
# - The prices of a row in pandas and in Spark always differ, by more than 1 %. Tolerance: one part in $10^6$.

# %% [markdown] hint="leaving-has-a-size"
# Two straight lines cross once. Left of the crossing one of them is lower, right of it the other. Which one must be lower on the
# right, so that you leave there? And what if they cross at a negative number of rows?

# %% [markdown] hint="leaving-has-a-size"
# `np.polyfit(rows, seconds, 1)` gives the slope first, then the fixed price. The crossing is the difference of the fixed prices
# divided by what a row saves. Four cases: Spark's row is cheaper or not, and the crossing is before or after 0.

# %% [markdown] hint="leaving-has-a-size"
# Almost the line: `break_even = max(0.0, (spark_fixed - pandas_fixed) / (pandas_row - spark_row)) if spark_row < pandas_row else
# None`, and `wall = memory // (3 * bytes_per_row)`.

# %% answer="leaving-has-a-size"
def when_to_leave(rows, pandas_seconds, spark_seconds, bytes_per_row, memory):
    """Return break_even, wall and leave, all in rows."""
    ### BEGIN SOLUTION
    pandas_row, pandas_fixed = np.polyfit(rows, pandas_seconds, 1)
    spark_row, spark_fixed = np.polyfit(rows, spark_seconds, 1)
    break_even = None
    if spark_row < pandas_row:
        break_even = max(0.0, float((spark_fixed - pandas_fixed) / (pandas_row - spark_row)))
    wall = int(memory // (3 * bytes_per_row))
    return {"break_even": break_even, "wall": wall, "leave": wall if break_even is None else min(break_even, wall)}
    ### END SOLUTION

# %% test="leaving-has-a-size" points=1
# Half a second of fixed price, earned back row by row
sizes = [1_000_000, 4_000_000, 16_000_000]
answer = when_to_leave(sizes, [0.22, 0.82, 3.22], [0.6, 0.9, 2.1], 100, 3_000_000_000)
assert isinstance(answer, dict) and set(answer) == {"break_even", "wall", "leave"}, (
    "when_to_leave should return a dict with break_even, wall and leave"
)
assert answer["break_even"] is not None and abs(answer["break_even"] - 4_800_000) <= 5, (
    f"break_even is {answer['break_even']}; pandas takes 0.02 s and 0.2 s for a million rows, Spark 0.5 s and 0.1 s, so 0.48 s "
    "are earned back after 4.8 million rows"
)
assert answer["wall"] == 10_000_000, (
    f"wall is {answer['wall']}; three times 100 bytes for each row fill 3,000,000,000 bytes at 10,000,000 rows"
)
assert abs(answer["leave"] - 4_800_000) <= 5, f"leave is {answer['leave']}; the smaller of break_even and wall is 4,800,000"

# %% test="leaving-has-a-size" points=3 hidden=true
# Drawn prices: with and without a crossing, on either side, and noise on the clock
from course import drawn

rng = drawn("two-prices")
cases = []
for spark_fixed, spark_row in ((1, 0.5), (1, 2.0), (-1, 0.5), (-1, 2.0)):  # dearer or cheaper than pandas, fixed and for a row
    sizes = [int(size) for size in np.sort(rng.permutation(np.arange(1, 60))[:5] * 100_000)]
    fixed, row = float(rng.uniform(0.4, 0.9)), float(rng.uniform(1e-7, 3e-7))
    pandas_line = fixed + row * np.array(sizes)
    spark_line = fixed + 0.3 * spark_fixed * float(rng.uniform(0.5, 1)) + row * spark_row * np.array(sizes)
    noise = rng.normal(0, 0.004, (2, 5))
    per_row = int(rng.integers(40, 400))
    memory = int(rng.integers(10**8, 10**10))
    cases.append((sizes, (pandas_line + noise[0]).tolist(), (spark_line + noise[1]).tolist(), per_row, memory))
for place, (sizes, one, other, per_row, memory) in enumerate(cases):
    answer = when_to_leave(sizes, one, other, per_row, memory)
    assert isinstance(answer, dict) and set(answer) == {"break_even", "wall", "leave"}, (
        "when_to_leave should return a dict with break_even, wall and leave"
    )
    wall = memory // (3 * per_row)
    assert answer["wall"] == wall, "wall is not the largest whole number of rows of which three copies fit into memory"
    (pandas_row, pandas_fixed), (spark_row, spark_fixed) = np.polyfit(sizes, one, 1), np.polyfit(sizes, other, 1)
    crossing = (spark_fixed - pandas_fixed) / (pandas_row - spark_row)
    found = answer["break_even"]
    if place in (1, 3):
        assert found is None, (
            "break_even is a number although a row costs more in Spark: to the right of the crossing pandas is lower for good"
        )
        assert answer["leave"] == wall, "without a break_even, leave is the wall"
        continue
    assert found is not None, "break_even is None although a row costs less in Spark; from some size on Spark is never above"
    if place == 2:
        assert 0 <= found <= 1e-6, (
            f"break_even is {'below' if found < 0 else 'above'} 0 although Spark is lower at every size from 0 on; then it is 0"
        )
    else:
        assert abs(found - crossing) <= 1e-6 * crossing + 1e-3, (
            f"break_even is {found / crossing:.3f} times the crossing of the two lines; fit each by least squares to all sizes"
        )
    assert abs(answer["leave"] - min(found, wall)) <= 1e-6 * wall, "leave is not the smaller one of break_even and wall"
sizes, one, other, per_row, _ = cases[0]
(pandas_row, pandas_fixed), (spark_row, spark_fixed) = np.polyfit(sizes, one, 1), np.polyfit(sizes, other, 1)
crossing = (spark_fixed - pandas_fixed) / (pandas_row - spark_row)
for share in (float(rng.uniform(0.2, 0.8)), float(rng.uniform(1.2, 5))):  # the memory ends before the crossing, then behind it
    wall = int(share * crossing)
    answer = when_to_leave(sizes, one, other, per_row, 3 * per_row * wall)
    assert abs(answer["leave"] - min(crossing, wall)) <= 1e-6 * crossing + 1e-3, (
        f"the memory is full at {share:.2f} times the crossing, and leave is not the smaller one of break_even and wall"
    )

# %% [markdown] task="speed-up-ends-somewhere"
# ## Task 5 · Speed-up ends somewhere
#
# **4 points**
#
# A job has a part that one core does alone, and then tasks that many cores share. How long does it take, and how many cores are
# enough?
#
# Write two functions.
#
# - `job_seconds(serial, tasks, cores)` **takes** the seconds of the serial part, a list with the seconds of each task, and the
#   number of cores. First the serial part is done. Then the tasks are given out **in the order of the list**: each goes to the
#   core that is free first. A task is never split. It **returns** the seconds until all is done.
# - `cores_enough(serial, tasks, limit)` **returns** the smallest number of cores with which the job takes at most `limit` seconds,
#   or `None` if no number of cores is enough.
# - There is at least one task. Tolerance: $10^{-9}$.

# %% [markdown] hint="speed-up-ends-somewhere"
# Keep for each core when it will be free. Which tasks can never be shared? And with how many cores can more cores change nothing?

# %% [markdown] hint="speed-up-ends-somewhere"
# A list of `cores` zeros; for each task, add its seconds to the smallest entry. The job is done when the largest entry is done.
# With one core for each task, no further core helps, so you need not look further.

# %% [markdown] hint="speed-up-ends-somewhere"
# Almost the line: `busy[busy.argmin()] += task` in a loop, with `busy = np.zeros(cores)`; then `next((cores for cores in range(1,
# len(tasks) + 1) if …), None)`.

# %% answer="speed-up-ends-somewhere"
def job_seconds(serial, tasks, cores):
    """Return the seconds that a job takes: its serial part, and tasks that are given to the core that is free first."""
    ### BEGIN SOLUTION
    busy = np.zeros(cores)
    for task in tasks:
        busy[busy.argmin()] += task
    return float(serial + busy.max())
    ### END SOLUTION


def cores_enough(serial, tasks, limit):
    """Return the smallest number of cores with which the job takes at most limit seconds, or None."""
    ### BEGIN SOLUTION
    return next((cores for cores in range(1, len(tasks) + 1) if job_seconds(serial, tasks, cores) <= limit + 1e-9), None)
    ### END SOLUTION

# %% test="speed-up-ends-somewhere" points=1
# Ten seconds alone, a long task and four short ones
from numbers import Real

tasks = [6.0, 2.0, 2.0, 2.0, 12.0]
for cores, expected in ((1, 34.0), (2, 28.0), (5, 22.0), (50, 22.0)):
    seen = job_seconds(10.0, tasks, cores)
    assert isinstance(seen, Real) and abs(seen - expected) < 1e-9, (
        f"with {cores} cores the job takes {seen} seconds, by hand it is {expected}: 10 seconds alone, then the tasks {tasks}, "
        "each to the core that is free first; no task is split"
    )
for limit, expected in ((34.0, 1), (27.0, 3), (21.9, None)):
    seen = cores_enough(10.0, tasks, limit)
    assert seen == expected, f"for {limit} seconds cores_enough says {seen}, by hand it is {expected}"

# %% test="speed-up-ends-somewhere" points=3 hidden=true
# Drawn tasks, even and skewed: the serial part and the heaviest task are limits
from numbers import Real

from course import drawn

rng = drawn("tasks-and-cores")


def finished(serial, tasks, cores):
    free = [0.0] * cores
    for task in tasks:
        free[free.index(min(free))] += task
    return serial + max(free)


for heavy in (1.0, 12.0):
    serial = round(float(rng.uniform(2, 9)), 2)
    tasks = [round(float(second), 2) for second in rng.uniform(1, 3, int(rng.integers(12, 18)))]
    tasks[int(rng.integers(len(tasks)))] *= heavy
    for cores in (1, int(rng.integers(2, 5)), int(rng.integers(5, 9)), 40):
        seen, expected = job_seconds(serial, tasks, cores), finished(serial, tasks, cores)
        assert isinstance(seen, Real) and abs(seen - expected) < 1e-9, (
            f"with {cores} cores the seconds are {seen / expected:.3f} times what they should be; the serial part is not shared, "
            "no task is split, and each task goes to the core that is free first"
        )
    times = {cores: finished(serial, tasks, cores) for cores in range(1, len(tasks) + 1)}
    best = min(times.values())
    for limit in (times[1] + 1, (times[1] + best) / 2, best + 0.001, best - 0.001, serial / 2):
        expected = next((cores for cores, seconds in times.items() if seconds <= limit), None)
        seen = cores_enough(serial, tasks, limit)
        assert not (expected is None and seen is not None), (
            f"cores_enough says {seen} for a limit that no number of cores reaches; the serial part and the longest task stay"
        )
        assert seen == expected, (
            "cores_enough does not give the smallest number of cores for the limit; try one core after the other, up to one for "
            "each task"
        )
