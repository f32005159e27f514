# %% [markdown]
# # Exercise · Score what arrives, once, with the version in charge
#
# The lesson let the days of a week arrive as files. You now build the parts on which a stream in production stands or falls:
# a job that scores each row once, a write that survives a crash, a champion that takes over without a restart, hours that
# wait for late flights, and the same job declared as a pipeline.
#
# **Five tasks, 20 points, about 35 minutes.** Objective: DEP-46.
#
# A stream needs folders, and files that arrive in them. Each task has a second function that is ready: it hands yours to a
# runner that makes the folders, lets the files arrive, starts, waits and stops. Leave it as it is. Some tests are here to
# read. The others show only their title: they check the same promise on rows, files and crashes that are drawn when your work
# is graded. The tasks do not need each other.

# %% given="setup"
import logging
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from pyspark import pipelines as dp
from pyspark.errors import AnalysisException, StreamingQueryException
from pyspark.pipelines.graph_element_registry import GraphElementRegistry, graph_element_registration_context
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from sklearn.linear_model import LinearRegression

from course import dataset

logging.getLogger("mlflow").setLevel(logging.ERROR)
os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"
mlflow.set_experiment("streaming")
spark = SparkSession.builder.getOrCreate()
spark.conf.set("spark.sql.shuffle.partitions", 1)  # small streams: one partition of state is enough
FEATURES = ["hour", "distance"]  # scheduled hour of departure, miles

year = pd.read_parquet(dataset("flights_lga"), columns=["month", "day", "carrier", "flight", "hour", "distance", "arr_delay"])
year[FEATURES] = year[FEATURES].astype(float)
days = [year[(year["month"] == 2) & (year["day"] == day)].head(40).reset_index(drop=True) for day in (4, 5, 6)]


def fit_delay(rows):
    """Return a linear regression of arr_delay (minutes) on the FEATURES, fitted on a pandas DataFrame."""
    known = rows.dropna(subset=["arr_delay"])
    return LinearRegression().fit(known[FEATURES], known["arr_delay"])


days[0].head(4)

# %% given="files"
@contextmanager
def workplace():
    """A new folder for one job; at the end each query that still runs is stopped, and the folder is gone."""
    with tempfile.TemporaryDirectory() as name:
        try:
            yield Path(name)
        finally:
            for query in spark.streams.active:
                query.stop()


def arrive(folder, number, frame):
    """Let the rows of a pandas DataFrame arrive in a folder as one JSON file, all at once; the numbers give the order."""
    folder.mkdir(exist_ok=True)
    half_written = folder / f".{number:04}.json"  # Spark takes no notice of a name that begins with a dot
    frame.to_json(half_written, orient="records", lines=True, date_format="iso")
    os.utime(half_written, (1_360_000_000 + number,) * 2)  # Spark reads the oldest file first
    half_written.rename(folder / f"{number:04}.json")


def finish(query):
    """Wait until a query has done what was there, at most a minute, and stop it whatever happens."""
    try:
        if not query.awaitTermination(60):
            raise TimeoutError("the query still ran after 60 s; with trigger(availableNow=True) it ends by itself")
    finally:
        query.stop()


def settle(query):
    """Wait until a query has done all that has arrived, at most a minute."""
    with ThreadPoolExecutor(1) as pool:
        try:
            pool.submit(query.processAllAvailable).result(60)
        except TimeoutError as error:
            query.stop()  # which also ends the wait of processAllAvailable
            raise TimeoutError("the query still worked on what had arrived after 60 s") from error

# %% [markdown]
# Tasks 1 to 4 need machinery around your function: evenings, power cuts, promotions, files in order. The next cell has it; task 5
# has its own.

# %% given="streams"
def with_evenings(score_new, days, training):
    """Let the days arrive, and call score_new after each; return the output and how many batches the checkpoint notes."""
    with workplace() as place:
        model, commits = fit_delay(training), place / "checkpoint" / "commits"
        for number, day in enumerate(days):
            arrive(place / "days", number, day)
            score_new(model, str(place / "days"), str(place / "output"), str(place / "checkpoint"))
            if spark.streams.active:
                raise RuntimeError("the query still runs when score_new returns; wait for its end with finish(query)")
        rows = spark.read.option("recursiveFileLookup", True)  # no subfolder such as batch=3 becomes a column
        return rows.parquet(str(place / "output")).toPandas(), sum(entry.name.isdigit() for entry in commits.glob("*"))


def with_power_cuts(write_batch, files, crashes):
    """Stream the files, one per batch, with a power cut after the write of each batch id in crashes; return the sink."""
    with workplace() as place:
        left = list(crashes)

        def deliver(rows, batch_id):
            write_batch(rows, batch_id, str(place / "sink"))
            if batch_id in left:
                left.remove(batch_id)
                raise RuntimeError("power cut")

        for number, frame in enumerate(files):
            arrive(place / "files", number, frame)
        for _ in range(len(crashes) + 1):
            rows = spark.readStream.schema("flight int, minutes double").option("maxFilesPerTrigger", 1)
            writer = rows.json(str(place / "files")).writeStream.foreachBatch(deliver).trigger(availableNow=True)
            try:
                finish(writer.option("checkpointLocation", str(place / "checkpoint")).start())
            except StreamingQueryException as error:
                if "power cut" not in str(error):
                    raise
        return spark.read.parquet(str(place / "sink")).select("flight", "minutes").toPandas()


