# %% [markdown]
# # Exercise · How do training and scoring get the same features, as they were known at that time?
#
# You build the verbs of a feature store yourself: create, merge, look up as of a time, score by key, and serve a copy online. If
# you have written them once, you will know what the vendor's calls do, and where they can be fooled.
#
# **Six tasks, 20 points, about 40 minutes.** Objectives: DBX-06, DBX-07, DBX-08, DBX-09 and DBX-10.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work is
# graded. The tasks do not need each other, so you may take them in any order.
#
# Tables are small here, so most tasks use pandas. Delta tables are written with `deltalake`, into a fresh folder of each call.

# %% given="setup"
import sqlite3
import tempfile

import numpy as np
import pandas as pd
from deltalake import DeltaTable, write_deltalake
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
flights = spark.read.parquet(dataset("flights")).where("month = 1 AND day <= 12 AND arr_delay IS NOT NULL")
flights = flights.where("carrier IN ('AA', 'EV', 'UA') AND origin IN ('EWR', 'LGA') AND hour < 9")
date, late = F.make_date("year", "month", "day"), (F.col("arr_delay") > 15).cast("double")
flights = flights.select(date.alias("day"), "carrier", "origin", "flight", "hour", late.alias("late")).coalesce(1).cache()
rates = flights.groupBy("carrier", "origin", "day").agg(F.avg("late").alias("late_rate"), F.count("late").alias("flights"))
rates = rates.toPandas().sort_values(["day", "carrier", "origin"]).reset_index(drop=True)
rates["known_from"] = pd.to_datetime(rates.pop("day")) + pd.Timedelta(hours=28)  # the next morning, 4:00
rates.head()

# %% [markdown] task="keys-are-unique-and-complete"
# ## Task 1 · Keys are unique and complete
#
# **3 points · DBX-06**
#
# Write `create_table(df, primary_keys, timeseries_column=None)`, which creates a feature table, or refuses.
#
# - **Takes** `df`, a pandas frame; `primary_keys`, a list of names; and maybe `timeseries_column`, a name.
# - Raises a `ValueError` (with any text) if a name of `primary_keys` is no column of `df`, if a key has a **gap**, if two rows
#   have the **same combination** of keys, or if `timeseries_column` is given and is not one of `primary_keys`.
# - Gaps in other columns are allowed, and so are values of *one* key that repeat.
# - Otherwise writes `df` as a Delta table to a fresh folder, and **returns** what it reads back from there: a pandas frame with
#   the same rows and columns. The pandas index is no part of the table, whatever it is. A Delta table keeps times to the
#   microsecond, so nanoseconds do not come back.

# %% [markdown] hint="keys-are-unique-and-complete"
# Four checks, each with its own `raise ValueError(…)`, and then two calls of `deltalake`. Which method of pandas finds rows that
# repeat in some columns?

# %% [markdown] hint="keys-are-unique-and-complete"
# `df[primary_keys].isna()` finds gaps, and `df.duplicated(primary_keys)` the repeated combinations. A fresh folder is
# `tempfile.mkdtemp()`. `write_deltalake` makes a column of an index that is not simply 0, 1, 2 …: `reset_index(drop=True)`.

# %% [markdown] hint="keys-are-unique-and-complete"
# Almost the line: `if df.duplicated(primary_keys).any(): raise ValueError("…")`, and at the end
# `write_deltalake(folder, df.reset_index(drop=True))` and `return DeltaTable(folder).to_pandas()`.

# %% answer="keys-are-unique-and-complete"
def create_table(df, primary_keys, timeseries_column=None):
    """Return the rows of a new Delta table, or raise ValueError for keys that are missing, have gaps or repeat."""
    ### BEGIN SOLUTION
    unknown = [key for key in primary_keys if key not in df.columns]
    if unknown:
        raise ValueError(f"no such column: {unknown}")
    if timeseries_column is not None and timeseries_column not in primary_keys:
        raise ValueError(f"{timeseries_column} is not one of the primary keys {primary_keys}")
    if df[primary_keys].isna().any(axis=None):
        raise ValueError(f"a key of {primary_keys} has gaps")
    if df.duplicated(primary_keys).any():
        raise ValueError(f"the keys {primary_keys} are not unique")
    folder = tempfile.mkdtemp()
    write_deltalake(folder, df.reset_index(drop=True))
    return DeltaTable(folder).to_pandas()
    ### END SOLUTION

# %% test="keys-are-unique-and-complete" points=1
# The rates of twelve real days are a table by carrier, origin and time, and not by carrier and origin alone
found = create_table(rates.sample(frac=1, random_state=5), ["carrier", "origin", "known_from"], "known_from")
assert isinstance(found, pd.DataFrame), f"create_table returned {type(found).__name__}; it should return a pandas frame"
assert set(found.columns) == set(rates.columns) and len(found) == len(rates), (
    f"the table has {len(found)} rows and the columns {sorted(found.columns)}; it should have the {len(rates)} rows of df, "
    "as they are (without a column of the pandas index: reset_index)"
)
assert abs(found["late_rate"].sum() - rates["late_rate"].sum()) < 1e-9, "the rates in the table are not those of df"
try:
    create_table(rates, ["carrier", "origin"])
    refused = False
except ValueError:
    refused = True
assert refused, (
    "carrier and origin repeat every day, but the table was created; raise ValueError when a combination of keys repeats"
)

# %% test="keys-are-unique-and-complete" points=2 hidden=true
# Drawn tables: keys that repeat, have a gap or are no column, and a time that is no key, are refused; others are read back
from course import drawn

