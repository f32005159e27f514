# %% [markdown]
# # Exercise · What is in this table, and which values do not belong there?
#
# The lesson looked at flights, winds and penguins. You now build the tools of such a look, so that they can be trusted with any
# table: a summary that knows what is missing, limits for outliers that are learned once, the numbers behind a box plot and a
# histogram, and a measure that suits the two columns that it compares.
#
# **Five tasks, 20 points, about 40 minutes.** Objectives: DP-19, DP-20, DP-21 and DP-22.
#
# Each task asks for one function. What is fixed (names, types, rules) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work is
# graded. The tasks do not need each other, so you may take them in any order.
#
# **Quartiles** are exact in all tasks: `F.percentile` gives them, and so does `numpy.percentile`. Between two values they take
# the point on the straight line, so the median of 1, 2, 3 and 4 is 2.5. Numbers may differ from the tests' by $10^{-6}$.

# %% given="setup"
import numpy as np
import pandas as pd
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
flights = spark.read.parquet(dataset("flights")).where("day = 12")  # three days, a month apart
flights = flights.select("month", "hour", "carrier", "origin", "distance", "dep_delay", "arr_delay").coalesce(1).cache()
winds = spark.read.parquet(dataset("weather")).where("origin = 'EWR' AND month <= 3")
winds = winds.select("month", "day", "hour", "wind_speed", "visib", "pressure").coalesce(1).cache()  # Newark, hour by hour
flights.orderBy("month", "hour", "carrier", "distance").show(5)

# %% [markdown] task="summary-counts-what-is-there"
# ## Task 1 · A summary that knows what is missing
#
# **4 points · DP-19**
#
# `summary()` prints a count, and never says how many values are missing. One NaN spoils its mean.
#
# Write `summarise(rows, columns)`.
#
# - **Takes** `rows`, a Spark DataFrame, and `columns`, a list of names of number columns (whole numbers or floats).
# - A value is **missing** if it is null or NaN. All other values are there.
# - **Returns** a dict. For each column it has a dict with six numbers: `"count"` (values that are there) and `"missing"`, both
#   `int`; `"mean"`, `"q1"`, `"median"` and `"q3"`, of the values that are there, all `float`.
# - Each column is summarised for itself. In each column, some values are there.

# %% [markdown] hint="summary-counts-what-is-there"
# Two steps: make NaN and null the same thing, then aggregate. Which functions of Spark leave nulls out? And which rows does
# `dropna()` without arguments drop, when there are several columns?

# %% [markdown] hint="summary-counts-what-is-there"
# `F.when(~F.isnan(name), F.col(name))` is null where the column is NaN or null. `F.count`, `F.avg` and `F.percentile` leave
# nulls out. `F.percentile(value, [0.25, 0.5, 0.75])` gives all three quartiles as a list. `F.percentile_approx` would give a
# value of the column.

# %% [markdown] hint="summary-counts-what-is-there"
# Almost the line: `count, mean, quartiles, size = rows.agg(F.count(value), F.avg(value), F.percentile(value, [0.25, 0.5,
# 0.75]), F.count("*")).first()` for each column; missing is `size - count`.

# %% answer="summary-counts-what-is-there"
def summarise(rows, columns):
    """Return {column: {"count", "missing", "mean", "q1", "median", "q3"}} of number columns; null and NaN are missing."""
    ### BEGIN SOLUTION
    found = {}
    for name in columns:
        value = F.when(~F.isnan(F.col(name).cast("double")), F.col(name).cast("double"))
        quartiles = F.percentile(value, [0.25, 0.5, 0.75])
        size, count, mean, (q1, median, q3) = rows.agg(F.count("*"), F.count(value), F.avg(value), quartiles).first()
        found[name] = {"count": count, "missing": size - count, "mean": mean, "q1": q1, "median": median, "q3": q3}
    return found
    ### END SOLUTION

# %% test="summary-counts-what-is-there" points=1
# Five rows and a pencil, then the winds of Newark
from numbers import Integral, Real

five = spark.createDataFrame([(1.0,), (2.0,), (None,), (3.0,), (4.0,)], "speed double").coalesce(1)
found = summarise(five, ["speed"])
assert isinstance(found, dict) and isinstance(found.get("speed"), dict), (
    f"summarise returned {type(found).__name__}; it should return a dict that has a dict for each column"
)
expected = {"count": 4, "missing": 1, "mean": 2.5, "q1": 1.75, "median": 2.5, "q3": 3.25}
missing = sorted(set(expected) - set(found["speed"]))
assert not missing, f"the summary of a column has no {missing}; it should have the six numbers that the prompt names"
for name, value in expected.items():
    seen = found["speed"][name]
    assert isinstance(seen, Real) and abs(seen - value) < 1e-6, (
        f"of 1, 2, 3, 4 and a gap the {name} is {value}, but summarise says {seen!r}; "
            "quartiles lie on the line between two values"
    )
    assert isinstance(seen, Integral) or name not in ("count", "missing"), (
        f"{name} is {seen!r}, a {type(seen).__name__}; count and missing should be whole numbers: int(…) makes one"
    )
found = summarise(winds, ["wind_speed", "pressure"])
for name in ("wind_speed", "pressure"):
    gaps = winds.where(F.col(name).isNull()).count()
    assert found[name]["missing"] == gaps and found[name]["count"] == winds.count() - gaps, (
        f"{name} has {gaps} gaps among {winds.count()} hours; summarise says {found[name]['missing']!r} missing and "
        f"{found[name]['count']!r} there"
    )

# %% test="summary-counts-what-is-there" points=1 hidden=true
# Drawn columns with gaps in different rows: each is summarised for itself
from course import drawn