def with_promotions(score_batch, files, promotions):
    """Run one query while the files arrive; before file n, version promotions[n] is put in charge; return the sink."""
    with workplace() as place:
        (place / "files").mkdir()
        rows = spark.readStream.schema("flight int, hour double, distance double").json(str(place / "files"))

        def deliver(rows, batch_id):
            for _ in range(2):  # as after a power cut, each batch comes once more
                score_batch(rows, batch_id, str(place / "sink"))

        writer = rows.writeStream.foreachBatch(deliver)
        query = writer.option("checkpointLocation", str(place / "checkpoint")).start()
        for number, frame in enumerate(files):
            if number in promotions:
                MlflowClient().set_registered_model_alias(NAME, "champion", promotions[number])
            arrive(place / "files", number, frame)
            settle(query)
        query.stop()
        return spark.read.parquet(str(place / "sink")).toPandas()


def with_closed_hours(count_hours, files, minutes):
    """Stream the files, one per batch, through count_hours in the output mode append; return what was written."""
    with workplace() as place:
        for number, frame in enumerate(files):
            arrive(place / "files", number, frame)
        rows = spark.readStream.schema("flight int, event timestamp, seen timestamp").option("maxFilesPerTrigger", 1)
        counted = count_hours(rows.json(str(place / "files")), minutes)
        writer = counted.writeStream.outputMode("append").option("checkpointLocation", str(place / "checkpoint"))
        finish(writer.trigger(availableNow=True).start(str(place / "hours")))
        return spark.read.schema("start timestamp, flights long").parquet(str(place / "hours")).toPandas()

# %% [markdown] task="each-row-is-scored-once"
# ## Task 1 · Three days, three runs, each row once
#
# **4 points · DEP-46**
#
# A job runs each evening, when a new day has arrived. It must score the new day, and only that.
#
# Write `score_new(model, folder, output, checkpoint)`; `score_days` is ready: each time when a day has arrived as a file in the
# folder, it calls your function, always with the same four arguments.
#
# - **Takes** `model`, made by `fit_delay`, and three paths (`str`): the `folder` with a JSON file for each day so far, the
#   `output`, a folder for Parquet files, and the `checkpoint`.
# - The files hold `carrier` (text), `flight` (a whole number, up to some billions), `hour` and `distance` (numbers with
#   decimals), and perhaps more.
# - Starts a streaming query **with this checkpoint**, which scores what is new, adds it to the output, and ends before your
#   function does. **Returns** nothing.
# - The output has the columns `carrier`, `flight`, `hour`, `distance`, and `delay`, the model's prediction in minutes. Other
#   columns, such as `arr_delay`, are not among them.
# - Each row that has arrived is there exactly once. Two flights that look the same are two rows.
#
# Free: how you score (`pandas_udf`, `mapInPandas`, `foreachBatch`). Subfolders of the output are read, too.

# %% [markdown] hint="each-row-is-scored-once"
# The order of things: read the folder as a stream, add the prediction, start the query, `finish` it. What stays the same from one
# start to the next, so that Spark knows what it has read?

# %% [markdown] hint="each-row-is-scored-once"
# `spark.readStream.schema("carrier string, flight …").json(folder)` reads. A `@F.pandas_udf("double")` function with two series
# can call `model.predict`. `.writeStream.option("checkpointLocation", …).trigger(availableNow=True).start(…)` writes Parquet.
# How large is the largest `int`?

# %% [markdown] hint="each-row-is-scored-once"
# Almost the line: `finish(scored.writeStream.option("checkpointLocation", checkpoint)
# .trigger(availableNow=True).start(output))`, with `flight bigint` in the schema, and `scored` from
# `rows.withColumn("delay", delay("hour", "distance"))`.

# %% answer="each-row-is-scored-once"
def score_new(model, folder, output, checkpoint):
    """Score what has arrived in the folder since the last run, add it to the output, and end."""
    ### BEGIN SOLUTION
    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    schema = "carrier string, flight bigint, hour double, distance double"
    scored = spark.readStream.schema(schema).json(folder).withColumn("delay", delay("hour", "distance"))
    finish(scored.writeStream.option("checkpointLocation", checkpoint).trigger(availableNow=True).start(output))
    ### END SOLUTION


def score_days(days, training):  # ready: leave it as it is
    return with_evenings(score_new, days, training)

