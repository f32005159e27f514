# %% [markdown]
# # Exercise · Which columns can I make from these, and which of them earn their place?
#
# The lesson made columns from flights of the winter. You now make them for any table: parts of a time, what happened just
# before, a rate per group. And you choose among many columns without a look at the rows that will judge.
#
# **Five tasks, 20 points, about 40 minutes.** Objectives: DP-22 and MD-31. The rest is beyond the current exam guide.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work is
# graded. The tasks do not need each other, so you may take them in any order.

# %% given="setup"
import numpy as np
import pandas as pd
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.feature import StandardScaler, UnivariateFeatureSelector, VectorAssembler
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from sklearn.feature_selection import f_classif

from course import dataset

spark = SparkSession.builder.getOrCreate()
flights = spark.read.parquet(dataset("flights_lga")).where("day = 15 AND month % 2 = 1 AND arr_delay IS NOT NULL")  # six days
columns = ["month", "hour", "minute", "carrier", "flight", "tailnum", "dest", "distance", "dep_delay"]
flights = flights.select(*columns, F.expr("double(arr_delay > 15)").alias("late")).coalesce(1).cache()
flights.orderBy("month", "hour", "carrier", "flight").show(5)


def f_value(values, label):
    """The F value of a one-way ANOVA: the larger, the further apart are the means of `values` for the two labels."""
    return float(f_classif(np.asarray(values, float).reshape(-1, 1), np.asarray(label))[0][0])

# %% [markdown] task="time-lies-on-a-circle"
# ## Task 1 · Time lies on a circle
#
# **4 points · MD-31**
#
# 23:55 and 0:05 are ten minutes apart. A model should see that.
#
# Write `add_time_parts(rows, column)`.
#
# - **Takes** `rows`, a Spark DataFrame, and `column`, the name of a timestamp column without gaps. The clock is that of the
#   session's time zone (UTC in this course).
# - **Returns** `rows` with all its columns, each row once, and five more:
#   `hour` (0 to 23), `weekday` (Monday is 0, Sunday is 6), `month` (1 to 12), and `time_sin` and `time_cos`.
# - `time_sin` and `time_cos` are the place of the **time of the day** on a circle, with the minutes and seconds: a day is a
#   whole turn, 0:00 is at sine 0 and cosine 1, 6:00 at sine 1 and cosine 0.
# - Tolerance: $10^{-6}$.

# %% [markdown] hint="time-lies-on-a-circle"
# Spark has a function for each part of a timestamp: `F.hour`, `F.minute`, `F.second`, `F.month`, and two for the weekday. Look
# up with which day each of the two begins.

# %% [markdown] hint="time-lies-on-a-circle"
# `F.weekday` begins with Monday = 0. For the circle count the seconds since midnight; a day has 86,400 of them. `F.sin` and
# `F.cos` take an angle in radians, and a whole turn is $2\pi$.

# %% [markdown] hint="time-lies-on-a-circle"
# Almost the line: `turn = 2 * np.pi * (3600 * F.hour(t) + 60 * F.minute(t) + F.second(t)) / 86400`, with `t = F.col(column)`,
# then `"time_sin": F.sin(turn)` in a `withColumns`.

# %% answer="time-lies-on-a-circle"
def add_time_parts(rows, column):
    """Return rows with hour, weekday (Monday is 0), month, time_sin and time_cos of a timestamp."""
    ### BEGIN SOLUTION
    t = F.col(column)
    turn = 2 * np.pi * (3600 * F.hour(t) + 60 * F.minute(t) + F.second(t)) / 86400
    parts = {"hour": F.hour(t), "weekday": F.weekday(t), "month": F.month(t)}
    return rows.withColumns(parts | {"time_sin": F.sin(turn), "time_cos": F.cos(turn)})
    ### END SOLUTION