rng = drawn("gaps-in-different-rows")
size = 4 * int(rng.integers(12, 19))  # quartiles of a multiple of four lie between two values
names = [str(name) for name in rng.permutation(["seats", "fuel", "crew", "age"])[:3]]
numbers = {
    names[0]: [int(value) for value in rng.integers(20, 400, size)],
    names[1]: [float(value) for value in rng.exponential(50, size).round(3)],
    names[2]: [float(value) for value in rng.normal(-5, 30, size).round(3)],
}
for place, name in enumerate(names):
    for row in rng.permutation(size)[: 4 * int(rng.integers(2, 5))]:
        numbers[name][int(row)] = None
schema = f"{names[0]} int, {names[1]} double, {names[2]} double"
rows = spark.createDataFrame(list(zip(*numbers.values(), strict=True)), schema).coalesce(1)
found = summarise(rows, names)
assert isinstance(found, dict) and set(names) <= set(found), (
    f"summarise returned {type(found).__name__}; it should return a dict with each of the {len(names)} columns"
)
for name in names:
    assert isinstance(found[name], dict) and {"count", "missing", "mean", "q1", "median", "q3"} <= set(found[name]), (
        "the summary of a column is not a dict with the six numbers that the prompt names"
    )
    there = np.array([value for value in numbers[name] if value is not None], dtype=float)
    q1, median, q3 = np.percentile(there, [25, 50, 75])
    expected = {"count": len(there), "missing": size - len(there), "mean": there.mean(), "q1": q1, "median": median, "q3": q3}
    for key, value in expected.items():
        assert isinstance(found[name][key], (int, float)) and abs(found[name][key] - value) < 1e-6, (
            f"the {key} of a column is {value:.6g} and summarise says something else; of {size} rows {len(there)} have this "
            "value. Is a row left aside because *another* column is missing? Are the quartiles exact? Is a gap counted as 0?"
        )

# %% test="summary-counts-what-is-there" points=2 hidden=true
# NaN is missing too, beside null
from course import drawn

rng = drawn("not-a-number")
size = 4 * int(rng.integers(10, 18))
there = rng.normal(200, 60, size).round(2)
holes, nothing = int(rng.integers(4, 12)), int(rng.integers(4, 12))
values = [float(value) for value in there] + [float("nan")] * holes + [None] * nothing
order = rng.permutation(len(values))
rows = spark.createDataFrame([(values[int(place)],) for place in order], "reading double").coalesce(1)
found = summarise(rows, ["reading"])
assert isinstance(found, dict) and isinstance(found.get("reading"), dict), (
    f"summarise returned {type(found).__name__}; it should return a dict that has a dict for each column"
)
assert {"count", "missing", "mean", "q1", "median", "q3"} <= set(found["reading"]), (
    "the summary of a column has not the six numbers that the prompt names"
)
assert found["reading"]["missing"] == holes + nothing and found["reading"]["count"] == size, (
    f"{holes} values are NaN and {nothing} are null, which makes {holes + nothing} missing and {size} there; summarise counts "
    "otherwise. F.count counts NaN as a value, because it is not null"
)
expected = dict(zip(["q1", "median", "q3"], np.percentile(there, [25, 50, 75]), strict=True)) | {"mean": there.mean()}
for key, value in expected.items():
    assert isinstance(found["reading"][key], (int, float)) and abs(found["reading"][key] - value) < 1e-6, (
        f"the {key} of the values that are there is {value:.6g}, and summarise says something else; for Spark, NaN is the "
        "largest value of all, so it moves quartiles and spoils a mean"
    )

# %% [markdown] task="limits-come-from-training-rows"
# ## Task 2 · Limits that were learned once
#
# **5 points · DP-20**
#
# An outlier is far from what is *usual*, and what is usual comes from the training rows. Later rows are marked and capped with
# the same two limits, however they look.
#
# Write `treat_outliers(train, rows, column, rule, k)`.
#
# - **Takes** two Spark DataFrames with the float column `column`, which has nulls (and no NaN) in both; `rule`, a text; and `k`.
# - With the rule `"deviation"` the limits are the mean − `k` · SD and the mean + `k` · SD, with the standard deviation SD as
#   `F.stddev` computes it (divided by n − 1). With `"iqr"` they are the first quartile − `k` · IQR and the third quartile + `k` · IQR,
#   with exact quartiles.
# - The limits come from the values that `train` has, from no other rows, and from one pass: no value is removed before.
# - **Returns** `(low, high, out)`: two floats, and a Spark DataFrame with each of `rows` once, all their columns, and two more:
#   `outlier` (boolean): the value is **below** `low` or **above** `high`; on the limit it is not an outlier. `capped` (double):
#   the value, but `low` where it is below and `high` where it is above.
# - A missing value is no outlier (`False`), and `capped` is missing too.

# %% [markdown] hint="limits-come-from-training-rows"
# Learn two numbers from `train`, apply them to `rows`. Then ask three times what your expression makes of a null: the condition,
# the mark, the cap.

# %% [markdown] hint="limits-come-from-training-rows"
# `F.avg`, `F.stddev` and `F.percentile` leave nulls out. A comparison with null is null, so the mark needs `F.coalesce(…,
# F.lit(False))`. `F.least` and `F.greatest` skip nulls and would invent a value; `F.when(…).when(…).otherwise(…)` does not.

# %% [markdown] hint="limits-come-from-training-rows"
# Almost the line: `capped = F.when(value < low, low).when(value > high, high).otherwise(value)` with `value = F.col(column)`, and
# `rows.withColumns({"outlier": F.coalesce((value < low) | (value > high), F.lit(False)), "capped": capped})`.