# %% test="each-row-is-scored-once" points=1
# Two days of February arrive, each of their flights has one score, and no other columns come along
two = [day.head(15) for day in days[:2]]
january = year[year["month"] == 1]
answer = score_days(two, january)
assert isinstance(answer, tuple) and len(answer) == 2, "score_days should return two things; leave this function as it stood"
scored, batches = answer
wanted = {"carrier", "flight", "hour", "distance", "delay"}
assert wanted <= set(scored.columns), f"the columns {', '.join(sorted(wanted - set(scored.columns)))} are missing"
more = sorted(map(str, set(scored.columns) - wanted))
assert not more, (
    f"the output holds {', '.join(more)} as well; leave aside what a file has beside the columns that you need"
)
assert len(scored) == 30, (
    f"2 days of 15 flights have arrived, and {len(scored)} rows are scored. With more, a day was scored more than once; with "
    "fewer, rows are missing: look at the checkpoint, which should be one and the same for all runs"
)
assert batches >= 2, (
    f"2 days have arrived, and the given checkpoint notes {batches} batches as done; each evening a streaming query with this "
    "checkpoint should score what is new, and nothing else"
)
expected = pd.concat(two).assign(delay=lambda rows: fit_delay(january).predict(rows[FEATURES]))
keys = ["flight", "carrier", "hour", "distance"]
found, expected = (table.sort_values(keys)[[*keys, "delay"]].reset_index(drop=True) for table in (scored, expected))
miss = float((found["delay"] - expected["delay"]).abs().max())
assert miss <= 0.001, f"a score is {miss:.3f} minutes away from that of the given model; predict with this one"

# %% test="each-row-is-scored-once" points=3 hidden=true
# Three drawn days: large flight numbers, flights that look the same, a missing carrier, another column, and each row once
from course import drawn

rng = drawn("drawn-days")
training = pd.DataFrame({"hour": rng.uniform(5, 23, 60).round(1), "distance": rng.uniform(90, 1500, 60).round(1)})
training["arr_delay"] = rng.uniform(1, 4) * training["hour"] + rng.uniform(0.01, 0.05) * training["distance"]
sizes = [int(size) for size in rng.integers(8, 25, 3)]
table = pd.DataFrame({"flight": rng.choice(np.arange(3 * 10**9, 3 * 10**9 + 10**6), sum(sizes), replace=False)})
table["carrier"] = rng.choice(["AA", "DL", "UA"], len(table)).astype(object)
table.loc[int(rng.integers(len(table))), "carrier"] = None
table["hour"], table["distance"] = rng.uniform(5, 23, len(table)).round(1), rng.uniform(90, 1500, len(table)).round(1)
table["gate"] = "C3"
drawn_days = [table.iloc[sum(sizes[:k]) : sum(sizes[: k + 1])].reset_index(drop=True) for k in range(3)]
drawn_days[1] = pd.concat([drawn_days[1], drawn_days[1].head(2), drawn_days[0].head(1)], ignore_index=True)
answer = score_days(drawn_days, training)
assert isinstance(answer, tuple) and len(answer) == 2, "score_days should return two things; leave this function as it stood"
scored, batches = answer
assert {"carrier", "flight", "hour", "distance", "delay"} <= set(scored.columns), (
    "the output should have the columns carrier, flight, hour, distance and delay"
)
more = len(scored.columns) - 5
assert not more, (
    f"the output holds {more} columns beside these five; leave aside what a file has beside the columns that you need"
)
came = pd.concat(drawn_days, ignore_index=True)
known, got = came["flight"].value_counts(), pd.to_numeric(scored["flight"]).value_counts()
nulls = int(scored["flight"].isna().sum())
assert not nulls, f"{nulls} of {len(scored)} flight numbers are null; a number above 2,147,483,647 needs bigint in the schema"
more = int((got.reindex(known.index, fill_value=0) > known).sum())
assert not more, f"{more} flights were scored more than once; the checkpoint should be one and the same for all runs"
fewer = int((got.reindex(known.index, fill_value=0) < known).sum())
assert not fewer, (
    f"{fewer} of {len(known)} flights are missing, or stand there fewer times than they came: "
    "rows that look the same are still two rows, and each run continues where the last one ended"
)
assert len(scored) == len(came), f"{len(came)} rows came and {len(scored)} are scored"
assert batches >= 3, (
    f"3 days have arrived, and the given checkpoint notes {batches} batches as done; each evening a streaming query with this "
    "checkpoint should score what is new, and nothing else"
)
unknown = int(came["carrier"].isna().sum())
assert int(scored["carrier"].isna().sum()) == unknown, (
    f"{unknown} rows came without a carrier; each should come out, with a null carrier"
)
expected = came.assign(delay=fit_delay(training).predict(came[FEATURES]))
found, expected = (part.assign(flight=part["flight"].astype("int64")).sort_values("flight") for part in (scored, expected))
miss = float(np.abs(found[[*FEATURES, "delay"]].to_numpy(float) - expected[[*FEATURES, "delay"]].to_numpy(float)).max())
assert miss <= 0.001, (
    f"a score or a feature is off by up to {miss:.2f}; keep hour and distance with their decimals, and predict with "
    "the model that you are given"
)

# %% [markdown] task="delivered-twice-is-written-once"
# ## Task 2 · Delivered twice, written once
#
# **4 points · DEP-46**
#
# A power cut can come after `foreachBatch` has written and before Spark has noted that the batch is done. At the restart Spark
# delivers the same rows again, **with the same batch id**. So the write must bear to run twice.
#
# Write `write_batch(rows, batch_id, sink)`; `survive` is ready and calls it.
#
# - **Takes** `rows`, the Spark DataFrame of one micro-batch (`flight`, `minutes`); `batch_id`, an `int`; and `sink`, the path
#   of a folder for Parquet files (a `str`). `survive` reads it with `spark.read.parquet(sink)`, subfolders such as `batch=3`
#   included: a subfolder needs a name of the form `key=value`, or Spark does not read it.
# - However often a batch is delivered, its rows stand in the sink once, and those of the other batches stay.
# - Two equal rows are two rows, in one batch or in two.