rng = drawn("tables-to-create")
size = int(rng.integers(40, 60))
good = pd.DataFrame(
    {
        "shop": [f"s{number}" for number in rng.integers(1, 5, size)],
        "item": rng.permutation(np.arange(size)) // 2,
        "at": pd.Timestamp("2024-03-01") + pd.to_timedelta(np.arange(size) % 7, unit="D"),
        "price": np.where(rng.random(size) < 0.3, np.nan, rng.normal(10, 2, size)),
        "seen": pd.Timestamp("2024-03-09") + pd.to_timedelta(rng.integers(1, 1000, size), unit="ns"),
    }
)
good = good.drop_duplicates(["shop", "item", "at"]).sample(frac=1, random_state=int(rng.integers(1000))).reset_index(drop=True)
keys = ["shop", "item", "at"]
twin = good.iloc[[int(rng.integers(len(good)))]].assign(price=float(rng.normal(50, 1)))
twins = pd.concat([good, twin], ignore_index=True)
hole = good.copy()
hole.loc[int(rng.integers(len(good))), "shop"] = None
no_time = good.copy()
no_time.loc[int(rng.integers(len(good))), "at"] = pd.NaT
attempts = {
    "two rows with the same combination of keys, and different prices, were": (twins, keys, "at"),
    "a gap in a text key was": (hole, keys, "at"),
    "a gap in the time, which is a key, was": (no_time, keys, "at"),
    "a key that is no column was": (good, ["shop", "item", "at", "till"], "at"),
    "a time series column outside of the primary keys was": (good.drop_duplicates(["shop", "item"]), ["shop", "item"], "at"),
}
for what, (df, names, time) in attempts.items():
    try:
        create_table(df, names, time)
        refused = False
    except ValueError:
        refused = True
    assert refused, f"{what} not refused; the prompt lists four reasons for a ValueError"
named = good.set_index(pd.Index([f"row {number}" for number in rng.permutation(len(good))]))
try:
    tables = [create_table(good, keys, "at"), create_table(named, keys)]
except ValueError:
    tables = None
assert tables is not None, (
    "a good table was refused: one key alone may repeat, only the combination may not, and a gap in a feature is no gap in a key"
)
for found in tables:
    assert isinstance(found, pd.DataFrame) and len(found) == len(good), f"{len(good)} good rows went in, and not as many came out"
    both = good.merge(found, on=keys, suffixes=("", "_found"))
    assert len(both) == len(good) and np.allclose(both["price"], both["price_found"], equal_nan=True), (
        "the values in the table are not those of df, gaps in the features included"
    )
    assert not set(found.index) & set(named.index), (
        "the frame that came back has the pandas index of df, which no table holds; return what is read back from the folder"
    )
assert ((both["seen"] - both["seen_found"]).abs() < pd.Timedelta("1us")).all(), "a time in the table is not that of df"
finer = int((both["seen_found"].dt.nanosecond != 0).sum())
assert finer == 0, (
    f"{finer} of {len(good)} times came back with their nanoseconds, which no Delta table keeps; write df to the folder, and "
    "return what is read back from there"
)

# %% [markdown] task="merge-updates-and-inserts"
# ## Task 2 · A merge updates and inserts
#
# **3 points · DBX-07**
#
# Write `write_batches(batches, primary_keys)`.
#
# - **Takes** `batches`, a list of two or more pandas frames with the same columns, and `primary_keys`, a list of names. Within
#   one batch the keys are unique.
# - Creates a Delta table from the first batch, and **merges** each later batch into it, in order: a row whose key is there
#   replaces the old row, a row with a new key is inserted, every other row stays. One merge for each batch.
# - **Returns** a dict with three things: `"table"`, a pandas frame with the last state; `"before"`, a pandas frame with the state
#   before the last batch, read as a **version** of the same table; and `"operations"`, the list of the operations in the table's
#   history, oldest first (such as `"WRITE"`). The pandas index is no part of the table.

# %% [markdown] hint="merge-updates-and-inserts"
# The lesson's `write_table` and `read_table` are nearly what you need. The condition of the merge compares **all** keys.

# %% [markdown] hint="merge-updates-and-inserts"
# `DeltaTable(folder).merge(batch, condition, source_alias="new", target_alias="old")`, then two `when_…_all()` and `execute()`.
# The first version is 0. Call `reset_index(drop=True)` on each batch, or its index becomes a column. `history()` lists dicts with
# `"operation"`, the newest first.

# %% [markdown] hint="merge-updates-and-inserts"
# Almost the line: `condition = " AND ".join(f"old.{key} = new.{key}" for key in primary_keys)`, and
# `.when_matched_update_all().when_not_matched_insert_all().execute()`. The state before: `DeltaTable(folder, version=last - 1)`.

# %% answer="merge-updates-and-inserts"
def write_batches(batches, primary_keys):
    """Return {"table", "before", "operations"} of a Delta table that was created once and merged into."""
    ### BEGIN SOLUTION
    folder = tempfile.mkdtemp()
    batches = [batch.reset_index(drop=True) for batch in batches]  # or the index becomes a column
    write_deltalake(folder, batches[0])
    condition = " AND ".join(f"old.{key} = new.{key}" for key in primary_keys)
    for batch in batches[1:]:
        merge = DeltaTable(folder).merge(batch, condition, source_alias="new", target_alias="old")
        merge.when_matched_update_all().when_not_matched_insert_all().execute()
    table = DeltaTable(folder)
    return {
        "table": table.to_pandas(),
        "before": DeltaTable(folder, version=table.version() - 1).to_pandas(),
        "operations": [entry["operation"] for entry in reversed(table.history())],
    }
    ### END SOLUTION