# %% answer="limits-come-from-training-rows"
def treat_outliers(train, rows, column, rule, k):
    """Return (low, high, out): limits learned from train, and rows with outlier (boolean) and capped (double)."""
    ### BEGIN SOLUTION
    if rule == "deviation":
        mean, deviation = train.agg(F.avg(column), F.stddev(column)).first()
        low, high = mean - k * deviation, mean + k * deviation
    else:
        q1, q3 = train.agg(F.percentile(column, [0.25, 0.75])).first()[0]
        low, high = q1 - k * (q3 - q1), q3 + k * (q3 - q1)
    value = F.col(column)
    outlier = F.coalesce((value < low) | (value > high), F.lit(False))
    capped = F.when(value < low, low).when(value > high, high).otherwise(value)
    return low, high, rows.withColumns({"outlier": outlier, "capped": capped})
    ### END SOLUTION

# %% test="limits-come-from-training-rows" points=1
# The winds of January and February judge March
train, later = winds.where("month <= 2"), winds.where("month = 3")
known = train.select("wind_speed").dropna().toPandas()["wind_speed"].to_numpy()
q1, q3 = np.percentile(known, [25, 75])
expected = {
    "iqr": (q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)),
    "deviation": (known.mean() - 1.5 * known.std(ddof=1), known.mean() + 1.5 * known.std(ddof=1)),
}
for rule, (low, high) in expected.items():
    answer = treat_outliers(train, later, "wind_speed", rule, 1.5)
    assert isinstance(answer, (tuple, list)) and len(answer) == 3 and isinstance(answer[2], DataFrame), (
        f"treat_outliers returned {type(answer).__name__}; it should return (low, high, out), and out is a Spark DataFrame"
    )
    assert abs(answer[0] - low) < 1e-6 and abs(answer[1] - high) < 1e-6, (
        f"with the rule {rule!r} and k = 1.5 the limits are {low:.3f} and {high:.3f}, but treat_outliers says {answer[0]:.3f} "
        f"and {answer[1]:.3f}; they come from the {len(known)} known winds of the training rows"
    )
    assert {"day", "hour", "wind_speed", "outlier", "capped"} <= set(answer[2].columns), (
        f"out has the columns {answer[2].columns}; it should have those of rows, outlier and capped"
    )
    kind = dict(answer[2].dtypes)["outlier"]
    assert kind == "boolean", f"the column outlier is of the type {kind}; it should be boolean, as a comparison makes it"

# %% test="limits-come-from-training-rows" points=2 hidden=true
# Drawn rows that look unlike the training rows are judged by the training rows
from course import drawn

rng = drawn("later-rows-look-different")
column, k = str(rng.choice(["load", "price", "depth"])), float(rng.choice([1.0, 1.25, 2.0]))
size = 4 * int(rng.integers(13, 20))  # quartiles of a multiple of four lie between two values
before = rng.normal(100, 10, size).round(2)
before[: int(rng.integers(2, 5))] += float(rng.uniform(150, 400))
after = rng.normal(float(rng.choice([60, 150])), 35, size).round(2) + 0.003  # none lies on a limit but for a last bit
train = spark.createDataFrame([(float(value),) for value in before] + [(None,)] * 3, f"{column} double").coalesce(1)
rows = spark.createDataFrame([(place, float(value)) for place, value in enumerate(after)], f"id int, {column} double").coalesce(1)
q1, q3 = np.percentile(before, [25, 75])
spread = {"iqr": (q1, q3, q3 - q1), "deviation": (before.mean(), before.mean(), before.std(ddof=1))}
for rule in ("iqr", "deviation"):
    low, high = spread[rule][0] - k * spread[rule][2], spread[rule][1] + k * spread[rule][2]
    answer = treat_outliers(train, rows, column, rule, k)
    assert isinstance(answer, (tuple, list)) and len(answer) == 3 and isinstance(answer[2], DataFrame), (
        f"treat_outliers returned {type(answer).__name__}; it should return (low, high, out)"
    )
    numbers = all(isinstance(limit, (int, float)) for limit in answer[:2])
    assert numbers and {"id", "outlier", "capped"} <= set(answer[2].columns), (
        "low and high should be numbers, and out should have the columns of rows, outlier and capped"
    )
    assert abs(answer[0] - low) < 1e-6 and abs(answer[1] - high) < 1e-6, (
        f"the limits by the rule {rule!r} are not those of the training rows, {low:.3f} and {high:.3f}; are later rows among "
        "them, is k used, are the quartiles exact, is the deviation divided by n - 1, and is each training value used once?"
    )
    found = answer[2].select("id", "outlier", "capped").toPandas().sort_values("id")
    assert found["id"].tolist() == list(range(size)), (
        f"{size} rows went in, {len(found)} came out; an outlier is marked, not dropped"
    )
    marks = int((found["outlier"].to_numpy(dtype=object) != ((after < low) | (after > high))).sum())
    assert marks == 0, f"{marks} of {size} rows are marked otherwise than the training limits say (rule {rule!r})"
    caps = int((np.abs(found["capped"].to_numpy(dtype=float) - np.clip(after, low, high)) > 1e-6).sum())
    assert caps == 0, f"{caps} of {size} capped values are not what the training limits make of them (rule {rule!r})"

# %% test="limits-come-from-training-rows" points=2 hidden=true
# Missing values stay missing, and a value on the limit is no outlier
from course import drawn