# %% [markdown] hint="delivered-twice-is-written-once"
# The rows cannot tell you whether this is a second delivery. Which of the three arguments can, and where could you put it so
# that the second write meets the first one?

# %% [markdown] hint="delivered-twice-is-written-once"
# `.write.mode("append")` adds, `.write.mode("overwrite")` replaces what is at its path. Replace as much as this batch has
# written, and no more.

# %% [markdown] hint="delivered-twice-is-written-once"
# Almost the line: `rows.write.mode(…).parquet(f"{sink}/batch={batch_id}")`.

# %% answer="delivered-twice-is-written-once"
def write_batch(rows, batch_id, sink):
    """Write the rows of a micro-batch so that a second delivery of the same batch changes nothing."""
    ### BEGIN SOLUTION
    rows.write.mode("overwrite").parquet(f"{sink}/batch={batch_id}")
    ### END SOLUTION


def survive(files, crashes):  # ready: leave it as it is
    return with_power_cuts(write_batch, files, crashes)

# %% test="delivered-twice-is-written-once" points=1
# Two files, and a power cut after the second write
files = [pd.DataFrame({"flight": [1, 2, 3], "minutes": [5.0, 9.0, 0.0]}), pd.DataFrame({"flight": [4, 5], "minutes": [7.0, -3.0]})]
sink = survive(files, [1])
assert isinstance(sink, pd.DataFrame), f"survive returned {type(sink).__name__}; leave this function as it stood"
found = sorted(sink["flight"])
assert found == [1, 2, 3, 4, 5], (
    f"the flights 1 to 5 came, batch 1 was delivered twice, and the sink holds {found}. With a flight twice, the second delivery was "
    "added to the first; with a flight missing, the write replaced other batches as well"
)

# %% test="delivered-twice-is-written-once" points=3 hidden=true
# Drawn files and power cuts, one batch delivered three times, and rows that look the same
from course import drawn

rng = drawn("power-cuts")
files = [
    pd.DataFrame({"flight": rng.integers(1, 5000, int(n)), "minutes": rng.normal(5, 20, int(n)).round(1)})
    for n in rng.integers(5, 20, 3)
]
files[2] = pd.concat([files[2], files[0].head(3), files[2].head(2)], ignore_index=True)  # equal rows in two batches, and in one
first, second = sorted(int(k) for k in rng.permutation(3)[:2])
sink = survive(files, [first, second, second])
assert isinstance(sink, pd.DataFrame) and {"flight", "minutes"} <= set(sink.columns), "survive should return flight and minutes"
came = pd.concat(files, ignore_index=True)
known, found = (part.astype({"minutes": float}).groupby(["flight", "minutes"]).size() for part in (came, sink))
whole = found.reindex(known.index, fill_value=0)
more, fewer = int((whole > known).sum()), int((whole < known).sum())
assert not more, f"{more} of {len(known)} different rows stand in the sink more often than they came; a batch that comes again was added again"
assert not fewer, (
    f"{fewer} of {len(known)} different rows are missing, or stand in the sink fewer times than they came; replace what this batch has "
    "written and nothing else, and tell a second delivery by its batch id, not by its rows"
)
assert len(sink) == len(came), f"{len(came)} rows came and {len(sink)} stand in the sink"

# %% [markdown] task="champion-takes-over-at-once"
# ## Task 3 · The champion takes over, and nobody restarts
#
# **4 points · DEP-46**
#
# The next cell registers three versions of `prod.flights.delay`. The stream runs day and night. When somebody moves the alias
# `champion`, the **next** micro-batch must be scored by the new version, and each row must say who scored it.
#
# Write `score_batch(rows, batch_id, sink)`, the function for `foreachBatch`; `score_live` is ready and calls it.
#
# - **Takes** `rows`, a Spark DataFrame (`flight` and the `FEATURES`), `batch_id`, and `sink`, the path of a folder.
# - Scores the rows with the version that is champion **now**.
# - Writes Parquet below the sink, with the columns of `rows`, `delay` (the prediction, a double) and `version` (the number of
#   the version that made it, an int). A second delivery of a batch replaces the first. A subfolder needs a name of the form
#   `key=value`, or Spark does not read it.
#
# Free: `mlflow.sklearn` or `mlflow.pyfunc`; pandas in the driver (the batches are small) or a UDF.

# %% given="registry"
NAME = "prod.flights.delay"


def fill_registry():
    """Register three versions of NAME, fitted on January, May and September, and put version 1 in charge."""
    client = MlflowClient()
    if client.search_registered_models(f"name = '{NAME}'"):
        client.delete_registered_model(NAME)
    client.create_registered_model(NAME)
    for month in (1, 5, 9):
        with mlflow.start_run():
            model = fit_delay(year[year["month"] == month])
            logged = mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
        client.create_model_version(NAME, logged.model_uri, logged.run_id)
    client.set_registered_model_alias(NAME, "champion", 1)


fill_registry()

# %% [markdown] hint="champion-takes-over-at-once"
# A loaded model does not follow an alias. The function is called for each micro-batch: what has to happen inside it, and not
# before the query starts?

