# %% [markdown]
# # Exercise · One model for all, or one for each group?
#
# You fit a line for each group, score with the right one, pull small groups towards the whole, keep a record of each, and work
# out how many workers are worth their price.
#
# **Five tasks, 20 points, about 40 minutes.** Objective: MD-34. Older outline: `applyInPandas`, a model for each group.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work is
# graded. The tasks do not need each other, so you may take them in any order.
#
# Tasks 1 and 2 use Spark frames. Tasks 3 and 4 use pandas frames, because what they ask is the same in both.

# %% given="setup"
import math

import mlflow
import numpy as np
import pandas as pd
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from sklearn.linear_model import LinearRegression

from course import dataset

spark = SparkSession.builder.getOrCreate()
experiment = mlflow.set_experiment("carriers")
flights = spark.read.parquet(dataset("flights")).where("arr_delay IS NOT NULL AND carrier IN ('AS', 'F9', 'HA', 'OO', 'YV')")
columns = ["month", "carrier", "hour", "dep_delay", "arr_delay"]
flights = flights.orderBy("month", "day", "carrier", "sched_dep_time", "flight").select(columns).coalesce(1).cache()


def line_of(rows):
    """The least-squares line through rows, arr_delay by dep_delay: (intercept, slope), and slope 0 if dep_delay never differs."""
    model = LinearRegression().fit(rows[["dep_delay"]], rows["arr_delay"])
    return float(model.intercept_), float(model.coef_[0])


flights.groupBy("carrier").count().orderBy("carrier").show()

# %% [markdown] task="each-group-has-its-row"
# ## Task 1 · Each group has its row
#
# **4 points · MD-34**
#
# Write `fit_groups(rows, key, features, label, smallest)`.
#
# - **Takes** `rows`, a Spark DataFrame with the text column `key` (a name), the number columns `features` (a list of two or more
#   names), the number column `label`, **and others**, in any order. Only `key` may have gaps: the rows without a key are one
#   group like all others.
# - For each group with **at least** `smallest` rows: an ordinary least-squares fit of `label` by `features`, with an intercept,
#   on the rows of this group alone.
# - **Returns** a Spark DataFrame with one row for each such group. Its columns: the key, under its name; `n`, the number of
#   rows, a whole number; `intercept`; and for each feature a column of its name with its coefficient. Smaller groups have no
#   row.
# - Tolerance: 1e-6. No group has features that repeat each other. `n` and `intercept` are no names of features.

# %% [markdown] hint="each-group-has-its-row"
# Which call gives a Python function all rows of one group as a pandas frame, and takes a pandas frame from it? It needs to know
# the columns of the result before it runs.

# %% [markdown] hint="each-group-has-its-row"
# `rows.groupBy(key).applyInPandas(function, schema)`. The schema may be text that you put together: `f"{key} string, n long,
# …"`. A function with two parameters gets the key as a tuple. For a group without a result it may return an empty frame with
# the same columns.

# %% [markdown] hint="each-group-has-its-row"
# Almost the line, in the function: `pd.DataFrame([[*group, len(part), model.intercept_, *model.coef_]], columns=[key, "n",
# "intercept", *features])`, where `model` is fitted on `part[features]`.

# %% answer="each-group-has-its-row"
def fit_groups(rows, key, features, label, smallest):
    """Return a Spark DataFrame: key, n, intercept and a coefficient per feature for each group of at least smallest rows."""
    ### BEGIN SOLUTION
    names = [key, "n", "intercept", *features]
    schema = f"{key} string, n long, intercept double, " + ", ".join(f"{name} double" for name in features)

    def fit(group, part):
        if len(part) < smallest:
            return pd.DataFrame(columns=names)
        model = LinearRegression().fit(part[features], part[label])
        return pd.DataFrame([[*group, len(part), model.intercept_, *model.coef_]], columns=names)

    return rows.select(key, *features, label).groupBy(key).applyInPandas(fit, schema)
    ### END SOLUTION

# %% test="each-group-has-its-row" points=1
# Four small carriers have a row, and a carrier with one flight has none
answer = fit_groups(flights, "carrier", ["hour", "dep_delay"], "arr_delay", 50)
assert isinstance(answer, DataFrame) and {"carrier", "n", "intercept", "hour", "dep_delay"} <= set(answer.columns), (
    f"fit_groups returned {type(answer).__name__}; it should return a Spark DataFrame with the columns carrier, n, intercept, "
    "hour and dep_delay"
)
found, table = answer.toPandas(), flights.toPandas()
assert sorted(found["carrier"]) == ["AS", "F9", "HA", "YV"], (
    f"the table has rows for {sorted(found['carrier'])}; AS, F9, HA and YV have 50 flights or more, OO has one"
)
for row in found.itertuples():
    part = table[table["carrier"] == row.carrier]
    assert row.n == len(part), f"n of {row.carrier} is {row.n}; it has {len(part)} flights"
    inputs = np.column_stack([np.ones(len(part)), part["hour"], part["dep_delay"]])
    fitted = np.linalg.lstsq(inputs, part["arr_delay"], rcond=None)[0]
    assert np.allclose([row.intercept, row.hour, row.dep_delay], fitted, rtol=1e-6, atol=1e-6), (
        f"{row.carrier} has intercept {row.intercept:.3f}, hour {row.hour:.3f}, dep_delay {row.dep_delay:.3f}; a fit of these "
        f"two features on its own flights gives {fitted[0]:.3f}, {fitted[1]:.3f}, {fitted[2]:.3f}"
    )

