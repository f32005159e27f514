# %% [markdown]
# # How do training and scoring get the same features, as they were known at that time?
#
# A flight leaves New York this morning. Was its airline late yesterday? That is a good thing to know about it, and you can know
# it. Was its airline late *today*? That is a better thing to know, and nobody can know it yet. A model that learned from today's
# rate looks excellent in the notebook, and fails on the first morning in production.
#
# A **feature table** keeps such values once, with keys and times, and hands each flight the value of its own moment.
#
# **Objectives** DBX-05 account level against workspace level · DBX-06 create · DBX-07 write · DBX-08 train · DBX-09 score ·
# DBX-10 online against offline.
# **Left out** leaks of fitted stages (unit *pipelines*), logging and registering models (module 2), streaming writes.
# **Time** 40 minutes to read and run.
#
# Six times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights that the models learn from and are judged by

# %%
import matplotlib.pyplot as plt
import pandas as pd
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
flights = spark.read.parquet(dataset("flights")).where("arr_delay IS NOT NULL")  # New York, January to March 2013
departure = F.make_timestamp_ntz("year", "month", "day", "hour", "minute", F.lit(0))  # as scheduled, New York clock
date, late = F.make_date("year", "month", "day"), (F.col("arr_delay") > 15).cast("double")
flights = flights.select("carrier", "origin", "dest", "flight", "hour", "distance", departure.alias("departure"),
                         date.alias("day"), late.alias("late")).coalesce(2).cache()  # (flights, 9)
flights.orderBy("departure", "carrier", "flight").show(4)

# %% [markdown]
# ## A feature, and the moment from which it is known
#
# The feature: of the flights of this carrier from this airport on this day, which share came in more than 15 minutes late? Spark
# computes it from all flights.
#
# The day is over at midnight, and the last planes land in the night. Our job runs at 4 o'clock in the morning. So the rate of
# 1 January is known **from 2 January, 4:00**. This moment gets a column of its own, and it will decide everything below.

# %%
def daily_rate(rows, keys, feature):
    rates = rows.groupBy(*keys, "day").agg(F.avg("late").alias(feature), F.count("late").alias("flights"))
    return rates.withColumn("known_from", F.col("day").cast("timestamp_ntz") + F.expr("INTERVAL 28 HOURS"))


rates = daily_rate(flights, ["carrier", "origin"], "late_rate").coalesce(1).cache()  # (carrier, origin and day, 6)
rates.where("carrier = 'EV' AND origin = 'EWR'").orderBy("day").show(4)
print(f"{rates.count():,} rows of {rates.select('carrier', 'origin').distinct().count()} pairs of carrier and origin")

# %% [markdown]
# ## Create: a table with a primary key
#
# On Databricks a feature table **is** a Delta table with a primary key. Delta tables are open, so this lesson writes real ones,
# with the package `deltalake`, which needs no Java. The verbs around them are a thin layer that you can read: each has the name
# and the main arguments of the vendor's client.
#
# (Why not Feast, the well-known open feature store? It works. But its words are others, such as *entity*, *feature view* and
# *materialize*: a second vocabulary on the way to the first. Here keys, merge and versions are the real ones.)
#
# The vendor's call, today's client (`timestamp_keys` in the older `FeatureStoreClient`):
#
# ```python
# from databricks.feature_engineering import FeatureEngineeringClient
# fe = FeatureEngineeringClient()
# fe.create_table(name="ml.flights.carrier_day", primary_keys=["carrier", "origin", "known_from"],
#                 timeseries_column="known_from", df=rates)
# ```
#
# The time is part of the primary key *and* is declared as the time series column. **Predict before you run:** what should
# happen without `known_from` in the key?

# %%
import tempfile

from deltalake import DeltaTable, write_deltalake

store = tempfile.mkdtemp()  # stands for the schema ml.flights
catalog = {}  # stands for Unity Catalog: it knows the keys of each table