# %% [markdown] hint="champion-takes-over-at-once"
# `MlflowClient().get_model_version_by_alias(NAME, "champion").version` asks who is in charge. Then load *that number*,
# `models:/{NAME}/{version}`, so that the model and the column `version` cannot disagree.

# %% [markdown] hint="champion-takes-over-at-once"
# Almost the lines: `frame = rows.toPandas()`, `frame["delay"] = model.predict(frame[FEATURES])`, `frame["version"] =
# int(version)`, and `spark.createDataFrame(frame).write.mode("overwrite").parquet(f"{sink}/batch={batch_id}")`.

# %% answer="champion-takes-over-at-once"
def score_batch(rows, batch_id, sink):
    """Score one micro-batch with the version that is champion now, and write it with the version's number."""
    ### BEGIN SOLUTION
    version = MlflowClient().get_model_version_by_alias(NAME, "champion").version
    model = mlflow.sklearn.load_model(f"models:/{NAME}/{version}")
    frame = rows.toPandas()
    frame["delay"], frame["version"] = model.predict(frame[FEATURES]), int(version)
    spark.createDataFrame(frame).write.mode("overwrite").parquet(f"{sink}/batch={batch_id}")
    ### END SOLUTION


def score_live(files, promotions):  # ready: leave it as it is
    return with_promotions(score_batch, files, promotions)

# %% test="champion-takes-over-at-once" points=1
# Version 1 scores the first day, version 2 the second
from course import predicted

files = [day[["flight", *FEATURES]].head(12).assign(flight=range(100 * k, 100 * k + 12)) for k, day in enumerate(days[:2])]
sink = score_live(files, {0: 1, 1: 2})
assert isinstance(sink, pd.DataFrame), f"score_live returned {type(sink).__name__}; leave this function as it stood"
missing = {"flight", "delay", "version"} - set(sink.columns)
assert not missing, f"the columns {', '.join(sorted(missing))} are missing in the sink"
assert sorted(sink["flight"]) == [*range(12), *range(100, 112)], (
    f"24 flights came and the sink holds {len(sink)} rows; each batch is delivered twice, and the second replaces the first"
)
sink = sink.set_index("flight").sort_index()
versions = [sorted({int(version) for version in sink.loc[part, "version"]}) for part in (slice(0, 11), slice(100, 111))]
assert versions == [[1], [2]], (
    f"the days were scored by the versions {versions[0]} and {versions[1]}; version 1 was in charge of the first day and version 2 of the "
    "second: ask for the champion in each micro-batch"
)
for number, frame in zip((1, 2), files, strict=True):
    expected = np.array(predicted(f"models:/{NAME}/{number}", frame[FEATURES]))
    miss = float(np.abs(sink.loc[frame["flight"], "delay"].to_numpy() - expected).max())
    assert miss <= 0.001, (
        f"a row that names version {number} is {miss:.2f} minutes away from what version {number} predicts; "
        "load the model of the version that the column names"
    )

# %% test="champion-takes-over-at-once" points=3 hidden=true
# Drawn promotions, up and down, and each row is scored by the version that was in charge
from course import drawn, predicted

rng = drawn("promotions")
first, second, last = 3, int(rng.integers(1, 3)), 3
if rng.random() < 0.5:
    first, second, last = int(rng.integers(1, 3)), 3, int(rng.integers(1, 3))
in_charge = [first, second, second, last]
files, start = [], 0
for n in rng.integers(4, 15, 4):
    hour, distance = rng.uniform(5, 23, int(n)).round(2), rng.uniform(90, 1500, int(n)).round(1)
    files.append(pd.DataFrame({"flight": range(start, start + int(n)), "hour": hour, "distance": distance}))
    start += int(n)
sink = score_live(files, {0: first, 1: second, 3: last})
assert isinstance(sink, pd.DataFrame) and {"flight", *FEATURES, "delay", "version"} <= set(sink.columns), (
    "the sink should hold the columns of the rows, delay and version"
)
assert sorted(sink["flight"]) == list(range(start)), (
    f"{start} flights came and the sink holds {len(sink)} rows; each batch is delivered twice, and the second replaces the first"
)
sink = sink.set_index("flight").sort_index()
off = sum(int((sink.loc[frame["flight"], "version"] != number).sum()) for number, frame in zip(in_charge, files, strict=True))
assert not off, (
    f"{off} of {start} rows name another version than the champion of their time; ask for the champion in each micro-batch, not once, "
    "and not for the latest version"
)
for number, frame in zip(in_charge, files, strict=True):
    expected = np.array(predicted(f"models:/{NAME}/{number}", frame[FEATURES]))
    miss = float(np.abs(sink.loc[frame["flight"], "delay"].to_numpy() - expected).max())
    assert miss <= 0.001, (
        f"rows that name the version in charge are up to {miss:.2f} minutes away from what this version predicts; "
        "load the model of the version that the column names, in each micro-batch"
    )