# %% test="each-group-has-its-row" points=3 hidden=true
# Drawn groups: their own coefficients, a group without a key, and the limit itself
from course import drawn

rng = drawn("groups-to-fit")
names = [f"x{number}" for number in rng.permutation(90)[: int(rng.integers(2, 4))]]
smallest = int(rng.integers(8, 13))
groups = [f"g{number}" for number in rng.permutation(90)[:4]]
sizes = [int(rng.integers(30, 45)), int(rng.integers(18, 25)), smallest, smallest - 1, int(rng.integers(15, 28))]
parts, fitted = [], {}
for group, size in zip([*groups, None], sizes):
    part = pd.DataFrame({name: rng.normal(5, 3, size) for name in ["other", *names[::-1]]})
    part["y"] = float(rng.normal(0, 9)) + part[names].to_numpy() @ rng.normal(0, 3, len(names)) + 0.7 * part["other"]
    part["y"] += rng.normal(0, 1, size)
    inputs = np.column_stack([np.ones(size), part[names]])
    fitted[group] = np.linalg.lstsq(inputs, part["y"], rcond=None)[0]
    parts.append(part.assign(team=pd.Series([group] * size, dtype=object)))
table = pd.concat(parts, ignore_index=True).sample(frac=1, random_state=int(rng.integers(1000)))
answer = fit_groups(spark.createDataFrame(table.reset_index(drop=True)).coalesce(1), "team", names, "y", smallest)
assert isinstance(answer, DataFrame) and {"team", "n", "intercept", *names} <= set(answer.columns), (
    "fit_groups should return a Spark DataFrame with the key, n, intercept and a column for each feature"
)
listed = answer.toPandas()
found = {None if pd.isna(row["team"]) else row["team"]: row for row in listed.to_dict("records")}
assert None in found, "the rows without a key are a group, too, and it has no row; who groups in pandas writes dropna=False"
assert groups[3] not in found, f"a group with {smallest - 1} rows has a row in the table, though smallest is {smallest}"
assert groups[2] in found, f"a group with {smallest} rows has no row, though smallest is {smallest}; at least means that or more"
assert set(found) == {*groups[:3], None} and len(listed) == 4, (
    f"the table should have one row for each of 4 groups; it has {len(listed)}"
)
for group, size in zip([*groups[:3], None], [*sizes[:3], sizes[4]]):
    assert int(found[group]["n"]) == size, "n should be the number of rows of the group"
off = [
    group
    for group, row in found.items()
    if not np.allclose([row[name] for name in ["intercept", *names]], fitted[group], rtol=1e-6, atol=1e-6)
]
assert not off, (
    f"{len(off)} of 4 groups have other coefficients than a fit of their own rows by the named features; "
    "the frame has other columns, too, and another order"
)

# %% [markdown] task="each-row-has-its-line"
# ## Task 2 · Each row has its line
#
# **4 points · MD-34, older outline: per-group models**
#
# Each carrier has its line in a table. New flights come, also from carriers that the table does not have.
#
# Write `score(rows, lines, pooled, smallest)`.
#
# - **Takes** `rows`, a Spark DataFrame with `carrier` (text, maybe missing), `dep_delay` (a float, never missing) and others;
#   `lines`, a Spark DataFrame with one row for each group: `carrier` (text; one may be missing: the line of the flights without
#   a carrier), `n`, `intercept`, `slope`; `pooled`, the tuple `(intercept, slope)` of the line of all flights; `smallest`, a
#   whole number.
# - The prediction of a row is `intercept + slope * dep_delay`. It takes **the line of its carrier** if the table has one with
#   `n` of at least `smallest`, and otherwise the line `pooled`. Rows without a carrier are a group like all others.
# - **Returns** `rows`, each row once, with all its columns unchanged, and a column `prediction` (double).
# - `rows` has no column `n`, `intercept`, `slope` or `prediction`. Tolerance: 1e-9.

# %% [markdown] hint="each-row-has-its-line"
# A small table and many rows: a left join. Or a dict of lines, and `mapInPandas`. Then ask of both: which rows find nothing, and
# what do they get? And what does a missing carrier find?