def create_table(*, name, primary_keys, df, timeseries_column=None):
    rows = df.toPandas()
    for problem, found in {"missing": rows[primary_keys].isna().any(axis=1), "repeated": rows.duplicated(primary_keys)}.items():
        if found.any():
            raise ValueError(f"{found.sum():,} of {len(rows):,} rows have a {problem} key {primary_keys}")
    write_deltalake(f"{store}/{name}", rows)
    catalog[name] = {"primary_keys": primary_keys, "timeseries_column": timeseries_column}

# %%
early = daily_rate(flights.where("month(day) = 1 AND (day < '2013-01-31' OR hour < 12)"), ["carrier", "origin"], "late_rate")
january = early.drop("day").coalesce(1).cache()  # the job of the 31st ran too early: it has only the flights before noon
try:
    create_table(name="carrier_day", primary_keys=["carrier", "origin"], df=january)
except ValueError as problem:
    print("refused:", problem)

keys = ["carrier", "origin", "known_from"]
create_table(name="carrier_day", primary_keys=keys, timeseries_column="known_from", df=january)
print("created:", DeltaTable(f"{store}/carrier_day").count(), "rows, version", DeltaTable(f"{store}/carrier_day").version())

# %% [markdown]
# With a repeated key a lookup would not know which row to take, and a join would copy the flight once for each. So the table
# refuses, and so does the vendor's client, when it creates and when it writes. (Take care: this is a check of the *client*. A
# primary key in Unity Catalog is a statement; a plain SQL `INSERT` may repeat a key, and nobody stops it.)
#
# ## Write: merge
#
# `fe.write_table(name="ml.flights.carrier_day", df=later, mode="merge")`. A row whose key is there **updates** the row, a row
# with a new key is **inserted**, and all other rows stay. `"merge"` is the only mode of today's client.
#
# Below, `later` has the whole 31 January, and then every day up to 30 March. Delta keeps each state of the table as a
# **version**. In the second cell somebody writes a copy of the table with `mode="overwrite"`, and has only March. **Predict
# before you run:** how many rows does the merge update? What is left after the overwrite, and is the rest gone for good?

# %%
def write_table(*, name, df, mode="merge"):
    assert mode == "merge"
    same_key = " AND ".join(f"old.{key} = new.{key}" for key in catalog[name]["primary_keys"])
    merge = DeltaTable(f"{store}/{name}").merge(df.toPandas(), same_key, source_alias="new", target_alias="old")
    return merge.when_matched_update_all().when_not_matched_insert_all().execute()


def read_table(*, name, version=None):
    return DeltaTable(f"{store}/{name}", version=version).to_pandas()


later = rates.where("day BETWEEN '2013-01-31' AND '2013-03-30'").drop("day")
done = write_table(name="carrier_day", df=later)
print(f"{done['num_target_rows_updated']} rows updated, {done['num_target_rows_inserted']:,} inserted")
assert done["num_target_rows_updated"] <= later.where("known_from < '2013-02-02'").count()

# %%
for version in (0, 1):
    table = read_table(name="carrier_day", version=version)
    history = table.query("carrier == 'EV' and origin == 'EWR'").set_index("known_from").sort_index()
    rate, count = history.loc["2013-02-01 04:00", ["late_rate", "flights"]]
    print(f"version {version}: {len(table):,} rows; EV from EWR on 31 January: {count:.0f} flights, {rate:.0%} late")

copy = f"{store}/copy"
write_deltalake(copy, table)
write_deltalake(copy, table[table["known_from"] >= "2013-03-02"].reset_index(drop=True), mode="overwrite")
print(f"after an overwrite with March: {DeltaTable(copy).count():,} rows")
DeltaTable(copy).restore(0)
print(f"restored to version 0: {DeltaTable(copy).count():,} rows in version", DeltaTable(copy).version())