# %% [markdown] task="late-flights-are-waited-for"
# ## Task 4 · How long do we wait?
#
# **4 points · DEP-46**
#
# A flight is reported when it lands. Its `event` is the scheduled departure, `seen` the time of the report. We count flights
# per hour of **scheduled departure**. An hour is written once, when nothing more is expected; what comes later is dropped.
#
# Write `count_hours(flights, minutes)`; `closed_hours` is ready and calls it.
#
# - **Takes** `flights`, a *streaming* Spark DataFrame (`flight`, and the timestamps `event` and `seen`); and `minutes`, an
#   `int`: how far the stream waits behind the newest `event` that it has read. An hour is closed when its end lies that far
#   behind this event, or farther.
# - **Returns** a streaming DataFrame with `start` (a timestamp, the beginning of a full hour) and `flights` (a count, all rows
#   of this hour that came in time).
# - It will be written in the output mode `append`. The last file of each test is a flight two days later or more, so that the
#   hours before it are closed; its own hour stays open and is not written.

# %% [markdown] hint="late-flights-are-waited-for"
# Two things have to be said of the same column: how long to wait, and how to cut the time. The first one stands before the
# groups.

# %% [markdown] hint="late-flights-are-waited-for"
# `.withWatermark(column, "30 minutes")` and `F.window(column, "1 hour")`. A window is a struct with `start` and `end`. Which
# of the two timestamps says to which hour a flight belongs?

# %% [markdown] hint="late-flights-are-waited-for"
# Almost the line: `flights.withWatermark("event", f"{minutes} minutes").groupBy(F.window("event", "1 hour"))`, then count, and
# `.select(F.col("window.start").alias("start"), …)`.

# %% answer="late-flights-are-waited-for"
def count_hours(flights, minutes):
    """Count flights per hour of scheduled departure, waiting so many minutes behind the newest event."""
    ### BEGIN SOLUTION
    hours = flights.withWatermark("event", f"{minutes} minutes").groupBy(F.window("event", "1 hour"))
    return hours.agg(F.count("*").alias("flights")).select(F.col("window.start").alias("start"), "flights")
    ### END SOLUTION


def closed_hours(files, minutes):  # ready: leave it as it is
    return with_closed_hours(count_hours, files, minutes)

# %% test="late-flights-are-waited-for" points=1
# A flight 45 minutes behind the newest event before it is counted when we wait for 90
midnight = pd.Timestamp("2013-02-04")
reports = [[("06:10", "08:00"), ("07:50", "08:30")], [("08:40", "10:00"), ("07:05", "10:10")], [("54:00", "55:00")]]
files = [
    pd.DataFrame(
        {
            "flight": range(len(rows)),
            "event": [midnight + pd.Timedelta(event + ":00") for event, _ in rows],
            "seen": [midnight + pd.Timedelta(seen + ":00") for _, seen in rows],
        }
    )
    for rows in reports
]
hours = closed_hours(files, 90)
assert isinstance(hours, pd.DataFrame), f"closed_hours returned {type(hours).__name__}; leave this function as it stood"
nulls = int(hours[["start", "flights"]].isna().any(axis=1).sum())
assert not nulls, (
    f"{nulls} of {len(hours)} rows have no start or no flights; the columns of your stream should have exactly these names, "
    "start and flights: whatever has another name is not read"
)
found = sorted((pd.Timestamp(start).strftime("%H:%M"), int(n)) for start, n in zip(hours["start"], hours["flights"], strict=True))
assert found == [("06:00", 1), ("07:00", 2), ("08:00", 1)], (
    f"the closed hours are {found}; by scheduled departure one flight belongs to 06:00, two to 07:00 and one to 08:00. "
    "The second one of 07:00 is seen when the newest event is 08:40 at most, so a stream that waits for "
    "90 minutes still counts it"
)

# %% test="late-flights-are-waited-for" points=3 hidden=true
# Drawn flights, two waits: late ones within the wait are counted, those of closed hours are not, and each hour is written once
from course import drawn