# %% [markdown] hint="each-row-has-its-line"
# Filter `lines` by `n` before the join. In a join `NULL = NULL` is not true: `a.eqNullSafe(b)` is. `F.coalesce` takes the first
# value that is not null.

# %% [markdown] hint="each-row-has-its-line"
# Almost the line: `rows.join(known, F.col("carrier").eqNullSafe(F.col("known")), "left")`, where `known` is `lines` with its
# carrier renamed, and then `F.coalesce(own, F.lit(pooled[0]) + F.lit(pooled[1]) * F.col("dep_delay"))`.

# %% answer="each-row-has-its-line"
def score(rows, lines, pooled, smallest):
    """Return rows with a column prediction: by the line of the carrier, or by the pooled line for unknown and small carriers."""
    ### BEGIN SOLUTION
    known = lines.where(F.col("n") >= smallest).select(F.col("carrier").alias("known"), "intercept", "slope")
    joined = rows.join(known, F.col("carrier").eqNullSafe(F.col("known")), "left")
    own = F.col("intercept") + F.col("slope") * F.col("dep_delay")
    rest = F.lit(pooled[0]) + F.lit(pooled[1]) * F.col("dep_delay")
    return joined.withColumn("prediction", F.coalesce(own, rest)).drop("known", "intercept", "slope")
    ### END SOLUTION

# %% test="each-row-has-its-line" points=1
# Four flights: a known carrier, a small one, a new one, and one without a carrier
rows = spark.createDataFrame(
    [("UA 1", "UA", 10.0), ("OO 2", "OO", 10.0), ("ZZ 3", "ZZ", 10.0), ("?? 4", None, 10.0)],
    "flight string, carrier string, dep_delay double",
).coalesce(1)
lines = spark.createDataFrame(
    [("UA", 900, -6.0, 1.0), ("OO", 1, 107.0, 0.0), (None, 50, 2.0, 1.5)],
    "carrier string, n long, intercept double, slope double",
).coalesce(1)
answer = score(rows, lines, (-5.0, 0.5), 30)
assert isinstance(answer, DataFrame) and {"flight", "carrier", "dep_delay", "prediction"} <= set(answer.columns), (
    f"score returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows and prediction"
)
scored = answer.toPandas()
found = dict(zip(scored["flight"], scored["prediction"].astype(object)))
assert len(found) == len(scored) == 4, f"4 flights went in, {len(scored)} came out; a new carrier is no reason to lose one"
for flight, expected, why in [
    ("UA 1", 4.0, "the line of UA has 900 flights behind it"),
    ("OO 2", 0.0, "the line of OO has one flight behind it, so the pooled line counts"),
    ("ZZ 3", 0.0, "ZZ has no line, so the pooled line counts"),
    ("?? 4", 17.0, "the table has a line for flights without a carrier; an ordinary join does not find it"),
]:
    assert found[flight] is not None and abs(found[flight] - expected) < 1e-9, (
        f"{flight} is predicted as {found[flight]}, {expected} was expected: {why}"
    )

# %% test="each-row-has-its-line" points=3 hidden=true
# Drawn flights and lines: known, small, new and missing carriers, each row once and unchanged
from course import drawn

rng = drawn("lines-to-use")
smallest = int(rng.integers(20, 60))
carriers = [f"C{number}" for number in rng.permutation(90)[:8]]
sizes = [smallest, smallest + 1, 900, smallest - 1, 1]
lines, chosen = [], {}
for carrier, size in zip(carriers, sizes):
    lines.append((carrier, int(size), float(rng.normal(0, 20)), float(rng.normal(1, 0.3))))
    if size >= smallest:
        chosen[carrier] = lines[-1][2:]
missing = (float(rng.normal(0, 20)), float(rng.normal(1, 0.3)))
pooled = (float(rng.normal(-40, 3)), float(rng.normal(2, 0.1)))
kinds = {carrier: "known" for carrier in carriers[:3]} | {carrier: "small" for carrier in carriers[3:5]}
kinds |= {carrier: "new" for carrier in carriers[5:]} | {None: "missing"}
cells = []
for at, carrier in enumerate(list(kinds) * 7):
    cells.append((at, carrier, float(rng.integers(-10, 90)) + 0.5, str(rng.choice(["EWR", "JFK"]))))