# %% [markdown]
# The merge updated one row for each pair that flew before noon on the 31st, and lost nothing. An overwrite takes January and
# February away from everybody who trains tomorrow. The old version brings them back, as long as its files were not vacuumed
# away. A merge does not need rescue.
#
# ## Look up: the row of that moment
#
# A **lookup** says: from this table, by this key, these features, and as of this time of the event.
#
# ```python
# FeatureLookup(table_name="ml.flights.carrier_day", lookup_key=["carrier", "origin"],
#               feature_names="late_rate", timestamp_lookup_key="departure")
# ```
#
# It takes the latest row that is **not later** than the event. In pandas this join is `merge_asof`.
#
# **Predict before you run:** the second cell has four events. Which rate does a flight at 3:59 see, and which one at 4:00? What
# does a carrier get that the table does not know: an error, a zero, or nothing?

# %%
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class FeatureLookup:
    table_name: str
    lookup_key: list
    feature_names: list
    timestamp_lookup_key: str


def look_up(events, lookup):
    rows, stamp = read_table(name=lookup.table_name), catalog[lookup.table_name]["timeseries_column"]
    rows = rows[[*lookup.lookup_key, stamp, *lookup.feature_names]].sort_values(stamp)
    events, time = events.sort_values(lookup.timestamp_lookup_key, kind="stable"), lookup.timestamp_lookup_key
    events = events.astype({time: rows[stamp].dtype})
    return pd.merge_asof(events, rows, left_on=time, right_on=stamp, by=lookup.lookup_key)

# %%
times = pd.to_datetime(["2013-02-12 03:59", "2013-02-12 04:00", "2013-02-12 18:00", "2013-02-12 18:00"])
events = pd.DataFrame({"carrier": ["EV", "EV", "EV", "ZZ"], "origin": "EWR", "departure": times})
by_carrier = FeatureLookup("carrier_day", ["carrier", "origin"], ["late_rate"], "departure")
seen = look_up(events, by_carrier)
print(seen.to_string(index=False))
assert seen["late_rate"].isna().tolist() == [False, False, False, True]

# %%
from matplotlib.dates import DateFormatter

row = history["late_rate"]  # EV from EWR
week = row["2013-02-09":"2013-02-16"]
figure, axis = plt.subplots(figsize=(9.5, 3.8))
axis.step(week.index, week, where="post", color="lightgray", lw=2, zorder=0)
axis.scatter(week.index, week, color="steelblue", label="a row of the table, from the moment it is known")
for moment in pd.to_datetime(["2013-02-11 18:00", "2013-02-12 03:59", "2013-02-13 15:00"]):
    source = row[:moment].index[-1]
    axis.axvline(moment, color="firebrick", ls=":", label="a departure" if moment.day == 11 else None)
    arrow = {"arrowstyle": "->", "color": "firebrick"}
    axis.annotate("", xy=(source, row[source]), xytext=(moment, row[source] + 0.06), arrowprops=arrow)
axis.set(ylabel="late rate of EV from EWR", ylim=(0, 0.9), title="Each departure looks back, to the latest row before it")
axis.xaxis.set_major_formatter(DateFormatter("%-d February"))
axis.legend(loc="upper left", ncols=2)
plt.show()

# %% [markdown]
# A minute before 4:00 the flight sees the rate of the day before yesterday: the job has not run. An unknown key gets a null.
# Nothing stops, and no row is lost, so the *model* must know what to do with a null.
#
# Two cousins that are something else. *Time travel* (a version) asks how the table looked after an old write; the lookup asks
# which row was valid for an event. And a time that is only part of the primary key, not declared as the time series column,
# is compared for **equality**: nearly every flight would get a null.
#
# ## Train: four ways to give a flight a rate
#
# | name | which row does a flight get? |
# |---|---|
# | schedule | none: only carrier, airport, hour and distance |
# | newest | the newest row of its key: a join without time |
# | previous | the latest row by `known_from`: yesterday's rate |
# | same | the same rates, but each row stamped with *its own day*, 0:00 |
#
# The last one looks harmless: the rate of 12 February "belongs" to 12 February. A second table (`dest_day`) adds yesterday's rate
# of the *destination* to *previous*. **Predict before you run:** order the four by the AUC in March. And which is the best in
# real life?