# %% test="time-lies-on-a-circle" points=1
# A Monday at 6:00, a Sunday at 18:30
texts = [(1, "2013-01-07 06:00:00"), (2, "2013-03-10 18:30:00")]
rows = spark.createDataFrame(texts, ["id", "text"]).select("id", F.to_timestamp("text").alias("departs")).coalesce(1)
answer = add_time_parts(rows, "departs")
assert isinstance(answer, DataFrame), f"add_time_parts returned {type(answer).__name__}; it should return a Spark DataFrame"
lost = {"id", "departs", "hour", "weekday", "month", "time_sin", "time_cos"} - set(answer.columns)
assert not lost, f"the columns {sorted(lost)} are missing; keep the columns of rows and add the five of the prompt"
found = answer.toPandas().sort_values("id")
expected = {"hour": [6, 18], "weekday": [0, 6], "month": [1, 3]}
for name, values in expected.items():
    seen = found[name].tolist()
    assert seen == values, f"{name} is {seen}, the calendar says {values}: a Monday in January, a Sunday in March"
turn = 2 * np.pi * np.array([6, 18.5]) / 24
for name, values in {"time_sin": np.sin(turn), "time_cos": np.cos(turn)}.items():
    seen = found[name].to_numpy(float)
    assert np.allclose(seen, values, atol=1e-6), (
        f"{name} is {seen.round(3)} at 6:00 and 18:30, it should be {values.round(3)}; 24 hours are one turn of 2 pi, and "
        "half an hour counts"
    )

# %% test="time-lies-on-a-circle" points=3 hidden=true
# Drawn times of several years: each part, and neighbours on both sides of midnight
from course import drawn

rng = drawn("times-of-the-year")
size = 90
stamps = pd.Timestamp("2013-01-01") + pd.to_timedelta(rng.integers(0, 3 * 365 * 86400, size), unit="s")
stamps = stamps.append(pd.to_datetime(["2014-07-06 23:59:30", "2014-07-07 00:00:30"]))  # a Sunday, a Monday
rows = spark.createDataFrame([(at, str(stamp)) for at, stamp in enumerate(stamps)], "id long, text string").coalesce(1)
answer = add_time_parts(rows.select("id", F.to_timestamp("text").alias("moment")), "moment")
assert isinstance(answer, DataFrame), f"add_time_parts returned {type(answer).__name__}; it should return a Spark DataFrame"
lost = {"id", "moment", "hour", "weekday", "month", "time_sin", "time_cos"} - set(answer.columns)
assert not lost, f"{len(lost)} of the columns of the prompt are missing"
found = answer.toPandas().sort_values("id")
assert len(found) == len(stamps), f"{len(stamps)} rows went in, {len(found)} came out; each should be there once"
for name, values in {"hour": stamps.hour, "weekday": stamps.dayofweek, "month": stamps.month}.items():
    off = int((found[name].to_numpy(float) != values.to_numpy()).sum())
    assert off == 0, (
        f"{name} does not fit in {off} of {len(stamps)} rows; the hour runs from 0 to 23, the month from 1, and the weekday "
        "from Monday = 0"
    )
turn = 2 * np.pi * (stamps.hour * 3600 + stamps.minute * 60 + stamps.second).to_numpy() / 86400
off = np.abs(found["time_sin"].to_numpy(float) - np.sin(turn)) + np.abs(found["time_cos"].to_numpy(float) - np.cos(turn))
places = found[["time_sin", "time_cos"]].to_numpy(float)
apart = float(np.hypot(*(places[-2] - places[-1])))
assert (off <= 1e-6).all(), (
    f"{int((off > 1e-6).sum())} of {len(stamps)} times are not at their place on the circle, and one minute around midnight "
    f"makes {apart:.3f} (it should be 0.004); a whole day is one turn, and minutes and seconds count"
)

# %% [markdown] task="window-leaves-the-row-out"
# ## Task 2 · The window leaves the row itself out
#
# **4 points · MD-31**
#
# A plane that was late this morning will be late at noon. Look back, but not at the flight whose delay you want to know.
#
# Write `add_recent(rows, n)`.
#
# - **Takes** `rows`, a Spark DataFrame with `plane` (text), `date` (text), `minute` (a whole number, the minute of the day) and
#   `delay` (double, may be missing), and maybe others; and `n`, a whole number of at least 1.
# - **Returns** `rows`, each row once with all its columns, and `recent` (double): the mean of `delay` over the **n flights
#   before** this one, of the **same plane on the same date**, in the order of `minute`. If there are fewer than `n` flights
#   before, over those that there are.
# - A flight whose delay is missing is one of the `n`, and the mean passes over it. If there is no flight before, or none with a
#   delay, `recent` is null.
# - No plane has two flights at the same minute of a date. Tolerance: $10^{-9}$.