rng = drawn("late-flights")
# Hours; the newest events of the four files. With them, 240 or 300 minutes close other hours than 270.
fronts = [9.5, 10.0, 10.25, 11.0]
for wait in (int(minutes) for minutes in rng.permutation([120, 270])):
    base = pd.Timestamp("2013-03-01") + pd.Timedelta(days=int(rng.integers(20)))
    wait_hours, files, kept, dropped = wait / 60, [], [], 0
    for k, front in enumerate(fronts):
        usual = rng.uniform(front - 1.0, front, int(rng.integers(6, 14)))
        usual[0] = front
        in_time = too_late = np.empty(0)
        if k >= 2:
            behind, closed = fronts[k - 1] - wait_hours, np.floor(fronts[k - 2] - wait_hours)
            in_time = np.append(rng.uniform(behind + 0.05, fronts[k - 2] - 0.05, 3), behind + 0.1)
            too_late = np.append(rng.uniform(0.5, closed - 0.05, 2), closed - 0.1)
        events, dropped = np.concatenate([usual, in_time, too_late]), dropped + len(too_late)
        kept.extend([*usual, *in_time])
        files.append(
            pd.DataFrame(
                {
                    "flight": range(len(events)),
                    "event": [base + pd.Timedelta(seconds=round(3600 * hour)) for hour in events],
                    "seen": [base + pd.Timedelta(hours=front + 3)] * len(events),
                }
            ).sample(frac=1, random_state=int(rng.integers(10**6)))
        )
    late = base + pd.Timedelta(days=3)
    files.append(pd.DataFrame({"flight": [0], "event": [late], "seen": [late]}))
    hours = closed_hours(files, wait)
    assert isinstance(hours, pd.DataFrame), "closed_hours should return a pandas DataFrame; leave this function as it stood"
    nulls = int(hours[["start", "flights"]].isna().any(axis=1).sum())
    assert not nulls, (
        f"{nulls} of {len(hours)} rows have no start or no flights; the columns of your stream should have exactly these names, "
        "start and flights"
    )
    expected = pd.Series([round(3600 * hour) // 3600 for hour in kept]).value_counts()
    starts = (pd.to_datetime(hours["start"]).dt.tz_localize(None) - base) / pd.Timedelta(hours=1)
    assert starts.is_unique and bool((starts % 1 == 0).all()), (
        "an hour was written more than once, or does not begin at a full hour; "
        "full hours do not overlap, and each is written once"
    )
    found = pd.Series(hours["flights"].to_numpy(int), index=starts.to_numpy())
    total, right = int(found.sum()), int(expected.sum())
    assert total >= right, (
        f"{right - total} of {right} flights that came in time are not counted; the stream should wait {wait} minutes behind the "
        "newest event, as minutes says"
    )
    assert total <= right, (
        f"{total - right} flights too many are counted; of {dropped} whose hour was closed, {wait} minutes behind the newest "
        "event, as minutes says, none should be"
    )
    assert set(found.index) == set(map(float, expected.index)), (
        f"{len(found)} hours were written where {len(expected)} have flights that came in time; "
        "cut full hours of the scheduled departure, and wait as long as minutes says"
    )
    assert (found.sort_index().to_numpy() == expected.sort_index().to_numpy()).all(), (
        "flights are counted in another hour than their departure"
    )

# %% [markdown]
# In a declarative pipeline you name tables and say how each follows from others. Who starts, where the checkpoint lies and in
# which order: that is the runner's. The next cell has a small runner. It takes the real decorators of `pyspark.pipelines` and
# works in this notebook's own Spark. Task 5 uses it.

# %% given="runner"
class Declared(GraphElementRegistry):
    """Collects what a pipeline declares, and runs it."""

    def __init__(self):
        self.kinds, self.flows = {}, {}

    def register_output(self, output):
        self.kinds[output.name] = type(output).__name__

    def register_flow(self, flow):
        self.flows[flow.target] = flow.func

    def register_auto_cdc_flow(self, flow):
        raise NotImplementedError("this small runner has no change data capture")

    def register_sql(self, sql_text, file_path):
        raise NotImplementedError("this small runner reads Python only")

    def run(self, place):
        """Update each table once, after those that it reads: streaming tables with what is new, materialized views from all."""
        for name in self.flows:
            spark.catalog.dropTempView(name)
        waiting, put_off = list(self.flows), 0
        while waiting:
            name = waiting.pop(0)
            try:
                rows, path = self.flows[name](), str(place / name)
            except AnalysisException:  # it reads a table that is not there yet
                waiting, put_off = [*waiting, name], put_off + 1
                if put_off == len(waiting):  # all that are left were tried in vain
                    raise
                continue
            put_off = 0
            if self.kinds[name] == "TemporaryView":
                rows.createOrReplaceTempView(name)
                continue
            if rows.isStreaming != (self.kinds[name] == "StreamingTable"):
                raise TypeError(f"{name}: a streaming table reads with readStream, a materialized view with read")
            if rows.isStreaming:
                writer = rows.writeStream.option("checkpointLocation", str(place / "checkpoints" / name))
                finish(writer.trigger(availableNow=True).start(path))
            else:
                rows.write.mode("overwrite").parquet(path)
            spark.read.parquet(path).createOrReplaceTempView(name)


def with_updates(declare, files, base, per_hour):
    """Run the declared pipeline once after each file, then remove the file; return (kinds, rows of scored, rows of by_hour)."""
    with workplace() as place:
        pipeline = Declared()
        with graph_element_registration_context(pipeline):
            declare(str(place / "files"), base, per_hour)
        for number, frame in enumerate(files):
            arrive(place / "files", number, frame)
            pipeline.run(place)
            (place / "files" / f"{number:04}.json").unlink(missing_ok=True)  # as where an archive takes each file that was read
        tables = [spark.read.table(name).toPandas() if name in pipeline.kinds else None for name in ("scored", "by_hour")]
        return pipeline.kinds, *tables

# %% [markdown] task="pipeline-declares-its-tables"
# ## Task 5 · Say what, not how
#
# **4 points · DEP-46**
#
# Write `declare(folder, base, per_hour)`; `updated` is ready: it runs the pipeline once after each file.
#
# - **Takes** `folder`, the path where JSON files arrive (`flight` and `hour`, whole numbers), and two floats: a small linear
#   model. After each update the runner removes the file that was read; the tables keep their rows.
# - Declares with `dp` a **streaming table** `scored`: the columns `flight`, `hour`, and `delay = base + per_hour * hour`.
# - Declares with `dp` a **materialized view** `by_hour`, made from the table `scored`, not from the files: for each `hour` the
#   number of `flights` and the mean `delay`, over all rows so far.
# - Temporary views are free; declare no other table. **Returns** nothing: declaring is enough.

# %% [markdown] hint="pipeline-declares-its-tables"
# Two decorated functions inside yours. The name of each becomes the name of its table, and what it returns is a frame. One
# reads a stream, the other a table.

# %% [markdown] hint="pipeline-declares-its-tables"
# `@dp.table` over a function that returns `spark.readStream.schema(…).json(folder)…` makes a streaming table.
# `@dp.materialized_view` goes over one that starts with `spark.read.table("scored")`.

# %% [markdown] hint="pipeline-declares-its-tables"
# Almost the lines: `@dp.table` / `def scored(): return rows.withColumn("delay", base + per_hour * F.col("hour"))`, and in
# `by_hour`: `.groupBy("hour").agg(F.count("*").alias("flights"), F.avg("delay").alias("delay"))`.

# %% answer="pipeline-declares-its-tables"
def declare(folder, base, per_hour):
    """Declare the streaming table scored and the materialized view by_hour."""
    ### BEGIN SOLUTION

    @dp.table
    def scored():
        rows = spark.readStream.schema("flight int, hour int").json(folder)
        return rows.withColumn("delay", base + per_hour * F.col("hour"))

    @dp.materialized_view
    def by_hour():
        return spark.read.table("scored").groupBy("hour").agg(F.count("*").alias("flights"), F.avg("delay").alias("delay"))
    ### END SOLUTION


def updated(files, base, per_hour):  # ready: leave it as it is
    return with_updates(declare, files, base, per_hour)

# %% test="pipeline-declares-its-tables" points=1
# One file, two tables of the right kinds
answer = updated([pd.DataFrame({"flight": [1, 2, 3], "hour": [6, 6, 9]})], 1.0, 0.5)
assert isinstance(answer, tuple) and len(answer) == 3, "updated should return three things; leave this function as it stood"
kinds, scored, by_hour = answer
kinds = {name: kind for name, kind in kinds.items() if kind != "TemporaryView"}
assert kinds == {"scored": "StreamingTable", "by_hour": "MaterializedView"}, (
    f"the pipeline declares {kinds}; scored should be a StreamingTable (dp.table), which scores only what is new, and by_hour a "
    "MaterializedView (dp.materialized_view), which is computed from all rows"
)
missing = ({"flight", "hour", "delay"} - set(scored.columns)) | ({"hour", "flights", "delay"} - set(by_hour.columns))
assert not missing, f"the columns {', '.join(sorted(missing))} are missing"
found = sorted((int(hour), int(n), float(mean)) for hour, n, mean in by_hour[["hour", "flights", "delay"]].to_numpy())
assert found == [(6, 2, 4.0), (9, 1, 5.5)], f"by_hour holds {found}; 1 + 0.5 × hour gives a mean of 4.0 at 6 and 5.5 at 9"

# %% test="pipeline-declares-its-tables" points=3 hidden=true
# Drawn files in two updates: each row is scored once, and the means are those of all rows
from course import drawn

rng = drawn("two-updates")
base, per_hour = (float(number) for number in rng.uniform(0.5, 4, 2).round(2))
flights = rng.permutation(np.arange(100, 160))
files = [
    pd.DataFrame({"flight": part, "hour": rng.integers(6, 10, len(part))}) for part in np.split(flights, [int(rng.integers(15, 45))])
]
answer = updated(files, base, per_hour)
assert isinstance(answer, tuple) and len(answer) == 3, "updated should return three things; leave this function as it stood"
kinds, scored, by_hour = answer
kinds = {name: kind for name, kind in kinds.items() if kind != "TemporaryView"}
assert kinds == {"scored": "StreamingTable", "by_hour": "MaterializedView"}, (
    "the pipeline should declare the StreamingTable scored (dp.table) and the MaterializedView by_hour (dp.materialized_view), and no other table"
)
assert {"flight", "hour", "delay"} <= set(scored.columns), "scored should have flight, hour and delay"
assert {"hour", "flights", "delay"} <= set(by_hour.columns), "by_hour should have hour, flights and delay"
came = pd.concat(files, ignore_index=True)
assert sorted(scored["flight"]) == sorted(came["flight"]), f"{len(came)} rows came in two updates and scored holds {len(scored)}"
miss = float(np.abs(scored["delay"].to_numpy(float) - base - per_hour * scored["hour"].to_numpy(float)).max())
assert miss <= 1e-6, f"a score is off by {miss:.2f} minutes; delay is base + per_hour * hour"
total = int(by_hour["flights"].to_numpy(int).sum())
assert total == len(came), (
    f"by_hour counts {total} flights of {len(came)} that came in two updates; it should be made from the table scored, which "
    "keeps all rows: each file is removed after its update"
)
expected = came.groupby("hour").size()
found = by_hour.set_index("hour").sort_index()
assert found.index.is_unique and list(found.index) == list(expected.index), "by_hour should have one row for each hour that came"
assert (found["flights"].to_numpy(int) == expected.to_numpy()).all(), "by_hour counts flights in another hour than their own"
miss = float(np.abs(found["delay"].to_numpy(float) - base - per_hour * found.index.to_numpy(float)).max())
assert miss <= 1e-6, f"a mean delay in by_hour is off by {miss:.2f} minutes; it is the mean of delay over the rows of the hour"