# %% test="merge-updates-and-inserts" points=1
# One real rate is corrected, one is new, the others stay
first, second = rates.iloc[[5, 0, 1, 2, 3, 4]], rates.iloc[[5, 6]].assign(late_rate=0.125)
answer = write_batches([first, second], ["carrier", "origin", "known_from"])
assert isinstance(answer, dict) and {"table", "before", "operations"} <= set(answer), (
    f"write_batches returned {type(answer).__name__}; it should return a dict with table, before and operations"
)
table, before = answer["table"], answer["before"]
assert isinstance(table, pd.DataFrame) and isinstance(before, pd.DataFrame), "table and before should be pandas frames"
assert set(table.columns) == set(before.columns) == set(rates.columns), (
    f"the table has the columns {sorted(table.columns)}; it should have those of the batches, and none of the pandas index"
)
assert len(table) == 7, (
    f"6 rows and then 2 rows, of which one has an old key, became {len(table)} rows; 7 was expected: "
    "a matching row is updated, a new one inserted, the others stay"
)
assert (table["late_rate"] == 0.125).sum() == 2, "the two rows of the second batch should both be there with their new rates"
assert len(before) == 6 and not (before["late_rate"] == 0.125).any(), (
    f"the version before has {len(before)} rows; it should be the table as the first batch left it"
)
operations = list(answer["operations"])
assert operations[:1] in (["WRITE"], ["CREATE TABLE"]) and operations.count("MERGE") == 1 and operations[-1] == "MERGE", (
    f"the history says {operations}; one write and one merge were expected, oldest first"
)

# %% test="merge-updates-and-inserts" points=2 hidden=true
# Drawn batches with two or three keys: the last value of each key, and the state before
from course import drawn

rng = drawn("batches-to-merge")
count = int(rng.integers(3, 5))
names = [f"k{letter}" for letter in rng.permutation(list("abcdef"))[: int(rng.integers(2, 4))]]
space = pd.MultiIndex.from_product([range(6), range(5), range(2)][: len(names)], names=names).to_frame(index=False)
batches, state = [], {}
for number in range(count):
    rows = space.sample(n=14, random_state=int(rng.integers(10_000)))
    rows["value"] = rng.normal(100 * number, 5, len(rows)).round(3)
    rows["job"] = f"job {number}"
    batches.append(rows)
previous = {}
for rows in batches:
    previous = dict(state)
    state |= {tuple(row[: len(names)]): row[len(names) :] for row in rows.itertuples(index=False, name=None)}
answer = write_batches([batch.copy() for batch in batches], list(names))
assert isinstance(answer, dict) and {"table", "before", "operations"} <= set(answer), (
    "a dict with table, before and operations is asked"
)
for part, expected in {"table": state, "before": previous}.items():
    found = answer[part]
    assert isinstance(found, pd.DataFrame) and {*names, "value", "job"} == set(found.columns), (
        f"{part} should be a frame with the columns of the batches and no other; the pandas index is no part of the table"
    )
    assert not found.duplicated(names).any(), (
        f"{part} has the same key twice; a row with an old key replaces the old row (look at the condition)"
    )
    rows = found[[*names, "value", "job"]].itertuples(index=False, name=None)
    rows = {tuple(row[: len(names)]): row[len(names) :] for row in rows}
    gone, added = len(set(expected) - set(rows)), len(set(rows) - set(expected))
    assert gone == 0, (
        f"{gone} of {len(expected)} keys are not in {part}; a merge inserts new keys and keeps rows that no batch mentions"
    )
    assert added == 0, f"{part} has {added} keys too many; it is read as the version before the last merge"
    stale = sum(rows[key] != expected[key] for key in expected)
    assert stale == 0, (
        f"{stale} of {len(expected)} keys in {part} have the values of another batch; the later batch counts, for that key"
    )
found = list(answer["operations"])
assert found[:1] in (["WRITE"], ["CREATE TABLE"]) and found.count("MERGE") == count - 1, (
    f"the history has {found.count('MERGE')} merges after {count} batches; {count - 1} were expected, after one write"
)

# %% [markdown] task="lookup-sees-no-future"
# ## Task 3 · A lookup sees no future
#
# **4 points · DBX-08**
#
# Write `as_of(events, features, keys, time)`.
#
# - **Takes** two pandas frames. `events` has the columns of `keys` (a list of one or more names), `time` (a name), and others.
#   `features` has `keys`, `time` and one or more feature columns; (keys, time) is unique. Neither frame is sorted. The names of
#   the feature columns do not occur in `events`.
# - **Returns** `events`, each row once with all its columns, in any order, and the feature columns beside them: those of the
#   **latest** row of `features` with the same keys and a time that is **not later** than the event's.
# - No such row: the features are missing (`NaN`). If that latest row has a missing value itself, the result is missing, too: the
#   row counts as a whole.
# - Several events may have the same keys and time.

# %% [markdown] hint="lookup-sees-no-future"
# pandas has a join for this: it needs sorted frames. Which direction does it look, and does it count an equal time?

# %% [markdown] hint="lookup-sees-no-future"
# `pd.merge_asof(left, right, on=…, by=…)` looks backward and takes equal times, by default. Both sides must be sorted by the time
# alone, and the times must have the same type (they do here).