fields = "id long, carrier string, dep_delay double, origin string"
rows = spark.createDataFrame([cells[at] for at in rng.permutation(len(cells))], fields)
for size in (smallest + 40, smallest - 1, 0):  # the rows behind the line without a carrier; with 0, the table has no such line
    table = lines + [(None, size, *missing)] * (size > 0)
    table = [table[at] for at in rng.permutation(len(table))]
    table = spark.createDataFrame(table, "carrier string, n long, intercept double, slope double").coalesce(1)
    answer = score(rows.coalesce(1), table, pooled, smallest)
    assert isinstance(answer, DataFrame) and {"id", "carrier", "dep_delay", "origin", "prediction"} <= set(answer.columns), (
        "score should return a Spark DataFrame: all columns of rows, and prediction"
    )
    assert answer.columns.count("carrier") == 1, "the result has the column carrier twice; drop the one of lines"
    found = answer.toPandas().sort_values("id")
    assert found["id"].tolist() == list(range(len(cells))), (
        f"{len(cells)} flights went in, {len(found)} came out; each flight stands in the result once, whatever its carrier"
    )
    changed = sum(tuple(row) != cell for row, cell in zip(answer.select(*rows.columns).orderBy("id").collect(), cells))
    assert not changed, (
        f"{changed} of {len(cells)} flights came back with another carrier, dep_delay or origin; score only adds a column, and a "
        "carrier that is missing stays missing"
    )
    off = dict.fromkeys(["known", "small", "new", "missing"], 0)
    known = chosen | ({None: missing} if size >= smallest else {})
    for (_, carrier, delay, _), value in zip(cells, found["prediction"]):
        intercept, slope = known.get(carrier, pooled)
        off[kinds[carrier]] += not abs(float(value if value is not None else np.nan) - (intercept + slope * delay)) <= 1e-9
    assert not off["known"], (
        f"{off['known']} flights of carriers with enough rows are not predicted by the line of their own carrier"
    )
    assert not off["small"], (
        f"{off['small']} flights of carriers with fewer than {smallest} rows are not predicted by the pooled line; look at n"
    )
    assert not off["new"], f"{off['new']} flights of carriers that the table does not have are not predicted by the pooled line"
    assert size < smallest or not off["missing"], (
        f"{off['missing']} flights without a carrier are not predicted by the line that the table has for them; "
        "an ordinary join does not find it"
    )
    assert not off["missing"], (
        f"{off['missing']} flights without a carrier are not predicted by the pooled line, though the table has no line for them "
        f"with at least {smallest} rows; they are a group like all others"
    )

# %% [markdown] task="later-rows-choose-the-strength"
# ## Task 3 · Later rows choose the strength
#
# **4 points · MD-34**
#
# Between "one line for all" and "one line for each" lies a dial. You turn it, and rows that took no part in the fits say where to
# stop.
#
# Write `choose_strength(train, valid, strengths)`.
#
# - **Takes** two pandas frames with `carrier` (text, no gaps), `dep_delay` and `arr_delay` (minutes, no gaps), and `strengths`, a
#   list of numbers of 0 or more. `valid` may have carriers that `train` has not.
# - The **pooled** line is `line_of(train)`, given above. A carrier's **own** line is `line_of` its rows in `train`.
# - With a strength k, a carrier with n rows in `train` gets `w * own + (1 - w) * pooled` for both intercept and slope, where
#   **w = n / (n + k)**. A carrier that is not in `train` gets the pooled line.
# - **Returns** a dict: `"strength"`, the one of `strengths` with the lowest RMSE over **all rows** of `valid`; `"rmse"`, that
#   RMSE, in minutes; `"lines"`, a dict from each carrier in `train` to its `(intercept, slope)` at that strength.
# - Nothing is fitted on `valid`. Tolerance: 1e-6.

# %% [markdown] hint="later-rows-choose-the-strength"
# The lines have to be fitted once: pooled and own. For each strength only the mixture changes. Then predict all rows of `valid`,
# each with the line of its carrier, and take the RMSE.

# %% [markdown] hint="later-rows-choose-the-strength"
# `train.groupby("carrier")` gives name and rows. With lines as NumPy arrays, a mixture is `w * own + (1 - w) * pooled`.
# `lines.get(carrier, pooled)` has an answer for new carriers. `min(strengths, key=…)` takes the best.

# %% [markdown] hint="later-rows-choose-the-strength"
# Almost the lines: `used = np.array([lines.get(carrier, pooled) for carrier in valid["carrier"]])`, and
# `miss = used[:, 0] + used[:, 1] * valid["dep_delay"] - valid["arr_delay"]`, and `np.sqrt((miss**2).mean())`.

# %% answer="later-rows-choose-the-strength"
def choose_strength(train, valid, strengths):
    """Return {"strength", "rmse", "lines"}: the strength of partial pooling that predicts valid best, learned from train."""
    ### BEGIN SOLUTION
    pooled = np.array(line_of(train))
    own = {carrier: (len(part), np.array(line_of(part))) for carrier, part in train.groupby("carrier")}

    def lines_at(k):
        return {carrier: (n * line + k * pooled) / (n + k) for carrier, (n, line) in own.items()}

    def rmse_at(k):
        lines = lines_at(k)
        used = np.array([lines.get(carrier, pooled) for carrier in valid["carrier"]])
        miss = used[:, 0] + used[:, 1] * valid["dep_delay"] - valid["arr_delay"]
        return float(np.sqrt((miss**2).mean()))

    best = min(strengths, key=rmse_at)
    lines = {carrier: tuple(map(float, line)) for carrier, line in lines_at(best).items()}
    return {"strength": best, "rmse": rmse_at(best), "lines": lines}
    ### END SOLUTION