# %% [markdown] hint="window-leaves-the-row-out"
# A window has three parts: which rows belong together (`partitionBy`), their order (`orderBy`), and how far it reaches
# (`rowsBetween`). The default reach includes the current row.

# %% [markdown] hint="window-leaves-the-row-out"
# In `rowsBetween(start, end)` 0 is the current row and negative numbers are rows before. So where must it end, if the current
# row is to be left out? `F.avg` passes over nulls by itself.

# %% [markdown] hint="window-leaves-the-row-out"
# Almost the line: `window = Window.partitionBy("plane", …).orderBy("minute").rowsBetween(-n, …)`, then
# `rows.withColumn("recent", F.avg("delay").over(window))`.

# %% answer="window-leaves-the-row-out"
def add_recent(rows, n):
    """Return rows with recent: the mean delay of the n flights of this plane before this one, on the same date."""
    ### BEGIN SOLUTION
    window = Window.partitionBy("plane", "date").orderBy("minute").rowsBetween(-n, -1)
    return rows.withColumn("recent", F.avg("delay").over(window))
    ### END SOLUTION

# %% test="window-leaves-the-row-out" points=1
# Four flights of a plane, one of another, a pencil
day = [("N1", "d1", 600, 10.0), ("N1", "d1", 700, 20.0), ("N1", "d1", 800, 60.0), ("N1", "d1", 900, 5.0), ("N2", "d1", 850, 99.0)]
answer = add_recent(spark.createDataFrame(day, "plane string, date string, minute int, delay double").coalesce(1), 2)
assert isinstance(answer, DataFrame) and {"plane", "date", "minute", "delay", "recent"} <= set(answer.columns), (
    f"add_recent returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows and recent"
)
found = {row["minute"]: row["recent"] for row in answer.collect()}
expected = {600: None, 700: 10.0, 800: 15.0, 850: None, 900: 40.0}
assert found == expected, (
    f"recent by minute is {dict(sorted(found.items()))}, by hand it is {expected}: at minute 900 the two flights before "
    "had 20 and 60, the flight itself does not count, and the other plane neither"
)

# %% test="window-leaves-the-row-out" points=3 hidden=true
# Drawn planes and dates: not the row itself, not the day before, not more than n, and gaps
from course import drawn

rng = drawn("planes-and-days")
n = int(rng.integers(3, 6))
cells = []
for plane in rng.permutation(900)[:4]:
    for date in ("2013-02-03", "2013-02-04", "2013-02-05"):
        for minute in rng.permutation(1400)[: int(rng.integers(6, 11))]:
            delay = None if rng.random() < 0.2 else float(rng.normal(10, 25))
            cells.append((f"N{plane}", date, int(minute), delay))
cells = [(at, *cells[place]) for at, place in enumerate(rng.permutation(len(cells)))]
rows = spark.createDataFrame(cells, "id long, plane string, date string, minute int, delay double").coalesce(1)
answer = add_recent(rows, n)
assert isinstance(answer, DataFrame) and {"id", "recent"} <= set(answer.columns), (
    f"add_recent returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows and recent"
)
found = answer.toPandas().sort_values("id")["recent"].to_numpy(float)
assert len(found) == len(cells), f"{len(cells)} rows went in, {len(found)} came out; each should be there once"


def means(partition, reach, last):
    """The mean delay of the rows from `reach` before to `last` before, within a partition."""
    said = np.full(len(cells), np.nan)
    table = pd.DataFrame(cells, columns=["id", "plane", "date", "minute", "delay"]).sort_values(["date", "minute"])
    for _, group in table.groupby(partition):
        delays = group["delay"].to_numpy(float)
        for place, at in enumerate(group["id"]):
            before = delays[max(0, place - reach) : place + 1 - last]
            if np.isfinite(before).any():
                said[at] = np.nanmean(before)
    return said


def off(values):
    return int((~np.isclose(found, values, rtol=0, atol=1e-9, equal_nan=True)).sum())