rng = drawn("gaps-and-limits")
step = int(rng.integers(2, 9))
usual = [float(step * number) for number in range(9)]  # quartiles at 2 and 6 steps
train = spark.createDataFrame([(value,) for value in usual], "depth double").coalesce(1)
low, high = -4.0 * step, 12.0 * step  # with k = 1.5
values = [low, high, low - 1, high + 1, *[float(value) for value in rng.uniform(low - 20, high + 20, 20).round(1)]]
values += [None] * int(rng.integers(3, 9))
gaps = sum(value is None for value in values)
rows = spark.createDataFrame(list(enumerate(values)), "id int, depth double").coalesce(1)
answer = treat_outliers(train, rows, "depth", "iqr", 1.5)
assert isinstance(answer, (tuple, list)) and len(answer) == 3 and isinstance(answer[2], DataFrame), (
    f"treat_outliers returned {type(answer).__name__}; it should return (low, high, out)"
)
assert {"id", "outlier", "capped"} <= set(answer[2].columns), "out should have the columns of rows, outlier and capped"
assert dict(answer[2].dtypes)["outlier"] == "boolean", (
    "the column outlier has another type; it should be boolean, as a comparison makes it"
)
found = {row["id"]: row for row in answer[2].select("id", "outlier", "capped").collect()}
assert len(found) == len(values), (
    f"{len(values)} rows went in, {len(found)} came out; {gaps} have no value. A condition that is null keeps no row"
)
empty = [found[place] for place, value in enumerate(values) if value is None]
invented = sum(row["capped"] is not None and not np.isnan(row["capped"]) for row in empty)
assert invented == 0, f"{invented} of {gaps} gaps have a value in capped; F.least and F.greatest skip nulls, so the limit is left"
marked = sum(row["outlier"] is not False for row in empty)
assert marked == 0, f"{marked} of {gaps} gaps are not marked False; a comparison with null is null, neither true nor false"
edge = sum(found[place]["outlier"] is not False for place in (0, 1))
assert edge == 0, f"{edge} of 2 values that lie exactly on a limit are marked; an outlier lies below low or above high"
for place, value in enumerate(values):
    if value is not None:
        assert found[place]["outlier"] is (value < low or value > high), "a value is marked otherwise than the limits say"
        capped = found[place]["capped"]
        assert capped is not None and abs(capped - min(max(value, low), high)) < 1e-6, (
            "a capped value is not what the limits make of it"
        )

# %% [markdown] task="whiskers-end-at-values"
# ## Task 3 · The numbers behind a box plot
#
# **4 points · DP-21**
#
# A box plot of millions of rows needs six numbers for each box. Spark computes them, the driver draws.
#
# Write `box_numbers(rows, column, by)`.
#
# - **Takes** `rows`, a Spark DataFrame; `column`, a number column, in which values are missing (null); and `by`, a column that
#   names the group and is never missing.
# - **Returns** a pandas or Spark DataFrame with one row for each group and these columns, in any order: the column `by`; `q1`,
#   `median` and `q3` of the group, exact; `low` and `high`, the ends of its whiskers; and `beyond`, how many values lie outside
#   of the whiskers.
# - The fences of a group are q1 − 1.5 · IQR and q3 + 1.5 · IQR, with the quartiles **of this group**. `low` is the smallest
#   *value* of the group that is not below its fence, `high` the largest that is not above.
# - Missing values count nowhere. Each group has some values.

# %% [markdown] hint="whiskers-end-at-values"
# Two passes: the quartiles of each group first, then, with the fences beside each row, the smallest and the largest value
# between them.

# %% [markdown] hint="whiskers-end-at-values"
# `groupBy(by).agg(F.percentile(column, 0.25).alias("q1"), …)` is the first pass. A join on `by` puts the quartiles beside
# each row. In the second pass `F.min(F.when(inside, F.col(column)))` looks only at values inside of the fences, and `F.count_if`
# counts the others.

# %% [markdown] hint="whiskers-end-at-values"
# Almost the line: `inside = F.col(column).between(2.5 * F.col("q1") - 1.5 * F.col("q3"), 2.5 * F.col("q3") - 1.5 *
# F.col("q1"))`, then `joined.groupBy(by, "q1", "median", "q3").agg(F.min(F.when(inside, F.col(column))).alias("low"), …)`.

# %% answer="whiskers-end-at-values"
def box_numbers(rows, column, by):
    """Return a frame with by, q1, median, q3, low, high (ends of the whiskers) and beyond (how many values lie outside)."""
    ### BEGIN SOLUTION
    value = F.col(column)
    known = rows.where(value.isNotNull()).select(by, column)
    quartiles = {"q1": 0.25, "median": 0.5, "q3": 0.75}
    boxes = known.groupBy(by).agg(*[F.percentile(column, share).alias(name) for name, share in quartiles.items()])
    reach = 1.5 * (F.col("q3") - F.col("q1"))
    inside = value.between(F.col("q1") - reach, F.col("q3") + reach)
    return known.join(boxes, by).groupBy(by, *quartiles).agg(
        F.min(F.when(inside, value)).alias("low"), F.max(F.when(inside, value)).alias("high"), F.count_if(~inside).alias("beyond")
    )
    ### END SOLUTION

# %% test="whiskers-end-at-values" points=1
# Two groups and a pencil
here, there = [1.0, 2.0, 3.0, 4.0, 5.0], [10.0, 11.0, 12.0, 13.0, 14.0]
pairs = [("here", value) for value in here] + [("there", value) for value in there]
rows = spark.createDataFrame(pairs, "place string, delay double").coalesce(1)
answer = box_numbers(rows, "delay", "place")
assert isinstance(answer, (DataFrame, pd.DataFrame)), (
    f"box_numbers returned {type(answer).__name__}; it should return a pandas or Spark DataFrame with a row for each group"
)
table = answer if isinstance(answer, pd.DataFrame) else answer.toPandas()
missing = sorted({"place", "q1", "median", "q3", "low", "high", "beyond"} - set(table.columns))
assert not missing, f"the table has no column {missing}; the prompt names the seven columns"
assert sorted(table["place"]) == ["here", "there"], f"the groups are {sorted(table['place'])}; they should be here and there"
for group, values in {"here": here, "there": there}.items():
    box = table[table["place"] == group].iloc[0]
    expected = {"q1": values[1], "median": values[2], "q3": values[3], "low": values[0], "high": values[4], "beyond": 0}
    for name, value in expected.items():
        assert abs(float(box[name]) - value) < 1e-6, (
            f"the values of {group!r} are {values}: {name} is {value}, box_numbers says {float(box[name])}"
        )