# %% test="later-rows-choose-the-strength" points=1
# Ten flights of January for each carrier, and February chooses among three strengths
table = flights.toPandas()
train, valid = table[table["month"] == 1], table[table["month"] == 2]
train = train[train["carrier"] != "YV"].groupby("carrier").head(10)  # YV is new in February
answer = choose_strength(train.copy(), valid.copy(), [0, 20, 2000])
assert isinstance(answer, dict) and {"strength", "rmse", "lines"} <= set(answer), (
    f"choose_strength returned {type(answer).__name__}; it should return a dict with strength, rmse and lines"
)
assert answer["strength"] in (0, 20, 2000), f"strength is {answer['strength']}; it should be one of [0, 20, 2000]"
assert isinstance(answer["lines"], dict) and set(answer["lines"]) == set(train["carrier"]), (
    "lines should be a dict with an (intercept, slope) for each carrier of train, and no other"
)
pooled, errors = np.array(line_of(train)), {}
for k in (0, 20, 2000):
    expected = {}
    for carrier, part in train.groupby("carrier"):
        share = len(part) / (len(part) + k)
        expected[carrier] = share * np.array(line_of(part)) + (1 - share) * pooled
    used = np.array([expected.get(carrier, pooled) for carrier in valid["carrier"]])
    errors[k] = float(np.sqrt(np.mean((used[:, 0] + used[:, 1] * valid["dep_delay"] - valid["arr_delay"]) ** 2)))
    if k == answer["strength"]:
        for carrier, line in expected.items():
            assert np.allclose(answer["lines"][carrier], line, rtol=1e-6, atol=1e-6), (
                f"the line of {carrier} at strength {k} is {tuple(round(float(part), 3) for part in answer['lines'][carrier])}; "
                f"n / (n + k) of its own line and the rest of the line of all training rows make {tuple(line.round(3).tolist())}"
            )
best = min(errors, key=errors.get)
assert answer["strength"] == best, (
    f"strength is {answer['strength']}; over all flights of February the RMSE is "
    + ", ".join(f"{value:.3f} at {k}" for k, value in errors.items())
)
assert abs(answer["rmse"] - errors[best]) <= 1e-6, (
    f"rmse is {answer['rmse']}; over all flights of February it is {errors[best]:.6f}"
)

# %% test="later-rows-choose-the-strength" points=3 hidden=true
# Drawn carriers of many sizes: the mixture, the choice by later rows, and carriers that are new there
from course import drawn


def mixed_lines(train, k, own, pooled):
    """The line of each carrier at strength k."""
    size = train["carrier"].value_counts()
    return {carrier: (size[carrier] * own[carrier] + k * pooled) / (size[carrier] + k) for carrier in own}


def rmse_of(lines, pooled, rows):
    """The RMSE over rows with these lines, and the pooled one for other carriers."""
    used = np.array([lines.get(carrier, pooled) for carrier in rows["carrier"]])
    return float(np.sqrt(np.mean((used[:, 0] + used[:, 1] * rows["dep_delay"] - rows["arr_delay"]) ** 2)))


rng = drawn("strengths-to-choose")
strengths = [0.0, *(round(float(k * rng.uniform(0.8, 1.2)), 3) for k in (2, 15, 120, 5000))]
strengths = [strengths[at] for at in rng.permutation(len(strengths))]
for _ in range(200):  # until the later rows choose otherwise than the training rows, with and without the new carriers
    carriers = [f"C{number}" for number in rng.permutation(90)[:11]]
    level, sizes = rng.normal(0, 8, 11), [2, 2, 3, 3, 4, 5, 8, 14, 25, 0, 0]
    tables = []
    for counts in (sizes, [6] * 11):
        carrier = np.repeat(np.arange(11), counts)
        delay = rng.integers(-10, 40, len(carrier)).astype(float)
        arrival = level[carrier] + (1 + level[carrier] / 100) * delay + rng.normal(0, 12, len(carrier))
        tables.append(pd.DataFrame({"carrier": np.array(carriers)[carrier], "dep_delay": delay, "arr_delay": arrival}))
    train, valid = (part.sample(frac=1, random_state=int(rng.integers(1000))).reset_index(drop=True) for part in tables)
    pooled = np.array(line_of(train))
    own = {carrier: np.array(line_of(part)) for carrier, part in train.groupby("carrier")}
    errors = {k: rmse_of(mixed_lines(train, k, own, pooled), pooled, valid) for k in strengths}
    known = valid[valid["carrier"].isin(list(own))]
    partly = {k: rmse_of(mixed_lines(train, k, own, pooled), pooled, known) for k in strengths}
    first, second = sorted(errors.values())[:2]
    best = min(errors, key=errors.get)
    if best > 0 and second - first > 1e-3 and min(partly, key=partly.get) == best and abs(partly[best] - first) > 0.01:
        break