missed, reason = off(means(["plane", "date"], n, 1)), ""
if missed:
    reason = f"{missed} of {len(cells)} rows have another mean than that of the flights before"
    if off(means(["plane", "date"], n, 0)) == 0 or off(means(["plane", "date"], n - 1, 0)) == 0:
        reason = "the mean holds the delay of the row itself, which a model should foretell; end the window before the row"
    elif off(means(["plane"], n, 1)) == 0:
        reason = "the window reaches back into the date before; rows belong together by plane and date"
    elif off(means(["date"], n, 1)) == 0:
        reason = "the window takes the flights of other planes as well; rows belong together by plane and date"
    elif off(means(["plane", "date"], 99, 1)) == 0:
        reason = "the window takes all flights before this one; it should take the last n of them"
    elif dict(answer.dtypes)["recent"] == "float":
        reason = "recent is a float of 32 bits, which are too few for the tolerance of the prompt; it should be a double"
    elif int(np.isnan(found).sum()) == 0:
        reason = "no row has a null; where no flight with a delay comes before, recent is null, not a number"
assert missed == 0, reason

# %% [markdown] task="small-groups-are-shrunk"
# ## Task 3 · Small groups are shrunk
#
# **4 points · MD-31**
#
# One late flight of one makes a rate of 100 %. Nobody should believe that. So each group gets `weight` more flights in thought,
# which are late as often as all flights are.
#
# Write `add_rate(train, rows, keys, weight)`.
#
# - **Takes** `train`, a Spark DataFrame with the label `late` (0.0 or 1.0, no gaps) and the text columns `keys` (a list of one
#   or more names); `rows`, a Spark DataFrame with these columns, and maybe with `late`; and `weight`, a number above 0.
# - **Returns** `rows`, each row once with all its columns, and `rate` (double):
#   `(late flights of the group + weight * overall) / (flights of the group + weight)`. A group is made of the **training** rows
#   with the same values in all of `keys`; `overall` is the mean of `late` over all training rows.
# - A group that `train` does not have has 0 flights, so its rate is `overall`. So has a row with a missing value in one of
#   its keys, also if `train` has such rows.
# - Tolerance: $10^{-9}$.

# %% [markdown] hint="small-groups-are-shrunk"
# Two steps, as in every estimator: learn a small table from `train`, one row for each group, and join it to `rows`. The labels
# of `rows` are not used.

# %% [markdown] hint="small-groups-are-shrunk"
# `train.groupBy(*keys).agg(…)` can compute the whole formula from `F.sum("late")` and `F.count("late")`. A left join keeps the
# rows that find no group, and a join never matches a null.

# %% [markdown] hint="small-groups-are-shrunk"
# Almost the line: `rate = (F.sum("late") + weight * overall) / (F.count("late") + weight)`, then
# `rows.join(train.groupBy(*keys).agg(rate.alias("rate")), keys, "left")`, and `fillna` for the rest.

# %% answer="small-groups-are-shrunk"
def add_rate(train, rows, keys, weight):
    """Return rows with rate: the share of late training rows in the group, shrunk towards the overall share."""
    ### BEGIN SOLUTION
    overall = train.agg(F.avg("late")).first()[0]
    rate = (F.sum("late") + weight * overall) / (F.count("late") + weight)
    return rows.join(train.groupBy(*keys).agg(rate.alias("rate")), keys, "left").fillna({"rate": overall})
    ### END SOLUTION

# %% test="small-groups-are-shrunk" points=1
# Half a year of real flights teaches: a rate for each carrier and destination of the other half
train, rows = flights.where("month <= 5"), flights.where("month > 5").select("month", "carrier", "flight", "dest", "late")
answer = add_rate(train, rows, ["carrier", "dest"], 10)
assert isinstance(answer, DataFrame) and {*rows.columns, "rate"} <= set(answer.columns), (
    f"add_rate returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows and rate"
)
known, found = train.select("carrier", "dest", "late").toPandas(), answer.toPandas()
assert len(found) == rows.count(), f"{rows.count()} flights went in, {len(found)} came out; a new route is no reason to lose one"
groups, overall = known.groupby(["carrier", "dest"])["late"].agg(["sum", "count"]), known["late"].mean()
for flight in found.itertuples():
    late, size = groups.loc[(flight.carrier, flight.dest)] if (flight.carrier, flight.dest) in groups.index else (0, 0)
    expected = (late + 10 * overall) / (size + 10)
    assert abs(flight.rate - expected) <= 1e-9, (
        f"{flight.carrier} to {flight.dest} gets {flight.rate:.4f}; {late:.0f} of its {size:.0f} training flights were late, "
        f"which makes {expected:.4f} with weight 10 and an overall share of {overall:.4f}"
    )