# %% test="whiskers-end-at-values" points=2 hidden=true
# Drawn groups on different levels, with values far out: each whisker ends at a value of its own group
from course import drawn

rng = drawn("boxes")
groups = {}
for name in [str(letter) for letter in rng.permutation(list("ABCDEFG"))[:3]]:
    level, width = float(rng.uniform(-200, 200)), float(rng.uniform(2, 20))
    body = rng.normal(level, width, int(rng.integers(18, 30)))
    far = [level + width * side * float(rng.uniform(6, 12)) for side in (-1, 1) for _ in range(int(rng.integers(1, 4)))]
    groups[name] = np.concatenate([body, far])
pairs = [(name, float(value)) for name, values in groups.items() for value in values]
rows = spark.createDataFrame(pairs, "ward string, minutes double").coalesce(1)
answer = box_numbers(rows, "minutes", "ward")
assert isinstance(answer, (DataFrame, pd.DataFrame)), (
    f"box_numbers returned {type(answer).__name__}; it should return a pandas or Spark DataFrame"
)
table = answer if isinstance(answer, pd.DataFrame) else answer.toPandas()
missing = {"ward", "q1", "median", "q3", "low", "high", "beyond"} - set(table.columns)
assert not missing, f"{len(missing)} of the seven columns that the prompt names are missing; the group is a column, too"
table = table.set_index("ward")
assert sorted(table.index) == sorted(groups), f"there are {len(groups)} groups, the table has {len(table)} rows, or other names"
for name, values in groups.items():
    q1, median, q3 = np.percentile(values, [25, 50, 75])
    inside = values[(values >= q1 - 1.5 * (q3 - q1)) & (values <= q3 + 1.5 * (q3 - q1))]
    for key, value in {"q1": q1, "median": median, "q3": q3}.items():
        assert abs(float(table.loc[name, key]) - value) < 1e-6, (
            f"the {key} of a group of {len(values)} values is {value:.6g}, and the table says something else; is it exact, and "
            "of this group alone?"
        )
    for key, value in {"low": inside.min(), "high": inside.max()}.items():
        assert abs(float(table.loc[name, key]) - value) < 1e-6, (
            f"the whisker {key!r} of a group ends at its value {value:.6g}, and the table says something else; it is neither the "
            "fence nor the smallest or largest of all values, and the fences are those of this group"
        )
    count = len(values) - len(inside)
    assert int(table.loc[name, "beyond"]) == count, f"{count} values of a group lie beyond its fences, the table counts otherwise"

# %% test="whiskers-end-at-values" points=1 hidden=true
# Whole numbers, groups with other names, values on a fence, and gaps that count nowhere
from course import drawn

rng = drawn("boxes-with-gaps")
groups = {}
*names, last = [int(name) for name in rng.permutation(20)[:4]]
for name in names:
    values = [int(value) for value in rng.integers(0, 60, int(rng.integers(12, 20)))] + [int(rng.integers(300, 900))]
    groups[name] = np.array(values, dtype=float)
groups[last] = float(rng.integers(2, 9)) * np.array([-4, 1, 2, 3, 4, 5, 6, 7, 12])  # quartiles 2 and 6, fences -4 and 12
pairs = [(name, int(value)) for name, values in groups.items() for value in values]
pairs += [(name, None) for name in groups for _ in range(int(rng.integers(2, 9)))]
rows = spark.createDataFrame(pairs, "gate int, score int").coalesce(1)
answer = box_numbers(rows, "score", "gate")
assert isinstance(answer, (DataFrame, pd.DataFrame)), (
    f"box_numbers returned {type(answer).__name__}; it should return a pandas or Spark DataFrame"
)
table = answer if isinstance(answer, pd.DataFrame) else answer.toPandas()
missing = {"gate", "q1", "median", "q3", "low", "high", "beyond"} - set(table.columns)
assert not missing, f"{len(missing)} of the seven columns that the prompt names are missing; the group is a column, too"
table = table.set_index("gate")
assert sorted(table.index) == sorted(groups), f"there are {len(groups)} groups, the table has {len(table)} rows, or other names"
for name, values in groups.items():
    q1, median, q3 = np.percentile(values, [25, 50, 75])
    inside = values[(values >= q1 - 1.5 * (q3 - q1)) & (values <= q3 + 1.5 * (q3 - q1))]
    expected = {"q1": q1, "median": median, "q3": q3, "low": inside.min(), "high": inside.max()}
    expected["beyond"] = len(values) - len(inside)
    for key, value in expected.items():
        assert abs(float(table.loc[name, key]) - value) < 1e-6, (
            f"with gaps in the column, the {key} of a group should be {value:.6g}, and the table says something else; a gap is "
            "no value, and it does not lie beyond the whiskers either; a value on a fence is not beyond it"
        )