# %% [markdown] hint="lookup-sees-no-future"
# Almost the line: `pd.merge_asof(events.sort_values(time), features.sort_values(time), on=time, by=keys)`.

# %% answer="lookup-sees-no-future"
def as_of(events, features, keys, time):
    """Return events with the features of the latest row of their keys that is not later than the event."""
    ### BEGIN SOLUTION
    return pd.merge_asof(events.sort_values(time), features.sort_values(time), on=time, by=keys)
    ### END SOLUTION

# %% test="lookup-sees-no-future" points=1
# Real rates: before 4:00, at 4:00, in the evening, before the first row, and an unknown carrier
times = ["2013-01-05 03:59", "2013-01-05 04:00", "2013-01-05 20:00", "2013-01-01 12:00", "2013-01-05 20:00"]
events = pd.DataFrame({"id": range(5), "carrier": ["UA", "UA", "UA", "UA", "ZZ"], "origin": "EWR"})
events["known_from"] = pd.to_datetime(times)
events["known_from"] = events["known_from"].astype(rates["known_from"].dtype)
found = as_of(events, rates.sample(frac=1, random_state=3), ["carrier", "origin"], "known_from")
assert isinstance(found, pd.DataFrame) and {"id", "late_rate", "flights"} <= set(found.columns), (
    f"as_of returned {type(found).__name__}; it should return a pandas frame: the columns of events, late_rate and flights"
)
assert sorted(found["id"]) == list(range(5)), f"5 events went in, {len(found)} came out; an event without a row stays, with NaN"
mine = rates[(rates["carrier"] == "UA") & (rates["origin"] == "EWR")].set_index("known_from")["late_rate"]
expected = [mine["2013-01-04 04:00"], mine["2013-01-05 04:00"], mine["2013-01-05 04:00"], np.nan, np.nan]
for number, value in enumerate(expected):
    seen = found.set_index("id").loc[number, "late_rate"]
    assert seen == value or (np.isnan(value) and np.isnan(seen)), (
        f"the event at {times[number]} sees a rate of {seen:.3f}; {value:.3f} was expected: the latest row that is not later"
    )

# %% test="lookup-sees-no-future" points=3 hidden=true
# Drawn events and features, one key and two: every event sees its own moment
from course import drawn

rng = drawn("events-and-features")
for keys in (["plant"], ["plant", "unit"]):
    space = [(f"p{plant}", unit) for plant in range(4) for unit in range(3)]
    features = []
    for plant, unit in space if len(keys) == 2 else [(f"p{plant}", 0) for plant in range(4)]:
        for hour in rng.choice(np.arange(10, 90), size=6, replace=False):
            features.append((plant, unit, int(hour), float(rng.normal(100 + hour, 1)), float(hour)))
    features = pd.DataFrame(features, columns=["plant", "unit", "at", "level", "made"])
    features["at"] = pd.Timestamp("2025-01-01") + pd.to_timedelta(features["at"], unit="h")
    features.loc[features.sample(n=6, random_state=int(rng.integers(1000))).index, "level"] = np.nan
    sample = features.sample(n=20, random_state=int(rng.integers(1000)))
    exact = sample[["plant", "unit", "at"]]
    loose = pd.DataFrame({"plant": [f"p{number}" for number in rng.integers(0, 5, 60)], "unit": rng.integers(0, 3, 60)})
    loose["at"] = pd.Timestamp("2025-01-01") + pd.to_timedelta(rng.integers(0, 100 * 60, 60), unit="min")
    events = pd.concat([exact, loose, exact.head(3)], ignore_index=True).sample(frac=1, random_state=int(rng.integers(1000)))
    events["id"] = np.arange(len(events))
    if len(keys) == 1:
        features, events = features.drop(columns="unit"), events.drop(columns="unit")
    features = features.sample(frac=1, random_state=int(rng.integers(1000))).reset_index(drop=True)
    expected = {}
    for event in events.to_dict("records"):
        same = (features[keys] == [event[key] for key in keys]).all(axis=1) & (features["at"] <= event["at"])
        row = features[same].sort_values("at").tail(1)
        expected[event["id"]] = tuple(row[["level", "made", "at"]].iloc[0]) if len(row) else (np.nan, np.nan, None)
    found = as_of(events.copy(), features.copy(), list(keys), "at")
    assert isinstance(found, pd.DataFrame) and {*events.columns, "level", "made"} <= set(found.columns), (
        "as_of should return a pandas frame: the columns of events and the feature columns"
    )
    assert sorted(found["id"]) == sorted(events["id"]), (
        f"{len(events)} events went in, {len(found)} came out; each should be there once"
    )
    when = events.set_index("id")["at"]
    future = unseen = other = equal = filled = 0
    for row in found.to_dict("records"):
        level, made, at = expected[row["id"]]
        right = np.isclose(row["made"], made, equal_nan=True)
        hours = (when[row["id"]] - pd.Timestamp("2025-01-01")) / pd.Timedelta(hours=1)
        future += bool(row["made"] > hours)
        equal += not right and at is not None and at == when[row["id"]]
        unseen += not right and at is not None and np.isnan(row["made"])
        other += not right
        filled += bool(right and not np.isclose(row["level"], level, equal_nan=True))
    assert future == 0, f"{future} of {len(events)} events see a row that is later than they are; that is the future"
    assert equal == 0, f"{equal} events do not see the row of exactly their own time; a row that is not later counts"
    assert unseen == 0, f"{unseen} events see nothing, though an earlier row of their keys exists; the times need not be equal"
    assert other == 0, (
        f"{other} of {len(events)} events see the row of another time or of other keys; compare all keys, take the latest"
    )
    assert filled == 0, f"{filled} events have a value of an older row where the latest row has a gap; the row counts as a whole"