# %% test="small-groups-are-shrunk" points=3 hidden=true
# Drawn groups: learned from the training rows alone, shrunk, and a rate for new groups and for gaps
from course import drawn

rng = drawn("shrunken-rates")
weight = float(rng.choice([2.0, 5.5, 20.0]))
bases = [f"B{number}" for number in rng.permutation(90)[:5]]
crews = [f"C{number}" for number in rng.permutation(90)[:7]]


def cells_of(size, first, chance, new):
    cells = []
    for at in range(size):
        base, crew = str(rng.choice(bases[: 5 if new else 4])), str(rng.choice(crews))
        gap = int(rng.integers(12))
        cells.append((first + at, None if gap == 0 else base, None if gap == 1 else crew, float(rng.random() < chance)))
    return cells


train, later = cells_of(110, 0, 0.3, False), cells_of(80, 1000, 0.8, True)
fields = "id long, base string, crew string, late double"
answer = add_rate(
    spark.createDataFrame(train, fields).coalesce(1), spark.createDataFrame(later, fields).coalesce(1), ["base", "crew"], weight
)
assert isinstance(answer, DataFrame) and {"id", "late", "rate"} <= set(answer.columns), (
    f"add_rate returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows and rate"
)
found = answer.select("id", "rate").toPandas().sort_values("id")
assert found["id"].tolist() == [cell[0] for cell in later], (
    f"{len(later)} rows went in, {len(found)} came out; a new group or a missing key loses no row, and doubles none"
)
overall = sum(cell[3] for cell in train) / len(train)
expected, full = [], []
for _, base, crew, _ in later:
    labels = [cell[3] for cell in train if None not in (base, crew) and cell[1:3] == (base, crew)]
    expected.append((sum(labels) + weight * overall) / (len(labels) + weight))
    full.append(bool(labels))
miss = ~(np.abs(found["rate"].to_numpy(float) - np.array(expected)) <= 1e-9)
new, known = int(miss[~np.array(full)].sum()), int(miss[np.array(full)].sum())
assert known == 0, (
    f"{known} of {sum(full)} rows of known groups have another rate; count the late flights and all flights of the training rows "
    f"in the group, add {weight:g} flights with the overall share of the training rows, and leave the labels of rows out"
)
assert new == 0, (
    f"{new} of {len(full) - sum(full)} rows with a new group or a missing key do not have the share of late flights over all "
    "training rows"
)
frames = [spark.createDataFrame(cells, fields).coalesce(1) for cells in (train, later)]
single = add_rate(frames[0], frames[1].drop("late"), ["crew"], weight).select("id", "rate").toPandas().sort_values("id")
assert len(single) == len(later), f"{len(later)} rows without labels went in, with one key, and {len(single)} came out"
expected = []
for _, _, crew, _ in later:
    labels = [cell[3] for cell in train if crew is not None and cell[2] == crew]
    expected.append((sum(labels) + weight * overall) / (len(labels) + weight))
off = int((~(np.abs(single["rate"].to_numpy(float) - np.array(expected)) <= 1e-9)).sum())
assert off == 0, f"{off} of {len(later)} rows have another rate when keys holds a single name, and rows no labels"