# %%
by_dest = daily_rate(flights, ["dest"], "dest_rate").drop("day")
create_table(name="dest_day", primary_keys=["dest", "known_from"], timeseries_column="known_from", df=by_dest)
stamped = rates.selectExpr("carrier", "origin", "CAST(day AS timestamp_ntz) AS day", "late_rate AS same_rate")
create_table(name="stamped_by_day", primary_keys=["carrier", "origin", "day"], timeseries_column="day", df=stamped)


def create_training_set(*, df, feature_lookups, label):
    rows, versions = df, {}
    for lookup in feature_lookups:
        rows = look_up(rows, lookup).drop(columns=catalog[lookup.table_name]["timeseries_column"])
        versions[lookup.table_name] = DeltaTable(f"{store}/{lookup.table_name}").version()
    return {"df": rows, "feature_lookups": feature_lookups, "label": label, "versions": versions}

# %%
lookups = [by_carrier, FeatureLookup("dest_day", ["dest"], ["dest_rate"], "departure")]
leaky = FeatureLookup("stamped_by_day", ["carrier", "origin"], ["same_rate"], "departure")
labelled = flights.sample(fraction=fraction, seed=seed).drop("day").toPandas()  # (flights, 8): keys, time, schedule, label

training_set = create_training_set(df=labelled, feature_lookups=[*lookups, leaky], label="late")
newest = table.sort_values("known_from").drop_duplicates(["carrier", "origin"], keep="last")
newest = newest.rename(columns={"late_rate": "newest_rate"})[["carrier", "origin", "newest_rate"]]
loaded = training_set["df"].merge(newest, how="left", on=["carrier", "origin"])
print(loaded[["departure", "carrier", "origin", "late_rate", "same_rate", "newest_rate"]].iloc[[0, -1]].to_string(index=False))
print(f"{len(labelled):,} flights in, {len(loaded):,} out, {loaded['late_rate'].isna().sum():,} without a rate of yesterday")
print("lineage:", training_set["versions"])

# %%
from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator
from pyspark.ml.feature import Imputer, OneHotEncoder, StringIndexer, VectorAssembler


def pipeline(numbers):
    texts = ["carrier", "origin"]
    index, vectors, filled = ([f"{name}_{end}" for name in names] for names, end in ((texts, "i"), (texts, "v"), (numbers, "f")))
    return Pipeline(stages=[
        StringIndexer(inputCols=texts, outputCols=index, handleInvalid="keep"),
        OneHotEncoder(inputCols=index, outputCols=vectors),
        Imputer(inputCols=numbers, outputCols=filled),  # a lookup may find nothing
        VectorAssembler(inputCols=[*vectors, *filled], outputCol="features"),
        LogisticRegression(labelCol="late", maxIter=10),
    ])

# %%
numbers = ["hour", "distance", "late_rate", "dest_rate", "same_rate", "newest_rate"]
frame = spark.createDataFrame(loaded.astype({name: "float64" for name in numbers})).coalesce(2).cache()
train, test = frame.where("departure < '2013-03-01'"), frame.where("departure >= '2013-03-01'")
ways = {"schedule": [], "newest": ["newest_rate"], "previous": ["late_rate", "dest_rate"], "same": ["same_rate"]}
models = {name: pipeline(["hour", "distance", *rates_used]).fit(train) for name, rates_used in ways.items()}
scored = {name: model.transform(test) for name, model in models.items()}
morning = test.withColumn("same_rate", F.col("late_rate"))  # on the day itself, the lookup finds yesterday's rate
scored["same, live"] = models["same"].transform(morning)

# %%
log_loss = MulticlassClassificationEvaluator(labelCol="late", metricName="logLoss")
auc, loss = {}, {}
for name, rows in scored.items():
    auc[name], loss[name] = BinaryClassificationEvaluator(labelCol="late").evaluate(rows), log_loss.evaluate(rows)
    print(f"{name:<10} AUC {auc[name]:.3f}   log loss {loss[name]:.3f}")
assert auc["same"] > auc["previous"] + 0.1 and loss["same, live"] == max(loss.values())
assert fraction < 1 or max(auc["same, live"], auc["schedule"], auc["newest"]) < auc["previous"] - 0.005