# %% [markdown] task="previous-day-is-no-leak"
# ## Task 4 · The previous day helps, the same day leaks
#
# **4 points · DBX-06, DBX-08**
#
# To show a colleague the difference, put both rates beside each flight.
#
# Write `add_rates(flights)`.
#
# - **Takes** a Spark DataFrame with `day` (a date), `carrier`, `origin`, `late` (0.0 or 1.0, without gaps), and other columns.
# - **Returns** it with two more columns, each row once. `same_rate` (a double): the mean of `late` over all flights of this
#   carrier from this origin on this day, the flight itself included. `previous_rate` (a double): the same mean on the **latest
#   earlier day** on which this carrier had a flight from this origin. That need not be yesterday: some do not fly on Sundays.
# - No earlier day: `previous_rate` is null.
# - Tolerance: $10^{-9}$.
#
# Free: window functions, joins, or pandas and `spark.createDataFrame`.

# %% [markdown] hint="previous-day-is-no-leak"
# Two steps. First a small table with one row for each carrier, origin and day. Then think about *its* rows: which one comes
# before another?

# %% [markdown] hint="previous-day-is-no-leak"
# `groupBy(…).agg(F.avg("late").alias("same_rate"))` makes the small table. `F.lag` over a window of the small table, partitioned
# by carrier and origin and ordered by day, gives the rate of the row before. Then join it to the flights.

# %% [markdown] hint="previous-day-is-no-leak"
# Almost the line: `before = Window.partitionBy("carrier", "origin").orderBy("day")`, then
# `daily.withColumn("previous_rate", F.lag("same_rate").over(before))`, and `flights.join(daily, ["carrier", "origin", "day"])`.

# %% answer="previous-day-is-no-leak"
def add_rates(flights):
    """Return flights with same_rate (this day) and previous_rate (the latest earlier day of carrier and origin)."""
    ### BEGIN SOLUTION
    daily = flights.groupBy("carrier", "origin", "day").agg(F.avg("late").alias("same_rate"))
    before = Window.partitionBy("carrier", "origin").orderBy("day")
    daily = daily.withColumn("previous_rate", F.lag("same_rate").over(before))
    return flights.join(daily, ["carrier", "origin", "day"])
    ### END SOLUTION

# %% test="previous-day-is-no-leak" points=1
# Twelve real mornings: the rate of today for one flight is the previous rate for the flight of tomorrow
answer = add_rates(flights)
assert isinstance(answer, DataFrame) and {*flights.columns, "same_rate", "previous_rate"} <= set(answer.columns), (
    f"add_rates returned {type(answer).__name__}; it should return a Spark DataFrame: all columns, same_rate and previous_rate"
)
found = answer.toPandas()
assert len(found) == flights.count(), f"{flights.count()} flights went in, {len(found)} came out; each should be there once"
one = found[(found["carrier"] == "UA") & (found["origin"] == "EWR")].groupby("day")[["late", "same_rate", "previous_rate"]].mean()
assert np.allclose(one["same_rate"], one["late"], atol=1e-9), "the same_rate of UA from EWR is not the mean of late of each day"
assert np.allclose(one["previous_rate"].iloc[1:], one["late"].iloc[:-1], atol=1e-9), (
    "the previous_rate of UA from EWR is not the rate of the day before; lag over the days, not over the flights"
)

# %% test="previous-day-is-no-leak" points=3 hidden=true
# Drawn flights with days on which nobody flies, and a first day without a past
from course import drawn

rng = drawn("days-that-are-missing")
days = pd.date_range("2024-02-20", periods=12).date
table = []
for carrier in ("AA", "BB"):
    for origin in ("X", "Y", "Z"):
        for day in sorted(rng.choice(len(days), size=7, replace=False)):
            for late in rng.integers(0, 2, int(rng.integers(1, 5))):
                table.append((len(table), carrier, origin, days[day], float(late)))
table = pd.DataFrame(table, columns=["id", "carrier", "origin", "day", "late"])
table = table.sample(frac=1, random_state=int(rng.integers(1000)))
answer = add_rates(spark.createDataFrame(table).coalesce(1))
assert isinstance(answer, DataFrame) and {"id", "same_rate", "previous_rate"} <= set(answer.columns), (
    "add_rates should return a Spark DataFrame with all columns, same_rate and previous_rate"
)
found = answer.toPandas().set_index("id")
assert sorted(found.index) == sorted(table["id"]), (
    f"{len(table)} flights went in, {len(found)} came out; each should be there once"
)
daily = table.groupby(["carrier", "origin", "day"])["late"].mean()
same, previous = {}, {}
for row in table.itertuples():
    mine = daily[row.carrier, row.origin].sort_index()
    earlier = mine[mine.index < row.day]
    same[row.id], previous[row.id] = mine[row.day], earlier.iloc[-1] if len(earlier) else np.nan