answer = choose_strength(train.copy(), valid.copy(), list(strengths))
assert isinstance(answer, dict) and {"strength", "rmse", "lines"} <= set(answer) and isinstance(answer["lines"], dict), (
    "choose_strength should return a dict with strength, rmse and lines, and lines should be a dict"
)
chosen = answer["strength"]
assert chosen in strengths, "strength should be one of the strengths that were given"
assert set(answer["lines"]) == set(own), "lines should have each carrier of train, and no other"
expected = mixed_lines(train, chosen, own, pooled)
off = [
    carrier for carrier, line in expected.items() if not np.allclose(answer["lines"][carrier], line, rtol=1e-6, atol=1e-6)
]
assert not off, (
    f"{len(off)} of {len(own)} lines are no mixture at the strength you returned: the share n / (n + k) of the carrier's own "
    "line and the rest of the line of all training rows"
)
on_train = min(strengths, key=lambda k: rmse_of(mixed_lines(train, k, own, pooled), pooled, train))
assert chosen == best, (
    "another strength has a lower RMSE over all rows of valid"
    + ("; yours is the best on the training rows, where the own lines always look best" if chosen == on_train else "")
)
assert abs(float(answer["rmse"]) - errors[best]) <= 1e-6, (
    "rmse is not the error over all rows of valid at that strength; rows of new carriers count, too, with the pooled line"
)

# %% [markdown] task="each-group-has-its-run"
# ## Task 4 · Each group has its run
#
# **4 points · MD-34, older outline: nested runs**
#
# Write `track_groups(train, later)`.
#
# - **Takes** two pandas frames with `carrier` (text, no gaps), `dep_delay` and `arr_delay` (minutes, no gaps).
# - Fits `line_of` (given above) on the rows of each carrier in `train`, and measures it on the rows of **the same carrier** in
#   `later`.
# - **One parent run** in the active experiment, and under it **one child run for each carrier** in `train`. A child holds the
#   parameters `carrier` and `rows` (its rows in `train`), and the metric `rmse`, in minutes on `later`. A carrier that has no
#   rows in `later` has a child without that metric.
# - The parent holds the parameter `groups`, the number of children, and the metric `rmse`: the root mean squared error over
#   **all rows** of `later` whose carrier is in `train`.
# - **Returns** the id of the parent, a `str`. All runs have ended by then. Tolerance: one part in a thousand.

# %% [markdown] hint="each-group-has-its-run"
# A parent run, open around a loop over the carriers, and in the loop a child run. Module 2, unit *tracking*, has this shape. What
# do you have to keep from each child for the parent's metric?

# %% [markdown] hint="each-group-has-its-run"
# A child is opened with `nested=True` while the parent is open, or with `parent_run_id=…`. Collect the **errors** of all rows,
# not the RMSE of each carrier: groups have different sizes, and a root is taken once, at the end.

# %% [markdown] hint="each-group-has-its-run"
# Almost the lines, after the child's block: `misses.append(miss)`, and after the loop, in the parent:
# `mlflow.log_metric("rmse", float(np.sqrt(np.mean(np.concatenate(misses) ** 2))))`.

# %% answer="each-group-has-its-run"
def track_groups(train, later):
    """Log a parent run with one child for each carrier of train, each with its own error on later; return the parent's id."""
    ### BEGIN SOLUTION
    misses = []
    with mlflow.start_run(run_name="all carriers") as parent:
        for carrier, part in train.groupby("carrier"):
            intercept, slope = line_of(part)
            rows = later[later["carrier"] == carrier]
            miss = (intercept + slope * rows["dep_delay"] - rows["arr_delay"]).to_numpy()
            misses.append(miss)
            with mlflow.start_run(run_name=str(carrier), nested=True):
                mlflow.log_params({"carrier": carrier, "rows": len(part)})
                if len(miss):
                    mlflow.log_metric("rmse", float(np.sqrt(np.mean(miss**2))))
        mlflow.log_param("groups", len(misses))
        mlflow.log_metric("rmse", float(np.sqrt(np.mean(np.concatenate(misses) ** 2))))
    return parent.info.run_id
    ### END SOLUTION

# %% test="each-group-has-its-run" points=1
# January's carriers are children of one run, with their errors in February
from course import tracked