colors = ["gray", "gray", "seagreen", "firebrick", "firebrick"]
figure, axis = plt.subplots(figsize=(8.5, 3.2))
bars = axis.barh(list(auc), list(auc.values()), color=colors)
bars[-1].set(hatch="//", facecolor="mistyrose", edgecolor="firebrick")
axis.bar_label(bars, fmt="%.3f", padding=4)
axis.set(xlim=(0.5, 0.9), xlabel="AUC in March (0.5 is a coin)", title="What the notebook promised, and what the morning gave")
axis.invert_yaxis()
plt.show()

# %% [markdown]
# *same* wins by far in the notebook. A late flight is part of the rate that foretells it, and so are the flights after it. On the
# morning itself that row does not exist: the lookup hands over yesterday's rate, and the model leans on it far too much. Its AUC
# falls below that of *previous*, and its probabilities are the worst of all, worse than with no rate (log loss: lower is
# better). *previous* helps a little, and keeps its promise.
#
# *newest* is a leak, too: a flight in January sees the end of March. It does not even help, because one value per key says
# nothing that the key did not say. No metric warned you. Both leaks are made by **one column**: the time.
#
# ## Score: keys are enough
#
# `fe.log_model(model=…, flavor=mlflow.spark, training_set=training_set, …)` packs the lookups with the model. Then
# `fe.score_batch(model_uri=…, df=…)` wants the keys, the event's time, and what does not come from a table. Nobody has to tell it
# which tables to join: the model knows.
#
# **Predict before you run:** `df` may bring a column of its own named `late_rate`. Which value counts, yours or the table's?

# %%
def log_model(*, model, training_set):
    return {"model": model, "feature_lookups": training_set["feature_lookups"], "versions": training_set["versions"]}


def score_batch(*, model, df):
    for lookup in model["feature_lookups"]:
        missing = [name for name in lookup.feature_names if name not in df]
        if missing:  # a feature that df brings is not looked up
            stamp = catalog[lookup.table_name]["timeseries_column"]
            df = look_up(df, replace(lookup, feature_names=missing)).drop(columns=stamp)
    return model["model"].transform(spark.createDataFrame(df).coalesce(1))


packed = log_model(model=models["previous"], training_set={**training_set, "feature_lookups": lookups})
times = pd.to_datetime(["2013-03-30 08:00", "2013-03-30 08:00"])
requests = pd.DataFrame({"carrier": ["EV", "ZZ"], "origin": "EWR", "dest": "ORD", "departure": times})
requests = requests.assign(hour=8.0, distance=719.0)

# %%
from pyspark.ml.functions import vector_to_array

for name, df in {"keys only": requests, "with late_rate = 0.9": requests.assign(late_rate=0.9)}.items():
    scored = score_batch(model=packed, df=df).orderBy("carrier")
    print(name)
    chance = F.round(vector_to_array("probability")[1], 3).alias("chance")
    scored.select("carrier", "origin", F.round("late_rate", 3).alias("late_rate"), F.round("dest_rate", 3).alias("dest_rate"),
                  chance).show()

# %% [markdown]
# Yours counts, as in the vendor's client. It is meant for fresher values ("I know better than the table"), and it is a trap for
# a frame that carries an old column of that name. The unknown carrier ZZ got a null, and the imputer *inside the model* filled
# it. Preparation outside of the model would be missing here.
#
# ## Online: a copy for single questions
#
# The Delta table is the **offline** store: all rows, all times, for training and batch. A web request cannot wait for it. The
# **online** store has one row per key, the latest one, in a database that answers in milliseconds. Ours is SQLite.
#
# ```python
# online = fe.get_online_store(name="flights-online")
# fe.publish_table(online_store=online, source_table_name="ml.flights.carrier_day",
#                  online_table_name="ml.flights.carrier_day_online", publish_mode="TRIGGERED")
# ```
#
# **Predict before you run:** we publish, then the rates of 31 March are merged into the Delta table. What does a request get?

# %%
import sqlite3

online = sqlite3.connect(":memory:")