same, previous = pd.Series(same).loc[found.index], pd.Series(previous).loc[found.index]
off = int((~np.isclose(found["same_rate"].astype(float), same, atol=1e-9)).sum())
assert off == 0, f"{off} of {len(table)} flights have another same_rate than the mean over carrier, origin and day"
rate = found["previous_rate"].astype(float)
first = int(rate[previous.isna()].notna().sum())
assert first == 0, f"{first} flights on a first day have a previous_rate; nothing was known then, so it should be null"
lost = int(rate[previous.notna()].isna().sum())
assert lost == 0, f"{lost} flights have no previous_rate, though there is an earlier day; it need not be yesterday"
off = int((~np.isclose(rate, previous, atol=1e-9, equal_nan=True)).sum())
assert off == 0, (
    f"{off} of {len(table)} flights have another previous_rate than the mean of their latest earlier day; "
    "all flights of one day share it, and it knows nothing of their own day"
)

# %% [markdown] task="score-needs-keys-only"
# ## Task 5 · To score, keys are enough
#
# **3 points · DBX-09**
#
# A packed model is a dict that remembers its lookups:
#
# ```python
# {"feature_lookups": [{"table_name": "planes", "lookup_key": ["tail"], "feature_names": ["seats"]}, …],
#  "fill": {"seats": 150.0, …}, "intercept": 0.2, "weights": {"seats": 0.001, "hour": 0.01, …}}
# ```
#
# Write `score_batch(model, tables, df)`.
#
# - **Takes** `model`, such a dict; `tables`, a dict from the name to `{"primary_keys": […], "rows": a pandas frame}`; and `df`, a
#   pandas frame with the lookup keys, without gaps, and all weighted columns that no lookup gives. Times play no role here.
# - For each lookup it joins the `feature_names` of the table. `lookup_key` names columns of `df`; they stand in the order of the
#   table's `primary_keys` and may have other names (`tail` finds `tailnum`). Two lookups may use the same table.
# - If `df` **has** a column with the name of a feature, that column is used as it is, and not looked up: the vendor's rule.
# - A missing value in a feature, whatever the reason, becomes its value in `fill`, in the frame that you return, too.
# - **Returns** `df`, each row once with all its columns and the features, in any order, and `prediction`: the intercept plus the
#   sum of weight times value. Tolerance: $10^{-9}$.

# %% [markdown] hint="score-needs-keys-only"
# A loop over the lookups, with a left join in each, then a loop over the weights. Before each join: which features are still
# missing in `df`?

# %% [markdown] hint="score-needs-keys-only"
# Take the columns you need of `rows`, rename the primary keys to the lookup keys (`dict(zip(…))`), and merge with `how="left"`.
# Two lookups of one table bring columns with the same key names; only the features should be added.

# %% [markdown] hint="score-needs-keys-only"
# Almost the line: `part = rows[[*keys, *names]].rename(columns=dict(zip(keys, lookup["lookup_key"])))`, then
# `df = df.merge(part, how="left", on=lookup["lookup_key"])`, and at the end `df["prediction"] += weight * df[name]`.

# %% answer="score-needs-keys-only"
def score_batch(model, tables, df):
    """Return df with the looked-up features and prediction; a feature that df brings is not looked up."""
    ### BEGIN SOLUTION
    df = df.copy()
    for lookup in model["feature_lookups"]:
        table, names = tables[lookup["table_name"]], [name for name in lookup["feature_names"] if name not in df]
        keys = table["primary_keys"]
        part = table["rows"][[*keys, *names]].rename(columns=dict(zip(keys, lookup["lookup_key"])))
        df = df.merge(part, how="left", on=lookup["lookup_key"])
    df = df.fillna(model["fill"])
    df["prediction"] = model["intercept"]
    for name, weight in model["weights"].items():
        df["prediction"] += weight * df[name]
    return df
    ### END SOLUTION

# %% test="score-needs-keys-only" points=1
# Three flights, two tables, one plane that nobody knows
planes = pd.DataFrame({"tailnum": ["N1", "N2"], "seats": [100.0, 200.0], "built": [1999, 2004]})
pairs = pd.DataFrame({"carrier": ["UA", "EV"], "origin": "EWR", "rate": [0.2, 0.5]})
tables = {
    "planes": {"primary_keys": ["tailnum"], "rows": planes},
    "pairs": {"primary_keys": ["carrier", "origin"], "rows": pairs},
}
model = {
    "feature_lookups": [
        {"table_name": "planes", "lookup_key": ["tail"], "feature_names": ["seats"]},
        {"table_name": "pairs", "lookup_key": ["carrier", "origin"], "feature_names": ["rate"]},
    ],
    "fill": {"seats": 150.0, "rate": 0.3},
    "intercept": 0.25,
    "weights": {"seats": 0.001, "rate": 1.0, "hour": 0.01},
}
df = pd.DataFrame({"tail": ["N2", "N9", "N1"], "carrier": ["UA", "EV", "ZZ"], "origin": "EWR", "hour": [10, 20, 0]})
for name, expected in {"keys only": [0.75, 1.1, 0.65], "df brings rate = 0": [0.55, 0.6, 0.35]}.items():
    found = score_batch(model, tables, df.copy() if name == "keys only" else df.assign(rate=0.0))
    assert isinstance(found, pd.DataFrame) and {*df.columns, "seats", "rate", "prediction"} <= set(found.columns), (
        f"score_batch returned {type(found).__name__}; it should return a frame: the columns of df, the features and prediction"
    )
    assert len(found) == 3, f"3 flights went in, {len(found)} came out; an unknown plane is scored, too"
    values = found.set_index("tail")["prediction"].loc[df["tail"]].tolist()
    assert np.allclose(values, expected, atol=1e-9), f"{name}: the predictions are {np.round(values, 3)}, {expected} was expected"