# %% [markdown] task="selection-sees-training-rows-only"
# ## Task 4 · The selection sees training rows only
#
# **4 points · DP-22, MD-31**
#
# Many columns, few rows. Choose the best `k` columns, and let a classifier see no others.
#
# Write `train_selected(train, test, columns, k)`.
#
# - **Takes** two Spark DataFrames with the number columns `columns` (a list, no gaps) and a `label` (0.0 or 1.0), and `k`, a
#   whole number.
# - **Returns** `(model, names, scored)`.
#   `names` is a list: the `k` names of `columns` with the largest **F value** of a one-way ANOVA against the label (in Spark:
#   features `continuous`, label `categorical`), over the rows of `train` and no others. The order is free.
#   `model` is a fitted `PipelineModel` that takes rows with `columns`, ends in a logistic regression, and in which the columns
#   that were not chosen have no say. `scored` is what it makes of `test`.
# - `model.transform` also works on rows without `label`. Nothing in `model` is learned from `test`.
#
# Free: the stages (all of `pyspark.ml` but `SQLTransformer`, which runs any SQL), scaling, penalties. `train` has a clear gap
# between the k-th F value and the next.

# %% [markdown] hint="selection-sees-training-rows-only"
# One pipeline, one `fit`: an assembler, a selector, a classifier. The selector is an estimator, so it learns from the rows that
# `fit` is given.

# %% [markdown] hint="selection-sees-training-rows-only"
# `UnivariateFeatureSelector` needs the two types, the mode `numTopFeatures` and the threshold `k`. The fitted selector is one
# of `model.stages`; its `selectedFeatures` are places in the assembled vector, in the order of the assembler's `inputCols`.

# %% [markdown] hint="selection-sees-training-rows-only"
# Almost the line: `selector.setFeatureType("continuous").setLabelType("categorical").setSelectionThreshold(k)` in a pipeline
# before `LogisticRegression(featuresCol=…)`, then `names = [columns[i] for i in model.stages[1].selectedFeatures]`.

# %% answer="selection-sees-training-rows-only"
def train_selected(train, test, columns, k):
    """Return (model, names, scored): a pipeline with a selector fitted on train, the chosen names, the scored test rows."""
    ### BEGIN SOLUTION
    assembler = VectorAssembler(inputCols=columns, outputCol="all")
    selector = UnivariateFeatureSelector(featuresCol="all", outputCol="chosen", selectionMode="numTopFeatures")
    selector.setFeatureType("continuous").setLabelType("categorical").setSelectionThreshold(k)
    model = Pipeline(stages=[assembler, selector, LogisticRegression(featuresCol="chosen", regParam=0.01)]).fit(train)
    return model, [columns[i] for i in model.stages[1].selectedFeatures], model.transform(test)
    ### END SOLUTION

# %% test="selection-sees-training-rows-only" points=1
# Real flights: the two best of five columns, one of them known too late
from course import leak

rows = flights.select("month", "hour", "minute", "distance", "dep_delay", F.col("late").alias("label"))
train, test = rows.where("month <= 5"), rows.where("month > 5")
names = ["minute", "hour", "distance", "dep_delay", "month"]
answer = train_selected(train, test, names, 2)
assert isinstance(answer, (tuple, list)) and len(answer) == 3 and isinstance(answer[0], PipelineModel), (
    f"train_selected returned {type(answer).__name__}; it should return (model, names, scored), model is a fitted PipelineModel"
)
model, chosen, scored = answer
assert isinstance(chosen, (list, tuple)) and set(chosen) <= set(names) and len(chosen) == 2, (
    "names should be a list of two of the five names; selectedFeatures are places in the assembled vector"
)
table = train.toPandas()
value = {name: f_value(table[name], table["label"]) for name in names}
best = sorted(value, key=value.get)[-2:]
assert set(chosen) == set(best), (
    f"chosen were {sorted(chosen)}; the F values of the training rows are "
    + ", ".join(f"{name} {value[name]:.1f}" for name in sorted(names, key=value.get, reverse=True))
)
problem = leak(model, train, test)
assert not problem, problem
assert isinstance(scored, DataFrame) and {*names, "prediction", "probability"} <= set(scored.columns), (
    "scored should be a Spark DataFrame: what model.transform makes of test"
)

# %% test="selection-sees-training-rows-only" points=3 hidden=true
# Drawn rows in which the test rows would choose otherwise: the names, and a model that looks at nothing else
from pyspark.ml.functions import vector_to_array

from course import drawn, leak, stages_of