# %% [markdown] task="bins-lose-no-row"
# ## Task 4 · A histogram that loses no row
#
# **3 points · DP-21**
#
# With fixed edges you can compare the histograms of two months. But rows get lost at the edges, and empty bins disappear.
#
# Write `histogram(rows, column, edges)`.
#
# - **Takes** `rows`, a Spark DataFrame; `column`, a float column with nulls (and no NaN); and `edges`, a list of at least three
#   floats in increasing order. The bins may be of different widths.
# - A bin holds its left edge and not its right edge. Only the **last** bin holds both.
# - **Returns** a dict with four entries: `"counts"`, a list of `int`, one for each bin from left to right, with 0 for an empty
#   bin; `"below"`, the values smaller than the first edge; `"above"`, the values larger than the last edge; and `"missing"`.
# - So `sum(counts) + below + above + missing` is the number of rows.
#
# Spark should count; the rows may be many.

# %% [markdown] hint="bins-lose-no-row"
# For each row exactly one of the places must be true: a bin, below, above, missing. Where does a value go that is equal to the
# last edge? And what does `groupBy` return for a bin that has no rows?

# %% [markdown] hint="bins-lose-no-row"
# One aggregation with a `F.count_if(condition)` for each bin cannot lose an empty bin. Or use `Bucketizer(splits=edges)`, whose
# last bucket holds its right edge too, on the rows between the first and the last edge, and look each bucket up in a dict.

# %% [markdown] hint="bins-lose-no-row"
# Almost the line: `bins = [(value >= left) & ((value <= right) if right == edges[-1] else (value < right)) for left, right in
# zip(edges, edges[1:])]`, then `rows.agg(*map(F.count_if, [*bins, value < edges[0], value > edges[-1],
# value.isNull()])).first()`.

# %% answer="bins-lose-no-row"
def histogram(rows, column, edges):
    """Return {"counts": [one int for each bin], "below", "above", "missing"}; only the last bin holds its right edge."""
    ### BEGIN SOLUTION
    value = F.col(column)
    bins = [(value >= left) & (value < right) for left, right in zip(edges, edges[1:])]
    bins[-1] = value.between(edges[-2], edges[-1])
    places = [*bins, value < edges[0], value > edges[-1], value.isNull()]
    *counts, below, above, missing = rows.agg(*map(F.count_if, places)).first()
    return {"counts": counts, "below": below, "above": above, "missing": missing}
    ### END SOLUTION

# %% test="bins-lose-no-row" points=1
# Seven values between 0 and 30, two of them on an edge
from numbers import Integral

seven = [0.0, 4.0, 9.5, 10.0, 22.0, 23.0, 29.0]
rows = spark.createDataFrame([(value,) for value in seven], "delay double").coalesce(1)
answer = histogram(rows, "delay", [0.0, 10.0, 20.0, 30.0])
assert isinstance(answer, dict) and {"counts", "below", "above", "missing"} <= set(answer), (
    f"histogram returned {type(answer).__name__}; it should return a dict with counts, below, above and missing"
)
assert list(answer["counts"]) == [3, 1, 3], (
    f"of {seven} there are 3, 1 and 3 in the bins from 0, 10 and 20; histogram says {answer['counts']}. A bin holds its left edge"
)
assert all(isinstance(count, Integral) for count in answer["counts"]), (
    f"the counts are {answer['counts']}; they should be whole numbers: int(…) makes one"
)
assert (answer["below"], answer["above"], answer["missing"]) == (0, 0, 0), "no value lies below, above, or is missing"

# %% test="bins-lose-no-row" points=1 hidden=true
# Drawn edges of different widths, values on every edge, and empty bins
from course import drawn

rng = drawn("edges")
edges = [float(edge) for edge in np.cumsum(rng.integers(2, 15, int(rng.integers(6, 9)))) - 20]
empty = int(rng.integers(1, len(edges) - 2))
values = rng.uniform(edges[0], edges[-1], 60).round(2)
values = np.concatenate([values, edges, [edges[-1]] * int(rng.integers(1, 4))])
values = values[(values < edges[empty]) | (values >= edges[empty + 1])]
rows = spark.createDataFrame([(float(value),) for value in rng.permutation(values)], "gap double").coalesce(1)
answer = histogram(rows, "gap", edges)
assert isinstance(answer, dict) and {"counts", "below", "above", "missing"} <= set(answer), (
    f"histogram returned {type(answer).__name__}; it should return a dict with counts, below, above and missing"
)
expected = [int(count) for count in np.histogram(values, edges)[0]]
counts = list(answer["counts"])
assert len(counts) == len(expected), (
    f"there are {len(expected)} bins and {len(counts)} counts; an empty bin has the count 0, it does not disappear"
)
lost = len(values) - sum(counts)
assert lost == 0, (
    f"{len(values)} values lie between the first and the last edge, {lost} more than are counted in the bins; the last bin holds "
    "its right edge too"
)
off = sum(found != right for found, right in zip(counts, expected, strict=True))
assert off == 0, f"{off} of {len(expected)} bins have another count; a bin holds its left edge and not its right edge"

# %% test="bins-lose-no-row" points=1 hidden=true
# Values beyond the edges, and missing ones, are counted in their own places
from course import drawn

rng = drawn("beyond-the-edges")
edges = [float(edge) for edge in np.cumsum(rng.integers(3, 12, 5))]
middles = (np.array(edges[:-1]) + np.array(edges[1:])) / 2  # no bin is empty
inside = np.concatenate([rng.uniform(edges[0] + 0.1, edges[-1] - 0.1, 30).round(2), middles])
under = [edges[0] - float(step) for step in rng.uniform(0.5, 90, int(rng.integers(3, 9))).round(1)]
over = [edges[-1] + float(step) for step in rng.uniform(0.5, 90, int(rng.integers(3, 9))).round(1)]
gaps = int(rng.integers(2, 9))
values = [*map(float, inside), *under, *over, *[None] * gaps]
rows = spark.createDataFrame([(value,) for value in values], "gap double").coalesce(1)
answer = histogram(rows, "gap", edges)
assert isinstance(answer, dict) and {"counts", "below", "above", "missing"} <= set(answer), (
    f"histogram returned {type(answer).__name__}; it should return a dict with counts, below, above and missing"
)
assert answer["missing"] == gaps, (
    f"{gaps} values are missing, and histogram counts otherwise; a comparison with null is never true"
)
assert (answer["below"], answer["above"]) == (len(under), len(over)), (
    f"{len(under)} values lie below the first edge and {len(over)} above the last, and histogram counts otherwise"
)
expected = [int(count) for count in np.histogram(inside, edges)[0]]
assert list(answer["counts"]) == expected, (
    f"the bins should hold {sum(expected)} values, and no value from beyond the edges; histogram counts otherwise"
)