# %% test="score-needs-keys-only" points=2 hidden=true
# Drawn tables: one table used twice, gaps in the table, unknown keys, and features that df brings
from course import drawn

rng = drawn("a-packed-model")
size = int(rng.integers(40, 60))
ports = [f"A{number}" for number in range(8)]
port = pd.DataFrame({"port": ports, "rain": rng.random(8), "wind": rng.normal(20, 5, 8)}).sample(frac=1, random_state=1)
port.loc[port.index[0], "wind"] = np.nan
pair = pd.DataFrame([(one, two) for one in ports for two in range(3)], columns=["port", "band"])
pair["load"] = rng.normal(5, 1, len(pair))
tables = {"ports": {"primary_keys": ["port"], "rows": port}, "pairs": {"primary_keys": ["port", "band"], "rows": pair}}
far = port.rename(columns={"rain": "rain_far", "wind": "wind_far"})
tables["far"] = {"primary_keys": ["port"], "rows": far}
lookups = [
    {"table_name": "ports", "lookup_key": ["start"], "feature_names": ["rain", "wind"]},
    {"table_name": "far", "lookup_key": ["goal"], "feature_names": ["rain_far"]},
    {"table_name": "far", "lookup_key": ["goal"], "feature_names": ["wind_far"]},
    {"table_name": "pairs", "lookup_key": ["start", "slot"], "feature_names": ["load"]},
]
features = ["rain", "wind", "rain_far", "wind_far", "load"]
model = {
    "feature_lookups": [lookups[number] for number in rng.permutation(4)],
    "fill": {name: float(rng.normal(0, 10)) for name in features},
    "intercept": float(rng.normal()),
    "weights": {name: float(rng.normal()) for name in [*features, "hour"]},
}
df = pd.DataFrame({"id": range(size), "hour": rng.integers(0, 24, size), "slot": rng.integers(0, 4, size)})
for name in ("start", "goal"):
    df[name] = rng.choice([*ports, "A8", "A9"], size)
for given in ([], ["wind"], ["load", "rain_far"]):
    batch = df.assign(**{name: np.where(rng.random(size) < 0.2, np.nan, rng.normal(40, 5, size)) for name in given})
    index = {"rain": (port, "start"), "wind": (port, "start"), "rain_far": (far, "goal"), "wind_far": (far, "goal")}
    values = {name: batch[key].map(rows.set_index("port")[name]) for name, (rows, key) in index.items()}
    loads = pair.set_index(["port", "band"])["load"].to_dict()
    values["load"] = pd.Series([loads.get(key, np.nan) for key in zip(batch["start"], batch["slot"])])
    values |= {name: batch[name] for name in given}
    total = model["intercept"] + model["weights"]["hour"] * batch["hour"]
    values = {name: column.fillna(model["fill"][name]) for name, column in values.items()}
    total += sum(model["weights"][name] * values[name] for name in features)
    found = score_batch(model, tables, batch.copy())
    assert isinstance(found, pd.DataFrame) and {"id", "prediction", *features} <= set(found.columns), (
        "score_batch should return a frame with the columns of df, all features and prediction"
    )
    assert sorted(found["id"]) == list(range(size)), f"{size} rows went in, {len(found)} came out; each should be there once"
    found = found.set_index("id").loc[range(size)]
    empty = int(found["prediction"].isna().sum())
    assert empty == 0, f"{empty} of {size} rows have no prediction; a missing feature gets its value in fill"
    off = int((~np.isclose(found["prediction"], total, atol=1e-9)).sum())
    why = "df brought some features, and they count" if given else "df brought the keys only; look at key names and fill"
    assert off == 0, f"{off} of {size} predictions differ from the recomputed ones; {why}"
    off = int(sum((~np.isclose(found[name].astype(float), values[name], atol=1e-9)).sum() for name in features))
    assert off == 0, (
        f"the predictions are right, but {off} of {size * len(features)} features in the frame are not those that went into "
        "them; return the features with their gaps filled"
    )

# %% [markdown] task="online-copy-keeps-the-latest"
# ## Task 6 · The online copy keeps the latest row
#
# **3 points · DBX-10**
#
# Write `serve(publishes, keys, time, requests)`: an online copy in SQLite, and what it answers.
#
# - **Takes** `publishes`, a list of pandas frames: parts of one feature table that are published one after the other. Each has
#   the columns of `keys` (a list of names, texts or whole numbers), `time` (whole numbers), and features (floats). `requests` is
#   a list of tuples with values of `keys`, in that order.
# - After all publishes, the copy has **one row for each key**: the one with the **latest time** of all that were published. A row
#   that comes late but is older changes nothing. A key that a later publish does not mention stays. If (keys, time) comes
#   twice, the later publish corrects the earlier one. One publish may hold several rows of a key, with different times.
# - **Returns** `(size, answers)`: the number of rows of the copy, and a list with one dict for each request, in order: the
#   features of its row by name. An unknown key gets `None`.

# %% [markdown] hint="online-copy-keeps-the-latest"
# Which rows would an online table hold if you published everything at once? And what must happen when the parts come in an
# unlucky order?

# %% [markdown] hint="online-copy-keeps-the-latest"
# With SQL: a table with a `PRIMARY KEY`, `INSERT … ON CONFLICT (…) DO UPDATE SET … WHERE excluded.time >= time`. With pandas:
# put the parts one below the other, sort by the time (stable), keep the last row of each key, then `to_sql`.