table = flights.toPandas()
train, later = table[table["month"] == 1].reset_index(drop=True), table[table["month"] == 2].reset_index(drop=True)
id = track_groups(train.copy(), later.copy())
parent = tracked().run(id) if isinstance(id, str) else None
assert parent is not None, "track_groups returned no id of a run in the tracking store; return that of the parent"
children = {child.params["carrier"]: child for child in tracked().children(parent) if "carrier" in child.params}
assert set(children) == set(train["carrier"]), (
    f"the run has children for {sorted(children)}, and train has the carriers {sorted(set(train['carrier']))}; "
    "open each child inside the parent's block, with nested=True"
)
for carrier, child in children.items():
    part, rows = train[train["carrier"] == carrier], later[later["carrier"] == carrier]
    assert child.params.get("rows") == str(len(part)), f"the child of {carrier} should have the parameter rows: {len(part)}"
    if len(rows):
        intercept, slope = line_of(part)
        rmse = float(np.sqrt(np.mean((intercept + slope * rows["dep_delay"] - rows["arr_delay"]) ** 2)))
        assert "rmse" in child.metrics and abs(child.metrics["rmse"] - rmse) <= 1e-3 * rmse, (
            f"the child of {carrier} tells rmse {child.metrics.get('rmse')}; the line of its January has {rmse:.3f} "
            "in its February"
        )
assert parent.params.get("groups") == str(len(children)) and "rmse" in parent.metrics, (
    "the parent should have the parameter groups and the metric rmse; its children's numbers do not climb up by themselves"
)

# %% test="each-group-has-its-run" points=3 hidden=true
# Drawn carriers of different sizes: each child's own error, and the error over all rows in the parent
from course import drawn, tracked

rng = drawn("runs-for-carriers")
carriers = [f"C{number}" for number in rng.permutation(90)[:6]]
level, noise = rng.normal(0, 15, 6), rng.permutation([3.0, 8.0, 14.0, 20.0, 26.0, 35.0])
tables = []
for counts in (rng.permutation([9, 14, 22, 31, 12]).tolist() + [0], [4, 0, 40, 11, 7, 9]):
    carrier = np.repeat(np.arange(6), counts)
    delay = rng.integers(-10, 60, len(carrier)).astype(float)
    arrival = level[carrier] + delay + noise[carrier] * rng.normal(size=len(carrier))
    tables.append(pd.DataFrame({"carrier": np.array(carriers)[carrier], "dep_delay": delay, "arr_delay": arrival}))
train, later = (part.sample(frac=1, random_state=int(rng.integers(1000))).reset_index(drop=True) for part in tables)
id = track_groups(train.copy(), later.copy())
parent = tracked().run(id) if isinstance(id, str) else None
assert parent is not None, "track_groups returned no id of a run in the tracking store; return that of the parent"
children = {child.params["carrier"]: child for child in tracked().children(parent) if "carrier" in child.params}
missing = set(carriers[:5]) - set(children)
assert not missing, (
    f"{len(missing)} of 5 carriers in train have no child run with their name in the parameter carrier; nested=True, inside the "
    "parent's block, and one child also for a carrier that has no later rows"
)
assert set(children) == set(carriers[:5]), "there is a child for a carrier that train does not have"
misses = {}
for name in carriers[:5]:
    part, rows = train[train["carrier"] == name], later[later["carrier"] == name]
    intercept, slope = line_of(part)
    misses[name] = (intercept + slope * rows["dep_delay"] - rows["arr_delay"]).to_numpy()
counted = sum(children[name].params.get("rows") == str((train["carrier"] == name).sum()) for name in misses)
assert counted == 5, f"{5 - counted} children do not have the number of their training rows in the parameter rows"
assert "rmse" not in children[carriers[1]].metrics, "a carrier without later rows has a metric rmse; nothing could be measured"
off = 0
for name in (carriers[0], *carriers[2:5]):
    rmse = float(np.sqrt(np.mean(misses[name] ** 2)))
    off += not ("rmse" in children[name].metrics and abs(children[name].metrics["rmse"] - rmse) <= 1e-3 * rmse)
assert off == 0, f"{off} of 4 children do not tell the rmse of their own line on the later rows of their own carrier"
assert parent.params.get("groups") == "5", "the parameter groups of the parent should be the number of children"
overall = float(np.sqrt(np.mean(np.concatenate(list(misses.values())) ** 2)))
assert "rmse" in parent.metrics and abs(parent.metrics["rmse"] - overall) <= 1e-3 * overall, (
    "the parent's rmse is not the error over all later rows of the carriers in train; it is not the mean of the children's, "
    "because groups have different sizes"
)
assert all(run.status == "FINISHED" for run in (parent, *children.values())), "a run has not finished"