rng = drawn("other-columns-later")
names = [f"x{number}" for number in rng.permutation(90)[:9]]
k = int(rng.integers(2, 4))
speaking = [str(name) for name in rng.permutation(names)]
label = rng.integers(0, 2, 260).astype(float)
table = pd.DataFrame({name: rng.normal(size=260) for name in names})
teaches = np.arange(260) < 130
for place, name in enumerate(speaking[: 2 * k]):
    speaks = 1.5 * teaches - 4.0 * ~teaches if place < k else 4.0 * ~teaches  # the first k turn round later, the others begin then
    table[name] += label * speaks
    table[name] *= float(rng.choice([0.01, 1.0, 100.0]))
table["label"] = label
train, test = (spark.createDataFrame(table[part]).coalesce(1) for part in (teaches, ~teaches))
answer = train_selected(train, test, names, k)
assert isinstance(answer, (tuple, list)) and len(answer) == 3 and isinstance(answer[0], PipelineModel), (
    f"train_selected returned {type(answer).__name__}; it should return (model, names, scored), model is a fitted PipelineModel"
)
model, chosen, scored = answer
assert isinstance(chosen, (list, tuple)) and len(chosen) == k and set(chosen) <= set(names), (
    "names should be a list with k of the names in columns"
)
value = {name: f_value(table.loc[teaches, name], label[teaches]) for name in names}
right = len(set(chosen) & set(sorted(value, key=value.get)[-k:]))
later = len(set(chosen) & set(speaking[k : 2 * k]))
assert right == k, (
    f"{right} of the {k} chosen columns have the largest F values in the training rows, and {later} speak only in the test rows; "
    "fit the selector on train, with continuous features and a categorical label"
)
problem = leak(model, train, test)
assert not problem, problem
others = [name for name in names if name not in chosen]
changed = table[~teaches].drop(columns="label").assign(**{name: 0.0 for name in others}, part=1)
both = pd.concat([table[~teaches].drop(columns="label").assign(part=0), changed])
both["id"] = [*range(130)] * 2
said = model.transform(spark.createDataFrame(both).coalesce(1))
said = said.select("id", "part", vector_to_array("probability")[1].alias("p")).toPandas()
said = said.pivot(index="id", columns="part", values="p")
moved = int((np.abs(said[0] - said[1]) > 1e-9).sum())
assert moved == 0, (
    f"{moved} of 130 probabilities change when only columns that were not chosen change; the classifier should read the output "
    "of the selector"
)
spread = float(said[0].max() - said[0].min())
assert spread > 0.2, f"the probabilities differ by no more than {spread:.2f}; the chosen columns should have a say"
*_, last = stages_of(model)
kind = type(last).__name__
assert kind == "LogisticRegressionModel", f"the model ends in a {kind}; it should end in a logistic regression"
late = label[~teaches] == 1
assert said[0].to_numpy()[late].mean() < said[0].to_numpy()[~late].mean(), (
    "the probabilities follow the labels of the test rows, in which the chosen columns mean the opposite of what they mean in "
    "train; fit the classifier on the training rows alone, too"
)
mean = float(scored.select(F.avg(vector_to_array("probability")[1])).first()[0])
assert abs(mean - float(said[0].mean())) < 1e-9, "scored is not what the model makes of test"

# %% [markdown] task="l1-says-no-to-noise"
# ## Task 5 · L1 says no to noise
#
# **4 points · MD-31**
#
# Which columns does a logistic regression keep, if every standard deviation costs the same?
#
# Write `kept_by_l1(rows, columns, penalty)`.
#
# - **Takes** `rows`, a Spark DataFrame with the number columns `columns` (a list, no gaps) and a `label` (0.0 or 1.0), and
#   `penalty`, the `regParam`.
# - **Returns** a list of names: those of `columns` whose coefficient is **not exactly 0** in a logistic regression with a pure
#   L1 penalty, in which each column is measured in its own **standard deviations**. The order is free.
# - The columns have very different units. A column in millimetres must not have it easier or harder than the same one in
#   kilometres.

# %% [markdown] hint="l1-says-no-to-noise"
# A penalty sums up the sizes of coefficients. So the unit of a column matters, unless all are scaled. And two parameters
# of `LogisticRegression` decide about the penalty: how much, and of which kind.