def publish_table(*, online_store, source_table_name):
    stamp = catalog[source_table_name]["timeseries_column"]
    keys = [key for key in catalog[source_table_name]["primary_keys"] if key != stamp]
    latest = read_table(name=source_table_name).sort_values(stamp).drop_duplicates(keys, keep="last")
    latest.to_sql(source_table_name, online_store, if_exists="replace", index=False)
    return len(latest)


def ask(carrier, origin):
    where = "SELECT late_rate, known_from FROM carrier_day WHERE carrier = ? AND origin = ?"
    return online.execute(where, (carrier, origin)).fetchone()

# %%
offline = len(read_table(name="carrier_day"))
print(f"published {publish_table(online_store=online, source_table_name='carrier_day')} of {offline:,} rows")
print("online: ", ask("EV", "EWR"))
write_table(name="carrier_day", df=rates.where("day = '2013-03-31'").drop("day"))
last = read_table(name="carrier_day").query("carrier == 'EV' and origin == 'EWR'").sort_values("known_from").iloc[-1]
print("offline:", (float(last["late_rate"]), str(last["known_from"])))
print("online: ", ask("EV", "EWR"), "<- stale")
assert ask("EV", "EWR")[0] != last["late_rate"]
publish_table(online_store=online, source_table_name="carrier_day")
print("online: ", ask("EV", "EWR"), "after publishing again; an unknown key gives", ask("ZZ", "EWR"))
now = DeltaTable(f"{store}/carrier_day").version()
print(f"lineage: the model was trained on version {packed['versions']['carrier_day']}, the table is at version {now}")

# %% [markdown]
# Until the next publish, batch and web request score the same flight differently: **online/offline skew**. A triggered or
# continuous publish keeps the gap short; somebody has to watch it (unit *monitoring*).
#
# And the online copy has no past. It cannot make a training set.
#
# ## Account level or workspace level
#
# | | workspace level (older) | account level, Unity Catalog (today) |
# |---|---|---|
# | client | `FeatureStoreClient` | `FeatureEngineeringClient` |
# | name of a table | `database.table` | `catalog.schema.table` |
# | who can use it | this workspace; others by extra steps | every workspace on the same metastore, by `GRANT` |
# | what is a feature table | one that the client created or registered | any Delta table with a primary key |
# | time argument | `timestamp_keys` | `timeseries_column` (`timeseries_columns` in older versions) |
# | modes of `write_table` | `"merge"`, `"overwrite"` | `"merge"` |
# | lineage, tags, rights | a feature store page of its own | those of Unity Catalog, as for any table |
#
# One definition for many teams is the point of account level: features are found, shared, governed and audited in one place.
#
# ## What to remember
#
# - A feature table is a Delta table with a primary key; with a time in the key, declared as the time series column.
# - The time says **when a value was known**, not which day it is about. That one column makes a feature or a leak.
# - `merge` updates and inserts by key. Other rows stay, and each write is a version.
# - A lookup takes the latest row that is not later than the event. No row: null, and the model must handle it.
# - The lookups travel with the model, so scoring needs keys. A column in `df` wins over the table.
# - Online: the latest row per key, fast, and stale until published. Offline: everything, for training and batch.
#
# ## On Databricks (November 2026)
#
# - The exam says **Feature Store**; today it is **Feature Engineering in Unity Catalog**. The workspace feature store exists only
#   in workspaces made before 19 August 2024, and the vendor means to retire it.
# - The exam says **online tables**; today they are **online stores** on Lakebase: `fe.create_online_store(…)`, then
#   `fe.publish_table(…)` with the mode `SNAPSHOT`, `TRIGGERED` (default) or `CONTINUOUS`. The last two need the change data feed
#   of the source table.
# - `create_training_set` returns a `TrainingSet`; call `load_df()` and train on exactly that frame. Its `exclude_columns` drops
#   keys that the model should not learn. `FeatureLookup` knows `rename_outputs`, `default_values` and `lookback_window`, too.
# - `score_batch` reads the offline tables. A serving endpoint reads the online store, by the same lookups.