# %% [markdown] task="measure-fits-the-pair"
# ## Task 5 · A measure that fits the pair
#
# **4 points · DP-22**
#
# Two columns are given. How strongly do they go together? The measure depends on what they *are*, not on how they are stored: a
# month or a gate number is a name that happens to be written in digits.
#
# Write `association(rows, a, b, kinds)`.
#
# - **Takes** `rows`, a Spark DataFrame; `a` and `b`, the names of two columns, in any order; and `kinds`, a dict from a column's
#   name to `"number"` or `"category"`. Categories are texts or whole numbers. Both kinds have nulls (and no NaN).
# - **Returns** `(name, value)`: a text and a `float`.
#   - Two numbers: `"spearman"` and Spearman's coefficient (equal values share the mean of their ranks).
#   - Two categories: `"cramers_v"` and Cramér's V, $\sqrt{\chi^2 / (n\,(m - 1))}$, with Pearson's $\chi^2$ of the table of counts
#     without any correction, $n$ its rows and $m$ the smaller number of categories.
#   - One of each: `"eta_squared"` and $\eta^2$, the share of the number's variance that lies between the categories:
#     $\sum_g n_g (\bar x_g - \bar x)^2 / \sum_i (x_i - \bar x)^2$.
# - Rows in which `a` **or** `b` is missing are left aside. Missing values in other columns do not matter. What is left has at
#   least two different values in both columns.

# %% [markdown] hint="measure-fits-the-pair"
# Keep only the two columns, drop the rows with a gap, then decide by `kinds[a]` and `kinds[b]`. A table of counts is small: from
# there on you may go on in pandas.

# %% [markdown] hint="measure-fits-the-pair"
# `Correlation.corr(vectors, "v", "spearman")` after a `VectorAssembler`. For $\chi^2$: `groupBy(a, b).count()`, a pivot with 0
# for what never occurs, and `scipy.stats.chi2_contingency(counts, correction=False)` or `ChiSquareTest`. For $\eta^2$:
# `groupBy(category).agg(F.count(number), F.avg(number))`.

# %% [markdown] hint="measure-fits-the-pair"
# Almost the line: `expected = counts.sum(1, keepdims=True) * counts.sum(0, keepdims=True) / counts.sum()` of a NumPy array, then
# `((counts - expected) ** 2 / expected).sum()` is $\chi^2$, and `min(counts.shape)` is $m$.

# %% answer="measure-fits-the-pair"
def association(rows, a, b, kinds):
    """Return (name, value): spearman, cramers_v or eta_squared, as the kinds of the two columns demand."""
    ### BEGIN SOLUTION
    from pyspark.ml.feature import VectorAssembler
    from pyspark.ml.stat import Correlation

    known = rows.select(a, b).dropna()
    if kinds[a] == kinds[b] == "number":
        vectors = VectorAssembler(inputCols=[a, b], outputCol="v").transform(known)
        return "spearman", float(Correlation.corr(vectors, "v", "spearman").first()[0][0, 1])
    if kinds[a] == kinds[b] == "category":
        counts = known.groupBy(a, b).count().toPandas().pivot(index=a, columns=b, values="count").fillna(0).to_numpy(float)
        expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / counts.sum()
        chi = ((counts - expected) ** 2 / expected).sum()
        return "cramers_v", float(np.sqrt(chi / (counts.sum() * (min(counts.shape) - 1))))
    category, number = (a, b) if kinds[a] == "category" else (b, a)
    groups = known.groupBy(category).agg(F.count(number).alias("n"), F.avg(number).alias("mean")).toPandas()
    mean, variance = known.agg(F.avg(number), F.var_pop(number)).first()
    return "eta_squared", float(np.average((groups["mean"] - mean) ** 2, weights=groups["n"]) / variance)
    ### END SOLUTION

# %% test="measure-fits-the-pair" points=1
# Four pairs of columns of real flights get the measure of their kinds
kinds = {"month": "category", "carrier": "category", "origin": "category", "distance": "number", "arr_delay": "number"}
pairs = {("distance", "arr_delay"): "spearman", ("carrier", "origin"): "cramers_v"}
pairs |= {("month", "carrier"): "cramers_v", ("carrier", "distance"): "eta_squared"}
for (a, b), measure in pairs.items():
    answer = association(flights, a, b, kinds)
    assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
        f"association returned {type(answer).__name__}; it should return (name, value)"
    )
    assert answer[0] == measure, (
        f"{a} is a {kinds[a]} and {b} is a {kinds[b]}: the measure is {measure!r}, association says {answer[0]!r}; "
        "ask kinds, not the type of the column"
    )
    lowest = -1 if measure == "spearman" else 0
    assert isinstance(answer[1], float) and lowest - 1e-9 <= answer[1] <= 1 + 1e-9, (
        f"the {measure} of {a} and {b} is {answer[1]!r}; it should be a float from {lowest} to 1"
    )

# %% test="measure-fits-the-pair" points=1 hidden=true
# Two drawn numbers with ties, wild values and gaps
from scipy.stats import spearmanr