# %% [markdown] hint="online-copy-keeps-the-latest"
# Almost the line: `latest = pd.concat(publishes).sort_values(time, kind="stable").drop_duplicates(keys, keep="last")`, then
# `latest.to_sql("online", connection, index=False)`, and one `SELECT … WHERE key = ? AND …` for each request.

# %% answer="online-copy-keeps-the-latest"
def serve(publishes, keys, time, requests):
    """Return (rows of the online copy, a dict of features or None for each request)."""
    ### BEGIN SOLUTION
    online = sqlite3.connect(":memory:")
    latest = pd.concat(publishes).sort_values(time, kind="stable").drop_duplicates(keys, keep="last")
    latest.to_sql("online", online, index=False)
    features = [name for name in latest.columns if name not in (*keys, time)]
    where = " AND ".join(f'"{key}" = ?' for key in keys)
    columns = ", ".join(f'"{name}"' for name in features)
    answers = []
    for request in requests:
        row = online.execute(f"SELECT {columns} FROM online WHERE {where}", tuple(request)).fetchone()
        answers.append(None if row is None else dict(zip(features, row)))
    return len(latest), answers
    ### END SOLUTION

# %% test="online-copy-keeps-the-latest" points=1
# Two carriers, a new day, a late row of an old day, and a carrier that nobody knows
first = pd.DataFrame({"carrier": ["UA", "EV"], "day": [3, 3], "rate": [0.1, 0.4]})
second = pd.DataFrame({"carrier": ["UA"], "day": [4], "rate": [0.2]})
third = pd.DataFrame({"carrier": ["UA"], "day": [2], "rate": [0.9]})
answer = serve([first, second, third], ["carrier"], "day", [("UA",), ("EV",), ("ZZ",)])
assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
    f"serve returned {type(answer).__name__}; it should return (size, answers)"
)
size, answers = answer
assert size == 2, f"the copy has {size} rows; two carriers make two rows, each the latest one"
assert list(answers) == [{"rate": 0.2}, {"rate": 0.4}, None], (
    f"the answers are {list(answers)}; UA has 0.2 since day 4 (day 2 only came late), EV still has 0.4, and ZZ is unknown"
)

# %% test="online-copy-keeps-the-latest" points=2 hidden=true
# Drawn publishes with two keys: late rows, corrections, several rows of a key at once, keys that are not mentioned again
from course import drawn

rng = drawn("publishes")
names = [f"f{letter}" for letter in rng.permutation(list("uvwxyz"))[:2]]
publishes, state, latecomers, corrected = [], {}, set(), set()
for number in range(4):
    rows = []
    for shop in range(23):
        for item in ("a", "b", "c"):
            if shop < 20 and rng.random() < (0.75, 0.5, 0.5, 0.4)[number]:
                rows.append((shop, item, int(rng.integers(1, 7))))
            if shop >= 20 and number == 0:  # three times at once, and never again
                rows += [(shop, item, int(time)) for time in rng.choice(6, 3, replace=False) + 1]
    rows = pd.DataFrame(rows, columns=["shop", "item", "at"])
    if number >= 2:  # some rows come late, some correct a row of the same time
        old = [state[key]["at"] if key in state else 3 for key in zip(rows["shop"], rows["item"])]
        rows["at"] = np.array(old) - (np.arange(len(rows)) % 3 if number == 2 else np.arange(len(rows)) % 2)
    for name in names:
        rows[name] = rng.normal(10, 3, len(rows)).round(4)
    publishes.append(rows.sample(frac=1, random_state=int(rng.integers(1000))).reset_index(drop=True))
    for row in rows.sort_values("at").to_dict("records"):
        key, old = (row["shop"], row["item"]), state.get((row["shop"], row["item"]))
        if old is None or row["at"] >= old["at"]:
            corrected = corrected | {key} if old is not None and row["at"] == old["at"] else corrected - {key}
            latecomers.discard(key)
            state[key] = row
        else:
            latecomers.add(key)
asked = [(shop, item) for shop in range(25) for item in ("a", "b", "c")]
asked = [asked[number] for number in rng.permutation(len(asked))]
answer = serve([rows.copy() for rows in publishes], ["shop", "item"], "at", list(asked))
assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
    f"serve returned {type(answer).__name__}; it should return (size, answers)"
)
size, answers = answer
assert size == len(state), (
    f"the copy has another number of rows than there are keys ({len(state)}); one row for each key, and no key is lost"
)
assert len(answers) == len(asked), f"{len(asked)} requests were made, {len(answers)} answers came"
unknown = lost = late = repaired = off = 0
for key, found in zip(asked, answers, strict=True):
    if key not in state:
        unknown += found is not None
        continue
    right = isinstance(found, dict) and set(found) == set(names)
    right = right and all(abs(found[name] - state[key][name]) < 1e-9 for name in names)
    lost += found is None
    late += not right and key in latecomers
    repaired += not right and key in corrected
    off += not right
assert unknown == 0, f"{unknown} unknown keys got something else than None"
assert lost == 0, f"{lost} keys that were published got None; a later publish that does not mention a key leaves its row"
assert repaired == 0, (
    f"{repaired} keys do not show the correction: the same key and time came twice, and the later publish counts"
)
assert late == 0, (
    f"{late} keys answer with a row that came late but is older; the time of the row decides, not the order of arrival"
)
assert off == 0, (
    f"{off} of {len(state)} keys answer with something else than a dict of the features of their latest row; "
    "one publish may hold several rows of a key"
)