# %% [markdown] hint="l1-says-no-to-noise"
# `elasticNetParam` is 0 for ridge (L2) and 1 for L1. Ridge makes coefficients small, not 0. For the scale use a
# `StandardScaler`, or look up what the parameter `standardization` does.

# %% [markdown] hint="l1-says-no-to-noise"
# Almost the line: `LogisticRegression(elasticNetParam=1.0, regParam=penalty)` on the assembled columns, then
# `[name for name, weight in zip(columns, model.coefficients) if weight != 0]`.

# %% answer="l1-says-no-to-noise"
def kept_by_l1(rows, columns, penalty):
    """Return the names of the columns whose coefficient an L1 penalty on standardised columns leaves above or below 0."""
    ### BEGIN SOLUTION
    assembled = VectorAssembler(inputCols=columns, outputCol="raw").transform(rows)
    scaled = StandardScaler(inputCol="raw", outputCol="features").fit(assembled).transform(assembled)
    model = LogisticRegression(elasticNetParam=1.0, regParam=penalty).fit(scaled)
    return [name for name, weight in zip(columns, model.coefficients, strict=True) if weight != 0]
    ### END SOLUTION

# %% test="l1-says-no-to-noise" points=1
# A column that speaks in a small unit, and one of noise in a large one
fixed = np.random.default_rng(5)
label = fixed.integers(0, 2, 200).astype(float)
speaks, noise = 0.001 * (2 * label + fixed.normal(size=200)), 1000 * fixed.normal(size=200)
table = pd.DataFrame({"speaks": speaks, "noise": noise, "label": label})
found = kept_by_l1(spark.createDataFrame(table).coalesce(1), ["noise", "speaks"], 0.12)
assert isinstance(found, (list, tuple, set)), f"kept_by_l1 returned {type(found).__name__}; it should return a list of names"
assert set(found) == {"speaks"}, (
    f"kept were {sorted(found)}, it should be ['speaks']: ridge (elasticNetParam=0) keeps everything, and without scaling "
    "a penalty prefers columns with large numbers"
)

# %% test="l1-says-no-to-noise" points=3 hidden=true
# Drawn columns in drawn units: those that speak are kept, and no other
from course import drawn

rng = drawn("speaking-columns")
size = 320
names = [f"c{number}" for number in rng.permutation(90)[:8]]
speaking = set(map(str, rng.permutation(names)[: int(rng.integers(2, 4))]))
label = rng.permutation(np.repeat([0.0, 1.0], size // 2))
noise = rng.normal(size=(size, len(names)))
both = np.column_stack([np.ones(size), label])
noise -= both @ np.linalg.lstsq(both, noise, rcond=None)[0]  # not even by accident does noise know the label
noise = np.linalg.qr(noise)[0] * np.sqrt(size)
table = pd.DataFrame(index=range(size))
for place, name in enumerate(names):
    unit = float(rng.choice([0.0001, 0.01, 1.0, 100.0, 10_000.0]))
    unit = float(rng.choice([0.0001, 0.01])) if name in speaking else float(rng.choice([100.0, 10_000.0]))
    table[name] = unit * (noise[:, place] + float(rng.choice([-2.0, 2.0])) * label * (name in speaking))
table["label"] = label
found = kept_by_l1(spark.createDataFrame(table).coalesce(1), names, 0.1)
assert isinstance(found, (list, tuple, set)), f"kept_by_l1 returned {type(found).__name__}; it should return a list of names"
found = {str(name) for name in found}
extra, lost = len(found - speaking), len(speaking - found)
assert extra == 0, (
    f"{extra} of {len(names) - len(speaking)} columns of pure noise are kept; only an L1 penalty (elasticNetParam=1) on scaled "
    "columns sets their coefficients to exactly 0"
)
assert lost == 0, (
    f"{lost} of {len(speaking)} columns that know the label are gone; their numbers are small, so measure each column in its "
    "own standard deviations"
)
strict = kept_by_l1(spark.createDataFrame(table).coalesce(1), names, 0.42)
assert len(strict) == 0, (
    f"{len(strict)} columns are kept under a penalty of 0.42, which is too dear for each of them; penalty is the regParam, and a "
    "pure L1 penalty has elasticNetParam=1"
)