from course import drawn

rng = drawn("two-numbers")
size = int(rng.integers(50, 80))
first = rng.integers(0, 25, size).astype(float)  # many ties
second = (np.exp(first / 4) * float(rng.choice([-1, 1])) + rng.normal(0, 8, size)).round(2)
second[int(rng.integers(size))] = float(rng.choice([-1, 1])) * 1e6
holes = rng.permutation(size)[:12]
pairs = [
    (None if place in holes[:6] else int(first[place]), None if place in holes[6:] else float(second[place]))
    for place in range(size)
]
cells = [(*pair, None if at % 3 else "x") for at, pair in enumerate(pairs)]  # what a third column lacks does not matter
rows = spark.createDataFrame(cells, "dose int, effect double, note string").coalesce(1)
answer = association(rows, "dose", "effect", {"dose": "number", "effect": "number"})
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and answer[0] == "spearman", (
    f"association returned {type(answer).__name__}; for two numbers it should return ('spearman', value)"
)
known = np.array([pair for pair in pairs if None not in pair], dtype=float)
expected = float(spearmanr(known[:, 0], known[:, 1]).statistic)
assert abs(answer[1] - expected) < 1e-6, (
    f"Spearman's coefficient of the {len(known)} complete rows of {size} is {expected:.3f}, and association says something else; "
    "is it of the ranks (one value is wild), do ties share a rank, and are gaps left aside, but those of a third column not?"
)

# %% test="measure-fits-the-pair" points=1 hidden=true
# Two drawn categories, texts and whole numbers, large tables and small ones
from scipy.stats import chi2_contingency

from course import drawn

rng = drawn("two-categories")
for width, height in ((2, 2), (int(rng.integers(3, 5)), int(rng.integers(5, 7)))):
    size = int(rng.integers(60, 90))
    words = [str(word) for word in rng.permutation(["red", "blue", "green", "grey", "pink"])[:width]]
    gates = [int(gate) for gate in rng.permutation(np.arange(10, 90))[:height]]
    place = np.concatenate([np.arange(width), rng.integers(0, width, size)])
    gate = np.where(rng.random(size + width) < 0.45, place % height, rng.integers(0, height, size + width))
    pairs = [(words[left], gates[right]) for left, right in zip(place, gate, strict=True)]
    pairs += [(words[0], gates[-1]), (words[1], gates[0])] + [(words[0], number) for number in gates]
    known = pd.DataFrame(pairs, columns=["colour", "gate"])
    table = pd.crosstab(known["colour"], known["gate"]).to_numpy()
    expected = float(np.sqrt(chi2_contingency(table, correction=False).statistic / (len(known) * (min(table.shape) - 1))))
    gaps = [(None, gates[0])] * int(rng.integers(8, 15)) + [(words[0], None)] * int(rng.integers(8, 15)) + [("white", None)] * 3
    cells = [(*pair, None if at % 3 else "x") for at, pair in enumerate(pairs + gaps)]
    rows = spark.createDataFrame(cells, "colour string, gate int, note string").coalesce(1)
    for a, b in (("gate", "colour"), ("colour", "gate")):
        answer = association(rows, a, b, {"colour": "category", "gate": "category"})
        assert isinstance(answer, (tuple, list)) and len(answer) == 2 and answer[0] == "cramers_v", (
            f"association returned {type(answer).__name__}; for two categories it should return ('cramers_v', value)"
        )
        assert abs(answer[1] - expected) < 1e-6, (
            f"Cramér's V of a table of {table.shape[0]} by {table.shape[1]} with {len(known)} complete rows is {expected:.3f}, "
            "and association says something else; is a gap counted as a category, is chi-square corrected, is a name taken for a "
            "quantity, or is m not the smaller number of categories?"
        )

# %% test="measure-fits-the-pair" points=1 hidden=true
# A drawn category and a number, in both orders, whatever the category is called
from course import drawn

rng = drawn("one-of-each")
size = int(rng.integers(50, 80))
gates = [int(gate) for gate in rng.permutation(np.arange(1, 60))[:4]]
level = {gate: float(value) for gate, value in zip(gates, rng.permutation([0.0, 10.0, 25.0, 60.0]), strict=True)}
place = [gates[int(number)] for number in np.concatenate([np.arange(4), rng.choice(4, size, p=[0.5, 0.25, 0.15, 0.1])])]
value = [round(level[gate] + float(rng.normal(0, 12)), 2) for gate in place]
known = pd.DataFrame({"gate": place, "delay": value})
between = ((known.groupby("gate")["delay"].transform("mean") - known["delay"].mean()) ** 2).sum()
expected = float(between / ((known["delay"] - known["delay"].mean()) ** 2).sum())
pairs = list(zip(place, value, strict=True)) + [(None, 500.0)] * int(rng.integers(3, 9)) + [(gates[0], None)] * 5
cells = [(*pair, None if at % 3 else "x") for at, pair in enumerate(pairs)]
rows = spark.createDataFrame(cells, "gate int, delay double, note string").coalesce(1)
for a, b in (("gate", "delay"), ("delay", "gate")):
    answer = association(rows, a, b, {"gate": "category", "delay": "number"})
    assert isinstance(answer, (tuple, list)) and len(answer) == 2 and answer[0] == "eta_squared", (
        f"association returned {type(answer).__name__}; for one of each, in any order, it should return ('eta_squared', value)"
    )
    assert abs(answer[1] - expected) < 1e-6, (
        f"of {len(known)} complete rows, {expected:.3f} of the variance lies between the categories, and association says "
        "something else; are groups weighted by their rows, are gaps left aside, and is the number of a gate only a name?"
    )