# %% [markdown] task="largest-group-sets-the-limit"
# ## Task 5 · The largest group sets the limit
#
# **4 points · MD-34**
#
# One group is fitted by one worker, from beginning to end. How fast can the whole be?
#
# Write `speed_limit(seconds, workers)`.
#
# - **Takes** `seconds`, a dict from the name of a group to the whole seconds that its fit takes (1 or more), and `workers`, a
#   whole number. A worker fits one group after the other. Nothing else takes time.
# - **Returns** a dict with three numbers:
#   - `"bound"`: no plan can finish earlier than this: the larger of *all the work, shared evenly among the workers* and *the
#     largest group alone*;
#   - `"longest_first"`: when the last worker finishes, if the groups are handed out from the longest to the shortest, each to the
#     worker that is free first;
#   - `"useful"`: the smallest number of workers at which the bound is as low as it can get. Every worker beyond that is idle
#     money.
# - Tolerance: 1e-9.

# %% [markdown] hint="largest-group-sets-the-limit"
# Draw it for three groups and two workers: a bar for each worker. What is the length of the longest bar at least?

# %% [markdown] hint="largest-group-sets-the-limit"
# `max(total / workers, largest)` is the bound. For the plan, keep a list with the time at which each worker is free; the next
# group goes to the smallest of them. The bound stops falling when the even share is no longer above the largest group.

# %% [markdown] hint="largest-group-sets-the-limit"
# Almost the lines: `free = [0] * workers`, `for need in sorted(seconds.values(), reverse=True): free[free.index(min(free))] +=
# need`; and `math.ceil(total / largest)`.

# %% answer="largest-group-sets-the-limit"
def speed_limit(seconds, workers):
    """Return {"bound", "longest_first", "useful"} for groups that cannot be divided among workers."""
    ### BEGIN SOLUTION
    total, largest = sum(seconds.values()), max(seconds.values())
    free = [0] * workers
    for need in sorted(seconds.values(), reverse=True):
        free[free.index(min(free))] += need
    return {"bound": max(total / workers, largest), "longest_first": max(free), "useful": math.ceil(total / largest)}
    ### END SOLUTION

# %% test="largest-group-sets-the-limit" points=1
# Four carriers, two workers and four
fits = {"HA": 10, "EV": 40, "B6": 50, "UA": 60}
for workers, bound, planned in [(2, 80, 90), (4, 60, 60)]:
    answer = speed_limit(dict(fits), workers)
    assert isinstance(answer, dict) and {"bound", "longest_first", "useful"} <= set(answer), (
        f"speed_limit returned {type(answer).__name__}; it should return a dict with bound, longest_first and useful"
    )
    assert abs(answer["bound"] - bound) < 1e-9, (
        f"with {workers} workers bound is {answer['bound']}; 160 seconds in all and 60 for the largest group make {bound}"
    )
    assert abs(answer["longest_first"] - planned) < 1e-9, (
        f"with {workers} workers longest_first is {answer['longest_first']}; the order 60, 50, 40, 10, each to the worker that "
        f"is free first, ends after {planned} seconds"
    )
    assert answer["useful"] == 3, (
        f"useful is {answer['useful']}; with 3 workers the bound is 60 seconds, that of the largest group, and with 2 it is 80"
    )

# %% test="largest-group-sets-the-limit" points=3 hidden=true
# Drawn groups, from equal ones to one giant
from course import drawn

rng = drawn("fits-to-plan")
for trial in range(12):
    size = int(rng.integers(4, 14))
    need = [int(value) for value in rng.integers(5, 60, size)]
    if trial % 3 == 0:
        need[int(rng.integers(size))] = int(sum(need) * rng.uniform(0.4, 1.5))  # a giant
    if trial % 3 == 1:
        need = [int(rng.integers(5, 60))] * size  # all alike: useful is a whole number without rounding
    workers = int(rng.integers(2, 7))
    answer = speed_limit({f"g{at}": value for at, value in enumerate(need)}, workers)
    assert isinstance(answer, dict) and {"bound", "longest_first", "useful"} <= set(answer), (
        "speed_limit should return a dict with bound, longest_first and useful"
    )
    assert abs(answer["bound"] - max(sum(need) / workers, max(need))) < 1e-9, (
        f"for {size} groups and {workers} workers the bound is another; the even share counts, and so does the largest group"
    )
    free = [0] * workers
    for value in sorted(need)[::-1]:
        free.sort()
        free[0] += value
    assert abs(answer["longest_first"] - max(free)) < 1e-9, (
        f"for {size} groups and {workers} workers the plan ends at another time: from the longest to the shortest, each to the "
        "worker that is free first"
    )
    useful = next(count for count in range(1, size + 1) if sum(need) <= max(need) * count)
    assert answer["useful"] == useful, (
        f"for {size} groups useful is another number: the smallest at which the even share is no longer above the largest group"
    )
